//! Plain text for people, and the bare lines of it for `grep` and `wc`.

use std::io::{self, Write};

use super::grids::more_sections;
use super::prose::{closing, headline, lines, lines_under, not_listed, titled};
use super::risks::{TOLD_BEFORE, groups};
use super::search::{self, SharedTitles};
use super::{EntryView, HitsView, ListView, Page, ProblemsView, plain, sections, wrap};
use crate::entry::{Part, Risk, Section};
use crate::error::Failure;
use crate::ingest::Excerpt;
use crate::search::{Hit, Snippet};
use crate::theme::Role;

/// An entry under its title and risk level, with its disclaimer or what points to it.
///
/// # Errors
/// When `out` cannot be written.
pub fn entry(view: &EntryView, page: &Page, out: &mut dyn Write) -> io::Result<()> {
    headline(view.entry, view.origin, page, out)?;
    for (index, &part) in view.parts.iter().enumerate() {
        writeln!(out)?;
        if view.has_heading(index) {
            sections::heading(part, page, out)?;
        }
        match part {
            Part::Section(section) => sections::write(section, page, out)?,
            Part::Risks(risks) => list_of_risks(view, risks, page, out)?,
            Part::Disclaimer(text) => lines(text.as_str(), page, Role::Note, out)?,
        }
    }
    closing(view, page, out)
}

/// Risks as a list, what they hang on over them, and which sections tell of more.
fn list_of_risks(
    view: &EntryView,
    risks: &[Risk],
    page: &Page,
    out: &mut dyn Write,
) -> io::Result<()> {
    let entry = view.entry;
    if view.are_told_before(risks) {
        lines(TOLD_BEFORE, page, Role::Text, out)?;
        return not_listed(entry, risks, page, out);
    }
    for group in groups(entry, risks) {
        let indent = |depth: usize| " ".repeat(2 * depth + 2);
        for (depth, opening, role) in group.openings() {
            let indent = indent(depth);
            lines_under(&indent, indent.len(), opening, page, role, out)?;
        }
        let bullet = format!("{}{} ", indent(group.depth()), page.symbols.bullet);
        let hanging = wrap::display_width(&bullet);
        for risk in group.risks {
            lines_under(&bullet, hanging, risk.text.as_str(), page, Role::Text, out)?;
        }
    }
    not_listed(entry, risks, page, out)
}

/// The content alone: a paragraph, an item, a row of a table or a risk on each line, never wrapped. A
/// whole entry comes without its disclaimer.
///
/// # Errors
/// When `out` cannot be written.
pub fn bare(view: &EntryView, _: &Page, out: &mut dyn Write) -> io::Result<()> {
    for part in &view.parts {
        match part {
            Part::Section(section) => {
                let sections = section.with_nested();
                for block in sections.flat_map(Section::shown) {
                    for line in plain::bare(block) {
                        writeln!(out, "{line}")?;
                    }
                }
            }
            Part::Risks(risks) => {
                for risk in *risks {
                    // A risk without what it hangs on may say the opposite.
                    if let Some(lead) = &risk.lead {
                        write!(out, "{lead} ")?;
                    }
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
    (view.each)(&mut |listed| Ok(writeln!(out, "{}", listed.id())?))
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
        if next.is_none_or(|next| next.entry.id != hit.entry.id) {
            if let Some(words) = more_sections(hit) {
                lines_under("  ", 2, &words, page, Role::Note, out)?;
            }
            let first = hits.iter().find(|first| first.entry.id == hit.entry.id);
            if let Some(best) = first.filter(|best| search::says_more(best)) {
                let command = search::command(best);
                lines_under("  Read on: ", 4, &command, page, Role::Note, out)?;
            }
        }
        before = Some(hit);
    }
    Ok(())
}

/// The heading of a part, and under it its snippet with the words that were searched for marked.
fn marked_snippet(hit: &Hit, page: &Page, out: &mut dyn Write) -> io::Result<()> {
    let heading = search::heading(hit, page);
    lines_under("  ", 2, &heading, page, Role::Heading, out)?;
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
    if text.is_empty() {
        return Ok(());
    }
    for line in wrap::lines(text, page.prose_width(), indent, indent.len()) {
        write!(out, "{}", line.indent)?;
        write_marked(line.words, line.start, snippet, page, out)?;
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
