//! The lines that every article is built of: standard headings, the level line, and the ids that
//! titles give. Knows nothing of the formats that they are read from.

use std::collections::{BTreeMap, BTreeSet};

use crate::entry::{Part, RiskLevel, RiskRating, Slug};
use crate::name::{fold, fold_coarsely};
use crate::text::Text;

/// The title of an opening without a heading.
pub const OVERVIEW: &str = "Overview";

/// The headings of the published articles, folded, with the ids that they stand for.
const STANDARD: [(&str, &str); 7] = [
    ("overview", "overview"),
    ("how it works", "how-it-works"),
    ("benefits for your health", "benefits"),
    ("benefits", "benefits"),
    ("the science behind it", "science"),
    ("treatment protocol", "protocol"),
    ("what to watch out for", "watch-out"),
];

/// Words that say what every entry is, so that they add nothing to the end of an id.
const GENERIC: [&str; 2] = ["therapy", "treatment"];

/// The most bytes of an id.
const MOST_BYTES: usize = 64;
/// The most bytes of an id that a number is added to.
const MOST_BYTES_BEFORE_NUMBER: usize = 48;

/// Whether a heading stands over the list of health risks.
#[must_use]
pub fn is_risks(title: &str) -> bool {
    matches!(fold(title).as_str(), "health risks" | "risks")
}

/// Whether a heading stands over the disclaimer.
#[must_use]
pub fn is_disclaimer(title: &str) -> bool {
    fold(title) == Part::DISCLAIMER_ID
}

/// Whether a heading is one of the published articles', the one over the risks included.
#[must_use]
pub fn is_standard(title: &str) -> bool {
    standard_id(title).is_some() || is_risks(title)
}

/// The rating that a line such as "Moderate Risk" gives: the level that it names, the line as its
/// label.
#[must_use]
pub fn rating(line: &str) -> Option<RiskRating> {
    let level = RiskLevel::ALL
        .into_iter()
        .find(|level| line.eq_ignore_ascii_case(level.words()))?;
    let label = Text::try_from(line.to_owned()).ok()?;
    RiskRating::new(level, Some(label)).ok()
}

/// The id of an entry with this title: its words without a "Therapy" or "Treatment" at the end, as
/// "Ketamine Therapy" is `ketamine`. `None` when the title has no letters that an id may have.
#[must_use]
pub fn entry_id(title: &str) -> Option<Slug> {
    let words = words(title);
    let kept = match words.split_last() {
        Some((last, rest)) if !rest.is_empty() && GENERIC.contains(&last.as_str()) => rest,
        _ => &words,
    };
    (!kept.is_empty()).then(|| slug(kept, MOST_BYTES))
}

/// Gives every section of an entry an id of its own, from its title.
#[derive(Default)]
pub struct SectionIds {
    given: BTreeSet<Slug>,
    /// The last number that was added to an id, so that many sections of one title are no slower.
    numbers: BTreeMap<Slug, usize>,
}

impl SectionIds {
    /// The id of the next section: the standard one for a standard title, otherwise the words of the
    /// title; with a number from 2 upwards where another section has it, or the id stands for the
    /// risks or the disclaimer.
    pub fn give(&mut self, title: &str) -> Slug {
        let words = match standard_id(title) {
            Some(id) => vec![id.to_owned()],
            None => words(title),
        };
        let words = if words.is_empty() {
            vec!["section".to_owned()]
        } else {
            words
        };
        let id = slug(&words, MOST_BYTES);
        let is_reserved = [Part::RISKS_ID, Part::DISCLAIMER_ID].contains(&id.as_str());
        if !is_reserved && self.given.insert(id.clone()) {
            return id;
        }
        let stem = slug(&words, MOST_BYTES_BEFORE_NUMBER);
        let number = self.numbers.entry(stem.clone()).or_insert(1);
        loop {
            *number += 1;
            let id = slug(&[stem.to_string(), number.to_string()], MOST_BYTES);
            if self.given.insert(id.clone()) {
                return id;
            }
        }
    }
}

fn standard_id(title: &str) -> Option<&'static str> {
    let folded = fold(title);
    STANDARD
        .iter()
        .find_map(|&(standard, id)| (standard == folded).then_some(id))
}

/// The words of a title in the letters that ids have. An apostrophe parts no words.
fn words(title: &str) -> Vec<String> {
    let folded = fold_coarsely(title).replace(['\'', '’'], "");
    folded
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// As many of the words as `most_bytes` hold, and of the first one its beginning at least.
fn slug(words: &[String], most_bytes: usize) -> Slug {
    let mut id = String::new();
    for word in words {
        if id.is_empty() {
            id.push_str(&word[..word.len().min(most_bytes)]);
        } else if id.len() + 1 + word.len() <= most_bytes {
            id.push('-');
            id.push_str(word);
        } else {
            break;
        }
    }
    Slug::try_from(id).expect("words of a-z and 0-9 that are joined by \"-\" are an id")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_id_of_an_entry_is_its_title_without_a_generic_end() {
        for (title, id) in [
            ("Ketamine Therapy", Some("ketamine")),
            ("Red Light Treatment", Some("red-light")),
            ("Therapy", Some("therapy")),
            (
                "St. John’s Wort (Hypericum)",
                Some("st-johns-wort-hypericum"),
            ),
            ("Crème brûlée", Some("creme-brulee")),
            ("氯胺酮", None),
        ] {
            assert_eq!(
                entry_id(title).map(|id| id.to_string()).as_deref(),
                id,
                "{title}"
            );
        }
    }

    #[test]
    fn sections_have_standard_ids_or_their_titles_words_and_never_one_twice() {
        let mut ids = SectionIds::default();
        for (title, id) in [
            ("How It Works", "how-it-works"),
            ("BENEFITS FOR YOUR HEALTH", "benefits"),
            ("Benefits", "benefits-2"),
            ("Cost & Access", "cost-access"),
            ("Cost / Access", "cost-access-2"),
            ("Cost Access 3", "cost-access-3"),
            ("Cost, Access", "cost-access-4"),
            ("Risks", "risks-2"),
            ("Disclaimer", "disclaimer-2"),
            ("用法", "section"),
            ("剂量", "section-2"),
        ] {
            assert_eq!(ids.give(title).as_str(), id, "{title}");
        }
    }

    #[test]
    fn a_level_line_gives_its_level_and_its_wording() {
        let rating = rating("moderate risk").unwrap();
        assert_eq!(rating.level, RiskLevel::Moderate);
        assert_eq!(rating.label.unwrap().as_str(), "moderate risk");
        assert_eq!(super::rating("Extreme Risk"), None);
    }

    proptest! {
        #[test]
        fn every_title_gives_an_id(titles in prop::collection::vec(any::<String>(), 0..8)) {
            let mut ids = SectionIds::default();
            let given: BTreeSet<Slug> = titles.iter().chain(&titles).map(|title| ids.give(title)).collect();
            prop_assert_eq!(given.len(), titles.len() * 2);
        }

        #[test]
        fn long_titles_give_ids_too(title in "[a-z ]{60,200}") {
            let mut ids = SectionIds::default();
            prop_assert_ne!(ids.give(&title), ids.give(&title));
            let _ = entry_id(&title);
        }
    }
}
