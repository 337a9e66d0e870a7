//! The commands, one thin file each: find, choose, render. What is to be done is decided before
//! they are called; they know nothing of the command line or the environment.

pub mod list;
pub mod schema;
pub mod show;

use std::io;

use crate::error::{Code, EXIT_DONE, EXIT_NOTHING_FOUND, Error};

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
