//! The tables of a library: those that are made now, and what becomes of earlier ones.

mod earlier;
mod recognise;

use rusqlite::Connection;

pub(super) use recognise::recognise;

use crate::index;
use earlier::{BY_TITLE_3, EARLIER_NAME, ENTRY_2, INDEX_2, NAME_3, VERSION_1};

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
