//! `remove`: takes entries out of the user's library.

use std::collections::BTreeSet;
use std::path::Path;

use super::Failure;
use crate::error::Error;
use crate::library::Library;
use crate::lookup::Collection;

/// Which entries are to be taken out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remove {
    /// Their names, as typed.
    pub names: Vec<String>,
}

/// Takes entries out of the library at `path`: all that are named, or none. Returns what was done,
/// in words.
///
/// # Errors
/// When the library has no entry of a name, or cannot be written.
pub fn run(remove: &Remove, path: &Path) -> Result<String, Failure> {
    let own = Collection::of_library(Some(path))?;
    let mut ids = BTreeSet::new();
    for name in &remove.names {
        ids.insert(own.find(name)?.entry.id.to_string());
    }
    drop(own);
    let library = Library::open_for_writing(path)?;
    let removed = remove_ids(&library, &ids);
    library.close();
    removed?;
    let ids: Vec<String> = ids.into_iter().collect();
    Ok(format!("removed {}", ids.join(", ")))
}

fn remove_ids(library: &Library, ids: &BTreeSet<String>) -> Result<(), Error> {
    let writer = library.begin()?;
    for id in ids {
        writer.remove(id)?;
    }
    writer.commit()
}
