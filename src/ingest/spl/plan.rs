//! Which sections of a label become sections of an entry.
//!
//! The outermost sections whose code says what they are about do, and so do the label's top sections
//! without such a code. What is nested in them stays in its place, each title as a paragraph of its own.
//! Only a nested section that people ask for by its id (a standard one, or one that tells of risks) is
//! moved out, to follow its parent, where no outermost section has its code: so "Clinical
//! Pharmacology" gives up its mechanism of action, and nothing is said twice.

use std::collections::{BTreeMap, BTreeSet};

use super::codes;
use super::tree::Element;
use crate::entry::RiskKind;
use crate::entry::standard::{STANDARD_SECTIONS, StandardSection};

/// The sections that become sections of the entry.
pub struct Plan<'t> {
    /// In the order of the document.
    pub sections: Vec<Planned<'t>>,
    /// The standard ids by the codes that they are read from in this label.
    pub standard: BTreeMap<&'static str, &'static str>,
    /// Whether the label has a boxed warning.
    pub has_boxed_warning: bool,
    places: BTreeSet<usize>,
    /// The codes of the outermost sections whose code says what they are about.
    outermost: BTreeSet<&'t str>,
    /// Such codes of the sections that the walk is in.
    within: Vec<&'t str>,
}

/// A section that becomes a section of the entry.
pub struct Planned<'t> {
    pub section: &'t Element<'t>,
    /// The kind of the risks that its list items tell of, also when it was taken out of the section
    /// that tells of them.
    pub kind: Option<RiskKind>,
}

impl<'t> Plan<'t> {
    pub fn of(document: &'t Element<'t>) -> Self {
        let said: BTreeSet<&str> = document
            .descendants()
            .filter(|element| element.name == "section" && says_something(element))
            .map(code)
            .collect();
        let read_from = |standard: &StandardSection| {
            let code = standard.loinc.iter().find(|&&code| said.contains(code))?;
            Some((*code, standard.id))
        };
        let mut plan = Self {
            sections: Vec::new(),
            standard: STANDARD_SECTIONS.iter().filter_map(read_from).collect(),
            has_boxed_warning: said.contains(codes::BOXED_WARNING),
            places: BTreeSet::new(),
            outermost: BTreeSet::new(),
            within: Vec::new(),
        };
        for section in nested(document) {
            plan.find_outermost(section);
        }
        for section in nested(document) {
            plan.add(section, None);
            plan.visit(section, None);
        }
        plan
    }

    /// Whether the section at `offset` becomes a section of the entry, so that it is not shown in another.
    pub fn is_separate(&self, offset: usize) -> bool {
        self.places.contains(&offset)
    }

    fn find_outermost(&mut self, section: &'t Element<'t>) {
        if !codes::is_specific(code(section)) {
            for section in nested(section) {
                self.find_outermost(section);
            }
        } else if says_something(section) {
            self.outermost.insert(code(section));
        }
    }

    fn add(&mut self, section: &'t Element<'t>, outer: Option<RiskKind>) {
        let kind = codes::risk_kind(code(section)).or(outer);
        self.sections.push(Planned { section, kind });
        self.places.insert(section.offset);
    }

    /// Finds what becomes a section of the entry among the sections in `section`.
    fn visit(&mut self, section: &'t Element<'t>, outer: Option<RiskKind>) {
        let kind = codes::risk_kind(code(section)).or(outer);
        let is_specific = codes::is_specific(code(section));
        if is_specific {
            self.within.push(code(section));
        }
        for section in nested(section) {
            if self.is_separate_section(section) {
                self.add(section, kind);
            }
            self.visit(section, kind);
        }
        if is_specific {
            self.within.pop();
        }
    }

    fn is_separate_section(&self, section: &Element<'_>) -> bool {
        let code = code(section);
        let is_asked_for = self.standard.contains_key(code) || codes::risk_kind(code).is_some();
        let is_alone = !self.outermost.contains(code) && !self.within.contains(&code);
        codes::is_specific(code)
            && says_something(section)
            && (self.within.is_empty() || (is_asked_for && is_alone))
    }
}

/// The sections directly in a section or a document.
pub fn nested<'t>(element: &'t Element<'t>) -> Vec<&'t Element<'t>> {
    let mut sections = Vec::new();
    for child in element.elements() {
        match child.name {
            "section" => sections.push(child),
            "component" | "structuredBody" => sections.extend(nested(child)),
            _ => {}
        }
    }
    sections
}

/// The LOINC code of a section; empty when it has none.
pub fn code<'t>(section: &'t Element<'_>) -> &'t str {
    let code = section
        .child("code")
        .and_then(|code| code.attribute("code"));
    code.unwrap_or("")
}

/// Whether a section or one in it has a text of words.
pub fn has_text(section: &Element<'_>) -> bool {
    has_words_in(section, &["text"])
}

fn says_something(section: &Element<'_>) -> bool {
    has_words_in(section, &["text", "excerpt"])
}

fn has_words_in(section: &Element<'_>, names: &[&str]) -> bool {
    section.elements().any(|child| {
        let is_nested = matches!(child.name, "component" | "section");
        (names.contains(&child.name) && child.has_words())
            || (is_nested && has_words_in(child, names))
    })
}
