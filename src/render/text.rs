//! Plain text for people, and the bare lines of it for `grep` and `wc`.

use std::io::{self, Write};

use super::grids::more_sections;
use super::prose::{closing, headline, lines, lines_under, titled};
use super::search::{self, SharedTitles};
use super::{EntryView, HitsView, ListView, Page, ProblemsView, wrap};
use crate::entry::{Part, Section};
use crate::error::Failure;
use crate::ingest::Excerpt;
use crate::search::{Hit, Snippet};
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
                for paragraph in section.with_nested().flat_map(Section::texts) {
                    let is_row = is_row(paragraph);
                    // List items and table rows stand close, paragraphs apart.
                    if follows_row.is_some_and(|follows_row| !(follows_row && is_row)) {
                        writeln!(out)?;
                    }
                    lines(paragraph, page, Role::Text, out)?;
                    follows_row = Some(is_row);
                }
            }
            Part::Risks(risks) => {
                let bullet = format!("  {} ", page.symbols.bullet);
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

/// The content alone: one paragraph or risk per line, never wrapped. A whole entry comes without its
/// disclaimer.
///
/// # Errors
/// When `out` cannot be written.
pub fn bare(view: &EntryView, _: &Page, out: &mut dyn Write) -> io::Result<()> {
    for part in &view.parts {
        match part {
            Part::Section(section) => {
                for paragraph in section.with_nested().flat_map(Section::texts) {
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

/// The ids of entries, one per line.
///
/// # Errors
/// When the entries cannot be read, or `out` cannot be written.
pub fn list(view: &mut ListView, _: &Page, out: &mut dyn Write) -> Result<(), Failure> {
    (view.each)(&mut |summary| Ok(writeln!(out, "{}", summary.id)?))
}

/// The parts of entries that a search found, under the title, risk level and id of each entry.
///
/// # Errors
/// When `out` cannot be written.
pub fn hits(view: &HitsView, page: &Page, out: &mut dyn Write) -> io::Result<()> {
    let hits = view.found.hits.as_slice();
    let titles = SharedTitles::of(hits);
    for line in search::preamble(view.found) {
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

/// The heading of a part, and under it its snippet with the words that were searched for marked.
fn marked_snippet(hit: &Hit, page: &Page, out: &mut dyn Write) -> io::Result<()> {
    lines_under("  ", 2, &hit.section_title, page, Role::Heading, out)?;
    marked(&hit.snippet, "    ", page, out)
}

/// A snippet with its matches styled, behind `indent`.
pub(super) fn marked(
    snippet: &Snippet,
    indent: &str,
    page: &Page,
    out: &mut dyn Write,
) -> io::Result<()> {
    let text = snippet.text.as_str();
    let mut cursor = 0;
    for line in wrap::lines(text, page.prose_width(), indent, indent.len()) {
        let words = line.trim_start();
        // Lines are pieces of the text in their order: only the blanks between them are left out.
        let start = text[cursor..].find(words).map_or(cursor, |at| cursor + at);
        cursor = start + words.len();
        write!(out, "{}", &line[..line.len() - words.len()])?;
        write_marked(words, start, snippet, page, out)?;
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
pub fn problems(view: &ProblemsView, page: &Page, out: &mut dyn Write) -> io::Result<()> {
    for problem in view.problems.iter().chain(view.notes) {
        let place = page.style(Role::Title);
        writeln!(out, "{}: {}", place.style(&problem.place), problem.message)?;
        if let Some(excerpt) = problem.excerpt.as_ref().filter(|_| page.excerpts) {
            let room = page.width.unwrap_or(usize::MAX).saturating_sub(2).max(1);
            let Excerpt { text, mark } = excerpt.fitted(room);
            let caret = page.style(Role::Error).style("^");
            writeln!(out, "  {text}\n  {}{caret}", " ".repeat(mark))?;
        }
    }
    Ok(())
}
