//! `convert`: source documents as JSON.

use std::io::{BufRead, Write};
use std::path::PathBuf;

use super::{Failure, Outcome, invalid_documents, left_out};
use crate::entry::EntryDocument;
use crate::ingest::{self, Kind, Reading};
use crate::render::json;

/// What is to be converted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Convert {
    /// The documents.
    pub files: Vec<PathBuf>,
    /// The kind of all of them; recognised where `None`.
    pub kind: Option<Kind>,
}

/// Prints the entries of source documents: one as a document, several one a line. Returns what is
/// to be remarked besides.
///
/// # Errors
/// When a document has problems, in which case nothing is printed, or `out` cannot be written.
pub fn run(
    convert: &Convert,
    stdin: &mut dyn BufRead,
    out: &mut dyn Write,
) -> Result<(Outcome, Option<String>), Failure> {
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
    Ok((Outcome::Found, left_out(notes)))
}
