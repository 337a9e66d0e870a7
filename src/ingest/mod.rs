//! Source documents → entries, or complaints with their places.

#[cfg(test)]
mod arbitrary;
pub mod article;
mod draft;
mod headings;
pub mod markdown;
pub mod metadata;

/// What is wrong with a source document, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    /// Where in the document it is, in bytes from its beginning.
    pub offset: usize,
    /// What is wrong there.
    pub message: String,
}

impl Complaint {
    /// A complaint about what stands `offset` bytes into a document.
    #[must_use]
    pub fn new(offset: usize, message: impl Into<String>) -> Self {
        Self {
            offset,
            message: message.into(),
        }
    }
}
