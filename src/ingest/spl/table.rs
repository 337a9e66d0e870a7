//! Tables → a line a row, the cells in their columns between bars.

use std::mem;

use super::prose::Writer;
use super::tree::{Element, Node};

/// The columns in which spans are followed; no label has so many. It bounds what a span can cost.
const MOST_COLUMNS: usize = 64;

/// How many more rows the cells above reach into each column.
type Reach = [usize; MOST_COLUMNS];

impl<'t> Writer<'t> {
    /// Each cell is said once: a cell that spans several columns or rows leaves the others of them
    /// blank, so that every cell stays in its column. The caption goes before the rows, the foot and
    /// the footnotes after them.
    pub(super) fn table(&mut self, table: &'t Element<'t>) {
        self.end_line();
        let outer_notes = mem::take(&mut self.notes);
        let is_foot = |node: &Node<'_>| matches!(node, Node::Element(e) if e.name == "tfoot");
        let (foot, rest): (Vec<_>, Vec<_>) = table.children.iter().partition(|node| is_foot(node));
        let mut reach = [0; MOST_COLUMNS];
        for node in rest.into_iter().chain(foot) {
            match node {
                Node::Element(row) if row.name == "tr" => self.row(row, &mut reach),
                Node::Element(rows) if matches!(rows.name, "thead" | "tbody" | "tfoot") => {
                    self.rows(rows);
                }
                Node::Element(other) => self.block(other),
                Node::Words(_) => self.node(node),
            }
        }
        self.end_notes();
        self.notes = outer_notes;
    }

    fn rows(&mut self, rows: &'t Element<'t>) {
        let mut reach = [0; MOST_COLUMNS];
        for node in &rows.children {
            match node {
                Node::Element(row) if row.name == "tr" => self.row(row, &mut reach),
                _ => self.node(node),
            }
        }
        self.end_line();
    }

    fn row(&mut self, row: &'t Element<'t>, reach: &mut Reach) {
        self.end_line();
        let is_blank =
            |node: &Node<'_>| matches!(node, Node::Words(words) if words.trim().is_empty());
        let mut cells: Vec<Vec<String>> = Vec::new();
        for node in row.children.iter().filter(|node| !is_blank(node)) {
            skip_reached(&mut cells, reach);
            let start = cells.len();
            let lines = self.apart(|writer| writer.cell(node));
            cells.push(lines);
            let (columns, rows) = spans(node);
            for column in start..start + columns {
                if let Some(reach) = reach.get_mut(column) {
                    *reach = rows;
                }
            }
            let end = (start + columns).min(MOST_COLUMNS).max(cells.len());
            cells.resize_with(end, Vec::new);
        }
        for rows in reach {
            *rows = rows.saturating_sub(1);
        }
        self.push_row(cells);
    }

    fn cell(&mut self, node: &'t Node<'t>) {
        match node {
            Node::Element(cell) => self.children(cell),
            Node::Words(_) => self.node(node),
        }
    }

    /// Cells in a row, their lines joined. What is alone in its row is a heading, a note or text that
    /// was only laid out with a table: it keeps its lines.
    fn push_row(&mut self, mut cells: Vec<Vec<String>>) {
        while cells.pop_if(|cell| cell.is_empty()).is_some() {}
        if let [alone] = cells.as_slice() {
            for line in alone {
                self.push_line(line);
            }
            return;
        }
        let mut row = String::new();
        for (column, lines) in cells.iter().enumerate() {
            if column > 0 {
                row.push_str(if row.is_empty() { "|" } else { " |" });
            }
            for line in lines {
                if !row.is_empty() {
                    row.push(' ');
                }
                row.push_str(line);
            }
        }
        self.push_line(&row);
    }
}

/// Leaves blank the columns that cells of the rows above reach into.
fn skip_reached(cells: &mut Vec<Vec<String>>, reach: &Reach) {
    while reach.get(cells.len()).is_some_and(|&rows| rows > 0) {
        cells.push(Vec::new());
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
    (span("colspan").min(MOST_COLUMNS), span("rowspan"))
}
