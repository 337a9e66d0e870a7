//! The one error type: what went wrong, what may have been meant, and the exit code. Knows nothing
//! of how it is shown.

use schemars::JsonSchema;
use serde::Serialize;

use crate::text::visible;

/// What the process ends with when all went well.
pub const EXIT_DONE: u8 = 0;
/// What the process ends with when nothing was found.
pub const EXIT_NOTHING_FOUND: u8 = 1;
/// What the process ends with when it could not do what was asked.
pub const EXIT_FAILED: u8 = 2;

/// What kind of thing went wrong, for scripts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Code {
    /// The command line cannot be understood.
    Usage,
    /// No entry has the name.
    EntryNotFound,
    /// The entry has no such section.
    SectionNotFound,
    /// Nothing fits what was asked for.
    NothingFound,
    /// The name fits several entries.
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
    /// What the process ends with.
    #[must_use]
    pub fn exit_code(self) -> u8 {
        match self {
            Self::EntryNotFound
            | Self::SectionNotFound
            | Self::NothingFound
            | Self::AmbiguousName => EXIT_NOTHING_FOUND,
            Self::Usage
            | Self::InvalidDocument
            | Self::EntryExists
            | Self::LibraryFailed
            | Self::WriteFailed
            | Self::Interrupted => EXIT_FAILED,
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
        }
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
