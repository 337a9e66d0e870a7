//! The user's own entries: one SQLite file. Knows nothing of built-ins, source documents or output.
//!
//! The file lies in rollback mode, so that reading it creates nothing beside it. While entries are
//! written it is in WAL mode: readers then go on with what was there before, however long it takes,
//! and a writer that is killed leaves nothing that counts.
//!
//! A reader is one transaction: whatever it asks for, it sees the library of one moment. What it
//! reads is held against a checksum, so that damaged text is never shown.

mod beginnings;
mod checksum;
mod create;
mod document;
mod failure;
mod kept;
mod lock;
mod logs;
mod migrate;
mod names;
mod path;
mod read;
mod rows;
mod search;
mod standing;
mod status;
mod summary;
mod tables;
mod tally;
mod verify;
mod verify_index;
mod write;

use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags};

pub use kept::Kept;
pub use names::Named;
pub use path::LibraryPath;
pub use read::{Only, Titled};
pub use rows::json;
pub use standing::Standing;
pub use status::Status;
pub use verify::Verified;
pub use write::{Put, Writer};

use crate::error::Error;
use lock::{READER_PATIENCE, WRITER_PATIENCE, waiting};
use tables::Version;

/// An open library.
pub struct Library {
    connection: Connection,
    path: LibraryPath,
    version: Version,
    /// Whether the file is being written, so that it has to be settled.
    is_writing: bool,
    /// Whether a transaction was to be made lasting and the disk failed at that.
    is_in_doubt: bool,
}

impl Library {
    /// The library at `path` for reading; `None` where the default one does not exist. What it holds
    /// is not changed.
    ///
    /// # Errors
    /// When a library that was named does not exist, the file cannot be read, or it is not a library
    /// that this program knows.
    pub fn open(path: &LibraryPath) -> Result<Option<Self>, Error> {
        if path.is_there_to_read()? {
            Self::open_to_read(path).map(Some)
        } else {
            Ok(None)
        }
    }

    /// The library at `path` for reading; `None` where it does not exist, even where it was named.
    ///
    /// # Errors
    /// When the file cannot be read, or it is not a library that this program knows.
    pub fn open_existing(path: &LibraryPath) -> Result<Option<Self>, Error> {
        if path.is_there()? {
            Self::open_to_read(path).map(Some)
        } else {
            Ok(None)
        }
    }

    fn open_to_read(path: &LibraryPath) -> Result<Self, Error> {
        logs::ensure_own(path)?;
        let start = |access| {
            let connection = connect(path, access, READER_PATIENCE)?;
            connection.execute_batch("BEGIN")?;
            let recognised = tables::recognise(&connection)?;
            Ok((connection, recognised))
        };
        let started = match start(OpenFlags::SQLITE_OPEN_READ_ONLY) {
            // A writer was killed and left a log, out of which SQLite makes the file whole before
            // anybody can read it.
            Err(error) if is_read_only(&error) => start(OpenFlags::SQLITE_OPEN_READ_WRITE),
            started => started,
        };
        Self::recognised(path, started)
    }

    fn new(connection: Connection, path: LibraryPath, version: Version) -> Self {
        Self {
            connection,
            path,
            version,
            is_writing: false,
            is_in_doubt: false,
        }
    }

    /// The library at `path` for writing.
    fn open_for_writing(path: &LibraryPath) -> Result<Self, Error> {
        logs::ensure_own(path)?;
        let open = || {
            let connection = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE, WRITER_PATIENCE)?;
            let recognised = tables::recognise(&connection)?;
            Ok((connection, recognised))
        };
        let mut library = Self::recognised(path, open())?;
        library.is_writing = true;
        Ok(library)
    }

    fn recognised(
        path: &LibraryPath,
        opened: rusqlite::Result<(Connection, Result<Version, String>)>,
    ) -> Result<Self, Error> {
        match opened {
            Ok((connection, Ok(version))) => Ok(Self::new(connection, path.clone(), version)),
            Ok((_, Err(why))) => Err(failure::refusal(path.as_path(), &why)),
            Err(error) => Err(failure::failure("open", path.as_path(), &error)),
        }
    }

    /// What went wrong while `doing` something to this library.
    fn failure(&self, doing: &str, error: &rusqlite::Error) -> Error {
        failure::failure(doing, self.path.as_path(), error)
    }

    /// Something in this library that it did not write.
    #[must_use]
    pub fn damage(&self, what: &str) -> Error {
        failure::damage(self.path.as_path(), what)
    }
}

/// How many statements are kept ready: more than writing and searching use.
const STATEMENTS: usize = 64;

/// A connection that runs no code which lies in the file, and finds damage where it reads.
fn connect(
    path: &LibraryPath,
    access: OpenFlags,
    patience: Duration,
) -> rusqlite::Result<Connection> {
    let flags = access | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = Connection::open_with_flags(path.for_sqlite(), flags)?;
    connection.busy_handler(Some(waiting(patience)))?;
    for (option, value) in [
        (DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true),
        (DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_FKEY, true),
    ] {
        connection.set_db_config(option, value)?;
    }
    connection.pragma_update(None, "cell_size_check", true)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    Ok(connection)
}

/// Whether SQLite has to write before it can read.
fn is_read_only(error: &rusqlite::Error) -> bool {
    error.sqlite_error_code() == Some(ErrorCode::ReadOnly)
}
