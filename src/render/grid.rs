//! The layout of an author's table: cells in columns of text that are as wide as they have to be.

use super::wrap::display_width;
use crate::entry::{Cell, Row, Table};

/// The columns between two columns of a table.
const GAP: usize = 2;
/// How narrow a column is made at most, unless all that is in it is narrower.
const MIN_WIDTH: usize = 6;

/// The text of a cell in lines of at most so many columns; as few lines as it has where `None`.
pub(super) type Lay<'l> = dyn Fn(&Cell, Option<usize>) -> Vec<String> + 'l;

/// A table with every cell in its place.
struct Grid<'t> {
    cells: Vec<Placed<'t>>,
    columns: usize,
    rows: usize,
    /// How many of the rows are its head.
    head: usize,
}

/// A cell with the row and the column in which it begins.
struct Placed<'t> {
    row: usize,
    column: usize,
    cell: &'t Cell,
}

/// A line of a table that is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// The text.
    pub text: String,
    /// Which part of the table it belongs to.
    pub part: Part,
}

/// The parts of a table that is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// What says what is in the columns.
    Head,
    /// What stands between head and rows.
    Rule,
    /// The rows.
    Body,
}

/// The lines of a table, without its caption and its notes; `None` where its columns do not fit into
/// this width.
pub(super) fn lines(
    table: &Table,
    width: Option<usize>,
    rule: char,
    lay: &Lay,
) -> Option<Vec<Line>> {
    let grid = Grid::of(table);
    let widths = grid.widths(width, lay)?;
    let laid: Vec<Vec<String>> = grid
        .cells
        .iter()
        .map(|placed| lay(placed.cell, Some(placed.width(&widths))))
        .collect();
    let heights = grid.heights(&laid);
    // Rows of several lines are told apart by an empty one.
    let is_open = heights[grid.head..].iter().any(|height| *height > 1);
    let mut lines = Vec::new();
    for (row, height) in heights.iter().enumerate() {
        let part = if row < grid.head {
            Part::Head
        } else {
            Part::Body
        };
        if row > 0 && row == grid.head {
            let total = widths.iter().sum::<usize>() + GAP * (widths.len() - 1);
            let text = rule.to_string().repeat(total);
            lines.push(Line {
                text,
                part: Part::Rule,
            });
        } else if row > grid.head && is_open && !grid.is_joined(row) {
            lines.push(Line {
                text: String::new(),
                part,
            });
        }
        for line in 0..*height {
            let text = grid.line(row, line, &heights, &widths, &laid);
            lines.push(Line { text, part });
        }
    }
    Some(lines)
}

/// The rows in words, where there is no room for columns: of each the first cell, then the others
/// behind what the head says of their columns. What spans the whole table stands alone.
pub(super) fn rows_in_words(table: &Table, words: &dyn Fn(&Cell) -> String) -> Vec<String> {
    let grid = Grid::of(table);
    let head: Vec<String> = (0..grid.columns)
        .map(|column| {
            let over = grid
                .cells
                .iter()
                .filter(|placed| placed.row < grid.head && placed.columns().contains(&column));
            let over: Vec<String> = over.map(|placed| words(placed.cell)).collect();
            let over: Vec<&str> = over
                .iter()
                .map(String::as_str)
                .filter(|it| !it.is_empty())
                .collect();
            over.join(", ")
        })
        .collect();
    let mut rows = Vec::new();
    for row in grid.head..grid.rows {
        let mut here: Vec<_> = grid
            .cells
            .iter()
            .filter(|it| it.rows().contains(&row))
            .collect();
        here.sort_by_key(|placed| placed.column);
        let cells: Vec<(usize, String)> = here
            .into_iter()
            .map(|placed| (placed.column, words(placed.cell)))
            .filter(|(_, words)| !words.is_empty())
            .collect();
        let told: Vec<String> = cells
            .iter()
            .filter(|(column, _)| *column > 0)
            .map(|(column, words)| match head[*column].as_str() {
                "" => words.clone(),
                head => format!("{head} {words}"),
            })
            .collect();
        let first = cells.first().filter(|(column, _)| *column == 0);
        rows.push(match (first, told.is_empty()) {
            (Some((_, first)), true) => first.clone(),
            (Some((_, first)), false) => format!("{first}: {}", told.join(", ")),
            (None, true) => continue,
            (None, false) => told.join(", "),
        });
    }
    rows
}

