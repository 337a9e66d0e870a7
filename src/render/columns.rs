//! The layout of an author's table: cells in columns of text that are as wide as they have to be.

#[cfg(test)]
mod tests;

use std::ops::Range;

use super::lines::Lines;
use super::matrix::{Matrix, Placed};
use super::page::MAX_PROSE_WIDTH;
use crate::entry::{Cell, Table};
use crate::theme::Role;

/// The columns between two columns of a table.
const GAP: usize = 2;
/// How narrow a column is made at most, unless all that is in it is narrower.
const MIN_WIDTH: usize = 6;
/// How many lines a cell takes at most, unless its column is as wide as [`WIDE`].
const MAX_LINES: usize = 12;
const WIDE: usize = 30;
/// The most columns of text that a table takes: each of its rows may take as many bytes.
const MAX_TABLE_WIDTH: usize = 1000;

/// How cells are laid out.
pub(super) struct CellLayout<'l> {
    /// Puts a cell on lines of at most so many columns.
    pub lines: &'l dyn Fn(&Cell, usize, &mut Lines),
    /// The columns of a cell in as few lines as it has, and in as many.
    pub extent: &'l dyn Fn(&Cell) -> (usize, usize),
}

/// Puts a table on lines, without its caption and its notes, and tells the columns of the widest line. Where
/// the table does not fit into this width, does nothing and returns `None`.
pub(super) fn draw(
    table: &Table,
    width: Option<usize>,
    rule: &str,
    layout: &CellLayout,
    out: &mut Lines,
) -> Option<usize> {
    let drawing = Drawing::of(Matrix::of(table), width, layout)?;
    let mut widest = 0;
    let head = drawing.matrix.head;
    // Rows of several lines are told apart from others by an empty one.
    let is_open = |row: usize| drawing.height(row) > 1 || drawing.height(row - 1) > 1;
    for row in 0..drawing.matrix.rows() {
        if row > 0 && row == head {
            out.push(&rule.repeat(drawing.width()));
            out.end_line();
            widest = drawing.width();
        } else if row > head && is_open(row) && !drawing.is_joined(row) {
            out.end_line();
        }
        for line in 0..drawing.height(row) {
            widest = widest.max(drawing.draw(row, line, out));
        }
    }
    Some(widest)
}

/// A table of which every cell is laid out.
struct Drawing<'t> {
    matrix: Matrix<'t>,
    /// Where each column begins, and behind them the width of all with a gap after it.
    starts: Vec<usize>,
    /// The first line of each row, and behind them the end of the last.
    tops: Vec<usize>,
    /// The lines of all cells.
    lines: Lines,
    /// Which lines each cell has.
    cells: Vec<Range<usize>>,
}

impl<'t> Drawing<'t> {
    fn of(matrix: Matrix<'t>, width: Option<usize>, layout: &CellLayout) -> Option<Self> {
        let widths = widths(&matrix, width, layout)?;
        let mut lines = Lines::with_capacity(matrix.cells.len());
        let cells = matrix.cells.iter().map(|placed| {
            let first = lines.len();
            (layout.lines)(placed.cell, spanned(placed, &widths), &mut lines);
            if placed.row < matrix.head {
                // The head names the columns in every line of it.
                lines.mean(first, Role::Heading);
            }
            first..lines.len()
        });
        let cells: Vec<Range<usize>> = cells.collect();
        let mut starts = vec![0];
        for width in &widths {
            starts.push(starts[starts.len() - 1] + width + GAP);
        }
        let mut tops = vec![0];
        for height in heights(&matrix, &cells) {
            tops.push(tops[tops.len() - 1] + height);
        }
        Some(Self {
            matrix,
            starts,
            tops,
            lines,
            cells,
        })
    }

    fn height(&self, row: usize) -> usize {
        self.tops[row + 1] - self.tops[row]
    }

    fn width(&self) -> usize {
        self.starts[self.starts.len() - 1] - GAP
    }

    /// Whether a cell reaches from the row above into this one.
    fn is_joined(&self, row: usize) -> bool {
        self.matrix.row(row).any(|(_, placed)| placed.row < row)
    }

