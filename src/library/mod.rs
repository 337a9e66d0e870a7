//! The user's own entries: one SQLite file. Knows nothing of built-ins, source documents or output.
//!
//! The file lies in rollback mode, so that reading it creates nothing beside it. While entries are
//! written it is in WAL mode: readers then go on with what was there before, however long it takes,
//! and a writer that is killed leaves nothing that counts.

mod names;
mod read;
mod search;
mod write;

use std::cell::Cell;
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, Instant};

use rusqlite::{Connection, ErrorCode, OpenFlags};

pub use read::{Summaries, There};
pub use write::{Put, Writer, json};

use crate::error::{Code, Error};
use crate::interrupt;

/// What a library carries in SQLite's `application_id`: "STKW".
const APPLICATION_ID: i32 = 0x5354_4B57;
/// The version of the tables, in SQLite's `user_version`.
const TABLES_VERSION: i32 = 1;
/// How long a reader waits for a lock. Writers hold one that readers have to wait for only while
/// they begin and end.
const READER_PATIENCE: Duration = Duration::from_secs(5);
/// How long a writer waits for another to end.
const WRITER_PATIENCE: Duration = Duration::from_mins(2);
/// How long the first wait for a lock is; every other is twice as long as the one before it.
const FIRST_WAIT: Duration = Duration::from_millis(1);
/// How long one wait for a lock is at most.
const LONGEST_WAIT: Duration = Duration::from_millis(64);

/// The tables besides the full-text index, whose rows are those of `entry`. `entry` holds the
/// entries, each whole as one JSON document; `name` every name that finds one.
const TABLES: &str = "
    CREATE TABLE entry (
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
    ) STRICT;
    CREATE INDEX entry_by_title ON entry (title_folded, id);
    CREATE TABLE name (
        folded TEXT NOT NULL,
        entry INTEGER NOT NULL REFERENCES entry (key) ON DELETE CASCADE,
        PRIMARY KEY (folded, entry)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX name_by_entry ON name (entry);
";
/// An open library.
pub struct Library {
    connection: Connection,
    path: PathBuf,
    /// Whether a transaction was to be made lasting and the disk failed at that.
    is_in_doubt: Cell<bool>,
}

impl Library {
    /// The library at `path` for reading; `None` where there is none. What it holds is not changed.
    ///
    /// # Errors
    /// When the file cannot be read, or is not a library that this program knows.
    pub fn open(path: &Path) -> Result<Option<Self>, Error> {
        if !path.exists() {
            return Ok(None);
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut library = Self::connect(path, flags, READER_PATIENCE)?;
        let mut state = library.state();
        if matches!(&state, Err(error) if error.sqlite_error_code() == Some(ErrorCode::ReadOnly)) {
            // A writer was killed and left a journal, out of which SQLite makes the file whole
            // before anybody can read it.
            let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
            library = Self::connect(path, flags, READER_PATIENCE)?;
            state = library.state();
        }
        match state {
            Ok(State::Known) => Ok(Some(library)),
            // The writer that made the file did not come to write anything into it.
            Ok(State::Blank) => Ok(None),
            Ok(State::Refused(why)) => Err(library.refusal(&why)),
            Err(error) => Err(library.failure("read", &error)),
        }
    }

    /// The library at `path` for writing, made where there is none.
    ///
    /// # Errors
    /// When the file cannot be written, or is not a library that this program knows.
    pub fn open_for_writing(path: &Path) -> Result<Self, Error> {
        if let Some(folder) = path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty())
        {
            std::fs::create_dir_all(folder).map_err(|error| {
                Error::new(
                    Code::LibraryFailed,
                    format!(
                        "cannot make the folder {} for the library: {error}",
                        folder.display()
                    ),
                )
                .with_hint("`--library FILE` keeps the library elsewhere")
            })?;
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_CREATE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let library = Self::connect(path, flags, WRITER_PATIENCE)?;
        match library.state() {
            Ok(State::Refused(why)) => Err(library.refusal(&why)),
            Ok(State::Known | State::Blank) => {
                library
                    .prepare_to_write()
                    .map_err(|error| library.failure("write", &error))?;
                Ok(library)
            }
            Err(error) => Err(library.failure("open", &error)),
        }
    }

    fn connect(path: &Path, flags: OpenFlags, patience: Duration) -> Result<Self, Error> {
        if path.exists() && !path.is_file() {
            return Err(Error::new(
                Code::LibraryFailed,
                format!(
                    "cannot open the library {}: it is not a file",
                    path.display()
                ),
            )
            .with_hint("`--library FILE` uses another"));
        }
        let connection = Connection::open_with_flags(path, flags)
            .and_then(|mut connection| {
                connection.busy_handler(Some(waiting(patience)))?;
                Ok(connection)
            })
            .map_err(|error| failure("open", path, &error))?;
        Ok(Self {
            connection,
            path: path.to_owned(),
            is_in_doubt: Cell::new(false),
        })
    }

    /// What kind of file this is.
    fn state(&self) -> rusqlite::Result<State> {
        let number = |sql| {
            self.connection
                .query_row(sql, [], |row| row.get::<_, i32>(0))
        };
        let application = number("PRAGMA application_id")?;
        let version = number("PRAGMA user_version")?;
        Ok(match (application, version) {
            (APPLICATION_ID, TABLES_VERSION) => State::Known,
            (APPLICATION_ID, version) if version > TABLES_VERSION => State::Refused(format!(
                "it was written by a newer stackwise (its tables are of version {version}, this \
                 program knows {TABLES_VERSION})"
            )),
            (0, 0) if number("SELECT count(*) FROM sqlite_schema")? == 0 => State::Blank,
            _ => State::Refused("it is a database of another program".to_owned()),
        })
    }

    fn refusal(&self, why: &str) -> Error {
        Error::new(
            Code::LibraryFailed,
            format!(
                "{} is not a library that can be used: {why}",
                self.path.display()
            ),
        )
        .with_hint("it was left as it is; `--library FILE` uses another")
    }

    /// What went wrong while `doing` something to this library.
    fn failure(&self, doing: &str, error: &rusqlite::Error) -> Error {
        failure(doing, &self.path, error)
    }
}

/// Waits for a lock, a little longer each time, and says whether it is worth another try: until
/// patience ends or a signal asks the program to end. SQLite's own waiting would not hear of that.
fn waiting(patience: Duration) -> impl FnMut(i32) -> bool + Send {
    let mut begun = Instant::now();
    move |tries| {
        if tries == 0 {
            begun = Instant::now();
        }
        if interrupt::arrived().is_some() || begun.elapsed() >= patience {
            return false;
        }
        sleep((FIRST_WAIT * (1 << tries.clamp(0, 6))).min(LONGEST_WAIT));
        true
    }
}

/// Whether a lock of another program is what is wrong.
fn is_busy(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked)
    )
}

