//! The full-text index, which answers every question by the numbers of its rows alone. The library
//! keeps one in its file; a search makes one in memory for the built-ins.

mod fingerprint;
mod postings;
mod rows;
mod stop_words;
mod terms;
mod weights;
mod write;

pub use fingerprint::Fingerprint;
pub use postings::{
    Posting, Postings, Within, for_each_word_of_names, has_word, parts_with, postings,
};
pub use rows::{key_of, number_of, number_of_row, section_ids, section_with_number};
pub(crate) use rows::{number_of_part, place_of_number, row};
pub use stop_words::{only_asks, says_nothing};
pub use terms::{Bits, MAX_TERMS, Term, Terms};
pub use weights::length_of_name;
pub use write::{create, delete, insert};
pub(crate) use write::{create_some, insert_names, insert_part, insert_weights, insert_words};

use crate::entry::{Entry, Part};
use crate::text::Text;

/// The tables of an index, none of which keeps its text:
///
/// - `stemmed` and `words` have a row for each part of an entry. `stemmed` finds a word in all its
///   forms, `words` the beginning of a word as it is written.
/// - `weights` has up to 16 rows for each entry, by how much the words in them say of it: that ranks
///   entries without counting words.
/// - `names` has a row for each name of an entry, which tells how long the name is.
/// - `spellings` has the words of an entry's names as they are written.
///
/// `section` numbers the ids of sections; a number is never given twice.
pub const TABLES: [(&str, &str); 6] = [
    (
        "section",
        "CREATE TABLE section (key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE) STRICT",
    ),
    (
        "stemmed",
        "CREATE VIRTUAL TABLE stemmed USING fts5 (body, title, aliases, risks, content = '', \
         contentless_delete = 1, tokenize = 'porter unicode61 remove_diacritics 2')",
    ),
    (
        "words",
        "CREATE VIRTUAL TABLE words USING fts5 (text, content = '', contentless_delete = 1, \
         tokenize = 'unicode61 remove_diacritics 2')",
    ),
    (
        "weights",
        "CREATE VIRTUAL TABLE weights USING fts5 (words, content = '', contentless_delete = 1, \
         detail = none, tokenize = 'porter unicode61 remove_diacritics 2')",
    ),
    (
        "names",
        "CREATE VIRTUAL TABLE names USING fts5 (name, content = '', contentless_delete = 1, \
         detail = none, tokenize = 'porter unicode61 remove_diacritics 2')",
    ),
    (
        "spellings",
        "CREATE VIRTUAL TABLE spellings USING fts5 (names, content = '', contentless_delete = 1, \
         detail = none, tokenize = 'unicode61 remove_diacritics 2')",
    ),
];
/// The tables of words among them.
pub const WORD_TABLES: [&str; 5] = ["stemmed", "words", "weights", "names", "spellings"];

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
    fn number(self) -> Option<i64> {
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
    let sections = entry.sections.iter().map(|section| {
        let part = Part::Section(section);
        let heading = (!part.is_lead()).then_some(part.title());
        let paragraphs = section.paragraphs.iter().map(Text::as_str);
        let lines = heading.into_iter().chain(paragraphs).collect();
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
