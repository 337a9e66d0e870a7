//! JSON as it is read: entries, or every problem with its place.

mod nested;

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::entry::{EntryDocument, Section, Slug};
use crate::ingest::arbitrary;

const GOOD: &str = include_str!("../../../assets/ketamine.json");

fn complaints(json: &str) -> Vec<(String, String)> {
    let mut all = Vec::new();
    read(json, &mut |_, entry| {
        all.extend(entry.err().into_iter().flatten());
        true
    });
    all.into_iter()
        .map(|c| (json[c.offset..].chars().take(12).collect(), c.message))
        .collect()
}

#[test]
fn every_type_in_the_shape_of_an_entry_is_asked() {
    assert_eq!(ENTRY.unknown_types(), [""; 0]);
    assert_eq!(complaints(&GOOD.replacen('{', "{\"x\": 1,", 1)).len(), 1);
}

#[test]
fn every_problem_is_told_with_its_place() {
    let broken = GOOD
        .replacen(
            "\"title\": \"Ketamine Therapy\"",
            "\"colour\": 1, \"title\": 7",
            1,
        )
        .replacen("\"moderate\"", "\"medium\"", 1)
        .replacen("\"id\": \"science\"", "\"id\": \"The Science\"", 1)
        .replacen("\"text\": \"Nausea\"", "\"words\": \"Nau\\u001bsea\"", 1)
        .replacen("\"Ketamine Infusion\"", "\"a\\u202eb\"", 1);
    let found = complaints(&broken);
    let places: Vec<_> = found
        .iter()
        .map(|(place, _)| place.split('\n').next())
        .collect();
    assert_eq!(
        places,
        [
            "\"colour\": 1,",
            "7,",
            "\"a\\u202eb\"",
            "\"medium\",",
            "\"The Science",
            "\"words\": \"Na",
            "{"
        ]
        .map(Some)
    );
    assert!(
        found[0].1.starts_with("unknown field `colour`"),
        "{found:?}"
    );
    assert!(found[6].1.starts_with("missing field `text`"), "{found:?}");
}

#[test]
fn what_spans_fields_is_told_when_they_are_right() {
    let twice = GOOD.replacen("\"id\": \"science\"", "\"id\": \"protocol\"", 1);
    let found = complaints(&twice);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].1, "two sections have the id \"protocol\"");
    let contradiction = GOOD.replacen("\"moderate\"", "\"low\"", 1);
    assert_eq!(
        complaints(&contradiction),
        [(
            "{\n    \"level".into(),
            "the label \"Moderate Risk\" contradicts the level \"low\"".into()
        )]
    );
    assert!(
        complaints("{\"id\":\"a\",\"id\":\"b\"}")[0]
            .1
            .starts_with("duplicate field `id`")
    );
}

#[test]
fn an_array_is_no_object_and_an_object_no_word() {
    let risk = "\"risk\": {\n    \"level\": \"moderate\",\n    \"label\": \"Moderate Risk\"\n  }";
    assert!(GOOD.contains(risk));
    let sequence = "invalid type: array, expected an object";
    for (from, to, place, message) in [
        (risk, "\"risk\": [\"moderate\"]", "[\"moderate\"]", sequence),
        (
            risk,
            "\"risk\": {\"level\": {\"low\": null}}",
            "{\"low\": null",
            "invalid type: object, expected a string",
        ),
        (
            "\"sections\": [",
            "\"sections\": [[\"a\", \"A\", []],",
            "[\"a\", \"A\", ",
            sequence,
        ),
        (
            "\"risks\": [",
            "\"risks\": [[\"Cold\"],",
            "[\"Cold\"],",
            sequence,
        ),
        (
            "\"identifiers\": [",
            "\"identifiers\": [[\"x\", \"1\"],",
            "[\"x\", \"1\"],",
            sequence,
        ),
        (
            "\"identifiers\": [",
            "\"identifiers\": [null,",
            "null,",
            "invalid type: null, expected an object",
        ),
        (
            "\"source\": {",
            "\"source\": [\"S\"], \"x\": {",
            "[\"S\"], \"x\"",
            sequence,
        ),
    ] {
        assert!(GOOD.contains(from), "{from}");
        let found = complaints(&GOOD.replacen(from, to, 1));
        let told = found
            .iter()
            .any(|(at, said)| at.starts_with(&place[..place.len().min(5)]) && said == message);
        assert!(told, "{to}: {found:?}");
    }
    for (entry, message) in [
        ("[[2]]", sequence),
        (
            "[[1, \"a\", \"A\", [], {\"level\": \"low\"}, [], [], null, null, {\"name\": \"S\"}]]",
            sequence,
        ),
    ] {
        assert_eq!(
            complaints(entry),
            [(entry[1..].chars().take(12).collect(), message.to_owned())]
        );
    }
}

