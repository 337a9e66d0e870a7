//! Articles as Stackwise publishes them, in plain text → an entry. Knows nothing of files.
//!
//! Blocks are separated by blank lines; the lines of a block are joined by a space. The first block is
//! the title, the second the level line ("Moderate Risk"). A heading is a block of one line that is
//! short, does not begin with a small letter, does not end as a sentence does and has something
//! after it; a standard heading is one wherever it begins a block. What comes before the first
//! heading is the overview. `•` begins an item of a list; under "Health Risks" the items are the
//! risks, and what follows them is the disclaimer, up to the next standard heading. A second level
//! line or list of risks, or after the risks a standard heading once more, is another article.

#[cfg(test)]
mod tests;

use std::collections::HashSet;

use super::complaint::Complaint;
use super::draft::{Draft, Header};
use super::headings;
use super::limits::{Limits, MAX_LINES, MAX_TEXT};
use crate::entry::{Entry, RiskRating, Source};
use crate::name::fold;
use crate::text::{Text, visible};

/// Who publishes the articles.
const PUBLISHER: &str = "Stackwise";
/// The sign that begins an item of a list.
const BULLET: char = '•';
/// The most characters of a heading that is not a standard one.
const MAX_HEADING: usize = 60;
/// What a sentence, or the words before a list, end with, and a heading does not.
const SENTENCE_ENDS: [char; 7] = ['.', '!', '?', ':', ';', ',', '…'];
/// What may follow the end of a sentence.
const CLOSING_SIGNS: [char; 5] = ['"', '”', '\'', '’', ')'];

/// How much an article may hold.
pub const LIMITS: Limits = Limits {
    document: "article",
    max_bytes: MAX_TEXT,
    max_pieces: MAX_LINES,
    pieces: "lines",
    is_piece: |byte| byte == b'\n',
};

/// A title, a heading, a paragraph or an item of a list.
struct Block {
    offset: usize,
    /// Its lines, joined; an item is without its bullet.
    text: String,
    is_item: bool,
    is_one_line: bool,
}

/// Where in an article the reader is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Prose,
    Risks,
    Disclaimer,
}

/// The entry that a published article holds. Its id is that of its title (a "Therapy" at its end
/// left out); risks are of unspecified kind.
///
/// # Errors
/// With everything that is wrong with the text, in its order.
pub fn read(text: &str) -> Result<Entry, Vec<Complaint>> {
    let mut draft = Draft::default();
    let text = draft.defuse(text);
    let blocks = blocks(&text, &mut draft);
    let mut rest = blocks.as_slice();
    let title = read_title(&mut rest, &mut draft);
    let risk = read_level(&mut rest, text.len(), &mut draft);
    read_parts(rest, text.len(), &mut draft);
    let id = title.as_ref().and_then(|title| {
        let id = headings::entry_id(title.as_str());
        if id.is_none() {
            draft.complain(
                blocks[0].offset,
                "no id can be made of the title, which has no letters a-z or digits",
            );
        }
        id
    });
    let name = draft.text(0, PUBLISHER);
    draft.finish(Header {
        id,
        title,
        aliases: Vec::new(),
        risk,
        about: None,
        source: name.map(Source::named),
    })
}

/// The blocks of a text, in its order.
fn blocks(text: &str, draft: &mut Draft) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut offset = 0;
    // The indent of the line that the open block began with.
    let mut open: Option<usize> = None;
    for line in text.split_inclusive('\n') {
        let words = line.trim();
        let indent = line.len() - line.trim_start().len();
        let at = offset + indent;
        offset += line.len();
        if words.is_empty() {
            open = None;
            continue;
        }
        let item = words.strip_prefix(BULLET);
        match (open, blocks.last_mut()) {
            (Some(first_indent), Some(block)) if item.is_none() => {
                if block.is_item && indent <= first_indent {
                    draft.complain(
                        at,
                        "indent this line further if it continues the item above; \
                         otherwise put a blank line before it",
                    );
                }
                block.text.push(' ');
                block.text.push_str(words);
                block.is_one_line = false;
            }
            (is_open, _) => {
                // The blank line after a standard heading may be missing.
                let is_whole = item.is_none() && is_open.is_none() && headings::is_standard(words);
                open = (!is_whole).then_some(indent);
                blocks.push(Block {
                    offset: at,
                    text: item.map_or(words, str::trim_start).to_owned(),
                    is_item: item.is_some(),
                    is_one_line: true,
                });
            }
        }
    }
    blocks
}

