//! Risks side by side. One that an entry does not list is looked for in its text.

use std::cmp::Reverse;

use super::Passages;
use super::passages::{Paragraph, Texts};
use super::vocabulary::{Vocabulary, WordId, key, spans};
use super::window::first_sentence;
use crate::entry::{Entry, Origin, Risk, RiskKind};
use crate::index::says_nothing;
use crate::name::fold;

/// The kinds in the order in which they are shown: the gravest first.
const KINDS: [RiskKind; 5] = [
    RiskKind::Contraindication,
    RiskKind::Warning,
    RiskKind::Interaction,
    RiskKind::UndesirableEffect,
    RiskKind::Unspecified,
];

/// Words that many risks have, whatever they are, so that they tell none from another; in order.
const GENERAL_WORDS: &str = "
    active adult adverse alert associated avoid boxed capsule cause certain clinical common
    component concomitant condition consider contain contained containing contraindicated death
    discontinue disease disorder drug effect event experience factor following formulation history
    inactive include including increase increased ingredient known label major may medication occur
    occurred patient pediatric people possible potential potentially previous product reaction
    recommended reduce related reported risk see serious severe signs simultaneous substance symptom
    tablet therapy treatment use used using warning";
/// Words in the headings of groups of risks; in order.
const GROUPS: &str = "condition disorder general infection investigation other procedure system";

/// The most words of the head of a risk, as "Bleeding" is in "Bleeding: can be fatal".
const LONGEST_HEAD: usize = 6;
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
    /// Those of its beginning, up to a comma, where they are few.
    beginning: Vec<WordId>,
    /// Whether it is a list of side effects on one line.
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
    let rows = rows.into_iter().map(|(_, row)| {
        let is_everywhere = row.sharing() == entries.len();
        let risk = row.listed().next().filter(|_| !is_everywhere);
        let mut sought = |text: &str, column: usize| words_of(text, entries[column].0, vocabulary);
        let words = risk.map(|(column, risk)| sought(risk.text.as_str(), column));
        let beginning = risk.and_then(|(column, risk)| {
            let (beginning, _) = risk.text.as_str().split_once(',')?;
            Some(sought(beginning, column)).filter(|words| words.len() < FEWEST)
        });
        let is_list = row.kind == RiskKind::UndesirableEffect
            && risk.is_some_and(|(_, risk)| risk.text.as_str().matches(',').count() > 1);
        Sought {
            row,
            words: words.unwrap_or_default(),
            beginning: beginning.unwrap_or_default(),
            is_list,
        }
    });
    rows.collect()
}

/// The words by which a risk is looked for in the text of others: those of its head where it has one,
/// without references to sections, words that tell nothing of a risk, and the names of its own entry.
fn words_of(text: &str, entry: &Entry, vocabulary: &mut Vocabulary) -> Vec<WordId> {
    let text = without_references(text);
    let text = head_of(&text);
    let substances = entry.about.iter().flat_map(|about| &about.substances);
    let names = entry.names().chain(substances.map(|it| it.name.as_str()));
    let own: Vec<String> = names.flat_map(words_in).map(fold).collect();
    let words = words_in(text).filter(|word| {
        let is_number = word.chars().all(char::is_numeric);
        !is_number && !says_nothing(word) && !own.contains(&fold(word))
    });
    let words: Vec<&str> = words.collect();
    let telling = words
        .iter()
        .copied()
        .filter(|word| !is_in(GENERAL_WORDS, word));
    let telling: Vec<&str> = telling.collect();
    let words = if telling.is_empty() { words } else { telling };
    let mut words = vocabulary.add(&words.join(" "));
    words.sort_unstable();
    words.dedup();
    words
}

/// What tells a risk in short: its head, as "Bleeding" in "Bleeding: can be fatal", or its first
/// sentence. A group of risks, as "Vascular disorders" in "Vascular disorders: vasculitis", is no head,
/// as what follows is another risk; nor is "WARNING".
fn head_of(text: &str) -> &str {
    let text = first_sentence(text);
    let Some((head, rest)) = text.split_once(':') else {
        return text;
    };
    let is_group = words_in(head).any(|word| is_in(GROUPS, word));
    let tells = words_in(head).any(|word| !is_in(GENERAL_WORDS, word));
    match tells {
        false => rest,
        true if is_group || words_in(head).count() > LONGEST_HEAD => text,
        true => head,
    }
}

fn words_in(text: &str) -> impl Iterator<Item = &str> {
    spans(text).map(|(start, end)| &text[start..end])
}

fn is_in(words: &str, word: &str) -> bool {
    let wanted = key(word);
    let mut words = words.split_ascii_whitespace();
    words.any(|word| key(word) == wanted)
}

/// A text without what it has in brackets on other sections: "[see Warnings (5.1)]", "(5.2)".
fn without_references(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find(['[', '(']) {
        let closing = if rest[open..].starts_with('[') {
            ']'
        } else {
            ')'
        };
        let Some(close) = rest[open..].find(closing).map(|at| open + at) else {
            break;
        };
        let inner = &rest[open + 1..close];
        let is_reference = fold(inner).starts_with("see ")
            || inner
                .chars()
                .all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | ' ' | '-'));
        kept.push_str(&rest[..open]);
        if !is_reference {
            kept.push_str(&rest[open..=close]);
        }
        rest = &rest[close + 1..];
    }
    kept + rest
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_in_order() {
        for words in [GENERAL_WORDS, GROUPS] {
            assert!(words.split_ascii_whitespace().is_sorted(), "{words}");
        }
    }

    #[test]
    fn a_risk_is_looked_for_by_its_head() {
        for (risk, head) in [
            ("Bleeding: Can be fatal. Stop it.", "Bleeding"),
            (
                "Can cause fatal bleeding. Promptly stop.",
                "Can cause fatal bleeding.",
            ),
            (
                "Vascular disorders: vasculitis",
                "Vascular disorders: vasculitis",
            ),
            ("WARNING: BLEEDING RISK", " BLEEDING RISK"),
            ("Hearing loss", "Hearing loss"),
        ] {
            assert_eq!(head_of(risk), head);
        }
    }

    #[test]
    fn references_to_sections_are_not_looked_for() {
        for (text, kept) in [
            (
                "Hearing Loss [see Warnings and Precautions (5.4) ]",
                "Hearing Loss ",
            ),
            ("Bleeding (5.2, 6.1)", "Bleeding "),
            ("Allergy (e.g., hives)", "Allergy (e.g., hives)"),
            ("An [open one", "An [open one"),
        ] {
            assert_eq!(without_references(text), kept);
        }
    }
}
