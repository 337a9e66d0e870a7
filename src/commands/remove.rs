//! `remove`: removes entries from the user's library.

use std::collections::BTreeSet;

use super::{Done, ensure_not_interrupted, told_if_interrupted, upgrade_note};
use crate::error::{Code, Error, Exit, Failure};
use crate::interrupt;
use crate::library::{LibraryPath, Writer};
use crate::lookup::Collection;

/// What a removal leaves that a signal ended.
const INTERRUPTED: &str = "nothing was removed; the library is as it was";

/// Which entries are to be removed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remove {
    /// Their names, as typed.
    pub names: Vec<String>,
}

/// Removes entries from the library at `path`: all that are named, or none.
///
/// # Errors
/// When the library has no entry of a name, or cannot be written.
pub fn run(remove: &Remove, path: &LibraryPath) -> Result<Done, Failure> {
    let own = Collection::of_library(Some(path))?;
    let mut ids = BTreeSet::new();
    for name in &remove.names {
        ids.insert(match own.find(name) {
            Ok(found) => found.entry.id.to_string(),
            Err(error) if is_damaged(&error, name, &own)? => name.clone(),
            Err(error) => return Err(error.into()),
        });
    }
    drop(own);
    interrupt::watch();
    let upgraded =
        remove_from(&ids, path).map_err(|failure| told_if_interrupted(failure, INTERRUPTED))?;
    let ids: Vec<String> = ids.into_iter().collect();
    let upgraded = upgraded.map(upgrade_note);
    let removed = format!("removed {}", ids.join(", "));
    Ok(Done {
        exit: Exit::Done,
        messages: upgraded.into_iter().chain([removed]).collect(),
    })
}

/// Whether what cannot be read is the entry with this very id, which can still be removed.
fn is_damaged(error: &Error, id: &str, own: &Collection) -> Result<bool, Error> {
    match own.library() {
        // What can be read is another entry, which the id leads to.
        Some(library) if error.code == Code::LibraryFailed => {
            Ok(library.has_row(id)? && library.entry(id, None).is_err())
        }
        _ => Ok(false),
    }
}

fn remove_from(ids: &BTreeSet<String>, path: &LibraryPath) -> Result<Option<usize>, Failure> {
    let writer = Writer::begin(path, &mut |_| ensure_not_interrupted())?;
    for id in ids {
        ensure_not_interrupted()?;
        if !writer.remove(id)? {
            let message =
                format!("cannot remove \"{id}\": another program has removed it just now");
            let error = Error::new(Code::EntryNotFound, message);
            return Err(error.with_hint("nothing was removed; try again").into());
        }
    }
    ensure_not_interrupted()?;
    let upgraded = writer.upgraded();
    writer.commit()?;
    Ok(upgraded)
}