impl Placed<'_> {
    fn columns(&self) -> std::ops::Range<usize> {
        self.column..self.column + self.cell.colspan
    }

    fn rows(&self) -> std::ops::Range<usize> {
        self.row..self.row + self.cell.rowspan
    }

    /// How wide it is where its columns have these widths.
    fn width(&self, widths: &[usize]) -> usize {
        widths[self.columns()].iter().sum::<usize>() + GAP * (self.cell.colspan - 1)
    }
}

impl<'t> Grid<'t> {
    fn of(table: &'t Table) -> Self {
        let mut cells = place(table.head(), 0);
        cells.extend(place(table.rows(), table.head().len()));
        Self {
            cells,
            columns: table.columns(),
            rows: table.head().len() + table.rows().len(),
            head: table.head().len(),
        }
    }

    /// The widths of the columns: what each needs, and of the rest of the room what it can use.
    fn widths(&self, room: Option<usize>, lay: &Lay) -> Option<Vec<usize>> {
        let mut least = vec![1; self.columns];
        let mut most = vec![1; self.columns];
        let mut by_span: Vec<&Placed> = self.cells.iter().collect();
        by_span.sort_by_key(|placed| placed.cell.colspan);
        for placed in by_span {
            let lines = lay(placed.cell, None);
            let whole = lines
                .iter()
                .map(|line| display_width(line))
                .max()
                .unwrap_or(0);
            let words = lines.iter().flat_map(|line| line.split(' '));
            let word = words.map(display_width).max().unwrap_or(0);
            let need = word.max(whole.min(MIN_WIDTH));
            if let [least, most] =
                [&mut least, &mut most].map(|widths| &mut widths[placed.columns()])
                && let ([least], [most]) = (&mut *least, &mut *most)
            {
                *least = need.max(*least);
                *most = whole.max(*most);
            } else {
                widen(&mut least, placed, need);
            }
        }
        for (most, least) in most.iter_mut().zip(&least) {
            *most = (*most).max(*least);
        }
        let gaps = GAP * (self.columns - 1);
        let (needed, wanted): (usize, usize) = (least.iter().sum(), most.iter().sum());
        let Some(room) = room else {
            return Some(most);
        };
        let room = room.checked_sub(gaps)?;
        if wanted <= room {
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

    /// How many lines each row takes. What reaches over several rows makes the last of them longer
    /// where it has to.
    fn heights(&self, laid: &[Vec<String>]) -> Vec<usize> {
        let mut heights = vec![1; self.rows];
        let mut by_span: Vec<_> = self.cells.iter().zip(laid).collect();
        by_span.sort_by_key(|(placed, _)| placed.cell.rowspan);
        for (placed, lines) in by_span {
            let own = &mut heights[placed.rows()];
            let height: usize = own.iter().sum();
            if let Some(last) = own.last_mut() {
                *last += lines.len().saturating_sub(height);
            }
        }
        heights
    }

    /// Whether a cell reaches from the row above into this one.
    fn is_joined(&self, row: usize) -> bool {
        let mut cells = self.cells.iter();
        cells.any(|placed| placed.row < row && placed.rows().contains(&row))
    }

    /// One line of a row, without blanks at its end.
    fn line(
        &self,
        row: usize,
        line: usize,
        heights: &[usize],
        widths: &[usize],
        laid: &[Vec<String>],
    ) -> String {
        let mut text = String::new();
        let mut taken = 0;
        let mut here: Vec<_> = self.cells.iter().zip(laid).collect();
        here.retain(|(placed, _)| placed.rows().contains(&row));
        here.sort_by_key(|(placed, _)| placed.column);
        for (placed, lines) in here {
            let start = widths[..placed.column].iter().sum::<usize>() + GAP * placed.column;
            let above: usize = heights[placed.row..row].iter().sum();
            if let Some(words) = lines.get(above + line).filter(|words| !words.is_empty()) {
                text.push_str(&" ".repeat(start.saturating_sub(taken)));
                text.push_str(words);
                taken = start + display_width(words);
            }
        }
        text
    }
}

/// The cells of rows in their columns. The rows fill these exactly: [`Table::new`] saw to that.
fn place(rows: &[Row], first: usize) -> Vec<Placed<'_>> {
    let mut cells: Vec<Placed> = Vec::new();
    let mut reach: Vec<usize> = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let mut column = 0;
        for cell in row {
            while reach.get(column).is_some_and(|until| *until > at) {
                column += 1;
            }
            cells.push(Placed {
                row: first + at,
                column,
                cell,
            });
            let end = column + cell.colspan;
            reach.resize(end.max(reach.len()), 0);
            reach[column..end].fill(at + cell.rowspan);
            column = end;
        }
    }
    cells
}

