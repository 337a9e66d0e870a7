//! Markdown notes → an entry. Knows nothing of files.
//!
//! A note is `# Title`, the level line ("**Moderate Risk**"), and sections under `##`; what comes
//! before the first is the overview. The bulleted list under "Health Risks" (or "Risks") is the
//! risks. The disclaimer is after the last thematic break, or under "Disclaimer" at the end.
//! Metadata is TOML between `+++` lines, in front of everything or in a comment:
//!
//! ```toml
//! id = "cold-plunge"                  # default: the words of the title, as for a published article
//! aliases = ["Ice Bath"]
//! level = "low"                       # default: the level line
//! label = "Low, if supervised"        # the author's wording of the level
//! sections = ["overview", "how-to"]   # the ids of all sections; default: from their titles
//! kinds = ["warning"]                 # the kinds of all risks; default: unspecified
//! about = { name = "water", identifiers = [{ system = "unii", value = "059QF0KO0R" }] }
//! source = { name = "Ann Author", url = "https://example.org" }   # default: "Markdown note"
//! ```

mod assemble;
mod blocks;
mod chunks;
#[cfg(test)]
mod tests;

use std::ops::Range;

use blocks::{Block, Kind};

use super::complaint::Complaint;
use super::draft::Draft;
use super::limits::{Limits, MAX_LINES, MAX_TEXT};
use super::metadata::{Metadata, find_fenced};
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
    text.starts_with("+++") || text.starts_with("<!--") || text.lines().any(is_heading)
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
    let (mut blocks, complaints) = blocks::read(document, start);
    for Complaint { offset, message } in complaints {
        draft.complain(offset, message);
    }
    let comment = take_html(&mut blocks, document, &mut draft);
    let toml = match (&front, &comment) {
        (Some(_), Some(comment)) => {
            draft.complain(comment.start, "there is already metadata at the top");
            front
        }
        _ => front.or(comment),
    };
    let metadata = match Metadata::read(document, toml.unwrap_or(0..0)) {
        Ok(metadata) => metadata,
        Err(complaint) => {
            draft.complain(complaint.offset, complaint.message);
            return Err(draft.into_complaints());
        }
    };
    assemble::entry(&blocks, metadata, draft)
}

/// The place of the TOML of the front matter, if there is any, and where the note goes on.
fn find_front_matter(document: &str) -> Result<(Option<Range<usize>>, usize), Complaint> {
    match find_fenced(document) {
        None => Ok((None, 0)),
        Some((toml, Some(start))) => Ok((Some(toml), start)),
        Some((_, None)) => Err(Complaint::new(
            0,
            "the front matter is not closed: it must end with a line +++",
        )),
    }
}

/// Removes the HTML from the blocks: metadata is returned, anything else complained of.
fn take_html(blocks: &mut Vec<Block>, document: &str, draft: &mut Draft) -> Option<Range<usize>> {
    let mut found = None;
    blocks.retain(|block| {
        if block.kind != Kind::Html {
            return true;
        }
        match find_comment(document, &block.place) {
            Some(toml) if found.is_none() => found = Some(toml),
            Some(_) => draft.complain(block.place.start, "there is already metadata above"),
            None => draft.complain(
                block.place.start,
                "HTML is not supported except for metadata: write this as Markdown",
            ),
        }
        false
    });
    found
}

/// The place of the TOML in the HTML at `place`, if that is a comment of metadata.
fn find_comment(document: &str, place: &Range<usize>) -> Option<Range<usize>> {
    let html = document[place.clone()].trim_end();
    let inner = html
        .trim_start()
        .strip_prefix("<!--")?
        .strip_suffix("-->")?;
    let fenced = inner.trim_start();
    let (toml, end) = find_fenced(fenced)?;
    let start = place.start + html.len() - "-->".len() - fenced.len();
    let is_all = fenced[end?..].trim().is_empty();
    is_all.then_some(start + toml.start..start + toml.end)
}
