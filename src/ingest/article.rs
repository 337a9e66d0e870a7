//! Articles as Stackwise publishes them, in plain text → an entry. Knows nothing of files.
//!
//! Blocks are parted by blank lines; the lines of a block are joined by a blank. The first block is
//! the title, the second the level line ("Moderate Risk"). A heading is a block of one line that is
//! short, does not begin with a small letter, does not end as a sentence does and has something
//! after it; a standard heading is one wherever it begins a block. What stands before the first
//! heading is the overview. `•` begins an item of a list; under "Health Risks" the items are the
//! risks, and what follows them is the disclaimer, up to the next standard heading. A second level
//! line or list of risks, or after the risks a standard heading once more, is another article.

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
const LONGEST_HEADING: usize = 60;
/// What a sentence, or the words before a list, end with, and a heading does not.
const SENTENCE_ENDS: [char; 7] = ['.', '!', '?', ':', ';', ',', '…'];
/// What may stand after the end of a sentence.
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
                "the title has no letters a-z to make an id of",
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
                        "indent this line further if it goes on with the item above; \
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
            draft.complain(offset, "the title is missing: an article begins with it");
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
                "{found}: the line after the title is Minimal Risk, Low Risk, Moderate Risk, \
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
            // What comes after it is not this article's, and nothing in it is told.
            let message = format!(
                "{sign}: another article seems to begin before this line; \
                 write each article to a file of its own"
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
                "under the health risks a list of lines that begin with • comes first",
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
            format!("{missing}: lines that begin with • under the heading Health Risks"),
        );
    }
}

/// What a block is that no article has twice, where it is that. `headed` are the standard headings
/// before it: up to the risks an author may repeat one.
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
    (is_after_risks && !is_new).then_some("a heading that stands above the health risks already")
}

/// Whether a block that is not about risks or the disclaimer begins a section.
fn is_heading(block: &Block, is_last: bool, place: Place) -> bool {
    let is_standard = !block.is_item && headings::is_standard(&block.text);
    is_standard || (place == Place::Prose && !is_last && is_short_line(block))
}

