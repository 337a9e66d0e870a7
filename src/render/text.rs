//! Plain text for people, and the bare lines of it for `grep` and `wc`.

use std::io::{self, Write};

use owo_colors::Style;

use super::search::{self, SharedTitles};
use super::{EntryView, Page, wrap};
use crate::entry::{Entry, Part, RiskRating, Summary};
use crate::ingest::{Excerpt, Problem};
use crate::search::{Hit, Hits, Snippet};
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
                let mut follows_row = None;
                for paragraph in &section.paragraphs {
                    let is_row = is_row(paragraph.as_str());
                    // List items and table rows stand close, paragraphs apart.
                    if follows_row.is_some_and(|follows_row| !(follows_row && is_row)) {
                        writeln!(out)?;
                    }
                    lines(paragraph.as_str(), page, Role::Text, out)?;
                    follows_row = Some(is_row);
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
    closing(view, page, out)
}

/// Whether this is an item of a list or a row of a table, as readers of source documents write them.
fn is_row(paragraph: &str) -> bool {
    wrap::list_item_indent(paragraph) > 0 || paragraph.contains(" | ")
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

/// The id of an entry, on a line.
///
/// # Errors
/// When `out` cannot be written.
pub fn list_item(summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", summary.id)
}

/// The parts of entries that a search found, under the title, risk level and id of each entry.
///
/// # Errors
/// When `out` cannot be written.
pub fn hits(found: &Hits, page: &Page, out: &mut dyn Write) -> io::Result<()> {
    let hits = found.hits.as_slice();
    let titles = SharedTitles::of(hits);
    for line in search::preamble(found) {
        lines(&line, page, Role::Note, out)?;
        writeln!(out)?;
    }
    let mut before: Option<&Hit> = None;
    for (at, hit) in hits.iter().enumerate() {
        if before.is_none_or(|before| before.entry.id != hit.entry.id) {
            if before.is_some() {
                writeln!(out)?;
            }
            let missing = before.map_or(&[][..], |before| &before.missing);
            if hit.missing != missing {
                lines(&search::lacking(&hit.missing), page, Role::Note, out)?;
                writeln!(out)?;
            }
            titled(hit.entry.title.as_str(), &hit.entry.risk, page, out)?;
            lines_under("  ID: ", 4, hit.entry.id.as_str(), page, Role::Text, out)?;
            if let Some(source) = titles.source(hit) {
                lines_under("  Source: ", 4, &source, page, Role::Text, out)?;
            }
        }
        if search::says_more(hit) {
            marked_snippet(hit, page, out)?;
        }
        let next = hits.get(at + 1);
        if next.is_none_or(|next| next.entry.id != hit.entry.id)
            && let Some(words) = more_sections(hit)
        {
            lines_under("  ", 2, &words, page, Role::Note, out)?;
        }
        before = Some(hit);
    }
    Ok(())
}

/// How many more parts of an entry match than are shown, in words, where there are any.
pub(super) fn more_sections(hit: &Hit) -> Option<String> {
    let (count, id) = (hit.more_sections, &hit.entry.id);
    let sections = match count {
        0 => return None,
        1 => "section of this entry matches",
        _ => "sections of this entry match",
    };
    Some(format!(
        "{count} more {sections}: see `stackwise show {id}`"
    ))
}

/// The heading of a part, and under it its snippet with the words that were searched for marked.
fn marked_snippet(hit: &Hit, page: &Page, out: &mut dyn Write) -> io::Result<()> {
    const INDENT: &str = "    ";
    lines_under("  ", 2, &hit.section_title, page, Role::Heading, out)?;
    let text = hit.snippet.text.as_str();
    let mut cursor = 0;
    for line in wrap::lines(text, page.prose_width(), INDENT, INDENT.len()) {
        let words = line.trim_start();
        // Lines are pieces of the text in their order: only the blanks between them are left out.
        let start = text[cursor..].find(words).map_or(cursor, |at| cursor + at);
        cursor = start + words.len();
        write!(out, "{}", &line[..line.len() - words.len()])?;
        write_marked(words, start, &hit.snippet, page, out)?;
        writeln!(out)?;
    }
    Ok(())
}

/// `words`, which begin at `start` in a snippet, with its matches styled.
fn write_marked(
    words: &str,
    start: usize,
    snippet: &Snippet,
    page: &Page,
    out: &mut dyn Write,
) -> io::Result<()> {
    let style = page.style(Role::Match);
    let mut done = 0;
    for found in &snippet.matches {
        let from = found.start.saturating_sub(start).clamp(done, words.len());
        let to = found.end.saturating_sub(start).clamp(from, words.len());
        if to > from {
            write!(
                out,
                "{}{}",
                &words[done..from],
                style.style(&words[from..to])
            )?;
            done = to;
        }
    }
    write!(out, "{}", &words[done..])
}

/// What is wrong with source documents, as `file:line:column: message`, with the line and a caret
/// under the place for people.
///
/// # Errors
/// When `out` cannot be written.
pub fn problems(
    problems: &[Problem],
    with_excerpts: bool,
    page: &Page,
    out: &mut dyn Write,
) -> io::Result<()> {
    for problem in problems {
        let place = page.style(Role::Title);
        writeln!(out, "{}: {}", place.style(&problem.place), problem.message)?;
        if let Some(excerpt) = problem.excerpt.as_ref().filter(|_| with_excerpts) {
            let room = page.width.unwrap_or(usize::MAX).saturating_sub(2).max(1);
            let Excerpt { text, mark } = excerpt.fitted(room);
            let caret = page.style(Role::Error).style("^");
            writeln!(out, "  {text}\n  {}{caret}", " ".repeat(mark))?;
        }
    }
    Ok(())
}

/// The title and the risk level in words, which stand over whatever is shown of an entry.
pub(super) fn headline(entry: &Entry, page: &Page, out: &mut dyn Write) -> io::Result<()> {
    titled(entry.title.as_str(), &entry.risk, page, out)
}

fn titled(title: &str, risk: &RiskRating, page: &Page, out: &mut dyn Write) -> io::Result<()> {
    let rating = risk.words();
    let level_role = Role::Level(risk.level);
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

/// What ends an entry that is shown: how to read the disclaimer where it is not shown, and where an
/// entry of the user's own comes from.
pub(super) fn closing(view: &EntryView, page: &Page, out: &mut dyn Write) -> io::Result<()> {
    let lines = [
        ("Disclaimer: ", view.disclaimer_command()),
        ("Source: ", view.library_source()),
    ];
    let mut is_first = true;
    for (field, words) in lines {
        let Some(words) = words else { continue };
        if is_first {
            writeln!(out)?;
        }
        is_first = false;
        lines_under(field, 2, &words, page, Role::Note, out)?;
    }
    Ok(())
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
    let has_no_room = |most: usize| {
        width + wrap::display_width(text) > most && width + wrap::first_word(text) > most
    };
    if width > hanging && page.prose_width().is_some_and(has_no_room) {
        writeln!(out, "{}", page.style(Role::Label).style(opening.trim_end()))?;
        let indent = " ".repeat(hanging);
        return lines_under(&indent, hanging, text, page, role, out);
    }
    for line in wrap::lines(text, page.prose_width(), opening, hanging) {
        let words = line[opening.len()..].trim_start();
        let blanks = &line[opening.len()..line.len() - words.len()];
        write_opening(opening, page.style(Role::Label), out)?;
        out.write_all(blanks.as_bytes())?;
        write_styled(words, style, out)?;
        out.write_all(b"\n")?;
        opening = "";
    }
    Ok(())
}

fn write_opening(opening: &str, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let sign = opening.trim();
    let (before, after) = opening.split_once(sign).unwrap_or((opening, ""));
    out.write_all(before.as_bytes())?;
    write_styled(sign, style, out)?;
    out.write_all(after.as_bytes())
}

/// `words` in this style. Those in none are most, and go out without being formatted.
fn write_styled(words: &str, style: Style, out: &mut dyn Write) -> io::Result<()> {
    if style.is_plain() {
        out.write_all(words.as_bytes())
    } else {
        write!(out, "{}", style.style(words))
    }
}
