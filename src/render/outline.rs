//! What is in an entry: every part that can be asked for, and how long it is, in every format.

use std::io::{self, Write};

use schemars::JsonSchema;
use serde::Serialize;

use super::grid::{Grid, Value};
use super::outline_columns::Columns;
use super::{OutlineView, Page, markdown, prose};
use crate::entry::{Entry, Part, Section};
use crate::text::Text;
use crate::theme::Role;

/// A part of an entry that can be asked for.
#[derive(Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct OutlinePart<'a> {
    /// What it is asked for by.
    pub(super) id: &'a str,
    /// The author's own number of the section.
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<&'a Text>,
    /// The LOINC code of the section of a drug label.
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<&'a Text>,
    /// Its title.
    title: &'a str,
    /// How many words it has, those of the sections in it included.
    words: usize,
    /// The sections in it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(default)]
    sections: Vec<OutlinePart<'a>>,
}

/// Every part of an entry that can be asked for, in the order of the entry.
pub(super) fn parts(entry: &Entry) -> Vec<OutlinePart<'_>> {
    let parts = entry.parts().map(|part| match part {
        Part::Section(section) => OutlinePart::of(section),
        Part::Risks(risks) => {
            let leads = risks.iter().filter_map(|risk| risk.lead.as_ref());
            let texts = risks.iter().map(|risk| &risk.text).chain(leads);
            OutlinePart::of_other(part, texts.map(|text| count(text.as_str())).sum())
        }
        Part::Disclaimer(text) => OutlinePart::of_other(part, count(text.as_str())),
    });
    parts.collect()
}

fn count(text: &str) -> usize {
    text.split_whitespace().count()
}

impl<'a> OutlinePart<'a> {
    fn of(section: &'a Section) -> Self {
        let sections: Vec<Self> = section.sections.iter().map(Self::of).collect();
        let mut words = sections.iter().map(|section| section.words).sum();
        for block in section.shown() {
            block.for_each_text(&mut |text| words += count(text));
        }
        Self {
            id: section.id.as_str(),
            number: section.number.as_ref(),
            code: section.code.as_ref(),
            title: section.title.as_str(),
            words,
            sections,
        }
    }

    fn of_other(part: Part<'a>, words: usize) -> Self {
        Self {
            id: part.id(),
            number: None,
            code: None,
            title: part.title(),
            words,
            sections: Vec::new(),
        }
    }

    /// Its title behind its number.
    pub(super) fn heading(&self) -> String {
        let number = self.number.map(|number| format!("{number} "));
        number.unwrap_or_default() + self.title
    }

    /// How long it is, in words.
    pub(super) fn length(&self) -> String {
        match self.words {
            1 => "1 word".to_owned(),
            words => format!("{words} words"),
        }
    }
}

/// The parts in a row, each with how deep it lies.
fn flat<'p, 'a>(parts: &'p [OutlinePart<'a>]) -> Vec<(usize, &'p OutlinePart<'a>)> {
    fn add<'p, 'a>(
        parts: &'p [OutlinePart<'a>],
        depth: usize,
        flat: &mut Vec<(usize, &'p OutlinePart<'a>)>,
    ) {
        for part in parts {
            flat.push((depth, part));
            add(&part.sections, depth + 1, flat);
        }
    }
    let mut all = Vec::new();
    add(parts, 0, &mut all);
    all
}

/// Titles, indented by depth, beside ids and lengths; each over them where there is no room.
///
/// # Errors
/// When `out` cannot be written.
pub fn text(view: &OutlineView, page: &Page, out: &mut dyn Write) -> io::Result<()> {
    prose::headline(view.entry, view.origin, page, out)?;
    writeln!(out)?;
    let parts = parts(view.entry);
    Columns::of(&flat(&parts), page).write(page, out)?;
    how_to_read(view, page, out)
}

/// How a part is asked for.
fn how_to_read(view: &OutlineView, page: &Page, out: &mut dyn Write) -> io::Result<()> {
    let command = format!("stackwise show {} -s ID", view.entry.id);
    writeln!(out)?;
    prose::lines_under("One of them: ", 2, &command, page, Role::Note, out)
}

/// A part on each row.
///
/// # Errors
/// When `out` cannot be written.
pub fn table(view: &OutlineView, page: &Page, out: &mut dyn Write) -> io::Result<()> {
    prose::headline(view.entry, view.origin, page, out)?;
    writeln!(out)?;
    let parts = parts(view.entry);
    let row = |(depth, part): &(usize, &OutlinePart)| {
        vec![
            Value::new((depth + 1).to_string(), Role::Label),
            Value::new(part.heading(), Role::Heading),
            Value::new(part.id.to_owned(), Role::Text),
            Value::new(part.words.to_string(), Role::Text),
        ]
    };
    let grid = Grid {
        fields: vec!["Depth", "Section", "ID", "Words"],
        rows: flat(&parts).iter().map(row).collect(),
        has_ruled_rows: false,
    };
    grid.write(page, out)?;
    how_to_read(view, page, out)
}

/// Lists in lists.
///
/// # Errors
/// When `out` cannot be written.
pub fn markdown(view: &OutlineView, _: &Page, out: &mut dyn Write) -> io::Result<()> {
    let entry = view.entry;
    writeln!(
        out,
        "# {}\n",
        markdown::escaped_heading(entry.title.as_str())
    )?;
    writeln!(out, "**{}**\n", markdown::escaped(&entry.risk.words()))?;
    for (depth, part) in flat(&parts(entry)) {
        let indent = " ".repeat(2 * depth);
        let heading = markdown::escaped(&part.heading());
        writeln!(
            out,
            "{indent}- {heading} (`{}`, {})",
            part.id,
            part.length()
        )?;
    }
    Ok(())
}