/// What kind of file was opened.
enum State {
    /// A library of this version.
    Known,
    /// A database without anything in it.
    Blank,
    /// Something else, for this reason.
    Refused(String),
}

/// What went wrong while `doing` something to the library at `path`.
fn failure(doing: &str, path: &Path, error: &rusqlite::Error) -> Error {
    if is_busy(error) && interrupt::arrived().is_some() {
        return Error::new(Code::Interrupted, "interrupted");
    }
    let (what, next) = match error.sqlite_error_code() {
        _ if is_busy(error) => (
            "another program is writing to it".to_owned(),
            "try again when that has ended",
        ),
        Some(ErrorCode::NotADatabase) => (
            "it is not an SQLite database".to_owned(),
            "it was left as it is; `--library FILE` uses another",
        ),
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::SystemIoFailure) => (
            "the file or its disk is damaged".to_owned(),
            "put back a copy of it, or move it away and add the entries anew",
        ),
        Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => (
            "the file or its folder cannot be written".to_owned(),
            "`--library FILE` uses another",
        ),
        Some(ErrorCode::CannotOpen) => (
            "the file cannot be opened".to_owned(),
            "see that it is a file and that you may read and write it and its folder",
        ),
        Some(ErrorCode::DiskFull) => (
            "the disk is full".to_owned(),
            "nothing was changed; make room and try again",
        ),
        _ => (error.to_string(), "nothing was changed"),
    };
    Error::new(
        Code::LibraryFailed,
        format!("cannot {doing} the library {}: {what}", path.display()),
    )
    .with_hint(next)
}