fn is_short_line(block: &Block) -> bool {
    !block.is_item
        && block.is_one_line
        && block.text.chars().nth(LONGEST_HEADING).is_none()
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

#[cfg(test)]
mod tests {
    use pretty_assertions::assert_eq;
    use proptest::prelude::*;

    use super::*;
    use crate::entry::{RiskKind, RiskLevel};

    const KETAMINE: &str = include_str!("../../tests/fixtures/ketamine-article.txt");

    /// A short article with this between the level line and the list of risks.
    fn article(prose: &str) -> String {
        format!("Cold Plunge\n\nLow Risk\n\n{prose}\n\nHealth Risks\n\n  • Cold\n\nAsk first.\n")
    }

    /// The sections of that article: ids, titles and paragraphs.
    fn sections(prose: &str) -> Vec<(String, String, Vec<String>)> {
        let entry = read(&article(prose)).unwrap();
        assert_eq!(entry.risks.len(), 1);
        assert_eq!(entry.disclaimer.unwrap().as_str(), "Ask first.");
        let sections = entry.sections.into_iter();
        sections
            .map(|section| {
                let paragraphs = section.paragraphs.iter().map(Text::to_string).collect();
                (
                    section.id.to_string(),
                    section.title.to_string(),
                    paragraphs,
                )
            })
            .collect()
    }

    fn complaints(text: &str) -> Vec<(usize, String)> {
        let complaints = read(text).unwrap_err().into_iter();
        complaints.map(|c| (c.offset, c.message)).collect()
    }

    #[test]
    fn the_published_article_is_the_built_in_entry_but_for_what_the_editor_added() {
        let mut built_in: Entry =
            serde_json::from_str(include_str!("../../assets/ketamine.json")).unwrap();
        built_in.aliases.clear();
        built_in.about = None;
        for risk in &mut built_in.risks {
            risk.kind = RiskKind::Unspecified;
        }
        assert_eq!(read(KETAMINE), Ok(built_in.clone()));
        let from_windows = format!("\u{feff}{}", KETAMINE.replace('\n', "\r\n"));
        assert_eq!(read(&from_windows), Ok(built_in));
    }

    #[test]
    fn headings_are_short_bare_lines_with_something_after_them() {
        let is = |id: &str, title: &str, paragraphs: &[&str]| {
            let paragraphs = paragraphs.iter().map(|&p| p.to_owned()).collect();
            (id.to_owned(), title.to_owned(), paragraphs)
        };
        assert_eq!(
            sections(
                "An opening\nin two lines\n\nWho said \"so.\"\n\nHow It Works\nBy cold.\n\n\
                 Cost & Access (2024)\n\nIt is free:\n\n• Rivers\n• Lakes,\n  with ice\n\nno heading\n\nBenefits For Your Health"
            ),
            [
                is(
                    "overview",
                    "Overview",
                    &["An opening in two lines", "Who said \"so.\""]
                ),
                is("how-it-works", "How It Works", &["By cold."]),
                is(
                    "cost-access-2024",
                    "Cost & Access (2024)",
                    &["It is free:", "• Rivers", "• Lakes, with ice", "no heading"]
                ),
                is("benefits", "Benefits For Your Health", &[]),
            ]
        );
    }

    #[test]
    fn what_follows_the_risks_is_the_disclaimer_up_to_a_standard_heading() {
        let text = article("Prose.") + "\nSee the Terms\n\nThe Science Behind It\n\nNone.\n";
        let entry = read(&text).unwrap();
        assert_eq!(
            entry.disclaimer.unwrap().as_str(),
            "Ask first. See the Terms"
        );
        assert_eq!(entry.sections[1].id.as_str(), "science");
    }

    #[test]
    fn another_article_is_refused_where_it_shows() {
        let first = article("An opening.\n\nHow It Works\n\nBy cold.");
        let no_risks = "Warm Bath\n\nHigh Risk\n\nProse.\n\nAsk.\n";
        let level = "a second risk level: another article seems to begin before this line; \
                     write each article to a file of its own";
        for (text, at, sign) in [
            (first.repeat(2), "Low Risk", level),
            (format!("{first}\n{no_risks}"), "High Risk", level),
            (format!("{no_risks}\n{first}"), "Low Risk", level),
            (
                format!("{first}\n{}", first.replace("Low Risk", "Extreme Risk")),
                "How It Works",
                "a heading that stands above the health risks already",
            ),
            (
                format!("{first}\nWarm Bath\n\nProse.\n\nHEALTH RISKS\n\n• Heat\n"),
                "HEALTH RISKS",
                "a second list of health risks",
            ),
        ] {
            let told = complaints(&text);
            assert_eq!(told.len(), 1, "{told:?}");
            assert_eq!(told[0].0, text.rfind(at).unwrap(), "{told:?}");
            assert!(told[0].1.starts_with(sign), "{told:?}");
        }
    }

    #[test]
    fn the_level_is_in_the_words_and_the_words_are_the_label() {
        let text = article("Prose.").replace("Low Risk", "RISK LEVEL UNKNOWN");
        let risk = read(&text).unwrap().risk;
        assert_eq!(risk.level, RiskLevel::Unknown);
        assert_eq!(risk.label.unwrap().as_str(), "RISK LEVEL UNKNOWN");
    }

    #[test]
    fn everything_that_is_wrong_is_told_with_its_place() {
        let says = |text: &str, expected: &[(usize, &str)]| {
            let complaints = complaints(text);
            assert_eq!(complaints.len(), expected.len(), "{complaints:?}");
            for ((offset, message), (place, words)) in complaints.iter().zip(expected) {
                assert_eq!(offset, place, "{message}");
                assert!(
                    message.contains(words),
                    "{message:?} does not say {words:?}"
                );
            }
        };
        says(
            "",
            &[
                (0, "the title is missing"),
                (0, "the risk level is missing"),
                (0, "the list of health risks is missing"),
            ],
        );
        says(
            "T\n\nExtreme Risk\n\nHealth Risks\n\nProse\n",
            &[
                (3, "\"Extreme Risk\" is not a risk level"),
                (17, "no health risks are listed here"),
                (31, "a list of lines that begin with •"),
            ],
        );
        says(
            "氯\n\nLow Risk\n\nA\u{1b}[2J\u{202e}\n\nHealth Risks\n\n• B\nC\n•\n",
            &[
                (0, "no letters a-z"),
                (16, "U+001B"),
                (20, "U+202E"),
                (45, "indent this line further"),
                (47, "the text is empty"),
            ],
        );
    }

    proptest! {
        #[test]
        fn no_text_makes_the_reader_panic(text in any::<String>(), at in 0..KETAMINE.len()) {
            let _ = read(&text);
            let at = (0..=at).rev().find(|&at| KETAMINE.is_char_boundary(at)).unwrap_or(0);
            let _ = read(&format!("{}{text}{}", &KETAMINE[..at], &KETAMINE[at..]));
        }

        #[test]
        fn no_lines_make_the_reader_panic(lines in prop::collection::vec("|T|Low Risk|X Risk|Health Risks|Disclaimer|  • a|•|[ -~\t\r]{0,9}", 0..20)) {
            let _ = read(&lines.join("\n"));
        }
    }
}
