//! An author's table with every cell in its place: in which row and column it begins, and what each
//! row has. Knows nothing of how it is drawn.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::entry::{Cell, Row, Table};

/// How many bytes rows in words take at most while they repeat what the head says: a head as long as a
/// book would be told in each of many rows.
const MAX_REPEATED: usize = 16 * 1024 * 1024;

/// A table with every cell in its place.
pub(super) struct Matrix<'t> {
    /// The cells of the head, then those of the rows, as they begin.
    pub cells: Vec<Placed<'t>>,
    /// How many columns it has.
    pub columns: usize,
    /// How many of the rows are its head.
    pub head: usize,
    /// What the rows have, one after the other, each from left to right: places in `cells`, those that
    /// reach into it included.
    order: Vec<usize>,
    /// Where each row ends in `order`: none is empty.
    ends: Vec<usize>,
}

/// A cell with the row and the column in which it begins.
pub(super) struct Placed<'t> {
    pub row: usize,
    pub column: usize,
    pub cell: &'t Cell,
}

impl Placed<'_> {
    pub(super) fn columns(&self) -> Range<usize> {
        self.column..self.column + self.cell.colspan
    }

    pub(super) fn rows(&self) -> Range<usize> {
        self.row..self.row + self.cell.rowspan
    }
}

impl<'t> Matrix<'t> {
    pub(super) fn of(table: &'t Table) -> Self {
        let head = table.head().len();
        let mut cells = place(table.head(), 0);
        cells.extend(place(table.rows(), head));
        let mut order: Vec<(usize, usize)> = Vec::with_capacity(cells.len());
        for (at, placed) in cells.iter().enumerate() {
            order.extend(placed.rows().map(|row| (row, at)));
        }
        // Where no cell reaches into another row they are in order.
        if order.len() > cells.len() {
            order.sort_by_key(|(row, at)| (*row, cells[*at].column));
        }
        let mut ends = vec![0; head + table.rows().len()];
        for (at, (row, _)) in order.iter().enumerate() {
            ends[*row] = at + 1;
        }
        Self {
            cells,
            columns: table.columns(),
            head,
            order: order.into_iter().map(|(_, at)| at).collect(),
            ends,
        }
    }

    /// How many rows it has, with the head.
    pub(super) fn rows(&self) -> usize {
        self.ends.len()
    }

    /// The cells of a row, from left to right, with their places in `cells`.
    pub(super) fn row(&self, row: usize) -> impl Iterator<Item = (usize, &Placed<'t>)> {
        let start = row.checked_sub(1).map_or(0, |before| self.ends[before]);
        let order = &self.order[start..self.ends[row]];
        order.iter().map(|at| (*at, &self.cells[*at]))
    }

    /// The cells of the head that say what is in these columns: those over all of them or, where none
    /// is, those over any. Outer ones come first.
    pub(super) fn heads(&self, columns: &Range<usize>) -> Vec<usize> {
        let cells = || {
            self.cells
                .iter()
                .enumerate()
                .filter(|(_, it)| it.row < self.head)
        };
        let over = |placed: &Placed| {
            let head = placed.columns();
            head.start <= columns.start && columns.end <= head.end
        };
        let touches = |placed: &Placed| {
            let head = placed.columns();
            head.start < columns.end && columns.start < head.end
        };
        let all: Vec<usize> = cells()
            .filter(|(_, it)| over(it))
            .map(|(at, _)| at)
            .collect();
        if !all.is_empty() {
            return all;
        }
        cells()
            .filter(|(_, it)| touches(it))
            .map(|(at, _)| at)
            .collect()
    }
}

/// The cells of rows in their columns. The rows fill these exactly: [`Table::new`] saw to that.
fn place(rows: &[Row], first: usize) -> Vec<Placed<'_>> {
    let mut cells: Vec<Placed> = Vec::with_capacity(rows.iter().map(Vec::len).sum());
    // The row from which on each column is free.
    let mut free: Vec<usize> = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let mut column = 0;
        for cell in row {
            while free.get(column).is_some_and(|from| *from > at) {
                column += 1;
            }
            cells.push(Placed {
                row: first + at,
                column,
                cell,
            });
            let end = column + cell.colspan;
            free.resize(end.max(free.len()), 0);
            free[column..end].fill(at + cell.rowspan);
            column = end;
        }
    }
    cells
}

