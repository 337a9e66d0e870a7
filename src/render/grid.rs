//! A table as data, and how it is drawn: with borders if it fits, as blocks of `Field: value` lines
//! if it does not or where tables are hard to hear.

use std::borrow::Cow;
use std::io::{self, Write};

use comfy_table::{
    Attribute, Cell, ColumnConstraint, ContentArrangement, ContentLineStyle, LineStyle, Table,
    TableStyle, Width,
};

use super::{Page, prose, wrap};
use crate::theme::{Color, Role, Theme};

/// The least columns that a column of longer content is squeezed to before blocks read better.
const MIN_COLUMN: usize = 20;

/// What stands between the paragraphs of a cell.
pub(super) const BLANK_LINE: &str = "\n\n";

/// The most columns of a table that is drawn: what draws it counts them in 16 bits.
const MAX_TABLE_WIDTH: usize = u16::MAX as usize;

const BOX_DRAWING: TableStyle = TableStyle::new()
    .top_border(LineStyle::new('┌', '─', '┬', '┐'))
    .header_lines(ContentLineStyle::new('│', '│', '│'))
    .header_separator(LineStyle::new('╞', '═', '╪', '╡'))
    .content_lines(ContentLineStyle::new('│', '│', '│'))
    .bottom_border(LineStyle::new('└', '─', '┴', '┘'));

const ASCII: TableStyle = TableStyle::new()
    .top_border(LineStyle::new('+', '-', '+', '+'))
    .header_lines(ContentLineStyle::new('|', '|', '|'))
    .header_separator(LineStyle::new('+', '=', '+', '+'))
    .content_lines(ContentLineStyle::new('|', '|', '|'))
    .bottom_border(LineStyle::new('+', '-', '+', '+'));

/// A table as data: what stands in it, not how it looks.
pub(super) struct Grid<'a> {
    pub(super) fields: Vec<&'a str>,
    pub(super) rows: Vec<Vec<Value<'a>>>,
    /// Whether rows are long enough to want a line between them.
    pub(super) has_ruled_rows: bool,
}

/// What stands in one cell.
pub(super) struct Value<'a> {
    /// Paragraphs, mostly one, with a blank line between them; lists have a line for each item.
    words: Cow<'a, str>,
    role: Role,
}

impl<'a> Value<'a> {
    pub(super) fn new(words: impl Into<Cow<'a, str>>, role: Role) -> Self {
        Self {
            words: words.into(),
            role,
        }
    }

    /// The paragraphs, and the lines of those that have several.
    pub(super) fn paragraphs(&self) -> impl Iterator<Item = &str> {
        // Nothing is no paragraph, and not an empty one.
        self.words.split('\n').filter(|words| !words.is_empty())
    }
}

