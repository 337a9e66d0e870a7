//! The sections of a label → the sections of an entry, with their ids.

use std::collections::{BTreeMap, BTreeSet};

use super::arrange::arrange;
use super::codes;
use super::parts::{self, Part};
use super::risks::{self, Uses};
use super::tree::Element;
use super::words::{slug, text};
use crate::entry::standard::STANDARD_SECTIONS;
use crate::entry::{Block, MAX_SECTION_DEPTH, Slug};
use crate::ingest::complaint::Complaint;
use crate::ingest::draft::{Draft, Id, SectionDraft};

/// Writes what the sections of a label say to the draft of its entry.
pub fn write(document: &Element<'_>, draft: &mut Draft) {
    let (parts, refusal) = parts::of(document);
    if let Some(Complaint { offset, message }) = refusal {
        draft.complain(offset, message);
        return;
    }
    write_parts(parts, draft);
}

/// Writes these sections to the draft of an entry.
pub fn write_parts(parts: Vec<Part<'_>>, draft: &mut Draft) {
    let parts = arrange(parts);
    let mut sections = Sections::of(&parts);
    let drafts = parts.into_iter().filter_map(|part| sections.draft(part, 1));
    draft.sections.extend(drafts);
}

/// The ids that sections have by their codes.
struct Sections<'t> {
    /// The standard ids by the codes that they are read from in this label.
    standard: BTreeMap<&'static str, &'static str>,
    /// The codes of the sections so far: the first with a code has its id.
    known: BTreeSet<&'t str>,
    /// The codes of the sections that the one being written lies in.
    outer: Vec<&'t str>,
    /// What the drug is used for.
    uses: Uses,
}

impl<'t> Sections<'t> {
    fn of(parts: &[Part<'t>]) -> Self {
        let mut codes = BTreeSet::new();
        gather_codes(parts, &mut codes);
        let standard = STANDARD_SECTIONS.iter().filter_map(|standard| {
            let code = standard.loinc.iter().find(|&&code| codes.contains(code))?;
            Some((*code, standard.id))
        });
        Self {
            standard: standard.collect(),
            known: BTreeSet::new(),
            outer: Vec::new(),
            uses: Uses::of(parts),
        }
    }

    fn draft(&mut self, part: Part<'t>, depth: usize) -> Option<SectionDraft> {
        let title = part.title.clone()?;
        let id = match self.id_of_code(&part) {
            Some(wish) => Id::OfCode(wish),
            None => Id::OfTitle(slug(title.as_str(), Slug::MAX_BYTES)),
        };
        let mut section = SectionDraft::new(id, title);
        section.risks = risks::of(&part, &self.outer, &self.uses);
        section.number = part.number;
        section.code = Some(part.code)
            .filter(|code| codes::is_specific(code))
            .and_then(|code| text(code.to_owned()));
        section.highlights = part.highlights;
        section.content = part.content;
        if depth < MAX_SECTION_DEPTH {
            self.outer.push(part.code);
            let nested = part.parts.into_iter();
            section.sections = nested
                .filter_map(|part| self.draft(part, depth + 1))
                .collect();
            self.outer.pop();
        } else {
            for part in part.parts {
                flatten(part, &mut section.content);
            }
        }
        Some(section)
    }

    /// The id that the first section with a code has: the standard one, or the words of its name.
    fn id_of_code(&mut self, part: &Part<'t>) -> Option<String> {
        let code = part.code;
        let warnings = self.standard.get(codes::WARNINGS);
        if !codes::is_specific(code) {
            let stands_in = part.holds_warnings && warnings.is_none();
            let is_first = stands_in && self.known.insert(codes::WARNINGS);
            return is_first.then(|| codes::WARNINGS_ID.to_owned());
        }
        if !self.known.insert(code) {
            return None;
        }
        if let Some(id) = self.standard.get(code) {
            return Some((*id).to_owned());
        }
        let wish = slug(&codes::name(code)?, Slug::MAX_BYTES);
        (!wish.is_empty()).then_some(wish)
    }
}

fn gather_codes<'t>(parts: &[Part<'t>], codes: &mut BTreeSet<&'t str>) {
    for part in parts {
        codes.insert(part.code);
        gather_codes(&part.parts, codes);
    }
}

/// Adds what a section says to the content of another, its title as a paragraph.
fn flatten(part: Part<'_>, content: &mut Vec<Block>) {
    let heading = [part.number, part.title].into_iter().flatten();
    content.extend(heading.map(Block::from));
    content.extend(part.highlights);
    content.extend(part.content);
    for part in part.parts {
        flatten(part, content);
    }
}
