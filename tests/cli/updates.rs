//! Labels that come anew: one set id is one entry, whatever comes in whichever order.

use std::fmt::Write as _;
use std::fs;

use pretty_assertions::assert_eq;
use serde_json::{Value, json};

use crate::archives::archive;
use crate::library::{Scene, entry, many, told};

/// A version of a label.
fn label(id: &str, set_id: &str, version: u32, words: &str) -> Value {
    let mut label = entry(id, id);
    label["sections"][0]["paragraphs"] = json!([words]);
    label["source"]["set_id"] = json!(set_id);
    label["source"]["version"] = json!(version.to_string());
    label["source"]["effective_date"] = json!(format!("20{version:02}-01-01"));
    label
}

fn write(scene: &Scene, name: &str, label: &Value) {
    scene.write(name, label.to_string());
}

/// The version and the text of the only entry.
fn kept(scene: &Scene) -> (String, String) {
    let exported: Value = serde_json::from_str(&scene.printed("export")).unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    (
        text(&exported["source"]["version"]),
        text(&exported["sections"][0]["content"][0]),
    )
}

#[test]
fn the_newer_of_two_versions_stays_in_whichever_order_they_come() {
    // As numbers: "10" is newer than "9".
    let old = label("pill", "s", 9, "Old.").to_string();
    let new = label("pill", "s", 10, "New.").to_string();
    let (old, new) = (("old.json", old.as_bytes()), ("new.json", new.as_bytes()));
    for (members, wanted) in [
        ([old, new], "1 added, 1 replaced, 0 unchanged\n"),
        (
            [new, old],
            "1 added, 0 replaced, 0 unchanged, 1 older than in the library (not added)\n",
        ),
    ] {
        let scene = Scene::new();
        scene.write("a.zip", archive(&members));
        assert_eq!(scene.run("add a.zip"), told(wanted));
        assert_eq!(kept(&scene), ("10".to_owned(), "New.".to_owned()));
    }
}

#[test]
fn an_older_release_afterwards_changes_nothing_and_says_so() {
    let scene = Scene::new();
    write(&scene, "old.json", &label("pill", "s", 1, "Old."));
    write(&scene, "new.json", &label("pill", "s", 2, "New."));
    assert_eq!(
        scene.run("add old.json").stderr,
        "1 added, 0 replaced, 0 unchanged\n"
    );
    assert_eq!(
        scene.run("add new.json").stderr,
        "0 added, 1 replaced, 0 unchanged\n"
    );
    let before = fs::read(scene.library()).unwrap();
    for line in ["add old.json", "add --replace old.json"] {
        assert_eq!(
            scene.run(line),
            told("0 added, 0 replaced, 0 unchanged, 1 older than in the library (not added)\n")
        );
    }
    assert_eq!(
        scene.run("add new.json").stderr,
        "0 added, 0 replaced, 1 unchanged\n"
    );
    assert_eq!(fs::read(scene.library()).unwrap(), before);
}

#[test]
fn other_words_in_the_same_version_are_refused_as_such() {
    let scene = Scene::new();
    write(&scene, "one.json", &label("pill", "s", 3, "One."));
    write(&scene, "two.json", &label("pill", "s", 3, "Two."));
    scene.printed("add one.json");
    let refused = scene.run("add two.json");
    assert_eq!(refused.status, 2);
    assert_eq!(
        refused.stderr,
        "error: two.json:1:1: the library has version 3 of this label with other words, as \"pill\"; \
         `--replace` overwrites it\n\
         hint: nothing was added; `--keep-going` adds valid entries\n"
    );
    assert_eq!(kept(&scene).1, "One.");
    assert_eq!(
        scene.run("add --replace two.json").stderr,
        "0 added, 1 replaced, 0 unchanged\n"
    );
    assert_eq!(kept(&scene).1, "Two.");
}

#[test]
fn a_version_with_another_title_takes_the_place_of_the_one_before() {
    let scene = Scene::new();
    write(&scene, "one.json", &label("pill", "s", 1, "Unheardof."));
    write(&scene, "two.json", &label("better-pill", "s", 2, "Two."));
    write(&scene, "other.json", &label("other", "t", 1, "Other."));
    scene.printed("add one.json other.json");
    assert_eq!(
        scene.run("add two.json").stderr,
        "0 added, 1 replaced, 0 unchanged\n"
    );
    assert_eq!(
        scene.printed("list --source library"),
        "better-pill\nother\n"
    );
    assert_eq!(scene.run("show pill").status, 1);
    assert_eq!(scene.run("search Unheardof").status, 1);
    assert_eq!(scene.printed("check"), "");
}

