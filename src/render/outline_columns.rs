//! The outline of an entry as text: titles, lengths and ids in columns, or under each other.

use std::io::{self, Write};

use super::outline::OutlinePart;
use super::{Page, prose, wrap};
use crate::theme::Role;

/// The least columns that titles are squeezed to before each gets lines of its own.
const MIN_TITLE: usize = 24;
/// The most columns that are filled up with blanks.
const MAX_WIDTH: usize = 200;
/// What stands between columns.
const GAP: usize = 2;

/// The parts in columns: titles, indented by depth, then lengths, then ids.
pub(super) struct Columns<'p> {
    rows: &'p [(usize, &'p OutlinePart<'p>)],
    /// The width of titles; `None` where they get lines of their own.
    titles: Option<usize>,
    /// Whether longer ones are wrapped.
    is_wrapped: bool,
    lengths: usize,
    /// The most columns of an id beside its title.
    ids: usize,
}

impl<'p> Columns<'p> {
    pub(super) fn of(rows: &'p [(usize, &'p OutlinePart<'p>)], page: &Page) -> Self {
        let widest = |width: &dyn Fn(&(usize, &OutlinePart)) -> usize| {
            rows.iter().map(width).max().unwrap_or_default()
        };
        let width = page.width.unwrap_or(MAX_WIDTH).min(MAX_WIDTH);
        let ids = widest(&|(_, part)| part.id.len()).min(width / 5 * 2);
        let lengths = widest(&|(_, part)| part.length().len());
        let titles = widest(&|(depth, part)| 2 * depth + wrap::display_width(&part.heading()));
        // No word is broken where titles are wrapped.
        let words = widest(&|(depth, part)| 2 * depth + 2 + wrap::longest_word(&part.heading()));
        let room = width.saturating_sub(ids + lengths + 2 * GAP).min(titles);
        let fits = room == titles || page.width.is_none();
        Self {
            rows,
            titles: (fits || room >= words.max(MIN_TITLE)).then_some(room),
            is_wrapped: page.width.is_some(),
            lengths,
            ids,
        }
    }

    pub(super) fn write(&self, page: &Page, out: &mut dyn Write) -> io::Result<()> {
        for (depth, part) in self.rows {
            match self.titles {
                Some(width) => self.write_row(*depth, part, width, page, out)?,
                None => write_over(*depth, part, page, out)?,
            }
        }
        Ok(())
    }

    fn write_row(
        &self,
        depth: usize,
        part: &OutlinePart,
        width: usize,
        page: &Page,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let indent = " ".repeat(2 * depth);
        let most = self.is_wrapped.then_some(width);
        let heading = part.heading();
        let lines = wrap::lines(&heading, most, &indent, indent.len() + 2);
        let note = page.style(Role::Note);
        for line in lines {
            let words = page.style(role(depth)).style(line.words);
            write!(out, "{}{words}", line.indent)?;
            if line.start == 0 {
                let taken = wrap::display_width(&line.indent) + wrap::display_width(line.words);
                let gap = width.saturating_sub(taken) + GAP;
                let gap = gap + self.lengths - part.length().len();
                write!(out, "{}{}", " ".repeat(gap), note.style(part.length()))?;
                if part.id.len() <= self.ids {
                    write!(out, "{}{}", " ".repeat(GAP), part.id)?;
                }
            }
            writeln!(out)?;
        }
        if part.id.len() > self.ids {
            // It ends where the others may end.
            let end = width + self.lengths + self.ids + 2 * GAP;
            let blanks = end.saturating_sub(part.id.len());
            writeln!(out, "{}{}", " ".repeat(blanks), part.id)?;
        }
        Ok(())
    }
}

/// The title of a part on lines of its own, over the rest.
fn write_over(
    depth: usize,
    part: &OutlinePart,
    page: &Page,
    out: &mut dyn Write,
) -> io::Result<()> {
    let indent = " ".repeat(2 * depth);
    let heading = part.heading();
    prose::lines_under(&indent, indent.len() + 2, &heading, page, role(depth), out)?;
    let rest = format!("{} ({})", part.id, part.length());
    let indent = " ".repeat(2 * depth + 4);
    prose::lines_under(&indent, indent.len(), &rest, page, Role::Note, out)
}

fn role(depth: usize) -> Role {
    match depth {
        0 => Role::Heading,
        _ => Role::Text,
    }
}
