//! Putting entries into a library and taking them out, in one transaction.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::thread::sleep;
use std::time::{Duration, Instant};

use rusqlite::types::ValueRef;
use rusqlite::{
    Connection, OptionalExtension as _, ToSql, Transaction, TransactionBehavior, params,
};

use super::failure::{LibraryError, is_busy};
use super::lock::{WRITER_PATIENCE, waiting};
use super::read::{entry, is_same};
use super::tables::Version;
use super::tally::Changes;
use super::{Library, checksum, migrate};
use crate::entry::{Entry, EntryDocument};
use crate::error::Error;
use crate::index;
use crate::interrupt;
use crate::name::fold;
use crate::text::Text;

/// How much memory SQLite may take for pages, in KiB (negative, as SQLite wants it).
const CACHE: i32 = -32 * 1024;
/// How long the end of writing waits for readers to let go of the file.
const PARTING_PATIENCE: Duration = Duration::from_secs(1);
/// The same, where a signal asked the program to end.
const INTERRUPTED_PATIENCE: Duration = Duration::from_millis(100);

/// What came of putting an entry into the library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Put {
    /// It was not there.
    Added,
    /// It stands in place of another with its id.
    Replaced,
    /// It was there already, the same.
    Unchanged,
    /// Another with its id is there, with this title, and was left.
    Taken(String),
}

/// One transaction on a library: what it does is seen when it is committed, or never.
pub struct Writer<'l> {
    library: &'l Library,
    transaction: Transaction<'l>,
    upgraded: Option<usize>,
    keys: Keys,
    tallies: Changes,
}

/// The keys for new entries: each is higher than all that ever were.
pub(super) struct Keys(Cell<i64>);

impl Keys {
    /// The keys of this library, with tables of version 2.
    pub(super) fn of(connection: &Connection) -> rusqlite::Result<Self> {
        let last = connection
            .query_row(
                "SELECT max(seq, (SELECT coalesce(max(key), 0) FROM entry)) FROM sqlite_sequence
                 WHERE name = 'entry'",
                [],
                |row| row.get(0),
            )
            .optional()?;
        Ok(Self(Cell::new(last.unwrap_or(0))))
    }

    fn next(&self) -> i64 {
        self.0.set(self.0.get() + 1);
        self.0.get()
    }
}

impl Library {
    pub(super) fn prepare_to_write(&self) -> rusqlite::Result<()> {
        self.connection.pragma_update(None, "cache_size", CACHE)?;
        self.connection.pragma_update(None, "synchronous", "FULL")?;
        // SQLite does not wait for the lock that this takes.
        let mut is_worth_waiting = waiting(WRITER_PATIENCE);
        for tries in 0.. {
            let changed = self.connection.pragma_update(None, "journal_mode", "WAL");
            match changed {
                Err(error) if is_busy(&error) && is_worth_waiting(tries) => {}
                changed => return changed,
            }
        }
        Ok(())
    }

    /// Begins a transaction. Tables of an earlier version are brought over to those of this one first,
    /// in the same transaction.
    ///
    /// # Errors
    /// When the library cannot be written, is damaged where its tables have to be brought over, or
    /// another program is writing to it for too long.
    pub fn begin(&self) -> Result<Writer<'_>, Error> {
        let begin = || {
            let transaction =
                Transaction::new_unchecked(&self.connection, TransactionBehavior::Immediate)?;
            let tallies = Changes::default();
            let upgraded = migrate::upgrade(self, &transaction, &tallies)?;
            let keys = Keys::of(&transaction)?;
            Ok((transaction, upgraded, keys, tallies))
        };
        match begin() {
            Ok((transaction, upgraded, keys, tallies)) => Ok(Writer {
                library: self,
                transaction,
                upgraded,
                keys,
                tallies,
            }),
            Err(error) => Err(self.failure("write", &error)),
        }
    }

    /// Whether the tables are of an earlier version, which the next transaction changes.
    #[must_use]
    pub fn is_outdated(&self) -> bool {
        self.version == Version::One
    }

    /// Ends writing: everything is in the one file again, as readers want it.
    ///
    /// Another writer or a busy reader may keep the file from that. Then it stays as it is, which is
    /// sound, and the next writer does it.
    ///
    /// # Errors
    /// When the disk failed while a transaction was made lasting and goes on failing: then what was
    /// done may be there or not.
    pub fn close(self) -> Result<(), Error> {
        let begun = Instant::now();
        let patience = match interrupt::pending_signal() {
            None => PARTING_PATIENCE,
            Some(_) => INTERRUPTED_PATIENCE,
        };
        let _ = self.connection.busy_timeout(Duration::ZERO);
        let is_settled = loop {
            let changed = self
                .connection
                .pragma_update(None, "journal_mode", "DELETE");
            if changed.is_ok() || begun.elapsed() >= patience {
                break changed.is_ok();
            }
            sleep(Duration::from_millis(5));
        };
        // What is settled is as it was: a transaction that failed is in the file no more.
        if self.is_in_doubt.get() && !is_settled {
            return Err(self.doubt());
        }
        Ok(())
    }

    /// The write-ahead log ends with the whole transaction, but perhaps not on the disk. Whether the
    /// next program to open the library finds it there cannot be told.
    fn doubt(&self) -> Error {
        let path = self.path.as_path().display();
        LibraryError::new(format!(
            "the disk failed while the library {path} was written; the change may or may not be saved"
        ))
        .hint("check the disk; then `stackwise list --source library` shows what is there")
    }
}

