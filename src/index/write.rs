//! Putting entries into an index and taking them out.

use std::cell::{Cell, RefCell};

use rusqlite::{Connection, Result, params};

use super::forms::Known;
use super::parts::number_of_part;
use super::rows::{intern, row};
use super::weights::{by_level, number_of_name};
use super::{IndexedPart, Kind, Numbering, TABLES, WORD_TABLES, parts_of, risks};
use crate::entry::Entry;

/// How many bytes of words FTS5 holds before it writes them out: the more, the less is merged later.
const HASH_SIZE: i64 = 4 << 20;

/// Makes the tables of an index that keeps no text.
///
/// # Errors
/// What SQLite says, as with everything below.
pub fn create(connection: &Connection) -> Result<()> {
    for (_, sql) in TABLES {
        connection.execute_batch(sql)?;
    }
    for table in WORD_TABLES {
        let sql = format!("INSERT INTO {table} ({table}, rank) VALUES ('hashsize', ?1)");
        connection.execute(&sql, [HASH_SIZE])?;
    }
    Ok(())
}

/// How many bytes of words wait to be taken out before they are.
const MAX_WAITING: usize = 16 << 20;

/// Puts the words of entries into an index, and takes them out.
///
/// What is taken out waits: FTS5 writes out all that it holds, and merges, whenever a row comes that is
/// before the last, and entries that are replaced are before those that replace them.
#[derive(Default)]
pub struct IndexWriter {
    known: Known,
    waiting: RefCell<Vec<Deletion>>,
    waiting_bytes: Cell<usize>,
}

/// A row that is to be taken out, with its words.
struct Deletion {
    column: Column,
    row: i64,
    text: String,
}

impl IndexWriter {
    /// Puts in the words of the entry with this key.
    ///
    /// # Errors
    /// Besides, when it has more sections than an index takes.
    pub fn insert(&self, connection: &Connection, key: i64, entry: &Entry) -> Result<()> {
        let parts = parts_of(entry);
        let mut insert = |(table, column): Column, row, text: &str| {
            let sql = format!("INSERT INTO {table} (rowid, {column}) VALUES (?1, ?2)");
            let mut statement = connection.prepare_cached(&sql)?;
            statement.execute(params![row, text])?;
            match table {
                // Each word of the parts once.
                "weights" => self.known.add(connection, text),
                _ => Ok(()),
            }
        };
        for_each_row(key, entry, &parts, &mut insert)?;
        let sql = "INSERT OR IGNORE INTO place (section, part) VALUES (?1, ?2)";
        for_each_place(connection, key, &parts, sql)
    }

    /// Takes out the words of the entry with this key, which has to be the one that was put in. They are
    /// out when all is finished.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn delete(&self, connection: &Connection, key: i64, entry: &Entry) -> Result<()> {
        let parts = parts_of(entry);
        let mut delete = |column: Column, row, text: &str| {
            let waiting_bytes = self.waiting_bytes.get() + text.len();
            self.waiting_bytes.set(waiting_bytes);
            let text = text.to_owned();
            let deletion = Deletion { column, row, text };
            self.waiting.borrow_mut().push(deletion);
            Ok(())
        };
        for_each_row(key, entry, &parts, &mut delete)?;
        let sql = "DELETE FROM place WHERE section = ?1 AND part = ?2";
        for_each_place(connection, key, &parts, sql)?;
        if self.waiting_bytes.get() > MAX_WAITING {
            self.finish(connection)?;
        }
        Ok(())
    }

    /// Does all that waits.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn finish(&self, connection: &Connection) -> Result<()> {
        let mut waiting = self.waiting.take();
        self.waiting_bytes.set(0);
        waiting.sort_by_key(|deletion| (deletion.column, deletion.row));
        for Deletion { column, row, text } in waiting {
            let (table, column) = column;
            let sql =
                format!("INSERT INTO {table} ({table}, rowid, {column}) VALUES ('delete', ?1, ?2)");
            let mut statement = connection.prepare_cached(&sql)?;
            statement.execute(params![row, text])?;
        }
        Ok(())
    }
}

