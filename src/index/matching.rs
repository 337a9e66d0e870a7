//! Finding terms in a text as an index finds them, and where they are.

use std::ops::Range;

use super::stems::stem;
use super::tokens::{begins_word, fold_word, place_from, places};
use super::{Bits, Term};

/// Terms to be found in texts.
#[derive(Clone, Debug)]
pub struct Matcher {
    phrases: Vec<Phrase>,
    /// Whether a word that begins with this byte may be the first of a phrase.
    begins: [bool; 256],
}

/// The words of a term, or of what is looked for in its place.
#[derive(Clone, Debug)]
pub struct Phrase {
    /// The words, in the form in which they are compared.
    words: Vec<Vec<u8>>,
    /// Whether words are compared as they are written, and of the last one its beginning alone.
    is_prefix: bool,
    /// Which term it is, as a bit.
    bit: Bits,
}

/// A place in a line where terms are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    /// Where, in bytes.
    pub place: Range<usize>,
    /// The terms, a bit each.
    pub terms: Bits,
}

impl Phrase {
    /// What finds a term: any of these.
    pub fn all_of(term: &Term, bit: Bits) -> Vec<Self> {
        let phrase = |text: &String| {
            let words = places(text).map(|place| fold_word(&text[place]));
            let compared = |word: String| {
                if term.is_prefix {
                    word.into_bytes()
                } else {
                    stem(&word)
                }
            };
            Self {
                words: words.map(compared).collect(),
                is_prefix: term.is_prefix,
                bit,
            }
        };
        // A phrase without words is nowhere.
        let phrases = term.texts().iter().map(phrase);
        phrases.filter(|phrase| !phrase.words.is_empty()).collect()
    }

    /// Its words as they are compared: stems, or for a prefix words as they are written.
    pub fn words(&self) -> &[Vec<u8>] {
        &self.words
    }

    /// Whether its word in this place is a word of a text.
    fn has_at(&self, at: usize, word: &WordOfText) -> bool {
        let own = &self.words[at];
        match self.is_prefix {
            false => word.stem == *own,
            true if at + 1 == self.words.len() => word.word.as_bytes().starts_with(own),
            true => word.word.as_bytes() == own,
        }
    }
}

struct WordOfText {
    word: String,
    stem: Vec<u8>,
}

/// A phrase of which the first words were found.
struct Open {
    phrase: usize,
    found: usize,
    line: usize,
    start: usize,
}

impl Matcher {
    /// A matcher of these terms, a bit for each in their order.
    pub fn new(terms: &[Term]) -> Self {
        let bits = (0..terms.len()).map(|at| 1 << at);
        let phrases = terms.iter().zip(bits);
        Self::of(
            phrases
                .flat_map(|(term, bit)| Phrase::all_of(term, bit))
                .collect(),
        )
    }

    /// A matcher of these phrases.
    pub fn of(phrases: Vec<Phrase>) -> Self {
        let mut begins = [false; 256];
        for phrase in &phrases {
            let first = phrase.words[0].first().copied().unwrap_or_default();
            begins[usize::from(first)] = true;
            begins[usize::from(first.to_ascii_uppercase())] = true;
        }
        // Whatever they fold to.
        begins[0x80..].fill(true);
        Self { phrases, begins }
    }

    /// The terms in these lines, which are one text.
    pub fn terms_in<'l>(&self, lines: impl IntoIterator<Item = &'l str>) -> Bits {
        let all = self.phrases.iter().fold(0, |bits, it| bits | it.bit);
        let mut found = 0;
        self.find_while(lines, |_, matched| {
            found |= matched.terms;
            found != all
        });
        found
    }

    /// Where the next word begins that may be the first of a phrase, from here on: the start of the text or the
    /// end of a word. Most words are passed over without a look at where they end.
    fn next_begin(&self, text: &str, from: usize) -> Option<usize> {
        let bytes = text.as_bytes();
        let mut at = from;
        loop {
            let rest = &bytes[at..];
            at += rest
                .iter()
                .position(|byte| self.begins[usize::from(*byte)])?;
            let is_within = at > from && bytes[at - 1].is_ascii_alphanumeric();
            if !is_within && begins_word(text, at) {
                return Some(at);
            }
            at += 1;
        }
    }

    /// Gives every match to `take`, with the number of its line. One that goes over the end of a line
    /// is one in each line.
    pub fn find<'l>(
        &self,
        lines: impl IntoIterator<Item = &'l str>,
        mut take: impl FnMut(usize, Match),
    ) {
        self.find_while(lines, |line, matched| {
            take(line, matched);
            true
        });
    }

    /// The same until `take` says that it wants no more.
    fn find_while<'l>(
        &self,
        lines: impl IntoIterator<Item = &'l str>,
        mut take: impl FnMut(usize, Match) -> bool,
    ) {
        let mut open: Vec<Open> = Vec::new();
        let mut ends: Vec<usize> = Vec::new();
        for (line, text) in lines.into_iter().enumerate() {
            ends.push(text.len());
            let mut at = 0;
            loop {
                if open.is_empty() {
                    let Some(begin) = self.next_begin(text, at) else {
                        break;
                    };
                    at = begin;
                }
                let Some(place) = place_from(text, at) else {
                    break;
                };
                at = place.end;
                let word = fold_word(&text[place.clone()]);
                let stem = stem(&word);
                let word = WordOfText { word, stem };
                let begun = (0..self.phrases.len()).map(|phrase| Open {
                    phrase,
                    found: 0,
                    line,
                    start: place.start,
                });
                for mut one in std::mem::take(&mut open).into_iter().chain(begun) {
                    let phrase = &self.phrases[one.phrase];
                    if !phrase.has_at(one.found, &word) {
                        continue;
                    }
                    one.found += 1;
                    if one.found < phrase.words.len() {
                        open.push(one);
                        continue;
                    }
                    let starts = std::iter::once(one.start).chain(std::iter::repeat(0));
                    let ends = ends[one.line..line].iter().copied().chain([place.end]);
                    for (own, (start, end)) in (one.line..).zip(starts.zip(ends)) {
                        let (place, terms) = (start..end, phrase.bit);
                        if !take(own, Match { place, terms }) {
                            return;
                        }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(lines: &[&str], words: &[&str]) -> Vec<(usize, Range<usize>, Bits)> {
        let term = |word: &&str| Term {
            text: word.trim_end_matches('*').to_owned(),
            is_prefix: word.ends_with('*'),
            ..Term::default()
        };
        let terms: Vec<Term> = words.iter().map(term).collect();
        let mut found = Vec::new();
        let take = |line, it: Match| found.push((line, it.place, it.terms));
        Matcher::new(&terms).find(lines.iter().copied(), take);
        found
    }

    #[test]
    fn words_prefixes_and_phrases_over_two_lines_are_found() {
        let lines = ["Warm teas,", "of linden", "a teapot"];
        assert_eq!(matches(&lines, &["tea"]), [(0, 5..9, 1)]);
        assert_eq!(
            matches(&lines, &["x", "tea*"]),
            [(0, 5..9, 2), (2, 2..8, 2)]
        );
        assert_eq!(matches(&lines, &["tea of"]), [(0, 5..10, 1), (1, 0..2, 1)]);
        assert_eq!(matches(&["a a a b"], &["a a b"]), [(0, 2..7, 1)]);
        assert_eq!(matches(&["ÉTÉ"], &["ete", "…"]), [(0, 0..5, 1)]);
    }
}
