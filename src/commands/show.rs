//! `show`: one entry, whole or in parts.

use std::io::Write;
use std::mem;

use super::{Failure, Outcome};
use crate::lookup::{self, Collection, Found};
use crate::render::{EntryView, Page, json, markdown, table, text};

/// What is to be shown, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Show {
    /// The name of the entry, as typed.
    pub name: String,
    /// The names of the parts in the order asked; the whole entry where empty.
    pub sections: Vec<String>,
    /// The form of it.
    pub form: Form,
}

/// The forms in which an entry can be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// The content alone, a paragraph or risk a line.
    Bare,
    /// Plain text.
    Text,
    /// Tables.
    Table,
    /// JSON.
    Json,
    /// Markdown.
    Markdown,
}

/// Shows an entry.
///
/// # Errors
/// When no entry or section has the name, several entries have, the library cannot be read, or `out`
/// cannot be written.
pub fn run(
    show: &Show,
    collection: &Collection,
    page: &Page,
    out: &mut dyn Write,
) -> Result<Outcome, Failure> {
    let Found { entry, origin } = collection.find(&show.name)?;
    let view = if show.sections.is_empty() {
        EntryView::whole(&entry, origin)
    } else {
        EntryView::only(&entry, origin, lookup::find_parts(&entry, &show.sections)?)
    };
    match show.form {
        Form::Bare => text::bare(&view, out)?,
        Form::Text => text::entry(&view, page, out)?,
        Form::Table => table::entry(&view, page, out)?,
        Form::Json => json::entry(&view, out)?,
        Form::Markdown => markdown::entry(&view, out)?,
    }
    // The process is about to end, and need not take the entry apart.
    mem::forget(entry);
    Ok(Outcome::Found)
}
