//! The order of entries: one formula over all that is searched, whatever is shown of it and however
//! it came in.
//!
//! An entry's score is BM25 over its fields, where a word counts more in a name than in a risk, and
//! more in a risk than in a section; times how much of a name of its the words cover; times how much
//! of what was asked it has at all. What has every word stands first, or what is asked for by its name:
//! a sentence has many words beside the name of what it is about.

use std::cmp::Ordering;

use crate::index::{
    Bits, MAX_TERMS, Posting, Postings, Term, key_of, length_of_name, number_of_row,
};

/// From where on more of a word says little more.
const SATURATION: f64 = 1.2;
/// How much another name counts where the title counts 1.
const ALIAS: f64 = 0.9;
/// How much a name counts that is covered as a whole, if it is rare enough; and what it is worth then.
const NAME: f64 = 2.0;
const RARE: f64 = 8.0;
/// How much of what the rarest word is worth a name is worth at least by which something is asked for:
/// names such as "Syndrome" ask for nothing.
const LEAST_OF_RAREST: f64 = 1.0 / 3.0;

/// An entry that has some of the terms.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ranked {
    /// Which of the sources it is in.
    pub source: usize,
    /// Its key there.
    pub key: i64,
    /// The terms that it has, a bit each.
    pub has: Bits,
    /// Whether what was typed is one of its names.
    pub is_named: bool,
    /// Whether it has all terms, or is asked for by its name.
    pub is_answer: bool,
    /// The higher the better. No finer than what the order of a sum leaves alone.
    score: f32,
}

impl Ranked {
    /// An entry by a name that is none of its words.
    #[must_use]
    pub fn named(source: usize, key: i64) -> Self {
        Self {
            source,
            key,
            has: 0,
            is_named: true,
            is_answer: true,
            score: 0.0,
        }
    }

    /// Which of two entries stands first: what has every term or is asked for by its name, of these
    /// what is named so, then by score.
    #[must_use]
    pub fn order(&self, other: &Self) -> Ordering {
        let is_answer = other.is_answer.cmp(&self.is_answer);
        is_answer
            .then(other.is_named.cmp(&self.is_named))
            .then(other.score.total_cmp(&self.score))
    }
}

/// What was asked.
pub struct Asked {
    /// What each term is worth: the more, the rarer it is.
    pub worths: Vec<f64>,
    /// How many words each term has.
    lengths: Vec<usize>,
    /// What all terms are worth, and the rarest that any entry has.
    whole: f64,
    rarest: f64,
    /// Whether the terms are those of a sentence.
    is_sentence: bool,
}

impl Asked {
    /// What these terms ask of so many entries, in which they were found.
    #[must_use]
    pub fn new(terms: &[Term], found: &[Postings], entries: usize, is_sentence: bool) -> Self {
        let count = |at: usize| {
            let counts = found.iter().filter_map(|found| found.wanted.get(at));
            counts.map(Vec::len).sum::<usize>()
        };
        let counts: Vec<usize> = (0..terms.len()).map(count).collect();
        let worths: Vec<f64> = counts.iter().map(|count| worth(*count, entries)).collect();
        let seen = worths.iter().zip(&counts).filter(|(_, count)| **count > 0);
        Self {
            lengths: terms.iter().map(Term::length).collect(),
            whole: worths.iter().sum(),
            rarest: seen.map(|(worth, _)| *worth).fold(0.0, f64::max),
            worths,
            is_sentence,
        }
    }
}

/// What a term is worth that so many of the entries have.
#[expect(clippy::cast_precision_loss, reason = "there are no so many entries")]
fn worth(count: usize, entries: usize) -> f64 {
    let count = count as f64;
    let others = (entries as f64 - count).max(0.0);
    (1.0 + (others + 0.5) / (count + 0.5)).ln()
}

/// The entries of one source that have any wanted term and no unwanted one, by key.
#[must_use]
pub fn ranked(source: usize, found: &Postings, asked: &Asked, named: &[i64]) -> Vec<Ranked> {
    let worths = &asked.worths;
    let all = Bits::MAX >> (MAX_TERMS - worths.len().clamp(1, MAX_TERMS));
    let mut covered = Merged::new(&found.names, |row: &i64| *row).peekable();
    let mut unwanted = found.unwanted.iter().copied().peekable();
    let mut entries = Vec::new();
    for (key, has, terms) in Merged::new(&found.wanted, |posting: &Posting| posting.key) {
        while unwanted.next_if(|other| *other < key).is_some() {}
        let (mut score, mut present) = (0.0, 0.0);
        for (at, posting) in terms {
            let weight = f64::from(posting.weight);
            score += worths[at] * weight * (SATURATION + 1.0) / (weight + SATURATION);
            present += worths[at];
        }
        let mut own = Names::default();
        while let Some((row, _, terms)) = covered.next_if(|(row, ..)| key_of(*row) <= key) {
            if key_of(row) == key {
                own.add(row, &terms, asked);
            }
        }
        if unwanted.peek() == Some(&key) {
            continue;
        }
        #[expect(
            clippy::cast_possible_truncation,
            reason = "the last digits tell nothing"
        )]
        let score = (score * (1.0 + own.best) * present / asked.whole) as f32;
        entries.push(Ranked {
            source,
            key,
            has,
            is_named: named.contains(&key),
            is_answer: has == all || own.is_asked_for || named.contains(&key),
            score,
        });
    }
    entries
}

