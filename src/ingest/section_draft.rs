//! Sections while an entry is read, and how they get their ids. Knows nothing of the formats that
//! entries are read from.

use std::collections::VecDeque;

use super::ids::SectionIds;
use crate::entry::{Block, Risk, RiskKind, RiskSection, Section, Slug};
use crate::text::Text;

/// A section whose id is still open.
pub struct SectionDraft {
    pub id: Id,
    pub number: Option<Text>,
    pub code: Option<Text>,
    pub title: Text,
    pub highlights: Vec<Block>,
    pub content: Vec<Block>,
    pub sections: Vec<SectionDraft>,
    /// What it tells of risks, where it does.
    pub risks: Option<RisksDraft>,
}

/// What a section tells of risks.
pub struct RisksDraft {
    pub kind: RiskKind,
    /// All that it says of them in short; `None` where it does not.
    pub lines: Option<Vec<RiskLine>>,
}

/// A risk of a section.
pub struct RiskLine {
    /// The sentence that it hangs on, where it hangs on one.
    pub lead: Option<Text>,
    pub text: Text,
}

impl SectionDraft {
    /// A section with a title and nothing in it.
    pub fn new(id: Id, title: Text) -> Self {
        Self {
            id,
            number: None,
            code: None,
            title,
            highlights: Vec::new(),
            content: Vec::new(),
            sections: Vec::new(),
            risks: None,
        }
    }
}

/// What the id of a section comes from.
pub enum Id {
    /// The document gives it.
    Given(Slug),
    /// Its code asks for this one, and has it before any title: no section that is only titled
    /// "Protocol" may be shown for the one that is.
    OfCode(String),
    /// These are its words.
    OfTitle(String),
}

/// What sections tell of risks, in their order.
#[derive(Default)]
pub struct Told {
    pub risks: Vec<Risk>,
    pub sections: Vec<RiskSection>,
}

impl Told {
    fn take(&mut self, section: &Slug, risks: RisksDraft) {
        let kind = risks.kind;
        self.sections.push(RiskSection {
            section: section.clone(),
            kind,
            listed: risks.lines.is_some(),
        });
        let lines = risks.lines.into_iter().flatten();
        self.risks.extend(lines.map(|line| Risk {
            text: line.text,
            kind,
            section: Some(section.clone()),
            lead: line.lead,
        }));
    }
}

/// The sections with ids that differ from each other, unless the document gives one twice.
pub fn with_ids(drafts: Vec<SectionDraft>, told: &mut Told) -> Vec<Section> {
    let mut ids = SectionIds::default();
    let mut of_codes = VecDeque::new();
    give_codes_theirs(&drafts, &mut ids, &mut of_codes);
    into_sections(drafts, None, &mut ids, &mut of_codes, told)
}

/// The ids that codes ask for, in the order of the sections that have such codes.
fn give_codes_theirs(drafts: &[SectionDraft], ids: &mut SectionIds, given: &mut VecDeque<Slug>) {
    for draft in drafts {
        if let Id::OfCode(wish) = &draft.id {
            given.push_back(ids.give(wish, None));
        }
        give_codes_theirs(&draft.sections, ids, given);
    }
}

fn into_sections(
    drafts: Vec<SectionDraft>,
    parent: Option<&Slug>,
    ids: &mut SectionIds,
    of_codes: &mut VecDeque<Slug>,
    told: &mut Told,
) -> Vec<Section> {
    let section = |draft: SectionDraft| {
        let id = match draft.id {
            Id::Given(id) => id,
            Id::OfTitle(wish) => ids.give(&wish, parent),
            Id::OfCode(wish) => of_codes
                .pop_front()
                .unwrap_or_else(|| ids.give(&wish, parent)),
        };
        if let Some(risks) = draft.risks {
            told.take(&id, risks);
        }
        Section {
            number: draft.number,
            code: draft.code,
            title: draft.title,
            highlights: draft.highlights,
            content: draft.content,
            sections: into_sections(draft.sections, Some(&id), ids, of_codes, told),
            id,
        }
    };
    drafts.into_iter().map(section).collect()
}
