//! `convert`: source documents as JSON.

use std::io::{BufRead, Write};
use std::path::PathBuf;

use super::{Done, invalid_documents, left_out};
use crate::entry::EntryDocument;
use crate::error::{Exit, Failure};
use crate::ingest::{self, Kind, Reading};
use crate::render::json;

/// What is to be converted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Convert {
    /// The documents.
    pub files: Vec<PathBuf>,
    /// The kind of all of them; detected if `None`.
    pub kind: Option<Kind>,
}

/// Prints the entries of source documents: a single one as a document, several one per line.
///
/// # Errors
/// When a document has problems, in which case nothing is printed, or `out` cannot be written.
pub fn run(
    convert: &Convert,
    stdin: &mut dyn BufRead,
    out: &mut dyn Write,
) -> Result<Done, Failure> {
    let mut entries = Vec::new();
    let mut problems = Vec::new();
    let mut notes = 0;
    ingest::read_all(&convert.files, convert.kind, stdin, &mut |reading| {
        match reading {
            Reading::Entry(entry, _) => entries.push(entry),
            Reading::Problem(problem) => problems.push(problem),
            Reading::Note(_) => notes += 1,
        }
        Ok::<(), Failure>(())
    })?;
    if !problems.is_empty() {
        return Err(invalid_documents(&problems, None).into());
    }
    match entries.as_slice() {
        [entry] => json::document(&EntryDocument::from(&**entry), out)?,
        entries => {
            for entry in entries {
                json::line(&EntryDocument::from(&**entry), out)?;
            }
        }
    }
    Ok(Done::with_notes(Exit::Done, left_out(notes)))
}
