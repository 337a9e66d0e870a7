//! The list of risks, each under the sentence that it hangs on.

use std::io::{self, Write};

use super::EntryView;
use super::escape::{escaped, escaped_heading};
use crate::entry::{Entry, Risk, RiskKind};
use crate::ingest::markdown::risks::ALSO;
use crate::ingest::metadata::quoted;
use crate::render::risks::{TOLD_BEFORE, groups};
use crate::text::Text;

/// Whether the risks are told with where they come from, or what they hang on.
pub fn are_grouped(risks: &[Risk]) -> bool {
    risks
        .iter()
        .any(|risk| risk.section.is_some() || risk.lead.is_some())
}

/// Whether there is anything to write.
pub fn are_told(entry: &Entry) -> bool {
    !entry.risks.is_empty() || entry.risk_sections.iter().any(|section| !section.listed)
}

/// The risks of an entry, and which sections tell of more.
pub fn write(view: &EntryView, out: &mut dyn Write) -> io::Result<()> {
    let entry = view.entry;
    if view.are_told_before(&entry.risks) {
        writeln!(out, "\n{TOLD_BEFORE}")?;
    } else if view.is_whole {
        list_with_comments(entry, out)?;
    } else {
        list(entry, out)?;
    }
    not_listed(entry, out)
}

/// The risks as they are read, under the headings of the sections that they come from.
fn list(entry: &Entry, out: &mut dyn Write) -> io::Result<()> {
    for group in groups(entry, &entry.risks) {
        if let Some(heading) = &group.heading {
            writeln!(out, "\n### {}", escaped_heading(heading))?;
        }
        write_group(group.lead, group.risks, out)?;
    }
    Ok(())
}

fn write_group(lead: Option<&str>, risks: &[Risk], out: &mut dyn Write) -> io::Result<()> {
    if let Some(lead) = lead {
        writeln!(out, "\n{}", escaped(lead))?;
    }
    writeln!(out)?;
    for risk in risks {
        writeln!(out, "- {}", escaped(risk.text.as_str()))?;
    }
    Ok(())
}

/// The risks with comments that hold what is to be read back.
fn list_with_comments(entry: &Entry, out: &mut dyn Write) -> io::Result<()> {
    let is_grouped = are_grouped(&entry.risks);
    let is_same = |a: &Risk, b: &Risk| {
        !is_grouped || a.kind == b.kind && a.section == b.section && a.lead == b.lead
    };
    for group in entry.risks.chunk_by(is_same) {
        if is_grouped {
            writeln!(out, "\n<!-- {} -->", comment(&group[0]))?;
        }
        write_group(group[0].lead.as_ref().map(Text::as_str), group, out)?;
    }
    Ok(())
}

fn not_listed(entry: &Entry, out: &mut dyn Write) -> io::Result<()> {
    let others = entry.risk_sections.iter().filter(|section| !section.listed);
    let others: Vec<String> = others
        .map(|other| {
            let mut sections = entry.all_sections();
            let section = sections.find(|section| section.id == other.section);
            let heading = section.map(|section| section.heading());
            let id = &other.section;
            match heading {
                Some(heading) => format!("{} (`-s {id}`)", escaped(&heading)),
                None => format!("`-s {id}`"),
            }
        })
        .collect();
    if !others.is_empty() {
        writeln!(out, "\n{ALSO}{}", others.join("; "))?;
    }
    Ok(())
}

/// What goes for the risks of a group.
fn comment(risk: &Risk) -> String {
    let mut keys = Vec::new();
    if risk.kind != RiskKind::Unspecified {
        keys.push(format!("kind = {}", quoted(risk.kind.code())));
    }
    if let Some(section) = &risk.section {
        keys.push(format!("section = {}", quoted(section.as_str())));
    }
    if keys.is_empty() {
        return "risks = {}".to_owned();
    }
    format!("risks = {{ {} }}", keys.join(", "))
}
