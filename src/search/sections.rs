//! Which parts of an entry are shown: those that answer best, by the words that its name does not
//! have.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::memory::Memory;
use crate::index::{IndexedPart, Kind, Terms};

/// How many parts of one entry are shown at most.
const MAX_PARTS: usize = 3;
/// How many times more a word is worth in the heading of a section, and in a list of risks.
const HEADING: f64 = 3.0;
const RISKS: f64 = 1.5;

/// A part of an entry with the terms that are in it, a bit each.
pub struct Matched<'p, 'e> {
    /// The part.
    pub part: &'p IndexedPart<'e>,
    /// The terms.
    pub has: u32,
}

/// The terms that headings have. Most entries have the same headings.
#[derive(Default)]
pub struct Headings(BTreeMap<String, u32>);

impl Headings {
    /// The terms in this heading.
    pub fn terms_in(
        &mut self,
        heading: &str,
        memory: &mut Memory,
        terms: &Terms,
    ) -> rusqlite::Result<u32> {
        if let Some(known) = self.0.get(heading) {
            return Ok(*known);
        }
        let found = memory.terms_in(heading, terms)?;
        self.0.insert(heading.to_owned(), found);
        Ok(found)
    }
}

/// The parts to show of an entry, the best first, and how many more sections have any of the terms.
/// `headings` are the terms in the heading of each part, `worths` what each term is worth.
pub fn best<'p, 'e>(
    matched: &[Matched<'p, 'e>],
    headings: &[u32],
    worths: &[f64],
) -> (Vec<&'p IndexedPart<'e>>, usize) {
    let terms_of = |kinds: &[Kind]| {
        let own = matched.iter().filter(|it| kinds.contains(&it.part.kind));
        own.fold(0, |bits, it| bits | it.has)
    };
    let (title, names) = (
        terms_of(&[Kind::Title]),
        terms_of(&[Kind::Title, Kind::Aliases]),
    );
    let worth = |bits: u32| -> f64 {
        let own = worths
            .iter()
            .enumerate()
            .filter(|(at, _)| bits & 1 << at != 0);
        own.map(|(_, worth)| worth).sum()
    };
    let value = |it: &Matched, heading: u32| {
        let beyond = it.has & !names;
        let kind = if it.part.kind == Kind::Risks {
            RISKS
        } else {
            1.0
        };
        kind * worth(beyond) + (HEADING - 1.0) * worth(beyond & heading)
    };
    let mut sections: Vec<(f64, &Matched)> = matched
        .iter()
        .zip(headings)
        .filter(|(it, _)| it.part.kind >= Kind::Risks)
        .map(|(it, heading)| (value(it, *heading), it))
        .collect();
    let count = sections.len();
    // Where some say more than the name, the others are not worth a line.
    if sections.iter().any(|(value, _)| *value > 0.0) {
        sections.retain(|(value, _)| *value > 0.0);
        sections.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    } else {
        // The author's order, but risks last: the words are in the name, and ask for no risk.
        sections.sort_by_key(|(_, it)| (it.part.kind == Kind::Risks, Reverse(it.has.count_ones())));
    }
    let mut shown: Vec<&IndexedPart> = sections.iter().map(|(_, it)| it.part).collect();
    shown.truncate(MAX_PARTS);
    let more = count - shown.len();
    // A name is worth a line where it has a word that nothing shown over it has.
    let aliases = matched.iter().find(|it| it.part.kind == Kind::Aliases);
    shown.extend(aliases.filter(|it| it.has & !title != 0).map(|it| it.part));
    if shown.is_empty() {
        shown.extend(matched.iter().map(|it| it.part));
    }
    (shown, more)
}
