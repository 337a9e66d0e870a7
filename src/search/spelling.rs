//! Words that no entry has, and those that may have been meant. A word that some entry has is never
//! replaced, however rare it is: names of drugs look alike.

use super::Scope;
use super::candidates::{Sources, in_memory};
use super::query::Query;
use crate::entry::Entry;
use crate::error::Error;
use crate::index::{self, Term, Terms};
use crate::lookup::Collection;

/// How many words are shown for one at most: all that are as near, so that the reader can choose.
const MAX_INSTEAD: usize = 3;
/// How short a word may be that is looked up, in characters.
const SHORTEST: usize = 4;
/// From how many characters on two edits are near.
const TWO_EDITS: usize = 6;

/// A word that no entry has, and what was looked for in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spelling {
    /// The word, as typed.
    pub word: String,
    /// The words that are nearest to it; empty where none is near.
    pub shown: Vec<String>,
}

/// Looks for the nearest words in place of those that no entry has, of the terms that were `unseen`
/// where was searched, and tells of all such words.
pub fn correct(
    query: &mut Query,
    unseen: &[usize],
    collection: &Collection,
) -> Result<Vec<Spelling>, Error> {
    let unknown = unknown(query.terms(), unseen, collection)?;
    let mut spellings = Vec::new();
    for at in unknown {
        let term = query.terms().wanted[at].clone();
        let shown = instead(&term, collection)?;
        query.look_instead(at, &shown);
        spellings.push(Spelling {
            word: term.typed(),
            shown,
        });
    }
    Ok(spellings)
}

/// What to look for in place of a term that no entry has: with the nearest words in place of those of
/// its words that no entry has.
fn instead(term: &Term, collection: &Collection) -> Result<Vec<String>, Error> {
    let words = term.words();
    if term.is_quoted || words.is_empty() {
        return Ok(Vec::new());
    }
    let single = |word: &&str| Term {
        text: (*word).to_owned(),
        ..Term::default()
    };
    let terms = Terms {
        wanted: words.iter().map(single).collect(),
        unwanted: Vec::new(),
    };
    let all: Vec<usize> = (0..words.len()).collect();
    let mut instead = vec![term.text.to_lowercase()];
    for at in unknown(&terms, &all, collection)? {
        let word = words[at].to_lowercase();
        let shown = match Wanted::new(&word) {
            Some(wanted) => wanted.nearest(collection)?,
            None => Vec::new(),
        };
        let with = |text: &String| {
            let texts = shown.iter().map(|near| text.replacen(&word, near, 1));
            texts.collect::<Vec<_>>()
        };
        instead = instead.iter().flat_map(with).take(MAX_INSTEAD).collect();
    }
    // Words that are somewhere, but never side by side, are no misspelling.
    instead.retain(|text| *text != term.text.to_lowercase());
    Ok(instead)
}

/// The terms that no entry has at all, of those that were unseen.
fn unknown(terms: &Terms, unseen: &[usize], collection: &Collection) -> Result<Vec<usize>, Error> {
    let everywhere = Sources::new(collection, terms, &Scope::default())?;
    let mut unknown = unseen.to_vec();
    let own = in_memory(&everywhere.memory, terms, None)?;
    unknown.retain(|at| own.wanted[*at].is_empty());
    if let Some(library) = everywhere.library
        && !unknown.is_empty()
    {
        if library.has_earlier_index() {
            // What its index does not tell may be there.
            return Ok(Vec::new());
        }
        let terms = Terms {
            wanted: unknown.iter().map(|at| terms.wanted[*at].clone()).collect(),
            unwanted: Vec::new(),
        };
        let found = library.postings(&terms, None)?;
        let mut found = found.wanted.iter();
        unknown.retain(|_| found.next().is_some_and(Vec::is_empty));
    }
    Ok(unknown)
}

/// A word for which near ones are looked up.
struct Wanted {
    word: String,
    letters: Vec<char>,
    most: usize,
}

/// A near word: how far it is, and how many entries have it.
type Near = (usize, u32, String);

impl Wanted {
    /// `None` for what no other word is taken for: what has numbers in it, and short words.
    fn new(word: &str) -> Option<Self> {
        let letters: Vec<char> = word.chars().collect();
        let is_word = letters.iter().all(|c| c.is_alphabetic());
        (is_word && letters.len() >= SHORTEST).then(|| Self {
            most: 1 + usize::from(letters.len() >= TWO_EDITS),
            word: word.to_owned(),
            letters,
        })
    }

