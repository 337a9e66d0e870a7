//! Searching a library as version 1 made them.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use pretty_assertions::assert_eq;
use serde_json::Value;

use crate::search::found;
use crate::search_rules::tea;
use crate::support::{Ended, ended, root, stackwise};

/// A library as version 1 made them, with these entries.
fn earlier_library(path: &Path, lines: &str) {
    fs::copy(root().join("tests/fixtures/library-version-1.db"), path).unwrap();
    let connection = rusqlite::Connection::open(path).unwrap();
    connection
        .execute_batch("BEGIN; DELETE FROM entry_text; DELETE FROM name; DELETE FROM entry;")
        .unwrap();
    for (key, line) in (1_i64..).zip(lines.lines()) {
        let entry: Value = serde_json::from_str(line).unwrap();
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let (id, title) = (text(&entry["id"]), text(&entry["title"]));
        connection
            .execute(
                "INSERT INTO entry VALUES (?1, ?2, ?3, lower(?3), 'low', NULL, 'Test', NULL, '[]', ?4)",
                rusqlite::params![key, id, title, line],
            )
            .unwrap();
        let texts = [0, 1, 2].map(|at| text(&entry["sections"][at]["paragraphs"][0]));
        let [overview, others @ ..] = texts;
        connection
            .execute(
                "INSERT INTO entry_text (rowid, title, risks, overview, other) VALUES (?1, ?2, ?3, ?4, ?5)",
                rusqlite::params![key, title, text(&entry["risks"][0]["text"]), overview, others.join("\n")],
            )
            .unwrap();
    }
    connection.execute_batch("COMMIT").unwrap();
}

#[test]
fn an_earlier_library_is_searched_as_it_is_and_says_what_was_not_looked_at() {
    let folder = tempfile::tempdir().unwrap();
    let library = folder.path().join("library.db");
    let mut lines = tea("rare", "Linden rash", ["birch leaves", "linden"]);
    for number in 0..2_500 {
        lines += &tea(&format!("e{number}"), "none", ["much linden", "water"]);
    }
    lines += &tea("last", "Linden rash", ["elder", "elderly"]);
    earlier_library(&library, &lines);
    let ids = |arguments: &[&str]| {
        let hits = found(arguments, Some(&library)).into_iter();
        hits.map(|(id, _)| id).collect::<BTreeSet<_>>()
    };
    let set = |ids: &[&str]| ids.iter().map(ToString::to_string).collect::<BTreeSet<_>>();
    assert_eq!(ids(&["birch"]), set(&["rare"]));
    assert_eq!(ids(&["elder", "--without", "birch"]), set(&["last"]));
    assert_eq!(ids(&["elder", "elderl*"]), set(&["last"]));
    assert_eq!(ids(&["linden", "-s", "risks"]), set(&["rare", "last"]));
    assert_eq!(ids(&["linden", "-s", "brewing"]), set(&["rare"]));
    assert_eq!(ids(&["birch", "--without", "linde*"]), set(&[]));
    let run = |arguments: &[&str]| {
        let mut command = stackwise(["search"].iter().chain(arguments));
        ended(command.env("STACKWISE_LIBRARY", &library))
    };
    let seen = run(&["linden", "--limit", "1"]);
    assert_eq!(seen.status, 0);
    assert_eq!(
        seen.stderr,
        "note: the library has the tables of an earlier version: 2000 of 2502 entries that may match \
         were looked at; the next `stackwise add` or `remove` upgrades it\n\
         note: showing 1 of 2000 matching entries; use `--limit` to see more\n"
    );
    assert_eq!(
        run(&["elderl*"]),
        Ended {
            status: 2,
            stdout: String::new(),
            stderr:
                "error: cannot search all of the library for \"elderl*\": it has the tables of an \
                     earlier version, of which a search looks at 2000 entries at most; none of \
                     these match, and 502 more may\n\
                     hint: the next `stackwise add` or `remove` upgrades it\n"
                    .into(),
        }
    );
}
