//! What `add` has read and will write. Few entries are held until all are checked; many are written as
//! they are read, in a transaction that is only committed if all may be.

use std::mem;
use std::path::PathBuf;

use super::counts::Counts;
use super::ensure_not_interrupted;
use super::progress::Progress;
use super::prune::Prune;
use crate::entry::{Entry, Slug};
use crate::error::{Code, Error, Failure};
use crate::ingest::{Location, Problem, Reading};
use crate::interrupt;
use crate::library::{self, Library, LibraryPath, Put, Standing, Writer};

/// How many bytes of entries are held, as JSON, before the first is written.
const MAX_HELD: usize = 4 << 20;

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
    /// The folders that the library is kept to, where it is.
    prune: Option<Prune>,
    state: State,
    /// How many bytes wait.
    held: usize,
    counts: Counts,
    /// What keeps documents from being added.
    pub(super) problems: Vec<Problem>,
}

impl<'a> Staging<'a> {
    /// For the library at `path`, which is kept to the `folders` where there are any.
    ///
    /// # Errors
    /// When the library cannot be read, or what it is to be kept to are no folders.
    pub(super) fn new(
        path: &'a LibraryPath,
        replaces: bool,
        keeps_going: bool,
        folders: Option<&[PathBuf]>,
        progress: &'a Progress,
    ) -> Result<Self, Failure> {
        let library = Library::open_existing(path)?;
        let prune = folders
            .map(|folders| Prune::new(folders, library.as_ref()))
            .transpose()?;
        Ok(Self {
            path,
            replaces,
            keeps_going,
            progress,
            prune,
            state: State::Reading(library, Vec::new()),
            held: 0,
            counts: Counts::default(),
            problems: Vec::new(),
        })
    }

