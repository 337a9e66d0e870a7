//! Tables.

use std::io::{self, Write};

use super::grids::{hit_grid, list_grid, risk_grid, section_grid};
use super::risks::TOLD_BEFORE;
use super::{EntryView, HitsView, ListView, Page, prose, search, sections};
use crate::entry::{Part, Summary};
use crate::error::Failure;
use crate::theme::Role;

/// An entry under its title and risk level: its sections as a table, its risks as another, with
/// its disclaimer or what points to it.
///
/// # Errors
/// When `out` cannot be written.
pub fn entry(view: &EntryView, page: &Page, out: &mut dyn Write) -> io::Result<()> {
    prose::headline(view.entry, view.origin, page, out)?;
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
                section_grid(&sections, page.symbols).write(page, out)?;
            }
            Part::Risks(risks) => {
                sections::heading(*first, page, out)?;
                if view.are_told_before(risks) {
                    prose::lines(TOLD_BEFORE, page, Role::Text, out)?;
                } else if !risks.is_empty() {
                    risk_grid(view.entry, risks).write(page, out)?;
                }
                prose::not_listed(view.entry, risks, page, out)?;
            }
            Part::Disclaimer(words) => prose::lines(words.as_str(), page, Role::Note, out)?,
        }
    }
    prose::closing(view, page, out)
}

/// The entries, one per row; nothing if there are none.
///
/// # Errors
/// When the entries cannot be read, or `out` cannot be written.
pub fn list(view: &mut ListView, page: &Page, out: &mut dyn Write) -> Result<(), Failure> {
    match gathered(view)?.as_slice() {
        [] => Ok(()),
        summaries => Ok(list_grid(summaries).write(page, out)?),
    }
}

/// The entries of a list all at once, as the widths of columns depend on them all.
pub(super) fn gathered(view: &mut ListView) -> Result<Vec<Summary>, Failure> {
    let mut summaries = Vec::new();
    (view.each)(&mut |listed| {
        summaries.push(listed.summary()?.clone());
        Ok(())
    })?;
    Ok(summaries)
}

/// The parts of entries that a search found, one per row.
///
/// # Errors
/// When `out` cannot be written.
pub fn hits(view: &HitsView, page: &Page, out: &mut dyn Write) -> io::Result<()> {
    for line in search::preamble(view.found) {
        prose::lines(&line, page, Role::Note, out)?;
        writeln!(out)?;
    }
    hit_grid(&view.found.hits, page, |hit| hit.snippet.text.clone()).write(page, out)
}
