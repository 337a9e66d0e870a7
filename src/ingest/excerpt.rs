//! A line of a source document with a mark under what is wrong in it.

use crate::text::visible;

/// How much of a long line is shown before the problem, and how much after, in characters.
pub const SHOWN_AROUND: usize = 60;
/// A piece of a line, with a mark under one of its characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// The piece.
    pub text: String,
    /// How many columns the mark is from its beginning.
    pub mark: usize,
}

impl Excerpt {
    /// The line at `offset` of a text, cut around it.
    pub(super) fn around(text: &str, offset: usize) -> Self {
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

/// The last characters of a text.
pub fn last_characters(text: &str, count: usize) -> &str {
    let start = text.char_indices().rev().take(count).last();
    &text[start.map_or(text.len(), |(at, _)| at)..]
}

/// The first characters of a text.
pub fn first_characters(text: &str, count: usize) -> &str {
    text.char_indices()
        .nth(count)
        .map_or(text, |(at, _)| &text[..at])
}

#[cfg(test)]
mod tests {
    use super::*;

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
