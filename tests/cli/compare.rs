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

/// Drug labels of our own, and notes: what one says of another is in all kinds of places.
fn labels() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let label = |id: &str, title: &str, substance: &str, sections: Value, risks: Value| {
        json!({
            "schema_version": 2, "id": id, "title": title, "risk": { "level": "unknown" },
            "sections": sections, "risks": risks, "about": { "substances": [{ "name": substance }] },
            "source": { "name": "Test", "set_id": id }
        })
    };
    let section = |id: &str, title: &str, content: Value| json!({ "id": id, "title": title, "content": content });
    let filler = "Nothing of it is told here in so many words. ".repeat(12);
    let velanor = json!([
        section(
            "drug-interactions",
            "DRUG INTERACTIONS",
            json!([
                "Avoid the following with it:",
                { "list": ["tebrixol-containing products", "other Velanor"] },
                { "table": { "head": [["Drug", "Effect"]], "rows": [["S-tebrixol", "increased"]] } }
            ])
        ),
        section(
            "overview",
            "DESCRIPTION",
            json!([
                format!(
                    "{filler}Those on TEBRIXOL® (tebrixol sodium) were 5.5 years old. {filler}End"
                ),
                "Depo-Tebrixol, Depo-Provera and nortebrixol are others.",
                "It may lead to iron deficiency. Lead to it. Serotonin reuptake inhibitors MAY LEAD TO it.",
                "Take oral iron with food, and Lead® apart."
            ])
        ),
        section(
            "adverse-reactions",
            "ADVERSE REACTIONS",
            json!([
                "Hearing loss was seen, and dizziness.",
                "Loss of weight, and of hearing much later on in the years."
            ])
        ),
    ]);
    let risks = json!([
        { "text": "Hearing Loss [see Warnings (5.1)]", "kind": "undesirable-effect" },
        { "text": "Gout: Stop it. (5.2)", "kind": "warning", "lead": "Do not use it with:" },
        { "text": "Falls (5.3)", "kind": "warning" }
    ]);
    let mut tebrixol = label(
        "tebrixol",
        "Tebrixol Sodium",
        "tebrixol sodium",
        json!([]),
        risks,
    );
    tebrixol["risk_sections"] =
        json!([{ "section": "warnings", "kind": "warning", "listed": false }]);
    tebrixol["sections"] =
        json!([{ "id": "warnings", "number": "5", "title": "WARNINGS", "content": ["x"] }]);
    let fall = json!([{ "text": "FALLS", "kind": "contraindication" }]);
    let entries = json!([
        label("velanor", "Velanor", "velanor", velanor, fall),
        tebrixol,
        label("plumbum", "Plumbum", "LEAD", json!([]), json!([])),
        label("ferrum", "Ferrum", "IRON", json!([]), json!([])),
        label("serotonin", "Serotonin", "SEROTONIN", json!([]), json!([])),
        label("depo", "Depo", "medroxy acetate", json!([]), json!([])),
    ]);
    fs::write(folder.path().join("all.json"), entries.to_string()).unwrap();
    let mut add = stackwise(["add", "all.json"]);
    add.current_dir(folder.path())
        .env("STACKWISE_LIBRARY", folder.path().join("library.db"));
    assert_eq!(ended(&mut add).status, 0);
    folder
}

/// What the first entry says of the second: each passage with its last heading and its matches.
fn said(folder: &TempDir, line: &str) -> Vec<(String, String, Vec<String>)> {
    let document: Value =
        serde_json::from_str(&compared(folder, &format!("compare {line} --all -f json"))).unwrap();
    let passages = document["mentions"][0]["passages"]
        .as_array()
        .unwrap()
        .iter();
    let words = |value: &Value| value.as_str().unwrap().to_owned();
    passages
        .map(|passage| {
            let text = words(&passage["text"]);
            let matches = passage["matches"].as_array().unwrap().iter().map(|found| {
                let at = |end: usize| usize::try_from(found[end].as_u64().unwrap()).unwrap();
                text.chars().take(at(1)).skip(at(0)).collect()
            });
            let matches = matches.collect();
            let sections = passage["sections"].as_array().unwrap();
            (words(&sections.last().unwrap()["heading"]), text, matches)
        })
        .collect()
}

