//! Tables: drawn where they fit, blocks of `Field: value` lines where they do not or where tables
//! are hard to hear.

use std::io::{self, Write};

use comfy_table::{
    Attribute, Cell, ColumnConstraint, ContentArrangement, Table, TableStyle, Width, presets,
};

use super::{EntryView, Page, Summary, text, wrap};
use crate::entry::{Part, Risk, Section};
use crate::theme::{Color, Role, Theme};

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
    text::disclaimer_pointer(view, page, out)
}

/// The entries, one a row.
///
/// # Errors
/// When `out` cannot be written.
pub fn list(summaries: &[Summary], page: &Page, out: &mut dyn Write) -> io::Result<()> {
    list_grid(summaries).write(page, out)
}

/// A table as data: what stands in it, not how it looks.
pub(super) struct Grid {
    pub(super) fields: &'static [&'static str],
    pub(super) rows: Vec<Vec<Value>>,
    /// Whether rows are long enough to want a line between them.
    has_ruled_rows: bool,
}

/// What stands in one cell: paragraphs, mostly one.
pub(super) struct Value {
    pub(super) paragraphs: Vec<String>,
    role: Role,
}

impl Value {
    fn new(words: impl Into<String>, role: Role) -> Self {
        Self {
            paragraphs: vec![words.into()],
            role,
        }
    }
}

fn section_grid(sections: &[&Section]) -> Grid {
    let row = |section: &&Section| {
        let paragraphs = section.paragraphs.iter().map(ToString::to_string).collect();
        vec![
            Value::new(section.title.as_str(), Role::Heading),
            Value {
                paragraphs,
                role: Role::Text,
            },
        ]
    };
    Grid {
        fields: &["Section", "Text"],
        rows: sections.iter().map(row).collect(),
        has_ruled_rows: true,
    }
}

fn risk_grid(risks: &[Risk]) -> Grid {
    let row = |(index, risk): (usize, &Risk)| {
        vec![
            Value::new((index + 1).to_string(), Role::Label),
            Value::new(risk.text.as_str(), Role::Text),
            Value::new(risk.kind.words(), Role::Text),
        ]
    };
    Grid {
        fields: &["Number", "Risk", "Kind"],
        rows: risks.iter().enumerate().map(row).collect(),
        has_ruled_rows: false,
    }
}

pub(super) fn list_grid(summaries: &[Summary]) -> Grid {
    let row = |Summary { entry, origin }: &Summary| {
        vec![
            Value::new(entry.title.as_str(), Role::Title),
            Value::new(entry.risk.words(), Role::Level(entry.risk.level)),
            Value::new(entry.id.as_str(), Role::Text),
            Value::new(origin.words(), Role::Text),
        ]
    };
    Grid {
        fields: &["Title", "Risk level", "Id", "Source"],
        rows: summaries.iter().map(row).collect(),
        has_ruled_rows: false,
    }
}

impl Grid {
    fn write(&self, page: &Page, out: &mut dyn Write) -> io::Result<()> {
        let longest_words = self.longest_words();
        // Every column is its content, a blank on either side, and a border; one border closes the row.
        let narrowest = longest_words.iter().map(|word| word + 3).sum::<usize>() + 1;
        if page.grids && page.width.is_none_or(|width| narrowest <= width) {
            self.write_drawn(page, &longest_words, out)
        } else {
            self.write_blocks(page, out)
        }
    }

    /// The width of the longest word in each column, its field among them.
    fn longest_words(&self) -> Vec<usize> {
        let longest_in = |column: usize| {
            self.rows
                .iter()
                .flat_map(|row| row[column].paragraphs.iter().map(String::as_str))
                .chain([self.fields[column]])
                .map(wrap::longest_word)
                .max()
                .unwrap_or(0)
        };
        (0..self.fields.len()).map(longest_in).collect()
    }

    fn write_drawn(
        &self,
        page: &Page,
        longest_words: &[usize],
        out: &mut dyn Write,
    ) -> io::Result<()> {
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
                    .map(|value| cell(&value.paragraphs.join("\n\n"), value.role, page.theme)),
            );
        }
        for (column, &longest) in table.column_iter_mut().zip(longest_words) {
            // The boundary holds the padding too.
            column.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(columns(
                longest + 2,
            ))));
        }
        for line in table.lines() {
            writeln!(out, "{line}")?;
        }
        Ok(())
    }

    fn border_style(&self, box_drawing: bool) -> TableStyle {
        match (box_drawing, self.has_ruled_rows) {
            (true, true) => presets::UTF8_FULL.with_solid_inner_borders(),
            (true, false) => presets::UTF8_FULL_CONDENSED.with_solid_inner_borders(),
            (false, true) => presets::ASCII_FULL,
            (false, false) => presets::ASCII_FULL_CONDENSED,
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
    let mut opening = format!("{field}: ");
    for paragraph in &value.paragraphs {
        let narrowest = wrap::display_width(&opening) + wrap::longest_word(paragraph);
        if opening != INDENT && page.prose_width().is_some_and(|width| narrowest > width) {
            text::lines(opening.trim_end(), page, Role::Label, out)?;
            opening = INDENT.to_owned();
        }
        text::lines_under(&opening, INDENT.len(), paragraph, page, value.role, out)?;
        opening = INDENT.to_owned();
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

fn columns(width: usize) -> u16 {
    u16::try_from(width).unwrap_or(u16::MAX)
}
