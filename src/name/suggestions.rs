//! What somebody may have meant who typed a name that is not there.

use super::fold;

/// How many suggestions are given at most.
const MAX_SUGGESTIONS: usize = 3;
/// How many edits are near at most. Names of drugs that look alike are often three apart.
const FURTHEST: usize = 2;
/// How much of a name must be typed before the names that begin with it are suggested, in characters.
const SHORTEST_PREFIX: usize = 3;

/// What somebody may have meant who typed a name that is not there.
///
/// Near is a third of the typed name's length, one or two edits (insert, delete, replace, swap two
/// neighbours); after those come the names that begin with what was typed.
pub struct Suggestions<T> {
    typed: String,
    letters: Vec<char>,
    furthest: usize,
    /// The nearest so far with their distance, the nearest first.
    nearest: Vec<(usize, Near<T>)>,
}

/// A name that is near to what was typed, with what it stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Near<T> {
    /// The name, folded.
    pub name: String,
    /// What has it.
    pub named: T,
}

impl<T: PartialEq> Suggestions<T> {
    /// Suggestions for `typed`, with none so far.
    #[must_use]
    pub fn new(typed: &str) -> Self {
        let typed = fold(typed);
        let letters: Vec<char> = typed.chars().collect();
        Self {
            typed,
            furthest: (letters.len() / 3).clamp(1, FURTHEST),
            letters,
            nearest: Vec::new(),
        }
    }

    /// Suggests what is `named` so if the folded `name` is near enough. Each is suggested once, by its
    /// nearest name.
    pub fn consider(&mut self, name: &str, named: T) {
        let Some(distance) = self.distance(name) else {
            return;
        };
        let same = self.nearest.iter().position(|(_, it)| it.named == named);
        if let Some(at) = same {
            if self.nearest[at].0 <= distance {
                return;
            }
            self.nearest.remove(at);
        }
        let at = self
            .nearest
            .partition_point(|(other, _)| *other <= distance);
        if at < MAX_SUGGESTIONS {
            let name = name.to_owned();
            self.nearest.insert(at, (distance, Near { name, named }));
            self.nearest.truncate(MAX_SUGGESTIONS);
        }
    }

    /// How far the folded `name` is from what was typed, if it is near.
    fn distance(&self, name: &str) -> Option<usize> {
        let length = self.letters.len();
        // A name whose length differs by more than the bound cannot be within it.
        if name.chars().count().abs_diff(length) <= self.furthest {
            let distance = strsim::osa_distance(&self.typed, name);
            if distance <= self.furthest && distance < length {
                return Some(distance);
            }
        }
        (self.suggests_beginnings() && name.starts_with(&self.typed)).then_some(self.furthest + 1)
    }

    fn suggests_beginnings(&self) -> bool {
        self.letters.len() >= SHORTEST_PREFIX
    }

    /// After how many bytes of the folded `name` it is plain that no name which begins so would be
    /// suggested; `None` where one might be. With it, names in order need not all be looked at.
    #[must_use]
    pub fn prunable_prefix(&self, name: &str) -> Option<usize> {
        let most = match self.nearest.as_slice() {
            [.., (worst, _)] if self.nearest.len() == MAX_SUGGESTIONS => worst.checked_sub(1),
            _ if self.suggests_beginnings() && name.starts_with(&self.typed) => return None,
            _ => Some(self.furthest),
        };
        let Some(most) = most else { return Some(0) };
        let mut edits = Edits::new(&self.letters, most.min(self.furthest));
        for (at, letter) in name.char_indices() {
            edits.read(letter);
            if edits.are_too_many() {
                return Some(at + letter.len_utf8());
            }
        }
        None
    }

    /// Up to three suggestions, the nearest first.
    pub fn into_nearest(self) -> impl Iterator<Item = Near<T>> {
        self.nearest.into_iter().map(|(_, near)| near)
    }
}

/// More edits than are ever near.
const FAR: usize = FURTHEST + 1;
/// How many lengths are followed at most: as many as are longer or shorter by no more than is near.
const WIDTH: usize = 2 * FURTHEST + 1;

