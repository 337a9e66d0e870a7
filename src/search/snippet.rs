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
    /// The piece of these lines that shows what is worth most, and its worth. `terms_in` tells the
    /// terms that a match has, a bit each; `worth` what it is worth to show these.
    pub(super) fn best<E>(
        lines: &[MarkedLine],
        mut terms_in: impl FnMut(&str) -> Result<Bits, E>,
        worth: impl Fn(Bits) -> f64,
    ) -> Result<(Self, f64), E> {
        let mut best: Option<(f64, &MarkedLine, usize)> = None;
        for line in lines {
            let mut matches = Vec::with_capacity(line.matches.len());
            for found in &line.matches {
                matches.push((found, terms_in(&line.text[found.clone()])?));
            }
            for (at, (first, _)) in matches.iter().enumerate() {
                let shown = matches[at..].iter();
                let shown = shown.take_while(|(found, _)| found.end <= first.start + AFTER);
                let own = worth(shown.fold(0, |bits, (_, terms)| bits | terms));
                if best.is_none_or(|(most, ..)| own > most) {
                    best = Some((own, line, first.start));
                }
            }
        }
        Ok(match best {
            Some((worth, line, first)) => (Self::around(line, first), worth),
            None => (Self::default(), 0.0),
        })
    }

    /// The piece of a line around the match at `first`.
    fn around(line: &MarkedLine, first: usize) -> Self {
        let text = line.text.as_str();
        let end_of_first = line.matches.iter().find(|found| found.start == first);
        let end_of_first = end_of_first.map_or(first, |found| found.end);
        let start = start_of_window(text, first);
        let end = end_of_window(text, start).max(end_of_first);
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

    /// A line with these words as matches.
    fn line(text: &str, words: &[&str]) -> MarkedLine {
        let found = |word: &&str| {
            let matches = text.match_indices(*word).map(|(at, it)| at..at + it.len());
            matches.collect::<Vec<_>>()
        };
        let mut matches: Vec<_> = words.iter().flat_map(found).collect();
        matches.sort_by_key(|found| found.start);
        MarkedLine {
            text: text.to_owned(),
            matches,
            begins: true,
            ends: true,
        }
    }

    /// The best piece, where each word is a term, and all are worth the same.
    fn best(lines: &[MarkedLine], words: &[&str]) -> Snippet {
        let terms_in = |text: &str| {
            let at = words.iter().position(|word| *word == text);
            Ok::<Bits, ()>(1 << at.unwrap())
        };
        let found = Snippet::best(lines, terms_in, |has| f64::from(has.count_ones()));
        found.unwrap().0
    }

    #[test]
    fn a_snippet_is_cut_between_words_and_knows_its_matches() {
        let long = format!("{}needle {}", "before ".repeat(30), "after ".repeat(50));
        let long = long.trim();
        let snippet = best(
            &[line("nothing", &["needle"]), line(long, &["needle"])],
            &["needle"],
        );
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
        let snippet = best(&[line("é needle—needle", &["needle"])], &["needle"]);
        assert_eq!(snippet.text, "é needle—needle");
        assert_eq!(snippet.matches, [3..9, 12..18]);
    }

    #[test]
    fn the_window_with_most_of_the_words_is_shown() {
        let filler = "much else ".repeat(30);
        let text = format!("high {filler}pressure {filler}blood pressure is high {filler}high");
        let words = ["high", "blood", "pressure"];
        let snippet = best(&[line(&text, &words)], &words);
        assert!(
            snippet.text.contains("blood pressure is high"),
            "{snippet:?}"
        );
        assert_eq!(snippet.matches.len(), 3);
    }
}