    /// The nearest words of names or, where they are nearer, of texts.
    fn nearest(&self, collection: &Collection) -> Result<Vec<String>, Error> {
        let mut near: Vec<Near> = Vec::new();
        let mut consider = |word: &str, count: u32| {
            if let Some(distance) = self.distance(word) {
                near.push((distance, u32::MAX - count, word.to_owned()));
            }
        };
        let mut texts = Vec::new();
        for built_in in collection.unshadowed()? {
            let entry = built_in.entry();
            let names = words(entry.names().map(str::to_owned));
            names.iter().for_each(|word| consider(word, 1));
            texts.extend(words(texts_of(&entry)));
        }
        let library = collection.library();
        if let Some(library) = library.filter(|library| !library.has_earlier_index()) {
            library.for_each_word_of_names(consider)?;
        }
        if near.iter().all(|(distance, ..)| *distance > 1) {
            let mut of_texts: Vec<String> = Vec::new();
            of_texts.extend(
                texts
                    .into_iter()
                    .filter(|word| self.distance(word) == Some(1)),
            );
            if let Some(library) = library.filter(|library| !library.has_earlier_index()) {
                for word in self.one_edit_away() {
                    if library.has_word(&word)? {
                        of_texts.push(word);
                    }
                }
            }
            near.extend(of_texts.into_iter().map(|word| (1, u32::MAX, word)));
        }
        near.sort();
        let nearest = near.first().map(|(distance, ..)| *distance);
        near.retain(|(distance, ..)| Some(*distance) == nearest);
        let mut shown: Vec<String> = Vec::new();
        for (.., word) in near {
            if shown.len() < MAX_INSTEAD && !shown.contains(&word) {
                shown.push(word);
            }
        }
        Ok(shown)
    }

    /// How far another word is, where it is near.
    fn distance(&self, word: &str) -> Option<usize> {
        let length = word.chars().count();
        if length.abs_diff(self.letters.len()) > self.most || !word.chars().all(char::is_alphabetic)
        {
            return None;
        }
        // Each edit changes which letters are there by two at most.
        let differing = (letters_of(word) ^ letters_of(&self.word)).count_ones() as usize;
        if differing > 2 * self.most {
            return None;
        }
        let distance = strsim::osa_distance(&self.word, word);
        (distance <= self.most).then_some(distance)
    }

    /// Every word that is one edit away, of the letters that English words are made of.
    fn one_edit_away(&self) -> Vec<String> {
        let mut words = Vec::new();
        let letters = &self.letters;
        let joined = |parts: [&[char]; 3]| parts.concat().into_iter().collect::<String>();
        for at in 0..=letters.len() {
            let (before, after) = letters.split_at(at);
            for letter in 'a'..='z' {
                words.push(joined([before, &[letter], after]));
                if let [_, rest @ ..] = after {
                    words.push(joined([before, &[letter], rest]));
                }
            }
            if let [first, rest @ ..] = after {
                words.push(joined([before, rest, &[]]));
                if let [second, rest @ ..] = rest {
                    words.push(joined([before, &[*second, *first], rest]));
                }
            }
        }
        words.sort();
        words.dedup();
        words.retain(|word| *word != self.word);
        words
    }
}

/// Which of the letters of English are in a word, a bit each; the others share a bit.
fn letters_of(word: &str) -> u32 {
    word.chars().fold(0, |bits, letter| match letter {
        'a'..='z' => bits | 1 << (letter as u32 - 'a' as u32),
        _ => bits | 1 << 26,
    })
}

/// All text of an entry.
fn texts_of(entry: &Entry) -> Vec<String> {
    let parts = index::parts_of(entry);
    let lines = parts.iter().flat_map(|part| &part.lines);
    lines.map(|line| (*line).to_owned()).collect()
}

/// The words of texts, each once.
fn words(texts: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut words = Vec::new();
    for text in texts {
        let text = text.to_lowercase();
        words.extend(
            text.split(|c: char| !c.is_alphanumeric())
                .map(str::to_owned),
        );
    }
    words.sort();
    words.dedup();
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_is_one_edit_or_two_in_a_long_word() {
        let distance = |word: &str, other| Wanted::new(word).unwrap().distance(other);
        assert_eq!(distance("diabetis", "diabetes"), Some(1));
        assert_eq!(distance("syndkmoe", "syndrome"), Some(2));
        assert_eq!(distance("lung", "lugn"), Some(1));
        assert_eq!(distance("lung", "lign"), None);
        assert_eq!(distance("celebrex", "cerebyx"), None);
    }

    #[test]
    fn words_with_numbers_and_short_ones_stay_as_they_are() {
        for word in ["b12", "flu", "type2"] {
            assert!(Wanted::new(word).is_none(), "{word}");
        }
    }

    #[test]
    fn every_single_edit_is_among_those_that_are_tried() {
        let tried = Wanted::new("rash").unwrap().one_edit_away();
        for word in ["ash", "trash", "rush", "rahs", "rashy"] {
            assert!(tried.contains(&word.to_owned()), "{word}");
        }
        assert!(!tried.contains(&"rash".to_owned()));
    }
}
