//! The one error type: what went wrong, what may have been meant, and how the process ends. Knows
//! nothing of how it is shown.

use std::{fmt, io};

use schemars::JsonSchema;
use serde::Serialize;

use crate::text::visible;

/// How the process ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// It did what was asked for.
    Done,
    /// Nothing was found.
    NothingFound,
    /// What was checked has problems.
    ProblemsFound,
    /// What was compared is not the same.
    Different,
    /// It could not do what was asked for.
    Failed,
    /// By the signal that interrupted it.
    Signal(i32),
}

impl Exit {
    /// The exit code. A signal has one only where the process cannot end by it.
    #[must_use]
    pub const fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::NothingFound | Self::ProblemsFound | Self::Different => 1,
            Self::Failed | Self::Signal(_) => 2,
        }
    }
}

/// What kind of thing went wrong, for scripts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Code {
    /// The command line is not valid.
    Usage,
    /// No entry has the name.
    EntryNotFound,
    /// The entry has no such section.
    SectionNotFound,
    /// There are no matches.
    NothingFound,
    /// Several entries have the name.
    AmbiguousName,
    /// A source document cannot be read, or is not one.
    InvalidDocument,
    /// Another entry has the id already.
    EntryExists,
    /// The library cannot be read or written.
    LibraryFailed,
    /// The output could not be written.
    WriteFailed,
    /// A signal asked the program to end.
    Interrupted,
}

impl Code {
    /// How the process ends.
    #[must_use]
    pub fn exit(self) -> Exit {
        match self {
            Self::EntryNotFound
            | Self::SectionNotFound
            | Self::NothingFound
            | Self::AmbiguousName => Exit::NothingFound,
            Self::Usage
            | Self::InvalidDocument
            | Self::EntryExists
            | Self::LibraryFailed
            | Self::WriteFailed
            | Self::Interrupted => Exit::Failed,
        }
    }
}

/// What somebody may have meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// What would be typed.
    pub typed: String,
    /// What that stands for, where its name alone does not tell: names of drugs look alike.
    pub meaning: Option<String>,
}

impl Suggestion {
    /// What would be typed, which says what it is.
    pub fn of(typed: impl Into<String>) -> Self {
        Self {
            typed: typed.into(),
            meaning: None,
        }
    }
}

/// What went wrong. Its words are safe to print.
#[derive(Debug)]
pub struct Error {
    /// The kind, for scripts.
    pub code: Code,
    /// What was being done, to what, and what is wrong.
    pub message: String,
    /// What the message is about, line by line: the problems of a document, the entries of a name.
    pub details: Vec<String>,
    /// What may have been meant; the likeliest first.
    pub suggestions: Vec<Suggestion>,
    /// What to do next, where a suggestion does not say it.
    pub hint: Option<String>,
    /// Whether the process fails by it, whatever its kind says.
    is_failure: bool,
}

impl Error {
    /// An error without suggestions. Hostile characters in the message are made visible.
    pub fn new(code: Code, message: impl AsRef<str>) -> Self {
        Self {
            code,
            message: visible(message.as_ref()).into_owned(),
            details: Vec::new(),
            suggestions: Vec::new(),
            hint: None,
            is_failure: false,
        }
    }

    /// How the process ends.
    #[must_use]
    pub fn exit(&self) -> Exit {
        if self.is_failure {
            Exit::Failed
        } else {
            self.code.exit()
        }
    }

    /// The same error of a command whose exit code 1 says something else.
    #[must_use]
    pub fn as_failure(mut self) -> Self {
        self.is_failure = true;
        self
    }

    /// The same error with what it is about, line by line.
    #[must_use]
    pub fn with_details(mut self, details: impl IntoIterator<Item = String>) -> Self {
        self.details = details
            .into_iter()
            .map(|line| visible(&line).into_owned())
            .collect();
        self
    }

    /// The same error with what may have been meant.
    #[must_use]
    pub fn with_suggestions(mut self, suggestions: impl IntoIterator<Item = Suggestion>) -> Self {
        self.suggestions = suggestions.into_iter().collect();
        self
    }

    /// The same error with what to do next.
    #[must_use]
    pub fn with_hint(mut self, hint: impl AsRef<str>) -> Self {
        self.hint = Some(visible(hint.as_ref()).into_owned());
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        self.details
            .iter()
            .try_for_each(|line| write!(f, "\n{line}"))
    }
}

impl std::error::Error for Error {}

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
    /// The error to tell; `None` if the reader of the output has closed it, as nobody listens.
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
                .with_hint("the output is incomplete"),
            ),
        }
    }
}
