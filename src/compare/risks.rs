//! Risks side by side. One that an entry does not list is looked for in its text.

use std::cmp::Reverse;

use super::Passages;
use super::passages::{Paragraph, Texts};
use super::telling::{beginning_of, is_list, without_references, words_of, words_of_names};
use super::vocabulary::{Vocabulary, WordId};
use crate::entry::{Entry, Origin, Risk, RiskKind};
use crate::name::fold;

/// The kinds in the order in which they are shown: the gravest first.
const KINDS: [RiskKind; 5] = [
    RiskKind::Contraindication,
    RiskKind::Warning,
    RiskKind::Interaction,
    RiskKind::UndesirableEffect,
    RiskKind::Unspecified,
];

/// The fewest words of a risk of which most will do.
const FEWEST: usize = 3;
/// How far apart the words of a risk may be to be taken for it, in words for each of them.
const REACH: usize = 6;

/// A risk of one or more of the entries that are compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RiskRow<'a> {
    /// Its kind, from the first entry that gives one.
    pub kind: RiskKind,
    /// What each entry tells of it, by the order of the entries.
    pub told: Vec<Told<'a>>,
}

/// What an entry tells of a risk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told<'a> {
    /// It lists it.
    Listed(&'a Risk),
    /// It does not, but its text has all words that tell the risk, near each other.
    InText(Passages<'a>),
    /// Its text has most of them where it tells of risks.
    PartlyInText(Passages<'a>),
    /// Its text does not have them.
    NotFound,
}

impl<'a> RiskRow<'a> {
    /// The risk as the entries list it, with their places.
    pub fn listed(&self) -> impl Iterator<Item = (usize, &'a Risk)> {
        let told = self.told.iter().enumerate();
        told.filter_map(|(column, told)| match told {
            Told::Listed(risk) => Some((column, *risk)),
            Told::InText(_) | Told::PartlyInText(_) | Told::NotFound => None,
        })
    }

    /// How many entries list it.
    #[must_use]
    pub fn sharing(&self) -> usize {
        self.listed().count()
    }
}

impl<'a> Told<'a> {
    /// The passages in which its words were found.
    #[must_use]
    pub fn passages(&self) -> Option<&Passages<'a>> {
        match self {
            Self::InText(passages) | Self::PartlyInText(passages) => Some(passages),
            Self::Listed(_) | Self::NotFound => None,
        }
    }
}

/// A row with the words that are looked for.
pub struct Sought<'a> {
    row: RiskRow<'a>,
    words: Vec<WordId>,
    /// Those of its beginning, where that may tell it.
    beginning: Vec<WordId>,
    /// Whether it names several risks on one line.
    is_list: bool,
}

impl<'a> Sought<'a> {
    /// The row without them.
    pub fn into_row(self) -> RiskRow<'a> {
        self.row
    }
}

/// One row per risk. Entries share a row only where their words are the same after folding, references
/// to other sections left out; what is shared comes first, then kind by kind, in the order of the entries.
pub fn rows<'a>(entries: &[(&'a Entry, Origin)], vocabulary: &mut Vocabulary) -> Vec<Sought<'a>> {
    let mut rows: Vec<(String, RiskRow)> = Vec::new();
    for (column, (entry, _)) in entries.iter().enumerate() {
        for risk in &entry.risks {
            let folded = fold(without_references(risk.text.as_str()).trim_end_matches([' ', '.']));
            let is_free = |row: &RiskRow| row.told[column] == Told::NotFound;
            let at = rows
                .iter()
                .position(|(words, row)| *words == folded && is_free(row));
            let at = at.unwrap_or_else(|| {
                let told = vec![Told::NotFound; entries.len()];
                rows.push((
                    folded,
                    RiskRow {
                        kind: risk.kind,
                        told,
                    },
                ));
                rows.len() - 1
            });
            let row = &mut rows[at].1;
            row.told[column] = Told::Listed(risk);
            if row.kind == RiskKind::Unspecified {
                row.kind = risk.kind;
            }
        }
    }
    rows.sort_by_key(|(_, row)| {
        let kind = KINDS.iter().position(|kind| *kind == row.kind);
        (Reverse(row.sharing()), kind)
    });
    let own: Vec<_> = entries
        .iter()
        .map(|(entry, _)| words_of_names(entry))
        .collect();
    let rows = rows.into_iter().map(|(_, row)| {
        let is_everywhere = row.sharing() == entries.len();
        let risk = row.listed().next().filter(|_| !is_everywhere);
        let mut sought = |text: &str, column: usize| words_of(text, &own[column], vocabulary);
        let words = risk.map(|(column, risk)| sought(risk.text.as_str(), column));
        let beginning = risk.and_then(|(column, risk)| {
            let beginning = beginning_of(risk.text.as_str())?;
            Some(sought(beginning, column))
        });
        let words = words.unwrap_or_default();
        let is_list = risk.is_some_and(|(_, risk)| is_list(risk, words.len()));
        Sought {
            row,
            words,
            beginning: beginning.unwrap_or_default(),
            is_list,
        }
    });
    rows.collect()
}

