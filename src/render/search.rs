//! What is told of a search beside its hits, in the same words in every form: which words count, what
//! entries lack, and what sets entries with one title apart.

use std::collections::BTreeMap;

use super::Page;
use crate::name::fold;
use crate::search::{Hit, Hits};
use crate::text::visible;

/// What a reader has to know before the hits: words that no entry has, and that not every hit has
/// every word.
pub(super) fn preamble(found: &Hits) -> Vec<String> {
    let mut lines = Vec::new();
    for spelling in &found.spelling {
        let word = quoted(&spelling.word);
        lines.push(match spelling.shown.as_slice() {
            [] => format!("No entry has {word}."),
            shown => format!("No entry has {word}; showing {}.", any_of(shown)),
        });
    }
    if found.hits.iter().any(|hit| !hit.missing.is_empty()) {
        let words = typed(&found.words);
        lines.push(match found.total {
            0 => format!("No entry has all of: {words}."),
            1 => format!("1 entry has all of: {words}."),
            total => format!("{total} entries have all of: {words}."),
        });
    }
    lines
}

/// What stands over entries that lack these words, after others.
pub(super) fn lacking(missing: &[String]) -> String {
    match missing {
        [] => "With every word:".to_owned(),
        words => format!("Without {}:", typed(words)),
    }
}

/// Words as they were typed, with what a terminal would act on made visible.
pub(super) fn typed(words: &[String]) -> String {
    visible(&words.join(", ")).into_owned()
}

/// The heading of the part that a hit is in, behind those of the sections that it lies in.
pub(super) fn heading(hit: &Hit, page: &Page) -> String {
    let headings: Vec<&str> = hit
        .within
        .iter()
        .chain([&hit.section_title])
        .map(String::as_str)
        .collect();
    headings.join(&format!(" {} ", page.symbols.path_separator))
}

/// The command that shows the part that a hit is in.
pub(super) fn command(hit: &Hit) -> String {
    format!("stackwise show {} -s {}", hit.entry.id, hit.selector)
}

/// A word in quotation marks, which a phrase has from whoever typed it.
fn quoted(word: &str) -> String {
    let word = visible(word);
    if word.starts_with('"') {
        return word.into_owned();
    }
    format!("\"{word}\"")
}

/// Words in quotation marks, the last after "or".
fn any_of(words: &[String]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| quoted(word)).collect();
    match quoted.as_slice() {
        [others @ .., last] if !others.is_empty() => format!("{} or {last}", others.join(", ")),
        _ => quoted.join(""),
    }
}

/// The titles that several of the entries have.
pub(super) struct SharedTitles(BTreeMap<String, usize>);

impl SharedTitles {
    pub(super) fn of(hits: &[Hit]) -> Self {
        let mut titles = BTreeMap::new();
        for entry in hits.chunk_by(|one, other| one.entry.id == other.entry.id) {
            *titles
                .entry(fold(entry[0].entry.title.as_str()))
                .or_default() += 1;
        }
        Self(titles)
    }

    /// Whether there are any.
    pub(super) fn are_any(&self) -> bool {
        self.0.values().any(|count| *count > 1)
    }

    /// The source of a hit and its date, where other hits have its title.
    pub(super) fn source(&self, hit: &Hit) -> Option<String> {
        let count = self.0.get(&fold(hit.entry.title.as_str()));
        if count.is_none_or(|count| *count < 2) {
            return None;
        }
        let source = &hit.entry.source;
        Some(match &source.effective_date {
            Some(date) => format!("{}, {date}", source.name),
            None => source.name.to_string(),
        })
    }
}

/// Whether a hit has more to show than the title above it.
pub(super) fn says_more(hit: &Hit) -> bool {
    hit.section_id != "title"
}
