//! `check`: everything that is wrong with source documents, or with the library.

use std::io::BufRead;
use std::path::PathBuf;

use super::{Done, Printer};
use crate::error::{Code, Error, Exit, Failure};
use crate::ingest::{self, Kind, Problem, Reading};
use crate::library::{Library, LibraryPath};
use crate::render::{ProblemsView, View};

/// What is to be checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// The documents; the library if there are none.
    pub files: Vec<PathBuf>,
    /// The kind of all of them; detected if `None`.
    pub kind: Option<Kind>,
}

/// Reports the problems of source documents.
///
/// # Errors
/// When the output cannot be written.
pub fn run(check: &Check, stdin: &mut dyn BufRead, printer: &mut Printer) -> Result<Done, Failure> {
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
    Ok(report(&problems, &notes, printer)?.into())
}

/// Reports the damage of the library at `path`, and how much was read.
///
/// # Errors
/// When there is no library, it cannot be read at all, or the output cannot be written.
pub fn run_library(path: Option<&LibraryPath>, printer: &mut Printer) -> Result<Done, Failure> {
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
    let exit = report(&problems, &[], printer)?;
    let summary = format!(
        "checked {} in {file}: {}",
        counted(verified.entries, "entry", "entries"),
        counted(problems.len(), "problem", "problems")
    );
    Ok(Done {
        exit,
        messages: vec![summary],
    })
}

fn report(problems: &[Problem], notes: &[Problem], printer: &mut Printer) -> Result<Exit, Failure> {
    printer.print(View::Problems(ProblemsView { problems, notes }))?;
    Ok(if problems.is_empty() {
        Exit::Done
    } else {
        Exit::ProblemsFound
    })
}

fn counted(count: usize, one: &str, several: &str) -> String {
    let noun = if count == 1 { one } else { several };
    format!("{count} {noun}")
}
