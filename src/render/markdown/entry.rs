//! An entry as a page of Markdown that is read back as the entry.

use std::io::{self, Write};

use super::blocks::lines;
use super::escape::{escaped, escaped_heading};
use super::{EntryView, Page, risks};
use crate::entry::{Part, Section, Slug};
use crate::ingest::headings;
use crate::ingest::ids::SectionIds;
use crate::ingest::metadata::{self, quoted};
use crate::text::Text;

/// The most number signs of a heading.
const MAX_SIGNS: usize = 6;

/// An entry under its title and risk level, with its disclaimer or what points to it. A whole entry
/// has comments that hold what Markdown has no place for, so that it can be read back.
///
/// # Errors
/// When `out` cannot be written.
pub fn entry(view: &EntryView, _: &Page, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "# {}", escaped_heading(view.entry.title.as_str()))?;
    // A whole page is read back, so the line of the risk level holds nothing else.
    let boxed = view.entry.boxed_warning().filter(|_| !view.is_whole);
    let boxed = boxed.map_or("", |_| " · has a boxed warning");
    let level = view.entry.risk.words();
    writeln!(out, "\n**{}{boxed}**", escaped(&level))?;
    let mut sections = Sections {
        ids: SectionIds::default(),
        has_comments: view.is_whole,
    };
    for (index, &part) in view.parts.iter().enumerate() {
        match part {
            Part::Section(section) => {
                let has_heading = view.heading(index).is_some() || !can_open(section);
                sections.write(section, 1, None, has_heading, out)?;
            }
            // Where all is listed of sections that list nothing, there is nothing to say.
            Part::Risks(_) if view.is_whole && !risks::are_told(view.entry) => {}
            Part::Risks(_) => {
                writeln!(out, "\n## {}", part.title())?;
                risks::write(view, out)?;
            }
            Part::Disclaimer(text) => {
                match view.heading(index) {
                    Some(title) => writeln!(out, "\n## {title}")?,
                    None => writeln!(out, "\n---")?,
                }
                writeln!(out, "\n{}", escaped(text.as_str()))?;
            }
        }
    }
    closing(view, out)
}

/// What ends a page: what points to the disclaimer and the source, or the metadata.
fn closing(view: &EntryView, out: &mut dyn Write) -> io::Result<()> {
    let disclaimer = view
        .disclaimer_command()
        .map(|command| format!("Disclaimer: `{command}`"));
    // A whole page is read back as the entry, so it holds nothing but that.
    let source = view.library_source().filter(|_| !view.is_whole);
    let source = source.map(|source| format!("Source: {}", escaped(&source)));
    let address = view.library_address().filter(|_| !view.is_whole);
    let address = address.map(escaped);
    let closing = disclaimer.into_iter().chain(source).chain(address);
    let closing: Vec<String> = closing.collect();
    if !closing.is_empty() {
        writeln!(out, "\n---\n\n{}", closing.join("\n\n"))?;
    }
    if view.is_whole {
        let comment = metadata::Comment {
            entry: view.entry,
            origin: view.origin,
            has_kinds: !risks::are_grouped(&view.entry.risks),
        };
        write!(out, "\n{comment}")?;
    }
    Ok(())
}

/// Whether an opening is read as one without its heading: something must stand there, and nothing be
/// said of it.
fn can_open(section: &Section) -> bool {
    !section.content.is_empty() && section.highlights.is_empty() && section.code.is_none()
}

/// Sections while they are written.
struct Sections {
    /// The ids that a reader gives the sections before.
    ids: SectionIds,
    has_comments: bool,
}

impl Sections {
    /// A section that lies so deep, then those in it.
    fn write(
        &mut self,
        section: &Section,
        depth: usize,
        parent: Option<&Slug>,
        has_heading: bool,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let comment = self.comment(section, depth, parent);
        if has_heading {
            let signs = "#".repeat((depth + 1).min(MAX_SIGNS));
            writeln!(out, "\n{signs} {}", escaped_heading(&section.heading()))?;
        }
        if let Some(comment) = comment.filter(|_| self.has_comments) {
            writeln!(out, "\n<!-- {comment} -->")?;
        }
        if !section.highlights.is_empty() {
            if self.has_comments {
                writeln!(out, "\n<!-- highlights = true -->")?;
            }
            writeln!(out)?;
            for line in lines(&section.highlights, self.has_comments) {
                let line = if line.is_empty() {
                    line
                } else {
                    format!(" {line}")
                };
                writeln!(out, ">{line}")?;
            }
        }
        if !section.content.is_empty() {
            writeln!(out)?;
            for line in lines(&section.content, self.has_comments) {
                writeln!(out, "{line}")?;
            }
        }
        for nested in &section.sections {
            self.write(nested, depth + 1, Some(&section.id), true, out)?;
        }
        Ok(())
    }

    /// What the heading of a section does not say of it.
    fn comment(
        &mut self,
        section: &Section,
        depth: usize,
        parent: Option<&Slug>,
    ) -> Option<String> {
        let title = section.title.as_str();
        let wish = headings::section_id(title);
        // Such a heading alone would be that of the risks, or of the disclaimer.
        let heading = section.heading();
        let is_special =
            headings::is_risks(&heading) || depth == 1 && headings::is_disclaimer(&heading);
        let mut keys = Vec::new();
        if is_special || self.ids.next(wish, parent) != section.id {
            keys.push(format!("id = {}", quoted(section.id.as_str())));
        } else {
            self.ids.give(wish, parent);
        }
        let mut key = |name: &str, value: Option<&Text>| {
            keys.extend(value.map(|value| format!("{name} = {}", quoted(value.as_str()))));
        };
        key("number", section.number.as_ref());
        key("code", section.code.as_ref());
        if depth + 1 > MAX_SIGNS {
            keys.push(format!("depth = {depth}"));
        }
        (!keys.is_empty()).then(|| format!("section = {{ {} }}", keys.join(", ")))
    }
}
