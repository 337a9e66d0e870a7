//! The parts of a table as they were written → a table of an entry, or what it only frames.

use super::grid;
use crate::entry::{Block, Cell, Prose, Row, Table};
use crate::text::Text;

/// The parts of a table.
#[derive(Default)]
pub struct Written {
    pub caption: Option<Text>,
    pub head: Vec<Row>,
    pub body: Vec<Row>,
    pub notes: Vec<Prose>,
}

impl Written {
    /// The table, or its content where it is none: where it only lays something out, where there is
    /// nothing in it, and where it has a shape that no table of an entry has.
    pub fn into_blocks(self, is_too_deep: bool) -> Vec<Block> {
        if is_too_deep || self.is_frame() {
            return self.into_content();
        }
        let table = grid::fit(&self.head, &self.body).and_then(|(head, body)| {
            Table::new(self.caption.clone(), head, body, self.notes.clone()).ok()
        });
        match table {
            Some(table) => vec![Block::from(table)],
            None => self.into_content(),
        }
    }

    /// Whether it is a box around something, as labels draw one around a boxed warning.
    fn is_frame(&self) -> bool {
        let cells = self.head.iter().chain(&self.body).flatten();
        match cells.filter(|cell| !cell.content.is_empty()).count() {
            0 | 1 => true,
            _ if self.caption.is_some() => false,
            _ => grid::columns_in_use(&self.head, &self.body) == Some(1),
        }
    }

    fn into_content(self) -> Vec<Block> {
        let cells = self.head.into_iter().chain(self.body).flatten();
        let caption = self.caption.map(Block::from).into_iter();
        caption
            .chain(cells.flat_map(|cell| cell.content))
            .chain(self.notes.into_iter().map(Block::Paragraph))
            .collect()
    }
}

/// A cell with the spans that `attribute` tells, as the author wrote them: 0 rows are all that follow.
pub fn cell<'a>(content: Vec<Block>, attribute: impl Fn(&str) -> Option<&'a str>) -> Cell {
    let span = |name: &str| attribute(name).and_then(|span| span.trim().parse().ok());
    Cell {
        content,
        colspan: span("colspan").unwrap_or(1),
        rowspan: span("rowspan").unwrap_or(1),
    }
}
