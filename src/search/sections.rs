//! Which parts of an entry are shown: those that answer best, by the words that its name does not
//! have.

use crate::index::{Bits, IndexedPart, Kind};

/// How many sections of one entry are shown at most.
pub const MAX_SECTIONS: usize = 3;
/// How many sections of one entry are looked at for that.
const MAX_LOOKED_AT: usize = 6;
/// How many times more a word is worth in the heading of a section besides, and in a list of risks.
const HEADING: f64 = 2.0;
const RISKS: f64 = 0.5;
/// What a word is worth that people ask for the section by.
const ASKED: f64 = 3.0;
/// What a word of the name is still worth in a section.
const OF_NAME: f64 = 0.1;

/// A part of an entry with the terms that are in it, a bit each.
pub struct Matched<'p, 'e> {
    /// The part.
    pub part: &'p IndexedPart<'e>,
    /// The terms.
    pub has: Bits,
    /// The terms in its heading.
    pub heading: Bits,
    /// The terms that people ask for the section by, whatever its author called it.
    pub asked: Bits,
}

impl Matched<'_, '_> {
    /// Whether it answers with any of these terms.
    fn answers(&self, terms: Bits) -> bool {
        (self.has | self.asked) & terms != 0
    }
}

/// What the terms are worth in the sections of one entry.
#[derive(Clone, Debug)]
pub struct Worths {
    of_terms: Vec<f64>,
    /// The terms that its name does not have, a bit each.
    beyond: Bits,
}

impl Worths {
    /// What a section shows with these terms.
    pub fn of(&self, has: Bits) -> f64 {
        let worth = |(at, worth): (usize, &f64)| match (has & 1 << at, self.beyond & 1 << at) {
            (0, _) => 0.0,
            (_, 0) => OF_NAME * worth,
            _ => *worth,
        };
        self.of_terms.iter().enumerate().map(worth).sum()
    }

    /// What a section is worth besides, whatever of it is shown.
    fn besides(&self, it: &Matched) -> f64 {
        let risks = match it.part.kind {
            Kind::Risks => RISKS * self.of(it.has & self.beyond),
            _ => 0.0,
        };
        let heading = HEADING * self.of(it.heading & it.has & self.beyond);
        risks + heading.max(ASKED * self.of(it.asked & self.beyond))
    }
}

/// The parts of an entry that may be shown.
pub struct Choice<'p, 'e> {
    /// The sections, each with what it is worth whatever of it is shown, and whether any of the terms are
    /// in it.
    pub sections: Vec<(&'p IndexedPart<'e>, f64, bool)>,
    /// A name with words that are not in the title; the title itself where nothing else has any.
    pub name: Option<&'p IndexedPart<'e>>,
    /// How many sections have any of the terms.
    pub count: usize,
    /// Whether the sections ask to be put in order; else they are in the author's.
    pub is_ranked: bool,
    /// What the terms are worth in them.
    pub worths: Worths,
}

/// The parts of an entry to choose from, of those that have any term, in the author's order.
pub fn choose<'p, 'e>(matched: &[Matched<'p, 'e>], of_terms: &[f64]) -> Choice<'p, 'e> {
    let terms_of = |kinds: &[Kind]| {
        let own = matched.iter().filter(|it| kinds.contains(&it.part.kind));
        own.fold(0, |bits, it| bits | it.has)
    };
    let title = terms_of(&[Kind::Title]);
    let worths = Worths {
        of_terms: of_terms.to_vec(),
        beyond: !terms_of(&[Kind::Title, Kind::Aliases]),
    };
    let mut sections: Vec<&Matched> = matched
        .iter()
        .filter(|it| it.part.kind >= Kind::Risks)
        .collect();
    let count = sections.len();
    let is_ranked = sections.iter().any(|it| it.answers(worths.beyond));
    if is_ranked {
        // What says no more than the name is not worth a line.
        sections.retain(|it| it.answers(worths.beyond));
        let value = |it: &Matched| worths.besides(it) + worths.of(it.has);
        sections.sort_by(|one, other| value(other).total_cmp(&value(one)));
    } else {
        // Words that are in the name ask for no risk.
        sections.sort_by_key(|it| it.part.kind == Kind::Risks);
    }
    let aliases = matched.iter().find(|it| it.part.kind == Kind::Aliases);
    let name = match (aliases.filter(|it| it.has & !title != 0), count) {
        (Some(aliases), _) => Some(aliases.part),
        (None, 0) => matched.first().map(|it| it.part),
        (None, _) => None,
    };
    sections.truncate(if is_ranked {
        MAX_LOOKED_AT
    } else {
        MAX_SECTIONS
    });
    Choice {
        sections: sections
            .iter()
            .map(|it| (it.part, worths.besides(it), it.has != 0))
            .collect(),
        name,
        count,
        is_ranked,
        worths,
    }
}