/// Makes the columns of a cell wide enough for it, each by as much.
fn widen(widths: &mut [usize], placed: &Placed, need: usize) {
    let short = need.saturating_sub(placed.width(widths));
    let span = placed.cell.colspan;
    for (at, width) in widths[placed.columns()].iter_mut().enumerate() {
        *width += short / span + usize::from(at < short % span);
    }
}

#[cfg(test)]
mod tests {
    use pretty_assertions::assert_eq;

    use super::*;
    use crate::render::wrap;

    fn drawn(json: &str, width: usize) -> Option<Vec<String>> {
        let table: Table = serde_json::from_str(json).unwrap();
        let lay = |cell: &Cell, width: Option<usize>| {
            let text = cell.prose().map_or("", |prose| prose.as_str());
            if text.is_empty() {
                return Vec::new();
            }
            wrap::lines(text, width, "", 0)
        };
        let lines = lines(&table, Some(width), '-', &lay)?;
        Some(lines.into_iter().map(|line| line.text).collect())
    }

    const PLAIN: &str = r#"{"head":[["Reaction","25 mg (n=312)","50 mg (n=511)"]],
        "rows":[["Headache","16%","21%"],["Nasal congestion","4%","4%"]]}"#;

    #[test]
    fn columns_are_as_wide_as_their_text() {
        assert_eq!(
            drawn(PLAIN, 80).unwrap(),
            [
                "Reaction          25 mg (n=312)  50 mg (n=511)",
                "----------------------------------------------",
                "Headache          16%            21%",
                "Nasal congestion  4%             4%",
            ]
        );
    }

    #[test]
    fn text_is_wrapped_in_cells_and_rows_of_several_lines_stand_apart() {
        assert_eq!(
            drawn(PLAIN, 32).unwrap(),
            [
                "Reaction     25 mg     50 mg",
                "             (n=312)   (n=511)",
                "--------------------------------",
                "Headache     16%       21%",
                "",
                "Nasal        4%        4%",
                "congestion",
            ]
        );
        assert_eq!(drawn(PLAIN, 20), None);
    }

    #[test]
    fn cells_that_span_columns_or_rows_are_said_once() {
        let spans = r#"{"head":[[{"text":"","rowspan":2},{"text":"Percent","colspan":2}],["Drug","Placebo"]],
            "rows":[[{"text":"Any age","colspan":3}],[{"text":"Pain","rowspan":2},"1","2"],["3","4"]]}"#
            .replace(r#"{"text":"","rowspan":2}"#, r#"{"rowspan":2}"#);
        assert_eq!(
            drawn(&spans, 40).unwrap(),
            [
                "      Percent",
                "      Drug  Placebo",
                "-------------------",
                "Any age",
                "Pain  1     2",
                "      3     4",
            ]
        );
    }
}
