//! What is in an entry: every part that can be asked for, and how long it is, in every format.

use std::io::{self, Write};

use schemars::JsonSchema;
use serde::Serialize;

use super::grid::{Grid, Value};
use super::{OutlineView, Page, markdown, prose, wrap};
use crate::entry::{Entry, Part, Section};
use crate::text::Text;
use crate::theme::Role;

/// The least columns that titles are squeezed to before each gets lines of its own.
const MIN_TITLE: usize = 24;
/// What stands between columns.
const GAP: usize = 2;

/// A part of an entry that can be asked for.
#[derive(Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct OutlinePart<'a> {
    /// What it is asked for by.
    id: &'a str,
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
    fn heading(&self) -> String {
        let number = self.number.map(|number| format!("{number} "));
        number.unwrap_or_default() + self.title
    }

    fn length(&self) -> String {
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

/// The parts in columns: titles, indented by depth, then lengths, then ids.
struct Columns<'p> {
    rows: &'p [(usize, &'p OutlinePart<'p>)],
    /// The width of titles; `None` where they get lines of their own.
    titles: Option<usize>,
    lengths: usize,
    /// The most columns of an id beside its title.
    ids: usize,
}

impl<'p> Columns<'p> {
    fn of(rows: &'p [(usize, &'p OutlinePart<'p>)], page: &Page) -> Self {
        let widest = |width: &dyn Fn(&(usize, &OutlinePart)) -> usize| {
            rows.iter().map(width).max().unwrap_or_default()
        };
        let width = page.width.unwrap_or(usize::MAX);
        let ids = widest(&|(_, part)| part.id.len()).min(width / 5 * 2);
        let lengths = widest(&|(_, part)| part.length().len());
        let titles = widest(&|(depth, part)| 2 * depth + wrap::display_width(&part.heading()));
        // No word is broken where titles are wrapped.
        let words = widest(&|(depth, part)| 2 * depth + 2 + wrap::longest_word(&part.heading()));
        let room = width.saturating_sub(ids + lengths + 2 * GAP).min(titles);
        Self {
            rows,
            titles: (room == titles || room >= words.max(MIN_TITLE)).then_some(room),
            lengths,
            ids,
        }
    }

    fn write(&self, page: &Page, out: &mut dyn Write) -> io::Result<()> {
        for (depth, part) in self.rows {
            match self.titles {
                Some(width) => self.write_row(*depth, part, width, page, out)?,
                None => write_over(*depth, part, page, out)?,
            }
        }
        Ok(())
    }

    fn write_row(
        &self,
        depth: usize,
        part: &OutlinePart,
        width: usize,
        page: &Page,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let indent = " ".repeat(2 * depth);
        let lines = wrap::lines(&part.heading(), Some(width), &indent, indent.len() + 2);
        let note = page.style(Role::Note);
        for (at, line) in lines.iter().enumerate() {
            let words = line.trim_start();
            let blanks = &line[..line.len() - words.len()];
            write!(out, "{blanks}{}", page.style(role(depth)).style(words))?;
            if at == 0 {
                let gap = width.saturating_sub(wrap::display_width(line)) + GAP;
                let gap = gap + self.lengths - part.length().len();
                write!(out, "{:gap$}{}", "", note.style(part.length()))?;
                if part.id.len() <= self.ids {
                    write!(out, "{:GAP$}{}", "", part.id)?;
                }
            }
            writeln!(out)?;
        }
        if part.id.len() > self.ids {
            // It ends where the others may end.
            let end = width + self.lengths + self.ids + 2 * GAP;
            writeln!(out, "{:>end$}", part.id)?;
        }
        Ok(())
    }
}

/// The title of a part on lines of its own, over the rest.
fn write_over(
    depth: usize,
    part: &OutlinePart,
    page: &Page,
    out: &mut dyn Write,
) -> io::Result<()> {
    let indent = " ".repeat(2 * depth);
    let heading = part.heading();
    prose::lines_under(&indent, indent.len() + 2, &heading, page, role(depth), out)?;
    let rest = format!("{} ({})", part.id, part.length());
    let indent = " ".repeat(2 * depth + 4);
    prose::lines_under(&indent, indent.len(), &rest, page, Role::Note, out)
}

fn role(depth: usize) -> Role {
    match depth {
        0 => Role::Heading,
        _ => Role::Text,
    }
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
