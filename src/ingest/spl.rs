//! Drug labels in Structured Product Labeling (SPL, an HL7 version 3 standard), as FDA and `DailyMed`
//! publish them → entries.
//!
//! The words of a label are kept as they are: every paragraph, list item, table cell, caption,
//! footnote and title of its sections is in the entry, once and in order, its highlights besides. What
//! text cannot hold is written with the fewest signs that keep the meaning: marks before footnotes,
//! small or set-off super- and subscripts.
//!
//! First the elements become blocks (`writer`, `containers`), each section with its own (`parts`); then
//! the sections come into the order in which they are shown (`arrange`), and get their ids
//! (`sections`).

mod arrange;
mod boxed;
mod bullets;
pub(super) mod codes;
mod containers;
mod figures;
pub(super) mod fragment;
mod grid;
mod inline;
pub(super) mod label;
mod lines;
mod lists;
mod marks;
mod page;
pub(super) mod parts;
mod products;
mod references;
mod risks;
mod script;
pub(super) mod sections;
mod tables;
#[cfg(test)]
mod tests;
mod titles;
mod tree;
mod wording;
pub(super) mod words;
mod writer;
mod xml;

use self::tree::Element;
use super::complaint::{Complaint, One};
use super::draft::Draft;
use super::limits::Limits;
use crate::text::visible;

/// How much a label may hold: 16 MiB with 300,000 tags and references.
pub const LIMITS: Limits = Limits {
    document: "label",
    max_bytes: 16 << 20,
    max_pieces: 300_000,
    pieces: "tags and references",
    is_piece: |byte| matches!(byte, b'<' | b'&'),
};

/// The note on the places where a label marks text as deleted.
const LEFT_OUT: &str = "text that the label marks as deleted is left out here";

/// Whether a document looks like a label: it is XML.
#[must_use]
pub fn recognises(text: &str) -> bool {
    text.starts_with('<') && !text.starts_with("<!--")
}

/// The entry that a label is, with what a reader should know about how it was read, in its order.
///
/// # Errors
/// With everything that is wrong with the document, in its order.
pub fn read(xml: &str) -> One {
    let parsed = xml::parse(xml);
    let mut draft = Draft::default();
    for Complaint { offset, message } in parsed.complaints {
        draft.complain(offset, message);
    }
    let Some(document) = parsed.root else {
        return Err(draft.into_complaints());
    };
    if document.name != "document" {
        draft.complain(
            document.offset,
            "this is not a drug label (SPL): the root is not <document> in the namespace urn:hl7-org:v3",
        );
        return Err(draft.into_complaints());
    }
    if draft.is_sound() && !parts::has_words(&document) {
        draft.complain(document.offset, not_a_label(&document));
        return Err(draft.into_complaints());
    }
    let header = label::header(&document, &mut draft);
    if draft.is_sound() {
        sections::write(&document, &mut draft);
    }
    let entry = draft.finish(header)?;
    let note = |offset| Complaint::new(offset, LEFT_OUT);
    Ok((entry, parsed.deleted.into_iter().map(note).collect()))
}

/// Why a document without text is refused: reports of products, files that index others and the like
/// have the form of labels.
fn not_a_label(document: &Element<'_>) -> String {
    let code = document.child("code");
    let kind = code.and_then(|code| code.attribute("displayName"));
    let kind = kind.map(|kind| format!(" (it calls itself \"{}\")", visible(kind)));
    format!(
        "this SPL document has no sections with text{}: reports of products and indexing files are not \
         drug labels, so there is nothing to show",
        kind.unwrap_or_default()
    )
}
