//! `check`: everything that is wrong with source documents, or with the library.

use std::io::{BufRead, Write};
use std::path::PathBuf;

use super::{Failure, Outcome};
use crate::error::{Code, Error};
use crate::ingest::{self, Kind, Problem, Reading};
use crate::library::{Library, LibraryPath};
use crate::render::{Page, json, text};
use crate::text::visible;

/// What is to be checked, and how problems are told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// The documents; the library where there are none.
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
    report(check, &problems, &notes, page, out)
}

/// Reports the damage of the library at `path`, and returns how much was read besides.
///
/// # Errors
/// When there is no library, it cannot be read at all, or `out` cannot be written.
pub fn run_library(
    check: &Check,
    path: Option<&LibraryPath>,
    page: &Page,
    out: &mut dyn Write,
) -> Result<(Outcome, String), Failure> {
    let opened = match path {
        Some(path) => Library::open(path)?.map(|library| (path, library)),
        None => None,
    };
    let Some((path, library)) = opened else {
        let error = Error::new(Code::NothingFound, "there is no library to check");
        let hint = "`stackwise check FILE` validates source documents";
        return Err(error.with_hint(hint).into());
    };
    let verified = library.verify()?;
    let file = path.as_path().display().to_string();
    let problems: Vec<Problem> = verified
        .damage
        .iter()
        .map(|damage| Problem::of_file(&file, damage))
        .collect();
    let outcome = report(check, &problems, &[], page, out)?;
    let told = format!(
        "checked {} in {file}: {}",
        counted(verified.entries, "entry", "entries"),
        counted(problems.len(), "problem", "problems")
    );
    Ok((outcome, visible(&told).into_owned()))
}

fn report(
    check: &Check,
    problems: &[Problem],
    notes: &[Problem],
    page: &Page,
    out: &mut dyn Write,
) -> Result<Outcome, Failure> {
    match check.form {
        Form::Text { with_excerpts } => {
            text::problems(problems, with_excerpts, page, out)?;
            text::problems(notes, with_excerpts, page, out)?;
        }
        Form::Json => json::problems(problems, notes, out)?,
    }
    // What is found here is problems, but an exit code of 0 is for documents without.
    Ok(if problems.is_empty() {
        Outcome::Found
    } else {
        Outcome::NothingFound
    })
}

fn counted(count: usize, one: &str, several: &str) -> String {
    let noun = if count == 1 { one } else { several };
    format!("{count} {noun}")
}