impl Grid<'_> {
    /// Writes the table to a page.
    pub(super) fn write(&self, page: &Page, out: &mut dyn Write) -> io::Result<()> {
        let narrowest = self.narrowest_columns();
        // A column has a blank on either side and a border before it; one border closes the row.
        let narrowest_row = narrowest.iter().map(|column| column + 3).sum::<usize>() + 1;
        let fits = page.width.is_none_or(|width| narrowest_row <= width);
        if page.grids && fits && self.longest_row() <= MAX_TABLE_WIDTH {
            self.write_drawn(page, &narrowest, out)
        } else {
            self.write_blocks(page, out)
        }
    }

    /// How narrow each column may be: no word is broken, and what is longer keeps room to be read in.
    fn narrowest_columns(&self) -> Vec<usize> {
        let narrowest = |column: usize| {
            self.rows
                .iter()
                .flat_map(|row| row[column].paragraphs())
                .chain([self.fields[column]])
                .map(|words| {
                    wrap::display_width(words)
                        .min(MIN_COLUMN)
                        .max(wrap::longest_word(words))
                })
                .max()
                .unwrap_or(0)
        };
        (0..self.fields.len()).map(narrowest).collect()
    }

    /// More columns than a row takes in which nothing is wrapped: no character is wider than it has
    /// bytes, however what draws the table measures it.
    fn longest_row(&self) -> usize {
        let longest = |column: usize| {
            let values = self.rows.iter().flat_map(|row| row[column].paragraphs());
            let texts = values.chain([self.fields[column]]);
            texts.map(str::len).max().unwrap_or(0) + 3
        };
        (0..self.fields.len()).map(longest).sum::<usize>() + 1
    }

    fn write_drawn(&self, page: &Page, narrowest: &[usize], out: &mut dyn Write) -> io::Result<()> {
        let mut table = Table::new();
        table
            .load_style(self.border_style(page.symbols.box_drawing))
            .force_no_tty();
        match page.width {
            Some(width) => table
                .set_width(columns(width))
                .set_content_arrangement(ContentArrangement::Dynamic),
            None => table.set_content_arrangement(ContentArrangement::Disabled),
        };
        if page.theme != Theme::Plain {
            // Settings decided on colour already; crossterm would read NO_COLOR once more.
            crossterm::style::force_color_output(true);
            table.enforce_styling().style_text_only();
        }
        table.set_header(
            self.fields
                .iter()
                .map(|field| cell(field, Role::Heading, page.theme)),
        );
        for row in &self.rows {
            table.add_row(
                row.iter()
                    .map(|value| cell(&value.words, value.role, page.theme)),
            );
        }
        for (column, &narrowest) in table.column_iter_mut().zip(narrowest) {
            // The boundaries hold the padding too.
            column.set_constraint(ColumnConstraint::Boundaries {
                lower: Width::Fixed(columns(narrowest + 2)),
                upper: Width::Fixed(columns(narrowest.max(Self::widest_column(page)) + 2)),
            });
        }
        for line in table.lines() {
            writeln!(out, "{line}")?;
        }
        Ok(())
    }

    /// The columns that one column takes at most: what prose takes.
    fn widest_column(page: &Page) -> usize {
        page.prose_width().unwrap_or(usize::from(u16::MAX) - 2)
    }

    fn border_style(&self, box_drawing: bool) -> TableStyle {
        let (style, row_separator) = if box_drawing {
            (BOX_DRAWING, LineStyle::new('├', '─', '┼', '┤'))
        } else {
            (ASCII, LineStyle::new('+', '-', '+', '+'))
        };
        if self.has_ruled_rows {
            style.row_separator(row_separator)
        } else {
            style
        }
    }

    fn write_blocks(&self, page: &Page, out: &mut dyn Write) -> io::Result<()> {
        for (index, row) in self.rows.iter().enumerate() {
            if index > 0 {
                writeln!(out)?;
            }
            for (field, value) in self.fields.iter().zip(row) {
                write_field(field, value, page, out)?;
            }
        }
        Ok(())
    }
}

/// `Field: value`, what does not fit on the line indented under it.
fn write_field(field: &str, value: &Value, page: &Page, out: &mut dyn Write) -> io::Result<()> {
    const INDENT: &str = "  ";
    let named = format!("{field}: ");
    let openings = std::iter::once(named.as_str()).chain(std::iter::repeat(INDENT));
    for (opening, paragraph) in openings.zip(value.paragraphs()) {
        prose::lines_under(opening, INDENT.len(), paragraph, page, value.role, out)?;
    }
    Ok(())
}

fn cell(words: &str, role: Role, theme: Theme) -> Cell {
    let style = theme.style(role);
    let mut cell = Cell::new(words);
    if let Some(color) = style.color {
        cell = cell.fg(table_color(color));
    }
    if style.bold {
        cell = cell.add_attribute(Attribute::Bold);
    }
    if style.dim {
        cell = cell.add_attribute(Attribute::Dim);
    }
    cell
}

/// The colour under comfy-table's name for it: there the plain eight are called dark.
fn table_color(color: Color) -> comfy_table::Color {
    match color {
        Color::Red => comfy_table::Color::DarkRed,
        Color::Green => comfy_table::Color::DarkGreen,
        Color::Yellow => comfy_table::Color::DarkYellow,
        Color::Magenta => comfy_table::Color::DarkMagenta,
        Color::Cyan => comfy_table::Color::DarkCyan,
    }
}

fn columns(width: usize) -> u16 {
    u16::try_from(width).unwrap_or(u16::MAX)
}
