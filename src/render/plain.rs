//! Blocks as paragraphs of plain words: for cells of tables, and for output that is the content alone.

use super::blocks::{bullet, code_lines, figure, sign};
use super::matrix::{Matrix, rows_in_words};
use super::{Symbols, marks};
use crate::entry::{Block, Cell, List, Table};

/// How tables are written in words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rows {
    /// Each as a sentence that says what its cells are.
    Told,
    /// Each with its cells as they are, a tab between two.
    Tabbed,
}

/// How blocks are written.
#[derive(Clone, Copy)]
struct Form {
    rows: Rows,
    /// What stands before the items of a list that has no marks; nothing where `None`.
    symbols: Option<Symbols>,
}

/// The lines of each block, for a cell of a table: items behind their signs, tables in words.
pub(super) fn blocks(blocks: &[Block], symbols: Symbols) -> Vec<Vec<String>> {
    let form = Form {
        rows: Rows::Told,
        symbols: Some(symbols),
    };
    blocks.iter().map(|block| form.lines(block, 0)).collect()
}

/// The words of an author's cell on one line.
pub(super) fn cell(cell: &Cell, symbols: Symbols) -> String {
    blocks(&cell.content, symbols).concat().join(" ")
}

/// The content alone: a paragraph, an item, a row of a table on each line.
pub(super) fn bare(block: &Block) -> Vec<String> {
    let form = Form {
        rows: Rows::Tabbed,
        symbols: None,
    };
    form.lines(block, 0)
}

impl Form {
    fn lines(self, block: &Block, depth: usize) -> Vec<String> {
        match block {
            Block::Paragraph(prose) => vec![marks::words(prose).into_owned()],
            Block::List(list) => self.items(list, depth),
            Block::Table(table) => self.table(table),
            Block::Figure(words) => vec![figure(words.as_str())],
            Block::Quote(blocks) => {
                let lines = blocks.iter().flat_map(|block| self.lines(block, depth));
                match self.symbols {
                    Some(_) => lines.map(|line| format!("> {line}")).collect(),
                    None => lines.collect(),
                }
            }
            Block::Code(code) => code_lines(code).filter(|line| !line.is_empty()).collect(),
        }
    }

    fn items(self, list: &List, depth: usize) -> Vec<String> {
        let own = self.symbols.map_or("", |symbols| bullet(symbols, depth));
        let mut lines = Vec::new();
        for (at, item) in list.items().iter().enumerate() {
            let sign = sign(list, at, own);
            let content = item.content.iter();
            let mut words = content.flat_map(|block| self.lines(block, depth + 1));
            let first = words.next().unwrap_or_default();
            let first = format!("{sign} {first}");
            lines.extend(
                [first.trim().to_owned()]
                    .into_iter()
                    .filter(|it| !it.is_empty()),
            );
            lines.extend(words);
        }
        lines
    }

    fn table(self, table: &Table) -> Vec<String> {
        let words = |cell: &Cell| {
            let lines = cell.content.iter().flat_map(|block| self.lines(block, 0));
            // A tab tells cells apart.
            lines.collect::<Vec<_>>().join(" ").replace('\t', " ")
        };
        let mut lines: Vec<String> = table.caption().iter().map(ToString::to_string).collect();
        match self.rows {
            Rows::Told => lines.extend(rows_in_words(table, &words)),
            Rows::Tabbed => lines.extend(tabbed(table, &words)),
        }
        lines.extend(
            table
                .notes()
                .iter()
                .map(|note| marks::words(note).into_owned()),
        );
        lines
    }
}

/// The rows with a tab between two columns. A cell that spans several is in the first of them.
fn tabbed(table: &Table, words: &dyn Fn(&Cell) -> String) -> Vec<String> {
    let matrix = Matrix::of(table);
    let row = |row: usize| {
        let mut cells = vec![String::new(); matrix.columns];
        for (_, placed) in matrix.row(row).filter(|(_, placed)| placed.row == row) {
            cells[placed.column] = words(placed.cell);
        }
        cells.join("\t")
    };
    (0..matrix.rows()).map(row).collect()
}
