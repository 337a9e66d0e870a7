//! `add`: adds the entries of source documents to the user's library.
//!
//! All is added in one transaction, or nothing: a bad document leaves the library as it was. A signal
//! that asks the program to end is heeded between entries, until the transaction is committed.

use std::io::BufRead;
use std::path::PathBuf;

use super::counts::Counts;
use super::progress::Progress;
use super::staging::Staging;
use super::{Done, ensure_not_interrupted, invalid_documents, told_if_interrupted};
use crate::error::{Exit, Failure};
use crate::ingest::{self, Kind, Meter, Problem, Reading};
use crate::interrupt;
use crate::library::LibraryPath;

/// What an addition leaves that a signal ended.
const INTERRUPTED: &str = "nothing was added; the library is as it was";

/// What is to be added, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Add {
    /// The documents.
    pub files: Vec<PathBuf>,
    /// The kind of all of them; detected if `None`.
    pub kind: Option<Kind>,
    /// Whether existing entries are overwritten.
    pub replaces: bool,
    /// How much of it.
    pub mode: Mode,
    /// Whether progress is shown.
    pub shows_progress: bool,
}

/// How much is added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// All, or nothing if there are problems.
    All,
    /// Valid entries even if others fail.
    Valid,
    /// All, and what the folders held before and no longer hold is removed.
    Prune,
}

/// Adds entries to the library at `path`, which is created if necessary.
///
/// # Errors
/// When a document has problems, an id is taken, or the library cannot be written. Then nothing was
/// added, except valid entries if that was asked for.
pub fn run(add: &Add, path: &LibraryPath, stdin: &mut dyn BufRead) -> Result<Done, Failure> {
    let progress = Progress::new(add.shows_progress);
    let written = read_and_write(add, path, stdin, &progress);
    progress.clear();
    let (counts, problems) =
        written.map_err(|failure| told_if_interrupted(failure, INTERRUPTED))?;
    let messages = counts.messages();
    if problems.is_empty() {
        return Ok(Done {
            exit: Exit::Done,
            messages,
        });
    }
    let note = format!("valid entries were saved: {}", messages.join("\n"));
    Err(invalid_documents(&problems, Some(&note)).into())
}

/// Reads everything, then writes it. Returns what was done, and the problems that were passed over.
fn read_and_write(
    add: &Add,
    path: &LibraryPath,
    stdin: &mut dyn BufRead,
    progress: &Progress,
) -> Result<(Counts, Vec<Problem>), Failure> {
    const NOTHING_DONE: &str = "nothing was added; `--keep-going` adds valid entries";
    // Standard input may give nothing for ever, and nobody could ask in the meantime whether a
    // signal came. Until all of it is read a signal ends the program at once.
    if !add.files.iter().any(|file| file.as_os_str() == "-") {
        interrupt::watch();
    }
    let keeps_going = add.mode == Mode::Valid;
    let folders = (add.mode == Mode::Prune).then_some(add.files.as_slice());
    let mut staging = Staging::new(path, add.replaces, keeps_going, folders, progress)?;
    let meter = Meter::default();
    let mut entries = 0;
    ingest::read_metered(&add.files, add.kind, stdin, &meter, &mut |reading| {
        ensure_not_interrupted()?;
        entries += u64::from(matches!(reading, Reading::Entry(..)));
        progress.read(entries, &meter);
        staging.take(reading)
    })?;
    let (counts, problems) = staging.finish()?;
    if !problems.is_empty() && !keeps_going {
        return Err(invalid_documents(&problems, Some(NOTHING_DONE)).into());
    }
    Ok((counts, problems))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::entry::{Entry, Origin};
    use crate::ingest::{arbitrary, markdown};
    use crate::library::{self, Library};
    use crate::render::{self, EntryView, Format, Page, View};

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
            mode: Mode::All,
            shows_progress: false,
        };
        let done = run(&add, &path, &mut input.as_bytes()).unwrap();
        let added = format!("{} added, 0 replaced, 0 unchanged", entries.len());
        assert_eq!(done.messages, [added]);
        let library = Library::open(&path).unwrap().unwrap();
        let shown = |entry: &Entry| {
            let shown = library.entry(entry.id.as_str(), None).unwrap().unwrap();
            let mut page = Vec::new();
            let view = View::Entry(EntryView::whole(&shown, Origin::BuiltIn));
            render::render(view, Format::Markdown, &Page::PLAIN, &mut page).unwrap();
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
            // Of one set, the newest label alone stays.
            let mut sets = std::collections::HashSet::new();
            entries.retain(|entry| {
                let set_id = entry.source.set_id.clone();
                set_id.is_none_or(|set_id| sets.insert(set_id))
            });
            for (entry, (shown, read)) in entries.iter().zip(through_everything(&entries)) {
                prop_assert_eq!(entry, &shown);
                prop_assert_eq!(entry, &read);
            }
        }
    }
}
