//! What is under a heading of a note → a section with those in it. Knows nothing of metadata.

use std::collections::BTreeSet;
use std::iter::Peekable;
use std::vec::IntoIter;

use super::annotation::{Annotation, OfSection};
use super::outline::{Chunk, Heading, Part};
use super::pieces::{Kind, Piece};
use super::resolve;
use crate::entry::{Block, Slug};
use crate::ingest::complaint::Complaint;
use crate::ingest::draft::{Draft, Id, SectionDraft};
use crate::ingest::headings;

/// The number signs of an opening, had it a heading.
const OPENING: usize = 2;

/// Adds the section that a chunk is. The ids that were given before are `given`.
pub fn read(chunk: Chunk, given: &mut BTreeSet<Slug>, draft: &mut Draft) {
    let mut nested = chunk.nested.into_iter().peekable();
    if let Some(section) = section(chunk.first, &mut nested, given, draft) {
        draft.sections.push(section);
    }
}

/// The section of a heading, with those of the deeper headings that come next.
fn section(
    part: Part,
    rest: &mut Peekable<IntoIter<Part>>,
    given: &mut BTreeSet<Slug>,
    draft: &mut Draft,
) -> Option<SectionDraft> {
    let heading = part.heading.unwrap_or_else(|| Heading {
        offset: part.body.first().map_or(0, |piece| piece.offset),
        level: OPENING,
        words: headings::OVERVIEW.to_owned(),
        note: None,
    });
    let level = heading.level;
    let mut section = titled(heading, given, draft);
    let mut complaints = Vec::new();
    let (highlights, content) = split_highlights(part.body, &mut complaints);
    let content = resolve::blocks(content, &mut complaints);
    for Complaint { offset, message } in complaints {
        draft.complain(offset, message);
    }
    let mut sections = Vec::new();
    let is_deeper = |part: &Part| part.heading.as_ref().is_some_and(|it| it.level > level);
    while let Some(part) = rest.next_if(is_deeper) {
        if part.is_risk_list() {
            refuse_risks(&part, draft);
        }
        sections.extend(self::section(part, rest, given, draft));
    }
    if let Some(section) = &mut section {
        section.highlights = highlights;
        section.content = content;
        section.sections = sections;
    }
    section
}

/// Risks that are listed within a section would be missed in the list of risks.
fn refuse_risks(part: &Part, draft: &mut Draft) {
    let offset = part.heading.as_ref().map_or(0, |heading| heading.offset);
    draft.complain(
        offset,
        "health risks are listed under \"## …\"; if this is a section, name it in a comment below: \
         <!-- section.id = \"…\" -->",
    );
}

/// A section with its title, its number and its code.
fn titled(heading: Heading, given: &mut BTreeSet<Slug>, draft: &mut Draft) -> Option<SectionDraft> {
    let Heading {
        offset,
        words,
        note,
        ..
    } = heading;
    let OfSection {
        id, number, code, ..
    } = note.unwrap_or_default();
    let title = match &number {
        None => words.as_str(),
        Some(number) => {
            let rest = words.strip_prefix(number.as_str());
            let Some(title) = rest.and_then(|rest| rest.strip_prefix(' ')) else {
                draft.complain(
                    offset,
                    format!("this heading does not begin with its number \"{number}\""),
                );
                return None;
            };
            title
        }
    };
    let title = draft.text(offset, title)?;
    let id = match id {
        Some(id) => {
            // Where another section is titled so, this one is to blame.
            draft.ids_offset = offset;
            if !given.insert(id.clone()) {
                draft.complain(offset, format!("two sections have the id \"{id}\""));
            }
            Id::Given(id)
        }
        None => Id::OfTitle(headings::section_id(title.as_str()).to_owned()),
    };
    Some(SectionDraft {
        number,
        code,
        ..SectionDraft::new(id, title)
    })
}

/// The highlights of a section, if it begins with such, and the rest of its pieces.
fn split_highlights(
    mut pieces: Vec<Piece>,
    complaints: &mut Vec<Complaint>,
) -> (Vec<Block>, Vec<Piece>) {
    let is_announced = pieces
        .first()
        .is_some_and(|first| matches!(first.kind, Kind::Annotation(Annotation::Highlights(true))));
    if !is_announced {
        return (Vec::new(), pieces);
    }
    let content = pieces.split_off(2.min(pieces.len()));
    let offset = pieces[0].offset;
    if let Some(Kind::Block(Block::Quote(blocks), _)) = pieces.pop().map(|piece| piece.kind) {
        return (blocks, content);
    }
    let message = "the highlights must follow this comment, as a quotation: \"> …\"";
    complaints.push(Complaint::new(offset, message));
    (Vec::new(), content)
}
