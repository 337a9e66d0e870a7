//! Making a library: it exists whole, with its first entries, or does not exist.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind};
use std::path::Path;

use rusqlite::{Connection, OpenFlags};

use super::failure::LibraryError;
use super::lock::{READER_PATIENCE, WRITER_PATIENCE, waiting};
use super::path::LibraryPath;
use super::{connect, failure, tables};
use crate::error::{Code, Error};
use crate::interrupt;

/// What the name of a library ends with while it is made.
const UNFINISHED: &str = "-new";

/// A library that is being made, for its owner alone, under another name. It is removed unless it is
/// finished.
pub(super) struct Unfinished {
    path: LibraryPath,
    /// Locked, so that nobody else makes a library there in the meantime.
    file: File,
    is_finished: bool,
}

impl Unfinished {
    /// Begins a library at `path`, once no other program does so; `None` where one has made it by then.
    ///
    /// # Errors
    /// When it cannot be made.
    pub(super) fn begin(path: &LibraryPath) -> Result<Option<Self>, Error> {
        let file = open_private(&path.with_suffix(UNFINISHED));
        let file = file.map_err(|error| refusal(path, &error))?;
        lock(&file, path)?;
        let is_made = fs::exists(path.as_path()).map_err(|error| refusal(path, &error))?;
        let unfinished = Self {
            path: path.clone(),
            file,
            is_finished: false,
        };
        if is_made {
            return Ok(None);
        }
        let emptied = unfinished.file.set_len(0);
        emptied.map_err(|error| refusal(path, &error))?;
        Ok(Some(unfinished))
    }

    /// A connection to it, with its tables. What is written there needs no journal: if it fails, it is
    /// thrown away.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(super) fn connect(&self) -> Result<Connection, Error> {
        let path = LibraryPath::named(self.path.with_suffix(UNFINISHED));
        let connect = || {
            let connection = connect(&path, OpenFlags::SQLITE_OPEN_READ_WRITE, READER_PATIENCE)?;
            connection.pragma_update(None, "journal_mode", "MEMORY")?;
            connection.pragma_update(None, "synchronous", "OFF")?;
            connection.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
            connection.execute_batch("BEGIN IMMEDIATE")?;
            tables::create(&connection)?;
            Ok(connection)
        };
        connect().map_err(|error| failure::failure("create", self.path.as_path(), &error))
    }

    /// Gives it its name. No connection to it may be open.
    ///
    /// # Errors
    /// When it cannot be made lasting; then there is no library.
    pub(super) fn finish(mut self) -> Result<(), Error> {
        let finish = || {
            self.file.sync_all()?;
            let unfinished = self.path.with_suffix(UNFINISHED);
            fs::rename(unfinished, self.path.as_path())
        };
        finish().map_err(|error| refusal(&self.path, &error))?;
        self.is_finished = true;
        sync_folder(&self.path).map_err(|_| failure::doubt(self.path.as_path()))
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        if !self.is_finished {
            // What is left of it is in nobody's way: the next library that is made here takes its place.
            let _ = fs::remove_file(self.path.with_suffix(UNFINISHED));
        }
    }
}

fn refusal(path: &LibraryPath, error: &io::Error) -> Error {
    let path = path.as_path().display();
    LibraryError::new(format!("cannot create the library {path}: {error}"))
        .hint("use `--library FILE` to keep the library elsewhere")
}

/// Waits for another program that makes the library.
fn lock(file: &File, path: &LibraryPath) -> Result<(), Error> {
    let mut is_worth_waiting = waiting(WRITER_PATIENCE);
    for tries in 0.. {
        match file.try_lock() {
            Err(TryLockError::WouldBlock) if is_worth_waiting(tries) => {}
            Err(TryLockError::WouldBlock) if interrupt::pending_signal().is_some() => {
                return Err(Error::new(Code::Interrupted, "interrupted"));
            }
            Err(TryLockError::WouldBlock) => {
                let path = path.as_path().display();
                let what = format!("cannot create the library {path}: another program is doing so");
                return Err(LibraryError::new(what).hint("try again when that has ended"));
            }
            // Some file systems know no locks; two that make the library at once are rare.
            Err(TryLockError::Error(error)) if error.kind() != ErrorKind::Unsupported => {
                return Err(refusal(path, &error));
            }
            Ok(()) | Err(TryLockError::Error(_)) => return Ok(()),
        }
    }
    Ok(())
}

fn open_private(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Makes the new name last. On Windows a folder is no file, and needs no telling.
fn sync_folder(path: &LibraryPath) -> io::Result<()> {
    if cfg!(unix) {
        File::open(path.folder())?.sync_all()
    } else {
        Ok(())
    }
}
