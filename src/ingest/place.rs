//! Where in a source document something is, as people and editors count: lines and columns from 1.

use std::fmt;

use super::complaint::Complaint;
use crate::text::visible;

/// How much of a long line is shown before what is wrong, and how much after, in characters.
const SHOWN_AROUND: usize = 60;
/// The most characters of a message.
const LONGEST_MESSAGE: usize = 500;

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

/// A text whose places are looked for. Going on from the last one makes many of them, in their order,
/// no slower than the text is long.
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

    /// What `complaint` says of the text, which stands in this file.
    pub fn problem(&mut self, file: &str, complaint: &Complaint) -> Problem {
        let position = self.find(complaint.offset);
        Problem {
            excerpt: Some(Excerpt::around(self.text, position.offset)),
            ..Problem::at(position.in_file(file), &complaint.message)
        }
    }
}

impl Places<'_> {
    /// The same of something that is only to be known.
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

/// Something that keeps a source document from being entries. Its words are safe to print.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where it is.
    pub place: Location,
    /// What is wrong there.
    pub message: String,
    /// The line that it is on, and where in that: a long one is cut around it.
    pub excerpt: Option<Excerpt>,
}

/// A piece of a line, with a mark under one of its characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// The piece.
    pub text: String,
    /// How many columns the mark is from its beginning.
    pub mark: usize,
}

impl Problem {
    /// A problem at a place whose line is not at hand.
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

/// A message that is safe to print. What it quotes of the document may be of any length, so what
/// stands between the ends of a long one is left out.
fn shortened(message: &str) -> String {
    let before = first_characters(message, LONGEST_MESSAGE);
    if before.len() == message.len() {
        return visible(message).into_owned();
    }
    let after = last_characters(&message[before.len()..], SHOWN_AROUND);
    let before = first_characters(before, LONGEST_MESSAGE - SHOWN_AROUND);
    visible(&format!("{before} … {after}")).into_owned()
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.message)
    }
}

impl Excerpt {
    fn around(text: &str, offset: usize) -> Self {
        let before = last_characters(&text[..offset], SHOWN_AROUND);
        let before = before.rsplit('\n').next().unwrap_or_default();
        let after = first_characters(&text[offset..], SHOWN_AROUND);
        let after = after.split('\n').next().unwrap_or_default();
        let shown = |words: &str| visible(&words.replace('\t', " ")).into_owned();
        let before = shown(before);
        Self {
            mark: textwrap::core::display_width(&before),
            text: format!("{before}{}", shown(after.trim_end_matches('\r'))),
        }
    }

    /// As much of the piece around its mark as this many columns hold.
    #[must_use]
    pub fn fitted(&self, columns: usize) -> Self {
        // A little of what follows the mark is shown, and as much as there is room for before it.
        let most_before = columns.saturating_sub(columns / 4 + 1);
        let mut surplus = self.mark.saturating_sub(most_before);
        let mut mark = self.mark;
        let mut room = columns;
        let mut text = String::new();
        for c in self.text.chars() {
            let width = textwrap::core::display_width(c.encode_utf8(&mut [0; 4]));
            if surplus > 0 {
                surplus = surplus.saturating_sub(width);
                mark -= width;
            } else if width <= room {
                room -= width;
                text.push(c);
            } else {
                break;
            }
        }
        Self { text, mark }
    }
}

fn last_characters(text: &str, count: usize) -> &str {
    let start = text.char_indices().rev().take(count).last();
    &text[start.map_or(text.len(), |(at, _)| at)..]
}

fn first_characters(text: &str, count: usize) -> &str {
    text.char_indices()
        .nth(count)
        .map_or(text, |(at, _)| &text[..at])
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
    fn an_excerpt_is_the_line_cut_around_its_mark() {
        let excerpt = Excerpt::around("a\n\tb\u{1b}c\r\nd", 4);
        assert_eq!((excerpt.text.as_str(), excerpt.mark), (" b\\u{1b}c", 2));
        let long = format!("{}X{}", "é".repeat(500), "z".repeat(500));
        let excerpt = Excerpt::around(&long, 1000);
        assert_eq!(excerpt.mark, SHOWN_AROUND);
        assert!(excerpt.text.chars().nth(SHOWN_AROUND) == Some('X'));
    }

    #[test]
    fn a_message_that_quotes_a_long_document_is_cut() {
        assert_eq!(shortened("a\u{1b}b"), "a\\u{1b}b");
        let long = shortened(&format!("begins {} ends", "é".repeat(1_000_000)));
        assert!(long.starts_with("begins é") && long.ends_with("é ends"));
        assert_eq!(long.chars().count(), LONGEST_MESSAGE + 3);
    }

    #[test]
    fn an_excerpt_keeps_its_mark_however_few_columns_there_are() {
        let text = format!("{}氯胺酮X{}", "é".repeat(40), "z".repeat(100));
        let excerpt = Excerpt::around(&text, 40 * 2 + 3 * 3);
        assert_eq!(excerpt.fitted(200), excerpt);
        for columns in 1..100 {
            let Excerpt { text, mark } = excerpt.fitted(columns);
            assert!(textwrap::core::display_width(&text) <= columns, "{columns}");
            let before = text
                .find('X')
                .map(|at| textwrap::core::display_width(&text[..at]));
            assert_eq!(before, Some(mark), "{columns}");
        }
    }
}
