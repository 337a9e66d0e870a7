//! The rows that an entry has in a library's tables: what goes in, and what comes out again.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension as _, params};

use super::document::Packer;
use super::failure::unwritable;
use super::read::entry as entry_at;
use super::tally::Changes;
use super::{checksum, summary};
use crate::entry::{Entry, EntryDocument, Origin, Summary};
use crate::index;
use crate::name::fold;

/// Puts the rows of entries into tables of the version that is written, and takes them out.
pub(super) struct Rows {
    /// The highest key that ever was.
    last_key: Cell<i64>,
    tallies: Changes,
    packer: RefCell<Packer>,
    index: index::IndexWriter,
    /// Whether the index holds words of an entry that could not be read, so that nobody knew which words
    /// to take out.
    has_stray_words: Cell<bool>,
}

impl Rows {
    /// For the tables of this library.
    pub(super) fn of(connection: &Connection) -> rusqlite::Result<Self> {
        let last = connection
            .query_row(
                "SELECT max(seq, (SELECT coalesce(max(key), 0) FROM entry)) FROM sqlite_sequence
                 WHERE name = 'entry'",
                [],
                |row| row.get(0),
            )
            .optional()?;
        let packer = Packer::new().map_err(|error| unwritable(error.into()))?;
        Ok(Self {
            last_key: Cell::new(last.unwrap_or(0)),
            tallies: Changes::default(),
            packer: RefCell::new(packer),
            index: index::IndexWriter::default(),
            has_stray_words: Cell::new(false),
        })
    }

    /// A key that never was in use.
    pub(super) fn next_key(&self) -> i64 {
        self.last_key.set(self.last_key.get() + 1);
        self.last_key.get()
    }

    /// Puts in an entry that is not there, which is kept as this JSON, under a key that is not in use.
    pub(super) fn insert(
        &self,
        connection: &Connection,
        key: i64,
        entry: &Entry,
        json: &str,
    ) -> rusqlite::Result<()> {
        self.last_key.set(self.last_key.get().max(key));
        let document = self.packer.borrow_mut().pack(json);
        let document = document.map_err(|error| unwritable(error.into()))?;
        summary::insert(connection, key, &entry.summary(LIBRARY))?;
        insert_document(connection, key, &document)?;
        let mut add_name = connection.prepare_cached(INSERT_NAME)?;
        self.tallies.entry(key, Some(entry));
        let newness = entry.source.newness();
        for (name, is_identifier) in names_of(&entry.summary(LIBRARY)) {
            add_name.execute(params![name, newness, key, is_identifier])?;
            self.tallies.name(&name, is_identifier, key);
        }
        self.index.insert(connection, key, entry)
    }

    /// Takes out the entry with this key.
    pub(super) fn delete(&self, connection: &Connection, key: i64) -> rusqlite::Result<()> {
        let entry = connection
            .prepare_cached("SELECT key, document, document_checksum FROM document WHERE key = ?1")?
            .query_row([key], entry_at);
        // The names that it ought to have or, where its text is damaged, those in the table.
        let names = if let Ok(entry) = entry {
            self.index.delete(connection, key, &entry)?;
            self.tallies.entry(key, Some(&entry));
            names_of(&entry.summary(LIBRARY))
        } else {
            self.has_stray_words.set(true);
            self.tallies.entry(key, None);
            connection
                .prepare_cached("SELECT folded, is_identifier FROM name WHERE entry = ?1")?
                .query_map([key], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect::<Result<_, _>>()?
        };
        for (name, is_identifier) in names {
            self.tallies.name(&name, is_identifier, key);
        }
        connection
            .prepare_cached("DELETE FROM entry WHERE key = ?1")?
            .execute([key])
            .map(drop)
    }

    /// Brings what is kept of all entries together up to date.
    pub(super) fn finish(self, connection: &Connection) -> rusqlite::Result<()> {
        if self.has_stray_words.get() {
            index::clear(connection)?;
            // Which knows of no word that is no longer there.
            let index = index::IndexWriter::default();
            let sql = "SELECT key, document, document_checksum FROM document ORDER BY key";
            let mut statement = connection.prepare(sql)?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                index.insert(connection, row.get(0)?, &entry_at(row)?)?;
            }
        } else {
            self.index.finish(connection)?;
        }
        let trusts_ids = !self.has_stray_words.get();
        self.tallies.write(connection, trusts_ids)
    }
}

/// Puts a name in: folded, with the newness of the entry, its key, and whether it is an identifier.
pub(super) const INSERT_NAME: &str =
    "INSERT INTO name (folded, newness, entry, is_identifier) VALUES (?1, ?2, ?3, ?4)";

const LIBRARY: Origin = Origin::Library {
    shadows_built_in: false,
};

fn insert_document(connection: &Connection, key: i64, document: &[u8]) -> rusqlite::Result<()> {
    let checksum = checksum::of(key, [ValueRef::Blob(document)]);
    connection
        .prepare_cached(
            "INSERT INTO document (key, document, document_checksum) VALUES (?1, ?2, ?3)",
        )?
        .execute(params![key, document, checksum])
        .map(drop)
}

/// Everything that finds an entry, folded, with whether it is an identifier and no name.
pub(super) fn names_of(summary: &Summary) -> BTreeMap<String, bool> {
    let found_by = summary.found_by().map(|name| (fold(&name), true));
    let mut names: BTreeMap<String, bool> = found_by.collect();
    names.extend(summary.names().map(|name| (fold(name), false)));
    names
}

/// What the library keeps of an entry: the same for the same entry.
///
/// # Panics
/// Never: an entry is made of text and lists, which JSON always has room for.
#[must_use]
pub fn json(entry: &Entry) -> String {
    serde_json::to_string(&EntryDocument::from(entry)).expect("an entry can be written as JSON")
}
