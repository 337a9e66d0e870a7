//! The tables of a library, version by version, and how its file is recognised by them.

use std::collections::BTreeMap;

use rusqlite::Connection;

use crate::index;

/// What a library carries in SQLite's `application_id`: "STKW".
const APPLICATION_ID: i32 = 0x5354_4B57;

/// The version of a library's tables, in SQLite's `user_version`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Version {
    /// Names folded by [`fold_coarsely`](crate::name::fold_coarsely), an index by entry, no checksums.
    One,
    /// What is written now.
    Two,
}

/// A table or an index: its name, and the SQL that makes it.
type Object = (&'static str, &'static str);

/// The entries, each whole as one JSON document. Keys are never used again, so that no row that
/// another program left behind can come to mean another entry.
const ENTRY: Object = (
    "entry",
    "CREATE TABLE entry (
        key INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        title TEXT NOT NULL,
        title_folded TEXT NOT NULL,
        level TEXT NOT NULL,
        label TEXT,
        source TEXT NOT NULL,
        effective_date TEXT,
        aliases TEXT NOT NULL,
        summary_checksum INTEGER NOT NULL,
        json TEXT NOT NULL,
        json_checksum INTEGER NOT NULL
    ) STRICT",
);

/// What tells whether rows are missing: see [`super::tally`].
const TALLY: Object = (
    "tally",
    "CREATE TABLE tally (of TEXT PRIMARY KEY, sum INTEGER NOT NULL) STRICT, WITHOUT ROWID",
);

/// Every name that finds an entry, and the order of titles: the same in all versions.
const NAMES: [Object; 3] = [
    (
        "entry_by_title",
        "CREATE INDEX entry_by_title ON entry (title_folded, id)",
    ),
    (
        "name",
        "CREATE TABLE name (
        folded TEXT NOT NULL,
        entry INTEGER NOT NULL REFERENCES entry (key) ON DELETE CASCADE,
        PRIMARY KEY (folded, entry)
    ) STRICT, WITHOUT ROWID",
    ),
    (
        "name_by_entry",
        "CREATE INDEX name_by_entry ON name (entry)",
    ),
];

/// What version 1 has in place of these: entries without checksums, an index of one row an entry.
const VERSION_1: [Object; 2] = [
    (
        "entry",
        "CREATE TABLE entry (
        key INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        title TEXT NOT NULL,
        title_folded TEXT NOT NULL,
        level TEXT NOT NULL,
        label TEXT,
        source TEXT NOT NULL,
        effective_date TEXT,
        aliases TEXT NOT NULL,
        json TEXT NOT NULL
    ) STRICT",
    ),
    (
        "entry_text",
        "CREATE VIRTUAL TABLE entry_text USING fts5 (title, aliases, risks, overview, \
         how_it_works, benefits, science, protocol, watch_out, other, \
         content = '', contentless_delete = 1, tokenize = 'porter unicode61 remove_diacritics 2')",
    ),
];

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
    /// The number of the version that is written now.
    pub(super) const CURRENT: i32 = 2;

    fn number(self) -> i32 {
        match self {
            Self::One => 1,
            Self::Two => Self::CURRENT,
        }
    }

    fn objects(self) -> Vec<Object> {
        match self {
            Self::One => [&VERSION_1[..], &NAMES[..]].concat(),
            Self::Two => [&[ENTRY, TALLY][..], &NAMES[..], &index::TABLES[..]].concat(),
        }
    }

    /// Everything that a library of this version has in `sqlite_schema`: names and SQL.
    fn schema(self) -> BTreeMap<String, Option<String>> {
        let implied = match self {
            Self::One => &IMPLIED[..1],
            Self::Two => &IMPLIED,
        };
        let implied = implied
            .iter()
            .map(|(name, sql)| ((*name).to_owned(), sql.map(str::to_owned)));
        let mut schema: BTreeMap<String, Option<String>> = implied.collect();
        for (name, sql) in self.objects() {
            schema.insert(name.to_owned(), Some(sql.to_owned()));
            if sql.starts_with("CREATE VIRTUAL TABLE") {
                schema.extend(shadows(name));
            }
        }
        schema
    }
}

/// The tables in which FTS5 keeps a contentless index of this name.
fn shadows(table: &str) -> impl Iterator<Item = (String, Option<String>)> {
    [
        ("data", "(id INTEGER PRIMARY KEY, block BLOB)"),
        (
            "idx",
            "(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID",
        ),
        (
            "docsize",
            "(id INTEGER PRIMARY KEY, sz BLOB, origin INTEGER)",
        ),
        ("config", "(k PRIMARY KEY, v) WITHOUT ROWID"),
    ]
    .into_iter()
    .map(move |(suffix, columns)| {
        let name = format!("{table}_{suffix}");
        let sql = format!("CREATE TABLE '{name}'{columns}");
        (name, Some(sql))
    })
}

/// Makes the tables that are written now.
pub(super) fn create(connection: &Connection) -> rusqlite::Result<()> {
    for (_, sql) in [ENTRY, TALLY].into_iter().chain(NAMES) {
        connection.execute_batch(sql)?;
    }
    index::create(connection)?;
    connection.pragma_update(None, "application_id", APPLICATION_ID)?;
    set_version(connection)
}

/// Marks the file as one with the tables that are written now.
pub(super) fn set_version(connection: &Connection) -> rusqlite::Result<()> {
    connection.pragma_update(None, "user_version", Version::CURRENT)
}

/// The version of the library's tables, or why this is no library that can be used.
pub(super) fn recognise(connection: &Connection) -> rusqlite::Result<Result<Version, String>> {
    let number = |sql| connection.query_row(sql, [], |row| row.get::<_, i32>(0));
    let application = number("PRAGMA application_id")?;
    let version = match (application, number("PRAGMA user_version")?) {
        (APPLICATION_ID, 1) => Version::One,
        (APPLICATION_ID, Version::CURRENT) => Version::Two,
        (APPLICATION_ID, newer) if newer > Version::CURRENT => {
            return Ok(Err(format!(
                "it was written by a newer stackwise (its tables are of version {newer}; this \
                 program knows versions up to {})",
                Version::CURRENT
            )));
        }
        _ => return Ok(Err("it is a database of another program".to_owned())),
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
    use super::*;

    #[test]
    fn the_tables_that_are_made_are_those_that_are_recognised() {
        let connection = Connection::open_in_memory().unwrap();
        create(&connection).unwrap();
        assert_eq!(recognise(&connection), Ok(Ok(Version::Two)));
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
                "its table \"entry\" is not the one that version 2 of a library has",
            ),
        ] {
            let connection = Connection::open_in_memory().unwrap();
            create(&connection).unwrap();
            connection.execute_batch(sql).unwrap();
            assert_eq!(recognise(&connection), Ok(Err(why.to_owned())), "{sql}");
        }
    }
}
