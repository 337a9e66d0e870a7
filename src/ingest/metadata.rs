//! What has no place in Markdown, as TOML: read from front matter or from the comment that ends a
//! page, and written there. Knows nothing of Markdown itself.

use std::fmt;
use std::ops::Range;

use serde::Deserialize;
use toml::Spanned;

use super::complaint::Complaint;
use super::headings::{self, OVERVIEW};
use super::ids::SectionIds;
use crate::entry::{About, Entry, Identifier, Origin, RiskKind, RiskLevel, Section, Slug, Source};
use crate::text::{Text, visible};

/// The line before and after the TOML.
const FENCE: &str = "+++";

/// The keys of front matter. What is not given follows from the text, or is left open.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Metadata {
    pub(super) id: Option<Slug>,
    #[serde(default)]
    pub(super) aliases: Vec<Text>,
    pub(super) level: Option<RiskLevel>,
    /// The author's wording of the level; only together with it.
    pub(super) label: Option<Spanned<Text>>,
    /// The ids of all sections in their order, an opening without a heading included.
    pub(super) sections: Option<Spanned<Vec<Slug>>>,
    /// The kinds of all risks in their order.
    pub(super) kinds: Option<Spanned<Vec<RiskKind>>>,
    pub(super) about: Option<About>,
    pub(super) source: Option<Source>,
}

impl Metadata {
    /// Reads the TOML at `place` of a document. Places in the result are places in the document.
    pub(super) fn read(document: &str, place: Range<usize>) -> Result<Self, Complaint> {
        let start = place.start;
        let metadata: Self = toml::from_str(&document[place]).map_err(|error| {
            let offset = error.span().map_or(0, |span| span.start);
            Complaint::new(start + offset, visible(error.message()))
        })?;
        Ok(Self {
            label: metadata.label.map(|label| moved(label, start)),
            sections: metadata.sections.map(|ids| moved(ids, start)),
            kinds: metadata.kinds.map(|kinds| moved(kinds, start)),
            ..metadata
        })
    }
}

fn moved<T>(value: Spanned<T>, by: usize) -> Spanned<T> {
    let Range { start, end } = value.span();
    Spanned::new(by + start..by + end, value.into_inner())
}

/// The place of the TOML in a text that begins with a fence, and where the text goes on after it.
/// `None` when it does not begin with one; with the end of the text when the second is missing.
pub(super) fn find_fenced(text: &str) -> Option<(Range<usize>, Option<usize>)> {
    let mut lines = text.split_inclusive('\n');
    let first = lines.next().filter(|line| line.trim() == FENCE)?;
    let mut end = first.len();
    for line in lines {
        if line.trim() == FENCE {
            return Some((first.len()..end, Some(end + line.len())));
        }
        end += line.len();
    }
    Some((first.len()..end, None))
}

/// The metadata of an entry as a comment of HTML, which code hosts do not show.
pub struct Comment<'a> {
    /// The entry.
    pub entry: &'a Entry,
    /// Where it is kept; written only if it shadows a built-in entry.
    pub origin: Origin,
}

impl fmt::Display for Comment<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { entry, origin } = *self;
        writeln!(f, "<!--\n{FENCE}\nid = {}", quoted(entry.id.as_str()))?;
        if !entry.aliases.is_empty() {
            let aliases = entry.aliases.iter().map(Text::as_str);
            writeln!(f, "aliases = {}", array(aliases))?;
        }
        if headings::rating(&entry.risk.words()).as_ref() != Some(&entry.risk) {
            writeln!(f, "level = {}", quoted(entry.risk.level.code()))?;
            key(f, "label", entry.risk.label.as_ref())?;
        }
        if !titles_say_all(&entry.sections) {
            let ids = entry.sections.iter().map(|section| section.id.as_str());
            writeln!(f, "sections = {}", array(ids))?;
        }
        if entry
            .risks
            .iter()
            .any(|risk| risk.kind != RiskKind::Unspecified)
        {
            let kinds = entry.risks.iter().map(|risk| risk.kind.code());
            writeln!(f, "kinds = {}", array(kinds))?;
        }
        if let Some(about) = &entry.about {
            write_about(f, about)?;
        }
        write_source(f, &entry.source)?;
        if origin.shadows_built_in() {
            writeln!(f, "shadows = {}", quoted(Origin::BuiltIn.code()))?;
        }
        writeln!(f, "{FENCE}\n-->")
    }
}

fn write_about(f: &mut fmt::Formatter<'_>, about: &About) -> fmt::Result {
    for substance in &about.substances {
        writeln!(
            f,
            "\n[[about.substances]]\nname = {}",
            quoted(substance.name.as_str())
        )?;
        write_identifiers(f, &substance.identifiers)?;
    }
    for product in &about.products {
        writeln!(
            f,
            "\n[[about.products]]\nname = {}",
            quoted(product.name.as_str())
        )?;
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
    key(f, "set_id", source.set_id.as_ref())?;
    key(f, "version", source.version.as_ref())?;
    key(f, "effective_date", source.effective_date.as_ref())
}

fn key(f: &mut fmt::Formatter<'_>, name: &str, value: Option<&Text>) -> fmt::Result {
    match value {
        Some(value) => writeln!(f, "{name} = {}", quoted(value.as_str())),
        None => Ok(()),
    }
}

fn array<'a>(values: impl Iterator<Item = &'a str>) -> String {
    let values: Vec<String> = values.map(quoted).collect();
    format!("[{}]", values.join(", "))
}

/// A string of TOML that cannot end a comment: of several hyphens only the first is written as one.
fn quoted(words: &str) -> String {
    let mut quoted = String::with_capacity(words.len() + 2);
    quoted.push('"');
    let mut last = '"';
    for c in words.chars() {
        match c {
            '-' if last == '-' => quoted.push_str("\\u002d"),
            '"' | '\\' => quoted.extend(['\\', c]),
            _ => quoted.push(c),
        }
        last = c;
    }
    quoted.push('"');
    quoted
}

/// Whether a reader of the page finds these sections, with these ids, by their titles alone.
fn titles_say_all(sections: &[Section]) -> bool {
    let mut ids = SectionIds::default();
    sections.iter().enumerate().all(|(index, section)| {
        let title = section.title.as_str();
        let is_shown = index > 0 || title != OVERVIEW || !section.content.is_empty();
        let is_special = headings::is_risks(title) || headings::is_disclaimer(title);
        is_shown && !is_special && ids.give(headings::section_id(title), None) == section.id
    })
}
