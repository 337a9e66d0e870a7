//! The tables of a library, version by version, and how its file is recognised by them.

use std::collections::BTreeMap;

use rusqlite::Connection;

use crate::index;

/// What a library carries in SQLite's `application_id`: "STKW".
const APPLICATION_ID: i32 = 0x5354_4B57;

/// The version of a library's tables, in SQLite's `user_version`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Version {
    /// Names folded by [`fold_coarsely`](crate::name::fold_coarsely), an index by entry, no checksums.
    One,
    /// Entries as they are in JSON, without the columns that came later; an index that SQLite reads from
    /// version 3.43 on.
    Two,
    /// Names without a date, titles without a level.
    Three,
    /// What is written now.
    Four,
}

/// A table or an index: its name, and the SQL that makes it.
type Object = (&'static str, &'static str);

/// What lists say of the entries. Keys are never used again, so that no row that another program left behind can come to mean another entry.
const ENTRY: Object = (
    "entry",
    "CREATE TABLE entry (
        key INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        title TEXT NOT NULL,
        title_folded TEXT NOT NULL,
        level TEXT NOT NULL,
        label TEXT,
        boxed_warning TEXT,
        source TEXT NOT NULL,
        url TEXT,
        set_id TEXT,
        version TEXT,
        effective_date TEXT,
        published TEXT,
        reviewed TEXT,
        review_due TEXT,
        aliases TEXT NOT NULL,
        identifiers TEXT NOT NULL,
        unlisted_risks TEXT NOT NULL,
        summary_checksum INTEGER NOT NULL
    ) STRICT",
);
/// Each entry as one JSON document that is compressed (zstd), apart from what lists say of it, so that
/// lists are read without it.
const DOCUMENT: Object = (
    "document",
    "CREATE TABLE document (
        key INTEGER PRIMARY KEY REFERENCES entry (key) ON DELETE CASCADE,
        document BLOB NOT NULL,
        document_checksum INTEGER NOT NULL
    ) STRICT",
);

/// What tells whether rows are missing: see [`super::tally`].
const TALLY: Object = (
    "tally",
    "CREATE TABLE tally (of TEXT PRIMARY KEY, sum INTEGER NOT NULL) STRICT, WITHOUT ROWID",
);

/// The order of titles, with all that a list of ids takes.
const BY_TITLE: Object = (
    "entry_by_title",
    "CREATE INDEX entry_by_title ON entry (title_folded, id, level)",
);
/// The labels of one set, which are versions of one another.
const BY_SET: Object = (
    "entry_by_set",
    "CREATE INDEX entry_by_set ON entry (set_id) WHERE set_id IS NOT NULL",
);
/// Every name that finds an entry; of one name the newest first, by
/// [`Source::newness`](crate::entry::Source::newness). Identifiers find it as well, but are near to nothing:
/// another number is another drug.
const NAME: Object = (
    "name",
    "CREATE TABLE name (
        folded TEXT NOT NULL,
        newness INTEGER NOT NULL,
        entry INTEGER NOT NULL REFERENCES entry (key) ON DELETE CASCADE,
        is_identifier INTEGER NOT NULL,
        PRIMARY KEY (folded, newness DESC, entry)
    ) STRICT, WITHOUT ROWID",
);
const NAME_BY_ENTRY: Object = (
    "name_by_entry",
    "CREATE INDEX name_by_entry ON name (entry)",
);

/// The folders that hold entries, where the library is kept to them: see [`super::kept`].
const ORIGIN: Object = (
    "origin",
    "CREATE TABLE origin (
        entry INTEGER PRIMARY KEY REFERENCES entry (key) ON DELETE CASCADE,
        folder TEXT NOT NULL,
        path TEXT NOT NULL,
        checksum INTEGER NOT NULL
    ) STRICT",
);

/// The names that are no identifiers, of which a label has many.
const NAME_ALONE: Object = (
    "name_alone",
    "CREATE INDEX name_alone ON name (folded, entry) WHERE NOT is_identifier",
);

/// The entries that tell of risks which they do not list.
const BY_UNLISTED: Object = (
    "entry_by_unlisted",
    "CREATE INDEX entry_by_unlisted ON entry (level) WHERE unlisted_risks <> '[]'",
);

/// What is made now, but for the index of text.
const CURRENT: [Object; 10] = [
    ENTRY,
    DOCUMENT,
    TALLY,
    NAME,
    NAME_BY_ENTRY,
    NAME_ALONE,
    BY_TITLE,
    BY_SET,
    BY_UNLISTED,
    ORIGIN,
];

