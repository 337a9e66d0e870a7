//! The order of entries: one formula over all that is searched, whatever is shown of it and however
//! it came in.
//!
//! An entry's score is BM25 over its fields, where a word counts more in a name than in a risk, and
//! more in a risk than in a section; times how much of a name of its the words cover; times how much
//! of what was asked it has at all.

use std::cmp::Ordering;

use crate::index::{Posting, Postings, Term, key_of, length_of_name, number_of_row};

/// From where on more of a word says little more.
const SATURATION: f64 = 1.2;
/// How much another name counts where the title counts 1.
const ALIAS: f64 = 0.9;

/// An entry that has some of the terms.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ranked {
    /// Which of the sources it is in.
    pub source: usize,
    /// Its key there.
    pub key: i64,
    /// The terms that it has, a bit each.
    pub has: u32,
    /// Whether what was typed is one of its names.
    pub is_named: bool,
    /// Whether it has all terms.
    has_all: bool,
    /// The higher the better. No finer than what the order of a sum leaves alone.
    score: f32,
}

impl Ranked {
    /// Which of two entries stands first: what is named so, then what has every term, then by score.
    #[must_use]
    pub fn order(&self, other: &Self) -> Ordering {
        let has_all = other.has_all.cmp(&self.has_all);
        has_all
            .then(other.is_named.cmp(&self.is_named))
            .then(other.score.total_cmp(&self.score))
    }
}

/// How rare each term is among `entries` of all sources: what it is worth to have it.
#[must_use]
pub fn worths(found: &[Postings], terms: usize, entries: usize) -> Vec<f64> {
    let count = |at: usize| {
        let counts = found.iter().filter_map(|found| found.wanted.get(at));
        counts.map(Vec::len).sum::<usize>()
    };
    #[expect(clippy::cast_precision_loss, reason = "there are no so many entries")]
    let worth = |at| {
        let count = count(at) as f64;
        let others = (entries as f64 - count).max(0.0);
        (1.0 + (others + 0.5) / (count + 0.5)).ln()
    };
    (0..terms).map(worth).collect()
}

/// The entries of one source that have any wanted term and no unwanted one, by key.
#[must_use]
pub fn ranked(
    source: usize,
    found: &Postings,
    terms: &[Term],
    worths: &[f64],
    named: &[i64],
) -> Vec<Ranked> {
    let lengths: Vec<usize> = terms.iter().map(|term| term.words().len()).collect();
    let asked: f64 = worths.iter().sum();
    let all = u32::MAX >> (u32::BITS as usize - worths.len().clamp(1, u32::BITS as usize));
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
        let mut best = 0.0_f64;
        while let Some((row, _, terms)) = covered.next_if(|(row, ..)| key_of(*row) <= key) {
            if key_of(row) == key {
                best = best.max(coverage(row, &terms, &lengths, worths) / asked);
            }
        }
        if unwanted.peek() == Some(&key) {
            continue;
        }
        #[expect(
            clippy::cast_possible_truncation,
            reason = "the last digits tell nothing"
        )]
        let score = (score * (1.0 + best) * present / asked) as f32;
        entries.push(Ranked {
            source,
            key,
            has,
            is_named: named.contains(&key),
            has_all: has == all,
            score,
        });
    }
    entries
}

/// How much of a name the terms in it cover, by what they are worth.
fn coverage(row: i64, terms: &[(usize, i64)], lengths: &[usize], worths: &[f64]) -> f64 {
    let (length, is_title) = length_of_name(number_of_row(row));
    let count: usize = terms.iter().map(|(at, _)| lengths[*at]).sum();
    let count = u32::try_from(count).unwrap_or(u32::MAX);
    let share = (f64::from(count) / f64::from(length)).min(1.0);
    let worth: f64 = terms.iter().map(|(at, _)| worths[*at]).sum();
    let name = if is_title { 1.0 } else { ALIAS };
    name * share * share * worth
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
    type Item = (i64, u32, Vec<(usize, T)>);

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
        let mut entries = ranked(0, &found, &terms, &[1.0, 5.0], &[]);
        entries.sort_by(Ranked::order);
        let order: Vec<_> = entries.iter().map(|entry| (entry.key, entry.has)).collect();
        assert_eq!(order, [(1, 0b11), (2, 0b01)]);
    }

    #[test]
    fn a_rare_term_is_worth_more_than_a_common_one() {
        let found = postings(&[&[(1, 1.0)], &[(1, 1.0), (2, 1.0), (3, 1.0)]], &[]);
        let worths = worths(&[found], 2, 4);
        assert!(worths[0] > worths[1] && worths[1] > 0.0);
    }
}
