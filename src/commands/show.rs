//! `show`: one entry, whole or in parts.

use super::{Done, Printer};
use crate::error::{Exit, Failure};
use crate::library::LibraryPath;
use crate::lookup::{self, Collection, Found};
use crate::render::{EntryView, View};

/// What is to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Show {
    /// The name of the entry, as typed.
    pub name: String,
    /// The names of the parts in the order asked; the whole entry if empty.
    pub sections: Vec<String>,
}

/// Shows an entry.
///
/// # Errors
/// When no entry or section has the name, several entries have, the library cannot be read, or the
/// output cannot be written.
pub fn run(
    show: &Show,
    path: Option<&LibraryPath>,
    printer: &mut Printer,
) -> Result<Done, Failure> {
    let Found { entry, origin } = Collection::open(path)?.find(&show.name)?;
    let view = if show.sections.is_empty() {
        EntryView::whole(&entry, origin)
    } else {
        EntryView::only(&entry, origin, lookup::find_parts(&entry, &show.sections)?)
    };
    printer.print(View::Entry(view))?;
    Ok(Exit::Done.into())
}
