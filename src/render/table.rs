//! Tables: drawn where they fit, blocks of `Field: value` lines where they do not or where tables
//! are hard to hear.

use std::borrow::Cow;
use std::io::{self, Write};

use comfy_table::{
    Attribute, Cell, ColumnConstraint, ContentArrangement, ContentLineStyle, LineStyle, Table,
    TableStyle, Width,
};

use super::search::{self, SharedTitles};
use super::{Comparison, EntryView, Page, RiskRow, text, wrap};
use crate::entry::{Entry, Origin, Part, Risk, Section, Summary};
use crate::search::{Hit, Hits};
use crate::text::Text;
use crate::theme::{Color, Role, Theme};

/// The least columns that a column of longer content is squeezed to before blocks read better.
const NARROWEST_COLUMN: usize = 20;

/// What stands between the paragraphs of a cell.
const BLANK_LINE: &str = "\n\n";

/// The most columns of a table that is drawn: what draws it counts them in 16 bits.
const WIDEST_TABLE: usize = u16::MAX as usize;

/// What stands for a risk that an entry does not list.
const NOT_LISTED: &str = "not listed";

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

/// An entry under its title and risk level: its sections as a table, its risks as another, with
/// its disclaimer or what points to it.
///
/// # Errors
/// When `out` cannot be written.
pub fn entry(view: &EntryView, page: &Page, out: &mut dyn Write) -> io::Result<()> {
    text::headline(view.entry, page, out)?;
    let mut parts = view.parts.as_slice();
    while let [first, rest @ ..] = parts {
        writeln!(out)?;
        parts = rest;
        match first {
            Part::Section(section) => {
                let mut sections = vec![*section];
                while let [Part::Section(section), rest @ ..] = parts {
                    sections.push(section);
                    parts = rest;
                }
                section_grid(&sections).write(page, out)?;
            }
            Part::Risks(risks) => {
                text::lines(first.title(), page, Role::Heading, out)?;
                risk_grid(risks).write(page, out)?;
            }
            Part::Disclaimer(words) => text::lines(words.as_str(), page, Role::Note, out)?,
        }
    }
    text::closing(view, page, out)
}

/// The entries, one a row.
///
/// # Errors
/// When `out` cannot be written.
pub fn list(summaries: &[Summary], page: &Page, out: &mut dyn Write) -> io::Result<()> {
    list_grid(summaries).write(page, out)
}

/// The parts of entries that a search found, one a row.
///
/// # Errors
/// When `out` cannot be written.
pub fn hits(found: &Hits, page: &Page, out: &mut dyn Write) -> io::Result<()> {
    for line in search::preamble(found) {
        text::lines(&line, page, Role::Note, out)?;
        writeln!(out)?;
    }
    hit_grid(&found.hits, |hit| hit.snippet.text.clone()).write(page, out)
}

/// Entries side by side: their levels, then their risks, shared ones first.
///
/// # Errors
/// When `out` cannot be written.
pub fn comparison(comparison: &Comparison, page: &Page, out: &mut dyn Write) -> io::Result<()> {
    level_grid(comparison).write(page, out)?;
    if !comparison.rows.is_empty() {
        writeln!(out)?;
        risk_matrix(comparison).write(page, out)?;
    }
    for remark in comparison.remarks() {
        writeln!(out)?;
        text::lines(&remark, page, Role::Note, out)?;
    }
    for (index, command) in comparison.disclaimer_commands().enumerate() {
        if index == 0 {
            writeln!(out)?;
        }
        text::lines_under("Disclaimer: ", 2, &command, page, Role::Note, out)?;
    }
    Ok(())
}

/// A table as data: what stands in it, not how it looks.
pub(super) struct Grid<'a> {
    pub(super) fields: Vec<&'a str>,
    pub(super) rows: Vec<Vec<Value<'a>>>,
    /// Whether rows are long enough to want a line between them.
    has_ruled_rows: bool,
}

/// What stands in one cell.
pub(super) struct Value<'a> {
    /// Paragraphs, mostly one, with a blank line between them.
    words: Cow<'a, str>,
    role: Role,
}

impl<'a> Value<'a> {
    fn new(words: impl Into<Cow<'a, str>>, role: Role) -> Self {
        Self {
            words: words.into(),
            role,
        }
    }

    pub(super) fn paragraphs(&self) -> impl Iterator<Item = &str> {
        let pieces = self.words.split(BLANK_LINE);
        // Nothing is no paragraph, and not an empty one.
        pieces.filter(|paragraph| !paragraph.is_empty())
    }
}

fn section_grid<'a>(sections: &[&'a Section]) -> Grid<'a> {
    let row = |section: &&'a Section| {
        let paragraphs: Vec<&str> = section.paragraphs.iter().map(Text::as_str).collect();
        vec![
            Value::new(section.title.as_str(), Role::Heading),
            Value::new(paragraphs.join(BLANK_LINE), Role::Text),
        ]
    };
    Grid {
        fields: vec!["Section", "Text"],
        rows: sections.iter().map(row).collect(),
        has_ruled_rows: true,
    }
}

fn risk_grid<'a>(risks: &'a [Risk]) -> Grid<'a> {
    let row = |(index, risk): (usize, &'a Risk)| {
        vec![
            Value::new((index + 1).to_string(), Role::Label),
            Value::new(risk.text.as_str(), Role::Text),
            Value::new(risk.kind.words(), Role::Text),
        ]
    };
    Grid {
        fields: vec!["Number", "Risk", "Kind"],
        rows: risks.iter().enumerate().map(row).collect(),
        has_ruled_rows: false,
    }
}

