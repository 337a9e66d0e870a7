//! What the sections of a label tell of risks in short. A section is either listed whole or not listed: a list
//! of risks that looks complete and is not is worse than none.

use std::collections::BTreeSet;

use super::codes;
use super::lines::Lines;
use super::parts::Part;
use super::wording;
use crate::entry::standard::INDICATIONS;
use crate::entry::{Block, RiskKind};
use crate::ingest::draft::{RiskLine, RisksDraft};
use crate::name::fold;
use crate::text::Text;

/// The most blocks of a section that is listed as it is.
const MAX_BLOCKS: usize = 8;
/// The most bytes of a line of it. The sentence on MAO inhibitors that is on every label to which it
/// applies has some 340.
const MAX_LINE: usize = 400;
/// What a title that does not say which drugs has in it: "Effects of Other Drugs on …".
const OTHERS: &str = "other drugs";
/// Titles that do not say what is under them.
const VAGUE: [&str; 11] = [
    "drug interactions",
    "general",
    "general information",
    "general precautions",
    "general warnings",
    "general considerations",
    "information for patients",
    "interactions",
    "other",
    "overview",
    "warnings",
];

/// Words that titles of groups of patients have besides the names of their diseases.
const JOINING: [&str; 5] = ["and", "or", "in", "with", "the"];

/// What the drug is used for, in the words of the titles that say so. Labels in the older format have
/// warnings for each use, under titles that name the use and no risk.
#[derive(Default)]
pub struct Uses(BTreeSet<String>);

impl Uses {
    /// The uses that these sections tell of.
    pub fn of(parts: &[Part<'_>]) -> Self {
        let mut uses = Self::default();
        for part in parts.iter().filter(|part| part.code == INDICATIONS) {
            for title in part.parts.iter().filter_map(|it| it.title.as_ref()) {
                uses.0
                    .extend(words(&fold(title.as_str())).map(str::to_owned));
            }
        }
        uses
    }

    /// Whether the words name nothing but uses.
    fn are_all_of(&self, title: &str) -> bool {
        let title = fold(title);
        let mut words = words(&title).peekable();
        words.peek().is_some() && words.all(|word| self.0.contains(word) || JOINING.contains(&word))
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| !word.is_empty())
}

/// What `part` tells of risks, if it does so by itself and not as a part of what lies in `outer`: the
/// codes of the sections that it lies in.
pub fn of(part: &Part<'_>, outer: &[&str], uses: &Uses) -> Option<RisksDraft> {
    let kind = kind(part).filter(|_| !outer.contains(&part.code) || part.code.is_empty())?;
    if part.is_empty() {
        return None;
    }
    Some(RisksDraft {
        kind,
        lines: lines(part, kind, uses).filter(|_| !part.is_flat),
    })
}

fn kind(part: &Part<'_>) -> Option<RiskKind> {
    let of_warnings = part.holds_warnings.then_some(RiskKind::Warning);
    codes::risk_kind(part.code).or(of_warnings)
}

/// The first of these that there is: the highlights, the titles of the parts, the text itself where it
/// is short.
fn lines(part: &Part<'_>, kind: RiskKind, uses: &Uses) -> Option<Vec<RiskLine>> {
    let in_short = if part.is_in_short {
        &part.content
    } else {
        &part.highlights
    };
    let mut highlights = Lines::new(kind);
    highlights.add(without_title(in_short, part), None, false);
    if let Some(lines) = highlights.finish().filter(|lines| !lines.is_empty()) {
        return Some(lines);
    }
    let mut lines = Lines::new(kind);
    let has_parts_of_its_own =
        own_parts(part, part.code).any(|it| !codes::is_consumer_warning(it.code));
    let may_be_told_by_titles = matches!(kind, RiskKind::Warning | RiskKind::Interaction)
        && has_parts_of_its_own
        && !is_for_consumers(part);
    let is_whole = if !may_be_told_by_titles {
        add_short(part, &mut lines, part.code, true)
    } else if own_parts(part, part.code).all(|it| names_a_risk(it, uses)) {
        add_titles(part, &mut lines)
    } else {
        blocks(part, part.code) <= MAX_BLOCKS && add_short(part, &mut lines, part.code, true)
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

/// How many blocks a section and the parts of its own have.
fn blocks<'t>(part: &Part<'t>, outer: &'t str) -> usize {
    let parts = own_parts(part, outer);
    part.content.len() + parts.map(|it| blocks(it, outer)).sum::<usize>()
}

fn is_for_consumers(part: &Part<'_>) -> bool {
    let mut parts = part.parts.iter();
    part.holds_warnings || parts.any(|it| codes::is_consumer_warning(it.code))
}

/// Adds what stands before the parts, and their titles. Says whether that is all in short.
fn add_titles(part: &Part<'_>, lines: &mut Lines) -> bool {
    lines.add(without_title(&part.content, part), None, false);
    for title in own_parts(part, part.code).filter_map(bare_title) {
        if let Ok(text) = Text::try_from(title.to_owned()) {
            lines.push(text);
        }
    }
    part.content.len() <= MAX_BLOCKS
}

/// A title without the colon behind it.
fn bare_title<'p>(part: &'p Part<'_>) -> Option<&'p str> {
    let title = part.title.as_ref()?.as_str();
    Some(title.trim_end_matches([':', ' ', '\u{a0}']))
}

/// Whether the title says what the risk is, as far as can be told.
fn names_a_risk(part: &Part<'_>, uses: &Uses) -> bool {
    bare_title(part).is_some_and(|title| {
        let folded = fold(title);
        let is_vague = VAGUE.contains(&folded.as_str()) || folded.contains(OTHERS);
        let is_of_a_use = part.number.is_none() && uses.are_all_of(title);
        !is_vague && !is_of_a_use
    })
}

/// The blocks without the title of their section, if they begin with it: in one paragraph or in several,
/// as on the first page of a printed label.
fn without_title<'b>(blocks: &'b [Block], part: &Part<'_>) -> &'b [Block] {
    let letters = |text: &str| {
        let letters = text.chars().filter(|c| c.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect::<String>()
    };
    let title = part.title.as_ref().map(|title| letters(title.as_str()));
    let mut said = String::new();
    for (at, block) in blocks.iter().enumerate() {
        let Block::Paragraph(prose) = block else {
            break;
        };
        said += &letters(prose.as_str());
        if title.as_ref() == Some(&said) {
            return &blocks[at + 1..];
        }
        if title.as_ref().is_none_or(|title| !title.starts_with(&said)) {
            break;
        }
    }
    blocks
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
        lines.add(without_title(&part.content, part), None, false);
    }
    let is_short = part.content.len() <= MAX_BLOCKS;
    own_parts(part, outer).all(|it| add_short(it, lines, outer, false)) && is_short
}