/// Looks in the text of each entry for the risks that it does not list. At most so many passages of
/// each are shown.
pub fn look_up<'a>(rows: &mut [Sought<'a>], texts: &[Texts<'a>], most: usize) {
    for Sought {
        row,
        words,
        beginning,
        is_list,
    } in rows
    {
        for (told, text) in row.told.iter_mut().zip(texts) {
            if *told != Told::NotFound {
                continue;
            }
            let passages = |places: Vec<Place>| {
                let places = in_order(places, row.kind, text).into_iter();
                let passages = places.map(|(at, found)| text.paragraphs[at].passage_of(&found));
                Passages::first(passages.collect(), most)
            };
            let whole = places(words, words.len(), text);
            if !whole.is_empty() {
                *told = Told::InText(passages(whole));
                continue;
            }
            // A list names several risks, each of which may be told of alone.
            let fewest = if *is_list { 1 } else { words.len() / 2 + 1 };
            let mut partly = places(words, fewest, text);
            partly.retain(|(at, _)| text.paragraphs[*at].kind.is_some());
            if partly.is_empty() {
                partly = places(beginning, beginning.len(), text);
            }
            if (*is_list || words.len() >= FEWEST) && !partly.is_empty() {
                *told = Told::PartlyInText(passages(partly));
            }
        }
    }
}

/// A paragraph and its words that were found.
type Place = (usize, Vec<(usize, usize)>);

/// Places by how well they tell of a risk of this kind: where such risks are told of before others,
/// with more of its words before fewer, headings last, and what stands under one that names it first.
fn in_order(mut places: Vec<Place>, kind: RiskKind, text: &Texts) -> Vec<Place> {
    let paragraph = |place: &Place| &text.paragraphs[place.0];
    let headings = places.iter().map(paragraph).filter(|it| it.is_heading);
    let headed: Vec<_> = headings.map(Paragraph::section_id).collect();
    places.sort_by_key(|place| {
        let it = paragraph(place);
        let of_kind = match it.kind {
            Some(own) if own == kind => 0,
            Some(_) => 1,
            None => 2,
        };
        let is_elsewhere = !headed.contains(&it.section_id());
        (of_kind, Reverse(place.1.len()), it.is_heading, is_elsewhere)
    });
    places
}

/// The paragraphs in which so many of these words stand near each other, and where, once in each.
fn places(words: &[WordId], fewest: usize, text: &Texts) -> Vec<Place> {
    if words.is_empty() {
        return Vec::new();
    }
    let mut by_rarity: Vec<&[(usize, usize)]> = words
        .iter()
        .map(|word| text.postings[*word as usize].as_slice())
        .collect();
    by_rarity.sort_by_key(|postings| postings.len());
    // Where enough words are, one of these is.
    let anchors = &by_rarity[..=words.len() - fewest];
    let mut anchors: Vec<(usize, usize)> = anchors.concat();
    anchors.sort_unstable();
    let mut places: Vec<Place> = Vec::new();
    for (paragraph, at) in anchors {
        let found = near(words, &text.paragraphs[paragraph], at);
        if found.len() < fewest {
            continue;
        }
        match places.last_mut() {
            // The place in a paragraph that has most words.
            Some((last, best)) if *last == paragraph => {
                if found.len() > best.len() {
                    *best = found;
                }
            }
            _ => places.push((paragraph, found)),
        }
    }
    places
}

/// Where these words stand around a place in a paragraph, as far as they do.
fn near(words: &[WordId], paragraph: &Paragraph, at: usize) -> Vec<(usize, usize)> {
    let reach = REACH * words.len();
    let from = at.saturating_sub(reach / 2);
    let until = (at + reach / 2 + 1).min(paragraph.words.len());
    let nearest = |word: &WordId| {
        (from..until)
            .filter(|&place| paragraph.words[place].id == Some(*word))
            .min_by_key(|place| place.abs_diff(at))
    };
    let found = words.iter().filter_map(nearest);
    let mut found: Vec<(usize, usize)> = found.map(|place| (place, place)).collect();
    found.sort_unstable();
    found
}
