//! `compare`: what entries share, in their own words.

use std::fs;

use pretty_assertions::assert_eq;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::support::{Ended, ended, run, stackwise, words};

/// A library with an entry that shares two risks with ketamine, one in other letters, and one
/// without risks.
fn scene() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let entry = |id: &str, title: &str, risks: Value| {
        json!({
            "schema_version": 1, "id": id, "title": title, "risk": { "level": "high" }, "sections": [],
            "risks": risks, "source": { "name": "Test" }
        })
    };
    let risks = json!([
        { "text": "Bleeding", "kind": "warning" },
        { "text": "NAUSEA", "kind": "unspecified" },
        { "text": "Dizziness", "kind": "undesirable-effect" },
        { "text": "Nausea and vomiting", "kind": "undesirable-effect" }
    ]);
    let entries = json!([
        entry("somnol", "Somnol", risks),
        entry("blank", "Blank", json!([]))
    ]);
    fs::write(folder.path().join("all.json"), entries.to_string()).unwrap();
    let mut add = stackwise(["add", "all.json"]);
    add.current_dir(folder.path())
        .env("STACKWISE_LIBRARY", folder.path().join("library.db"));
    assert_eq!(ended(&mut add).status, 0);
    folder
}

fn compared(folder: &TempDir, line: &str) -> String {
    let mut command = stackwise(words(line));
    command
        .env("STACKWISE_LIBRARY", folder.path().join("library.db"))
        .env("LANG", "C.UTF-8");
    let seen = ended(&mut command);
    assert_eq!((seen.status, seen.stderr.as_str()), (0, ""), "{line}");
    seen.stdout
}

#[test]
fn shared_risks_come_first_and_keep_their_own_words() {
    let shown = compared(&scene(), "compare ketamine somnol --width 100");
    let start = shown.find("Shared risks").unwrap();
    let end = shown.find("\nContraindications\n").unwrap();
    assert_eq!(
        shown[start..end].lines().collect::<Vec<_>>(),
        [
            "Shared risks",
            "┌─────────────┬──────────────────┬───────────┐",
            "│ Kind        │ Ketamine Therapy │ Somnol    │",
            "╞═════════════╪══════════════════╪═══════════╡",
            "│ side effect │ Dizziness        │ Dizziness │",
            "├─────────────┼──────────────────┼───────────┤",
            "│ side effect │ Nausea           │ NAUSEA    │",
            "└─────────────┴──────────────────┴───────────┘",
        ]
    );
    assert!(shown[end..].contains("Nausea and vomiting"));
    assert!(shown.ends_with("\nDisclaimer: stackwise show ketamine -s disclaimer\n"));
}

#[test]
fn json_has_every_risk_of_every_entry_once() {
    let folder = scene();
    let document: Value =
        serde_json::from_str(&compared(&folder, "compare somnol ketamine blank -f json")).unwrap();
    assert_eq!(document["schema_version"], 2);
    let ids: Vec<&Value> = document["entries"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| &entry["id"])
        .collect();
    assert_eq!(ids, ["somnol", "ketamine", "blank"]);
    let risks = document["risks"].as_array().unwrap();
    assert_eq!(risks.len(), 4 + 8 - 2);
    let shared: Vec<&Value> = risks.iter().filter(|risk| risk["shared"] == true).collect();
    assert_eq!(shared.len(), 2);
    assert_eq!(risks[..2].iter().collect::<Vec<_>>(), shared);
    let texts = |id: &str| -> Vec<&str> {
        let own = risks
            .iter()
            .flat_map(|risk| risk["entries"].as_array().unwrap());
        own.filter(|own| own["id"] == id)
            .map(|own| own["text"].as_str().unwrap())
            .collect()
    };
    assert_eq!(texts("somnol").len(), 4);
    assert!(texts("somnol").contains(&"NAUSEA"));
    assert_eq!(texts("ketamine").len(), 8);
    assert_eq!(texts("blank").len(), 0);
}

#[test]
fn an_entry_without_a_list_of_risks_is_not_called_safe() {
    let shown = compared(&scene(), "compare ketamine blank");
    assert!(
        shown.contains(
            "Blank has no list of health risks here, which does not mean that it has none"
        ),
        "{shown}"
    );
}

#[test]
fn a_narrow_comparison_is_blocks_and_fits_any_width() {
    use unicode_width::UnicodeWidthStr as _;
    let folder = scene();
    let narrow = compared(&folder, "compare ketamine somnol --width 40");
    assert!(
        narrow.contains(
            "Shared risks\nKind: side effect\nKetamine Therapy: Dizziness\nSomnol: Dizziness\n"
        ),
        "{narrow}"
    );
    for width in (20..=200).step_by(5) {
        for form in ["table", "text", "table --ascii"] {
            let shown = compared(
                &folder,
                &format!("compare ketamine somnol blank -f {form} --width {width}"),
            );
            for line in shown.lines() {
                assert!(
                    line.width() <= width || !line.trim().contains(' '),
                    "{width}: {line:?}"
                );
                assert_eq!(line.trim_end(), line);
            }
        }
    }
}

#[test]
fn real_labels_can_be_compared() {
    let labels = crate::support::root().join("../shared/data/spl");
    if !labels.is_dir() {
        println!("skipped: {} is not here", labels.display());
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let library = folder.path().join("library.db");
    // A report of a product among them is no label.
    let mut add = stackwise(["add".as_ref(), "--keep-going".as_ref(), labels.as_os_str()]);
    ended(add.env("STACKWISE_LIBRARY", &library));
    let ids =
        ended(stackwise(["list", "--source", "library"]).env("STACKWISE_LIBRARY", &library)).stdout;
    assert!(ids.lines().count() >= 3);
    for id in ids.lines() {
        let compared = |form: &str| {
            let mut command = stackwise(["compare", "ketamine", id, "-f", form]);
            let seen = ended(command.env("STACKWISE_LIBRARY", &library));
            assert_eq!((seen.status, seen.stderr.as_str()), (0, ""));
            seen.stdout
        };
        let entry = ended(
            stackwise(["show", id, "-s", "risks", "-f", "json"]).env("STACKWISE_LIBRARY", &library),
        );
        let document: Value = serde_json::from_str(&compared("json")).unwrap();
        if entry.status == 0 {
            let entry: Value = serde_json::from_str(&entry.stdout).unwrap();
            let risks = document["risks"].as_array().unwrap();
            let mut texts: Vec<&Value> = risks
                .iter()
                .flat_map(|risk| risk["entries"].as_array().unwrap())
                .filter(|own| own["id"] == id)
                .map(|own| &own["text"])
                .collect();
            let mut own: Vec<&Value> = entry["risks"]
                .as_array()
                .unwrap()
                .iter()
                .map(|risk| &risk["text"])
                .collect();
            texts.sort_by_key(std::string::ToString::to_string);
            own.sort_by_key(std::string::ToString::to_string);
            assert_eq!(texts, own);
        }
        assert!(!compared("markdown").is_empty());
    }
}

#[test]
fn names_that_find_one_entry_twice_or_none_are_refused() {
    assert_eq!(
        run("compare ketamine ketamine-therapy"),
        Ended {
            status: 2,
            stdout: String::new(),
            stderr: "error: \"ketamine-therapy\" is \"ketamine\", which is already named\nhint: name each entry once\n".into(),
        }
    );
    assert_eq!(run("compare ketamine morphine").status, 1);
    assert_eq!(run("compare ketamine").status, 2);
}