#[test]
fn a_version_is_a_plain_number_and_nothing_is_complained_of_that_may_be_null() {
    for version in [
        "1e0",
        "1.0",
        "\"1\"",
        "[1]",
        "null",
        "-1",
        "99999999999999999999",
    ] {
        let json = GOOD.replacen(
            "\"schema_version\": 2",
            &format!("\"schema_version\": {version}"),
            1,
        );
        let found = complaints(&json);
        assert_eq!(found.len(), 1, "{version}: {found:?}");
    }
    let null = r#"{"schema_version":1,"id":"a","title":"A","risk":{"level":"low","label":null},
        "sections":[],"disclaimer":null,"about":null,"source":{"name":"S"},"x":1}"#;
    let found = complaints(null);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(
        complaints("{\"i\\u0064\":\"a\",\"id\":\"b\"}")[0]
            .1
            .starts_with("duplicate field `id`")
    );
}

#[test]
fn values_come_alone_in_arrays_and_one_after_the_other() {
    let count = |text: &str| {
        let mut entries = 0;
        read(text, &mut |_, entry| {
            entries += usize::from(entry.is_ok());
            true
        });
        entries
    };
    assert_eq!(count(GOOD), 1);
    assert_eq!(count(&format!("[{GOOD},{GOOD}]")), 2);
    assert_eq!(count(&format!("{GOOD}\n{GOOD}")), 2);
    assert_eq!(count("[]"), 0);
}

#[test]
fn a_line_that_is_no_json_keeps_no_other_line_from_being_read() {
    let line = GOOD.replace('\n', " ");
    let mut entries = 0;
    let mut broken = Vec::new();
    let text = format!("{{\"id\":\n{line}\n\nx\n{line}");
    read(&text, &mut |offset, entry| {
        match entry {
            Ok(_) => entries += 1,
            Err(_) => broken.push(offset),
        }
        true
    });
    assert_eq!((entries, broken), (2, vec![0, line.len() + 9]));
    assert_eq!(complaints(&format!("[x,\n{line}\n]")).len(), 1);
}

#[test]
fn of_a_newer_shape_nothing_else_is_told() {
    let newer = GOOD.replacen(
        "\"schema_version\": 2",
        "\"stars\": 5, \"schema_version\": 3",
        1,
    );
    let told = complaints(&newer);
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(
        told[0].1.ends_with("a newer stackwise may read it"),
        "{told:?}"
    );
}

#[test]
fn a_character_that_no_string_may_hold_is_told_in_its_place() {
    assert_eq!(complaints("{\"é\": \"é\u{1b}b\"}")[0].0, "\u{1b}b\"}");
    let open = complaints("{\"id\": \"a\n}");
    assert_eq!(
        open,
        [("\n}".into(), "the string is not closed on its line".into())]
    );
}

#[test]
fn broken_syntax_is_told_where_it_breaks() {
    assert_eq!(
        complaints("{\"id\": \"a\" \"b\"}"),
        [("\"b\"}".into(), "expected `,` or `}`".into())]
    );
    let cut = complaints(&GOOD[..200]);
    assert_eq!(cut.len(), 1);
    assert!(
        cut[0].1.starts_with("unexpected end of the text while"),
        "{cut:?}"
    );
    for json in [
        "7",
        "null",
        "\"text\"",
        "[1]",
        "{}",
        "[[[[",
        &"[".repeat(100_000),
    ] {
        assert!(
            !complaints(json).is_empty(),
            "{}",
            &json[..json.len().min(20)]
        );
    }
}

proptest! {
    #[test]
    fn no_text_makes_the_reader_panic(pieces in prop::collection::vec(
        "[\\[\\]{},:\"\\\\]|\"id\":|\"é\"|\\{\"title\":\"氯|\u{1b}|\u{1}|\n|\r\n|\\{\\}|null|1e9|\\PC", 0..30
    )) {
        let text = pieces.concat();
        complaints(&text);
        complaints(&format!("{text}\n{{}}"));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn of_an_entry_the_chosen_sections_are_read_and_the_others_are_headings(
        entry in arbitrary::entry(), picks in prop::collection::vec(any::<bool>(), 64),
    ) {
        fn empty_others(sections: &mut [Section], chosen: &BTreeSet<Slug>) {
            for section in sections {
                if !chosen.contains(&section.id) {
                    section.highlights.clear();
                    section.content.clear();
                }
                empty_others(&mut section.sections, chosen);
            }
        }
        let picks = entry.all_sections().zip(picks).filter(|(_, is_picked)| *is_picked);
        let chosen: BTreeSet<Slug> = picks.map(|(section, _)| section.id.clone()).collect();
        let mut wanted = entry.clone();
        empty_others(&mut wanted.sections, &chosen);
        let chooser = |_: &Entry| chosen.clone();
        let json = serde_json::to_string(&EntryDocument::from(&entry)).unwrap();
        prop_assert_eq!(&Entry::read_only(&json, &chooser).unwrap(), &wanted);
    }
}
