//! Ids made of words, and given once in an entry.

use std::collections::{BTreeMap, BTreeSet};

use crate::entry::{RESERVED_IDS, Slug};
use crate::name::fold_coarsely;

/// The id of a section whose title has no letters that an id may have.
const UNTITLED: &str = "section";

/// As many of the words as `max_bytes` hold, and of the first one its beginning at least, in the
/// letters that ids have. It is empty when there are none.
///
/// An id stays what it was in libraries of long ago, so it is made of the folding of then. An
/// apostrophe does not separate words.
#[must_use]
pub fn slug(words: &str, max_bytes: usize) -> String {
    let folded = fold_coarsely(words).replace(['\'', '’'], "");
    let mut id = String::new();
    for word in folded.split(|c: char| !c.is_ascii_alphanumeric()) {
        if word.is_empty() {
            continue;
        }
        if id.is_empty() {
            id.push_str(&word[..word.len().min(max_bytes)]);
        } else if id.len() + 1 + word.len() <= max_bytes {
            id.push('-');
            id.push_str(word);
        } else {
            break;
        }
    }
    id
}

/// Gives every section of an entry an id of its own.
#[derive(Default)]
pub struct SectionIds {
    given: BTreeSet<String>,
    /// The number from which on one may be free, so that many sections of one title are no slower.
    numbers: BTreeMap<String, usize>,
}

impl SectionIds {
    /// The id of the next section: the words wished for. Where another section has it, or the id means
    /// the risks or the disclaimer, the id of the section that it lies in goes before it; where that
    /// is not enough, a number from 2 upwards follows.
    pub fn give(&mut self, wish: &str, parent: Option<&Slug>) -> Slug {
        let id = self.next(wish, parent);
        self.given.insert(id.to_string());
        id
    }

    /// The id that the next section would be given.
    ///
    /// # Panics
    /// Never: what is made of words is an id.
    pub fn next(&mut self, wish: &str, parent: Option<&Slug>) -> Slug {
        let mut wish = slug(wish, Slug::MAX_BYTES);
        if wish.is_empty() {
            UNTITLED.clone_into(&mut wish);
        }
        if let Some(parent) = parent.filter(|_| !self.is_free(&wish)) {
            wish = slug(&format!("{parent} {wish}"), Slug::MAX_BYTES);
        }
        let mut id = wish.clone();
        let mut number = self.numbers.get(&wish).copied().unwrap_or(2);
        while !self.is_free(&id) {
            let ending = format!("-{number}");
            id = slug(&wish, Slug::MAX_BYTES - ending.len()) + &ending;
            number += 1;
        }
        // The number that was found is still free.
        self.numbers.insert(wish, number.saturating_sub(1).max(2));
        Slug::try_from(id).expect("words of a-z and 0-9 that are joined by \"-\" are an id")
    }

    fn is_free(&self, id: &str) -> bool {
        !RESERVED_IDS.contains(&id) && !self.given.contains(id)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn words_become_ids() {
        for (words, id) in [
            ("St. John’s Wort (Hypericum)", "st-johns-wort"),
            ("  Café — 5 mg/mL ", "cafe-5-mg-ml"),
            ("one two three four", "one-two-three"),
            ("abcdefghijklmnopqrstuvwxyz", "abcdefghijklmnop"),
            ("氯胺酮", ""),
        ] {
            assert_eq!(slug(words, 16), id);
        }
    }

    #[test]
    fn no_id_is_given_twice_and_none_that_means_something_else() {
        let mut ids = SectionIds::default();
        let long = "a".repeat(64);
        let mut given = |wish: &str| ids.give(wish, None).to_string();
        assert_eq!(given("uses"), "uses");
        assert_eq!(given("uses"), "uses-2");
        assert_eq!(given("uses-2"), "uses-2-2");
        assert_eq!(given("uses"), "uses-3");
        assert_eq!(given("Cost 3"), "cost-3");
        assert_eq!(given("Cost"), "cost");
        assert_eq!(given("Cost!"), "cost-2");
        assert_eq!(given("Cost?"), "cost-4");
        assert_eq!(given("risks"), "risks-2");
        assert_eq!(given("disclaimer"), "disclaimer-2");
        assert_eq!(given("用法"), "section");
        assert_eq!(given("剂量"), "section-2");
        assert_eq!(given(&long), long);
        assert_eq!(given(&long), format!("{}-2", "a".repeat(62)));
        let parent = Slug::try_from("pharmacology".to_owned()).ok();
        let mut within = |wish: &str| ids.give(wish, parent.as_ref()).to_string();
        assert_eq!(within("Cost"), "pharmacology-cost");
        assert_eq!(within("Cost"), "pharmacology-cost-2");
        assert_eq!(within("Risks"), "pharmacology-risks");
        assert_eq!(within("Children"), "children");
    }

    proptest! {
        #[test]
        fn every_title_gives_an_id(titles in prop::collection::vec(any::<String>(), 0..8)) {
            let mut ids = SectionIds::default();
            let given: BTreeSet<Slug> = titles.iter().chain(&titles).map(|title| ids.give(title, None)).collect();
            prop_assert_eq!(given.len(), titles.len() * 2);
        }

        #[test]
        fn long_titles_give_ids_too(title in "[a-z ]{60,200}") {
            let mut ids = SectionIds::default();
            prop_assert_ne!(ids.give(&title, None), ids.give(&title, None));
        }
    }
}
