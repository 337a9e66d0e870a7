//! What the sections of a label tell of risks in short. A section is listed whole or not at all: a list
//! of risks that looks complete and is not is worse than none.

use super::codes;
use super::lines::Lines;
use super::parts::Part;
use super::wording;
use crate::entry::{Block, RiskKind};
use crate::ingest::draft::{RiskLine, RisksDraft};
use crate::name::fold;
use crate::text::Text;

/// The most blocks of a section that is listed as it is.
const MAX_BLOCKS: usize = 8;
/// The most bytes of a line of it. The sentence on MAO inhibitors that is on every label to which it
/// applies has some 340.
const MAX_LINE: usize = 400;
/// Titles that do not say what is under them.
const VAGUE: [&str; 8] = [
    "general",
    "general information",
    "general precautions",
    "general warnings",
    "general considerations",
    "other",
    "overview",
    "warnings",
];

/// What `part` tells of risks, if it does so by itself and not as a part of what lies in `outer`: the
/// codes of the sections that it lies in.
pub fn of(part: &Part<'_>, outer: &[&str]) -> Option<RisksDraft> {
    let kind = kind(part).filter(|_| !outer.contains(&part.code) || part.code.is_empty())?;
    if part.is_empty() {
        return None;
    }
    Some(RisksDraft {
        kind,
        lines: lines(part, kind).filter(|_| !part.is_flat),
    })
}

fn kind(part: &Part<'_>) -> Option<RiskKind> {
    let of_warnings = part.holds_warnings.then_some(RiskKind::Warning);
    codes::risk_kind(part.code).or(of_warnings)
}

/// The first of these that there is: the highlights, the titles of the parts, the text itself where it
/// is short.
fn lines(part: &Part<'_>, kind: RiskKind) -> Option<Vec<RiskLine>> {
    let in_short = if part.is_in_short {
        &part.content
    } else {
        &part.highlights
    };
    let mut highlights = Lines::new(kind);
    highlights.add(in_short, None, false);
    if let Some(lines) = highlights.finish().filter(|lines| !lines.is_empty()) {
        return Some(lines);
    }
    let mut lines = Lines::new(kind);
    let has_parts_of_its_own =
        own_parts(part, part.code).any(|it| !codes::is_consumer_warning(it.code));
    let is_told_by_titles = matches!(kind, RiskKind::Warning | RiskKind::Interaction)
        && has_parts_of_its_own
        && !is_for_consumers(part);
    let is_whole = if is_told_by_titles {
        add_titles(part, &mut lines)
    } else {
        add_short(part, &mut lines, part.code, true)
    };
    let fits = |line: &RiskLine| {
        let lead = line.lead.as_ref().map_or(0, |lead| lead.as_str().len());
        line.text.as_str().len().max(lead) <= MAX_LINE
    };
    let lines = lines
        .finish()
        .filter(|lines| is_whole && lines.iter().all(fits))?;
    let tells_in_parts = part.parts.iter().any(|it| is_separate(it, part.code));
    (!lines.is_empty() || tells_in_parts).then_some(lines)
}

/// Whether a section in one with the code `outer` tells of risks by itself.
fn is_separate(part: &Part<'_>, outer: &str) -> bool {
    part.code != outer && kind(part).is_some()
}

/// The sections in `part` that tell of no other risks than that with the code `outer`.
fn own_parts<'p, 't>(part: &'p Part<'t>, outer: &'t str) -> impl Iterator<Item = &'p Part<'t>> {
    part.parts.iter().filter(move |it| !is_separate(it, outer))
}

fn is_for_consumers(part: &Part<'_>) -> bool {
    let mut parts = part.parts.iter();
    part.holds_warnings || parts.any(|it| codes::is_consumer_warning(it.code))
}

/// Adds what stands before the parts, and their titles. Says whether that is all in short.
fn add_titles(part: &Part<'_>, lines: &mut Lines) -> bool {
    lines.add(&part.content, None, false);
    let mut titles = own_parts(part, part.code).map(|it| it.title.as_ref());
    titles.all(|title| {
        let Some(title) = title.map(Text::as_str) else {
            return false;
        };
        let words = title.trim_end_matches([':', ' ', '\u{a0}']);
        if let Ok(text) = Text::try_from(words.to_owned()) {
            lines.push(text);
        }
        !VAGUE.contains(&fold(words).as_str())
    }) && part.content.len() <= MAX_BLOCKS
}

/// Adds what a section and the parts of its own say. Says whether it is short.
fn add_short<'t>(part: &Part<'t>, lines: &mut Lines, outer: &'t str, is_outermost: bool) -> bool {
    let title = part.title.as_ref().filter(|_| !part.is_named);
    let begins_in_title = match part.content.first() {
        Some(Block::List(_)) => true,
        Some(Block::Paragraph(prose)) => {
            let words = prose.as_str();
            words.starts_with(char::is_lowercase) || wording::is_item(words)
        }
        _ => false,
    };
    let is_consumer = codes::is_consumer_warning(part.code);
    if !is_outermost {
        lines.add(&part.content, title, begins_in_title && is_consumer);
    } else if begins_in_title && is_consumer {
        lines.add(&part.content, title, true);
    } else {
        lines.add(&part.content, None, false);
    }
    let is_short = part.content.len() <= MAX_BLOCKS;
    own_parts(part, outer).all(|it| add_short(it, lines, outer, false)) && is_short
}
