//! Markdown (`CommonMark`, with the tables of GFM) that reads well on a code host. Never wrapped: a
//! line is a paragraph.

mod blocks;
mod entry;
mod escape;
mod flanks;
mod html;
mod inline;
mod lists;
mod risks;
mod tags;
#[cfg(test)]
mod tests;

use std::io::{self, Write};

pub use entry::entry;
pub(super) use escape::{escaped, escaped_heading};

use super::grid::Grid;
use super::grids::{hit_grid, list_grid};
use super::table::gathered;
use super::{EntryView, HitsView, ListView, Page, search};
use crate::error::Failure;
use crate::search::Snippet;

/// The entries as a table; nothing if there are none.
///
/// # Errors
/// When the entries cannot be read, or `out` cannot be written.
pub fn list(view: &mut ListView, _: &Page, out: &mut dyn Write) -> Result<(), Failure> {
    match gathered(view)?.as_slice() {
        [] => Ok(()),
        summaries => Ok(grid(&list_grid(summaries), out)?),
    }
}

/// The parts of entries that a search found as a table, with matches in bold.
///
/// # Errors
/// When `out` cannot be written.
pub fn hits(view: &HitsView, page: &Page, out: &mut dyn Write) -> io::Result<()> {
    for line in search::preamble(view.found) {
        writeln!(out, "{}\n", escaped(&line))?;
    }
    let grid = hit_grid(&view.found.hits, page, |hit| marked(&hit.snippet));
    write_grid(&grid, &["Text"], out)
}

/// A snippet with its matches in bold.
pub(super) fn marked(snippet: &Snippet) -> String {
    let mut marked = String::new();
    let mut done = 0;
    for found in &snippet.matches {
        marked.push_str(&escaped(&snippet.text[done..found.start]));
        marked.push_str("**");
        marked.push_str(&escaped(&snippet.text[found.clone()]));
        marked.push_str("**");
        done = found.end;
    }
    marked + &escaped(&snippet.text[done..])
}

/// A table.
pub(super) fn grid(grid: &Grid, out: &mut dyn Write) -> io::Result<()> {
    write_grid(grid, &[], out)
}

/// A table; what stands under the fields of `markdown` is that already.
fn write_grid(grid: &Grid, markdown: &[&str], out: &mut dyn Write) -> io::Result<()> {
    let bar_free = |words: &str| words.replace('|', "\\|");
    let fields: Vec<String> = grid
        .fields
        .iter()
        .map(|field| bar_free(&escaped(field)))
        .collect();
    writeln!(out, "| {} |", fields.join(" | "))?;
    writeln!(out, "|{}", " --- |".repeat(fields.len()))?;
    for row in &grid.rows {
        let cells = row.iter().zip(&grid.fields).map(|(value, field)| {
            let words = value.paragraphs().collect::<Vec<_>>().join(" ");
            let is_markdown = markdown.contains(field);
            bar_free(&if is_markdown { words } else { escaped(&words) })
        });
        writeln!(out, "| {} |", cells.collect::<Vec<_>>().join(" | "))?;
    }
    Ok(())
}
