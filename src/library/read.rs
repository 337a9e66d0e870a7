//! Finding and listing what a library holds.

use std::borrow::Cow;

use rusqlite::{OptionalExtension as _, Row, ToSql};

use super::failure::damaged;
use super::standing::{Standing, standing};
use super::summary::required;
use super::tables::Version;
use super::tally::Tally;
use super::{Library, checksum, document};
use crate::entry::{Chooser, Entry, RiskLevel, Slug};
use crate::error::Error;

/// How much memory SQLite may take for pages while a list is read, in KiB (negative, as SQLite wants it).
const LIST_CACHE: i32 = -32 * 1024;

/// Which sections of an entry are read: all, or those that are chosen.
pub type Only<'o> = Option<&'o Chooser<'o>>;

impl Library {
    /// The columns of a whole entry: its key, its document, and the checksum of that.
    pub(super) fn entry_columns(&self) -> &'static str {
        match self.version {
            Version::One => "key, json, NULL",
            Version::Two => "key, json, json_checksum",
            Version::Three | Version::Four => "key, document, document_checksum",
        }
    }

    /// Where the columns of a whole entry and of its summary are.
    pub(super) fn entries(&self) -> &'static str {
        if self.version < Version::Three {
            return "entry";
        }
        // A document that is missing is damage, and no reason to leave the entry out.
        "entry LEFT JOIN document USING (key)"
    }

    /// The entry with this id: whole, or `only` with the sections that are chosen.
    ///
    /// # Errors
    /// When the library cannot be read, or is damaged there.
    pub fn entry(&self, id: &str, only: Only) -> Result<Option<Entry>, Error> {
        self.one_entry("id = ?1", id, only)
    }

    /// The entry in this row.
    ///
    /// # Errors
    /// When the library cannot be read, or is damaged there.
    pub fn with_key(&self, key: i64, only: Only) -> Result<Option<Entry>, Error> {
        self.one_entry("key = ?1", key, only)
    }

    fn one_entry(
        &self,
        condition: &str,
        value: impl ToSql,
        only: Only,
    ) -> Result<Option<Entry>, Error> {
        let (columns, entries) = (self.entry_columns(), self.entries());
        let sql = format!("SELECT {columns} FROM {entries} WHERE {condition}");
        self.connection
            .prepare_cached(&sql)
            .and_then(|mut statement| {
                statement
                    .query_row([value], |row| entry_with(row, only))
                    .optional()
            })
            .map_err(|error| self.failure("read", &error))
    }

    /// How an entry, which would be kept as this JSON, stands to what the library holds. `overwrites`
    /// says that damage there does not matter. In tables of an earlier version that is open until they
    /// are brought over: `None`.
    ///
    /// # Errors
    /// When the library cannot be read, or is damaged there.
    pub fn standing(
        &self,
        entry: &Entry,
        json: &str,
        overwrites: bool,
    ) -> Result<Option<Standing>, Error> {
        if self.is_outdated() {
            return Ok(None);
        }
        standing(&self.connection, entry, json, overwrites)
            .map(Some)
            .map_err(|error| self.failure("read", &error))
    }

    /// Whether there is an entry with this id.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn has(&self, id: &str) -> Result<bool, Error> {
        self.connection
            .prepare_cached("SELECT 1 FROM entry WHERE id = ?1")
            .and_then(|mut statement| statement.exists([id]))
            .map_err(|error| self.failure("read", &error))
    }

    /// Whether there is a row with this id, whatever else is in it.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn has_row(&self, id: &str) -> Result<bool, Error> {
        // The row itself has to say so, not the index of ids alone.
        let sql = "SELECT 1 FROM entry AS own
                   WHERE own.key = (SELECT key FROM entry WHERE id = ?1) AND +own.id = ?1";
        self.connection
            .prepare_cached(sql)
            .and_then(|mut statement| statement.exists([id]))
            .map_err(|error| self.failure("read", &error))
    }

    /// Every entry by folded title, without its summary.
    ///
    /// # Errors
    /// When the library cannot be read, or is damaged: an entry is missing, or not the one it says.
    pub fn titled(&self) -> Result<Vec<Titled>, Error> {
        let read = || {
            // Entries lie in another order than that of titles: pages are wanted again and again.
            self.connection
                .pragma_update(None, "cache_size", LIST_CACHE)?;
            let sql = "SELECT key, id, title_folded, level FROM entry ORDER BY title_folded, id";
            let mut statement = self.connection.prepare(sql)?;
            let titled = statement.query_map([], |row| {
                Ok(Titled {
                    key: row.get(0)?,
                    id: required(row.get(1)?)?,
                    title_folded: row.get(2)?,
                    level: row.get_ref(3)?.as_str()?.parse().map_err(damaged)?,
                })
            })?;
            titled.collect::<rusqlite::Result<Vec<_>>>()
        };
        let titled = read().map_err(|error| self.failure("read", &error))?;
        self.ensure_whole(&titled)?;
        Ok(titled)
    }

    /// Gives every entry, by id, to `take`.
    ///
    /// # Errors
    /// When the library cannot be read or is damaged, or what `take` says.
    pub fn for_each_entry<E: From<Error>>(
        &self,
        mut take: impl FnMut(&Entry) -> Result<(), E>,
    ) -> Result<(), E> {
        let failed = |error| E::from(self.failure("read", &error));
        let (columns, entries) = (self.entry_columns(), self.entries());
        let sql = format!("SELECT {columns} FROM {entries} ORDER BY id");
        let mut statement = self.connection.prepare(&sql).map_err(failed)?;
        let mut rows = statement.query([]).map_err(failed)?;
        let mut tally = Tally::default();
        while let Some(row) = rows.next().map_err(failed)? {
            take(&entry(row).map_err(failed)?)?;
            tally.toggle_entry(key(row));
        }
        Ok(self.ensure_whole_entries(tally)?)
    }
}

