//! What `add` has read and will write. Few entries are held until all are checked; many are written as
//! they are read, in a transaction that is only committed if all may be.

use std::fmt;
use std::mem;

use super::progress::Progress;
use super::{ensure_not_interrupted, left_out, upgrade_note};
use crate::entry::Entry;
use crate::error::{Code, Error, Failure};
use crate::ingest::{Location, Problem, Reading};
use crate::interrupt;
use crate::library::{self, Library, LibraryPath, Put, Standing, Writer};

/// How many bytes of entries are held, as JSON, before the first is written.
const MAX_HELD: usize = 4 << 20;

/// What came of an addition.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    /// Entries that are new.
    added: usize,
    /// Entries that overwrote others, or earlier versions of themselves.
    replaced: usize,
    /// Entries that were there already, the same.
    unchanged: usize,
    /// Entries of which the library has a newer version.
    older: usize,
    /// Of openFDA's texts of labels, those that the library has as labels, or newer.
    known: usize,
    /// Entries in tables of an earlier version that were upgraded.
    upgraded: Option<usize>,
    /// Places where text was left out of what was read.
    notes: usize,
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            added,
            replaced,
            unchanged,
            older,
            known,
            ..
        } = self;
        write!(
            f,
            "{added} added, {replaced} replaced, {unchanged} unchanged"
        )?;
        for (count, what) in [
            (older, "older than in the library (not added)"),
            (
                known,
                "from openFDA not added: the library has the labels themselves, or newer ones",
            ),
        ] {
            if *count > 0 {
                write!(f, ", {count} {what}")?;
            }
        }
        Ok(())
    }
}

impl Counts {
    /// What was done, line by line.
    pub(super) fn messages(self) -> Vec<String> {
        let upgraded = self.upgraded.map(upgrade_note);
        let left_out = left_out(self.notes).map(|note| format!("note: {note}"));
        let lines = upgraded.into_iter().chain([self.to_string()]);
        lines.chain(left_out).collect()
    }
}

/// An entry that waits to be written.
struct Held {
    json: String,
    place: Location,
}

/// How far an addition is.
enum State {
    /// These entries wait; they were held against this library.
    Reading(Option<Library>, Vec<Held>),
    /// Entries are written as they are read.
    Writing(Writer),
    /// Nothing will be added.
    GivenUp,
}

/// What was read so far and is to be written.
pub(super) struct Staging<'a> {
    path: &'a LibraryPath,
    replaces: bool,
    keeps_going: bool,
    progress: &'a Progress,
    state: State,
    /// How many bytes wait.
    held: usize,
    counts: Counts,
    /// What keeps documents from being added.
    pub(super) problems: Vec<Problem>,
}

impl<'a> Staging<'a> {
    pub(super) fn new(
        path: &'a LibraryPath,
        replaces: bool,
        keeps_going: bool,
        progress: &'a Progress,
    ) -> Result<Self, Failure> {
        Ok(Self {
            path,
            replaces,
            keeps_going,
            progress,
            state: State::Reading(Library::open_existing(path)?, Vec::new()),
            held: 0,
            counts: Counts::default(),
            problems: Vec::new(),
        })
    }

    pub(super) fn take(&mut self, reading: Reading) -> Result<(), Failure> {
        match reading {
            Reading::Entry(entry, place) => self.take_entry(&entry, place),
            Reading::Problem(problem) => {
                self.refuse(problem);
                Ok(())
            }
            Reading::Note(_) => {
                self.counts.notes += 1;
                Ok(())
            }
        }
    }

    /// One problem is enough to give up, unless valid entries are added all the same.
    fn refuse(&mut self, problem: Problem) {
        self.problems.push(problem);
        if !self.keeps_going && matches!(self.state, State::Writing(_)) {
            self.state = State::GivenUp;
        }
    }

