//! Articles as they are read: whole, or with every complaint.

use pretty_assertions::assert_eq;
use proptest::prelude::*;

use super::*;
use crate::entry::{RiskKind, RiskLevel};

const KETAMINE: &str = include_str!("../../../tests/fixtures/ketamine-article.txt");

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
            let paragraphs = section.texts().into_iter().map(str::to_owned).collect();
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
        serde_json::from_str(include_str!("../../../assets/ketamine.json")).unwrap();
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
                 put each article in its own file";
    for (text, at, sign) in [
        (first.repeat(2), "Low Risk", level),
        (format!("{first}\n{no_risks}"), "High Risk", level),
        (format!("{no_risks}\n{first}"), "Low Risk", level),
        (
            format!("{first}\n{}", first.replace("Low Risk", "Extreme Risk")),
            "How It Works",
            "a heading that is already above the health risks",
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
            (31, "must begin with a list: lines"),
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
