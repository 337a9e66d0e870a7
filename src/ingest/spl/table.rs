//! The rows of tables, each cell in its column. Knows nothing of what is in the cells.

use super::tree::Node;

/// The columns in which spans are followed; no label has so many. It bounds what a span can cost.
const MAX_COLUMNS: usize = 64;

/// How many more rows the cells above reach into each column.
pub struct Columns([usize; MAX_COLUMNS]);

/// A row while it is written: the lines of each cell.
#[derive(Default)]
pub struct Row(Vec<Vec<String>>);

impl Columns {
    pub fn new() -> Self {
        Self([0; MAX_COLUMNS])
    }

    /// Adds a cell with these lines to `row`. A cell that spans several columns or rows leaves the
    /// others of them blank, so that every cell stays in its column and is said once.
    pub fn add(&mut self, row: &mut Row, cell: &Node<'_>, lines: Vec<String>) {
        let Row(cells) = row;
        while self.0.get(cells.len()).is_some_and(|&rows| rows > 0) {
            cells.push(Vec::new());
        }
        let start = cells.len();
        cells.push(lines);
        let (columns, rows) = spans(cell);
        for column in start..start + columns {
            if let Some(reach) = self.0.get_mut(column) {
                *reach = rows;
            }
        }
        let end = (start + columns).min(MAX_COLUMNS).max(cells.len());
        cells.resize_with(end, Vec::new);
    }

    /// Ends a row. Returns its lines: one with the cells between bars, their lines joined; what is
    /// alone in its row is a heading, a note or text that was only laid out with a table, and keeps
    /// its lines.
    pub fn end(&mut self, row: Row) -> Vec<String> {
        for rows in &mut self.0 {
            *rows = rows.saturating_sub(1);
        }
        let Row(mut cells) = row;
        while cells.pop_if(|cell| cell.is_empty()).is_some() {}
        if cells.len() == 1 {
            return cells.remove(0);
        }
        let mut line = String::new();
        for (column, lines) in cells.iter().enumerate() {
            if column > 0 {
                line.push_str(if line.is_empty() { "|" } else { " |" });
            }
            for words in lines {
                if !line.is_empty() {
                    line.push(' ');
                }
                line.push_str(words);
            }
        }
        vec![line]
    }
}

/// How many columns and rows a cell spans.
fn spans(node: &Node<'_>) -> (usize, usize) {
    let span = |name: &str| {
        let Node::Element(cell) = node else {
            return 1;
        };
        let span = cell
            .attribute(name)
            .and_then(|span| span.trim().parse().ok());
        span.unwrap_or(1).max(1)
    };
    (span("colspan").min(MAX_COLUMNS), span("rowspan"))
}