    fn take_entry(&mut self, entry: &Entry, place: Location) -> Result<(), Failure> {
        let json = library::json(entry);
        match &mut self.state {
            State::GivenUp => Ok(()),
            State::Writing(writer) => {
                let put = writer.put(entry, &json, self.replaces)?;
                self.count(put, entry, place);
                Ok(())
            }
            State::Reading(library, held) => {
                let standing = match library {
                    Some(library) => library.standing(entry, &json, self.replaces)?,
                    None => None,
                };
                match standing {
                    Some(Standing::Same) => self.counts.unchanged += 1,
                    Some(Standing::Older) => self.count(Put::Older, entry, place),
                    Some(Standing::Taken(title)) => {
                        let problem = Problem::at(place, taken(entry, &title));
                        self.refuse(problem);
                    }
                    None | Some(Standing::New | Standing::Newer(_)) => {
                        self.held += json.len();
                        held.push(Held { json, place });
                    }
                }
                if self.held > MAX_HELD && (self.keeps_going || self.problems.is_empty()) {
                    self.write_held()?;
                }
                Ok(())
            }
        }
    }

    fn count(&mut self, put: Put, entry: &Entry, place: Location) {
        match put {
            Put::Added => self.counts.added += 1,
            Put::Replaced => self.counts.replaced += 1,
            Put::Unchanged => self.counts.unchanged += 1,
            Put::Older if entry.source.is_of_openfda() => self.counts.known += 1,
            Put::Older => self.counts.older += 1,
            Put::Taken(title) => self.refuse(Problem::at(place, taken(entry, &title))),
        }
    }

    /// Begins to write, with what waits.
    fn write_held(&mut self) -> Result<(), Failure> {
        interrupt::watch();
        let State::Reading(library, held) = mem::replace(&mut self.state, State::GivenUp) else {
            return Ok(());
        };
        // The reader lets go of the file before the writer comes.
        drop(library);
        self.held = 0;
        self.progress.restart(held.len());
        let mut upgraded = 0;
        let writer = Writer::begin(self.path, &mut |all| {
            if upgraded == 0 {
                self.progress.restart(all);
            }
            upgraded += 1;
            self.progress.advance();
            ensure_not_interrupted()
        })?;
        self.counts.upgraded = writer.upgraded();
        self.progress.restart(held.len());
        let mut puts = Vec::with_capacity(held.len());
        for Held { json, place } in held {
            ensure_not_interrupted()?;
            let entry: Entry = serde_json::from_str(&json).map_err(|error| {
                Error::new(
                    Code::LibraryFailed,
                    format!("cannot read what was kept: {error}"),
                )
            })?;
            puts.push((writer.put(&entry, &json, self.replaces)?, entry, place));
            self.progress.advance();
        }
        self.state = State::Writing(writer);
        for (put, entry, place) in puts {
            self.count(put, &entry, place);
        }
        Ok(())
    }

    /// Writes what was read, in one transaction, unless a problem keeps it from being added.
    pub(super) fn finish(mut self) -> Result<(Counts, Vec<Problem>), Failure> {
        let is_to_write = match &self.state {
            State::Reading(library, held) => {
                !held.is_empty() || library.as_ref().is_some_and(Library::is_outdated)
            }
            State::Writing(_) | State::GivenUp => false,
        };
        let may_write = self.keeps_going || self.problems.is_empty();
        if is_to_write && may_write {
            self.write_held()?;
        }
        match self.state {
            State::Writing(writer) if self.keeps_going || self.problems.is_empty() => {
                // From here on it is too late to stop: what was asked for is done, and said.
                ensure_not_interrupted()?;
                writer.commit()?;
            }
            State::Reading(..) | State::Writing(_) | State::GivenUp => {}
        }
        Ok((self.counts, self.problems))
    }
}

fn taken(entry: &Entry, title: &str) -> String {
    format!(
        "\"{}\" has the id \"{}\", which another entry in the library has: \"{title}\"; \
         `--replace` overwrites it",
        entry.title, entry.id
    )
}
