//! The list of risks: which of them hang on one sentence, and which sections tell of more.

use std::collections::{BTreeMap, BTreeSet};

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
    let headings = if risks.iter().any(|risk| risk.section.is_some()) {
        Headings::of(entry)
    } else {
        Headings::default()
    };
    let mut section = None;
    let runs = risks.chunk_by(|one, next| one.section == next.section && one.lead == next.lead);
    runs.map(|risks| {
        let own = risks[0].section.as_ref();
        let is_new = own != section;
        section = own;
        let titled = own.and_then(|id| headings.sections.get(id));
        let lead = risks[0].lead.as_ref().map(Text::as_str);
        let is_title = |lead: &&str| titled.is_some_and(|it| it.title.as_str() == *lead);
        Group {
            heading: titled
                .filter(|_| is_new)
                .map(|section| headings.full(section)),
            is_headed: titled.is_some(),
            lead: lead.filter(|lead| !is_title(lead)),
            risks,
        }
    })
    .collect()
}

/// The headings of the sections that risks come from.
#[derive(Default)]
struct Headings<'a> {
    sections: BTreeMap<&'a Slug, &'a Section>,
    /// Those that several sections with risks have.
    shared: BTreeSet<String>,
    /// The section that each lies in.
    outer: BTreeMap<&'a Slug, &'a Section>,
}

impl<'a> Headings<'a> {
    fn of(entry: &'a Entry) -> Self {
        let mut headings = Self {
            sections: by_id(entry),
            ..Self::default()
        };
        let mut told = BTreeSet::new();
        for section in &entry.risk_sections {
            let section = headings.sections.get(&section.section);
            let heading = section.map(|section| section.heading().into_owned());
            headings
                .shared
                .extend(heading.and_then(|heading| told.replace(heading)));
        }
        for outer in entry.all_sections() {
            let inner = outer.sections.iter();
            headings.outer.extend(inner.map(|inner| (&inner.id, outer)));
        }
        headings
    }

    /// The heading of a section; behind that of the section that it lies in where another has the same,
    /// as in the label of a kit.
    fn full(&self, section: &Section) -> String {
        let heading = section.heading();
        let is_shared = self.shared.contains(&*heading);
        match self.outer.get(&section.id).filter(|_| is_shared) {
            Some(outer) => format!("{}: {heading}", outer.heading()),
            None => heading.into_owned(),
        }
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
