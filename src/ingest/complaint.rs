//! What readers say of a document: entries, and what is wrong in their place.

use super::place::Spot;
use crate::entry::Entry;

/// The most complaints about one entry. A document that was made to be bad could have millions.
pub const MAX_COMPLAINTS: usize = 1_000;

/// What is wrong with a source document, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    /// Where in the document it is, in bytes from its beginning.
    pub offset: usize,
    /// What is wrong there.
    pub message: String,
}

impl Complaint {
    /// A complaint about what is `offset` bytes into a document.
    #[must_use]
    pub fn new(offset: usize, message: impl Into<String>) -> Self {
        Self {
            offset,
            message: message.into(),
        }
    }
}

/// A document that is one entry, with notes on how it was read; or everything that is wrong with it.
pub type One = Result<(Entry, Vec<Complaint>), Vec<Complaint>>;

/// Takes each entry of a document, or what is wrong with it, with the offset where it begins. Says
/// whether reading goes on.
pub type Take<'t> = dyn FnMut(usize, Result<Box<Entry>, Vec<Complaint>>) -> bool + 't;

/// The same for a document that is read as it comes: with the place where each entry begins, and what
/// is wrong with it as a whole.
pub type TakeAt<'t> = dyn FnMut(Spot, Result<Box<Entry>, Vec<String>>) -> bool + 't;
