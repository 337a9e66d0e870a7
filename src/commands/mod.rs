//! The commands, one thin file each: find, choose, render. What is to be done is decided before
//! they are called; they know nothing of the command line or the environment.

pub mod add;
pub mod check;
pub mod compare;
pub mod convert;
pub mod export;
pub mod list;
mod progress;
pub mod remove;
pub mod schema;
pub mod search;
pub mod show;

use std::io;

use crate::error::{Code, EXIT_DONE, EXIT_NOTHING_FOUND, Error};
use crate::ingest::Problem;
use crate::interrupt;

/// How many problems an error tells at most; `check` tells them all.
const MOST_PROBLEMS: usize = 20;

/// How a command ended that wrote what it was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// There was something to show.
    Found,
    /// There was not, and the document says so.
    NothingFound,
}

impl Outcome {
    /// What the process ends with.
    #[must_use]
    pub fn exit_code(self) -> u8 {
        match self {
            Self::Found => EXIT_DONE,
            Self::NothingFound => EXIT_NOTHING_FOUND,
        }
    }
}

/// Why a command did not end well.
#[derive(Debug)]
pub enum Failure {
    /// What was asked for cannot be answered.
    Refused(Error),
    /// The output could not be written.
    Write(io::Error),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Refused(error)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Write(error)
    }
}

impl Failure {
    /// The error to tell, or `None` where the reader of the output has gone and nobody listens.
    #[must_use]
    pub fn into_error(self) -> Option<Error> {
        match self {
            Self::Refused(error) => Some(error),
            Self::Write(error) if error.kind() == io::ErrorKind::BrokenPipe => None,
            Self::Write(error) => Some(
                Error::new(
                    Code::WriteFailed,
                    format!("cannot write to standard output: {error}"),
                )
                .with_hint("what was printed is incomplete"),
            ),
        }
    }
}

/// Says that a library was brought over from the tables of an earlier version.
fn upgrade_note(entries: usize) -> String {
    format!("upgraded the library to the tables of this version ({entries} entries)")
}

/// Goes on unless a signal asked the program to end.
fn ensure_not_interrupted() -> Result<(), Failure> {
    match interrupt::arrived() {
        None => Ok(()),
        Some(_) => Err(Error::new(Code::Interrupted, "interrupted").into()),
    }
}

/// The failure itself, with what came of it where a signal is what ended the command.
fn told_if_interrupted(failure: Failure, outcome: &str) -> Failure {
    match failure {
        Failure::Refused(error) if error.code == Code::Interrupted => {
            Error::new(Code::Interrupted, format!("interrupted: {outcome}")).into()
        }
        failure => failure,
    }
}

/// What to say where text was left out of documents that are read, in so many places.
fn left_out(places: usize) -> Option<String> {
    let places = match places {
        0 => return None,
        1 => "1 place".to_owned(),
        places => format!("{places} places"),
    };
    Some(format!(
        "what labels mark as deleted was left out in {places}; `stackwise check` prints where"
    ))
}

/// The error of a command that cannot do what it should because of these problems, with what that
/// means for what was asked.
fn invalid_documents(problems: &[Problem], note: Option<&str>) -> Error {
    let error = match problems {
        [problem] => Error::new(Code::InvalidDocument, problem.to_string()),
        problems => {
            let mut details: Vec<String> = problems
                .iter()
                .take(MOST_PROBLEMS)
                .map(ToString::to_string)
                .collect();
            if problems.len() > MOST_PROBLEMS {
                let more = problems.len() - MOST_PROBLEMS;
                details.push(format!("… and {more} more, which `stackwise check` tells"));
            }
            let message = format!("{} problems in the source documents", problems.len());
            Error::new(Code::InvalidDocument, message).with_details(details)
        }
    };
    match note {
        Some(note) => error.with_hint(note),
        None => error,
    }
}
