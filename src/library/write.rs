//! Putting entries into a library and taking them out, in one transaction.

use std::thread::sleep;
use std::time::{Duration, Instant};

use rusqlite::{OptionalExtension as _, Transaction, TransactionBehavior};

use super::failure::{LibraryError, is_busy};
use super::lock::{WRITER_PATIENCE, waiting};
use super::read::is_same;
use super::rows::Rows;
use super::tables::Version;
use super::{Library, migrate};
use crate::entry::Entry;
use crate::error::Error;
use crate::interrupt;

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
    rows: Rows,
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
    /// in the same transaction; `tell` is called with each entry that is.
    ///
    /// # Errors
    /// When the library cannot be written, is damaged where its tables have to be brought over,
    /// another program is writing to it for too long, or what `tell` says.
    pub fn begin<E: From<Error>>(
        &self,
        tell: &mut dyn FnMut() -> Result<(), E>,
    ) -> Result<Writer<'_>, E> {
        let failed = |error| E::from(self.failure("write", &error));
        let transaction =
            Transaction::new_unchecked(&self.connection, TransactionBehavior::Immediate)
                .map_err(failed)?;
        let mut stopped = None;
        let mut may_go_on = || match tell() {
            Ok(()) => true,
            Err(error) => {
                stopped = Some(error);
                false
            }
        };
        let upgraded = migrate::upgrade(self.version, &transaction, &mut may_go_on);
        if let Some(error) = stopped {
            return Err(error);
        }
        let (rows, upgraded) = upgraded.map_err(failed)?;
        Ok(Writer {
            library: self,
            transaction,
            upgraded,
            rows,
        })
    }

    /// Whether the tables are of an earlier version, which the next transaction changes.
    #[must_use]
    pub fn is_outdated(&self) -> bool {
        self.version != Version::CURRENT
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
            .prepare_cached(
                "SELECT key, document, document_checksum, title FROM entry WHERE id = ?1",
            )?
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
                self.rows.delete(&self.transaction, key)?;
                Put::Replaced
            }
        };
        let key = self.rows.next_key();
        self.rows.insert(&self.transaction, key, entry, json)?;
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
            key.map(|key| self.rows.delete(&self.transaction, key))
                .transpose()
        };
        match remove() {
            Ok(removed) => Ok(removed.is_some()),
            Err(error) => Err(self.library.failure("write", &error)),
        }
    }

    /// Makes everything that was done seen and lasting.
    ///
    /// # Errors
    /// When the library cannot be written; then nothing was done.
    pub fn commit(self) -> Result<(), Error> {
        let library = self.library;
        self.rows
            .finish(&self.transaction)
            .map_err(|error| library.failure("write", &error))?;
        self.transaction.commit().map_err(|error| {
            library.is_in_doubt.set(true);
            library.failure("write", &error)
        })
    }
}