fn read_title(rest: &mut &[Block], draft: &mut Draft) -> Option<Text> {
    match rest.split_first() {
        Some((block, after)) if !block.is_item => {
            *rest = after;
            draft.text(block.offset, &block.text)
        }
        _ => {
            let offset = rest.first().map_or(0, |block| block.offset);
            draft.complain(
                offset,
                "the title is missing: an article must begin with it",
            );
            None
        }
    }
}

fn read_level(rest: &mut &[Block], end: usize, draft: &mut Draft) -> Option<RiskRating> {
    let block = rest.first();
    let line = block.map_or("", |block| block.text.as_str());
    let rating = headings::rating(line);
    let names_a_level = block.is_some_and(is_short_line) && line.to_lowercase().ends_with(" risk");
    if rating.is_some() || (names_a_level && !headings::is_risks(line)) {
        *rest = &rest[1..];
    }
    if rating.is_none() {
        let found = if names_a_level {
            format!("\"{}\" is not a risk level", visible(line))
        } else {
            "the risk level is missing".to_owned()
        };
        draft.complain(
            block.map_or(end, |block| block.offset),
            format!(
                "{found}: the line after the title must be Minimal Risk, Low Risk, Moderate Risk, \
                 High Risk, Severe Risk or Risk Level Unknown"
            ),
        );
    }
    rating
}

/// Reads everything after the level line.
fn read_parts(blocks: &[Block], end: usize, draft: &mut Draft) {
    let mut place = Place::Prose;
    let mut risks_offset = None;
    let mut headed = HashSet::new();
    for (index, block) in blocks.iter().enumerate() {
        let Block { offset, text, .. } = block;
        let is_last = index + 1 == blocks.len();
        if let Some(sign) = sign_of_another(block, risks_offset.is_some(), &mut headed) {
            // The rest belongs to another article, so its problems are not reported.
            let message = format!(
                "{sign}: another article seems to begin before this line; \
                 put each article in its own file"
            );
            return draft.complain(*offset, message);
        }
        if !block.is_item && headings::is_risks(text) {
            place = Place::Risks;
            risks_offset = Some(*offset);
        } else if !is_last && is_short_line(block) && headings::is_disclaimer(text) {
            place = Place::Disclaimer;
        } else if is_heading(block, is_last, place) {
            place = Place::Prose;
            draft.section(*offset, text);
        } else if place == Place::Prose {
            draft.paragraph(*offset, &in_prose(block));
        } else if place == Place::Risks && block.is_item {
            draft.risk(*offset, text);
        } else if place == Place::Risks && draft.risks.is_empty() {
            draft.complain(
                *offset,
                "the health risks must begin with a list: lines that begin with •",
            );
        } else {
            place = Place::Disclaimer;
            draft.disclaim(*offset, &in_prose(block));
        }
    }
    if draft.risks.is_empty() {
        let (offset, missing) = match risks_offset {
            Some(offset) => (offset, "no health risks are listed here"),
            None => (end, "the list of health risks is missing"),
        };
        draft.complain(
            offset,
            format!("{missing}: write lines that begin with • under the heading Health Risks"),
        );
    }
}

/// Why a block shows that another article has begun, if it does: it is something that an article has
/// once. `headed` are the standard headings before it; up to the risks an author may repeat one.
fn sign_of_another(
    block: &Block,
    is_after_risks: bool,
    headed: &mut HashSet<String>,
) -> Option<&'static str> {
    if block.is_item {
        return None;
    }
    if headings::rating(&block.text).is_some() {
        return Some("a second risk level");
    }
    if headings::is_risks(&block.text) {
        return is_after_risks.then_some("a second list of health risks");
    }
    let is_new = !headings::is_standard(&block.text) || headed.insert(fold(&block.text));
    (is_after_risks && !is_new).then_some("a heading that is already above the health risks")
}

/// Whether a block that is not about risks or the disclaimer begins a section.
fn is_heading(block: &Block, is_last: bool, place: Place) -> bool {
    let is_standard = !block.is_item && headings::is_standard(&block.text);
    is_standard || (place == Place::Prose && !is_last && is_short_line(block))
}

fn is_short_line(block: &Block) -> bool {
    !block.is_item
        && block.is_one_line
        && block.text.chars().nth(MAX_HEADING).is_none()
        && !block
            .text
            .trim_end_matches(CLOSING_SIGNS)
            .ends_with(SENTENCE_ENDS)
        && !block.text.starts_with(char::is_lowercase)
}

/// The text of a block as a paragraph.
fn in_prose(block: &Block) -> String {
    if block.is_item {
        format!("{BULLET} {}", block.text)
    } else {
        block.text.clone()
    }
}