#[test]
fn what_one_says_of_another_is_shown_verbatim_with_its_place() {
    let folder = labels();
    let said = said(&folder, "velanor tebrixol");
    let found: Vec<(&str, &[String])> = said
        .iter()
        .map(|(heading, _, matches)| (heading.as_str(), matches.as_slice()))
        .collect();
    let words = |words: &[&str]| words.iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(
        found,
        [
            ("DRUG INTERACTIONS", words(&["tebrixol"]).as_slice()),
            ("DRUG INTERACTIONS", words(&["tebrixol"]).as_slice()),
            (
                "DESCRIPTION",
                words(&["TEBRIXOL", "tebrixol sodium"]).as_slice()
            ),
        ]
    );
    assert!(
        said[2]
            .1
            .starts_with("…Those on TEBRIXOL® (tebrixol sodium) were 5.5 years old. Nothing")
    );
    assert!(said[2].1.ends_with("words.…"));
    let shown = compared(&folder, "compare velanor tebrixol -f text --width 60");
    assert!(
        shown.contains(
            "What Velanor says of Tebrixol Sodium\n  DRUG INTERACTIONS\n    Avoid the following with it:\n    \
             tebrixol-containing products\n  DRUG INTERACTIONS\n    S-tebrixol\n    row of a table: S-tebrixol | increased\n"
        ),
        "{shown}"
    );
    let markdown = compared(&folder, "compare velanor tebrixol -f markdown");
    assert!(
        markdown.contains("### DRUG INTERACTIONS\n\n> Avoid the following with it:\n>\n> **tebrixol**\\-containing products\n"),
        "{markdown}"
    );
}

#[test]
fn a_word_that_only_looks_like_a_name_is_no_mention() {
    let folder = labels();
    let texts = |line: &str| -> Vec<String> {
        said(&folder, line)
            .into_iter()
            .map(|(_, text, _)| text)
            .collect()
    };
    let given = "Take oral iron with food, and Lead® apart.";
    assert_eq!(texts("velanor plumbum"), [given]);
    assert_eq!(texts("velanor ferrum"), [given]);
    for none in ["velanor serotonin", "velanor depo"] {
        assert_eq!(texts(none), [""; 0], "{none}");
    }
}

#[test]
fn where_nothing_is_found_it_is_no_statement_of_safety() {
    let shown = compared(&labels(), "compare tebrixol depo -f text --width 0");
    assert!(
        shown.contains(
            "Tebrixol Sodium does not name Depo (looked for: Depo, medroxy acetate, medroxy). That nothing is found is no \
             statement that they are safe together.\n"
        ),
        "{shown}"
    );
    let both = compared(&labels(), "compare velanor tebrixol -f json");
    let both: Value = serde_json::from_str(&both).unwrap();
    assert_eq!(both["mentions"][0]["note"], Value::Null);
    assert_eq!(
        both["mentions"][1]["note"],
        "That nothing is found is no statement that they are safe together."
    );
}

#[test]
fn a_risk_that_is_not_listed_is_looked_for_in_the_text() {
    let folder = labels();
    let shown = compared(&folder, "compare velanor tebrixol -f text --width 0");
    for told in [
        "Shared risks\nKind: contraindication\nVelanor: FALLS\nTebrixol Sodium: Falls (5.3) (warning)\n",
        "Velanor: not found in its text in these words\nTebrixol Sodium: Do not use it with:\n  • Gout: Stop it. (5.2)\n",
        "Velanor: in ADVERSE REACTIONS: \"Hearing loss was seen, and dizziness.\"; and 1 more passage\n\
         Tebrixol Sodium: Hearing Loss [see Warnings (5.1)]\n",
        "Tebrixol Sodium also tells of risks, not listed here: 5 WARNINGS (`stackwise show tebrixol -s warnings`)\n",
    ] {
        assert!(shown.contains(told), "{told}\n{shown}");
    }
}