/// What is known of the names of an entry.
#[derive(Default)]
struct Names {
    /// How much the words cover of the best of them.
    best: f64,
    /// Whether the words ask for the entry by one of them.
    is_asked_for: bool,
}

impl Names {
    /// Adds the name in this row with the terms that are in it.
    fn add(&mut self, row: i64, terms: &[(usize, i64)], asked: &Asked) {
        let (length, is_title) = length_of_name(number_of_row(row));
        let count: usize = terms.iter().map(|(at, _)| asked.lengths[*at]).sum();
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        let share = (f64::from(count) / f64::from(length)).min(1.0);
        let worth: f64 = terms.iter().map(|(at, _)| asked.worths[*at]).sum();
        let kind = if is_title { 1.0 } else { ALIAS };
        let of_query = share * share * worth / asked.whole;
        let of_name = NAME * share * share * share * worth / (worth + RARE);
        self.best = self.best.max(kind * (of_query + of_name));
        // Of words that are no sentence each one is meant.
        self.is_asked_for |= count >= length
            && (length > 1 || asked.is_sentence)
            && worth >= LEAST_OF_RAREST * asked.rarest;
    }
}

/// Lists in order, one for each term, as one: what they have with the same number, and in which.
struct Merged<'l, T, F> {
    lists: Vec<&'l [T]>,
    number: F,
}

impl<'l, T: Copy, F: Fn(&T) -> i64> Merged<'l, T, F> {
    fn new(lists: &'l [Vec<T>], number: F) -> Self {
        Self {
            lists: lists.iter().map(Vec::as_slice).collect(),
            number,
        }
    }
}

impl<T: Copy, F: Fn(&T) -> i64> Iterator for Merged<'_, T, F> {
    type Item = (i64, Bits, Vec<(usize, T)>);

    fn next(&mut self) -> Option<Self::Item> {
        let heads = self.lists.iter().filter_map(|list| list.first());
        let next = heads.map(&self.number).min()?;
        let (mut bits, mut items) = (0, Vec::new());
        for (at, list) in self.lists.iter_mut().enumerate() {
            if let Some((first, rest)) = list.split_first()
                && (self.number)(first) == next
            {
                bits |= 1 << at;
                items.push((at, *first));
                *list = rest;
            }
        }
        Some((next, bits, items))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn postings(wanted: &[&[(i64, f32)]], unwanted: &[i64]) -> Postings {
        let list = |list: &&[(i64, f32)]| {
            let posting = |&(key, weight): &(i64, f32)| Posting { key, weight };
            list.iter().map(posting).collect()
        };
        Postings {
            wanted: wanted.iter().map(list).collect(),
            names: wanted.iter().map(|_| Vec::new()).collect(),
            unwanted: unwanted.to_vec(),
        }
    }

    #[test]
    fn what_has_every_term_stands_before_what_scores_higher() {
        let found = postings(
            &[&[(1, 0.1), (2, 9.0), (4, 1.0)], &[(1, 0.1), (4, 1.0)]],
            &[4],
        );
        let terms = [Term::default(), Term::default()];
        let found = [found];
        let asked = Asked::new(&terms, &found, 100, false);
        let mut entries = ranked(0, &found[0], &asked, &[]);
        entries.sort_by(Ranked::order);
        let order: Vec<_> = entries.iter().map(|entry| (entry.key, entry.has)).collect();
        assert_eq!(order, [(1, 0b11), (2, 0b01)]);
    }

    #[test]
    fn a_rare_term_is_worth_more_than_a_common_one() {
        let found = postings(&[&[(1, 1.0)], &[(1, 1.0), (2, 1.0), (3, 1.0)]], &[]);
        let asked = Asked::new(&[Term::default(), Term::default()], &[found], 4, false);
        assert!(asked.worths[0] > asked.worths[1] && asked.worths[1] > 0.0);
    }
}
