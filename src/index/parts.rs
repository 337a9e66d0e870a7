//! The parts of an entry as they are indexed. Needs no index: the build reads it too.

use crate::entry::{Entry, Part};
use crate::text::Text;

/// The number of the first part that is a section.
pub(super) const FIRST_SECTION: i64 = 3;

/// What kind of part this is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The entry's title.
    Title,
    /// Its further names.
    Aliases,
    /// Its list of risks.
    Risks,
    /// One of its sections.
    Section,
}

/// A part of an entry as it is indexed.
#[derive(Clone, Debug)]
pub struct IndexedPart<'e> {
    /// The kind.
    pub kind: Kind,
    /// The part's id, or what names are called.
    pub id: &'e str,
    /// Its heading.
    pub title: &'e str,
    /// Its heading, where the author wrote it, and its text: a paragraph, a risk or a name each.
    pub lines: Vec<&'e str>,
}

impl Kind {
    /// The number of a part of this kind that an entry has once; `None` for a section.
    pub(super) fn number(self) -> Option<i64> {
        (self != Self::Section).then_some(self as i64)
    }

    /// The kind of the part with this number.
    #[must_use]
    pub fn of_number(number: i64) -> Self {
        match number {
            0 => Self::Title,
            1 => Self::Aliases,
            2 => Self::Risks,
            _ => Self::Section,
        }
    }
}

/// The parts of an entry that have words: names, risks, then the sections in the author's order. A
/// disclaimer says nothing about the therapy and is not indexed.
#[must_use]
pub fn parts_of(entry: &Entry) -> Vec<IndexedPart<'_>> {
    let names = [
        (Kind::Title, "title", "Title", vec![entry.title.as_str()]),
        (
            Kind::Aliases,
            "aliases",
            "Aliases",
            entry.aliases.iter().map(Text::as_str).collect(),
        ),
    ];
    let risks = entry.parts().filter_map(|part| match part {
        Part::Risks(risks) => {
            let lines = risks.iter().map(|risk| risk.text.as_str()).collect();
            Some((Kind::Risks, part.id(), part.title(), lines))
        }
        Part::Section(_) | Part::Disclaimer(_) => None,
    });
    let sections = entry.all_sections().map(|section| {
        let part = Part::Section(section);
        let heading = (!part.is_lead()).then_some(part.title());
        let lines = heading.into_iter().chain(section.texts()).collect();
        (Kind::Section, part.id(), part.title(), lines)
    });
    names
        .into_iter()
        .chain(risks)
        .chain(sections)
        .map(|(kind, id, title, lines)| IndexedPart {
            kind,
            id,
            title,
            lines,
        })
        .filter(|part: &IndexedPart| !part.lines.is_empty())
        .collect()
}

/// The number of the section in this place of an entry, where no table numbers ids.
pub(crate) fn number_in_place(place: usize) -> i64 {
    FIRST_SECTION + i64::try_from(place).unwrap_or(i64::MAX)
}

/// The place in an entry of the section with such a number.
pub(crate) fn place_of_number(number: i64) -> usize {
    usize::try_from(number - FIRST_SECTION).unwrap_or(usize::MAX)
}

/// The number of a part of this kind: its own, or that of the section in this place of its entry.
pub(crate) fn number_of_part(kind: Kind, place: usize) -> i64 {
    kind.number().unwrap_or_else(|| number_in_place(place))
}
