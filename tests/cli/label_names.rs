//! Labels by every name that people ask by: those of products and substances, and public identifiers.

use std::fs;

use pretty_assertions::assert_eq;
use rusqlite::Connection;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::support::{Ended, ended, stackwise};

/// A label of atorvastatin with this number, which is its version and its month as well.
fn label(number: usize) -> Value {
    json!({
        "schema_version": 2,
        "id": format!("lipid-{number:02}"),
        "title": "Lipid",
        "aliases": ["Atorvastatin Calcium", "ATORVASTATIN"],
        "risk": { "level": "unknown" },
        "sections": [{ "id": "overview", "title": "Overview", "content": ["Text."] }],
        "risks": [],
        "about": {
            "substances": [{ "name": "ATORVASTATIN", "identifiers": [
                { "system": "unii", "value": "A0JWA85V8F" }] }],
            "products": [{ "name": "Lipid", "identifiers": [
                { "system": "ndc", "value": format!("0069-42{number:02}") },
                { "system": "ndc", "value": format!("0069-42{number:02}-30") }] }]
        },
        "source": {
            "name": format!("Labs {number}"),
            "set_id": format!("0a1b2c{number:02}-0000-4000-8000-000000000000"),
            "version": number.to_string(),
            "effective_date": format!("2024-{number:02}-01")
        }
    })
}

/// A library with so many of them.
struct Shelf(TempDir);

impl Shelf {
    fn of(count: usize) -> Self {
        let shelf = Self(tempfile::tempdir().unwrap());
        let lines = (1..=count).map(|number| format!("{}\n", label(number)));
        let documents = shelf.0.path().join("in.jsonl");
        fs::write(&documents, lines.collect::<String>()).unwrap();
        assert_eq!(shelf.run(&["add", documents.to_str().unwrap()]).status, 0);
        shelf
    }

    fn run(&self, arguments: &[&str]) -> Ended {
        let library = self.0.path().join("library.db");
        ended(stackwise(arguments).env("STACKWISE_LIBRARY", library))
    }
}

#[test]
fn one_label_is_found_by_whatever_it_is_known_by() {
    let shelf = Shelf::of(1);
    for name in [
        "lipid",
        "atorvastatin",
        "Atorvastatin  calcium",
        "0069-4201",
        "ndc:0069-4201-30",
        "a0jwa85v8f",
        "0A1B2C01-0000-4000-8000-000000000000",
    ] {
        let listed = shelf.run(&["list", "--name", name]);
        assert_eq!(listed.stdout, "lipid-01\n", "{name}");
        assert_eq!(shelf.run(&["show", name]).status, 0, "{name}");
    }
    for name in ["0069-42", "a0jwa85v8", "0a1b2c01", "atorva"] {
        assert_eq!(shelf.run(&["show", name]).status, 1, "{name}");
        let listed = shelf.run(&["list", "--name", name]);
        assert_eq!((listed.status, listed.stdout.as_str()), (1, ""), "{name}");
    }
}

#[test]
fn of_many_labels_the_newest_are_told_and_all_are_listed() {
    let shelf = Shelf::of(12);
    let shown = shelf.run(&["show", "atorvastatin"]);
    assert_eq!((shown.status, shown.stdout.as_str()), (1, ""));
    let lines: Vec<&str> = shown.stderr.lines().collect();
    assert_eq!(lines[0], "error: 12 entries are named \"atorvastatin\"");
    assert_eq!(lines[1], "  lipid-12: Lipid (Labs 12, 2024-12-01)");
    assert_eq!(lines[10], "  lipid-03: Lipid (Labs 3, 2024-03-01)");
    assert_eq!(lines[11], "  and 2 more");
    let hint = "hint: `stackwise list --name atorvastatin` lists them all";
    assert_eq!(lines.last(), Some(&hint));
    let shown = shelf.run(&["show", "atorvastatin calcium", "-f", "json"]);
    let error: Value = serde_json::from_str(&shown.stderr).unwrap();
    assert_eq!(error["error"]["code"], "ambiguous-name");
    let message = error["error"]["message"].as_str().unwrap();
    let end = "; and 2 more; `stackwise list --name 'atorvastatin calcium'` lists them all";
    assert!(message.ends_with(end), "{message}");
    assert_eq!(error["error"]["suggestions"].as_array().unwrap().len(), 10);

    let listed = shelf.run(&["list", "--name", "atorvastatin", "-f", "json"]);
    let list: Value = serde_json::from_str(&listed.stdout).unwrap();
    assert_eq!(list["total"], 12);
    assert_eq!(list["entries"][0]["id"], "lipid-12");
    assert_eq!(list["entries"][11]["id"], "lipid-01");
    let listed = shelf.run(&["list", "--name", "lipid", "--source", "built-in"]);
    assert_eq!(listed.status, 1);
}