/// The rows in words, where there is no room for columns: of each its first cell, then the others
/// behind what the head says of their columns. What spans the whole table stands alone.
pub(super) fn rows_in_words(table: &Table, words: &dyn Fn(&Cell) -> String) -> Vec<String> {
    let matrix = Matrix::of(table);
    let told: Vec<String> = matrix.cells.iter().map(|it| words(it.cell)).collect();
    // A head without rows is all that there is to say.
    let has_rows = matrix.rows() > matrix.head;
    let repeated = has_rows.then(|| Telling::new(&matrix, &told, true).rows());
    let rows = repeated
        .flatten()
        .or_else(|| Telling::new(&matrix, &told, false).rows());
    rows.unwrap_or_default()
}

/// How the rows of a table are told in words.
struct Telling<'t> {
    matrix: &'t Matrix<'t>,
    /// The words of each cell.
    told: &'t [String],
    /// Whether each row repeats what the head and what reaches into it say; otherwise everything is
    /// told once, the head as rows.
    repeats: bool,
    /// What the head says of columns, as far as that was asked for.
    heads: BTreeMap<(usize, usize), String>,
    /// The cells of the head that are said there.
    said: BTreeSet<usize>,
}

impl<'t> Telling<'t> {
    fn new(matrix: &'t Matrix<'t>, told: &'t [String], repeats: bool) -> Self {
        Self {
            matrix,
            told,
            repeats,
            heads: BTreeMap::new(),
            said: BTreeSet::new(),
        }
    }

    /// The rows, or `None` where they would repeat more than [`MAX_REPEATED`].
    fn rows(mut self) -> Option<Vec<String>> {
        let matrix = self.matrix;
        let first = if self.repeats { matrix.head } else { 0 };
        let mut rows = Vec::new();
        let mut length = 0;
        for row in first..matrix.rows() {
            let told = self.row(row);
            length += told.len();
            if self.repeats && length > MAX_REPEATED {
                return None;
            }
            rows.push(told);
        }
        // What the head says of the first column, and of empty cells, stands over the rows.
        let head = (0..matrix.cells.len()).filter(|at| matrix.cells[*at].row < first);
        let unsaid = head.filter(|at| !self.said.contains(at));
        rows.insert(0, joined(unsaid.map(|at| self.told[at].as_str())));
        rows.retain(|row| !row.is_empty());
        Some(rows)
    }

    fn row(&mut self, row: usize) -> String {
        let (matrix, told) = (self.matrix, self.told);
        let mut first = "";
        let mut others = Vec::new();
        for (at, placed) in matrix.row(row) {
            let words = told[at].as_str();
            if words.is_empty() || !(self.repeats || placed.row == row) {
                continue;
            }
            let columns = placed.columns();
            if columns.start == 0 {
                first = words;
            } else {
                others.push(match self.head(&columns) {
                    "" => words.to_owned(),
                    head => format!("{head} {words}"),
                });
            }
        }
        match (first, others.join(", ")) {
            ("", others) => others,
            (first, others) if others.is_empty() => first.to_owned(),
            (first, others) => format!("{}: {others}", first.trim_end_matches(':')),
        }
    }

    /// What the head says of columns; nothing where it is told itself.
    fn head(&mut self, columns: &Range<usize>) -> &str {
        if !self.repeats {
            return "";
        }
        let (matrix, told, said) = (self.matrix, self.told, &mut self.said);
        let key = (columns.start, columns.end);
        self.heads.entry(key).or_insert_with(|| {
            let heads = matrix.heads(columns);
            said.extend(&heads);
            joined(heads.iter().map(|at| told[*at].as_str()))
        })
    }
}

fn joined<'w>(words: impl Iterator<Item = &'w str>) -> String {
    let words: Vec<&str> = words.filter(|words| !words.is_empty()).collect();
    words.join(", ")
}
