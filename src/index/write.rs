//! Putting entries into an index and taking them out.

use rusqlite::{Connection, Result, params};

use super::rows::{intern, row};
use super::weights::{by_level, number_of_name};
use super::{IndexedPart, Kind, TABLES, WORD_TABLES, parts_of};
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

/// Puts the words of the entry with this key into an index.
///
/// # Errors
/// Besides, when there are more different ids of sections than an index takes.
pub fn insert(connection: &Connection, key: i64, entry: &Entry) -> Result<()> {
    let mut insert = |column: Column, row, text: &str| insert_row(connection, column, row, text);
    for_each_row(connection, key, entry, &mut insert)
}

/// Takes the words of the entry with this key, which has to be the one that was put in, out of an index.
///
/// # Errors
/// What SQLite says.
pub fn delete(connection: &Connection, key: i64, entry: &Entry) -> Result<()> {
    let mut delete = |(table, column): Column, row, text: &str| {
        let sql =
            format!("INSERT INTO {table} ({table}, rowid, {column}) VALUES ('delete', ?1, ?2)");
        let mut statement = connection.prepare_cached(&sql)?;
        statement.execute(params![row, text]).map(drop)
    };
    for_each_row(connection, key, entry, &mut delete)
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
    Ok(())
}

/// A table of words, and the column of it that a text goes into.
type Column = (&'static str, &'static str);

fn insert_row(
    connection: &Connection,
    (table, column): Column,
    row: i64,
    text: &str,
) -> Result<()> {
    let sql = format!("INSERT INTO {table} (rowid, {column}) VALUES (?1, ?2)");
    let mut statement = connection.prepare_cached(&sql)?;
    statement.execute(params![row, text]).map(drop)
}

/// Gives every row that an entry has in an index to `take`.
fn for_each_row(
    connection: &Connection,
    key: i64,
    entry: &Entry,
    take: &mut dyn FnMut(Column, i64, &str) -> Result<()>,
) -> Result<()> {
    let parts = parts_of(entry);
    for part in &parts {
        let number = match part.kind.number() {
            Some(number) => number,
            None => intern(connection, part.id)?,
        };
        let row = row(key, number)?;
        let text = part.lines.join("\n");
        take(column_of(part.kind), row, &text)?;
        take(WORDS, row, &text)?;
    }
    for (level, words) in by_level(&parts) {
        take(WEIGHTS, row(key, level)?, &words)?;
    }
    for (place, name) in names_of(&parts).enumerate() {
        if let Some(number) = number_of_name(place, name) {
            take(NAMES, row(key, number)?, name)?;
        }
    }
    let names = names_of(&parts).collect::<Vec<_>>().join("\n");
    take(SPELLINGS, row(key, 0)?, &names)
}

const WORDS: Column = ("words", "text");
const WEIGHTS: Column = ("weights", "words");
const NAMES: Column = ("names", "name");
const SPELLINGS: Column = ("spellings", "names");

/// Where the stems of a part of this kind go.
fn column_of(kind: Kind) -> Column {
    let column = match kind {
        Kind::Title => "title",
        Kind::Aliases => "aliases",
        Kind::Risks => "risks",
        Kind::Section => "body",
    };
    ("stemmed", column)
}

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
        insert(&connection, 7, &entry("a")).unwrap();
        insert(&connection, 8, &entry("b")).unwrap();
        delete(&connection, 7, &entry("a")).unwrap();
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
