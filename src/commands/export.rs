//! `export`: the user's own entries as JSON Lines.

use std::io::Write;
use std::path::Path;

use super::{Failure, Outcome};
use crate::entry::EntryDocument;
use crate::error::{Code, Error};
use crate::library::Library;
use crate::lookup::Collection;
use crate::render::json;

/// Which entries are to be written out: all where none is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Export {
    /// Their names, as typed.
    pub names: Vec<String>,
}

/// Writes out entries of the library at `path`.
///
/// # Errors
/// When the library cannot be read or has no entry of a name, or `out` cannot be written.
pub fn run(export: &Export, path: Option<&Path>, out: &mut dyn Write) -> Result<Outcome, Failure> {
    if !export.names.is_empty() {
        let own = Collection::of_library(path)?;
        let named: Result<Vec<_>, _> = export.names.iter().map(|name| own.find(name)).collect();
        for found in named? {
            json::line(&EntryDocument::from(&found.entry), out)?;
        }
        return Ok(Outcome::Found);
    }
    let mut outcome = Outcome::NothingFound;
    if let Some(library) = path.map(Library::open).transpose()?.flatten() {
        library.for_each_json(|json| -> Result<(), Failure> {
            outcome = Outcome::Found;
            writeln!(out, "{json}")?;
            Ok(())
        })?;
    }
    if outcome == Outcome::NothingFound {
        let error = Error::new(
            Code::NothingFound,
            "there is no entry in the library to export",
        );
        return Err(error
            .with_hint("`stackwise add FILE` puts one there")
            .into());
    }
    Ok(outcome)
}