/// What version 3 has for names.
const NAME_3: Object = (
    "name",
    "CREATE TABLE name (
        folded TEXT NOT NULL,
        entry INTEGER NOT NULL REFERENCES entry (key) ON DELETE CASCADE,
        is_identifier INTEGER NOT NULL,
        PRIMARY KEY (folded, entry)
    ) STRICT, WITHOUT ROWID",
);

/// What versions 1 to 3 have for the order of titles.
const BY_TITLE_3: Object = (
    "entry_by_title",
    "CREATE INDEX entry_by_title ON entry (title_folded, id)",
);

/// What versions 1 and 2 have for names.
const EARLIER_NAME: Object = (
    "name",
    "CREATE TABLE name (
        folded TEXT NOT NULL,
        entry INTEGER NOT NULL REFERENCES entry (key) ON DELETE CASCADE,
        PRIMARY KEY (folded, entry)
    ) STRICT, WITHOUT ROWID",
);

/// What version 2 has for entries.
const ENTRY_2: Object = (
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

/// What version 2 has for an index: see [`index`], but for the numbers of ids of sections in rows.
const INDEX_2: [Object; 6] = [
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
        "CREATE VIRTUAL TABLE words USING fts5 (text, content = '', \
         contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2')",
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
    /// The version that is written now.
    pub(super) const CURRENT: Self = Self::Four;

    pub(super) fn number(self) -> i32 {
        match self {
            Self::One => 1,
            Self::Two => 2,
            Self::Three => 3,
            Self::Four => 4,
        }
    }

    fn of_number(number: i32) -> Option<Self> {
        let mut versions = [Self::One, Self::Two, Self::Three, Self::Four].into_iter();
        versions.find(|version| version.number() == number)
    }

    fn objects(self) -> Vec<Object> {
        let earlier = [EARLIER_NAME, NAME_BY_ENTRY, BY_TITLE_3];
        match self {
            Self::One => [&VERSION_1[..], &earlier].concat(),
            Self::Two => [&[ENTRY_2, TALLY][..], &earlier, &INDEX_2].concat(),
            Self::Three => {
                let earlier = |object: &Object| match *object {
                    NAME => NAME_3,
                    BY_TITLE => BY_TITLE_3,
                    same => same,
                };
                let tables = CURRENT.iter().map(earlier);
                tables.chain(index::TABLES).collect()
            }
            Self::Four => [&CURRENT[..], &index::TABLES].concat(),
        }
    }

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

/// Makes the tables that are written now.
pub(super) fn create(connection: &Connection) -> rusqlite::Result<()> {
    for (_, sql) in CURRENT {
        connection.execute_batch(sql)?;
    }
    index::create(connection)?;
    connection.pragma_update(None, "application_id", APPLICATION_ID)?;
    set_version(connection)
}

/// Drops everything of an earlier version but its entries, which it sets aside as `entry_before`.
pub(super) fn set_aside(connection: &Connection, version: Version) -> rusqlite::Result<()> {
    for (name, sql) in version.objects() {
        match name {
            "entry" => connection.execute_batch("ALTER TABLE entry RENAME TO entry_before")?,
            _ if sql.starts_with("CREATE INDEX") => {
                connection.execute_batch(&format!("DROP INDEX IF EXISTS {name}"))?;
            }
            _ => connection.execute_batch(&format!("DROP TABLE {name}"))?,
        }
    }
    Ok(())
}

/// Brings tables of version 3 over: sets their names aside as `name_before`, of which `fill` makes those of
/// this version.
pub(super) fn renew_names(
    connection: &Connection,
    fill: impl FnOnce() -> rusqlite::Result<()>,
) -> rusqlite::Result<()> {
    let run = |sql: &str| connection.execute_batch(sql);
    run("ALTER TABLE name RENAME TO name_before")?;
    run(NAME.1)?;
    fill()?;
    // With its indexes.
    run("DROP TABLE name_before")?;
    run(NAME_BY_ENTRY.1)?;
    run(NAME_ALONE.1)?;
    run("DROP INDEX entry_by_title")?;
    run(BY_TITLE.1)?;
    set_version(connection)
}

/// Marks the file as one with the tables that are written now.
fn set_version(connection: &Connection) -> rusqlite::Result<()> {
    connection.pragma_update(None, "user_version", Version::CURRENT.number())
}

/// The version of the library's tables, or why this is no library that can be used.
pub(super) fn recognise(connection: &Connection) -> rusqlite::Result<Result<Version, String>> {
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
