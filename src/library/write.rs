//! Putting entries into a library and taking them out, in one transaction.

use std::thread::sleep;
use std::time::{Duration, Instant};

use rusqlite::{OptionalExtension as _, Transaction, TransactionBehavior, params};

use super::{APPLICATION_ID, Library, TABLES, TABLES_VERSION, WRITER_PATIENCE, is_busy, waiting};
use crate::entry::{Entry, EntryDocument};
use crate::error::{Code, Error};
use crate::index;
use crate::interrupt;
use crate::name::fold;

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

    /// Begins a transaction, making the tables where there are none.
    ///
    /// # Errors
    /// When the library cannot be written, or another program is writing to it for too long.
    pub fn begin(&self) -> Result<Writer<'_>, Error> {
        let begin = || {
            let transaction =
                Transaction::new_unchecked(&self.connection, TransactionBehavior::Immediate)?;
            let version: i32 =
                transaction.query_row("PRAGMA user_version", [], |row| row.get(0))?;
            if version == 0 {
                transaction.execute_batch(TABLES)?;
                index::create(&transaction)?;
                transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
                transaction.pragma_update(None, "user_version", TABLES_VERSION)?;
            }
            Ok(transaction)
        };
        match begin() {
            Ok(transaction) => Ok(Writer {
                library: self,
                transaction,
            }),
            Err(error) => Err(self.failure("write", &error)),
        }
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
        let patience = match interrupt::arrived() {
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
        Error::new(
            Code::LibraryFailed,
            format!(
                "the disk failed while the library {} was written; whether all was done or nothing \
                 is not known",
                self.path.display()
            ),
        )
        .with_hint("see to the disk; then `stackwise list --source library` shows what is there")
    }
}

impl Writer<'_> {
    /// Puts an entry, which is kept as this [`json`], into the library; `overwrites` says what happens to another with its id.
    ///
    /// # Errors
    /// When the library cannot be written.
    pub fn put(&self, entry: &Entry, json: &str, overwrites: bool) -> Result<Put, Error> {
        self.try_put(entry, json, overwrites)
            .map_err(|error| self.library.failure("write", &error))
    }

    fn try_put(&self, entry: &Entry, json: &str, overwrites: bool) -> rusqlite::Result<Put> {
        let there = self
            .transaction
            .prepare_cached("SELECT key, title, json FROM entry WHERE id = ?1")?
            .query_row([entry.id.as_str()], |row| {
                Ok((
                    row.get::<_, i64>(0)?,
                    row.get::<_, String>(1)?,
                    row.get_ref(2)?.as_str()? == json,
                ))
            })
            .optional()?;
        let put = match there {
            None => Put::Added,
            Some((_, _, true)) => return Ok(Put::Unchanged),
            Some((_, title, false)) if !overwrites => return Ok(Put::Taken(title)),
            Some((key, _, false)) => {
                self.delete(key)?;
                Put::Replaced
            }
        };
        self.insert(entry, json)?;
        Ok(put)
    }

    fn insert(&self, entry: &Entry, json: &str) -> rusqlite::Result<()> {
        let title = entry.title.as_str();
        let aliases = serde_json::to_string(&entry.aliases)
            .map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))?;
        self.transaction
            .prepare_cached(
                "INSERT INTO entry (id, title, title_folded, level, label, source, effective_date,
                 aliases, json) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            )?
            .execute(params![
                entry.id.as_str(),
                title,
                fold(title),
                entry.risk.level.code(),
                entry
                    .risk
                    .label
                    .as_ref()
                    .map(super::super::text::Text::as_str),
                entry.source.name.as_str(),
                entry
                    .source
                    .effective_date
                    .as_ref()
                    .map(super::super::text::Text::as_str),
                aliases,
                json,
            ])?;
        let key = self.transaction.last_insert_rowid();
        let mut add_name = self
            .transaction
            .prepare_cached("INSERT OR IGNORE INTO name (folded, entry) VALUES (?1, ?2)")?;
        let aliases = entry.aliases.iter().map(super::super::text::Text::as_str);
        for name in [entry.id.as_str(), title].into_iter().chain(aliases) {
            add_name.execute(params![fold(name), key])?;
        }
        index::insert(&self.transaction, key, entry)
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
        self.transaction
            .prepare_cached("DELETE FROM entry WHERE key = ?1")?
            .execute([key])
            .map(drop)
    }

    /// Makes everything that was done seen and lasting.
    ///
    /// # Errors
    /// When the library cannot be written; then nothing was done.
    pub fn commit(self) -> Result<(), Error> {
        let library = self.library;
        self.transaction.commit().map_err(|error| {
            library.is_in_doubt.set(true);
            library.failure("write", &error)
        })
    }
}

/// What the library keeps of an entry: the same for the same entry.
///
/// # Panics
/// Never: an entry is made of text and lists, which JSON always has room for.
#[must_use]
pub fn json(entry: &Entry) -> String {
    serde_json::to_string(&EntryDocument::from(entry)).expect("an entry can be written as JSON")
}