/// An entry in the order of titles.
pub struct Titled {
    /// Its row.
    pub key: i64,
    /// Its id.
    pub id: Slug,
    /// Its title, folded.
    pub title_folded: String,
    /// Its level.
    pub level: RiskLevel,
}

/// The entry in the columns of [`Library::entry_columns`].
pub(super) fn entry(row: &Row) -> rusqlite::Result<Entry> {
    entry_with(row, None)
}

fn entry_with(row: &Row, only: Only) -> rusqlite::Result<Entry> {
    let json = verified_json(row)?;
    let entry = match only {
        Some(chooser) => Entry::read_only(&json, chooser),
        None => serde_json::from_str(&json),
    };
    entry.map_err(|error| {
        damaged(format!(
            "the entry in row {} is no entry: {error}",
            key(row)
        ))
    })
}

/// The JSON of an entry, if it is what was written.
fn verified_json<'r>(row: &'r Row) -> rusqlite::Result<Cow<'r, str>> {
    let kept = row.get_ref(1)?;
    let checksum: Option<i64> = row.get(2)?;
    if checksum.is_some_and(|checksum| checksum != checksum::of(row.get(0).unwrap_or(0), [kept])) {
        return Err(damaged(format!(
            "the text of the entry in row {} is not what was written",
            key(row)
        )));
    }
    document::unpack(kept).map_err(|why| {
        damaged(format!(
            "the text of the entry in row {} cannot be read: {why}",
            key(row)
        ))
    })
}

/// Whether an entry, which would be kept as this JSON, is kept in this row. One that does not name the
/// document that it was read from is the same as one that does. Damaged text is not the same, where it
/// is about to be overwritten.
pub(super) fn is_same(
    row: &Row,
    own: &Entry,
    json: &str,
    overwrites: bool,
) -> rusqlite::Result<bool> {
    match verified_json(row) {
        Err(_) if overwrites => Ok(false),
        // Earlier versions of the shape say the same in other JSON.
        Ok(kept) if kept != json => match entry(row) {
            Err(_) if overwrites => Ok(false),
            kept => {
                let kept = kept?;
                Ok(kept == *own || own.source.path.is_none() && kept.says_the_same(own))
            }
        },
        kept => kept.map(|_| true),
    }
}

/// The key of a row, for messages.
fn key(row: &Row) -> i64 {
    row.get(0).unwrap_or_default()
}
