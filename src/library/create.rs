//! Making a library: it exists whole, or does not exist.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write as _};

use rusqlite::Connection;

use super::failure::LibraryError;
use super::path::LibraryPath;
use super::tables;
use crate::error::Error;

/// What the name of a library ends with while it is made.
const UNFINISHED: &str = "-new";

/// Makes an empty library, for its owner alone, unless another program has made one just now.
///
/// # Errors
/// When it cannot be made.
pub(super) fn create(path: &LibraryPath) -> Result<(), Error> {
    try_create(path).map_err(|error| {
        let path = path.as_path().display();
        LibraryError::new(format!("cannot create the library {path}: {error}"))
            .hint("use `--library FILE` to keep the library elsewhere")
    })
}

/// Writes the library under another name and renames it. Whoever does that holds a lock on the
/// file, so that nobody else writes into what is a library by then.
fn try_create(path: &LibraryPath) -> io::Result<()> {
    let unfinished = path.with_suffix(UNFINISHED);
    let mut file = open_private(&unfinished)?;
    match file.lock() {
        // Some file systems know no locks; two that make the library at once are rare.
        Err(error) if error.kind() != ErrorKind::Unsupported => return Err(error),
        _ => {}
    }
    if fs::exists(path.as_path())? {
        return match fs::remove_file(&unfinished) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        };
    }
    let written = file
        .set_len(0)
        .and_then(|()| file.write_all(&empty_library().map_err(io::Error::other)?))
        .and_then(|()| file.sync_all())
        .and_then(|()| fs::rename(&unfinished, path.as_path()));
    if written.is_err() {
        // What is left of it is in nobody's way: the next library that is made here takes its place.
        let _ = fs::remove_file(&unfinished);
    }
    written?;
    sync_folder(path)
}

fn open_private(path: &std::path::Path) -> io::Result<File> {
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

/// The bytes of a library without entries.
fn empty_library() -> rusqlite::Result<Vec<u8>> {
    let mut connection = Connection::open_in_memory()?;
    tables::create(&connection)?;
    Ok(connection.serialize("main")?.to_vec())
}
