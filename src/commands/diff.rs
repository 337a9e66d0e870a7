//! `diff`: what changed between two entries, each named or read from a file.

use std::cell::OnceCell;
use std::fs;
use std::io::{BufRead, ErrorKind};
use std::path::{Path, PathBuf};

use super::{Done, Printer, invalid_documents, left_out};
use crate::diff;
use crate::entry::{Entry, Origin};
use crate::error::{Code, Error, Exit, Failure};
use crate::ingest::{self, Input, Kind, Reading, input};
use crate::library::LibraryPath;
use crate::lookup::{Collection, Found};
use crate::render::{DiffSide, DiffView, View};

/// How many entries of a file an error names at most.
const MAX_NAMED: usize = 10;

/// What is held against what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diff {
    /// The earlier entry: its name, or a file.
    pub before: PathBuf,
    /// The later entry, likewise.
    pub after: PathBuf,
    /// The kind of files; detected if `None`.
    pub kind: Option<Kind>,
}

/// One of the two entries.
struct Side {
    entry: Entry,
    origin: Option<Origin>,
    /// The file, as it was named, or the id.
    name: String,
    notes: Vec<String>,
}

/// Shows what changed.
///
/// # Errors
/// When an entry cannot be found or read, or the output cannot be written. All of these are failures,
/// as exit code 1 says that the entries differ.
pub fn run(
    diff: &Diff,
    path: Option<&LibraryPath>,
    stdin: &mut dyn BufRead,
    printer: &mut Printer,
) -> Result<Done, Failure> {
    let reader = Reader {
        kind: diff.kind,
        path,
        collection: OnceCell::new(),
    };
    let (before, after) = read_both(&reader, diff, stdin).map_err(|failure| match failure {
        Failure::Refused(error) => Failure::Refused(error.as_failure()),
        failure @ Failure::Write(_) => failure,
    })?;
    let changes = diff::diff(&before.entry, &after.entry);
    printer.print(View::Diff(DiffView {
        before: before.shown(),
        after: after.shown(),
        changes: &changes,
    }))?;
    let exit = if changes.is_empty() {
        Exit::Done
    } else {
        Exit::Different
    };
    Ok(Done::with_notes(exit, [before.notes, after.notes].concat()))
}

fn read_both(
    reader: &Reader,
    diff: &Diff,
    stdin: &mut dyn BufRead,
) -> Result<(Side, Side), Failure> {
    if [&diff.before, &diff.after].iter().all(|it| is_stdin(it)) {
        let message = "standard input cannot be both entries";
        let error = Error::new(Code::Usage, message);
        return Err(error.with_hint("see `stackwise diff --help`").into());
    }
    Ok((
        reader.read(&diff.before, stdin)?,
        reader.read(&diff.after, stdin)?,
    ))
}

impl Side {
    fn shown(&self) -> DiffSide<'_> {
        DiffSide {
            entry: &self.entry,
            origin: self.origin,
            name: &self.name,
        }
    }
}

/// Finds entries by their names, and reads them from files.
struct Reader<'a> {
    kind: Option<Kind>,
    path: Option<&'a LibraryPath>,
    /// Opened for the first name: to compare files needs no library.
    collection: OnceCell<Collection>,
}

impl Reader<'_> {
    /// The entry that this names: the one in the file if it looks like a path to one that exists, else
    /// the one with this name.
    fn read(&self, argument: &Path, stdin: &mut dyn BufRead) -> Result<Side, Failure> {
        let looks_like_path = looks_like_path(argument);
        let exists = is_stdin(argument) || exists(argument);
        if looks_like_path && exists {
            return self.read_file(argument, stdin);
        }
        let shown = argument.display();
        match self.find(&argument.to_string_lossy()) {
            Ok(found) => {
                let name = found.entry.id.to_string();
                let note = format!("\"{shown}\" is the entry here; `./{shown}` is the file");
                Ok(Side {
                    entry: found.entry,
                    origin: Some(found.origin),
                    name,
                    notes: exists.then_some(note).into_iter().collect(),
                })
            }
            Err(error) if error.code != Code::EntryNotFound => Err(error.into()),
            Err(_) if looks_like_path => {
                let message =
                    format!("cannot read {shown}: no such file, and no entry has that name");
                let error = Error::new(Code::InvalidDocument, message);
                Err(error.with_hint("check the path").into())
            }
            Err(error) if exists => {
                let hint = format!("to read the file, write `./{shown}`");
                Err(error.with_hint(hint).into())
            }
            Err(error) => Err(error.into()),
        }
    }

    fn find(&self, name: &str) -> Result<Found, Error> {
        if let Some(collection) = self.collection.get() {
            return collection.find(name);
        }
        let collection = Collection::open(self.path)?;
        self.collection.get_or_init(|| collection).find(name)
    }

    /// The only entry in a file.
    fn read_file(&self, path: &Path, stdin: &mut dyn BufRead) -> Result<Side, Failure> {
        let (mut first, mut ids) = (None, Vec::new());
        let (mut problems, mut notes) = (Vec::new(), 0);
        ingest::read_all(&[path.to_owned()], self.kind, stdin, &mut |reading| {
            match reading {
                Reading::Entry(entry, _) => {
                    ids.push(entry.id.to_string());
                    first.get_or_insert(entry);
                }
                Reading::Problem(problem) => problems.push(problem),
                Reading::Note(_) => notes += 1,
            }
            Ok::<(), Failure>(())
        })?;
        if !problems.is_empty() {
            return Err(invalid_documents(&problems, None).into());
        }
        let input = if is_stdin(path) {
            Input::Stdin
        } else {
            Input::File(path.to_owned())
        };
        let name = input.name();
        match (first, ids.as_slice()) {
            (Some(entry), [_]) => Ok(Side {
                entry: *entry,
                origin: None,
                name,
                notes: left_out(notes).into_iter().collect(),
            }),
            (_, ids) => Err(not_one(&name, ids).into()),
        }
    }
}

fn not_one(name: &str, ids: &[String]) -> Error {
    let mut details: Vec<String> = ids.iter().take(MAX_NAMED).cloned().collect();
    if ids.len() > MAX_NAMED {
        details.push(format!("and {} more", ids.len() - MAX_NAMED));
    }
    let message = format!(
        "cannot compare {name}: it has {} entries, not one",
        ids.len()
    );
    Error::new(Code::InvalidDocument, message)
        .with_details(details)
        .with_hint("put the one to compare in a file of its own, or add them and use its name")
}

fn is_stdin(argument: &Path) -> bool {
    argument.as_os_str() == "-"
}

fn looks_like_path(argument: &Path) -> bool {
    is_stdin(argument)
        || argument.to_string_lossy().contains(std::path::is_separator)
        || input::has_known_ending(argument)
}

/// Whether something is there, be it something that cannot be read.
fn exists(path: &Path) -> bool {
    match fs::symlink_metadata(path) {
        Ok(_) => true,
        Err(error) => !matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory),
    }
}
