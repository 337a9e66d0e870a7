//! Notes as people write them, and pages that are read back.

mod notes;
mod pages;

use pretty_assertions::assert_eq;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::entry::{Origin, Part};
use crate::render::{self, EntryView, Page};

/// What `show -f markdown` prints of a whole entry.
fn page(entry: &Entry) -> String {
    page_from(entry, Origin::BuiltIn)
}

fn page_from(entry: &Entry, origin: Origin) -> String {
    let mut page = Vec::new();
    render::markdown::entry(&EntryView::whole(entry, origin), &Page::PLAIN, &mut page).unwrap();
    String::from_utf8(page).unwrap()
}

#[test]
fn the_page_of_a_built_in_entry_reads_back_as_the_entry() {
    let entry: Entry = serde_json::from_str(include_str!("../../../assets/ketamine.json")).unwrap();
    let page = page(&entry);
    assert_eq!(read(&page), Ok(entry));
}

#[test]
fn a_page_says_that_its_entry_shadows_a_built_in_one_and_reads_back_all_the_same() {
    let entry: Entry = serde_json::from_str(include_str!("../../../assets/ketamine.json")).unwrap();
    let origins = [false, true].map(|shadows_built_in| Origin::Library { shadows_built_in });
    let [own, shadowing] = origins.map(|origin| page_from(&entry, origin));
    let source = "[source]\nname = \"Stackwise\"\n";
    assert_eq!(own, page(&entry));
    assert_eq!(
        shadowing,
        own.replace(source, &format!("{source}shadows = \"built-in\"\n"))
    );
    assert_ne!(shadowing, own);
    assert_eq!(read(&shadowing), Ok(entry));
}

/// A note with this after the level line.
fn note(rest: &str) -> String {
    format!("# Cold Plunge\n\n**Low Risk**\n\n{rest}\n")
}

/// What is read under the level line of a note, as it stands in JSON.
fn blocks(markdown: &str) -> Value {
    let entry = read(&note(markdown)).unwrap();
    assert_eq!(entry.sections.len(), 1, "{markdown}");
    serde_json::to_value(&entry.sections[0].content).unwrap()
}

#[test]
fn the_visible_part_of_a_page_is_followed_by_its_metadata() {
    let json = r#"{"schema_version":1,"id":"x","title":"C #","aliases":["a \\ --> \"b\""],
        "risk":{"level":"high","label":"Ask first"},"risks":[{"text":"- Cold","kind":"warning"}],
        "sections":[{"id":"overview","title":"Overview","paragraphs":[]},
            {"id":"y","title":"Disclaimer","paragraphs":["1. p"]}],
        "disclaimer":"None.","about":{"name":"water"},"source":{"name":"S","version":"2"}}"#;
    let entry: Entry = serde_json::from_str(json).unwrap();
    let expected = "# C \\#\n\n**Ask first (High Risk)**\n\n## Overview\n\n## Disclaimer\n\n\
        <!-- section = { id = \"y\" } -->\n\n1\\. p\n\n\
        ## Health Risks\n\n- \\- Cold\n\n---\n\nNone.\n\n<!--\n+++\nid = \"x\"\n\
        aliases = [\"a \\\\ -\\u002d> \\\"b\\\"\"]\nlevel = \"high\"\nlabel = \"Ask first\"\n\
        kinds = [\"warning\"]\n\n[[about.substances]]\nname = \"water\"\n\n\
        [source]\nname = \"S\"\nversion = \"2\"\n+++\n-->\n";
    assert_eq!(page(&entry), expected);
    assert_eq!(read(expected), Ok(entry));
}

#[test]
fn a_note_is_read_as_people_write_it() {
    let note = "+++\naliases = [\"Ice Bath\"]\nkinds = [\"warning\", \"unspecified\"]\n+++\n\
        Cold Plunge Therapy\n===\nmoderate risk\n\nAn opening\nin two lines.\n\n---\n\n\
        ## Benefits For Your Health\n\n### For whom\n\nAll.\n\n## Risks ##\n* Cold\n* *Wet*\n\n\
        ## Disclaimer\n\nAsk.\n\nFirst.\n";
    let expected = r#"{"schema_version":2,"id":"cold-plunge","title":"Cold Plunge Therapy",
        "aliases":["Ice Bath"],"risk":{"level":"moderate","label":"moderate risk"},"sections":[
            {"id":"overview","title":"Overview","content":["An opening in two lines."]},
            {"id":"benefits","title":"Benefits For Your Health","content":[],"sections":[
                {"id":"for-whom","title":"For whom","content":["All."]}]}],
        "risks":[{"text":"Cold","kind":"warning"},{"text":"Wet"}],
        "disclaimer":"Ask. First.","source":{"name":"Markdown note"}}"#;
    let expected: Entry = serde_json::from_str(expected).unwrap();
    assert_eq!(read(note), Ok(expected.clone()));
    let from_windows = format!("\u{feff}{}", note.replace('\n', "\r\n"));
    assert_eq!(read(&from_windows), Ok(expected));
}

