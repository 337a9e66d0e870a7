//! Ids made of a label's words.

use std::collections::{BTreeMap, BTreeSet};

use crate::entry::{Part, Slug};
use crate::name;

/// The most bytes that a [`Slug`] may have.
pub const MOST_BYTES: usize = 64;

/// `words` as an id of at most `most` bytes, cut between words where it can be. It is empty when the
/// words have neither Latin letters nor digits.
pub fn slug(words: &str, most: usize) -> String {
    // Trademark signs would fold to letters, and apostrophes part no words. An id stays what it was
    // in libraries of long ago, so it is made of the folding of then.
    let is_silent = |c: char| matches!(c, '®' | '™' | '℠' | '\'' | '’');
    let words = words.replace(is_silent, "").replace('&', " and ");
    let folded = name::fold_coarsely(&words);
    let mut slug = String::new();
    for word in folded.split(|c: char| !c.is_ascii_alphanumeric()) {
        if word.is_empty() {
            continue;
        }
        if slug.is_empty() {
            slug.push_str(&word[..word.len().min(most)]);
        } else if slug.len() + 1 + word.len() <= most {
            slug.push('-');
            slug.push_str(word);
        } else {
            break;
        }
    }
    slug
}

/// The ids that are given out in one entry.
pub struct Ids {
    taken: BTreeSet<String>,
    /// The number that comes after an id given several times.
    next: BTreeMap<String, usize>,
}

impl Ids {
    pub fn new() -> Self {
        Self {
            taken: BTreeSet::from([Part::RISKS_ID, Part::DISCLAIMER_ID].map(str::to_owned)),
            next: BTreeMap::new(),
        }
    }

    /// An id that no other section has: the one wished for, or `id-2`, `id-3` …
    pub fn give(&mut self, wish: &str) -> Option<Slug> {
        let mut id = wish.to_owned();
        let next = self.next.entry(id.clone()).or_insert(2);
        while !self.taken.insert(id.clone()) {
            let number = next.to_string();
            *next += 1;
            let kept = slug(wish, MOST_BYTES - 1 - number.len());
            id = format!("{kept}-{number}");
        }
        Slug::try_from(id).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_become_ids() {
        for (words, id) in [
            ("LIPITOR®", "lipitor"),
            ("Children’s Cold & Cough", "childrens-cold-and-cough"),
            ("  Café — 5 mg/mL ", "cafe-5-mg-ml"),
            ("one two three", "one-two"),
            ("abcdefghijklmnopqrstuvwxyz", "abcdefghijklmnop"),
            ("氯胺酮", ""),
        ] {
            let most = if words.starts_with("Children") {
                64
            } else {
                16
            };
            let most = if words.starts_with("one") { 9 } else { most };
            assert_eq!(slug(words, most), id);
        }
    }

    #[test]
    fn no_id_is_given_twice_and_none_that_stands_for_something_else() {
        let mut ids = Ids::new();
        let long = "a".repeat(64);
        let mut given = |wish: &str| ids.give(wish).unwrap().to_string();
        assert_eq!(given("uses"), "uses");
        assert_eq!(given("uses"), "uses-2");
        assert_eq!(given("uses-2"), "uses-2-2");
        assert_eq!(given("uses"), "uses-3");
        assert_eq!(given("risks"), "risks-2");
        assert_eq!(given("disclaimer"), "disclaimer-2");
        assert_eq!(given(&long), long);
        assert_eq!(given(&long), format!("{}-2", "a".repeat(62)));
    }
}
