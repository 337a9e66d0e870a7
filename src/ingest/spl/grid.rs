//! The rows of a table, made to fit its columns without a cell being lost. Knows nothing of what is in
//! the cells.

use crate::entry::{Cell, Row};

/// The most columns that an entry's table may have.
const MAX_COLUMNS: usize = 100;
/// How many cells are added to fill rows for each that was written, and besides. It bounds what a
/// short document can be made to hold.
const MAX_ADDED: (usize, usize) = (8, 1_000);

/// Where a cell is: its column, and how many columns and rows it takes.
type Place = (usize, usize, usize);

/// The rows of the head and of the body with as many columns each; `None` if that asks for more columns
/// or added cells than there may be.
pub fn fit(head: &[Row], body: &[Row]) -> Option<(Vec<Row>, Vec<Row>)> {
    let written = head.iter().chain(body).map(Vec::len).sum::<usize>();
    let mut room = written * MAX_ADDED.0 + MAX_ADDED.1;
    let (head_places, body_places) = (place(head)?, place(body)?);
    let places = head_places.iter().chain(&body_places).flatten();
    let columns = places.map(|(at, colspan, _)| at + colspan).max()?;
    let head = fill(head, head_places, columns, &mut room)?;
    let body = fill(body, body_places, columns, &mut room)?;
    Some((head, body))
}

/// In how many columns cells begin that have something in them.
pub fn columns_in_use(head: &[Row], body: &[Row]) -> Option<usize> {
    let mut used = [false; MAX_COLUMNS];
    for rows in [head, body] {
        for (row, places) in rows.iter().zip(place(rows)?) {
            for (cell, (at, ..)) in row.iter().zip(places) {
                if let Some(used) = used.get_mut(at) {
                    *used |= !cell.content.is_empty();
                }
            }
        }
    }
    Some(used.into_iter().filter(|used| *used).count())
}

/// Finds the column of each cell as a browser does: the first that no cell above reaches into. Spans end
/// where another cell or the last row is.
fn place(rows: &[Row]) -> Option<Vec<Vec<Place>>> {
    let mut reach = [0_usize; MAX_COLUMNS];
    let mut placed = Vec::with_capacity(rows.len());
    for (number, row) in rows.iter().enumerate() {
        let left = rows.len() - number;
        let mut at = 0;
        let mut own = Vec::with_capacity(row.len());
        for cell in row {
            while *reach.get(at)? > 0 {
                at += 1;
            }
            let wanted = match cell.colspan {
                span @ 1..=MAX_COLUMNS => span,
                _ => 1,
            };
            let free = reach[at..].iter().take_while(|rows| **rows == 0).count();
            let colspan = wanted.min(free);
            let rowspan = match cell.rowspan {
                0 => left,
                span => span.min(left),
            };
            reach[at..at + colspan].fill(rowspan);
            own.push((at, colspan, rowspan));
            at += colspan;
        }
        for rows in &mut reach {
            *rows = rows.saturating_sub(1);
        }
        placed.push(own);
    }
    Some(placed)
}

/// Fills what cells leave free with empty ones.
fn fill(
    rows: &[Row],
    placed: Vec<Vec<Place>>,
    columns: usize,
    room: &mut usize,
) -> Option<Vec<Row>> {
    let mut reach = [0_usize; MAX_COLUMNS];
    let mut filled = Vec::with_capacity(rows.len());
    for (row, places) in rows.iter().zip(placed) {
        let mut cells = Vec::with_capacity(row.len());
        let mut row = row.iter().zip(places).peekable();
        let mut at = 0;
        while at < columns {
            if reach[at] > 0 {
                at += 1;
                continue;
            }
            let mut cell = Cell::new(Vec::new());
            if let Some((own, (_, colspan, rowspan))) = row.next_if(|(_, place)| place.0 == at) {
                cell.content.clone_from(&own.content);
                (cell.colspan, cell.rowspan) = (colspan, rowspan);
            } else {
                *room = room.checked_sub(1)?;
            }
            reach[at..at + cell.colspan].fill(cell.rowspan);
            at += cell.colspan;
            cells.push(cell);
        }
        for rows in &mut reach {
            *rows = rows.saturating_sub(1);
        }
        filled.push(cells);
    }
    Some(filled)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entry::Table;

    fn cell(colspan: usize, rowspan: usize) -> Cell {
        Cell {
            colspan,
            rowspan,
            ..Cell::new(Vec::new())
        }
    }

    #[test]
    fn rows_of_any_shape_fit() {
        let spans = [(1, 1), (2, 1), (1, 3), (3, 2), (1, 0), (999, 999), (0, 1)];
        let row = |seed: usize| (0..seed % 5).map(move |at| spans[(seed * 7 + at * 3) % 7]);
        for seed in 0..500 {
            let rows: Vec<Row> = (0..6)
                .map(|at| row(seed + at * at).map(|(c, r)| cell(c, r)).collect())
                .collect();
            let written: usize = rows.iter().map(Vec::len).sum();
            let Some((head, body)) = fit(&rows[..2], &rows[2..]) else {
                assert_eq!(written, 0);
                continue;
            };
            assert!(Table::new(None, head, body, Vec::new()).is_ok(), "{seed}");
        }
    }

    #[test]
    fn too_many_columns_are_no_table() {
        let wide = vec![vec![cell(1, 1); 101]];
        assert_eq!(fit(&[], &wide), None);
        let tall = vec![vec![cell(1, 9999); 99], Vec::new(), Vec::new()];
        assert!(fit(&[], &tall).is_some());
    }
}
