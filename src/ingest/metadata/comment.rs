//! The metadata of an entry as a comment of HTML at the end of its page, which code hosts do not show.

use std::fmt;

use super::{array, quoted};
use crate::entry::{About, Entry, Identifier, Origin, RiskKind, RiskSection, Source};
use crate::ingest::headings;
use crate::text::Text;

/// The line before and after the TOML.
const FENCE: &str = "+++";

/// The metadata of an entry. What is said of single sections, lists and tables stands before these.
pub struct Comment<'a> {
    /// The entry.
    pub entry: &'a Entry,
    /// Where it is kept; written only if it shadows a built-in entry.
    pub origin: Origin,
    /// Whether to give the kinds of the risks, which the page does not.
    pub has_kinds: bool,
}

impl fmt::Display for Comment<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let entry = self.entry;
        writeln!(f, "<!--\n{FENCE}\nid = {}", quoted(entry.id.as_str()))?;
        texts(f, "aliases", &entry.aliases)?;
        if headings::rating(&entry.risk.words()).as_ref() != Some(&entry.risk) {
            writeln!(f, "level = {}", quoted(entry.risk.level.code()))?;
            key(f, "label", entry.risk.label.as_ref())?;
        }
        let is_stated = |kind| kind != RiskKind::Unspecified;
        if self.has_kinds && entry.risks.iter().any(|risk| is_stated(risk.kind)) {
            let kinds = entry.risks.iter().map(|risk| risk.kind.code());
            writeln!(f, "kinds = {}", array(kinds))?;
        }
        write_risk_sections(f, &entry.risk_sections)?;
        if let Some(about) = &entry.about {
            write_about(f, about)?;
        }
        write_source(f, &entry.source)?;
        if self.origin.shadows_built_in() {
            writeln!(f, "shadows = {}", quoted(Origin::BuiltIn.code()))?;
        }
        writeln!(f, "{FENCE}\n-->")
    }
}

fn write_risk_sections(f: &mut fmt::Formatter<'_>, sections: &[RiskSection]) -> fmt::Result {
    if sections.is_empty() {
        return Ok(());
    }
    writeln!(f, "risk_sections = [")?;
    for RiskSection {
        section,
        kind,
        listed,
    } in sections
    {
        let section = quoted(section.as_str());
        let kind = quoted(kind.code());
        writeln!(
            f,
            "  {{ section = {section}, kind = {kind}, listed = {listed} }},"
        )?;
    }
    writeln!(f, "]")
}

fn write_about(f: &mut fmt::Formatter<'_>, about: &About) -> fmt::Result {
    for substance in &about.substances {
        let name = quoted(substance.name.as_str());
        writeln!(f, "\n[[about.substances]]\nname = {name}")?;
        write_identifiers(f, &substance.identifiers)?;
    }
    for product in &about.products {
        let name = quoted(product.name.as_str());
        writeln!(f, "\n[[about.products]]\nname = {name}")?;
        key(f, "form", product.form.as_ref())?;
        key(f, "route", product.route.as_ref())?;
        write_identifiers(f, &product.identifiers)?;
    }
    Ok(())
}

fn write_identifiers(f: &mut fmt::Formatter<'_>, identifiers: &[Identifier]) -> fmt::Result {
    if identifiers.is_empty() {
        return Ok(());
    }
    writeln!(f, "identifiers = [")?;
    for identifier in identifiers {
        let system = quoted(identifier.system.as_str());
        let value = quoted(identifier.value.as_str());
        writeln!(f, "  {{ system = {system}, value = {value} }},")?;
    }
    writeln!(f, "]")
}

fn write_source(f: &mut fmt::Formatter<'_>, source: &Source) -> fmt::Result {
    writeln!(f, "\n[source]\nname = {}", quoted(source.name.as_str()))?;
    key(f, "url", source.url.as_ref())?;
    texts(f, "authors", &source.authors)?;
    key(f, "published", source.published.as_ref())?;
    key(f, "reviewed", source.reviewed.as_ref())?;
    key(f, "review_due", source.review_due.as_ref())?;
    key(f, "license", source.license.as_ref())?;
    if !source.references.is_empty() {
        writeln!(f, "references = [")?;
        for reference in &source.references {
            let text = quoted(reference.text.as_str());
            let url = reference.url.as_ref();
            let url = url.map_or(String::new(), |url| {
                format!(", url = {}", quoted(url.as_str()))
            });
            writeln!(f, "  {{ text = {text}{url} }},")?;
        }
        writeln!(f, "]")?;
    }
    key(f, "set_id", source.set_id.as_ref())?;
    key(f, "version", source.version.as_ref())?;
    key(f, "effective_date", source.effective_date.as_ref())?;
    key(f, "path", source.path.as_ref())?;
    key(f, "commit", source.commit.as_ref())
}

fn texts(f: &mut fmt::Formatter<'_>, name: &str, values: &[Text]) -> fmt::Result {
    if values.is_empty() {
        return Ok(());
    }
    let values = array(values.iter().map(Text::as_str));
    writeln!(f, "{name} = {values}")
}

fn key(f: &mut fmt::Formatter<'_>, name: &str, value: Option<&Text>) -> fmt::Result {
    match value {
        Some(value) => writeln!(f, "{name} = {}", quoted(value.as_str())),
        None => Ok(()),
    }
}
