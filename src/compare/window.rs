//! Windows on a long text: whole sentences where they are short enough.

use std::ops::Range;

use crate::search::Snippet;

/// The most text that a window shows, in bytes, if no more is needed for what was found and for whole
/// words. A text of this length is shown whole.
const LENGTH: usize = 360;
/// How much of that stands before what was found, where its sentence is longer.
const BEFORE: usize = 120;
/// What stands where text was left out.
const LEFT_OUT: &str = "…";

/// Windows that together show every one of these ranges, which are in order.
pub fn windows(text: &str, found: &[Range<usize>]) -> Vec<Snippet> {
    let mut windows = Vec::new();
    let mut rest = found;
    while let [first, ..] = rest {
        let shown = window(text, first);
        let count = rest.iter().take_while(|it| it.end <= shown.end).count();
        let (matches, after) = rest.split_at(count.max(1));
        windows.push(snippet(text, &shown, matches));
        rest = after;
    }
    windows
}

/// One window that shows all of these ranges, which are in order and near each other.
pub fn around(text: &str, found: &[Range<usize>]) -> Snippet {
    let start = found.first().map_or(0, |it| it.start);
    let end = found.last().map_or(start, |it| it.end);
    snippet(text, &window(text, &(start..end)), found)
}

/// The first sentence of a text.
pub fn first_sentence(text: &str) -> &str {
    text[..end_of_sentence(text, 0)].trim_end()
}

/// The end of a text that stands before something: whole sentences.
pub fn ending(text: &str) -> String {
    let mut start = 0;
    while text.len() - start > LENGTH {
        match end_of_sentence(text, start) {
            end if end == text.len() => break,
            end => start = end,
        }
    }
    let opening = if start > 0 { LEFT_OUT } else { "" };
    format!("{opening}{}", &text[start..])
}

fn snippet(text: &str, shown: &Range<usize>, matches: &[Range<usize>]) -> Snippet {
    let opening = if shown.start > 0 { LEFT_OUT } else { "" };
    let closing = if shown.end < text.len() { LEFT_OUT } else { "" };
    let shift = |at: usize| at - shown.start + opening.len();
    Snippet {
        text: format!("{opening}{}{closing}", &text[shown.clone()]),
        matches: matches
            .iter()
            .map(|it| shift(it.start)..shift(it.end))
            .collect(),
    }
}

/// What is shown around the range that was found.
fn window(text: &str, found: &Range<usize>) -> Range<usize> {
    if text.len() <= LENGTH {
        return 0..text.len();
    }
    let sentence = sentence(text, found);
    if sentence.len() > LENGTH {
        return piece(text, &sentence, found);
    }
    let mut shown = sentence;
    // The sentences behind it, as far as they fit.
    while shown.end < text.len() {
        let next = end_of_sentence(text, shown.end);
        if next - shown.start > LENGTH {
            break;
        }
        shown.end = next;
    }
    trimmed(text, shown)
}

/// A piece of a sentence that is too long.
fn piece(text: &str, sentence: &Range<usize>, found: &Range<usize>) -> Range<usize> {
    let mut start = sentence.start;
    if found.start - start > BEFORE {
        let far = ceiling(text, found.start - BEFORE);
        let blank = text[far..found.start].find(' ');
        start = blank.map_or(far, |blank| far + blank + 1);
    }
    let mut end = sentence.end;
    if end - start > LENGTH {
        let far = ceiling(text, start + LENGTH).max(found.end);
        let blank = text[found.end..far].rfind(' ');
        end = blank.map_or(found.end.max(far), |blank| found.end + blank);
    }
    trimmed(text, start..end)
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let shown = &text[range.clone()];
    let start = range.start + (shown.len() - shown.trim_start().len());
    start..start + shown.trim().len()
}

/// The first boundary of a character from here on.
fn ceiling(text: &str, at: usize) -> usize {
    (at..text.len())
        .find(|&at| text.is_char_boundary(at))
        .unwrap_or(text.len())
}

/// The sentence, or sentences, that a range lies in.
fn sentence(text: &str, found: &Range<usize>) -> Range<usize> {
    let mut start = 0;
    loop {
        let end = end_of_sentence(text, start);
        if end > found.start || end == text.len() {
            let mut last = end;
            while last < found.end {
                last = end_of_sentence(text, last);
            }
            return start..last;
        }
        start = end;
    }
}

/// Where the sentence ends that begins at `start`: where the next one begins.
fn end_of_sentence(text: &str, start: usize) -> usize {
    let rest = &text[start..];
    let stops = rest.match_indices(['.', '!', '?']);
    let ends = stops.filter_map(|(at, _)| {
        let before = &rest[..at];
        let after = rest[at + 1..].trim_start_matches([')', ']', '"', '”', '\'']);
        let next = after.strip_prefix(' ')?;
        let word = before.rsplit([' ', '(']).next().unwrap_or_default();
        (begins_sentence(next) && !is_abbreviation(word)).then(|| text.len() - next.len())
    });
    ends.into_iter().next().unwrap_or(text.len())
}

fn begins_sentence(next: &str) -> bool {
    let first = next
        .trim_start_matches(['(', '[', '"', '“', '•', ' '])
        .chars()
        .next();
    first.is_some_and(|c| c.is_uppercase() || c.is_numeric())
}

/// Whether a stop behind this word is most likely its own.
fn is_abbreviation(word: &str) -> bool {
    const KNOWN: [&str; 12] = [
        "vs", "no", "fig", "dr", "approx", "al", "etc", "cf", "st", "nos", "mr", "mrs",
    ];
    word.chars().count() < 2 || word.contains('.') || KNOWN.contains(&word.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn found(text: &str, word: &str) -> Vec<Range<usize>> {
        let all = text.match_indices(word);
        all.map(|(at, it)| at..at + it.len()).collect()
    }

    #[test]
    fn a_short_text_is_shown_whole_and_a_long_one_by_sentences() {
        let short = "Do not take it with warfarin.";
        let shown = windows(short, &found(short, "warfarin"));
        assert_eq!(shown[0].text, short);
        let filler = "Other words stand here in a row of their own. ".repeat(12);
        let long = format!("{filler}It is not (e.g. Fig. 2) for those on warfarin. {filler}");
        let shown = windows(long.trim(), &found(&long, "warfarin"));
        assert_eq!(shown.len(), 1);
        let text = shown[0].text.as_str();
        assert!(
            text.starts_with("…It is not (e.g. Fig. 2) for those on warfarin. Other"),
            "{text}"
        );
        assert!(text.ends_with("own.…"), "{text}");
        assert_eq!(&text[shown[0].matches[0].clone()], "warfarin");
    }

    #[test]
    fn what_is_far_apart_has_a_window_of_its_own() {
        let filler = "word ".repeat(200);
        let text = format!("warfarin {filler}warfarin and warfarin {filler}warfarin");
        let shown = windows(&text, &found(&text, "warfarin"));
        assert_eq!(
            shown.iter().map(|it| it.matches.len()).collect::<Vec<_>>(),
            [1, 2, 1]
        );
    }

    proptest! {
        #[test]
        fn every_range_is_shown_once_and_verbatim(text in "([A-Zéa-z]{1,9}[.!]? ){1,200}needle") {
            let all = found(&text, "e");
            let shown = windows(&text, &all);
            prop_assert_eq!(shown.iter().map(|it| it.matches.len()).sum::<usize>(), all.len());
            for snippet in shown {
                prop_assert!(text.contains(snippet.text.trim_matches('…')));
                for found in &snippet.matches {
                    prop_assert_eq!(&snippet.text[found.clone()], "e");
                }
            }
        }
    }
}
