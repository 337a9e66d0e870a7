//! `check`: everything that is wrong with source documents.

use std::io::{BufRead, Write};
use std::path::PathBuf;

use super::{Failure, Outcome};
use crate::ingest::{self, Kind, Reading};
use crate::render::{Page, json, text};

/// What is to be checked, and how problems are told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// The documents.
    pub files: Vec<PathBuf>,
    /// The kind of all of them; recognised where `None`.
    pub kind: Option<Kind>,
    /// The form of the report.
    pub form: Form,
}

/// The forms of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A problem a line.
    Text {
        /// Whether the line that a problem is on is shown under it.
        with_excerpts: bool,
    },
    /// JSON.
    Json,
}

/// Reports the problems of source documents.
///
/// # Errors
/// When `out` cannot be written.
pub fn run(
    check: &Check,
    stdin: &mut dyn BufRead,
    page: &Page,
    out: &mut dyn Write,
) -> Result<Outcome, Failure> {
    let mut problems = Vec::new();
    let mut notes = Vec::new();
    ingest::read_all(&check.files, check.kind, stdin, &mut |reading| {
        match reading {
            Reading::Problem(problem) => problems.push(problem),
            Reading::Note(note) => notes.push(note),
            Reading::Entry(..) => {}
        }
        Ok::<(), Failure>(())
    })?;
    match check.form {
        Form::Text { with_excerpts } => {
            text::problems(&problems, with_excerpts, page, out)?;
            text::problems(&notes, with_excerpts, page, out)?;
        }
        Form::Json => json::problems(&problems, &notes, out)?,
    }
    // What is found here is problems, but an exit code of 0 is for documents without.
    Ok(if problems.is_empty() {
        Outcome::Found
    } else {
        Outcome::NothingFound
    })
}