    /// Puts one line of a row at the end, and tells its columns.
    fn draw(&self, row: usize, line: usize, out: &mut Lines) -> usize {
        let mut taken = 0;
        for (at, placed) in self.matrix.row(row) {
            let above = self.tops[row] - self.tops[placed.row];
            let own = self.cells[at].clone().nth(above + line);
            let words = own.and_then(|line| self.lines.get(line));
            let Some(words) = words.filter(|words| !words.text.is_empty()) else {
                continue;
            };
            let start = self.starts[placed.column];
            out.push_blanks(start.saturating_sub(taken));
            taken = start + words.width();
            out.push_line(words);
        }
        out.end_line();
        taken
    }
}

/// How wide a cell is where columns have these widths.
fn spanned(placed: &Placed, widths: &[usize]) -> usize {
    widths[placed.columns()].iter().sum::<usize>() + GAP * (placed.cell.colspan - 1)
}

/// The widths of the columns: what each needs, and of the rest of the room what it can use.
fn widths(matrix: &Matrix, room: Option<usize>, layout: &CellLayout) -> Option<Vec<usize>> {
    let mut least = vec![1; matrix.columns];
    let mut most = vec![1; matrix.columns];
    for placed in by_span(matrix.cells.iter(), |placed| placed.cell.colspan) {
        let (whole, word) = (layout.extent)(placed.cell);
        let readable = whole.div_ceil(MAX_LINES).min(WIDE);
        widen(
            &mut least,
            placed,
            word.max(whole.min(MIN_WIDTH)).max(readable),
        );
        // What reaches over several columns is wrapped rather than that it spreads them.
        if placed.cell.colspan == 1 {
            widen(&mut most, placed, whole);
        }
    }
    for (most, least) in most.iter_mut().zip(&least) {
        *most = (*most).max(*least);
    }
    let gaps = GAP * (matrix.columns - 1);
    let room = room.unwrap_or(MAX_TABLE_WIDTH).min(MAX_TABLE_WIDTH);
    let room = room.checked_sub(gaps)?;
    let (needed, wanted): (usize, usize) = (least.iter().sum(), most.iter().sum());
    if wanted <= room {
        if let Some(last) = most.last_mut().filter(|_| matrix.head == 0) {
            *last += (room - wanted).min(missing_to_prose(matrix, wanted + gaps, layout));
        }
        return Some(most);
    }
    let mut rest = room.checked_sub(needed)?;
    let mut missing = wanted - needed;
    for (least, most) in least.iter_mut().zip(most) {
        let want = most - *least;
        let more = (rest * want).checked_div(missing).unwrap_or(0);
        *least += more;
        rest -= more;
        missing -= want;
    }
    Some(least)
}

/// How much wider a table has to be for the rows that are a single cell to read as prose does. Tables
/// without a head often lay out a page, such as a Medication Guide: short items in columns, and text
/// across them. Only the last column is made wider, so the others stay side by side.
fn missing_to_prose(matrix: &Matrix, width: usize, layout: &CellLayout) -> usize {
    let across = matrix
        .cells
        .iter()
        .filter(|it| it.cell.colspan == matrix.columns);
    let whole = across.map(|it| (layout.extent)(it.cell).0).max();
    whole
        .unwrap_or(0)
        .min(MAX_PROSE_WIDTH)
        .saturating_sub(width)
}

/// Makes the columns of a cell wide enough for it, each by as much.
fn widen(widths: &mut [usize], placed: &Placed, need: usize) {
    let short = need.saturating_sub(spanned(placed, widths));
    let span = placed.cell.colspan;
    for (at, width) in widths[placed.columns()].iter_mut().enumerate() {
        *width += short / span + usize::from(at < short % span);
    }
}

/// How many lines each row takes. What reaches over several rows makes the last of them longer where
/// it has to.
fn heights(matrix: &Matrix, cells: &[Range<usize>]) -> Vec<usize> {
    let mut heights = vec![1; matrix.rows()];
    let cells = matrix.cells.iter().zip(cells);
    for (placed, lines) in by_span(cells, |(placed, _)| placed.cell.rowspan) {
        let own = &mut heights[placed.rows()];
        let height: usize = own.iter().sum();
        if let Some(last) = own.last_mut() {
            *last += lines.len().saturating_sub(height);
        }
    }
    heights
}

/// Cells by how much they span, those that do not span anything first.
fn by_span<T>(
    cells: impl Iterator<Item = T> + Clone,
    span: impl Fn(&T) -> usize + Copy,
) -> impl Iterator<Item = T> {
    let mut spanning: Vec<T> = cells.clone().filter(|cell| span(cell) > 1).collect();
    spanning.sort_by_key(span);
    cells.filter(move |cell| span(cell) == 1).chain(spanning)
}
