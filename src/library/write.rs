//! Putting entries into a library and taking them out, in one transaction.

use std::thread::sleep;
use std::time::{Duration, Instant};

use rusqlite::{Connection, OptionalExtension as _};

use super::create::Unfinished;
use super::failure::{self, is_busy};
use super::lock::{WRITER_PATIENCE, waiting};
use super::path::LibraryPath;
use super::rows::Rows;
use super::standing::{Standing, standing};
use super::tables::Version;
use super::{Library, migrate};
use crate::entry::{Entry, Slug};
use crate::error::Error;
use crate::interrupt;

/// How much memory SQLite may take for pages, in KiB (negative, as SQLite wants it).
const CACHE: i32 = -16 * 1024;
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
    /// A newer version of it is there, and was left.
    Older,
    /// Another with its id is there, with this title, and was left.
    Taken(String),
    /// It was not put there: it is to have this id, as another label has its own, or it is there under
    /// this one.
    Renamed(Slug),
    /// The same version of the label is there with other words, with this title, and was left.
    Reworded(String),
}

/// One transaction on a library: what it does is seen when it is committed, or never. One that is not
/// committed leaves the library as it was, and none where there was none.
pub struct Writer {
    library: Library,
    /// The library, where it is made by this transaction.
    unfinished: Option<Unfinished>,
    upgraded: Option<usize>,
    rows: Rows,
}

impl Writer {
    /// Begins a transaction on the library at `path`, which is made where there is none. Tables of an
    /// earlier version are brought over to those of this one first, in the same transaction; before
    /// each entry of them, `tell` is called with the number of all.
    ///
    /// # Errors
    /// When the library cannot be written, is damaged where its tables have to be brought over,
    /// another program is writing to it for too long, or what `tell` says.
    pub fn begin<E: From<Error>>(
        path: &LibraryPath,
        tell: &mut dyn FnMut(usize) -> Result<(), E>,
    ) -> Result<Self, E> {
        if !path.is_there()? {
            path.ensure_folder()?;
            if let Some(unfinished) = Unfinished::begin(path)? {
                return Ok(Self::on_new(path, unfinished)?);
            }
        }
        Self::on_existing(Library::open_for_writing(path)?, tell)
    }

    fn on_new(path: &LibraryPath, unfinished: Unfinished) -> Result<Self, Error> {
        let connection = unfinished.connect()?;
        connection
            .pragma_update(None, "cache_size", CACHE)
            .and_then(|()| Rows::of(&connection))
            .map_err(|error| failure::failure("create", path.as_path(), &error))
            .map(|rows| Self {
                library: Library::new(connection, path.clone(), Version::CURRENT),
                unfinished: Some(unfinished),
                upgraded: None,
                rows,
            })
    }

    fn on_existing<E: From<Error>>(
        library: Library,
        tell: &mut dyn FnMut(usize) -> Result<(), E>,
    ) -> Result<Self, E> {
        let failed = |error| E::from(library.failure("write", &error));
        let connection = &library.connection;
        library.prepare_to_write().map_err(failed)?;
        connection
            .execute_batch("BEGIN IMMEDIATE")
            .map_err(failed)?;
        let mut stopped = None;
        let mut may_go_on = |count| match tell(count) {
            Ok(()) => true,
            Err(error) => {
                stopped = Some(error);
                false
            }
        };
        let upgraded = migrate::upgrade(library.version, connection, &mut may_go_on);
        if let Some(error) = stopped {
            return Err(error);
        }
        let (rows, upgraded) = upgraded.map_err(failed)?;
        Ok(Self {
            library,
            unfinished: None,
            upgraded,
            rows,
        })
    }

    /// The library as this transaction has left it so far.
    pub(super) fn library(&self) -> &Library {
        &self.library
    }

    /// How many entries were in tables of an earlier version, which this transaction brought over.
    #[must_use]
    pub fn upgraded(&self) -> Option<usize> {
        self.upgraded
    }

    /// Puts an entry, which is kept as this [`json`](super::json), into the library; `overwrites` says
    /// what happens to what is in its way.
    ///
    /// # Errors
    /// When the library cannot be written, or is damaged there.
    pub fn put(&self, entry: &Entry, json: &str, overwrites: bool) -> Result<Put, Error> {
        self.try_put(entry, json, overwrites)
            .map_err(|error| self.library.failure("write", &error))
    }