#[test]
fn the_disclaimer_is_after_the_last_break_or_under_its_heading_at_the_end() {
    let disclaimer = |rest| read(&note(rest)).unwrap().disclaimer.map(|d| d.to_string());
    assert_eq!(disclaimer("a\n\n***\n\n## B\n\nc").as_deref(), None);
    assert_eq!(
        disclaimer("a\n\n***\n\nb\n\n***\n\nc\n\n---").as_deref(),
        Some("c")
    );
    assert_eq!(
        disclaimer("a\n\n---\n\n## DISCLAIMER\n\nc").as_deref(),
        Some("c")
    );
    assert_eq!(disclaimer("## Disclaimer\n\na\n\n## B").as_deref(), None);
}

#[test]
fn struck_text_is_refused_wherever_it_stands() {
    for rest in [
        "~~500 mg~~ 5 mg",
        "~500 mg~ 5 mg",
        "- a\n- ~~500 mg~~ 5 mg",
        "| a |\n|---|\n| ~~500 mg~~ 5 mg |",
        "## ~~500 mg~~ 5 mg",
        "a **b ~~500 mg~~ 5 mg**",
        "a\n\n---\n\n~~500 mg~~ 5 mg",
    ] {
        let note = note(rest);
        let place = note.find('~').unwrap();
        assert_complaints(&note, &[(place, "strikethrough is not supported")]);
    }
    assert_eq!(
        blocks("~5 mg to ~10 mg, `~~x~~`"),
        json!([{"text": "~5 mg to ~10 mg, ~~x~~",
            "marks": [{"kind": "code", "start": 17, "end": 22}]}])
    );
}

#[test]
fn another_note_does_not_become_the_disclaimer() {
    let second = "Warm Bath\n\n**High Risk**\n\nAll.\n\n### Health Risks\n\n- Heat\n";
    let level = "another note seems to begin here";
    let risks = "a list of health risks in a disclaimer";
    for before in [
        "Prose.\n\n---\n\nAsk.\n\n",
        "Prose.\n\n## Disclaimer\n\nAsk.\n\n",
    ] {
        let text = note(&format!("{before}{second}"));
        let place = |words| text.find(words).unwrap();
        assert_complaints(&text, &[(place("High"), level), (place("Health"), risks)]);
    }
    let whole = "+++\nid = \"x\"\n+++\n# T\n\nLow Risk\n\na\n\n---\n\nHigh Risk\n";
    assert_eq!(
        read(whole).unwrap().disclaimer.unwrap().as_str(),
        "High Risk"
    );
}

/// Holds what is complained of in a note against places and words of what is said there.
fn assert_complaints(text: &str, expected: &[(usize, &str)]) {
    let complaints = read(text).unwrap_err();
    assert_eq!(complaints.len(), expected.len(), "{text}\n{complaints:?}");
    for (complaint, (offset, words)) in complaints.iter().zip(expected) {
        assert_eq!(complaint.offset, *offset, "{text}\n{complaints:?}");
        assert!(
            complaint.message.contains(words),
            "{complaint:?} does not say {words:?}"
        );
    }
}

#[test]
fn everything_that_is_wrong_is_told_with_its_place() {
    for (text, expected) in [
        (
            String::new(),
            &[(0, "begin with its title"), (0, "level = \"moderate\"")][..],
        ),
        (
            "a\n\n# B\n\n# C\n".to_owned(),
            &[
                (0, "begin with its title"),
                (10, "one title"),
                (10, "level = \"moderate\""),
            ],
        ),
        ("# 氯\n\nLow Risk\n".to_owned(), &[(2, "no letters a-z")]),
        (
            note("a <u>c</u>\n\n<div>\n\n<!-- d -->\n\n![](e)"),
            &[
                (31, "HTML is not supported"),
                (35, "HTML is not supported"),
                (41, "HTML is not supported"),
                (48, "HTML is not supported"),
                (60, "no alternative text"),
            ],
        ),
        (
            note("a\u{1b}b &#27;"),
            &[(29, "U+001B"), (30, "U+001B is not allowed")],
        ),
        (
            note("## Risks\n\nNone.\n\n## Health Risks\n\n1. a"),
            &[
                (32, "no health risks are listed here"),
                (49, "no health risks are listed here"),
            ],
        ),
        (
            note("## Risks\n\n- a\n  - b\n\nc\n\n## Health Risks\n- d"),
            &[
                (41, "only the list"),
                (50, "only the list"),
                (56, "already listed above"),
            ],
        ),
        (
            note("---\n\nDisclaimer: `stackwise show x -s disclaimer`"),
            &[(34, "only part of an entry")],
        ),
    ] {
        assert_complaints(&text, expected);
    }
}

