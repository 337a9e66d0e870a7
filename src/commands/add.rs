//! `add`: puts the entries of source documents into the user's library.
//!
//! Everything is read and checked before the library is touched, so a bad document leaves it byte for
//! byte as it was; then all is written in one transaction. A signal that asks the program to end is
//! heeded between entries, until the transaction is committed.

use std::fmt;
use std::io::{self, BufRead, BufReader, BufWriter, Seek as _, Write as _};
use std::path::PathBuf;

use tempfile::SpooledTempFile;

use super::progress::Progress;
use super::{
    Failure, ensure_not_interrupted, invalid_documents, left_out, told_if_interrupted, upgrade_note,
};
use crate::entry::Entry;
use crate::error::{Code, Error};
use crate::ingest::{self, Kind, Location, Problem, Reading};
use crate::interrupt;
use crate::library::{self, Library, LibraryPath, Put};

/// How much of what was read is held in memory before it goes to a temporary file.
const HELD_IN_MEMORY: usize = 4 << 20;
/// What an addition leaves that a signal ended.
const INTERRUPTED: &str = "nothing was added; the library is as it was";

/// What is to be added, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Add {
    /// The documents.
    pub files: Vec<PathBuf>,
    /// The kind of all of them; recognised where `None`.
    pub kind: Option<Kind>,
    /// Whether an entry takes the place of another with its id.
    pub replaces: bool,
    /// Whether good entries are added though others are bad.
    pub keeps_going: bool,
    /// Whether there is somebody to watch how far it got.
    pub shows_progress: bool,
}

/// What came of an addition.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Entries that were not there.
    pub added: usize,
    /// Entries that stand in place of others.
    pub replaced: usize,
    /// Entries that were there already, the same.
    pub unchanged: usize,
    /// Entries in tables of an earlier version, which were brought over to those of this one.
    pub upgraded: Option<usize>,
    /// Places where text was left out of what was read.
    pub notes: usize,
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            added,
            replaced,
            unchanged,
            upgraded,
            notes,
        } = self;
        if let Some(entries) = upgraded {
            writeln!(f, "{}", upgrade_note(*entries))?;
        }
        write!(
            f,
            "{added} added, {replaced} replaced, {unchanged} unchanged"
        )?;
        match left_out(*notes) {
            Some(note) => write!(f, "\nnote: {note}"),
            None => Ok(()),
        }
    }
}

/// Adds entries to the library at `path`, which is made if need be.
///
/// # Errors
/// When a document has problems, an id is taken, or the library cannot be written. Then nothing was
/// added, but for the good entries where that was asked for.
pub fn run(add: &Add, path: &LibraryPath, stdin: &mut dyn BufRead) -> Result<Counts, Failure> {
    let progress = Progress::new(add.shows_progress);
    let written = read_and_write(add, path, stdin, &progress);
    progress.clear();
    let (counts, problems) =
        written.map_err(|failure| told_if_interrupted(failure, INTERRUPTED))?;
    if problems.is_empty() {
        return Ok(counts);
    }
    let note = format!("the others were taken: {counts}");
    Err(invalid_documents(&problems, Some(&note)).into())
}

/// Reads everything, then writes it. Returns what was done, and the problems that were passed over.
fn read_and_write(
    add: &Add,
    path: &LibraryPath,
    stdin: &mut dyn BufRead,
    progress: &Progress,
) -> Result<(Counts, Vec<Problem>), Failure> {
    const NOTHING_DONE: &str = "nothing was added; `--keep-going` adds what has no problems";
    // Standard input may give nothing for ever, and nobody could ask in the meantime whether a
    // signal came. Until all of it is read a signal ends the program at once.
    if !add.files.iter().any(|file| file.as_os_str() == "-") {
        interrupt::watch();
    }
    let mut intake = Intake::new(add.replaces, Library::open_existing(path)?);
    ingest::read_all(&add.files, add.kind, stdin, &mut |reading| {
        ensure_not_interrupted()?;
        progress.advance();
        intake.take(reading)
    })?;
    if !intake.problems.is_empty() && !add.keeps_going {
        return Err(invalid_documents(&intake.problems, Some(NOTHING_DONE)).into());
    }
    interrupt::watch();
    intake.write(path, add.replaces, progress)
}

/// What was read so far and is to be written.
struct Intake {
    replaces: bool,
    library: Option<Library>,
    /// The JSON of the entries to write, one a line.
    spool: BufWriter<SpooledTempFile>,
    to_write: usize,
    unchanged: usize,
    problems: Vec<Problem>,
    notes: usize,
}

impl Intake {
    fn new(replaces: bool, library: Option<Library>) -> Self {
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

    fn take(&mut self, reading: Reading) -> Result<(), Failure> {
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
        let there = match &self.library {
            Some(library) => library.compare(entry.id.as_str(), &json, self.replaces)?,
            None => None,
        };
        match there {
            Some(there) if there.is_same => self.unchanged += 1,
            Some(there) if !self.replaces => {
                let taken = taken(entry, &there.title);
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
    fn write(
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
    replaces: bool,
    counts: &mut Counts,
    progress: &Progress,
) -> Result<(), Failure> {
    let writer = library.begin()?;
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
         `--replace` puts this one in its place",
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
    .with_hint("nothing was added; make room where TMPDIR points and try again")
    .into()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::entry::Origin;
    use crate::ingest::{arbitrary, markdown};
    use crate::render::{self, EntryView};

    /// What `add`, then `show`, then `show` as Markdown, then `convert` make of these entries.
    fn through_everything(entries: &[Entry]) -> Vec<(Entry, Entry)> {
        let folder = tempfile::tempdir().unwrap();
        let path = LibraryPath::named(folder.path().join("library.db"));
        let input: String = entries
            .iter()
            .map(|entry| library::json(entry) + "\n")
            .collect();
        let add = Add {
            files: vec![PathBuf::from("-")],
            kind: None,
            replaces: false,
            keeps_going: false,
            shows_progress: false,
        };
        let counts = run(&add, &path, &mut input.as_bytes()).unwrap();
        assert_eq!(counts.added, entries.len());
        let library = Library::open(&path).unwrap().unwrap();
        let shown = |entry: &Entry| {
            let shown = library.entry(entry.id.as_str()).unwrap().unwrap();
            let mut page = Vec::new();
            render::markdown::entry(&EntryView::whole(&shown, Origin::BuiltIn), &mut page).unwrap();
            let read = markdown::read(std::str::from_utf8(&page).unwrap()).unwrap();
            (shown, read)
        };
        entries.iter().map(shown).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        #[test]
        fn any_entry_survives_adding_showing_and_converting(
            mut entries in prop::collection::vec(arbitrary::entry(), 1..8)
        ) {
            let mut ids = std::collections::HashSet::new();
            entries.retain(|entry| ids.insert(entry.id.clone()));
            for (entry, (shown, read)) in entries.iter().zip(through_everything(&entries)) {
                prop_assert_eq!(entry, &shown);
                prop_assert_eq!(entry, &read);
            }
        }
    }
}
