//! The commands, one thin file each: find, choose, show. What is to be done is decided before
//! they are called; they know nothing of the command line or the environment.

pub mod add;
pub mod check;
mod checkout;
pub mod compare;
pub mod convert;
mod counts;
pub mod diff;
pub mod export;
pub mod list;
mod progress;
mod prune;
pub mod remove;
pub mod schema;
pub mod search;
pub mod show;
mod staging;
pub mod status;

use std::io::Write;

use crate::error::{Code, Error, Exit, Failure};
use crate::ingest::Problem;
use crate::interrupt;
use crate::render::{self, Format, Page, View};
use crate::text::Text;

/// How many problems an error lists at most; `check` lists them all.
const MAX_PROBLEMS: usize = 20;

/// Where a command shows what it found.
pub struct Printer<'a> {
    /// The format that was asked for.
    pub format: Format,
    /// How the page looks.
    pub page: &'a Page,
    /// Where it goes.
    pub out: &'a mut dyn Write,
    /// The entry that is shown, for a pager's prompt.
    pub title: Option<Text>,
}

impl Printer<'_> {
    /// Draws a view.
    ///
    /// # Errors
    /// When what is drawn cannot be read, or the output cannot be written.
    pub fn print(&mut self, view: View) -> Result<(), Failure> {
        render::render(view, self.format, self.page, self.out)
    }
}

/// How a command ended that did what it was asked for.
#[derive(Debug, PartialEq, Eq)]
pub struct Done {
    /// How the process ends.
    pub exit: Exit,
    /// What people should know besides, line by line.
    pub messages: Vec<String>,
}

impl From<Exit> for Done {
    fn from(exit: Exit) -> Self {
        Self {
            exit,
            messages: Vec::new(),
        }
    }
}

impl Done {
    fn with_notes(exit: Exit, notes: impl IntoIterator<Item = String>) -> Self {
        let notes = notes.into_iter().map(|note| format!("note: {note}"));
        Self {
            exit,
            messages: notes.collect(),
        }
    }
}

/// Says that a library was upgraded from the tables of an earlier version.
fn upgrade_note(entries: usize) -> String {
    format!("upgraded the library to the tables of this version ({entries} entries)")
}

/// Goes on unless a signal asked the program to end.
fn ensure_not_interrupted() -> Result<(), Failure> {
    match interrupt::pending_signal() {
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

/// What to say if text was left out of documents, in so many places.
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
                .take(MAX_PROBLEMS)
                .map(ToString::to_string)
                .collect();
            if problems.len() > MAX_PROBLEMS {
                let more = problems.len() - MAX_PROBLEMS;
                details.push(format!(
                    "… and {more} more; `stackwise check` lists them all"
                ));
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
