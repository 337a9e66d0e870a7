//! The titles of sections: the author's number before them, and headings that stand in the text.

use super::codes;
use super::parts::Part;
use crate::entry::{Block, MarkKind, Prose};
use crate::name::fold;
use crate::text::Text;

/// What follows a number that counts something else than sections.
const UNITS: [&str; 24] = [
    "mg", "mcg", "µg", "g", "kg", "ml", "l", "%", "iu", "units", "unit", "tablets", "tablet",
    "capsules", "capsule", "ct", "count", "oz", "fl", "hour", "hours", "day", "days", "x",
];
/// The most bytes of a paragraph that is a heading.
pub const MAX_HEADING: usize = 100;

/// A title as the author's number and the rest. Numbers of one level alone are only those of sections
/// whose code says what they are about: "24 Hour Relief" is one title.
pub fn split(title: Option<Text>, code: &str) -> (Option<Text>, Option<Text>) {
    let Some(title) = title else {
        return (None, None);
    };
    let Some((number, rest)) = part_number(title.as_str()) else {
        return (None, Some(title));
    };
    let is_counted = number.contains('.') || (codes::is_specific(code) && code != codes::PANEL);
    let unit = rest
        .split(|c: char| !(c.is_alphanumeric() || c == '%'))
        .next();
    let is_unit = unit.is_some_and(|unit| UNITS.contains(&unit.to_lowercase().as_str()));
    let begins = rest.starts_with(|c: char| c.is_alphabetic() || matches!(c, '(' | '“' | '"'));
    if !is_number(number) || !is_counted || is_unit || !begins {
        return (None, Some(title));
    }
    let text = |words: &str| Text::try_from(words.to_owned()).ok();
    match (text(number), text(rest)) {
        (Some(number), Some(rest)) => (Some(number), Some(rest)),
        _ => (None, Some(title)),
    }
}

/// What could be a number of sections, and the words behind it. The blank between them is often missing:
/// "12.3Pharmacokinetics".
fn part_number(title: &str) -> Option<(&str, &str)> {
    let is_of_number = |c: char| c.is_ascii_digit() || c == '.';
    let end = title.find(|c| !is_of_number(c))?;
    let (number, rest) = title.split_at(end);
    let words = rest.trim_start();
    let mut letters = words.chars().take_while(|c| c.is_alphabetic());
    let begins_word = letters.next().is_some_and(char::is_uppercase) && letters.count() > 1;
    (words.len() < rest.len() || begins_word).then_some((number, words))
}

/// Whether this is a number of sections: 5, 5.1, 1.
fn is_number(words: &str) -> bool {
    let number = words.strip_suffix('.').unwrap_or(words);
    let is_level = |level: &str| {
        (1..=2).contains(&level.len())
            && !level.starts_with('0')
            && level.bytes().all(|byte| byte.is_ascii_digit())
    };
    number.split('.').all(is_level)
}

/// Whether this is the name of a section's kind that a program put where the labeler gave no title:
/// "SPL UNCLASSIFIED SECTION".
pub fn is_placeholder(title: &Text) -> bool {
    let title = fold(title.as_str());
    let words: Vec<_> = title.split(' ').collect();
    match words.as_slice() {
        ["spl", .., "section"] | ["spl" | "section", "unclassified"] => true,
        ["unclassified", rest @ ..] => matches!(rest, [] | ["section"]),
        _ => false,
    }
}

/// The heading over a section that is in its text.
pub fn heading(part: &Part<'_>) -> Option<Text> {
    let (first, rest) = part.content.split_first()?;
    match first {
        Block::Paragraph(prose) if !(rest.is_empty() && part.parts.is_empty()) => {
            is_heading(prose).then(|| prose.text().clone())
        }
        _ => None,
    }
}

/// Whether a paragraph looks like a heading: it is short, set apart as a whole, and no sentence.
pub fn is_heading(prose: &Prose) -> bool {
    let words = prose.as_str();
    let length = words.chars().count();
    let is_set_apart = prose.marks().iter().any(|mark| {
        let is_emphasis = matches!(mark.kind, MarkKind::Strong | MarkKind::Emphasis);
        // A colon behind it is often not set in bold.
        is_emphasis && mark.start == 0 && mark.end + 1 >= length
    });
    let is_sentence = words.ends_with(['.', '!', '?', ';', ',']);
    words.len() <= MAX_HEADING && !is_sentence && is_set_apart
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_kinds_are_no_titles() {
        for (title, expected) in [
            ("SPL UNCLASSIFIED SECTION", true),
            ("SPL Unclassified", true),
            ("Unclassified Section", true),
            ("SPL PATIENT PACKAGE INSERT SECTION", true),
            ("Unclassified drugs", false),
            ("Warnings Section", false),
        ] {
            let title = Text::try_from(title.to_owned()).unwrap();
            assert_eq!(is_placeholder(&title), expected, "{title}");
        }
    }

    #[test]
    fn the_number_of_a_section_stands_before_its_title() {
        for (title, code, expected) in [
            ("6.1 Clinical Trials", "", Some(("6.1", "Clinical Trials"))),
            ("1. General", "42229-5", Some(("1.", "General"))),
            ("5  WARNINGS", "43685-7", Some(("5", "WARNINGS"))),
            (
                "4\u{a0}CONTRAINDICATIONS",
                "34070-3",
                Some(("4", "CONTRAINDICATIONS")),
            ),
            (
                "12.3Pharmacokinetics",
                "",
                Some(("12.3", "Pharmacokinetics")),
            ),
            ("5.WARNINGS", "43685-7", Some(("5.", "WARNINGS"))),
            ("3M Cream", "34067-9", None),
            ("2.5mg Tablets", "", None),
            ("1.5MG Tablets", "", None),
            ("24 Hour Relief", "", None),
            ("3 Steps", "42229-5", None),
            ("2.5 mg Tablets", "51945-4", None),
            ("0.5 Percent", "", None),
            ("2.1", "", None),
            ("2.1 – 3", "", None),
            ("Warnings", "34071-1", None),
        ] {
            let text = |words: &str| Text::try_from(words.to_owned()).unwrap();
            let expected = match expected {
                Some((number, rest)) => (Some(text(number)), Some(text(rest))),
                None => (None, Some(text(title))),
            };
            assert_eq!(split(Some(text(title)), code), expected, "{title}");
        }
    }
}