#[test]
fn everything_that_is_wrong_with_metadata_is_told_with_its_place() {
    for (text, expected) in [
        (
            "+++\nid = \"a\"\n# B".to_owned(),
            &[(0, "the front matter is not closed")][..],
        ),
        (
            "+++\nid = \"a\"\ntitle = \"b\"\n+++\n# B".to_owned(),
            &[(13, "unknown field `title`")],
        ),
        (
            "+++\nid = \"A\"\n+++\n# B".to_owned(),
            &[(9, "is not a valid id")],
        ),
        (
            "+++\nlabel = \"a\"\n+++\n# B".to_owned(),
            &[(12, "a label requires a level")],
        ),
        (
            "+++\nlevel = \"low\"\nlabel = \"High Risk\"\n+++\n# B".to_owned(),
            &[(26, "contradicts")],
        ),
        (
            format!(
                "+++\nlevel = \"high\"\nsections = [\"a\"]\nkinds = [\"warning\"]\n+++\n{}",
                note("")
            ),
            &[
                (30, "expected 0 ids, one per section, but found 1"),
                (44, "expected 0 kinds, one per risk, but found 1"),
                (77, "contradicts the level \"high\""),
            ],
        ),
        (
            format!("+++\nsections = [\"a\", \"a\"]\n+++\n{}", note("a\n\n## b")),
            &[(15, "two sections have the id \"a\"")],
        ),
        (
            format!("+++\n+++\n{}", note("<!--\n+++\n+++\n-->")),
            &[(37, "already metadata at the top")],
        ),
        (
            note("<!--\n+++\n+++\n-->\n<!--\n+++\n+++\n-->"),
            &[(46, "already metadata above")],
        ),
    ] {
        assert_complaints(&text, expected);
    }
}

#[test]
fn a_part_of_an_entry_has_no_metadata() {
    let entry: Entry = serde_json::from_str(include_str!("../../../assets/ketamine.json")).unwrap();
    let mut page = Vec::new();
    let view = EntryView::only(&entry, Origin::BuiltIn, vec![Part::Risks(&entry.risks)]);
    render::markdown::entry(&view, &Page::PLAIN, &mut page).unwrap();
    assert!(!String::from_utf8(page).unwrap().contains("+++"));
}

#[test]
fn no_depth_of_nesting_is_too_much() {
    for (sign, count) in [
        ("> ", 20_000),
        ("- ", 20_000),
        ("[", 50_000),
        ("*a ", 50_000),
        ("`a", 50_000),
        ("![", 50_000),
        ("## a\n", 50_000),
        ("<", 50_000),
        ("[[a](b)", 20_000),
        ("|a", 20_000),
        ("<!--\n+++\n", 20_000),
        ("---\n\n", 50_000),
        ("<em>", 50_000),
        ("a</em>", 50_000),
        ("<a href=\"b\">", 20_000),
        ("| a |\n", 50_000),
        ("<table>\n\n", 20_000),
        ("<table><tbody><tr><td>", 20_000),
        ("- a\n - b\n  - c\n", 20_000),
        ("- • a\n", 20_000),
        ("<!-- list = {} -->\n\n", 20_000),
        ("### a\n\n<!-- section.depth = 12 -->\n", 5_000),
    ] {
        let _ = read(&note(&sign.repeat(count)));
    }
}

proptest! {
    #[test]
    fn no_text_makes_the_reader_panic(text in any::<String>(), rest in any::<String>()) {
        let _ = read(&text);
        let _ = read(&note(&rest));
    }

    #[test]
    fn no_lines_make_the_reader_panic(lines in prop::collection::vec(
        "|### [A-C]|<!-- (section.depth = 3|list.marks = true|table.head = 2|highlights = true|risks = \\{\\}) -->|\\| a \\|(--\\|)?|1\\. a|    a|```|<table>|<tr><td>a</td></tr>|</table>|<em>a|\\+\\+\\+|# T|## [A-C]|## Risks|## Disclaimer|Low Risk|---|<!--|-->|- a|  - b|> |\t|[ -~é•\r]{0,9}", 0..20
    )) {
        let _ = read(&lines.join("\n"));
    }
}
