//! `compare`: risk levels and risks side by side, and what each entry says of the others.

use super::{Done, Printer};
use crate::compare::Comparison;
use crate::entry::{Entry, Origin};
use crate::error::{Code, Error, Exit, Failure};
use crate::library::LibraryPath;
use crate::lookup::{Collection, Found};
use crate::render::View;

/// What is compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compare {
    /// The names of the entries, as typed.
    pub names: Vec<String>,
    /// Whether every passage is shown, not only the first ones.
    pub shows_all: bool,
}

/// Compares entries.
///
/// # Errors
/// When a name finds none or one that another found, the library cannot be read, or the output cannot
/// be written.
pub fn run(
    compare: &Compare,
    path: Option<&LibraryPath>,
    printer: &mut Printer,
) -> Result<Done, Failure> {
    if let [only] = compare.names.as_slice() {
        let message = format!("cannot compare \"{only}\" with nothing: a second name is missing");
        let error = Error::new(Code::Usage, message);
        return Err(error.with_hint("see `stackwise compare --help`").into());
    }
    let collection = Collection::open(path)?;
    let mut entries: Vec<Found> = Vec::with_capacity(compare.names.len());
    for name in &compare.names {
        let found = collection.find(name)?;
        if let Some(twice) = entries
            .iter()
            .find(|other| other.entry.id == found.entry.id)
        {
            let message = format!(
                "\"{name}\" is \"{}\", which is already named",
                twice.entry.id
            );
            let error = Error::new(Code::Usage, message);
            return Err(error.with_hint("name each entry once").into());
        }
        entries.push(found);
    }
    let entries: Vec<(&Entry, Origin)> = entries
        .iter()
        .map(|found| (&found.entry, found.origin))
        .collect();
    let comparison = Comparison::new(entries, compare.shows_all);
    printer.print(View::Comparison(&comparison))?;
    Ok(Exit::Done.into())
}
