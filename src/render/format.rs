//! The formats of output: a row each, with the functions that draw the views in it. A new format is
//! a row here and a file with those functions.

use std::io::{self, Write};

use super::view::{DiffView, EntryView, HitsView, ListView, OutlineView, ProblemsView, View};
use super::{Page, StatusView, comparison, diff, json, markdown, outline, status, table, text};
use crate::compare::Comparison;
use crate::error::{Code, Error, Failure};

/// A format of output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Plain text.
    Text,
    /// Tables.
    Table,
    /// JSON.
    Json,
    /// Markdown.
    Markdown,
    /// The content alone, one paragraph or risk per line.
    Bare,
}

type DrawEntry = fn(&EntryView, &Page, &mut dyn Write) -> io::Result<()>;
type DrawOutline = fn(&OutlineView, &Page, &mut dyn Write) -> io::Result<()>;
type DrawList = fn(&mut ListView, &Page, &mut dyn Write) -> Result<(), Failure>;
type DrawHits = fn(&HitsView, &Page, &mut dyn Write) -> io::Result<()>;
type DrawComparison = fn(&Comparison, &Page, &mut dyn Write) -> io::Result<()>;
type DrawDiff = fn(&DiffView, &Page, &mut dyn Write) -> io::Result<()>;
type DrawProblems = fn(&ProblemsView, &Page, &mut dyn Write) -> io::Result<()>;
type DrawStatus = fn(&StatusView, &Page, &mut dyn Write) -> io::Result<()>;

/// What there is to know of a format. It draws the views that it has a function for.
pub struct FormatRow {
    /// The format.
    pub format: Format,
    /// Its name on the command line.
    pub name: &'static str,
    /// What it is, for the help.
    pub about: &'static str,
    /// The ending of files in it, without the dot.
    pub extension: &'static str,
    /// Whether it is for people to read: paged, with notes beside it.
    pub is_for_people: bool,
    /// Draws an entry.
    pub entry: Option<DrawEntry>,
    /// Draws an outline.
    pub outline: Option<DrawOutline>,
    /// Draws a list.
    pub list: Option<DrawList>,
    /// Draws hits.
    pub hits: Option<DrawHits>,
    /// Draws a comparison.
    pub comparison: Option<DrawComparison>,
    /// Draws what changed.
    pub diff: Option<DrawDiff>,
    /// Draws problems.
    pub problems: Option<DrawProblems>,
    /// Draws the status of the library.
    pub status: Option<DrawStatus>,
}

/// Every format, in the order of the help.
pub const FORMATS: [FormatRow; 5] = [
    FormatRow {
        format: Format::Text,
        name: "text",
        about: "Plain text",
        extension: "txt",
        is_for_people: true,
        entry: Some(text::entry),
        outline: Some(outline::text),
        list: Some(text::list),
        hits: Some(text::hits),
        comparison: Some(comparison::text),
        diff: Some(diff::text),
        problems: Some(text::problems),
        status: Some(status::text),
    },
    FormatRow {
        format: Format::Table,
        name: "table",
        about: "Tables",
        extension: "txt",
        is_for_people: true,
        entry: Some(table::entry),
        outline: Some(outline::table),
        list: Some(table::list),
        hits: Some(table::hits),
        comparison: Some(comparison::table),
        diff: None,
        problems: None,
        status: Some(status::table),
    },
    FormatRow {
        format: Format::Json,
        name: "json",
        about: "JSON",
        extension: "json",
        is_for_people: false,
        entry: Some(json::entry),
        outline: Some(json::outline),
        list: Some(json::list),
        hits: Some(json::hits),
        comparison: Some(json::comparison),
        diff: Some(json::diff),
        problems: Some(json::problems),
        status: Some(json::status),
    },
    FormatRow {
        format: Format::Markdown,
        name: "markdown",
        about: "Markdown",
        extension: "md",
        is_for_people: true,
        entry: Some(markdown::entry),
        outline: Some(outline::markdown),
        list: Some(markdown::list),
        hits: Some(markdown::hits),
        comparison: Some(comparison::markdown),
        diff: Some(diff::markdown),
        problems: None,
        status: Some(status::markdown),
    },
    FormatRow {
        format: Format::Bare,
        name: "bare",
        about: "The content alone",
        extension: "txt",
        is_for_people: false,
        entry: Some(text::bare),
        outline: None,
        list: None,
        hits: None,
        comparison: None,
        diff: None,
        problems: None,
        status: None,
    },
];

impl Format {
    /// Its row in the table.
    #[must_use]
    pub fn row(self) -> &'static FormatRow {
        &FORMATS[self as usize]
    }

    /// The format with this name.
    ///
    /// # Errors
    /// When there is none.
    pub fn named(name: &str) -> Result<Self, &'static str> {
        let row = FORMATS.iter().find(|row| row.name == name);
        row.map(|row| row.format).ok_or("there is no such format")
    }

    /// Whether it is for people to read, not for programs.
    #[must_use]
    pub fn is_for_people(self) -> bool {
        self.row().is_for_people
    }
}

/// Draws a view.
///
/// # Errors
/// When the format cannot draw it, what is drawn cannot be read, or `out` cannot be written.
pub fn render(view: View, format: Format, page: &Page, out: &mut dyn Write) -> Result<(), Failure> {
    let row = format.row();
    let drawn = match view {
        View::Entry(view) => row.entry.map(|draw| draw(&view, page, out)),
        View::Outline(view) => row.outline.map(|draw| draw(&view, page, out)),
        View::Hits(view) => row.hits.map(|draw| draw(&view, page, out)),
        View::Comparison(view) => row.comparison.map(|draw| draw(view, page, out)),
        View::Diff(view) => row.diff.map(|draw| draw(&view, page, out)),
        View::Problems(view) => row.problems.map(|draw| draw(&view, page, out)),
        View::Status(view) => row.status.map(|draw| draw(&view, page, out)),
        View::List(mut view) => match row.list {
            Some(draw) => return draw(&mut view, page, out),
            None => None,
        },
    };
    match drawn {
        Some(drawn) => Ok(drawn?),
        // The command line offers only formats that can.
        None => Err(cannot_draw(row).into()),
    }
}

fn cannot_draw(row: &FormatRow) -> Error {
    let message = format!("the format {} cannot show this", row.name);
    Error::new(Code::Usage, message).with_hint("use another `--format`")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_is_found_in_its_own_row() {
        for row in &FORMATS {
            assert_eq!(row.format.row().name, row.name);
        }
    }
}
