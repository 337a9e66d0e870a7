//! Where in a source document something is, as people and editors count: lines and columns from 1.

use std::fmt;

use super::complaint::Complaint;
use super::excerpt::{Excerpt, SHOWN_AROUND, first_characters, last_characters};
use crate::text::visible;

/// The most characters of a message.
const MAX_MESSAGE: usize = 500;

/// A place in a source document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    /// The document, as it was named.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}

/// A line and a column, as a place has them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

/// A text in which places are found. Each search continues from the last place, so finding many in
/// their order takes one pass over the text.
pub struct Places<'t> {
    text: &'t str,
    first_line: usize,
    /// The place that was found last.
    last: Position,
}

/// A place in a text.
#[derive(Clone, Copy)]
pub struct Position {
    offset: usize,
    line: usize,
    column: usize,
}

impl<'t> Places<'t> {
    /// A text that begins on this line of its document.
    pub fn new(text: &'t str, first_line: usize) -> Self {
        let last = Position {
            offset: 0,
            line: first_line,
            column: 1,
        };
        Self {
            text,
            first_line,
            last,
        }
    }

    /// The place `offset` bytes into the text.
    pub fn find(&mut self, offset: usize) -> Position {
        let offset = self.text.floor_char_boundary(offset);
        if offset < self.last.offset {
            *self = Self::new(self.text, self.first_line);
        }
        let between = &self.text[self.last.offset..offset];
        match between.rfind('\n') {
            Some(at) => {
                self.last.line += between.matches('\n').count();
                self.last.column = between[at + 1..].chars().count() + 1;
            }
            None => self.last.column += between.chars().count(),
        }
        self.last.offset = offset;
        self.last
    }

    /// The problem that `complaint` describes, in this file.
    pub fn problem(&mut self, file: &str, complaint: &Complaint) -> Problem {
        let position = self.find(complaint.offset);
        Problem {
            excerpt: Some(Excerpt::around(self.text, position.offset)),
            ..Problem::at(position.in_file(file), &complaint.message)
        }
    }
}

impl Places<'_> {
    /// The same for something that is only worth knowing.
    pub fn note(&mut self, file: &str, complaint: &Complaint) -> Problem {
        let problem = self.problem(file, complaint);
        Problem {
            message: format!("note: {}", problem.message),
            ..problem
        }
    }
}

impl Position {
    /// The place in a document of this name.
    pub fn in_file(self, file: &str) -> Location {
        Location {
            file: file.to_owned(),
            line: self.line,
            column: self.column,
        }
    }
}

/// Something that is wrong with a source document. Its words are safe to print.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where it is.
    pub place: Location,
    /// What is wrong there.
    pub message: String,
    /// The line that it is on, and where in that: a long one is cut around it.
    pub excerpt: Option<Excerpt>,
}

impl Problem {
    /// A problem at a place, without an excerpt of its line.
    #[must_use]
    pub fn at(place: Location, message: impl AsRef<str>) -> Self {
        Self {
            place,
            message: shortened(message.as_ref()),
            excerpt: None,
        }
    }

    /// A problem with a document as a whole.
    #[must_use]
    pub fn of_file(file: &str, message: impl AsRef<str>) -> Self {
        Self::of_line(file, 1, message)
    }

    /// A problem with a document from this line on.
    #[must_use]
    pub fn of_line(file: &str, line: usize, message: impl AsRef<str>) -> Self {
        let place = Location {
            file: file.to_owned(),
            line,
            column: 1,
        };
        Self::at(place, message)
    }
}

/// A message that is safe to print. It may quote any length of the document, so the middle of a long
/// one is left out.
fn shortened(message: &str) -> String {
    let before = first_characters(message, MAX_MESSAGE);
    if before.len() == message.len() {
        return visible(message).into_owned();
    }
    let after = last_characters(&message[before.len()..], SHOWN_AROUND);
    let before = first_characters(before, MAX_MESSAGE - SHOWN_AROUND);
    visible(&format!("{before} … {after}")).into_owned()
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.message)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_in_lines_and_characters_from_1() {
        let text = "one\ntwö x\r\nthree";
        let mut places = Places::new(text, 1);
        for (offset, line, column) in [
            (0, 1, 1),
            (3, 1, 4),
            (4, 2, 1),
            (9, 2, 5),
            (12, 3, 1),
            (99, 3, 6),
            (6, 2, 3),
        ] {
            let place = places.find(offset);
            assert_eq!((place.line, place.column), (line, column), "{offset}");
        }
        let place = Places::new(text, 10).find(4).in_file("f");
        assert_eq!(place.to_string(), "f:11:1");
    }

    #[test]
    fn a_message_that_quotes_a_long_document_is_cut() {
        assert_eq!(shortened("a\u{1b}b"), "a\\u{1b}b");
        let long = shortened(&format!("begins {} ends", "é".repeat(1_000_000)));
        assert!(long.starts_with("begins é") && long.ends_with("é ends"));
        assert_eq!(long.chars().count(), MAX_MESSAGE + 3);
    }
}
