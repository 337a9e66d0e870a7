//! The blocks of a note → what is under each heading, and the disclaimer. Knows nothing of
//! metadata.

use super::blocks::{Block, Kind};
use crate::ingest::headings;

/// A heading with what is under it, or the opening.
pub struct Chunk<'a> {
    pub heading: Option<&'a Block>,
    pub body: Vec<&'a Block>,
}

impl Chunk<'_> {
    /// Whether its heading is of this kind.
    pub fn has_title(&self, is_of_kind: fn(&str) -> bool) -> bool {
        self.heading
            .is_some_and(|heading| is_of_kind(&heading.text))
    }

    /// Whether it is the list of health risks, and not just a section with that heading.
    pub fn is_risk_list(&self) -> bool {
        self.has_title(headings::is_risks) && self.body.iter().any(|b| b.kind == Kind::Item)
    }
}

/// What comes before the last thematic break, and after it if no heading does. Other breaks are
/// ignored.
pub fn split_at_last_break(blocks: &[Block]) -> (Vec<&Block>, Vec<&Block>) {
    let end = blocks.iter().rposition(|block| block.kind != Kind::Break);
    let blocks = &blocks[..end.map_or(0, |end| end + 1)];
    let is_end = |block: &Block| matches!(block.kind, Kind::Heading | Kind::Break);
    let (body, after) = match blocks.iter().rposition(is_end) {
        Some(at) if blocks[at].kind == Kind::Break => (&blocks[..at], &blocks[at + 1..]),
        _ => (blocks, &[][..]),
    };
    let is_read = |block: &&Block| !matches!(block.kind, Kind::Break | Kind::Title);
    (
        body.iter().filter(is_read).collect(),
        after.iter().collect(),
    )
}

/// The blocks under their headings; an opening only where there is one.
pub fn chunks(body: Vec<&Block>) -> Vec<Chunk<'_>> {
    let mut chunks: Vec<Chunk> = Vec::new();
    for block in body {
        match chunks.last_mut() {
            _ if block.kind == Kind::Heading => chunks.push(Chunk {
                heading: Some(block),
                body: Vec::new(),
            }),
            Some(chunk) => chunk.body.push(block),
            None => chunks.push(Chunk {
                heading: None,
                body: vec![block],
            }),
        }
    }
    chunks
}

/// What is under "Disclaimer" at the end.
pub fn take_disclaimer<'a>(chunks: &mut Vec<Chunk<'a>>) -> Vec<&'a Block> {
    let last =
        chunks.pop_if(|chunk| chunk.has_title(headings::is_disclaimer) && !chunk.body.is_empty());
    last.map_or_else(Vec::new, |chunk| chunk.body)
}
