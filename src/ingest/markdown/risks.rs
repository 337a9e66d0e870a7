//! What is under "Health Risks" → the list of risks. Knows nothing of metadata.

use super::annotation::{Annotation, OfRisks};
use super::outline::Chunk;
use super::pieces::{Kind, Piece};
use super::plain;
use crate::entry::{Block, Item, List, Prose, Risk};
use crate::ingest::draft::Draft;
use crate::text::Text;

/// How the line begins that says which sections tell of further risks. It is made of the metadata.
pub const ALSO: &str = "Also tells of risks, not listed here: ";

const MISPLACED: &str = "only the list of health risks may be under this heading";

/// What goes for the list that comes next.
#[derive(Default)]
struct Group {
    note: Option<OfRisks>,
    /// The paragraph before it, and where that is.
    lead: Option<(usize, Prose)>,
}

/// Adds the risks that are listed in a chunk.
pub fn read(chunk: Chunk, draft: &mut Draft) {
    if let Some(heading) = chunk.first.heading.filter(|_| !draft.risks.is_empty()) {
        let message = "the health risks are already listed above";
        draft.complain(heading.offset, message);
    }
    let mut group = Group::default();
    for Piece { offset, kind } in chunk.first.body {
        match kind {
            Kind::Annotation(Annotation::Risks(note)) => group.note = Some(note),
            Kind::Block(Block::Paragraph(prose), _) => {
                refuse_lead(group.lead.replace((offset, prose)), draft);
            }
            Kind::Block(Block::List(list), places) if list.start().is_none() => {
                read_list(&list, &places, std::mem::take(&mut group), draft);
            }
            _ => draft.complain(offset, MISPLACED),
        }
    }
    refuse_lead(group.lead, draft);
    for part in chunk.nested {
        let offset = part.heading.map_or(0, |heading| heading.offset);
        draft.complain(offset, MISPLACED);
    }
}

/// A paragraph that leads to no list has no place here, but for the line that a page has.
fn refuse_lead(lead: Option<(usize, Prose)>, draft: &mut Draft) {
    if let Some((offset, prose)) = lead
        && !prose.as_str().starts_with(ALSO)
    {
        draft.complain(offset, MISPLACED);
    }
}

fn read_list(list: &List, places: &[usize], group: Group, draft: &mut Draft) {
    let lead = match group.lead {
        Some((offset, prose)) if group.note.is_none() && !prose.as_str().ends_with(':') => {
            draft.complain(offset, MISPLACED);
            None
        }
        lead => lead.and_then(|(offset, prose)| draft.text(offset, &plain::of_prose(&prose))),
    };
    let OfRisks { kind, section } = group.note.unwrap_or_default();
    for (item, offset) in list.items().iter().zip(places) {
        if let Some(text) = read_item(item, *offset, draft) {
            draft.risks.push(Risk {
                text,
                kind,
                section: section.clone(),
                lead: lead.clone(),
            });
        }
    }
}

/// The words of an item. Anything besides them is complained of.
fn read_item(item: &Item, offset: usize, draft: &mut Draft) -> Option<Text> {
    if item.content.len() > 1 {
        draft.complain(offset, MISPLACED);
    }
    match item.content.first()? {
        Block::Paragraph(prose) => draft.text(offset, &plain::of_prose(prose)),
        Block::Figure(words) => Some(words.clone()),
        _ => {
            draft.complain(offset, MISPLACED);
            None
        }
    }
}
