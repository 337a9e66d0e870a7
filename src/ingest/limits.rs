//! How much one entry may hold, and a document that is one. What is made of a document takes memory
//! for each of its pieces, however short they are: so these are limited too, not the bytes alone.
//!
//! The longest drug labels in use have 1.5 MB as XML with 30,000 tags, half a megabyte of text and
//! 4,000 paragraphs.

use super::Kind;
use crate::entry::Entry;
use crate::text::Text;

/// The most bytes that all texts of an entry may have: 4 MiB.
const MAX_TEXT: usize = 4 << 20;
/// The most texts that an entry may have: paragraphs, risks, names and so on.
const MAX_TEXTS: usize = 100_000;
/// The most bytes of JSON that an entry may have: 16 MiB. A character may be written as six of them.
pub const MAX_JSON: usize = 16 << 20;
/// The most bytes of a label: 16 MiB.
const MAX_LABEL: usize = 16 << 20;
/// The most tags and references of a label.
const MAX_TAGS: usize = 300_000;
/// The most lines of a note or an article, in a note together with its signs of mark-up.
const MAX_LINES: usize = 300_000;

/// Why a document of this kind is too large to be read as one entry.
pub fn excess_of_document(text: &str, kind: Kind) -> Option<String> {
    let (max_bytes, max_pieces, is_piece, document, pieces): (_, _, fn(u8) -> bool, _, _) =
        match kind {
            // Its entries are held to their limits one by one.
            Kind::Json => return None,
            Kind::Spl => (MAX_LABEL, MAX_TAGS, is_tag, "label", "tags and references"),
            Kind::Markdown => (
                MAX_TEXT,
                MAX_LINES,
                is_mark_up,
                "note",
                "lines and signs of mark-up",
            ),
            Kind::Article => (
                MAX_TEXT,
                MAX_LINES,
                |byte| byte == b'\n',
                "article",
                "lines",
            ),
        };
    if text.len() > max_bytes {
        let limit = max_bytes >> 20;
        return Some(format!(
            "the {document} has more than {limit} MiB, which is the limit"
        ));
    }
    let count = text.bytes().filter(|&byte| is_piece(byte)).count();
    (count > max_pieces)
        .then(|| format!("the {document} has more than {max_pieces} {pieces}, which is the limit"))
}

fn is_tag(byte: u8) -> bool {
    matches!(byte, b'<' | b'&')
}

fn is_mark_up(byte: u8) -> bool {
    matches!(
        byte,
        b'\n'
            | b'*'
            | b'_'
            | b'~'
            | b'`'
            | b'['
            | b']'
            | b'<'
            | b'>'
            | b'&'
            | b'\\'
            | b'|'
            | b'!'
            | b'#'
            | b'-'
            | b'+'
            | b'='
            | b'.'
            | b'"'
    )
}

/// Why an entry is too large to be kept and shown.
pub fn excess_of_entry(entry: &Entry) -> Option<String> {
    let (texts, bytes) = texts(entry).fold((0, 0), |(texts, bytes), text| {
        (texts + 1, bytes + text.as_str().len())
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

/// The texts of an entry of which it may have any number.
fn texts(entry: &Entry) -> impl Iterator<Item = &Text> {
    let sections = entry.sections.iter();
    let paragraphs =
        sections.flat_map(|section| std::iter::once(&section.title).chain(&section.paragraphs));
    let risks = entry.risks.iter().map(|risk| &risk.text);
    let abouts = entry.about.iter();
    let identifiers = abouts.flat_map(|about| about.identifiers.iter().map(|id| &id.value));
    let alone = [Some(&entry.title), entry.disclaimer.as_ref()];
    paragraphs
        .chain(risks)
        .chain(identifiers)
        .chain(&entry.aliases)
        .chain(alone.into_iter().flatten())
}
