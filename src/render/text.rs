//! Plain text for people, and the bare lines of it for `grep` and `wc`.

use std::io::{self, Write};

use owo_colors::Style;

use super::{EntryView, Page, Summary, wrap};
use crate::entry::{Entry, Part};
use crate::theme::Role;

/// An entry under its title and risk level, with its disclaimer or what points to it.
///
/// # Errors
/// When `out` cannot be written.
pub fn entry(view: &EntryView, page: &Page, out: &mut dyn Write) -> io::Result<()> {
    headline(view.entry, page, out)?;
    for (index, &part) in view.parts.iter().enumerate() {
        writeln!(out)?;
        if let Some(title) = view.heading(index) {
            lines(title, page, Role::Heading, out)?;
        }
        match part {
            Part::Section(section) => {
                for (index, paragraph) in section.paragraphs.iter().enumerate() {
                    if index > 0 {
                        writeln!(out)?;
                    }
                    lines(paragraph.as_str(), page, Role::Text, out)?;
                }
            }
            Part::Risks(risks) => {
                let bullet = format!("  {} ", page.signs.bullet);
                let hanging = wrap::display_width(&bullet);
                for risk in risks {
                    lines_under(&bullet, hanging, risk.text.as_str(), page, Role::Text, out)?;
                }
            }
            Part::Disclaimer(text) => lines(text.as_str(), page, Role::Note, out)?,
        }
    }
    disclaimer_pointer(view, page, out)
}

/// The content alone: one paragraph or risk a line, never wrapped. A whole entry comes without its
/// disclaimer.
///
/// # Errors
/// When `out` cannot be written.
pub fn bare(view: &EntryView, out: &mut dyn Write) -> io::Result<()> {
    for part in &view.parts {
        match part {
            Part::Section(section) => {
                for paragraph in &section.paragraphs {
                    writeln!(out, "{paragraph}")?;
                }
            }
            Part::Risks(risks) => {
                for risk in *risks {
                    writeln!(out, "{}", risk.text)?;
                }
            }
            Part::Disclaimer(_) if view.is_whole => {}
            Part::Disclaimer(text) => writeln!(out, "{text}")?,
        }
    }
    Ok(())
}

/// The id of every entry, one a line.
///
/// # Errors
/// When `out` cannot be written.
pub fn list(summaries: &[Summary], out: &mut dyn Write) -> io::Result<()> {
    for summary in summaries {
        writeln!(out, "{}", summary.entry.id)?;
    }
    Ok(())
}

/// The title and the risk level in words, which stand over whatever is shown of an entry.
pub(super) fn headline(entry: &Entry, page: &Page, out: &mut dyn Write) -> io::Result<()> {
    let title = entry.title.as_str();
    let rating = entry.risk.words();
    let level_role = Role::Level(entry.risk.level);
    let line = format!("{title} {} {rating}", page.signs.separator);
    let fits = page
        .prose_width()
        .is_none_or(|width| wrap::display_width(&line) <= width);
    if fits {
        return writeln!(
            out,
            "{} {} {}",
            page.style(Role::Title).style(title),
            page.signs.separator,
            page.style(level_role).style(&rating)
        );
    }
    lines(title, page, Role::Title, out)?;
    lines(&rating, page, level_role, out)
}

/// The line that says how to read the disclaimer, where parts are shown without it.
pub(super) fn disclaimer_pointer(
    view: &EntryView,
    page: &Page,
    out: &mut dyn Write,
) -> io::Result<()> {
    let Some(command) = view.disclaimer_command() else {
        return Ok(());
    };
    writeln!(out)?;
    lines_under("Disclaimer: ", 2, &command, page, Role::Note, out)
}

/// `text` wrapped to the page's prose.
pub(super) fn lines(text: &str, page: &Page, role: Role, out: &mut dyn Write) -> io::Result<()> {
    lines_under("", 0, text, page, role, out)
}

/// `text` wrapped to the page's prose, its first line after `opening` (the sign of a list item, the
/// name of a field), the others after `hanging` blanks. Blanks around words are never styled.
pub(super) fn lines_under(
    opening: &str,
    hanging: usize,
    text: &str,
    page: &Page,
    role: Role,
    out: &mut dyn Write,
) -> io::Result<()> {
    let style = page.style(role);
    let mut opening = opening;
    let width = wrap::display_width(opening);
    // What names the text gets a line of its own where the first word has no room beside it.
    if width > hanging
        && page
            .prose_width()
            .is_some_and(|most| width + wrap::first_word(text) > most)
    {
        writeln!(out, "{}", page.style(Role::Label).style(opening.trim_end()))?;
        let indent = " ".repeat(hanging);
        return lines_under(&indent, hanging, text, page, role, out);
    }
    for line in wrap::lines(text, page.prose_width(), opening, hanging) {
        let words = line[opening.len()..].trim_start();
        let blanks = &line[opening.len()..line.len() - words.len()];
        write_opening(opening, page.style(Role::Label), out)?;
        writeln!(out, "{blanks}{}", style.style(words))?;
        opening = "";
    }
    Ok(())
}

fn write_opening(opening: &str, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let sign = opening.trim();
    let (before, after) = opening.split_once(sign).unwrap_or((opening, ""));
    write!(out, "{before}{}{after}", style.style(sign))
}