/// Takes everything out of an index.
///
/// # Errors
/// What SQLite says.
pub fn clear(connection: &Connection) -> Result<()> {
    for table in WORD_TABLES {
        let sql = format!("INSERT INTO {table} ({table}) VALUES ('delete-all')");
        connection.execute(&sql, [])?;
    }
    connection.execute_batch("DELETE FROM place; DELETE FROM stem")
}

/// A table of words, and the column of it that a text goes into.
type Column = (&'static str, &'static str);

/// Gives every row of words that an entry has in an index to `take`.
fn for_each_row(
    key: i64,
    entry: &Entry,
    parts: &[IndexedPart],
    take: &mut dyn FnMut(Column, i64, &str) -> Result<()>,
) -> Result<()> {
    for (number, part) in numbered(parts) {
        let row = Numbering::PARTS.row(key, number)?;
        take(WORDS, row, &part.lines.join("\n"))?;
    }
    for (number, risk) in (0..).zip(&entry.risks) {
        let row = Numbering::RISKS.row(key, number)?;
        take(RISKS, row, &risks::indexed(risk))?;
    }
    for (level, words) in by_level(parts) {
        take(WEIGHTS, Numbering::WEIGHTS.row(key, level)?, &words)?;
    }
    for (place, name) in names_of(parts).enumerate() {
        if let Some(number) = number_of_name(place, name) {
            take(NAMES, row(key, number)?, name)?;
        }
    }
    let names = names_of(parts).collect::<Vec<_>>().join("\n");
    take(SPELLINGS, row(key, 0)?, &names)
}

/// Runs this SQL for every section of an entry, with the number of its id and the row of the part.
fn for_each_place(
    connection: &Connection,
    key: i64,
    parts: &[IndexedPart],
    sql: &str,
) -> Result<()> {
    for (number, part) in numbered(parts) {
        if part.kind == Kind::Section {
            let section = intern(connection, part.id)?;
            let part = Numbering::PARTS.row(key, number)?;
            let mut statement = connection.prepare_cached(sql)?;
            statement.execute(params![section, part])?;
        }
    }
    Ok(())
}

/// The parts of an entry with their numbers.
fn numbered<'p, 'e>(
    parts: &'p [IndexedPart<'e>],
) -> impl Iterator<Item = (i64, &'p IndexedPart<'e>)> {
    let mut place = 0;
    parts.iter().map(move |part| {
        let number = number_of_part(part.kind, place);
        place += usize::from(part.kind == Kind::Section);
        (number, part)
    })
}

const WORDS: Column = ("words", "text");
const WEIGHTS: Column = ("weights", "words");
const NAMES: Column = ("names", "name");
const SPELLINGS: Column = ("spellings", "names");
const RISKS: Column = ("risks", "line");

/// The title, then the other names.
fn names_of<'e>(parts: &[IndexedPart<'e>]) -> impl Iterator<Item = &'e str> {
    let names = parts.iter().filter(|part| part.kind < Kind::Risks);
    names.flat_map(|part| part.lines.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

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
        let writer = IndexWriter::default();
        writer.insert(&connection, 7, &entry("a")).unwrap();
        writer.insert(&connection, 8, &entry("b")).unwrap();
        writer.insert(&connection, 9, &entry("c")).unwrap();
        writer.delete(&connection, 9, &entry("c")).unwrap();
        writer.delete(&connection, 7, &entry("a")).unwrap();
        writer.finish(&connection).unwrap();
        let sql = "SELECT rowid FROM words WHERE words MATCH 'tea' ORDER BY rowid";
        let row = |number| Numbering::PARTS.row(8, number).unwrap();
        assert_eq!(rows(&connection, sql), [row(0), row(3)]);
        let sql = "SELECT part FROM place ORDER BY part";
        assert_eq!(rows(&connection, sql), [row(3)]);
        let sql = "SELECT rowid FROM risks WHERE risks MATCH 'burn*'";
        assert_eq!(
            rows(&connection, sql),
            [Numbering::RISKS.row(8, 0).unwrap()]
        );
    }

    fn rows(connection: &Connection, sql: &str) -> Vec<i64> {
        let mut statement = connection.prepare(sql).unwrap();
        let rows = statement.query_map([], |row| row.get(0)).unwrap();
        rows.map(Result::unwrap).collect()
    }
}