/// The tables say which are the newest; the entries themselves have to agree.
#[test]
fn a_name_with_another_date_than_its_entry_is_told_as_damage() {
    let shelf = Shelf::of(12);
    let library = Connection::open(shelf.0.path().join("library.db")).unwrap();
    library
        .execute_batch(
            "UPDATE name SET newness = 20300101
             WHERE folded = 'atorvastatin' AND entry = (SELECT key FROM entry WHERE id = 'lipid-01')",
        )
        .unwrap();
    drop(library);
    let shown = shelf.run(&["show", "atorvastatin"]);
    assert_eq!((shown.status, shown.stdout.as_str()), (2, ""));
    let what =
        "is damaged: its name \"atorvastatin\" has another date than the entry \"lipid-01\"\n";
    assert!(shown.stderr.contains(what), "{}", shown.stderr);
    let checked = shelf.run(&["check"]);
    let what = "the entry \"lipid-01\": its names have another date\n";
    assert_eq!(checked.status, 1);
    assert!(checked.stdout.contains(what), "{}", checked.stdout);
}

#[test]
fn a_built_in_entry_is_listed_by_its_names_as_well() {
    let shelf = Shelf::of(1);
    assert_eq!(
        shelf.run(&["list", "--name", "Ketamine therapy"]).stdout,
        "ketamine\n"
    );
    let none = shelf.run(&["list", "--name", "nothing", "-f", "json"]);
    let list: Value = serde_json::from_str(&none.stdout).unwrap();
    assert_eq!((none.status, &list["total"]), (1, &json!(0)));
}

#[test]
fn words_of_a_risk_may_be_in_the_sentence_that_it_hangs_on_and_unlisted_risks_are_told() {
    let shelf = Shelf(tempfile::tempdir().unwrap());
    let mut listing = label(1);
    listing["risks"] = json!([{ "text": "aspirin", "kind": "interaction", "section": "overview",
                                "lead": "It may cause bleeding with:" }]);
    listing["risk_sections"] =
        json!([{ "section": "overview", "kind": "interaction", "listed": true }]);
    listing["sections"][0]["content"] =
        json!(["It may cause bleeding with:", { "list": ["aspirin"] }]);
    let mut silent = label(2);
    silent["risk_sections"] =
        json!([{ "section": "overview", "kind": "warning", "listed": false }]);
    let documents = shelf.0.path().join("in.jsonl");
    fs::write(&documents, format!("{listing}\n{silent}\n")).unwrap();
    assert_eq!(shelf.run(&["add", documents.to_str().unwrap()]).status, 0);
    let listed = shelf.run(&["list", "--risk", "bleeding aspirin"]);
    assert_eq!(listed.stdout, "lipid-01\n");
    assert_eq!(
        listed.stderr,
        "note: `--risk` looks only in lists of risks; 1 other entry tells of risks that are not listed; in \
         names and text `stackwise search bleeding aspirin` finds 1 entry\n"
    );
    let listed = shelf.run(&["list", "--risk", "bleeding", "-f", "json"]);
    let list: Value = serde_json::from_str(&listed.stdout).unwrap();
    assert_eq!(
        (&list["total"], &list["unlisted_total"]),
        (&json!(1), &json!(1))
    );
}
