//! What `add` has read and will write: the entries wait in a temporary file until all are checked.

use std::fmt;
use std::io::{self, BufRead as _, BufReader, BufWriter, Seek as _, Write as _};

use tempfile::SpooledTempFile;

use super::progress::Progress;
use super::{ensure_not_interrupted, left_out, upgrade_note};
use crate::entry::Entry;
use crate::error::{Code, Error, Failure};
use crate::ingest::{Location, Problem, Reading};
use crate::library::{self, Library, LibraryPath, Put};

/// How much of what was read is held in memory before it goes to a temporary file.
const HELD_IN_MEMORY: usize = 4 << 20;
/// What came of an addition.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    /// Entries that are new.
    added: usize,
    /// Entries that overwrote others.
    replaced: usize,
    /// Entries that were there already, the same.
    unchanged: usize,
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
            ..
        } = self;
        write!(
            f,
            "{added} added, {replaced} replaced, {unchanged} unchanged"
        )
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

/// What was read so far and is to be written.
pub(super) struct Staging {
    replaces: bool,
    library: Option<Library>,
    /// The JSON of the entries to write, one a line.
    spool: BufWriter<SpooledTempFile>,
    to_write: usize,
    unchanged: usize,
    /// What keeps documents from being added.
    pub(super) problems: Vec<Problem>,
    notes: usize,
}

impl Staging {
    pub(super) fn new(replaces: bool, library: Option<Library>) -> Self {
        Self {
            replaces,
            library,
            spool: BufWriter::new(SpooledTempFile::new(HELD_IN_MEMORY)),
            to_write: 0,
            unchanged: 0,
            problems: Vec::new(),
            notes: 0,
        }
    }

    pub(super) fn take(&mut self, reading: Reading) -> Result<(), Failure> {
        match reading {
            Reading::Entry(entry, place) => self.take_entry(&entry, place),
            Reading::Problem(problem) => {
                self.problems.push(problem);
                Ok(())
            }
            Reading::Note(_) => {
                self.notes += 1;
                Ok(())
            }
        }
    }

    fn take_entry(&mut self, entry: &Entry, place: Location) -> Result<(), Failure> {
        let json = library::json(entry);
        let existing = match &self.library {
            Some(library) => library.compare(entry.id.as_str(), &json, self.replaces)?,
            None => None,
        };
        match existing {
            Some(existing) if existing.is_same => self.unchanged += 1,
            Some(existing) if !self.replaces => {
                let taken = taken(entry, &existing.title);
                self.problems.push(Problem::at(place, taken));
            }
            _ => {
                writeln!(self.spool, "{json}").map_err(spool_failure)?;
                self.to_write += 1;
            }
        }
        Ok(())
    }

    /// Writes what was read in one transaction.
    pub(super) fn write(
        self,
        path: &LibraryPath,
        replaces: bool,
        progress: &Progress,
    ) -> Result<(Counts, Vec<Problem>), Failure> {
        let Self {
            library,
            spool,
            to_write,
            unchanged,
            problems,
            notes,
            ..
        } = self;
        let mut counts = Counts {
            unchanged,
            notes,
            ..Counts::default()
        };
        let is_outdated = library.as_ref().is_some_and(Library::is_outdated);
        // The reader lets go of the file before the writer comes.
        drop(library);
        if to_write > 0 || is_outdated {
            progress.restart(to_write);
            let mut spool = spool
                .into_inner()
                .map_err(|error| spool_failure(error.into_error()))?;
            spool.rewind().map_err(spool_failure)?;
            let library = Library::open_for_writing(path)?;
            let written = write_all(
                &library,
                BufReader::new(spool),
                to_write,
                replaces,
                &mut counts,
                progress,
            );
            library.close()?;
            written?;
        }
        Ok((counts, problems))
    }
}

fn write_all(
    library: &Library,
    spool: BufReader<SpooledTempFile>,
    to_write: usize,
    replaces: bool,
    counts: &mut Counts,
    progress: &Progress,
) -> Result<(), Failure> {
    if library.is_outdated() {
        progress.restart(library.count()?);
    }
    let writer = library.begin(&mut || {
        progress.advance();
        ensure_not_interrupted()
    })?;
    progress.restart(to_write);
    counts.upgraded = writer.upgraded();
    for json in spool.lines() {
        ensure_not_interrupted()?;
        let json = json.map_err(spool_failure)?;
        let entry: Entry = serde_json::from_str(&json).map_err(spool_failure)?;
        match writer.put(&entry, &json, replaces)? {
            Put::Added => counts.added += 1,
            Put::Replaced => counts.replaced += 1,
            Put::Unchanged => counts.unchanged += 1,
            // Somebody else put it there since it was looked for.
            Put::Taken(title) => {
                let error = Error::new(Code::EntryExists, taken(&entry, &title));
                return Err(error.with_hint("nothing was added").into());
            }
        }
        progress.advance();
    }
    // From here on it is too late to stop: what was asked for is done, and said.
    ensure_not_interrupted()?;
    writer.commit()?;
    Ok(())
}

fn taken(entry: &Entry, title: &str) -> String {
    format!(
        "\"{}\" has the id \"{}\", which another entry in the library has: \"{title}\"; \
         `--replace` overwrites it",
        entry.title, entry.id
    )
}

fn spool_failure(error: impl Into<io::Error>) -> Failure {
    Error::new(
        Code::LibraryFailed,
        format!(
            "cannot keep what was read in a temporary file: {}",
            error.into()
        ),
    )
    .with_hint("nothing was added; make room in the folder that TMPDIR names and try again")
    .into()
}