/// How many edits are between what was typed and a name, of which a letter after the other is read.
///
/// Only the beginnings of what was typed that differ from it in length by `most` are followed: the
/// others are further away.
struct Edits<'a> {
    typed: &'a [char],
    most: usize,
    /// The letters that were read.
    read: usize,
    last_letter: Option<char>,
    /// The edits between what was read and the beginning of what was typed that is `most` letters
    /// shorter, and so on up to `most` letters longer.
    last: [usize; WIDTH],
    /// The same before the last letter.
    before: [usize; WIDTH],
}

impl<'a> Edits<'a> {
    fn new(typed: &'a [char], most: usize) -> Self {
        let mut last = [FAR; WIDTH];
        for (length, edits) in last[most..=2 * most].iter_mut().enumerate() {
            if length <= typed.len() {
                *edits = length;
            }
        }
        Self {
            typed,
            most,
            read: 0,
            last_letter: None,
            last,
            before: [FAR; WIDTH],
        }
    }

    fn read(&mut self, letter: char) {
        self.read += 1;
        let mut next = [FAR; WIDTH];
        for at in 0..=2 * self.most {
            let Some(length) = (self.read + at).checked_sub(self.most) else {
                continue;
            };
            if length > self.typed.len() {
                break;
            }
            let one_more = |edits: Option<&usize>| edits.map_or(FAR, |edits| edits + 1);
            let mut least = one_more(self.last.get(at + 1));
            if let Some(end) = length.checked_sub(1) {
                let is_same = self.typed[end] == letter;
                least = least
                    .min(one_more(at.checked_sub(1).and_then(|at| next.get(at))))
                    .min(self.last[at] + usize::from(!is_same));
                let is_swapped = end > 0
                    && self.typed[end - 1] == letter
                    && self.last_letter == Some(self.typed[end]);
                if is_swapped {
                    least = least.min(self.before[at] + 1);
                }
            }
            next[at] = least.min(FAR);
        }
        self.before = self.last;
        self.last = next;
        self.last_letter = Some(letter);
    }

    /// Whether no name that begins with what was read is near. The letter that was read last may yet
    /// turn out to be swapped with the next.
    fn are_too_many(&self) -> bool {
        let fewest = |edits: &[usize]| edits.iter().copied().min().unwrap_or(FAR);
        fewest(&self.last) > self.most && fewest(&self.before) + 1 > self.most
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn suggestions_are_near_misses_and_beginnings_only() {
        let names = [
            "ketamine",
            "ketamine therapy",
            "melatonin",
            "risks",
            "science",
        ];
        let suggest = |typed| {
            let mut near = Suggestions::new(typed);
            for name in names {
                near.consider(name, name);
            }
            let nearest = near.into_nearest();
            nearest.map(|near| near.named).collect::<Vec<_>>()
        };
        assert_eq!(suggest("ketamin"), ["ketamine", "ketamine therapy"]);
        assert_eq!(suggest("Ketmaine"), ["ketamine"]);
        assert_eq!(suggest("scince"), ["science"]);
        assert_eq!(suggest("mela"), ["melatonin"]);
        assert_eq!(suggest("melatnoim"), ["melatonin"]);
        assert!(suggest("molatanim").is_empty());
        assert!(suggest("morphine").is_empty());
        assert!(suggest("x").is_empty());
        assert!(suggest("").is_empty());
    }

    proptest! {
        #[test]
        fn what_is_behind_a_prunable_prefix_is_never_suggested(
            typed in "[ab ]{0,9}", mut names in prop::collection::vec("[ab]{0,9}", 0..60),
        ) {
            names.sort();
            let mut all = Suggestions::new(&typed);
            let mut near = Suggestions::new(&typed);
            let mut dead: Option<String> = None;
            for name in &names {
                all.consider(name, name);
                if dead.as_ref().is_none_or(|dead| !name.starts_with(dead)) {
                    near.consider(name, name);
                    dead = near.prunable_prefix(name).map(|end| name[..end].to_owned());
                }
            }
            let nearest = |near: Suggestions<_>| near.into_nearest().collect::<Vec<_>>();
            prop_assert_eq!(nearest(all), nearest(near));
        }
    }
}
