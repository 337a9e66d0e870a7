//! Entries side by side, as data: their risks, where the text of one tells of a risk that only another
//! lists, and what each says of the others. Knows nothing of output.
//!
//! Whatever is found is shown as the author's own passage with its place. Nothing is concluded from it,
//! and nothing from what is not found.

mod ambiguous;
mod matching;
mod mentions;
mod names;
mod passages;
mod risks;
mod telling;
mod vocabulary;
mod window;

pub use mentions::Mentions;
pub use passages::Passage;
pub use risks::{RiskRow, Told};

use crate::entry::{Entry, Origin};
use names::Names;
use passages::Texts;
use vocabulary::Vocabulary;

/// How many passages of one entry on another are shown, if not all are wanted.
const MAX_MENTIONS: usize = 5;

/// Entries side by side.
pub struct Comparison<'a> {
    /// The entries with where they are kept, in the order in which they were named.
    pub entries: Vec<(&'a Entry, Origin)>,
    /// Their risks: shared ones first, then kind by kind.
    pub risks: Vec<RiskRow<'a>>,
    /// What each entry says of each other one.
    pub mentions: Vec<Mentions<'a>>,
}

/// Passages, of which only the first may be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passages<'a> {
    /// Those that are shown.
    pub shown: Vec<Passage<'a>>,
    /// How many there are.
    pub total: usize,
}

impl<'a> Passages<'a> {
    /// At most `most` of these.
    fn first(mut all: Vec<Passage<'a>>, most: usize) -> Self {
        let total = all.len();
        all.truncate(most);
        Self { shown: all, total }
    }

    /// How many are not shown.
    #[must_use]
    pub fn more(&self) -> usize {
        self.total - self.shown.len()
    }
}

impl<'a> Comparison<'a> {
    /// Compares entries, with every passage or only the first ones.
    #[must_use]
    pub fn new(entries: Vec<(&'a Entry, Origin)>, shows_all: bool) -> Self {
        let at_most = |most| if shows_all { usize::MAX } else { most };
        let mut vocabulary = Vocabulary::default();
        let names: Vec<Names> = entries
            .iter()
            .map(|(entry, _)| Names::of(entry, &mut vocabulary))
            .collect();
        let mut rows = risks::rows(&entries, &mut vocabulary);
        let texts: Vec<Texts> = entries
            .iter()
            .map(|(entry, _)| Texts::of(entry, &vocabulary))
            .collect();
        risks::look_up(&mut rows, &texts, at_most(1));
        Self {
            risks: rows.into_iter().map(risks::Sought::into_row).collect(),
            mentions: mentions::of_each_other(&texts, &names, at_most(MAX_MENTIONS)),
            entries,
        }
    }

    /// Whether passages were left out.
    #[must_use]
    pub fn is_truncated(&self) -> bool {
        let of_risks = self.risks.iter().flat_map(|row| &row.told);
        let of_risks = of_risks.filter_map(Told::passages);
        let of_mentions = self.mentions.iter().map(|mentions| &mentions.passages);
        of_risks
            .chain(of_mentions)
            .any(|passages| passages.more() > 0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// An entry with this title and these paragraphs.
    fn entry(id: &str, title: &str, paragraphs: &[String], risk: &str) -> Option<Entry> {
        let json = serde_json::json!({
            "schema_version": 2, "id": id, "title": title, "risk": { "level": "low" },
            "sections": [{ "id": "overview", "title": "Overview", "content": paragraphs }],
            "risks": [{ "text": risk }], "source": { "name": "S", "set_id": "1" }
        });
        serde_json::from_value(json).ok()
    }

    proptest! {
        #[test]
        fn whatever_is_written_a_passage_stands_so_in_the_text(
            paragraphs in prop::collection::vec("[A-Za-zé®,.:;() -]{1,40}(velanor|Velanor|VELANOR)?\\PC{0,400}", 1..5),
            title in "[Vv]elanor( sodium)?",
            risk in "\\PC{1,60}",
        ) {
            let one = entry("one", "One", &paragraphs, &risk);
            let other = entry("other", &title, &paragraphs, "Falls");
            let (Some(one), Some(other)) = (one, other) else { return Ok(()) };
            let entries = vec![(&one, Origin::BuiltIn), (&other, Origin::BuiltIn)];
            let comparison = Comparison::new(entries, true);
            let told = comparison.risks.iter().flat_map(|row| &row.told);
            let passages = told.filter_map(Told::passages);
            let passages = passages.chain(comparison.mentions.iter().map(|it| &it.passages));
            for passage in passages.flat_map(|passages| &passages.shown) {
                let shown = passage.snippet.text.trim_matches('…');
                prop_assert!(paragraphs.iter().any(|text| text.contains(shown)) || risk.contains(shown) || shown == "Falls");
                for found in &passage.snippet.matches {
                    prop_assert!(passage.snippet.text.get(found.clone()).is_some());
                }
            }
        }
    }
}
