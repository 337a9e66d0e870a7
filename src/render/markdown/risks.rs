//! The list of risks, each under the sentence that it hangs on.

use std::io::{self, Write};

use super::escape::escaped;
use crate::entry::{Entry, Risk, RiskKind};
use crate::ingest::markdown::risks::ALSO;
use crate::ingest::metadata::quoted;

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
pub fn write(entry: &Entry, has_comments: bool, out: &mut dyn Write) -> io::Result<()> {
    let is_grouped = are_grouped(&entry.risks);
    let is_same = |a: &Risk, b: &Risk| {
        !is_grouped || a.kind == b.kind && a.section == b.section && a.lead == b.lead
    };
    for group in entry.risks.chunk_by(is_same) {
        if is_grouped && has_comments {
            writeln!(out, "\n<!-- {} -->", comment(&group[0]))?;
        }
        if let Some(lead) = &group[0].lead {
            writeln!(out, "\n{}", escaped(lead.as_str()))?;
        }
        writeln!(out)?;
        for risk in group {
            writeln!(out, "- {}", escaped(risk.text.as_str()))?;
        }
    }
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
