//! Sections as text: headings, blocks, and the sections in them.

use std::io::{self, Write};

use super::blocks::Layout;
use super::lines::Lines;
use super::prose::lines;
use super::{Page, wrap};
use crate::entry::{Block, Part, Section};
use crate::theme::Role;

/// The heading over a part.
pub(super) fn heading(part: Part, page: &Page, out: &mut dyn Write) -> io::Result<()> {
    let items = match part {
        Part::Section(section) => items(section),
        Part::Risks(risks) => risks.len(),
        Part::Disclaimer(_) => 1,
    };
    titled(&part.heading(), 1, items, page, out)
}

/// A heading so deep in others over so many items. Where output is read out, it is announced.
fn titled(
    title: &str,
    level: usize,
    items: usize,
    page: &Page,
    out: &mut dyn Write,
) -> io::Result<()> {
    let role = match level {
        1 => Role::Heading,
        2 => Role::Subheading,
        _ => Role::InnerHeading,
    };
    if page.grids {
        return lines(title, page, role, out);
    }
    let level = match level {
        1 => String::new(),
        level => format!(" level {level}"),
    };
    let items = match items {
        1 => "1 item".to_owned(),
        items => format!("{items} items"),
    };
    lines(
        &format!("Heading{level}: {title}, {items}"),
        page,
        role,
        out,
    )
}

/// How many blocks and sections are in a section.
fn items(section: &Section) -> usize {
    section.shown().len() + section.sections.len()
}

/// What is in a section, without its heading.
pub(super) fn write(section: &Section, page: &Page, out: &mut dyn Write) -> io::Result<()> {
    blocks(section.shown(), page, out)?;
    nested(section, 1, page, out)
}

/// The sections in a section, which lies in so many others and itself.
fn nested(section: &Section, depth: usize, page: &Page, out: &mut dyn Write) -> io::Result<()> {
    for section in &section.sections {
        writeln!(out)?;
        titled(&section.heading(), depth + 1, items(section), page, out)?;
        blocks(section.shown(), page, out)?;
        nested(section, depth + 1, page, out)?;
    }
    Ok(())
}

/// Blocks with a blank line between two.
fn blocks(blocks: &[Block], page: &Page, out: &mut dyn Write) -> io::Result<()> {
    let mut follows_row = None;
    let mut lines = Lines::default();
    for block in blocks {
        let is_row = is_row(block);
        // What version 1 had for items of a list and rows of a table stands close.
        if follows_row.is_some_and(|follows_row| !(follows_row && is_row)) {
            writeln!(out)?;
        }
        follows_row = Some(is_row);
        lines.truncate(0);
        Layout::of(page).block(block, &mut lines);
        lines.write(page, out)?;
    }
    Ok(())
}

/// Whether this is a paragraph that stands for an item of a list or a row of a table, as readers of
/// source documents wrote them in version 1.
fn is_row(block: &Block) -> bool {
    match block {
        Block::Paragraph(prose) => {
            let text = prose.as_str();
            wrap::list_item_indent(text) > 0 || text.contains(" | ")
        }
        _ => false,
    }
}
