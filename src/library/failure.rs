//! What is said of a library that cannot be used.

use std::path::Path;

use rusqlite::ErrorCode;
use rusqlite::types::FromSqlError;

use crate::error::{Code, Error};
use crate::interrupt;

/// An error with the library before it is said what to do next.
pub(super) struct LibraryError(Error);

impl LibraryError {
    /// What was being done, to what, and what is wrong.
    pub(super) fn new(message: impl AsRef<str>) -> Self {
        Self(Error::new(Code::LibraryFailed, message))
    }

    /// What to do next.
    pub(super) fn hint(self, next: impl AsRef<str>) -> Error {
        self.0.with_hint(next)
    }
}

/// A library with something in it that it did not write.
pub(super) fn damage(path: &Path, what: &str) -> Error {
    let path = path.display();
    LibraryError::new(format!("the library {path} is damaged: {what}")).hint(restoring(&path))
}

/// What to do about a damaged library. A log of the damaged one must not meet the copy.
fn restoring(path: &impl std::fmt::Display) -> String {
    format!(
        "`stackwise check` lists all damage; restore a copy of {path} after moving it away together \
         with {path}-wal and {path}-journal, where they exist"
    )
}

/// A file that is no library, for this reason.
pub(super) fn refusal(path: &Path, why: &str) -> Error {
    let path = path.display();
    LibraryError::new(format!("{path} cannot be used as a library: {why}"))
        .hint("the file was not changed; `--library FILE` uses another")
}

/// What went wrong while `doing` something to the library at `path`.
pub(super) fn failure(doing: &str, path: &Path, error: &rusqlite::Error) -> Error {
    if is_busy(error) && interrupt::pending_signal().is_some() {
        return Error::new(Code::Interrupted, "interrupted");
    }
    if let rusqlite::Error::FromSqlConversionFailure(_, _, what) = error {
        return damage(path, &what.to_string());
    }
    if matches!(error, rusqlite::Error::InvalidColumnType(..)) {
        return damage(path, &error.to_string());
    }
    let (what, next) = match error.sqlite_error_code() {
        _ if is_busy(error) => (
            "another program is using it".to_owned(),
            "try again when that has ended".to_owned(),
        ),
        Some(ErrorCode::NotADatabase) => (
            "it is not an SQLite database".to_owned(),
            "the file was not changed; `--library FILE` uses another".to_owned(),
        ),
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::SystemIoFailure) => (
            "the file or its disk is damaged".to_owned(),
            restoring(&path.display()),
        ),
        Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => (
            "the file or its folder cannot be written".to_owned(),
            "`--library FILE` uses another".to_owned(),
        ),
        Some(ErrorCode::CannotOpen) => (
            "the file cannot be opened".to_owned(),
            "check that it is a file and that you may read and write it and its folder".to_owned(),
        ),
        Some(ErrorCode::DiskFull) => (
            "the disk is full".to_owned(),
            "nothing was changed; free some space and try again".to_owned(),
        ),
        Some(ErrorCode::OutOfMemory) => (
            "there is not enough memory".to_owned(),
            "nothing was changed; free some memory and try again".to_owned(),
        ),
        _ => (error.to_string(), "nothing was changed".to_owned()),
    };
    let path = path.display();
    LibraryError::new(format!("cannot {doing} the library {path}: {what}")).hint(next)
}

/// What was written ends the file, but perhaps not the one on the disk: whether the next program that
/// opens the library finds it there cannot be told.
pub(super) fn doubt(path: &Path) -> Error {
    let path = path.display();
    LibraryError::new(format!(
        "the disk failed while the library {path} was written; the change may or may not be saved"
    ))
    .hint("check the disk; then `stackwise list --source library` shows what is there")
}

/// Whether a lock of another program is what is wrong.
pub(super) fn is_busy(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked)
    )
}

/// Something that the library did not write, as an error of SQLite's.
pub(super) fn damaged(what: String) -> rusqlite::Error {
    FromSqlError::Other(what.into()).into()
}

/// Something that cannot be written, as an error of SQLite's.
pub(super) fn unwritable(error: Box<dyn std::error::Error + Send + Sync>) -> rusqlite::Error {
    rusqlite::Error::ToSqlConversionFailure(error)
}
