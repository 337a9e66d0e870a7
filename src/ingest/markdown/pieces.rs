//! The pieces of a note: its blocks in order, with their places.

use std::ops::Range;

use super::annotation::Annotation;
use crate::entry::Block;
use crate::ingest::metadata::Syntax;

/// A piece of a note on lines of its own.
#[derive(Debug)]
pub struct Piece {
    /// Where it begins in the document.
    pub offset: usize,
    /// What it is.
    pub kind: Kind,
}

/// What a piece of a note is.
#[derive(Debug)]
pub enum Kind {
    /// A heading with so many number signs, and its words.
    Heading(usize, String),
    /// `---`
    Break,
    /// A block, and where the items of a list begin.
    Block(Block, Vec<usize>),
    /// What a comment says of what follows or, of a section, of what is above.
    Annotation(Annotation),
    /// Metadata: where in the document it is, and what it is written in.
    Metadata((Range<usize>, Syntax)),
}