impl Writer<'_> {
    /// How many entries were in tables of an earlier version, which this transaction brought over.
    #[must_use]
    pub fn upgraded(&self) -> Option<usize> {
        self.upgraded
    }

    /// Puts an entry, which is kept as this [`json`], into the library; `overwrites` says what
    /// happens to another with its id.
    ///
    /// # Errors
    /// When the library cannot be written, or is damaged there.
    pub fn put(&self, entry: &Entry, json: &str, overwrites: bool) -> Result<Put, Error> {
        self.try_put(entry, json, overwrites)
            .map_err(|error| self.library.failure("write", &error))
    }

    fn try_put(&self, entry: &Entry, json: &str, overwrites: bool) -> rusqlite::Result<Put> {
        let existing = self
            .transaction
            .prepare_cached("SELECT key, json, json_checksum, title FROM entry WHERE id = ?1")?
            .query_row([entry.id.as_str()], |row| {
                let is_same = is_same(row, json, overwrites)?;
                Ok((row.get::<_, i64>(0)?, row.get::<_, String>(3)?, is_same))
            })
            .optional()?;
        let put = match existing {
            None => Put::Added,
            Some((_, _, true)) => return Ok(Put::Unchanged),
            Some((_, title, false)) if !overwrites => return Ok(Put::Taken(title)),
            Some((key, _, false)) => {
                self.delete(key)?;
                Put::Replaced
            }
        };
        let key = self.keys.next();
        insert(&self.transaction, &self.tallies, key, entry, json)?;
        Ok(put)
    }

    /// Takes the entry with this id out of the library; whether there was one.
    ///
    /// # Errors
    /// When the library cannot be written.
    pub fn remove(&self, id: &str) -> Result<bool, Error> {
        let remove = || {
            let key = self
                .transaction
                .prepare_cached("SELECT key FROM entry WHERE id = ?1")?
                .query_row([id], |row| row.get::<_, i64>(0))
                .optional()?;
            key.map(|key| self.delete(key)).transpose()
        };
        match remove() {
            Ok(removed) => Ok(removed.is_some()),
            Err(error) => Err(self.library.failure("write", &error)),
        }
    }

    fn delete(&self, key: i64) -> rusqlite::Result<()> {
        index::delete(&self.transaction, key)?;
        self.tallies.entry(key);
        for name in self.names_to_delete(key)? {
            self.tallies.name(&name, key);
        }
        self.transaction
            .prepare_cached("DELETE FROM entry WHERE key = ?1")?
            .execute([key])
            .map(drop)
    }

    /// The folded names of the entry in this row: those that it ought to have or, where its text is
    /// damaged, those in the table.
    fn names_to_delete(&self, key: i64) -> rusqlite::Result<BTreeSet<String>> {
        let sql = "SELECT key, json, json_checksum FROM entry WHERE key = ?1";
        let found = self
            .transaction
            .prepare_cached(sql)?
            .query_row([key], entry);
        match found {
            Ok(entry) => Ok(entry.names().map(fold).collect()),
            Err(_) => self.library.names_of(key),
        }
    }

    /// Makes everything that was done seen and lasting.
    ///
    /// # Errors
    /// When the library cannot be written; then nothing was done.
    pub fn commit(self) -> Result<(), Error> {
        let library = self.library;
        self.tallies
            .write(&self.transaction)
            .map_err(|error| library.failure("write", &error))?;
        self.transaction.commit().map_err(|error| {
            library.is_in_doubt.set(true);
            library.failure("write", &error)
        })
    }
}

/// Puts an entry that is not there into tables of version 2, under a key that never was in use.
pub(super) fn insert(
    connection: &Connection,
    tallies: &Changes,
    key: i64,
    entry: &Entry,
    json: &str,
) -> rusqlite::Result<()> {
    let aliases = serde_json::to_string(&entry.aliases)
        .map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))?;
    let title = entry.title.as_str();
    let title_folded = fold(title);
    // In the order of the columns of a summary.
    let summary = [
        Some(entry.id.as_str()),
        Some(title),
        Some(&title_folded),
        Some(entry.risk.level.code()),
        entry.risk.label.as_ref().map(Text::as_str),
        Some(entry.source.name.as_str()),
        entry.source.effective_date.as_ref().map(Text::as_str),
        Some(&aliases),
    ];
    let summary_checksum = checksum::of(key, summary.map(ValueRef::from));
    let json_checksum = checksum::of(key, [ValueRef::from(json)]);
    let mut values: Vec<&dyn ToSql> = vec![&key];
    values.extend(summary.iter().map(|value| value as &dyn ToSql));
    values.extend([&summary_checksum as &dyn ToSql, &json, &json_checksum]);
    connection
        .prepare_cached(
            "INSERT INTO entry (key, id, title, title_folded, level, label, source, effective_date,
             aliases, summary_checksum, json, json_checksum)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        )?
        .execute(values.as_slice())?;
    let mut add_name =
        connection.prepare_cached("INSERT INTO name (folded, entry) VALUES (?1, ?2)")?;
    tallies.entry(key);
    for name in entry.names().map(fold).collect::<BTreeSet<_>>() {
        add_name.execute(params![name, key])?;
        tallies.name(&name, key);
    }
    index::insert(connection, key, entry)
}

/// What the library keeps of an entry: the same for the same entry.
///
/// # Panics
/// Never: an entry is made of text and lists, which JSON always has room for.
#[must_use]
pub fn json(entry: &Entry) -> String {
    serde_json::to_string(&EntryDocument::from(entry)).expect("an entry can be written as JSON")
}