#[test]
fn a_folder_with_an_older_version_than_the_library_keeps_what_is_there() {
    let scene = Scene::new();
    fs::create_dir(scene.folder.path().join("labels")).unwrap();
    write(&scene, "labels/one.json", &label("pill", "s", 1, "One."));
    write(
        &scene,
        "labels/two.json",
        &label("better-pill", "s", 2, "Two."),
    );
    for wanted in [
        "1 added, 1 replaced, 0 unchanged, 0 removed\n",
        "0 added, 0 replaced, 1 unchanged, 0 removed, 1 older than in the library (not added)\n",
    ] {
        assert_eq!(scene.run("add --prune labels"), told(wanted));
    }
    fs::remove_file(scene.folder.path().join("labels/two.json")).unwrap();
    assert_eq!(
        scene.run("add --prune labels"),
        told(
            "0 added, 0 replaced, 0 unchanged, 0 removed, 1 older than in the library (not added)\n"
        )
    );
    assert_eq!(kept(&scene), ("2".to_owned(), "Two.".to_owned()));
}

/// Entries of so much JSON that writing begins while more is read, with a bad one in the middle or at
/// the end.
fn large(bad: &str) -> String {
    let good = many(2_000, "word");
    assert!(good.len() > 4 << 20, "{}", good.len());
    let mut lines = String::new();
    for (number, line) in good.lines().enumerate() {
        if number == 1_900 && bad == "middle" {
            writeln!(lines, "{{}}").unwrap();
        }
        writeln!(lines, "{line}").unwrap();
    }
    if bad == "end" {
        writeln!(lines, "{{}}").unwrap();
    }
    lines
}

#[test]
fn a_problem_at_the_end_of_much_leaves_the_library_as_it_was() {
    for had_library in [false, true] {
        let scene = Scene::new();
        write(&scene, "kept.json", &entry("kept", "Kept"));
        if had_library {
            scene.printed("add kept.json");
        }
        scene.write("large.jsonl", large("end"));
        let files = scene.files();
        let refused = scene.run("add large.jsonl");
        assert_eq!(refused.status, 2);
        assert!(
            refused
                .stderr
                .ends_with("hint: nothing was added; `--keep-going` adds valid entries\n"),
            "{}",
            refused.stderr
        );
        assert_eq!(scene.files(), files);
        if had_library {
            assert_eq!(scene.printed("list --source library"), "kept\n");
            assert_eq!(scene.printed("check"), "");
        }
    }
}

#[test]
fn what_is_valid_of_much_is_kept_where_that_is_asked_for() {
    let scene = Scene::new();
    scene.write("large.jsonl", large("middle"));
    let kept = scene.run("add --keep-going large.jsonl");
    assert_eq!(kept.status, 2);
    assert!(
        kept.stderr.contains("large.jsonl:1901:")
            && kept
                .stderr
                .ends_with("hint: valid entries were saved: 2000 added, 0 replaced, 0 unchanged\n"),
        "{}",
        kept.stderr
    );
    assert_eq!(scene.printed("export").lines().count(), 2_000);
    assert_eq!(scene.printed("check"), "");
}

/// An id ends with eight digits of the set id, which among tens of thousands of labels two may share.
#[test]
fn labels_of_one_name_whose_set_ids_begin_alike_are_both_taken() {
    let set = |end: &str| format!("97420fe4-{end}-44d2-9d23-0f738eb0af8e");
    let one = |version| label("pill-97420fe4", &set("7468"), version, "One.").to_string();
    let other = |version| label("pill-97420fe4", &set("6ce2"), version, "Other.").to_string();
    let ids = "pill-97420fe4\npill-97420fe46ce2\n";
    // In one archive, and one after the other.
    let both = Scene::new();
    let (first, second) = (one(1), other(1));
    both.write(
        "a.zip",
        archive(&[("1.json", first.as_bytes()), ("2.json", second.as_bytes())]),
    );
    assert_eq!(
        both.run("add a.zip"),
        told("2 added, 0 replaced, 0 unchanged\n")
    );
    let scene = Scene::new();
    for (name, text) in [("one.json", one(1)), ("other.json", other(1))] {
        scene.write(name, text);
        let added = scene.run(&format!("add {name}"));
        assert_eq!(added, told("1 added, 0 replaced, 0 unchanged\n"));
    }
    for scene in [both, scene] {
        assert_eq!(scene.printed("list --source library"), ids);
        scene.write("other.json", other(1));
        for line in ["add other.json", "add --replace other.json"] {
            let unchanged = told("0 added, 0 replaced, 1 unchanged\n");
            assert_eq!(scene.run(line), unchanged, "{line}");
        }
        scene.write("new.jsonl", format!("{}\n{}\n", other(2), one(2)));
        let replaced = told("0 added, 2 replaced, 0 unchanged\n");
        assert_eq!(scene.run("add new.jsonl"), replaced);
        let shown = |id: &str| scene.printed(&format!("show {id} -s overview --bare"));
        assert_eq!(scene.printed("list --source library"), ids);
        assert_eq!(shown("pill-97420fe4"), "One.\n");
        assert_eq!(shown("pill-97420fe46ce2"), "Other.\n");
        assert_eq!(scene.run("check").status, 0);
    }
}
