//! Where a library is kept, and whether anything is there.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::failure::LibraryError;
use crate::error::Error;

/// The path of a library, and who chose it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LibraryPath {
    path: PathBuf,
    is_named: bool,
}

impl LibraryPath {
    /// A path that the user named. Readers expect a library there.
    #[must_use]
    pub fn named(path: PathBuf) -> Self {
        Self {
            path,
            is_named: true,
        }
    }

    /// The default path. Where no file is there, the library is empty.
    #[must_use]
    pub fn default_at(path: PathBuf) -> Self {
        Self {
            path,
            is_named: false,
        }
    }

    /// The path itself.
    #[must_use]
    pub fn as_path(&self) -> &Path {
        &self.path
    }

    /// The path as SQLite opens it: never one of the names that it takes for something else, such
    /// as `:memory:` or `file:x?mode=memory`.
    pub(super) fn for_sqlite(&self) -> PathBuf {
        Path::new(".").join(&self.path)
    }

    /// Whether a reader finds a file there.
    ///
    /// # Errors
    /// When something else is there, it cannot be reached, or nothing is there though it was named.
    pub(super) fn is_there_to_read(&self) -> Result<bool, Error> {
        match self.is_there()? {
            false if self.is_named => Err(self.missing()),
            is_there => Ok(is_there),
        }
    }

    /// Whether there is a file. Only "no such file" means that there is none: a folder that cannot
    /// be entered, a link that leads nowhere and the like may hide one.
    ///
    /// # Errors
    /// When something else is there, or it cannot be reached.
    pub(super) fn is_there(&self) -> Result<bool, Error> {
        if self.path.as_os_str().is_empty() {
            return Err(self.unreachable("its path is empty"));
        }
        match fs::metadata(&self.path) {
            Ok(metadata) if !metadata.is_file() => Err(self.unreachable("it is not a file")),
            Ok(metadata) if metadata.len() == 0 => Err(self.empty()),
            Ok(_) => Ok(true),
            Err(error) if error.kind() == ErrorKind::NotFound => match self.broken_link() {
                Some(link) => {
                    let why = format!("{} links to something that is not there", link.display());
                    Err(self.unreachable(&why))
                }
                None => Ok(false),
            },
            Err(error) => Err(self.unreachable(&error.to_string())),
        }
    }

    /// The link in the path that leads nowhere, where one does.
    fn broken_link(&self) -> Option<&Path> {
        let nearest = self
            .path
            .ancestors()
            .find(|path| fs::symlink_metadata(path).is_ok())?;
        fs::metadata(nearest).is_err().then_some(nearest)
    }

    /// Makes the folder of the library, for its owner alone, where there is none.
    ///
    /// # Errors
    /// When it cannot be made.
    pub(super) fn ensure_folder(&self) -> Result<(), Error> {
        let folder = self.folder();
        create_private(folder).map_err(|error| {
            let what = format!(
                "cannot create the folder {} for the library: {error}",
                folder.display()
            );
            LibraryError::new(what).hint("use `--library FILE` to keep the library elsewhere")
        })
    }

    /// The folder that the library is in.
    pub(super) fn folder(&self) -> &Path {
        match self.path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        }
    }

    /// The path of a file that SQLite keeps beside the library.
    pub(super) fn with_suffix(&self, suffix: &str) -> PathBuf {
        let mut path = self.path.clone().into_os_string();
        path.push(suffix);
        path.into()
    }

    fn missing(&self) -> Error {
        let path = self.path.display();
        LibraryError::new(format!("cannot open the library {path}: no such file")).hint(format!(
            "check the path; `stackwise --library {path} add FILE` creates a library there"
        ))
    }

    fn empty(&self) -> Error {
        let path = self.path.display();
        LibraryError::new(format!(
            "cannot open the library {path}: the file is empty, which a library never is"
        ))
        .hint("restore a copy; or remove the file to start a new library there")
    }

    fn unreachable(&self, why: &str) -> Error {
        let path = self.path.display();
        LibraryError::new(format!("cannot open the library {path}: {why}"))
            .hint("check the path; `--library FILE` uses another library")
    }
}

#[cfg(unix)]
fn create_private(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt as _;

    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
}

#[cfg(not(unix))]
fn create_private(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)
}
