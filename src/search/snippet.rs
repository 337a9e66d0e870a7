//! A piece of text around a match.

use std::ops::Range;

use super::marking::MarkedLine;

/// How much text a snippet shows, in characters, if no more is needed for whole words.
const LENGTH: usize = 160;
/// How much of that stands before the first match.
const BEFORE: usize = 50;
/// What stands where text was left out.
const LEFT_OUT: &str = "…";

/// A piece of text with its matches.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snippet {
    /// The text, with "…" where some was left out.
    pub text: String,
    /// The byte ranges of the matches in it, in order.
    pub matches: Vec<Range<usize>>,
}

impl Snippet {
    /// The piece of these lines that shows most matches of one line.
    pub(super) fn of(lines: &[MarkedLine]) -> Self {
        // Of lines with as many matches the first is taken.
        let best = lines.iter().rev().max_by_key(|line| line.matches.len());
        best.map_or_else(Self::default, Self::around)
    }

    fn around(line: &MarkedLine) -> Self {
        let text = line.text.as_str();
        let first = line.matches.first().map_or(0, |found| found.start);
        let start = start_of_window(text, first);
        let end = end_of_window(text, start).max(line.matches.first().map_or(0, |found| found.end));
        let is_cut_before = start > 0 || !line.begins;
        let is_cut_after = end < text.len() || !line.ends;
        let opening = if is_cut_before { LEFT_OUT } else { "" };
        let closing = if is_cut_after { LEFT_OUT } else { "" };
        let shift = |at: usize| at - start + opening.len();
        Self {
            text: format!("{opening}{}{closing}", &text[start..end]),
            matches: line
                .matches
                .iter()
                .filter(|found| found.start >= start && found.end <= end)
                .map(|found| shift(found.start)..shift(found.end))
                .collect(),
        }
    }
}

/// Where a window begins that shows what is before `first`: at a word.
fn start_of_window(text: &str, first: usize) -> usize {
    let before = &text[..first];
    let Some((far, _)) = before.char_indices().rev().nth(BEFORE) else {
        return 0;
    };
    before[far..].find(' ').map_or(far, |blank| far + blank + 1)
}

/// Where a window ends that begins at `start`: after a word.
fn end_of_window(text: &str, start: usize) -> usize {
    let after = &text[start..];
    let Some((far, _)) = after.char_indices().nth(LENGTH) else {
        return text.len();
    };
    start + after[..far].rfind(' ').unwrap_or(far)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str, word: &str) -> MarkedLine {
        let matches = text
            .match_indices(word)
            .map(|(at, _)| at..at + word.len())
            .collect();
        MarkedLine {
            text: text.to_owned(),
            matches,
            begins: true,
            ends: true,
        }
    }

    #[test]
    fn a_snippet_is_cut_between_words_and_knows_its_matches() {
        let long = format!("{}needle {}", "before ".repeat(30), "after ".repeat(50));
        let long = long.trim();
        let snippet = Snippet::of(&[line("nothing", "needle"), line(long, "needle")]);
        assert!(
            snippet.text.starts_with("…before ") && snippet.text.ends_with(" after…"),
            "{snippet:?}"
        );
        assert!(snippet.text.chars().count() <= LENGTH + 2);
        assert_eq!(snippet.matches.len(), 1);
        assert_eq!(&snippet.text[snippet.matches[0].clone()], "needle");
    }

    #[test]
    fn short_text_is_shown_whole() {
        let snippet = Snippet::of(&[line("é needle—needle", "needle")]);
        assert_eq!(snippet.text, "é needle—needle");
        assert_eq!(snippet.matches, [3..9, 12..18]);
    }
}
