//! The runs of things that are the same on both sides, and of those that are not.

use std::collections::HashMap;
use std::convert::Infallible;
use std::hash::Hash;
use std::ops::Range;

use similar::algorithms::{Compact, DiffHook, myers};

/// How many steps the shortest way from one side to the other may take to find. Where it could take
/// more, a way is found that may be longer, in time that hardly grows with what changed.
const MAX_STEPS: usize = 4_000_000;
/// A run of things: where it is on either side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Run {
    /// The same things.
    Same(Range<usize>, Range<usize>),
    /// Other things, on one side perhaps none.
    Different(Range<usize>, Range<usize>),
}

impl Run {
    /// The same run of what begins later on both sides.
    pub(super) fn behind(self, old: usize, new: usize) -> Self {
        let shift = |range: Range<usize>, by| range.start + by..range.end + by;
        match self {
            Self::Same(one, other) => Self::Same(shift(one, old), shift(other, new)),
            Self::Different(one, other) => Self::Different(shift(one, old), shift(other, new)),
        }
    }
}

/// Both sides with a number for each thing, the same for things that are the same.
pub(super) fn numbered<T: Hash + Eq>(
    before: impl IntoIterator<Item = T>,
    after: impl IntoIterator<Item = T>,
) -> [Vec<usize>; 2] {
    let mut numbers = HashMap::new();
    let mut number = |thing| {
        let next = numbers.len();
        *numbers.entry(thing).or_insert(next)
    };
    let before = before.into_iter().map(&mut number).collect();
    let after = after.into_iter().map(&mut number).collect();
    [before, after]
}

/// The runs of what is the same and what is not, by turns. Things are known by numbers.
pub(super) fn runs(before: &[usize], after: &[usize]) -> Vec<Run> {
    let (old, new) = (0..before.len(), 0..after.len());
    let mut hook = Compact::new(Runs::default(), before, after);
    let is_short = before.len().saturating_mul(after.len()) <= MAX_STEPS;
    let Ok(()) = if is_short {
        myers::diff_deadline_raw(&mut hook, before, old, after, new, None)
    } else {
        myers::diff(&mut hook, before, old, after, new)
    };
    let mut runs = hook.into_inner();
    runs.same(before.len(), after.len(), 0);
    runs.all
}

/// Runs in the making, from what is the same.
#[derive(Default)]
struct Runs {
    all: Vec<Run>,
    /// Where they end on either side.
    ends: (usize, usize),
}

impl Runs {
    fn same(&mut self, old: usize, new: usize, len: usize) {
        let ends = self.ends;
        self.ends = (old + len, new + len);
        if (old, new) != ends {
            self.all.push(Run::Different(ends.0..old, ends.1..new));
        } else if let Some(Run::Same(one, other)) = self.all.last_mut() {
            (one.end, other.end) = self.ends;
            return;
        }
        if len > 0 {
            self.all.push(Run::Same(old..old + len, new..new + len));
        }
    }
}

impl DiffHook for Runs {
    type Error = Infallible;

    fn equal(&mut self, old: usize, new: usize, len: usize) -> Result<(), Infallible> {
        self.same(old, new, len);
        Ok(())
    }
}

/// The runs of words that are the same and that are not. Where the words between those that both texts
/// open and end with are too many, the sentences are found that are the same, and only in the others
/// the words.
pub(super) fn word_runs(old_words: &[&str], new_words: &[&str], most: usize) -> Vec<Run> {
    let [old, new] = numbered(old_words, new_words);
    let pairs = || old.iter().zip(&new);
    let shortest = old.len().min(new.len());
    let opening = pairs().take_while(|(one, other)| one == other).count();
    let ends = old.iter().rev().zip(new.iter().rev());
    let ending = ends
        .take(shortest - opening)
        .take_while(|(one, other)| one == other)
        .count();
    let (old, new) = (
        &old[opening..old.len() - ending],
        &new[opening..new.len() - ending],
    );
    let mut all = Vec::new();
    let mut push = |run: Run| all.push(run.behind(opening, opening));
    if are_few(old, new, most) {
        runs(old, new).into_iter().for_each(&mut push);
    } else {
        let (old_ends, new_ends) = (
            sentences(&old_words[opening..][..old.len()]),
            sentences(&new_words[opening..][..new.len()]),
        );
        for run in sentence_runs((old, &old_ends), (new, &new_ends), most) {
            match run {
                Run::Different(gone, come)
                    if are_few(&old[gone.clone()], &new[come.clone()], most) =>
                {
                    let inner = runs(&old[gone.clone()], &new[come.clone()]).into_iter();
                    inner
                        .map(|run| run.behind(gone.start, come.start))
                        .for_each(&mut push);
                }
                run => push(run),
            }
        }
    }
    if opening > 0 {
        all.insert(0, Run::Same(0..opening, 0..opening));
    }
    if ending > 0 {
        let [from, to] = [opening + old.len(), opening + new.len()];
        all.push(Run::Same(from..from + ending, to..to + ending));
    }
    all
}

/// Whether it does not take long to hold these against each other, whatever they are.
fn are_few<T>(old: &[T], new: &[T], most: usize) -> bool {
    old.len().saturating_mul(new.len()) <= most
}

/// Where each sentence of these words ends.
fn sentences(words: &[&str]) -> Vec<usize> {
    let ends = (1..=words.len())
        .filter(|&at| at == words.len() || words[at - 1].ends_with(['.', ';', ':', '。', '\n']));
    ends.collect()
}

/// The runs of words in sentences that are the same, and in others; one run if they are too many. Words
/// come with the ends of their sentences.
fn sentence_runs(
    (old, old_ends): (&[usize], &[usize]),
    (new, new_ends): (&[usize], &[usize]),
    most: usize,
) -> Vec<Run> {
    let everything = Run::Different(0..old.len(), 0..new.len());
    if !are_few(old_ends, new_ends, most) {
        return vec![everything];
    }
    let split = |words, ends: &[usize]| -> Vec<_> {
        let starts = std::iter::once(0).chain(ends.iter().copied());
        starts
            .zip(ends)
            .map(|(start, &end)| <[usize]>::get(words, start..end).unwrap_or_default())
            .collect()
    };
    let [one, other] = numbered(split(old, old_ends), split(new, new_ends));
    let words = |ends: &[usize], range: Range<usize>| {
        let at = |sentence: usize| sentence.checked_sub(1).map_or(0, |last| ends[last]);
        at(range.start)..at(range.end)
    };
    let runs = runs(&one, &other).into_iter();
    runs.map(|run| match run {
        Run::Same(a, b) => Run::Same(words(old_ends, a), words(new_ends, b)),
        Run::Different(a, b) => Run::Different(words(old_ends, a), words(new_ends, b)),
    })
    .collect()
}
