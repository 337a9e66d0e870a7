//! How much one entry may hold, and a document that is one. Each piece of a document takes memory,
//! however short it is: so pieces are limited as well as bytes.
//!
//! The longest drug labels in use have 1.5 MB as XML with 30,000 tags, half a megabyte of text and
//! 4,000 paragraphs.

use crate::entry::Entry;
use crate::text::Text;

/// The most bytes that all texts of an entry may have: 4 MiB.
pub const MAX_TEXT: usize = 4 << 20;
/// The most lines of a note or an article; in a note, lines and markup characters together.
pub const MAX_LINES: usize = 300_000;
/// The most texts that an entry may have: paragraphs, risks, names and so on.
const MAX_TEXTS: usize = 100_000;
/// The most bytes of JSON that an entry may have: 16 MiB. A character may be written as six of them.
pub const MAX_JSON: usize = 16 << 20;
/// How much a document that is one entry may hold.
pub struct Limits {
    /// What the document is called.
    pub document: &'static str,
    /// The most bytes that it may have.
    pub max_bytes: usize,
    /// The most pieces that it may have.
    pub max_pieces: usize,
    /// What its pieces are called.
    pub pieces: &'static str,
    /// Whether a byte begins or ends one.
    pub is_piece: fn(u8) -> bool,
}

impl Limits {
    /// Why a document is too large to be read.
    pub fn excess_of(&self, text: &str) -> Option<String> {
        let Self {
            document, pieces, ..
        } = self;
        if text.len() > self.max_bytes {
            let limit = self.max_bytes >> 20;
            return Some(format!(
                "the {document} has more than {limit} MiB, which is the limit"
            ));
        }
        let is_piece = |byte: &u8| (self.is_piece)(*byte);
        let count = text.as_bytes().iter().copied().filter(is_piece).count();
        let limit = self.max_pieces;
        (count > limit)
            .then(|| format!("the {document} has more than {limit} {pieces}, which is the limit"))
    }
}

/// Why an entry is too large to be kept and shown.
pub fn excess_of_entry(entry: &Entry) -> Option<String> {
    let (texts, bytes) = texts(entry).fold((0, 0), |(texts, bytes), text| {
        (texts + 1, bytes + text.len())
    });
    if texts > MAX_TEXTS {
        return Some(format!(
            "the entry has more than {MAX_TEXTS} paragraphs, risks, names and other texts, which is the limit"
        ));
    }
    let limit = MAX_TEXT >> 20;
    (bytes > MAX_TEXT)
        .then(|| format!("the entry has more than {limit} MiB of text, which is the limit"))
}

/// The texts of an entry, of which it may have any number.
fn texts(entry: &Entry) -> impl Iterator<Item = &str> {
    let paragraphs = entry.all_sections().flat_map(|section| {
        let title = section.title.as_str();
        std::iter::once(title).chain(section.texts())
    });
    let risks = entry.risks.iter().map(|risk| &risk.text);
    let abouts = entry.about.iter();
    let identifiers = abouts.flat_map(|about| about.identifiers().map(|id| &id.value));
    let alone = [Some(&entry.title), entry.disclaimer.as_ref()];
    let others = risks
        .chain(identifiers)
        .chain(&entry.aliases)
        .chain(alone.into_iter().flatten());
    paragraphs.chain(others.map(Text::as_str))
}
