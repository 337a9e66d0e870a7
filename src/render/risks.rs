//! The list of risks: which of them hang on one sentence, and which sections tell of more.

use std::collections::BTreeMap;

use crate::entry::{Entry, Risk, Section, Slug};
use crate::text::Text;
use crate::theme::Role;

/// What stands for a list of risks whose words are all in what is shown before it.
pub(super) const TOLD_BEFORE: &str = "The risks listed are those in the sections above.";

/// Risks that follow each other and come from one place.
pub(super) struct Group<'a> {
    /// The heading of the section that they were taken from, where it differs from the one before.
    pub heading: Option<String>,
    /// Whether a heading stands over them, here or further up.
    pub is_headed: bool,
    /// The sentence that they hang on, unless that is the heading.
    pub lead: Option<&'a str>,
    /// The risks.
    pub risks: &'a [Risk],
}

impl Group<'_> {
    /// What is said over the risks, the outer first, each with how deep it lies.
    pub(super) fn openings(&self) -> impl Iterator<Item = (usize, &str, Role)> {
        let heading = self.heading.as_deref().map(|it| (0, it, Role::Subheading));
        let depth = usize::from(self.is_headed);
        let lead = self.lead.map(|it| (depth, it, Role::Text));
        heading.into_iter().chain(lead)
    }

    /// How deep the risks lie.
    pub(super) fn depth(&self) -> usize {
        usize::from(self.is_headed) + usize::from(self.lead.is_some())
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
        let titled = own.and_then(|id| sections.get(id));
        let lead = risks[0].lead.as_ref().map(Text::as_str);
        let is_title = |lead: &&str| titled.is_some_and(|it| it.title.as_str() == *lead);
        Group {
            heading: titled
                .filter(|_| is_new)
                .map(|section| full_heading(entry, section)),
            is_headed: titled.is_some(),
            lead: lead.filter(|lead| !is_title(lead)),
            risks,
        }
    })
    .collect()
}

/// The heading of a section; behind that of the section that it lies in where another section with risks
/// has the same, as in the label of a kit.
fn full_heading(entry: &Entry, section: &Section) -> String {
    let heading = section.heading();
    let is_same = |it: &&Section| it.id != section.id && it.heading() == heading;
    let tells = |it: &Section| entry.risk_sections.iter().any(|told| told.section == it.id);
    let is_shared = entry.all_sections().filter(is_same).any(tells);
    let holds = |outer: &&Section| outer.sections.iter().any(|it| it.id == section.id);
    match entry.all_sections().find(holds).filter(|_| is_shared) {
        Some(outer) => format!("{}: {heading}", outer.heading()),
        None => heading.into_owned(),
    }
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
