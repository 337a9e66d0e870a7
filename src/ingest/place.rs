//! Where in a source document something is, as people and editors count: lines and columns from 1.

use std::fmt;

use super::Complaint;
use crate::text::visible;

/// How much of a long line is shown before what is wrong, and how much after, in characters.
const SHOWN_AROUND: usize = 60;

/// A place in a source document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Whereabouts {
    /// The document, as it was named.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

impl Whereabouts {
    /// The place `offset` bytes into `text`, which begins on this line of the document.
    #[must_use]
    pub fn new(file: &str, text: &str, offset: usize, first_line: usize) -> Self {
        let before = &text[..text.floor_char_boundary(offset)];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        Self {
            file: file.to_owned(),
            line: first_line + before.matches('\n').count(),
            column: before[line_start..].chars().count() + 1,
        }
    }
}

impl fmt::Display for Whereabouts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}

/// Something that keeps a source document from being entries. Its words are safe to print.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where it is.
    pub place: Whereabouts,
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
    /// What `complaint` says of `text`.
    #[must_use]
    pub fn new(place: Whereabouts, text: &str, complaint: &Complaint) -> Self {
        let offset = text.floor_char_boundary(complaint.offset);
        Self {
            place,
            message: visible(&complaint.message).into_owned(),
            excerpt: Some(Excerpt::around(text, offset)),
        }
    }

    /// A problem at a place whose line is not at hand.
    #[must_use]
    pub fn at(place: Whereabouts, message: impl AsRef<str>) -> Self {
        let message = visible(message.as_ref()).into_owned();
        Self {
            place,
            message,
            excerpt: None,
        }
    }

    /// A problem with a document as a whole.
    #[must_use]
    pub fn of_file(file: &str, message: impl AsRef<str>) -> Self {
        Self::at(
            Whereabouts {
                file: file.to_owned(),
                line: 1,
                column: 1,
            },
            message,
        )
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.message)
    }
}

impl Excerpt {
    fn around(text: &str, offset: usize) -> Self {
        let start = text[..offset].rfind('\n').map_or(0, |at| at + 1);
        let end = text[offset..]
            .find('\n')
            .map_or(text.len(), |at| offset + at);
        let before = last_characters(&text[start..offset], SHOWN_AROUND);
        let after = first_characters(&text[offset..end], SHOWN_AROUND);
        let shown = |words: &str| visible(&words.replace('\t', " ")).into_owned();
        let before = shown(before);
        Self {
            mark: textwrap::core::display_width(&before),
            text: format!("{before}{}", shown(after.trim_end_matches('\r'))),
        }
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
        for (offset, line, column) in [
            (0, 1, 1),
            (3, 1, 4),
            (4, 2, 1),
            (9, 2, 5),
            (12, 3, 1),
            (99, 3, 6),
        ] {
            let place = Whereabouts::new("f", text, offset, 1);
            assert_eq!((place.line, place.column), (line, column), "{offset}");
        }
        assert_eq!(Whereabouts::new("f", text, 4, 10).to_string(), "f:11:1");
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
}
