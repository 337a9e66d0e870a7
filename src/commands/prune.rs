//! What `add --prune` keeps track of: what each folder holds, so that entries which it holds no longer
//! leave the library. Entries from anywhere else stay.

use std::fs;
use std::path::{Path, PathBuf};

use crate::entry::Entry;
use crate::error::{Code, Error, Failure};
use crate::ingest::Location;
use crate::library::{Kept, Library, Writer};
use crate::text::{Text, visible};

use super::checkout::Checkout;
use super::ensure_not_interrupted;

/// The folders that the library is kept to.
pub(super) struct Prune(Vec<Folder>);

struct Folder {
    /// How messages name it, and with it the documents in it.
    name: PathBuf,
    /// Its absolute path, by which the library knows it.
    path: String,
    /// What the library holds because this folder did.
    before: Kept,
    /// What the folder holds now.
    now: Kept,
    checkout: Option<Checkout>,
}

impl Prune {
    /// The folders that these arguments name, and what the library holds because of them.
    ///
    /// # Errors
    /// When one is no folder or cannot be told apart from others, or the library cannot be read.
    pub(super) fn new(arguments: &[PathBuf], library: Option<&Library>) -> Result<Self, Error> {
        let mut folders: Vec<Folder> = Vec::new();
        for argument in arguments {
            let path = path_of(argument)?;
            let other = folders.iter().find(|other| {
                let (one, other) = (Path::new(&path), Path::new(&other.path));
                one.starts_with(other) || other.starts_with(one)
            });
            if let Some(other) = other {
                let why = format!("and {} hold the same documents", other.name.display());
                return Err(refusal(argument, &why));
            }
            let before = library.map_or_else(|| Ok(Kept::new()), |it| it.kept_to(&path))?;
            let checkout = Checkout::of(Path::new(&path));
            folders.push(Folder {
                name: visible(&argument.display().to_string()).into_owned().into(),
                path,
                before,
                now: Kept::new(),
                checkout,
            });
        }
        Ok(Self(folders))
    }

    /// Whether the folder that this document lies in held the entry before, so that what it says now
    /// stands in its place.
    pub(super) fn holds(&self, id: &str, place: &Location) -> bool {
        let mut folders = self.0.iter();
        let folder = folders.find(|folder| folder.path_of(place).is_some());
        folder.is_some_and(|folder| folder.before.contains_key(id))
    }

    /// Says in the source of an entry which document of a folder it was read from and, in a checkout, in
    /// which commit that says so: the one that the library has the same entry from, else the current.
    pub(super) fn name_document(
        &self,
        entry: &mut Entry,
        place: &Location,
        before: Option<&Entry>,
    ) {
        let mut folders = self.0.iter();
        let found = folders.find_map(|folder| Some((folder.path_of(place)?, &folder.checkout)));
        let Some((document, checkout)) = found else {
            return;
        };
        let path = match checkout {
            Some(checkout) => checkout.path_of(&document),
            None => document.clone(),
        };
        entry.source.path = Text::try_from(path).ok();
        let before = before.filter(|before| before.says_the_same(entry));
        let before = before.filter(|before| before.source.path == entry.source.path);
        let known = before.and_then(|before| before.source.commit.as_ref());
        let current = || checkout.as_ref()?.commit_of(&document);
        entry.source.commit = known.or_else(current).cloned();
    }

    /// A folder holds this entry.
    pub(super) fn see(&mut self, entry: &Entry, place: &Location) {
        if let Some((folder, path)) = self.folder_of(place) {
            folder.now.insert(entry.id.to_string(), path);
        }
    }

    /// A folder holds an earlier version of the label that the library has under these ids.
    pub(super) fn see_older(&mut self, ids: Vec<String>, place: &Location) {
        if let Some((folder, path)) = self.folder_of(place) {
            for id in ids {
                folder.now.entry(id).or_insert_with(|| path.clone());
            }
        }
    }

    fn folder_of(&mut self, place: &Location) -> Option<(&mut Folder, String)> {
        self.0.iter_mut().find_map(|folder| {
            let path = folder.path_of(place)?;
            Some((folder, path))
        })
    }

    /// Whether the library has to be changed for what the folders hold.
    pub(super) fn has_changes(&self) -> bool {
        self.0.iter().any(|folder| folder.before != folder.now)
    }

    /// Takes out what the folders hold no longer, and notes what they hold. Returns how many entries
    /// were taken out.
    pub(super) fn apply(&self, writer: &Writer) -> Result<usize, Failure> {
        let mut removed = 0;
        for folder in &self.0 {
            for id in writer.kept_to(&folder.path)?.keys() {
                ensure_not_interrupted()?;
                if !folder.now.contains_key(id) && writer.remove(id)? {
                    removed += 1;
                }
            }
            for (id, path) in &folder.now {
                writer.keep(id, &folder.path, path)?;
            }
        }
        Ok(removed)
    }
}

impl Folder {
    /// Where in the folder this place is.
    fn path_of(&self, place: &Location) -> Option<String> {
        let path = Path::new(&place.file).strip_prefix(&self.name).ok()?;
        Some(path.display().to_string())
    }
}

/// The absolute path of a folder, which the library can keep.
fn path_of(folder: &Path) -> Result<String, Error> {
    if folder.as_os_str() == "-" || !folder.is_dir() {
        return Err(refusal(folder, "is not a folder"));
    }
    let path = fs::canonicalize(folder)
        .map_err(|error| refusal(folder, &format!("cannot be read: {error}")))?;
    let path = path.into_os_string().into_string();
    path.map_err(|_| refusal(folder, "has a path that is not UTF-8"))
}

fn refusal(folder: &Path, why: &str) -> Error {
    let message = format!(
        "cannot keep the library to folders: {} {why}",
        visible(&folder.display().to_string())
    );
    Error::new(Code::Usage, message).with_hint("nothing was added or removed")
}
