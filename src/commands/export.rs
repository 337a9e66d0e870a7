//! `export`: the user's own entries as JSON Lines.

use std::io::Write;

use super::Done;
use crate::entry::EntryDocument;
use crate::error::{Code, Error, Exit, Failure};
use crate::library::{Library, LibraryPath};
use crate::lookup::Collection;
use crate::render::json;

/// Which entries are to be exported: all if none is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Export {
    /// Their names, as typed.
    pub names: Vec<String>,
}

/// Exports entries of the library at `path`.
///
/// # Errors
/// When the library cannot be read or has no entry of a name, or `out` cannot be written.
pub fn run(
    export: &Export,
    path: Option<&LibraryPath>,
    out: &mut dyn Write,
) -> Result<Done, Failure> {
    if !export.names.is_empty() {
        let own = Collection::of_library(path)?;
        let named: Result<Vec<_>, _> = export.names.iter().map(|name| own.find(name)).collect();
        for found in named? {
            json::line(&EntryDocument::from(&found.entry), out)?;
        }
        return Ok(Exit::Done.into());
    }
    let mut exit = Exit::NothingFound;
    if let Some(library) = path.map(Library::open).transpose()?.flatten() {
        library.for_each_entry(|entry| -> Result<(), Failure> {
            exit = Exit::Done;
            json::line(&EntryDocument::from(entry), out)?;
            Ok(())
        })?;
    }
    if exit == Exit::NothingFound {
        let error = Error::new(Code::NothingFound, "no entries to export");
        return Err(error
            .with_hint("`stackwise add FILE` adds entries to your library")
            .into());
    }
    Ok(exit.into())
}
