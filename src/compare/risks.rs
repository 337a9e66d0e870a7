//! Risks side by side. One that an entry does not list is looked for in its text.

use std::cmp::Reverse;

use super::Passages;
use super::passages::{Paragraph, Texts};
use super::vocabulary::{Vocabulary, WordId, spans};
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

/// The most words of the head of a risk, as "Bleeding" is in "Bleeding: can be fatal".
const LONGEST_HEAD: usize = 6;
/// How far apart the words of a risk may be to be taken for it, in words for each of them.
const REACH: usize = 4;

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
    /// It does not, but its text has the words.
    InText(Passages<'a>),
    /// Its text does not have the words.
    NotFound,
}

impl<'a> RiskRow<'a> {
    /// The risk as the entries list it, with their places.
    pub fn listed(&self) -> impl Iterator<Item = (usize, &'a Risk)> {
        let told = self.told.iter().enumerate();
        told.filter_map(|(column, told)| match told {
            Told::Listed(risk) => Some((column, *risk)),
            Told::InText(_) | Told::NotFound => None,
        })
    }

    /// How many entries list it.
    #[must_use]
    pub fn sharing(&self) -> usize {
        self.listed().count()
    }
}

/// A row with the words that are looked for.
pub struct Sought<'a> {
    row: RiskRow<'a>,
    words: Vec<WordId>,
}

impl<'a> Sought<'a> {
    pub fn into_row(self) -> RiskRow<'a> {
        self.row
    }
}

/// One row per risk. Entries share a row only where their words are the same after folding; what is
/// shared comes first, then kind by kind, in the order of the entries.
pub fn rows<'a>(entries: &[(&'a Entry, Origin)], vocabulary: &mut Vocabulary) -> Vec<Sought<'a>> {
    let mut rows: Vec<(String, RiskRow)> = Vec::new();
    for (column, (entry, _)) in entries.iter().enumerate() {
        for risk in &entry.risks {
            let folded = fold(risk.text.as_str());
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
        let words =
            risk.map(|(column, risk)| words_of(risk.text.as_str(), entries[column].0, vocabulary));
        Sought {
            row,
            words: words.unwrap_or_default(),
        }
    });
    rows.collect()
}

/// The words by which a risk is looked for in the text of others: those of its head where it has one,
/// without references to sections, words that say nothing, and the names of its own entry.
fn words_of(text: &str, entry: &Entry, vocabulary: &mut Vocabulary) -> Vec<WordId> {
    let text = without_references(text);
    let head = text.split_once(':').map(|(head, _)| head);
    let head = head.filter(|head| (1..=LONGEST_HEAD).contains(&spans(head).count()));
    let substances = entry.about.iter().flat_map(|about| &about.substances);
    let names = entry.names().chain(substances.map(|it| it.name.as_str()));
    let own: Vec<String> = names
        .flat_map(|name| {
            let words = spans(name).map(|(start, end)| fold(&name[start..end]));
            words.collect::<Vec<_>>()
        })
        .collect();
    let text = head.unwrap_or(&text);
    let telling = spans(text)
        .map(|(start, end)| &text[start..end])
        .filter(|word| {
            let is_number = word.chars().all(char::is_numeric);
            !is_number && !says_nothing(word) && !own.contains(&fold(word))
        });
    let telling: Vec<&str> = telling.collect();
    let mut words = vocabulary.add(&telling.join(" "));
    words.sort_unstable();
    words.dedup();
    words
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
    for Sought { row, words } in rows {
        for (told, text) in row.told.iter_mut().zip(texts) {
            if *told != Told::NotFound {
                continue;
            }
            let passages: Vec<_> = in_order(places(words, text), row.kind, text)
                .iter()
                .map(|(paragraph, found)| text.paragraphs[*paragraph].passage_of(found))
                .collect();
            if !passages.is_empty() {
                *told = Told::InText(Passages::first(passages, most));
            }
        }
    }
}

/// A paragraph and its words that were found.
type Place = (usize, Vec<(usize, usize)>);

/// Places by how well they tell of a risk of this kind: where such risks are told of before others,
/// under a heading that names it before others, and headings themselves last.
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
        (of_kind, it.is_heading, !headed.contains(&it.section_id()))
    });
    places
}

/// The paragraphs in which all of these words stand near each other, and where, once in each.
fn places(words: &[WordId], text: &Texts) -> Vec<Place> {
    let rarest = words
        .iter()
        .min_by_key(|word| text.postings[**word as usize].len());
    let Some(rarest) = rarest else {
        return Vec::new();
    };
    let mut places: Vec<Place> = Vec::new();
    for &(paragraph, at) in &text.postings[*rarest as usize] {
        if places.last().is_some_and(|(last, _)| *last == paragraph) {
            continue;
        }
        if let Some(found) = near(words, &text.paragraphs[paragraph], at) {
            places.push((paragraph, found));
        }
    }
    places
}

/// Where these words stand around a place in a paragraph, if they do.
fn near(words: &[WordId], paragraph: &Paragraph, at: usize) -> Option<Vec<(usize, usize)>> {
    let reach = REACH * words.len();
    let from = at.saturating_sub(reach);
    let until = (at + reach + 1).min(paragraph.words.len());
    let mut found = Vec::with_capacity(words.len());
    for word in words {
        let nearest = (from..until)
            .filter(|&place| paragraph.words[place].id == Some(*word))
            .min_by_key(|place| place.abs_diff(at))?;
        found.push((nearest, nearest));
    }
    found.sort_unstable();
    let (first, last) = (found.first()?.0, found.last()?.0);
    (last - first <= reach).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

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