pub(super) fn list_grid<'a>(summaries: &'a [Summary]) -> Grid<'a> {
    let row = |summary: &'a Summary| {
        vec![
            Value::new(summary.title.as_str(), Role::Title),
            Value::new(summary.risk.words(), Role::Level(summary.risk.level)),
            Value::new(summary.id.as_str(), Role::Text),
            Value::new(origin_words(summary.origin), Role::Text),
        ]
    };
    Grid {
        fields: vec!["Title", "Risk level", "ID", "Source"],
        rows: summaries.iter().map(row).collect(),
        has_ruled_rows: false,
    }
}

/// The hits of a search, their snippets written by `write`. The last hit of an entry tells how many
/// more parts of it match.
pub(super) fn hit_grid<'a>(hits: &'a [Hit], write: impl Fn(&Hit) -> String) -> Grid<'a> {
    let titles = SharedTitles::of(hits);
    let are_lacking = hits.iter().any(|hit| !hit.missing.is_empty());
    let row = |(at, hit): (usize, &'a Hit)| {
        let mut text = write(hit);
        let next = hits.get(at + 1);
        if next.is_none_or(|next| next.entry.id != hit.entry.id)
            && let Some(words) = text::more_sections(hit)
        {
            text = text + BLANK_LINE + &words;
        }
        let mut row = vec![
            Value::new(hit.entry.title.as_str(), Role::Title),
            Value::new(hit.entry.risk.words(), Role::Level(hit.entry.risk.level)),
            Value::new(hit.entry.id.as_str(), Role::Text),
            Value::new(hit.section_title.as_str(), Role::Heading),
            Value::new(text, Role::Text),
        ];
        if titles.are_any() {
            let source = titles.source(hit).unwrap_or_default();
            row.insert(3, Value::new(source, Role::Text));
        }
        if are_lacking {
            row.push(Value::new(hit.missing.join(", "), Role::Note));
        }
        row
    };
    let mut fields = vec!["Title", "Risk level", "ID", "Section", "Text"];
    if titles.are_any() {
        fields.insert(3, "Source");
    }
    if are_lacking {
        fields.push("Missing");
    }
    Grid {
        fields,
        rows: hits.iter().enumerate().map(row).collect(),
        has_ruled_rows: true,
    }
}

/// The risk level of each entry that is compared.
pub(super) fn level_grid<'a>(comparison: &'a Comparison) -> Grid<'a> {
    let row = |(entry, origin): &(&'a Entry, Origin)| {
        let level = Role::Level(entry.risk.level);
        vec![
            Value::new(entry.title.as_str(), Role::Title),
            Value::new(entry.risk.words(), level),
            Value::new(entry.id.as_str(), Role::Text),
            Value::new(origin_words(*origin), Role::Text),
        ]
    };
    Grid {
        fields: vec!["Title", "Risk level", "ID", "Source"],
        rows: comparison.entries.iter().map(row).collect(),
        has_ruled_rows: false,
    }
}

/// The risks of the entries that are compared, a column an entry.
pub(super) fn risk_matrix<'a>(comparison: &'a Comparison) -> Grid<'a> {
    let titles = comparison
        .entries
        .iter()
        .map(|(entry, _)| entry.title.as_str());
    let fields = ["Shared", "Kind"].into_iter().chain(titles);
    let row = |row: &RiskRow<'a>| {
        let shared = if row.sharing() > 1 {
            Role::Match
        } else {
            Role::Text
        };
        let texts = row.texts.iter().map(|text| match text {
            Some(text) => Value::new(text.as_str(), shared),
            None => Value::new(NOT_LISTED, Role::Note),
        });
        [
            Value::new(row.sharing_words(), shared),
            Value::new(row.kind.words(), Role::Text),
        ]
        .into_iter()
        .chain(texts)
        .collect()
    };
    Grid {
        fields: fields.collect(),
        rows: comparison.rows.iter().map(row).collect(),
        has_ruled_rows: true,
    }
}

impl Grid<'_> {
    fn write(&self, page: &Page, out: &mut dyn Write) -> io::Result<()> {
        let narrowest = self.narrowest_columns();
        // A column has a blank on either side and a border before it; one border closes the row.
        let narrowest_row = narrowest.iter().map(|column| column + 3).sum::<usize>() + 1;
        let fits = page.width.is_none_or(|width| narrowest_row <= width);
        if page.grids && fits && self.longest_row() <= WIDEST_TABLE {
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
                        .min(NARROWEST_COLUMN)
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
            .load_style(self.border_style(page.signs.box_drawing))
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
        text::lines_under(opening, INDENT.len(), paragraph, page, value.role, out)?;
    }
    Ok(())
}

fn cell(words: &str, role: Role, theme: Theme) -> Cell {
    let look = theme.look(role);
    let mut cell = Cell::new(words);
    if let Some(color) = look.color {
        cell = cell.fg(table_color(color));
    }
    if look.bold {
        cell = cell.add_attribute(Attribute::Bold);
    }
    if look.dim {
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

/// Where an entry is kept, in words.
fn origin_words(origin: Origin) -> String {
    let place = if origin.shadows_built_in() {
        " (in place of built-in)"
    } else {
        ""
    };
    format!("{}{place}", origin.code())
}

fn columns(width: usize) -> u16 {
    u16::try_from(width).unwrap_or(u16::MAX)
}
