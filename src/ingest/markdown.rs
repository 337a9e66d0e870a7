//! Markdown notes → an entry. Knows nothing of files.
//!
//! A note is `# Title`, the level line ("**Moderate Risk**"), and sections under `##`, with sections
//! in them under `###` and so on; what comes before the first is the overview. The bulleted list under
//! "Health Risks" (or "Risks") is the risks. The disclaimer is after the last thematic break, or under
//! "Disclaimer" at the end. Metadata is TOML between `+++` lines or YAML between `---` lines, in front
//! of everything or in a comment:
//!
//! ```toml
//! id = "cold-plunge"                  # default: the words of the title, as for a published article
//! aliases = ["Ice Bath"]
//! level = "low"                       # default: the level line
//! label = "Low, if supervised"        # the author's wording of the level
//! sections = ["overview", "how-to"]   # the ids of all sections; default: from their titles
//! kinds = ["warning"]                 # the kinds of all risks; default: unspecified
//! about = { substances = [{ name = "water", identifiers = [{ system = "unii", value = "059QF0KO0R" }] }] }
//! source = { name = "Ann Author", url = "https://example.org" }   # default: "Markdown note"
//! ```
//!
//! Comments before lists and tables, and after headings, say what Markdown cannot: see `annotation`.

mod annotation;
mod assemble;
mod html;
mod html_table;
pub mod marks;
mod outline;
mod pieces;
mod plain;
mod reader;
mod resolve;
pub mod risks;
mod sections;
#[cfg(test)]
mod tests;
mod words;

use std::ops::Range;

use pieces::{Kind, Piece};

use super::complaint::Complaint;
use super::draft::Draft;
use super::limits::{Limits, MAX_LINES, MAX_TEXT};
use super::metadata::{Metadata, Syntax, find_fenced};
use crate::entry::Entry;

/// How much a note may hold.
pub const LIMITS: Limits = Limits {
    document: "note",
    max_bytes: MAX_TEXT,
    max_pieces: MAX_LINES,
    pieces: "lines and markup characters",
    is_piece: |byte| b"\n*_~`[]<>&\\|!#-+=.\"".contains(&byte),
};

/// Whether a document looks like a note: it begins with metadata, or has a heading.
#[must_use]
pub fn recognises(text: &str) -> bool {
    let is_heading = |line: &str| line.starts_with("# ") || line.starts_with("## ");
    let begins_so = |beginning| text.starts_with(beginning);
    ["+++", "---\n", "---\r\n", "<!--"]
        .into_iter()
        .any(begins_so)
        || text.lines().any(is_heading)
}

/// The entry that a Markdown note holds.
///
/// # Errors
/// With everything that is wrong with the note, in its order; or with the first thing that is wrong
/// with the metadata, as other problems may follow from it.
pub fn read(text: &str) -> Result<Entry, Vec<Complaint>> {
    let mut draft = Draft::default();
    let document = draft.defuse(text);
    let document = document.as_ref();
    let (front, start) = match find_front_matter(document) {
        Ok(found) => found,
        Err(complaint) => {
            draft.complain(complaint.offset, complaint.message);
            return Err(draft.into_complaints());
        }
    };
    let (mut pieces, complaints) = reader::read(document, start);
    for Complaint { offset, message } in complaints {
        draft.complain(offset, message);
    }
    let place = take_metadata(&mut pieces, front, &mut draft);
    let (place, syntax) = place.unwrap_or((0..0, Syntax::Toml));
    let metadata = match Metadata::read(document, place, syntax) {
        Ok(metadata) => metadata,
        Err(complaint) => {
            draft.complain(complaint.offset, complaint.message);
            return Err(draft.into_complaints());
        }
    };
    assemble::entry(pieces, metadata, draft)
}

/// Metadata, and what it is written in.
type Place = (Range<usize>, Syntax);

/// The front matter, if there is any, and where the note goes on.
fn find_front_matter(document: &str) -> Result<(Option<Place>, usize), Complaint> {
    match find_fenced(document) {
        None => Ok((None, 0)),
        Some(found) => match found.end {
            Some(end) => Ok((Some((found.place, found.syntax)), end)),
            None => Err(Complaint::new(
                0,
                format!(
                    "the front matter is not closed: it must end with a line {}",
                    found.syntax.fence()
                ),
            )),
        },
    }
}

/// Removes the metadata from the pieces. The first is meant; any other is complained of.
fn take_metadata(
    pieces: &mut Vec<Piece>,
    front: Option<Place>,
    draft: &mut Draft,
) -> Option<Place> {
    let mut found = front;
    let elsewhere = if found.is_some() {
        "at the top"
    } else {
        "above"
    };
    pieces.retain(|piece| match &piece.kind {
        Kind::Metadata(place) if found.is_none() => {
            found = Some((place.0.clone(), place.1));
            false
        }
        Kind::Metadata(_) => {
            let message = format!("there is already metadata {elsewhere}");
            draft.complain(piece.offset, message);
            false
        }
        _ => true,
    });
    found
}
