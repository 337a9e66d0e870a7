//! Words that no entry has, and those that may have been meant. A word that some entry has is never
//! replaced, however rare it is: names of drugs look alike.

use super::Scope;
use super::candidates::Sources;
use super::near::Wanted;
use super::query::Query;
use crate::error::Error;
use crate::index::{Term, Terms};
use crate::library::Library;
use crate::lookup::Collection;

/// How many words are shown for one at most: all that are as near, so that the reader can choose.
const MAX_INSTEAD: usize = 3;
/// For how many words of a search texts are looked up as well as names: each takes hundreds of look-ups.
const MAX_IN_TEXTS: usize = 12;

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
    let mut vocabulary = Vocabulary::new(collection, unknown.is_empty())?;
    let mut spellings = Vec::new();
    for at in unknown {
        let term = query.terms().wanted[at].clone();
        let shown = instead(&term, collection, &mut vocabulary)?;
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
fn instead(
    term: &Term,
    collection: &Collection,
    vocabulary: &mut Vocabulary,
) -> Result<Vec<String>, Error> {
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
            Some(wanted) => vocabulary.nearest(&wanted)?,
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
    let everywhere = Sources::new(collection, &Scope::default());
    let mut unknown = unseen.to_vec();
    let own = everywhere.in_built_ins(terms, None)?;
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

/// A near word: how far it is, and how many entries have it.
type Near = (usize, u32, String);

/// The words that are shown in place of others.
struct Vocabulary<'c> {
    sources: Sources<'c>,
    /// The words of names, each with the number of entries that have it.
    of_names: Vec<(String, u32)>,
    /// For how many more words texts are looked up.
    in_texts: usize,
}

impl<'c> Vocabulary<'c> {
    fn new(collection: &'c Collection, is_unused: bool) -> Result<Self, Error> {
        let sources = Sources::new(collection, &Scope::default());
        let mut of_names = Vec::new();
        if !is_unused {
            let mut take = |word: &str, count| of_names.push((word.to_owned(), count));
            if let Some(index) = sources.built_ins {
                index.for_each_word_of_names(&mut take);
            }
            if let Some(library) = own_words(&sources) {
                library.for_each_word_of_names(take)?;
            }
        }
        Ok(Self {
            sources,
            of_names,
            in_texts: MAX_IN_TEXTS,
        })
    }

    /// The nearest words of names or, where they are nearer, of texts.
    fn nearest(&mut self, wanted: &Wanted) -> Result<Vec<String>, Error> {
        let mut near: Vec<Near> = Vec::new();
        for (word, count) in &self.of_names {
            if let Some(distance) = wanted.distance(word) {
                near.push((distance, u32::MAX - count, word.clone()));
            }
        }
        let are_far = near.iter().all(|(distance, ..)| *distance > 1);
        if are_far && self.in_texts > 0 {
            self.in_texts -= 1;
            for word in wanted.one_edit_away() {
                if self.is_in_texts(&word)? {
                    near.push((1, u32::MAX, word));
                }
            }
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

    fn is_in_texts(&self, word: &str) -> Result<bool, Error> {
        match own_words(&self.sources) {
            Some(library) if library.has_word(word)? => Ok(true),
            _ => is_in_built_ins(word, &self.sources),
        }
    }
}

/// The library, if its index has words.
fn own_words<'c>(sources: &Sources<'c>) -> Option<&'c Library> {
    sources
        .library
        .filter(|library| !library.has_earlier_index())
}

/// Whether a built-in entry that is shown has a word.
fn is_in_built_ins(word: &str, sources: &Sources) -> Result<bool, Error> {
    let Some(index) = sources.built_ins else {
        return Ok(false);
    };
    for key in index.entries_with_word(word) {
        if sources.is_shown(key)? {
            return Ok(true);
        }
    }
    Ok(false)
}