#[test]
fn only_the_first_passages_are_shown_unless_all_are_wanted() {
    let folder = tempfile::tempdir().unwrap();
    let entry = |id: &str, content: Value| {
        json!({
            "schema_version": 2, "id": id, "title": id, "risk": { "level": "low" }, "source": { "name": "Test" },
            "sections": [{ "id": "overview", "title": "Overview", "content": content }]
        })
    };
    let many: Vec<String> = (0..9)
        .map(|number| format!("Take valerian {number}."))
        .collect();
    let entries = json!([entry("hops", json!(many)), entry("valerian", json!(["x"]))]);
    fs::write(folder.path().join("all.json"), entries.to_string()).unwrap();
    let mut add = stackwise(["add", "all.json"]);
    add.current_dir(folder.path())
        .env("STACKWISE_LIBRARY", folder.path().join("library.db"));
    assert_eq!(ended(&mut add).status, 0);
    let document =
        |line: &str| -> Value { serde_json::from_str(&compared(&folder, line)).unwrap() };
    let first = document("compare hops valerian -f json");
    assert_eq!(
        (&first["truncated"], &first["mentions"][0]["total"]),
        (&json!(true), &json!(9))
    );
    assert_eq!(
        first["mentions"][0]["passages"].as_array().unwrap().len(),
        5
    );
    let all = document("compare hops valerian -f json --all");
    assert_eq!(all["truncated"], false);
    assert_eq!(all["mentions"][0]["passages"].as_array().unwrap().len(), 9);
    for form in ["text", "table", "markdown"] {
        let shown = compared(
            &folder,
            &format!("compare hops valerian -f {form} --width 0"),
        );
        assert!(
            shown.contains("5 of 9 passages are shown: `--all` shows the other 4."),
            "{shown}"
        );
    }
}

#[test]
fn json_fits_the_schema_and_has_nothing_that_is_not_in_it() {
    let mut schema: Value = serde_json::from_str(&run("schema").stdout).unwrap();
    schema["anyOf"] = json!([{ "$ref": "#/$defs/Comparison" }]);
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    let folder = labels();
    for line in ["velanor tebrixol", "tebrixol velanor depo --all"] {
        let shown = compared(&folder, &format!("compare {line} -f json"));
        let document: Value = serde_json::from_str(&shown).unwrap();
        if let Err(error) = validator.validate(&document) {
            panic!("{line}: {error}");
        }
        for place in [
            "/entries/0",
            "/risks/0",
            "/mentions/0",
            "/mentions/0/passages/0",
        ] {
            let mut spoiled = document.clone();
            if let Some(object) = spoiled.pointer_mut(place) {
                object["unknown"] = true.into();
                assert!(!validator.is_valid(&spoiled), "{place}");
            }
        }
    }
    let shown = compared(&folder, "compare velanor tebrixol -f json");
    let document: Value = serde_json::from_str(&shown).unwrap();
    assert_eq!(
        document["risks"][1]["elsewhere"],
        json!([{ "id": "velanor", "found": "none", "total": 0, "passages": [] }])
    );
    assert_eq!(
        document["mentions"][0]["passages"][1],
        json!({
            "sections": [{ "id": "drug-interactions", "heading": "DRUG INTERACTIONS" }],
            "row": ["S-tebrixol", "increased"], "text": "S-tebrixol", "matches": [[2, 10]]
        })
    );
    assert_eq!(
        document["entries"][1]["risk_sections"],
        json!([{ "section": "warnings", "kind": "warning", "listed": false }])
    );
}

#[test]
fn headings_are_announced_where_output_is_read_out() {
    let folder = labels();
    let mut command = stackwise(words("compare velanor tebrixol"));
    command
        .env("STACKWISE_LIBRARY", folder.path().join("library.db"))
        .env("ACCESSIBLE", "1");
    let shown = ended(&mut command).stdout;
    assert!(
        shown.contains("\nHeading: Shared risks, 1 item\n"),
        "{shown}"
    );
    assert!(shown.contains(
        "\nHeading: What Velanor says of Tebrixol Sodium, 3 items\nSection: DRUG INTERACTIONS\n"
    ));
    assert!(!shown.contains('│'));
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
