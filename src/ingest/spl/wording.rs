//! How the words of a label end and what they refer to, as far as its lists of risks need it.

use crate::entry::{Block, Item, List, RiskKind};
use crate::text::Text;

/// What a label says instead of a risk.
const REPORTING: &str = "to report suspected adverse reaction";
/// Whom it is reported to, where that stands on a line of its own.
const REPORTED_TO: [&str; 2] = ["fda-1088", "fda.gov/medwatch"];
/// What the sentence before a list of references says of them.
const ELSEWHERE: [&str; 8] = [
    "elsewhere",
    "other section",
    "discussed",
    "described",
    "in detail",
    "in greater detail",
    "in more detail",
    "in the labeling",
];
/// What the last sentence before a list says where the list belongs to it.
const INTRODUCING: [&str; 4] = ["following", "below", "include", "such as"];
/// The most bytes of words that only refer to something.
const MAX_REFERENCE: usize = 120;

/// Words without the references in brackets at their end: "Bleeding (5.2)", "Rash [see 6.1]".
pub fn without_references(words: &str) -> &str {
    let mut words = words.trim_end();
    loop {
        let (close, mark) = match words.chars().last() {
            Some(')') => ('(', 1),
            Some(']') => ('[', 1),
            _ => return words,
        };
        let Some(open) = words.rfind(close) else {
            return words;
        };
        if !is_reference(&words[open + mark..words.len() - 1]) {
            return words;
        }
        words = words[..open].trim_end();
    }
}

/// Whether what is in brackets refers to sections: numbers, or "see …".
fn is_reference(words: &str) -> bool {
    let is_number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | ';' | ' ' | '\u{a0}');
    let words = words.trim();
    words.chars().all(is_number) || words.to_lowercase().starts_with("see")
}

/// Whether the words end in a colon, and so mean nothing alone.
pub fn is_open(words: &str) -> bool {
    words.ends_with(':') || without_references(words).ends_with(':')
}

/// Whether the words are a sentence.
pub fn is_sentence(words: &str) -> bool {
    let words = without_references(words).trim_end_matches(['"', '”', '’', '*', '†', '‡']);
    words.ends_with(['.', '!', '?', ';'])
}

/// Whether the list behind these words hangs on them.
pub fn introduce(words: &str) -> bool {
    let words = without_references(words).trim_end_matches('.');
    let last = words.rsplit(". ").next().unwrap_or(words).to_lowercase();
    is_open(words) || INTRODUCING.iter().any(|known| last.contains(known))
}

/// Whether the words tell of no risk: where to report one, or only where to read of it.
pub fn tell_of_none(words: &str) -> bool {
    let folded = words.to_lowercase();
    let folded = folded.trim_start_matches(|c: char| !c.is_alphanumeric());
    let is_short = words.len() <= MAX_REFERENCE;
    let refers = is_short && (folded.starts_with("see ") || folded.starts_with("revised:"));
    let reports = is_short && REPORTED_TO.iter().any(|known| folded.contains(known));
    let own = without_references(words);
    let is_empty = !own.chars().any(char::is_alphabetic);
    folded.starts_with(REPORTING) || reports || refers || is_empty
}

/// Whether a list is nothing but references to sections that tell of risks.
pub fn only_refers(list: &List, lead: Option<&str>, kind: RiskKind) -> bool {
    let lead = lead.unwrap_or("").to_lowercase();
    let says_so = ELSEWHERE.iter().any(|known| lead.contains(known));
    let refers = |item: &Item| {
        let words = own_words(item);
        tell_of_none(&words) || without_references(&words).len() < words.trim_end().len()
    };
    let is_see = |item: &Item| own_words(item).to_lowercase().contains("see ");
    let may_be =
        says_so || (kind == RiskKind::UndesirableEffect && list.items().iter().all(is_see));
    let is_empty = |item: &Item| tell_of_none(&own_words(item));
    let items = list.items();
    (may_be && items.iter().all(refers)) || items.iter().all(is_empty)
}

/// The words of an item, without those of lists in it.
fn own_words(item: &Item) -> String {
    let (paragraphs, _) = paragraphs(item);
    let words: Vec<_> = paragraphs.iter().map(Text::as_str).collect();
    words.join(" ")
}

/// The paragraphs that an item begins with, and what follows them. A line that only goes on on the
/// next one is one paragraph with that.
pub fn paragraphs(item: &Item) -> (Vec<Text>, &[Block]) {
    let mark = item.mark.iter().filter(|mark| is_word(mark.as_str()));
    let mut paragraphs: Vec<Text> = mark.cloned().collect();
    let mut is_behind_mark = !paragraphs.is_empty();
    let mut rest = item.content.as_slice();
    while let Some((Block::Paragraph(prose), more)) = rest.split_first() {
        rest = more;
        let words = prose.text();
        let goes_on = is_behind_mark || !words.as_str().starts_with(char::is_uppercase);
        is_behind_mark = false;
        match paragraphs.last_mut().filter(|_| goes_on) {
            Some(last) => {
                let both = Text::try_from(format!("{last} {words}"));
                *last = both.unwrap_or_else(|_| words.clone());
            }
            None => paragraphs.push(words.clone()),
        }
    }
    paragraphs.retain(|words| !tell_of_none(words.as_str()));
    (paragraphs, rest)
}

/// Whether the mark of an item is a word of what it says, such as "Bleeding:", and does not count it.
fn is_word(mark: &str) -> bool {
    let mut letters = mark.chars().filter(|c| c.is_alphabetic());
    let is_numeral = letters.clone().all(|c| "ivxlcIVXLC".contains(c));
    letters.nth(3).is_some() && !is_numeral
}

/// Whether the words are an item that has its bullet among them.
pub fn is_item(words: &str) -> bool {
    without_bullet(words).len() < words.len()
}

/// The words behind a bullet that is among them.
pub fn without_bullet(words: &str) -> &str {
    let is_bullet = |c: char| "•·●○◦■□▪▫◆►–—-*".contains(c);
    match words.strip_prefix(is_bullet) {
        Some(rest) if rest.starts_with(char::is_whitespace) => rest.trim_start(),
        Some(rest) if !words.starts_with(['–', '—', '-', '*', '·']) => rest,
        _ => words,
    }
}

/// Whether the words are a heading in capitals.
pub fn is_in_capitals(words: &str) -> bool {
    let mut letters = words.chars().filter(|c| c.is_alphabetic());
    words.len() <= MAX_REFERENCE && letters.all(char::is_uppercase) && !is_sentence(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_known_at_the_end() {
        for (words, expected) in [
            ("Bleeding (5.2)", "Bleeding"),
            ("Bleeding (5.2, 6.1) [see Warnings (5.2)]", "Bleeding"),
            ("Thrombosis (DVT)", "Thrombosis (DVT)"),
            ("(5.1)", ""),
            ("a)", "a)"),
        ] {
            assert_eq!(without_references(words), expected);
        }
        assert!(tell_of_none("[see Warnings and Precautions (5.1)]"));
        assert!(tell_of_none(
            "• To report SUSPECTED ADVERSE REACTIONS, call."
        ));
        assert!(tell_of_none("1-800-555-0100 or FDA at 1-800-FDA-1088"));
        assert!(!tell_of_none("None (4)"));
        assert!(is_open("with any of these (5.1):") && is_open("with: (5.1)"));
        assert!(is_sentence("It may last. (5.1)") && !is_sentence("Rash (5.1)"));
        assert!(introduce("Not rare. Do not use in the following groups."));
        assert!(!introduce("The following were seen. Stop it."));
    }
}