    pub(super) fn take(&mut self, reading: Reading) -> Result<(), Failure> {
        match reading {
            Reading::Entry(entry, place) => self.take_entry(*entry, place),
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

    /// The entry that the library has under this id, where it is kept to folders.
    fn kept(&self, id: &Slug) -> Option<Entry> {
        self.prune.as_ref()?;
        let kept = match &self.state {
            State::Writing(writer) => writer.entry(id.as_str()),
            State::Reading(Some(library), _) => library.entry(id.as_str(), None),
            State::Reading(None, _) | State::GivenUp => Ok(None),
        };
        // What is damaged is told, or overwritten, when the entry is taken.
        kept.ok().flatten()
    }

    fn take_entry(&mut self, mut entry: Entry, place: Location) -> Result<(), Failure> {
        let kept = self.kept(&entry.id);
        if let Some(prune) = &self.prune {
            prune.name_document(&mut entry, &place, kept.as_ref());
        }
        let entry = &entry;
        let says_the_same = kept.is_some_and(|kept| kept.says_the_same(entry));
        let json = library::json(entry);
        let overwrites = says_the_same || self.overwrites(entry, &place);
        match &mut self.state {
            State::GivenUp => Ok(()),
            State::Writing(writer) => {
                let put = writer.put(entry, &json, overwrites)?;
                match put {
                    Put::Renamed(id) => self.take_as(id, entry, place),
                    // It was moved, or committed.
                    Put::Replaced if says_the_same => self.count(Put::Unchanged, entry, place),
                    put => self.count(put, entry, place),
                }
            }
            State::Reading(library, held) => {
                let standing = match library {
                    Some(library) => library.standing(entry, &json, overwrites)?,
                    None => None,
                };
                match standing {
                    Some(Standing::Same) => self.count(Put::Unchanged, entry, place)?,
                    Some(Standing::Older) => self.count(Put::Older, entry, place)?,
                    Some(Standing::Taken(title)) => {
                        self.count(Put::Taken(title), entry, place)?;
                    }
                    Some(Standing::Renamed(id)) => self.take_as(id, entry, place)?,
                    Some(Standing::Reworded(title)) => {
                        self.count(Put::Reworded(title), entry, place)?;
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

    /// Takes a label under the other of the two ids that it may have.
    fn take_as(&mut self, id: Slug, entry: &Entry, place: Location) -> Result<(), Failure> {
        let entry = Entry {
            id,
            ..entry.clone()
        };
        self.take_entry(entry, place)
    }

    /// Whether an entry stands in place of what it is not a newer version of. What a folder held before
    /// is its own.
    fn overwrites(&self, entry: &Entry, place: &Location) -> bool {
        let prune = self.prune.as_ref();
        self.replaces || prune.is_some_and(|prune| prune.holds(entry.id.as_str(), place))
    }

    fn count(&mut self, put: Put, entry: &Entry, place: Location) -> Result<(), Failure> {
        if put == Put::Older {
            self.see_older(entry, &place)?;
        } else if let Some(prune) = &mut self.prune {
            prune.see(entry, &place);
        }
        match put {
            Put::Added => self.counts.added += 1,
            Put::Replaced => self.counts.replaced += 1,
            Put::Unchanged => self.counts.unchanged += 1,
            Put::Older if entry.source.is_of_openfda() => self.counts.known += 1,
            Put::Older => self.counts.older += 1,
            Put::Taken(title) => self.refuse(Problem::at(place, taken(entry, &title))),
            // It was taken under that id.
            Put::Renamed(_) => {}
            Put::Reworded(title) => self.refuse(Problem::at(place, reworded(entry, &title))),
        }
        Ok(())
    }

    /// What the library has in place of an older version is what the folder holds, too.
    fn see_older(&mut self, entry: &Entry, place: &Location) -> Result<(), Failure> {
        let (Some(prune), Some(set_id)) = (&mut self.prune, &entry.source.set_id) else {
            return Ok(());
        };
        let ids = match &self.state {
            State::Writing(writer) => writer.ids_of_set(set_id.as_str())?,
            State::Reading(Some(library), _) => library.ids_of_set(set_id.as_str())?,
            State::Reading(None, _) | State::GivenUp => Vec::new(),
        };
        prune.see_older(ids, place);
        Ok(())
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
        let mut upgraded = 0;
        let writer = Writer::begin(self.path, &mut |all| {
            self.progress.upgraded(upgraded, all);
            upgraded += 1;
            ensure_not_interrupted()
        })?;
        self.counts.upgraded = writer.upgraded();
        self.state = State::Writing(writer);
        for Held { json, place } in held {
            ensure_not_interrupted()?;
            let entry: Entry = serde_json::from_str(&json).map_err(|error| {
                Error::new(
                    Code::LibraryFailed,
                    format!("cannot read what was kept: {error}"),
                )
            })?;
            self.take_entry(entry, place)?;
        }
        Ok(())
    }

    /// Writes what was read, in one transaction, unless a problem keeps it from being added.
    pub(super) fn finish(mut self) -> Result<(Counts, Vec<Problem>), Failure> {
        let is_to_write = match &self.state {
            State::Reading(library, held) => {
                !held.is_empty()
                    || library.as_ref().is_some_and(Library::is_outdated)
                    || self.prune.as_ref().is_some_and(Prune::has_changes)
            }
            State::Writing(_) | State::GivenUp => false,
        };
        let may_write = self.keeps_going || self.problems.is_empty();
        if is_to_write && may_write {
            self.write_held()?;
        }
        match self.state {
            State::Writing(writer) if self.keeps_going || self.problems.is_empty() => {
                if let Some(prune) = &self.prune {
                    self.counts.removed = Some(prune.apply(&writer)?);
                }
                // From here on it is too late to stop: what was asked for is done, and said.
                ensure_not_interrupted()?;
                writer.commit()?;
            }
            State::Reading(..) if self.prune.is_some() => self.counts.removed = Some(0),
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

fn reworded(entry: &Entry, title: &str) -> String {
    let version = match &entry.source.version {
        Some(version) => format!("version {version}"),
        None => "the same version".to_owned(),
    };
    format!(
        "the library has {version} of this label with other words, as \"{title}\"; `--replace` \
         overwrites it"
    )
}
