//! Putting entries into an index and taking them out.

use rusqlite::{Connection, Result, params};

use super::rows::{intern, row, rows_of};
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
    let parts = parts_of(entry);
    for part in &parts {
        let number = match part.kind.number() {
            Some(number) => number,
            None => intern(connection, part.id)?,
        };
        let row = row(key, number)?;
        let text = part.lines.join("\n");
        insert_part(connection, part.kind, row, &text)?;
        insert_words(connection, row, &text)?;
    }
    insert_weights(connection, key, &parts)?;
    insert_names(connection, key, &parts)?;
    let names = names_of(&parts).collect::<Vec<_>>().join("\n");
    connection
        .prepare_cached("INSERT INTO spellings (rowid, names) VALUES (?1, ?2)")?
        .execute(params![row(key, 0)?, names])
        .map(drop)
}

fn insertion(kind: Kind) -> &'static str {
    match kind {
        Kind::Title => "INSERT INTO stemmed (rowid, title) VALUES (?1, ?2)",
        Kind::Aliases => "INSERT INTO stemmed (rowid, aliases) VALUES (?1, ?2)",
        Kind::Risks => "INSERT INTO stemmed (rowid, risks) VALUES (?1, ?2)",
        Kind::Section => "INSERT INTO stemmed (rowid, body) VALUES (?1, ?2)",
    }
}

/// Puts the text of a part into the table of stems.
fn insert_part(connection: &Connection, kind: Kind, row: i64, text: &str) -> Result<()> {
    let mut statement = connection.prepare_cached(insertion(kind))?;
    statement.execute(params![row, text]).map(drop)
}

/// Puts the text of a part into the table of words as they are written.
fn insert_words(connection: &Connection, row: i64, text: &str) -> Result<()> {
    let mut statement =
        connection.prepare_cached("INSERT INTO words (rowid, text) VALUES (?1, ?2)")?;
    statement.execute(params![row, text]).map(drop)
}

/// Puts the words of these parts of an entry into the table of weights.
fn insert_weights(connection: &Connection, key: i64, parts: &[IndexedPart]) -> Result<()> {
    let mut insert =
        connection.prepare_cached("INSERT INTO weights (rowid, words) VALUES (?1, ?2)")?;
    for (level, words) in by_level(parts) {
        insert.execute(params![row(key, level)?, words])?;
    }
    Ok(())
}

/// Puts the names among these parts of an entry into the table of names.
fn insert_names(connection: &Connection, key: i64, parts: &[IndexedPart]) -> Result<()> {
    let mut insert =
        connection.prepare_cached("INSERT INTO names (rowid, name) VALUES (?1, ?2)")?;
    for (place, name) in names_of(parts).enumerate() {
        if let Some(number) = number_of_name(place, name) {
            insert.execute(params![row(key, number)?, name])?;
        }
    }
    Ok(())
}

/// The title, then the other names.
fn names_of<'e>(parts: &[IndexedPart<'e>]) -> impl Iterator<Item = &'e str> {
    let names = parts.iter().filter(|part| part.kind < Kind::Risks);
    names.flat_map(|part| part.lines.clone())
}

/// Takes the words of the entry with this key out of an index.
///
/// # Errors
/// What SQLite says.
pub fn delete(connection: &Connection, key: i64) -> Result<()> {
    for table in WORD_TABLES {
        let sql = format!("DELETE FROM {table} WHERE rowid BETWEEN ?1 AND ?2");
        connection.prepare_cached(&sql)?.execute(rows_of(key)?)?;
    }
    Ok(())
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
