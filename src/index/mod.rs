//! The full-text index: one row for each part of an entry, so that every question is answered by the
//! index alone. The library keeps one in its file; a search makes one in memory for the built-ins.
//!
//! A row's number holds the key of the entry in its high bits and the number of the part in its low
//! ones: the low bits tell a section without a join, the high bits bring an entry's parts together.

mod fingerprint;
mod matching;

use rusqlite::{Connection, Error, OptionalExtension as _, Result, params};

pub use fingerprint::Fingerprint;
pub use matching::{MAX_TERMS, Matches, PartMatch, Ranked, Ranking, Term, Terms, matches, rank};

use crate::entry::{Entry, Part};
use crate::text::Text;

/// The tables of an index that keeps no text: `stemmed` finds a word in all its forms, `words` the
/// beginning of a word as it is written. Each fills one column of a row, so that names and risks can
/// weigh more. `section` numbers the ids of sections; a number is never given twice.
pub const TABLES: [(&str, &str); 3] = [
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
];

/// How many bytes of words FTS5 holds before it writes them out: the more, the less is merged later.
const HASH_SIZE: i64 = 4 << 20;
/// How many low bits of a row's number are the part's.
const PART_BITS: u32 = 24;
const PART_MASK: i64 = (1 << PART_BITS) - 1;
/// The number of the first part that is a section.
const FIRST_SECTION: i64 = 3;
/// The first key that an entry cannot have: its rows would have no numbers.
const END_OF_KEYS: i64 = 1 << (63 - PART_BITS);

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

    fn insert(self) -> &'static str {
        match self {
            Self::Title => "INSERT INTO stemmed (rowid, title) VALUES (?1, ?2)",
            Self::Aliases => "INSERT INTO stemmed (rowid, aliases) VALUES (?1, ?2)",
            Self::Risks => "INSERT INTO stemmed (rowid, risks) VALUES (?1, ?2)",
            Self::Section => "INSERT INTO stemmed (rowid, body) VALUES (?1, ?2)",
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

/// Makes the tables of an index that keeps no text.
///
/// # Errors
/// What SQLite says, as with everything below.
pub fn create(connection: &Connection) -> Result<()> {
    for (_, sql) in TABLES {
        connection.execute_batch(sql)?;
    }
    for sql in [
        "INSERT INTO stemmed (stemmed, rank) VALUES ('hashsize', ?1)",
        "INSERT INTO words (words, rank) VALUES ('hashsize', ?1)",
    ] {
        connection.execute(sql, [HASH_SIZE])?;
    }
    Ok(())
}

/// Puts the words of the entry with this key into an index.
///
/// # Errors
/// Besides, when there are more different ids of sections than an index takes.
pub fn insert(connection: &Connection, key: i64, entry: &Entry) -> Result<()> {
    for part in parts_of(entry) {
        let number = match part.kind.number() {
            Some(number) => number,
            None => intern(connection, part.id)?,
        };
        let row = row(key, number)?;
        let text = part.lines.join("\n");
        insert_part(connection, part.kind, row, &text)?;
        insert_words(connection, row, &text)?;
    }
    Ok(())
}

/// Puts the text of a part into the table of stems.
pub(crate) fn insert_part(connection: &Connection, kind: Kind, row: i64, text: &str) -> Result<()> {
    let mut statement = connection.prepare_cached(kind.insert())?;
    statement.execute(params![row, text]).map(drop)
}

/// Puts the text of a part into the table of words as they are written.
pub(crate) fn insert_words(connection: &Connection, row: i64, text: &str) -> Result<()> {
    let mut statement =
        connection.prepare_cached("INSERT INTO words (rowid, text) VALUES (?1, ?2)")?;
    statement.execute(params![row, text]).map(drop)
}

/// Takes the words of the entry with this key out of an index.
///
/// # Errors
/// What SQLite says.
pub fn delete(connection: &Connection, key: i64) -> Result<()> {
    let (first, last) = (row(key, 0)?, row(key, PART_MASK)?);
    for sql in [
        "DELETE FROM stemmed WHERE rowid BETWEEN ?1 AND ?2",
        "DELETE FROM words WHERE rowid BETWEEN ?1 AND ?2",
    ] {
        connection.prepare_cached(sql)?.execute([first, last])?;
    }
    Ok(())
}

/// The number of the parts that `--section` names with this id; `None` where no entry has one.
///
/// # Errors
/// What SQLite says.
pub fn number_of(connection: &Connection, id: &str) -> Result<Option<i64>> {
    if id == Part::RISKS_ID {
        return Ok(Kind::Risks.number());
    }
    connection
        .prepare_cached("SELECT key FROM section WHERE id = ?1")?
        .query_row([id], |row| row.get::<_, i64>(0))
        .optional()
        .map(|key| key.map(number_of_section))
}

/// The id of the sections with this number.
///
/// # Errors
/// What SQLite says.
pub fn section_with_number(connection: &Connection, number: i64) -> Result<Option<String>> {
    connection
        .prepare_cached("SELECT id FROM section WHERE key = ?1")?
        .query_row([number - FIRST_SECTION + 1], |row| row.get(0))
        .optional()
}

/// The number of the section in this place of an entry, where no table numbers ids.
pub(crate) fn number_in_place(place: usize) -> i64 {
    FIRST_SECTION + i64::try_from(place).unwrap_or(PART_MASK)
}

/// The place in an entry of the section with such a number.
pub(crate) fn place_of_number(number: i64) -> usize {
    usize::try_from(number - FIRST_SECTION).unwrap_or(usize::MAX)
}

/// The number of a part of this kind: its own, or that of the section in this place of its entry.
pub(crate) fn number_of_part(kind: Kind, place: usize) -> i64 {
    kind.number().unwrap_or_else(|| number_in_place(place))
}

/// Keys begin with 1.
fn number_of_section(key: i64) -> i64 {
    FIRST_SECTION + key - 1
}

/// The number of the sections with this id, given now if it is new.
fn intern(connection: &Connection, id: &str) -> Result<i64> {
    if let Some(number) = number_of(connection, id)? {
        return Ok(number);
    }
    connection
        .prepare_cached("INSERT INTO section (id) VALUES (?1)")?
        .execute([id])?;
    Ok(number_of_section(connection.last_insert_rowid()))
}

/// The number of a row.
pub(crate) fn row(key: i64, number: i64) -> Result<i64> {
    if !(0..END_OF_KEYS).contains(&key) {
        return Err(refusal(format!(
            "the index takes no entry with the key {key}"
        )));
    }
    if !(0..=PART_MASK).contains(&number) {
        return Err(refusal(format!(
            "the index takes at most {} different ids of sections",
            PART_MASK - FIRST_SECTION + 1
        )));
    }
    Ok(key << PART_BITS | number)
}

fn refusal(why: String) -> Error {
    Error::ToSqlConversionFailure(why.into())
}

/// The key of the entry that a row is of.
#[must_use]
pub fn key_of(row: i64) -> i64 {
    row >> PART_BITS
}

/// The number of the part that a row is of.
#[must_use]
pub fn number_of_row(row: i64) -> i64 {
    row & PART_MASK
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_that_has_no_number_is_refused_with_the_limit() {
        assert_eq!(row(1, 3).unwrap(), (1 << 24) + 3);
        assert!(row(END_OF_KEYS - 1, PART_MASK).unwrap() > 0);
        for (key, number, why) in [
            (END_OF_KEYS, 0, "the index takes no entry with the key"),
            (-1, 0, "the index takes no entry with the key -1"),
            (
                1,
                PART_MASK + 1,
                "the index takes at most 16777213 different ids of sections",
            ),
        ] {
            let refused = row(key, number).unwrap_err().to_string();
            assert!(refused.starts_with(why), "{refused}");
        }
    }

    #[test]
    fn an_entry_that_was_taken_out_leaves_no_row() {
        let entry = |id: &str| {
            let json = format!(
                r#"{{"schema_version":1,"id":"{id}","title":"Tea","risk":{{"level":"low"}},
                    "sections":[{{"id":"x","title":"X","paragraphs":["warm tea"]}}],
                    "risks":[{{"text":"Burns"}}],"source":{{"name":"S"}}}}"#
            );
            serde_json::from_str::<Entry>(&json).unwrap()
        };
        let connection = Connection::open_in_memory().unwrap();
        create(&connection).unwrap();
        insert(&connection, 7, &entry("a")).unwrap();
        insert(&connection, 8, &entry("b")).unwrap();
        delete(&connection, 7).unwrap();
        for table in ["stemmed", "words"] {
            let sql = format!("SELECT rowid FROM {table} WHERE {table} MATCH 'tea' ORDER BY rowid");
            let mut statement = connection.prepare(&sql).unwrap();
            let rows: Vec<i64> = statement
                .query_map([], |row| row.get(0))
                .unwrap()
                .map(Result::unwrap)
                .collect();
            assert_eq!(rows, [row(8, 0).unwrap(), row(8, 3).unwrap()], "{table}");
        }
    }
}