    fn try_put(&self, entry: &Entry, json: &str, overwrites: bool) -> rusqlite::Result<Put> {
        let connection = &self.library.connection;
        let put = match standing(connection, entry, json, overwrites)? {
            Standing::New => Put::Added,
            Standing::Same => return Ok(Put::Unchanged),
            Standing::Older => return Ok(Put::Older),
            Standing::Taken(title) => return Ok(Put::Taken(title)),
            Standing::Renamed(id) => return Ok(Put::Renamed(id)),
            Standing::Reworded(title) => return Ok(Put::Reworded(title)),
            Standing::Newer(keys) => {
                for key in keys {
                    self.rows.delete(connection, key)?;
                }
                Put::Replaced
            }
        };
        let key = self.rows.next_key();
        self.rows.insert(connection, key, entry, json)?;
        Ok(put)
    }

    /// The entry with this id.
    ///
    /// # Errors
    /// When the library cannot be read, or is damaged there.
    pub fn entry(&self, id: &str) -> Result<Option<Entry>, Error> {
        self.library.entry(id, None)
    }

    /// Takes the entry with this id out of the library; whether there was one.
    ///
    /// # Errors
    /// When the library cannot be written.
    pub fn remove(&self, id: &str) -> Result<bool, Error> {
        let connection = &self.library.connection;
        let remove = || {
            let key = connection
                .prepare_cached("SELECT key FROM entry WHERE id = ?1")?
                .query_row([id], |row| row.get::<_, i64>(0))
                .optional()?;
            key.map(|key| self.rows.delete(connection, key)).transpose()
        };
        match remove() {
            Ok(removed) => Ok(removed.is_some()),
            Err(error) => Err(self.library.failure("write", &error)),
        }
    }

    /// Makes everything that was done seen and lasting.
    ///
    /// # Errors
    /// When the library cannot be written; then nothing was done, or it is said that nobody knows.
    pub fn commit(self) -> Result<(), Error> {
        let Self {
            mut library,
            unfinished,
            rows,
            ..
        } = self;
        rows.finish(&library.connection)
            .map_err(|error| library.failure("write", &error))?;
        let committed = library.connection.execute_batch("COMMIT");
        let committed = committed.map_err(|error| library.failure("write", &error));
        if let Some(unfinished) = unfinished {
            committed?;
            library.disconnect()?;
            return unfinished.finish();
        }
        library.is_in_doubt = committed.is_err();
        library.settle()?;
        committed
    }
}

impl Library {
    fn prepare_to_write(&self) -> rusqlite::Result<()> {
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

    /// Whether the tables are of an earlier version, which the next transaction changes.
    #[must_use]
    pub fn is_outdated(&self) -> bool {
        self.version != Version::CURRENT
    }

    /// Lets go of the file.
    fn disconnect(&mut self) -> Result<(), Error> {
        self.is_writing = false;
        let nothing = Connection::open_in_memory();
        let nothing = nothing.map_err(|error| self.failure("close", &error))?;
        let connection = std::mem::replace(&mut self.connection, nothing);
        connection
            .close()
            .map_err(|(_, error)| self.failure("close", &error))
    }

    /// Ends writing: everything is in the one file again, as readers want it.
    ///
    /// Another writer or a busy reader may keep the file from that. Then it stays as it is, which is
    /// sound, and the next writer does it.
    ///
    /// # Errors
    /// When the disk failed while a transaction was made lasting and goes on failing: then what was
    /// done may be there or not.
    fn settle(&mut self) -> Result<(), Error> {
        self.is_writing = false;
        let begun = Instant::now();
        let patience = match interrupt::pending_signal() {
            None => PARTING_PATIENCE,
            Some(_) => INTERRUPTED_PATIENCE,
        };
        let connection = &self.connection;
        // A transaction that was not committed is taken back.
        let _ = connection.execute_batch("ROLLBACK");
        let _ = connection.busy_timeout(Duration::ZERO);
        let is_settled = loop {
            let changed = connection.pragma_update(None, "journal_mode", "DELETE");
            if changed.is_ok() || begun.elapsed() >= patience {
                break changed.is_ok();
            }
            sleep(Duration::from_millis(5));
        };
        // What is settled is as it was: a transaction that failed is in the file no more.
        if self.is_in_doubt && !is_settled {
            return Err(failure::doubt(self.path.as_path()));
        }
        Ok(())
    }
}

impl Drop for Library {
    fn drop(&mut self) {
        if self.is_writing {
            let _ = self.settle();
        }
    }
}
