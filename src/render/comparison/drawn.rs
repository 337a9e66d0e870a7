//! Comparisons as text and as tables.

use std::io::{self, Write};

use super::grids;
use super::said::{self, groups};
use crate::compare::{Comparison, Mentions};
use crate::render::{Page, prose, text};
use crate::theme::Role;

/// Entries side by side as text: a block of `Field: value` lines for each level and risk, then what
/// each says of the others, passage by passage.
///
/// # Errors
/// When `out` cannot be written.
pub fn text(comparison: &Comparison, page: &Page, out: &mut dyn Write) -> io::Result<()> {
    draw(comparison, page, false, out)
}

/// Entries side by side as tables.
///
/// # Errors
/// When `out` cannot be written.
pub fn table(comparison: &Comparison, page: &Page, out: &mut dyn Write) -> io::Result<()> {
    draw(comparison, page, true, out)
}

fn draw(
    comparison: &Comparison,
    page: &Page,
    as_tables: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    let tables = Page {
        grids: page.grids && as_tables,
        ..page.clone()
    };
    grids::levels(comparison).write(&tables, out)?;
    let columns = grids::columns(comparison);
    for group in groups(comparison) {
        heading(group.title, group.rows.len(), page, out)?;
        grids::risks(&group, &columns, page.symbols.bullet).write(&tables, out)?;
    }
    for remark in said::remarks(comparison) {
        writeln!(out)?;
        prose::lines(&remark, page, Role::Note, out)?;
    }
    for mentions in &comparison.mentions {
        let title = said::heading(comparison, mentions);
        heading(&title, mentions.passages.shown.len(), page, out)?;
        if !mentions.passages.shown.is_empty() {
            if as_tables {
                grids::passages(mentions).write(&tables, out)?;
            } else {
                passages(mentions, page, out)?;
            }
        }
        for note in said::notes(comparison, mentions) {
            prose::lines(&note, page, Role::Note, out)?;
        }
    }
    for (index, command) in said::disclaimers(comparison).iter().enumerate() {
        if index == 0 {
            writeln!(out)?;
        }
        prose::lines_under("Disclaimer: ", 2, command, page, Role::Note, out)?;
    }
    Ok(())
}

/// A heading over so many items. Where output is read out, it is announced.
fn heading(title: &str, items: usize, page: &Page, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out)?;
    if page.grids {
        return prose::lines(title, page, Role::Heading, out);
    }
    let items = match items {
        1 => "1 item".to_owned(),
        items => format!("{items} items"),
    };
    prose::lines(
        &format!("Heading: {title}, {items}"),
        page,
        Role::Heading,
        out,
    )
}

/// Passages under their places, with the names marked.
fn passages(mentions: &Mentions, page: &Page, out: &mut dyn Write) -> io::Result<()> {
    for passage in &mentions.passages.shown {
        prose::lines_under("  ", 2, &said::place(passage), page, Role::Label, out)?;
        if let Some(lead) = &passage.lead {
            prose::lines_under("    ", 4, lead, page, Role::Text, out)?;
        }
        text::marked(&passage.snippet, "    ", page, out)?;
        if let Some(row) = said::row(passage) {
            prose::lines_under("    ", 4, &row, page, Role::Note, out)?;
        }
    }
    Ok(())
}
