//! A piece of text around a match.

use std::ops::Range;

use super::marking::MarkedLine;
use crate::index::Bits;

/// How much text a snippet shows, in characters, if no more is needed for whole words.
const LENGTH: usize = 160;
/// How much of that stands before the first match.
const BEFORE: usize = 50;
/// How much may stand after the beginning of the first match, in bytes, to be surely shown.
const AFTER: usize = LENGTH - BEFORE - 1;
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
    /// A text without matches.
    pub(super) fn of(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            matches: Vec::new(),
        }
    }

    /// The beginning of a text without matches.
    pub(super) fn opening(text: &str) -> Self {
        let line = MarkedLine {
            text,
            matches: Vec::new(),
        };
        Self::around(&line, 0)
    }

    /// The piece of these lines that shows what is worth most, and its worth. `worth` tells what it is
    /// worth to show these terms, a bit each.
    pub(super) fn best(lines: &[MarkedLine], worth: impl Fn(Bits) -> f64) -> Option<(Self, f64)> {
        let mut best: Option<(f64, &MarkedLine, usize)> = None;
        for line in lines {
            for (at, first) in line.matches.iter().enumerate() {
                let end = first.place.start + AFTER;
                let shown = line.matches[at..].iter();
                let shown = shown.take_while(|found| found.place.end <= end);
                let own = worth(shown.fold(0, |bits, found| bits | found.terms));
                if best.is_none_or(|(most, ..)| own > most) {
                    best = Some((own, line, first.place.start));
                }
            }
        }
        best.map(|(worth, line, first)| (Self::around(line, first), worth))
    }

    /// The piece of a line around the match at `first`.
    fn around(line: &MarkedLine, first: usize) -> Self {
        let text = line.text;
        let places = || line.matches.iter().map(|found| &found.place);
        let end_of_first = places().find(|place| place.start == first);
        let end_of_first = end_of_first.map_or(first, |place| place.end);
        let start = start_of_window(text, first);
        let end = end_of_window(text, start).max(end_of_first);
        let opening = if start > 0 { LEFT_OUT } else { "" };
        let closing = if end < text.len() { LEFT_OUT } else { "" };
        let shift = |at: usize| at - start + opening.len();
        Self {
            text: format!("{opening}{}{closing}", &text[start..end]),
            matches: places()
                .filter(|place| place.start >= start && place.end <= end)
                .map(|place| shift(place.start)..shift(place.end))
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
    use super::super::marking::marked;
    use super::*;
    use crate::index::{Matcher, Term};

    /// The best piece of these lines, where each word is a term, and all are worth the same.
    fn best(lines: &[&str], words: &[&str]) -> Snippet {
        let term = |word: &&str| Term {
            text: (*word).to_owned(),
            ..Term::default()
        };
        let terms: Vec<Term> = words.iter().map(term).collect();
        let lines = marked(lines, &Matcher::new(&terms));
        let found = Snippet::best(&lines, |has| f64::from(has.count_ones()));
        found.unwrap().0
    }

    #[test]
    fn a_snippet_is_cut_between_words_and_knows_its_matches() {
        let long = format!("{}needle {}", "before ".repeat(30), "after ".repeat(50));
        let long = long.trim();
        let snippet = best(&["nothing", long], &["needle"]);
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
        let snippet = best(&["é needle—needle"], &["needle"]);
        assert_eq!(snippet.text, "é needle—needle");
        assert_eq!(snippet.matches, [3..9, 12..18]);
    }

    #[test]
    fn the_window_with_most_of_the_words_is_shown() {
        let filler = "much else ".repeat(30);
        let text = format!("high {filler}pressure {filler}blood pressure is high {filler}high");
        let words = ["high", "blood", "pressure"];
        let snippet = best(&[&text], &words);
        assert!(
            snippet.text.contains("blood pressure is high"),
            "{snippet:?}"
        );
        assert_eq!(snippet.matches.len(), 3);
    }
}
