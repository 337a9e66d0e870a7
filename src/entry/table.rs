//! A table. Its rows fill its columns exactly, so that whoever draws it need not wonder.

use super::block::Block;
use super::prose::Prose;
use crate::text::Text;

/// The most columns that a table may have.
const MAX_COLUMNS: usize = 100;

/// A table.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Table {
    caption: Option<Text>,
    head: Vec<Row>,
    rows: Vec<Row>,
    notes: Vec<Prose>,
    columns: usize,
}

/// The cells that begin in one row, from left to right.
pub type Row = Vec<Cell>;

/// A cell.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Cell {
    /// What is in it; nothing in an empty cell.
    pub content: Vec<Block>,
    /// How many columns it takes: 1 or more.
    pub colspan: usize,
    /// How many rows it takes: 1 or more.
    pub rowspan: usize,
}

impl Cell {
    /// A cell of one column and one row.
    #[must_use]
    pub fn new(content: Vec<Block>) -> Self {
        Self {
            content,
            colspan: 1,
            rowspan: 1,
        }
    }

    /// The words of a cell that holds one paragraph, or none.
    #[must_use]
    pub fn prose(&self) -> Option<&Prose> {
        match self.content.as_slice() {
            [Block::Paragraph(prose)] => Some(prose),
            _ => None,
        }
    }
}

impl Table {
    /// A table whose rows, with what reaches into them from above, all take the same columns. Cells of
    /// the head do not reach into the rows.
    ///
    /// # Errors
    /// With the first row that takes others, or where there is no cell at all.
    pub fn new(
        caption: Option<Text>,
        head: Vec<Row>,
        rows: Vec<Row>,
        notes: Vec<Prose>,
    ) -> Result<Self, String> {
        let mut columns = None;
        for (part, rows) in [("head", &head), ("body", &rows)] {
            fill(rows, &mut columns).map_err(|why| format!("in the {part} of the table, {why}"))?;
        }
        let Some(columns) = columns else {
            return Err("the table has no cells".to_owned());
        };
        Ok(Self {
            caption,
            head,
            rows,
            notes,
            columns,
        })
    }

    /// Its heading, where it has one.
    #[must_use]
    pub fn caption(&self) -> Option<&Text> {
        self.caption.as_ref()
    }

    /// The rows that say what is in the columns.
    #[must_use]
    pub fn head(&self) -> &[Row] {
        &self.head
    }

    /// The other rows.
    #[must_use]
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The notes under it.
    #[must_use]
    pub fn notes(&self) -> &[Prose] {
        &self.notes
    }

    /// How many columns it has.
    #[must_use]
    pub fn columns(&self) -> usize {
        self.columns
    }
}

/// Holds the rows of one part of a table against the columns that it has.
fn fill(rows: &[Row], columns: &mut Option<usize>) -> Result<(), String> {
    // How many rows each column is still taken by a cell above.
    let (mut reach, mut next): (Vec<usize>, Vec<usize>) = (Vec::new(), Vec::new());
    for (at, row) in rows.iter().enumerate() {
        let number = at + 1;
        let mut taken = 0;
        next.clear();
        for cell in row {
            while reach.get(taken).is_some_and(|rows| *rows > 0) {
                next.push(reach[taken] - 1);
                taken += 1;
            }
            if cell.colspan == 0 || cell.rowspan == 0 {
                return Err(format!("a cell of row {number} spans nothing"));
            }
            if cell.rowspan > rows.len() - at {
                return Err(format!(
                    "a cell of row {number} spans more rows than follow"
                ));
            }
            for _ in 0..cell.colspan {
                if taken >= MAX_COLUMNS {
                    return Err(format!(
                        "row {number} has more than {MAX_COLUMNS} columns, which is the limit"
                    ));
                }
                if reach.get(taken).is_some_and(|rows| *rows > 0) {
                    return Err(format!("two cells take one place in row {number}"));
                }
                next.push(cell.rowspan - 1);
                taken += 1;
            }
        }
        while reach.get(taken).is_some_and(|rows| *rows > 0) {
            next.push(reach[taken] - 1);
            taken += 1;
        }
        if reach.iter().skip(taken).any(|rows| *rows > 0) {
            return Err(format!("row {number} has a gap before a cell from above"));
        }
        match *columns {
            None => *columns = Some(taken),
            Some(wanted) if wanted == taken => {}
            Some(wanted) => {
                return Err(format!(
                    "row {number} has {taken} columns where the others have {wanted}"
                ));
            }
        }
        std::mem::swap(&mut reach, &mut next);
    }
    if *columns == Some(0) {
        return Err("the rows have no cells".to_owned());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(colspan: usize, rowspan: usize) -> Cell {
        Cell {
            content: Vec::new(),
            colspan,
            rowspan,
        }
    }

    #[test]
    fn rows_have_to_fill_their_columns() {
        let table = |rows: Vec<Row>| Table::new(None, Vec::new(), rows, Vec::new());
        let columns = |rows| table(rows).map(|table| table.columns());
        let one = || cell(1, 1);
        assert_eq!(columns(vec![vec![one(), one()], vec![cell(2, 1)]]), Ok(2));
        assert_eq!(
            columns(vec![vec![one(), cell(1, 2), one()], vec![one(), one()]]),
            Ok(3)
        );
        assert_eq!(columns(vec![vec![cell(2, 2)], vec![]]), Ok(2));
        for (rows, why) in [
            (vec![], "the table has no cells"),
            (vec![vec![]], "the rows have no cells"),
            (
                vec![vec![one()], vec![one(), one()]],
                "row 2 has 2 columns where the others have 1",
            ),
            (vec![vec![cell(1, 2)]], "spans more rows than follow"),
            (
                vec![vec![one(), cell(1, 2)], vec![cell(2, 1)]],
                "two cells take one place in row 2",
            ),
            (vec![vec![cell(0, 1)]], "spans nothing"),
            (vec![vec![cell(101, 1)]], "more than 100 columns"),
        ] {
            let refusal = table(rows).unwrap_err();
            assert!(refusal.contains(why), "{refusal} instead of {why}");
        }
    }
}
