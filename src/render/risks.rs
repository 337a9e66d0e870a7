//! The list of risks: which of them hang on one sentence, and which sections tell of more.

use std::collections::BTreeMap;

use crate::entry::{Entry, Risk, Section, Slug};
use crate::text::Text;
use crate::theme::Role;

/// Risks that follow each other and come from one place.
pub(super) struct Group<'a> {
    /// The heading of the section that they were taken from, where it differs from the one before.
    pub heading: Option<String>,
    /// The sentence that they hang on.
    pub lead: Option<&'a str>,
    /// The risks.
    pub risks: &'a [Risk],
}

impl Group<'_> {
    /// What is said over the risks, the outer first.
    pub(super) fn openings(&self) -> impl Iterator<Item = (&str, Role)> {
        let heading = self.heading.as_deref().map(|it| (it, Role::Subheading));
        heading
            .into_iter()
            .chain(self.lead.map(|it| (it, Role::Text)))
    }
}

/// The risks of an entry in their order.
pub(super) fn groups<'a>(entry: &'a Entry, risks: &'a [Risk]) -> Vec<Group<'a>> {
    let sections = if risks.iter().any(|risk| risk.section.is_some()) {
        by_id(entry)
    } else {
        BTreeMap::new()
    };
    let mut section = None;
    let runs = risks.chunk_by(|one, next| one.section == next.section && one.lead == next.lead);
    runs.map(|risks| {
        let own = risks[0].section.as_ref();
        let is_new = own != section;
        section = own;
        let titled = own.filter(|_| is_new).and_then(|id| sections.get(id));
        Group {
            heading: titled.map(|section| section.heading().into_owned()),
            lead: risks[0].lead.as_ref().map(Text::as_str),
            risks,
        }
    })
    .collect()
}

/// Which sections tell of risks that are not in the list, and how to read them; nothing where the list
/// has all. Their headings are written by `write`.
#[must_use]
pub fn not_listed(entry: &Entry, write: impl Fn(&str) -> String) -> Option<String> {
    if entry.risk_sections.iter().all(|it| it.listed) {
        return None;
    }
    let sections = by_id(entry);
    let others = entry.risk_sections.iter().filter(|it| !it.listed);
    let named = others.filter_map(|other| {
        let section = sections.get(&other.section)?;
        Some(format!(
            "{} (`-s {}`)",
            write(&section.heading()),
            section.id
        ))
    });
    let named: Vec<String> = named.collect();
    (!named.is_empty())
        .then(|| format!("Also tells of risks, not listed here: {}", named.join(", ")))
}

fn by_id(entry: &Entry) -> BTreeMap<&Slug, &Section> {
    let sections = entry.all_sections();
    sections.map(|section| (&section.id, section)).collect()
}
