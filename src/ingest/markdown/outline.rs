//! The pieces of a note → what is under each of its outermost headings, and the disclaimer. Knows
//! nothing of metadata.

use super::annotation::{Annotation, OfSection};
use super::pieces::{Kind, Piece};
use super::risks::ALSO;
use crate::entry::{Block, MAX_SECTION_DEPTH};
use crate::ingest::headings;

/// The number signs of an outermost section.
const OUTERMOST: usize = 2;

/// A heading with what comes before the next, or the opening.
pub struct Part {
    pub heading: Option<Heading>,
    pub body: Vec<Piece>,
}

/// An outermost heading with everything under it, or the opening.
pub struct Chunk {
    pub first: Part,
    /// What is under the deeper headings.
    pub nested: Vec<Part>,
}

/// A heading.
pub struct Heading {
    pub offset: usize,
    /// How deep it is, as number signs: they may be more than six.
    pub level: usize,
    pub words: String,
    /// What the comment after it says, where there is one.
    pub note: Option<OfSection>,
}

impl Part {
    /// Whether its heading is of this kind. One that is said to be that of a section is not.
    pub fn has_title(&self, is_of_kind: fn(&str) -> bool) -> bool {
        let heading = self.heading.as_ref();
        heading.is_some_and(|heading| heading.note.is_none() && is_of_kind(&heading.words))
    }

    /// Whether it is the list of health risks, and not just a section with that heading.
    pub fn is_risk_list(&self) -> bool {
        let tells_of_risks = |piece: &Piece| match &piece.kind {
            Kind::Block(Block::List(list), _) => list.start().is_none(),
            Kind::Block(Block::Paragraph(prose), _) => prose.as_str().starts_with(ALSO),
            Kind::Annotation(annotation) => matches!(annotation, Annotation::Risks(_)),
            _ => false,
        };
        self.has_title(headings::is_risks) && self.body.iter().any(tells_of_risks)
    }
}

/// What comes before the last thematic break, and after it if no heading does. Other breaks are
/// ignored.
pub fn split_at_last_break(mut pieces: Vec<Piece>) -> (Vec<Piece>, Vec<Piece>) {
    while pieces
        .pop_if(|piece| matches!(piece.kind, Kind::Break))
        .is_some()
    {}
    let is_outermost = |piece: &Piece| match piece.kind {
        Kind::Heading(level, _) => level <= OUTERMOST,
        _ => matches!(piece.kind, Kind::Break),
    };
    let after = match pieces.iter().rposition(is_outermost) {
        Some(at) if matches!(pieces[at].kind, Kind::Break) => pieces.split_off(at),
        _ => Vec::new(),
    };
    (pieces, after)
}

/// The pieces under their outermost headings; an opening only where there is one.
pub fn chunks(pieces: Vec<Piece>) -> Vec<Chunk> {
    let mut chunks: Vec<Chunk> = Vec::new();
    let mut outermost = OUTERMOST;
    for part in parts(pieces) {
        let level = part.heading.as_ref().map_or(0, |heading| heading.level);
        match chunks.last_mut() {
            Some(chunk) if level > outermost => chunk.nested.push(part),
            _ => {
                outermost = level.max(OUTERMOST);
                chunks.push(Chunk {
                    first: part,
                    nested: Vec::new(),
                });
            }
        }
    }
    chunks
}

/// The pieces under their headings, whatever their level.
fn parts(pieces: Vec<Piece>) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let mut pieces = pieces.into_iter().peekable();
    while let Some(piece) = pieces.next() {
        match piece.kind {
            // Further titles were complained of.
            Kind::Break | Kind::Heading(1, _) => {}
            Kind::Heading(..) => {
                let note = pieces.next_if(is_of_section);
                parts.push(Part {
                    heading: heading(piece, note),
                    body: Vec::new(),
                });
            }
            _ => match parts.last_mut() {
                Some(part) => part.body.push(piece),
                None => parts.push(Part {
                    heading: None,
                    body: vec![piece],
                }),
            },
        }
    }
    parts
}

/// Whether a comment says something of the section above it.
fn is_of_section(piece: &Piece) -> bool {
    matches!(piece.kind, Kind::Annotation(Annotation::Section(_)))
}

/// The heading that a piece is, with what the comment after it says.
fn heading(piece: Piece, after: Option<Piece>) -> Option<Heading> {
    let Kind::Heading(signs, words) = piece.kind else {
        return None;
    };
    let note = match after.map(|piece| piece.kind) {
        Some(Kind::Annotation(Annotation::Section(note))) => Some(note),
        _ => None,
    };
    let depth = note.as_ref().and_then(|note| note.depth);
    // Too deep a one is complained of where all sections are there.
    let level = depth.map_or(signs, |depth| depth.min(MAX_SECTION_DEPTH + 1) + 1);
    Some(Heading {
        offset: piece.offset,
        level,
        words,
        note,
    })
}

/// What is under "Disclaimer" at the end.
pub fn take_disclaimer(chunks: &mut Vec<Chunk>) -> Vec<Piece> {
    let last = chunks.pop_if(|chunk| {
        let is_empty = chunk.first.body.is_empty() && chunk.nested.is_empty();
        chunk.first.has_title(headings::is_disclaimer) && !is_empty
    });
    let Some(Chunk { first, nested }) = last else {
        return Vec::new();
    };
    let mut pieces = first.body;
    for part in nested {
        pieces.extend(part.heading.map(|heading| Piece {
            offset: heading.offset,
            kind: Kind::Heading(heading.level, heading.words),
        }));
        pieces.extend(part.body);
    }
    pieces
}
