//! Notes in Markdown, from the file into the library and back.

use std::fs;

use pretty_assertions::assert_eq;
use serde_json::Value;

use crate::support::{ended, root, stackwise};

/// What is printed of a note once it was added.
fn shown_of(note: &str, arguments: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let library = folder.path().join("library.db");
    let file = folder.path().join("note.md");
    fs::write(&file, note).unwrap();
    let command = |arguments: &[&str]| {
        let seen = ended(stackwise(arguments).env("STACKWISE_LIBRARY", &library));
        assert_eq!(seen.status, 0, "{}", seen.stderr);
        seen.stdout
    };
    command(&["add", file.to_str().unwrap()]);
    command(&[&["show", "cold-plunge"], arguments].concat())
}

#[test]
fn a_note_in_the_form_that_is_printed_comes_back_byte_for_byte() {
    let note = fs::read_to_string(root().join("tests/fixtures/notes/cold-plunge.md")).unwrap();
    assert_eq!(shown_of(&note, &["--format", "markdown"]), note);
}

#[test]
fn a_note_says_in_yaml_what_it_says_in_toml() {
    let rest = "\n# Cold Plunge\n\n**Low Risk**\n\n## Uses\n\nCold water.\n\n## Risks\n\n- Cold\n";
    let yaml =
        format!("---\nid: cold-plunge\nkinds: [warning]\nsource:\n  name: Ours\n---\n{rest}");
    let toml = format!(
        "+++\nid = \"cold-plunge\"\nkinds = [\"warning\"]\n[source]\nname = \"Ours\"\n+++\n{rest}"
    );
    let of_yaml = shown_of(&yaml, &["--format", "json"]);
    assert_eq!(of_yaml, shown_of(&toml, &["--format", "json"]));
    let entry: Value = serde_json::from_str(&of_yaml).unwrap();
    assert_eq!(entry["source"]["name"], "Ours");
    assert_eq!(entry["risks"][0]["kind"], "warning");
}
