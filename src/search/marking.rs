//! Finding where in a text the words are that were searched for.

use crate::index::{Match, Matcher};

/// How much of a part is looked through after its first match, in bytes: an enormous part is not
/// looked through for one snippet.
const MAX_AFTER: usize = 64 << 10;

/// A line with its matches, in order; where they overlap they are one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarkedLine<'l> {
    /// The line itself.
    pub text: &'l str,
    /// Where the matches are, with their terms.
    pub matches: Vec<Match>,
}

/// The lines of a part that have matches, as many as are looked through.
pub fn marked<'l>(lines: &[&'l str], matcher: &Matcher) -> Vec<MarkedLine<'l>> {
    let mut marked: Vec<MarkedLine> = Vec::new();
    let mut size = 0;
    let mut rest = lines;
    while size < MAX_AFTER
        && let Some(count) = piece(rest)
    {
        let (own, after) = rest.split_at(count);
        rest = after;
        let start = marked.len();
        marked.extend(own.iter().map(|text| MarkedLine {
            text,
            matches: Vec::new(),
        }));
        matcher.find(own.iter().copied(), |line, found| {
            marked[start + line].matches.push(found);
        });
        marked.retain(|line| !line.matches.is_empty());
        if !marked.is_empty() {
            size += own.iter().map(|line| line.len()).sum::<usize>();
        }
    }
    for line in &mut marked {
        join(&mut line.matches);
    }
    marked
}

/// How many of the lines are looked through at once: all, but for enormous parts.
fn piece(lines: &[&str]) -> Option<usize> {
    let mut size = 0;
    let count = lines.iter().take_while(|line| {
        let is_in = size < MAX_AFTER;
        size += line.len();
        is_in
    });
    Some(count.count()).filter(|count| *count > 0)
}

/// Puts matches in order, those that overlap as one.
fn join(matches: &mut Vec<Match>) {
    matches.sort_by_key(|found| (found.place.start, found.place.end));
    matches.dedup_by(|later, earlier| {
        let overlaps = later.place.start < earlier.place.end;
        if overlaps {
            earlier.place.end = earlier.place.end.max(later.place.end);
            earlier.terms |= later.terms;
        }
        overlaps
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::Term;

    /// The lines of a text that have matches, these in brackets.
    fn shown(lines: &[&str], words: &[&str]) -> Vec<String> {
        let term = |word: &&str| Term {
            text: word.trim_end_matches('*').to_owned(),
            is_prefix: word.ends_with('*'),
            ..Term::default()
        };
        let terms: Vec<Term> = words.iter().map(term).collect();
        let marked = marked(lines, &Matcher::new(&terms));
        let with_brackets = |line: &MarkedLine| {
            let mut text = line.text.to_owned();
            for found in line.matches.iter().rev() {
                text.insert(found.place.end, ']');
                text.insert(found.place.start, '[');
            }
            text
        };
        marked.iter().map(with_brackets).collect()
    }

    #[test]
    fn words_prefixes_and_phrases_over_two_lines_are_marked() {
        let lines = ["Warm teas", "of linden", "a teapot"];
        assert_eq!(shown(&lines, &["tea"]), ["Warm [teas]"]);
        assert_eq!(shown(&lines, &["tea*"]), ["Warm [teas]", "a [teapot]"]);
        assert_eq!(
            shown(&lines, &["tea", "te*"]),
            ["Warm [teas]", "a [teapot]"]
        );
        assert_eq!(shown(&lines, &["tea of"]), ["Warm [teas]", "[of] linden"]);
    }

    #[test]
    fn a_match_far_down_an_enormous_part_is_found_and_marked() {
        let filler = "nothing of note ".repeat(10);
        let mut lines = vec![filler.trim(); 2_000];
        lines.push("the needle at last");
        assert_eq!(shown(&lines, &["needle"]), ["the [needle] at last"]);
        let long = "nothing of note ".repeat(20_000) + "needle";
        let found = shown(&[&long], &["needle"]);
        assert!(found[0].ends_with(" [needle]"));
    }
}
