//! Which pieces are the same, which were changed, and which are on one side alone.

use std::collections::HashMap;
use std::ops::Range;

use super::pieces::Piece;
use super::runs::{Run, numbered, runs};
use super::tokens::tokens;

/// How many pieces that differ are held against as many others: of more, stretch by stretch.
const MAX_PAIRED: usize = 64;
/// How much two pieces have to have in common to be the same piece, changed.
const MIN_LIKENESS: f64 = 0.4;
/// How much rows have in common at least that open with the same cell.
const SAME_ROW: f64 = 0.6;

/// A step from one side to the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// A piece of both.
    Same,
    /// A piece of the first became this one of the second.
    Changed(usize, usize),
    /// A piece of the first alone.
    Removed(usize),
    /// A piece of the second alone.
    Added(usize),
}

/// The steps from `before` to `after`, in order.
pub(super) fn align(before: &[Piece], after: &[Piece]) -> Vec<Step> {
    let mut steps = Vec::new();
    let [old, new] = numbered(before, after);
    for run in runs(&old, &new) {
        match run {
            Run::Same(range, _) => steps.extend(range.map(|_| Step::Same)),
            Run::Different(gone, come) => pair(before, gone, after, come, &mut steps),
        }
    }
    steps
}

/// The steps between pieces none of which is the same: those that are alike were changed.
fn pair(
    before: &[Piece],
    gone: Range<usize>,
    after: &[Piece],
    come: Range<usize>,
    steps: &mut Vec<Step>,
) {
    let stretches = gone.len().max(come.len()).div_ceil(MAX_PAIRED);
    let part = |range: &Range<usize>, at: usize| {
        let bound = |at| range.start + range.len() * at / stretches;
        bound(at)..bound(at + 1)
    };
    let mut words = HashMap::new();
    for at in 0..stretches {
        let (gone, come) = (part(&gone, at), part(&come, at));
        let [old, new] = [&before[gone.clone()], &after[come.clone()]].map(|pieces| {
            pieces
                .iter()
                .map(|it| Bag::of(it, &mut words))
                .collect::<Vec<_>>()
        });
        pair_stretch(&old, gone.start, &new, come.start, steps);
    }
}

/// The words of a piece as numbers, sorted.
struct Bag<'p> {
    piece: &'p Piece<'p>,
    words: Vec<usize>,
}

impl<'p> Bag<'p> {
    fn of(piece: &'p Piece<'p>, numbers: &mut HashMap<&'p str, usize>) -> Self {
        let mut words = Vec::new();
        for cell in &piece.cells {
            for token in tokens(cell) {
                let word = cell[token].trim();
                if !word.is_empty() {
                    let next = numbers.len();
                    words.push(*numbers.entry(word).or_insert(next));
                }
            }
        }
        words.sort_unstable();
        Self { piece, words }
    }

    /// How much of the words of both is in both, from 0 to 1; `None` if one cannot have become the
    /// other.
    fn likeness(&self, other: &Self) -> Option<f64> {
        let (one, two) = (self.piece, other.piece);
        if one.what != two.what || one.is_highlight != two.is_highlight {
            return None;
        }
        if one.what.is_single() || one.cells == two.cells {
            return Some(1.0);
        }
        let opens_alike = one.cells.len() > 1
            && one.cells.first() == two.cells.first()
            && one.cells.first().is_some_and(|cell| !cell.is_empty());
        let common = in_common(&self.words, &other.words);
        let all = self.words.len() + other.words.len();
        let share = ratio(2 * common, all.max(1));
        let likeness = share.max(if opens_alike { SAME_ROW } else { 0.0 });
        (likeness >= MIN_LIKENESS).then_some(likeness)
    }
}

fn ratio(part: usize, whole: usize) -> f64 {
    let float = |number| f64::from(u32::try_from(number).unwrap_or(u32::MAX));
    float(part) / float(whole)
}

fn in_common(mut one: &[usize], mut other: &[usize]) -> usize {
    let mut common = 0;
    while let ([first, rest @ ..], [second, further @ ..]) = (one, other) {
        match first.cmp(second) {
            std::cmp::Ordering::Less => one = rest,
            std::cmp::Ordering::Greater => other = further,
            std::cmp::Ordering::Equal => {
                common += 1;
                (one, other) = (rest, further);
            }
        }
    }
    common
}

/// Pairs pieces in order, so that all pairs together are as alike as can be.
fn pair_stretch(
    old: &[Bag],
    first_old: usize,
    new: &[Bag],
    first_new: usize,
    steps: &mut Vec<Step>,
) {
    let likeness: Vec<Vec<Option<f64>>> = old
        .iter()
        .map(|one| new.iter().map(|other| one.likeness(other)).collect())
        .collect();
    // How alike what follows can be made, from each place on.
    let mut best = vec![vec![0.0_f64; new.len() + 1]; old.len() + 1];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            let paired = likeness[i][j].map_or(0.0, |alike| alike + best[i + 1][j + 1]);
            best[i][j] = paired.max(best[i + 1][j]).max(best[i][j + 1]);
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < old.len() || j < new.len() {
        let pairs = i < old.len()
            && j < new.len()
            && likeness[i][j].is_some_and(|alike| alike + best[i + 1][j + 1] >= best[i][j]);
        if pairs {
            steps.push(Step::Changed(first_old + i, first_new + j));
            (i, j) = (i + 1, j + 1);
        } else if i < old.len() && (j == new.len() || best[i + 1][j] >= best[i][j + 1]) {
            steps.push(Step::Removed(first_old + i));
            i += 1;
        } else {
            steps.push(Step::Added(first_new + j));
            j += 1;
        }
    }
}
