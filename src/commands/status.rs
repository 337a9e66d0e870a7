//! `status`: where the library is, what is in it, and whether it is sound.

use super::{Done, Printer};
use crate::catalog;
use crate::error::{Exit, Failure};
use crate::library::{Library, LibraryPath};
use crate::lookup::Collection;
use crate::render::{StatusView, View};
use crate::text::visible;

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Status {
    /// Whether the whole library is verified.
    pub checks: bool,
}

/// Shows the status of the library at `path`.
///
/// # Errors
/// When there is a library that cannot be read, one that was named is not there, or the output cannot
/// be written.
pub fn run(
    status: Status,
    path: Option<&LibraryPath>,
    printer: &mut Printer,
) -> Result<Done, Failure> {
    let collection = Collection::open(path)?;
    let library = collection.library();
    let verified = match library.filter(|_| status.checks) {
        Some(library) => Some(library.verify()?),
        None => None,
    };
    let built_ins = catalog::all().count();
    let path = path.map(|path| path.as_path().display().to_string());
    let view = StatusView {
        path: path.as_deref().map(visible),
        library: library.map(Library::status).transpose()?,
        built_ins,
        shadowed: built_ins - collection.unshadowed()?.len(),
        problems: verified.as_ref().map(|it| it.damage.as_slice()),
    };
    printer.print(View::Status(view))?;
    let is_sound = verified.is_none_or(|it| it.damage.is_empty());
    Ok(if is_sound {
        Exit::Done
    } else {
        Exit::ProblemsFound
    }
    .into())
}
