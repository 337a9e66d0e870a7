//! How the file of a library is recognised: by all that SQLite says is in it.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::{APPLICATION_ID, Version};

/// What SQLite makes of its own for columns that are unique, and for keys that are never used again.
const IMPLIED: [(&str, Option<&str>); 3] = [
    ("sqlite_autoindex_entry_1", None),
    ("sqlite_autoindex_section_1", None),
    (
        "sqlite_sequence",
        Some("CREATE TABLE sqlite_sequence(name,seq)"),
    ),
];

impl Version {
    /// Everything that a library of this version has in `sqlite_schema`: names and SQL.
    fn schema(self) -> BTreeMap<String, Option<String>> {
        let implied = match self {
            Self::One => &IMPLIED[..1],
            Self::Two | Self::Three | Self::Four => &IMPLIED,
        };
        let implied = implied
            .iter()
            .map(|(name, sql)| ((*name).to_owned(), sql.map(str::to_owned)));
        let mut schema: BTreeMap<String, Option<String>> = implied.collect();
        for (name, sql) in self.objects() {
            if sql.starts_with("CREATE VIRTUAL TABLE") {
                schema.extend(shadows(name, sql));
            }
            schema.insert(name.to_owned(), Some(sql.to_owned()));
        }
        schema
    }
}

/// The tables in which FTS5 keeps the contentless index of this name that this SQL makes.
fn shadows(table: &str, sql: &str) -> impl Iterator<Item = (String, Option<String>)> {
    let has_sizes = !sql.contains("columnsize = 0");
    let sizes = if sql.contains("contentless_delete = 1") {
        "(id INTEGER PRIMARY KEY, sz BLOB, origin INTEGER)"
    } else {
        "(id INTEGER PRIMARY KEY, sz BLOB)"
    };
    [
        ("data", "(id INTEGER PRIMARY KEY, block BLOB)"),
        (
            "idx",
            "(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID",
        ),
        ("docsize", sizes),
        ("config", "(k PRIMARY KEY, v) WITHOUT ROWID"),
    ]
    .into_iter()
    .filter(move |(suffix, _)| has_sizes || *suffix != "docsize")
    .map(move |(suffix, columns)| {
        let name = format!("{table}_{suffix}");
        let sql = format!("CREATE TABLE '{name}'{columns}");
        (name, Some(sql))
    })
}

/// The version of the library's tables, or why this is no library that can be used.
pub(in crate::library) fn recognise(
    connection: &Connection,
) -> rusqlite::Result<Result<Version, String>> {
    let number = |sql| connection.query_row(sql, [], |row| row.get::<_, i32>(0));
    let application = number("PRAGMA application_id")?;
    let number = number("PRAGMA user_version")?;
    let version = match Version::of_number(number) {
        _ if application != APPLICATION_ID => None,
        Some(version) => Some(version),
        None if number > Version::CURRENT.number() => {
            return Ok(Err(format!(
                "it was written by a newer stackwise (its tables are of version {number}; this \
                 program knows versions up to {})",
                Version::CURRENT.number()
            )));
        }
        None => None,
    };
    let Some(version) = version else {
        return Ok(Err("it is a database of another program".to_owned()));
    };
    Ok(match find_foreign(connection, version)? {
        None => Ok(version),
        Some(why) => Err(why),
    })
}

/// What sets the tables, indexes, triggers and views in the file apart from those of a library.
fn find_foreign(connection: &Connection, version: Version) -> rusqlite::Result<Option<String>> {
    let mut wanted = version.schema();
    let mut statement = connection.prepare("SELECT type, name, sql FROM sqlite_schema")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let kind: String = row.get(0)?;
        let name: String = row.get(1)?;
        match wanted.remove(&name) {
            None => {
                return Ok(Some(format!(
                    "it has a {kind} \"{name}\" that does not belong to a library"
                )));
            }
            Some(sql) if sql != row.get::<_, Option<String>>(2)? => {
                return Ok(Some(format!(
                    "its {kind} \"{name}\" is not the one that version {} of a library has",
                    version.number()
                )));
            }
            Some(_) => {}
        }
    }
    Ok(wanted
        .into_keys()
        .next()
        .map(|name| format!("it lacks the table or index \"{name}\"")))
}

#[cfg(test)]
mod tests {
    use super::super::create;
    use super::*;

    #[test]
    fn the_tables_that_are_made_are_those_that_are_recognised() {
        let connection = Connection::open_in_memory().unwrap();
        create(&connection).unwrap();
        assert_eq!(recognise(&connection), Ok(Ok(Version::Four)));
    }

    #[test]
    fn what_does_not_belong_is_named() {
        for (sql, why) in [
            (
                "CREATE VIEW v AS SELECT 1",
                "it has a view \"v\" that does not belong to a library",
            ),
            (
                "CREATE TRIGGER t AFTER DELETE ON entry BEGIN SELECT 1; END",
                "it has a trigger \"t\" that does not belong to a library",
            ),
            (
                "CREATE TABLE notes (x)",
                "it has a table \"notes\" that does not belong to a library",
            ),
            (
                "DROP INDEX name_by_entry",
                "it lacks the table or index \"name_by_entry\"",
            ),
            (
                "ALTER TABLE entry ADD COLUMN x TEXT",
                "its table \"entry\" is not the one that version 4 of a library has",
            ),
        ] {
            let connection = Connection::open_in_memory().unwrap();
            create(&connection).unwrap();
            connection.execute_batch(sql).unwrap();
            assert_eq!(recognise(&connection), Ok(Err(why.to_owned())), "{sql}");
        }
    }
}
