//! What entries say of each other: the passages of one that name another.

use std::collections::{BTreeMap, BTreeSet};

use super::Passages;
use super::matching::Span;
use super::names::{Name, Names};
use super::passages::{Paragraph, Passage, Texts};
use super::vocabulary::WordId;
use crate::entry::RiskKind;

/// What one entry says of another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mentions<'a> {
    /// The place of the entry whose text it is among those that are compared.
    pub by: usize,
    /// The place of the entry that it names.
    pub of: usize,
    /// The names that were looked for.
    pub names: Vec<String>,
    /// Names that both entries have: a text that has them speaks of the other only where it says so, as
    /// in "any other product containing".
    pub common_names: Vec<String>,
    /// The passages: on interactions first, then other risks, then the rest, each in the order of the
    /// text.
    pub passages: Passages<'a>,
}

impl Mentions<'_> {
    /// What is said where nothing is found.
    pub const NO_STATEMENT: &'static str =
        "That nothing is found is no statement that they are safe together.";
}

/// What each entry says of each other, at most so many passages of it.
pub fn of_each_other<'a>(texts: &[Texts<'a>], names: &[Names], most: usize) -> Vec<Mentions<'a>> {
    let index = Index::of(names);
    let mut all = Vec::new();
    for (by, text) in texts.iter().enumerate() {
        let mut found = index.mentions_in(text, by, names);
        for of in (0..names.len()).filter(|of| *of != by) {
            let (common, own): (Vec<&Name>, Vec<&Name>) =
                names[of].0.iter().partition(|name| names[by].have(name));
            let written = |names: Vec<&Name>| names.iter().map(|it| it.written.clone()).collect();
            all.push(Mentions {
                by,
                of,
                names: written(own),
                common_names: written(common),
                passages: Passages::first(in_order(std::mem::take(&mut found[of])), most),
            });
        }
    }
    all
}

/// A passage with what kind of risks is told of where it is.
type Found<'a> = (Option<RiskKind>, Passage<'a>);

/// Passages by what they tell of. What a section says twice in the same words is one.
fn in_order(mut found: Vec<Found<'_>>) -> Vec<Passage<'_>> {
    let rank = |kind: Option<RiskKind>| match kind {
        Some(RiskKind::Interaction) => 0,
        Some(RiskKind::Contraindication) => 1,
        Some(RiskKind::Warning) => 2,
        Some(RiskKind::UndesirableEffect | RiskKind::Unspecified) => 3,
        None => 4,
    };
    found.sort_by_key(|(kind, _)| rank(*kind));
    let mut seen = BTreeSet::new();
    let passages = found.into_iter().map(|(_, passage)| passage);
    passages
        .filter(|passage| {
            let section = passage.section_id().to_owned();
            seen.insert((
                section,
                passage.lead.clone(),
                passage.row.join("\n"),
                passage.snippet.text.clone(),
            ))
        })
        .collect()
}

/// Whether a text, where it has its own entry's name at this word, speaks of something else with it.
fn speaks_of_another(paragraph: &Paragraph, at: usize) -> bool {
    /// How many words before the name say so.
    const REACH: usize = 4;
    let before = &paragraph.words[at.saturating_sub(REACH)..at];
    before.iter().any(|word| {
        let word = &paragraph.text[word.start..word.end];
        ["other", "another", "additional"]
            .iter()
            .any(|it| word.eq_ignore_ascii_case(it))
    })
}

/// The names of all entries, by their first word, the longest first.
struct Index<'n>(BTreeMap<WordId, Vec<(usize, &'n Name)>>);

impl<'n> Index<'n> {
    fn of(names: &'n [Names]) -> Self {
        let mut index: BTreeMap<WordId, Vec<(usize, &Name)>> = BTreeMap::new();
        for (owner, names) in names.iter().enumerate() {
            for name in &names.0 {
                index.entry(name.words[0]).or_default().push((owner, name));
            }
        }
        for names in index.values_mut() {
            names.sort_by_key(|(_, name)| std::cmp::Reverse(name.words.len()));
        }
        Self(index)
    }

    /// The passages in the text of entry `by` that name each of the entries.
    fn mentions_in<'a>(&self, text: &Texts<'a>, by: usize, names: &[Names]) -> Vec<Vec<Found<'a>>> {
        let starts = self
            .0
            .keys()
            .flat_map(|word| &text.postings[*word as usize]);
        let mut starts: Vec<(usize, usize)> = starts.copied().collect();
        starts.sort_unstable();
        let mut found: Vec<Vec<Found>> = vec![Vec::new(); names.len()];
        for run in starts.chunk_by(|one, next| one.0 == next.0) {
            let paragraph = &text.paragraphs[run[0].0];
            let mut spans: Vec<Vec<(usize, usize)>> = vec![Vec::new(); names.len()];
            let mut done = 0;
            for &(_, at) in run {
                let owners = if at < done {
                    Vec::new()
                } else {
                    self.owners_at(paragraph, at)
                };
                let Some((_, longest)) = owners.first() else {
                    continue;
                };
                done = at + longest.words.len();
                let mut own = owners.iter();
                let names_itself = own.any(|(owner, name)| *owner == by || names[by].have(name));
                if !names_itself || speaks_of_another(paragraph, at) {
                    for (owner, _) in owners {
                        spans[owner].push((at, done - 1));
                    }
                }
            }
            for (owner, spans) in spans.iter().enumerate() {
                let passages = paragraph.passages(spans).into_iter();
                found[owner].extend(passages.map(|passage| (paragraph.kind, passage)));
            }
        }
        found
    }

    /// The entries that are named at this word, and their names there: the longest ones, as a name within
    /// a longer one is no name of its own.
    fn owners_at(&self, paragraph: &Paragraph, at: usize) -> Vec<(usize, &'n Name)> {
        let candidates = paragraph.words[at].id.and_then(|id| self.0.get(&id));
        let mut owners: Vec<(usize, &Name)> = Vec::new();
        for &(owner, name) in candidates.into_iter().flatten() {
            let length = name.words.len();
            let longest = owners.first().map(|(_, name)| name.words.len());
            if longest.is_some_and(|longest| length < longest) {
                break;
            }
            let words = paragraph.words.get(at..at + length);
            let is_here = words.is_some_and(|words| {
                let ids = words.iter().map(|word| word.id);
                ids.eq(name.words.iter().copied().map(Some))
            });
            let span = Span {
                paragraph,
                first: at,
                last: at + length.max(1) - 1,
            };
            let is_new = owners.iter().all(|(other, _)| *other != owner);
            if is_here && is_new && span.means(name) {
                owners.push((owner, name));
            }
        }
        owners
    }
}
