//! Documents as they come: envelopes, arrays, records alone, and what is no record.

use std::io::{self, BufReader, Read};

use pretty_assertions::assert_eq;
use serde_json::json;

use super::super::read;
use super::{readings, record};

#[test]
fn records_are_read_wherever_they_stand() {
    let one = record(&json!({ "description": ["One."] })).to_string();
    for (document, count) in [
        (one.clone(), 1),
        (format!("[{one}, {one}]"), 2),
        (format!("{one}\n{one}\n\n{one}"), 3),
        (
            format!("{{\"meta\": {{\"results\": {{}}}}, \"results\": [{one},\n{one}]}}"),
            2,
        ),
        ("{\"meta\": {}, \"results\": []}".to_owned(), 0),
    ] {
        let entries = readings(&document);
        assert_eq!(entries.len(), count, "{document}");
        assert!(entries.iter().all(Result::is_ok));
    }
}

#[test]
fn what_is_wrong_is_told_with_its_place() {
    let good = record(&json!({ "description": ["One."] })).to_string();
    let problems = |document: &str| -> Vec<String> {
        readings(document)
            .into_iter()
            .filter_map(Result::err)
            .collect()
    };
    let none: [&str; 0] = [];
    assert_eq!(problems(&good), none);
    assert_eq!(
        problems(&format!(
            "{{\"results\": [\n{good},\n  {{\"description\": [\"é\"]}}, 7, \"x\"]}}"
        )),
        [
            "3:3: the record names no product to take the title from; the record has no set_id, so it \
             is no drug label",
            "3:27: this is no record of a label: it is no object",
            "3:30: this is no record of a label: it is no object",
        ]
    );
    assert_eq!(
        problems(&record(&json!({ "version": "1" })).to_string()),
        ["1:1: the record has no text"]
    );
    let hostile = problems(&record(&json!({ "description": ["a\u{1b}b"] })).to_string());
    let told = "1:1: the field \"description\": the character U+001B is not allowed";
    assert!(
        hostile.len() == 1 && hostile[0].starts_with(told),
        "{hostile:?}"
    );
    assert_eq!(
        problems(&record(&json!({ "set_id": "x", "description": ["a"] })).to_string()),
        ["1:1: the set id \"x\" is not a UUID"]
    );
    let cut = problems(&format!("[{good},\n{{\"set_id\":"));
    assert_eq!(
        cut,
        ["2:10: unexpected end of the text while reading a value"]
    );
    let many = (0..301).map(|at| format!("text {at}"));
    assert_eq!(
        problems(&record(&json!({ "description": many.collect::<Vec<_>>() })).to_string()),
        ["1:1: the record has more than 300 texts, which is the limit"]
    );
}

#[test]
fn a_record_without_an_end_is_not_read_without_a_limit() {
    let endless = b"{\"description\": \"".chain(io::repeat(b'x'));
    let ended = read(&mut BufReader::new(endless), &mut |_, _| true);
    let (spot, why) = ended.unwrap_err();
    assert_eq!(spot.line, 1);
    assert_eq!(why, "the record has more than 16 MiB, which is the limit");
}

#[test]
fn reading_ends_when_nothing_more_is_wanted() {
    let one = record(&json!({ "description": ["One."] })).to_string();
    let mut count = 0;
    let document = format!("[{one}, {one}, ]");
    let ended = read(&mut document.as_bytes(), &mut |_, _| {
        count += 1;
        false
    });
    assert_eq!((ended, count), (Ok(()), 1));
}
