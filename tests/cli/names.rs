//! Names: each finds its own entry or none, and a library whose names lead elsewhere is told.

use std::fs;
use std::path::PathBuf;

use pretty_assertions::assert_eq;
use rusqlite::Connection;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::support::{Ended, ended, stackwise};

/// A folder with a library of these entries: ids, titles and aliases.
struct Shelf(TempDir);

impl Shelf {
    fn of(entries: &[(&str, &str, &[&str])]) -> Self {
        let shelf = Self(tempfile::tempdir().unwrap());
        let lines = entries.iter().map(|(id, title, aliases)| {
            let entry = json!({
                "schema_version": 1, "id": id, "title": title, "aliases": aliases,
                "risk": { "level": "low" },
                "sections": [{ "id": "overview", "title": "Overview", "paragraphs": ["Text."] }],
                "risks": [], "disclaimer": null, "source": { "name": "Test" }
            });
            format!("{entry}\n")
        });
        let documents = shelf.0.path().join("in.jsonl");
        fs::write(&documents, lines.collect::<String>()).unwrap();
        let added = shelf.run(&["add", documents.to_str().unwrap()]);
        assert_eq!(added.status, 0, "{}", added.stderr);
        shelf
    }

    /// Two herbs.
    fn of_herbs() -> Self {
        Self::of(&[
            ("valerian", "Valerian Root", &["Baldrian"]),
            ("kava", "Kava Kava", &["Awa"]),
        ])
    }

    fn library(&self) -> PathBuf {
        self.0.path().join("library.db")
    }

    fn run(&self, arguments: &[&str]) -> Ended {
        ended(stackwise(arguments).env("STACKWISE_LIBRARY", self.library()))
    }

    /// The title that is shown for a name; none where it is not there.
    fn title(&self, name: &str) -> Option<String> {
        let shown = self.run(&["show", name, "-f", "json"]);
        if shown.status == 0 {
            let entry: Value = serde_json::from_str(&shown.stdout).unwrap();
            return Some(entry["title"].as_str().unwrap().to_owned());
        }
        assert_eq!((shown.status, shown.stdout.as_str()), (1, ""), "{name}");
        None
    }

    /// Does to the library what another program, or a failing disk, might.
    fn damage(&self, sql: &str) {
        let library = Connection::open(self.library()).unwrap();
        library.pragma_update(None, "foreign_keys", "OFF").unwrap();
        library.execute_batch(sql).unwrap();
    }

    /// A run prints nothing, ends with 2, and says that the library is damaged in this way.
    fn assert_damage_is_told(&self, arguments: &[&str], what: &str) {
        let seen = self.run(arguments);
        assert_eq!(
            (seen.status, seen.stdout.as_str()),
            (2, ""),
            "{arguments:?}"
        );
        let library = self.library();
        let told = format!(
            "error: the library {} is damaged: {what}\nhint: `stackwise check` ",
            library.display()
        );
        assert!(seen.stderr.starts_with(&told), "{}", seen.stderr);
    }
}

/// Makes the name of one entry lead to the other.
const SWAP: &str = "
    UPDATE name SET entry = -entry WHERE folded IN ('baldrian', 'awa');
    UPDATE name SET entry = 3 + entry WHERE entry < 0;";

#[test]
fn names_in_scripts_whose_marks_make_words_find_their_own_entry_alone() {
    let names = [
        "バイド",
        "ハイト",
        "किताब",
        "कतब",
        "กิน",
        "กน",
        "כֹּל",
        "כל",
        "كَتَبَ",
        "كتب",
        "কলা",
        "কল",
    ];
    let ids: Vec<String> = (0..names.len()).map(|at| format!("word-{at}")).collect();
    // Every other one is there.
    let entries: Vec<(&str, &str, &[&str])> = (0..names.len())
        .step_by(2)
        .map(|at| (ids[at].as_str(), names[at], &[][..]))
        .collect();
    let shelf = Shelf::of(&entries);
    for (at, name) in names.into_iter().enumerate() {
        let found = (at % 2 == 0).then(|| name.to_owned());
        assert_eq!(shelf.title(name), found, "{name}");
    }
    assert_eq!(shelf.title("ﾊﾞｲﾄﾞ").as_deref(), Some("バイド"));
    assert_eq!(shelf.title("ﾊｲﾄ"), None);
}

#[test]
fn case_width_joiners_and_latin_greek_and_cyrillic_marks_find_the_same_entry() {
    let shelf = Shelf::of(&[("one", "Прозак", &["Πρόζακ", "Prózac-Plus", "Groß"])]);
    for name in [
        "ПРОЗАК",
        "ΠΡΟΖΑΚ",
        "προζακ",
        "ＰＲＯＺＡＣ＿ｐｌｕｓ",
        "prozac plus",
        "GROSS",
    ] {
        assert_eq!(shelf.title(name).as_deref(), Some("Прозак"), "{name}");
    }
    for name in ["прозаk", "prozacplus", "prozac²plus"] {
        assert_eq!(shelf.title(name), None, "{name}");
    }
}

#[test]
fn a_name_that_leads_to_another_entry_is_told_as_damage() {
    let shelf = Shelf::of_herbs();
    shelf.damage(SWAP);
    let what = "its name \"baldrian\" leads to another entry, \"kava\"";
    for arguments in [
        &["show", "Baldrian"][..],
        &["show", "baldrian", "-s", "overview"],
        &["export", "baldrian"],
        &["remove", "baldrian"],
        &["compare", "baldrian", "ketamine"],
        // And where it would be suggested.
        &["show", "baldrain"],
    ] {
        shelf.assert_damage_is_told(arguments, what);
    }
    assert_eq!(shelf.title("valerian").as_deref(), Some("Valerian Root"));
    assert_eq!(shelf.title("kava kava").as_deref(), Some("Kava Kava"));
    assert_eq!(shelf.run(&["export"]).stdout.lines().count(), 2);
}

#[test]
fn a_name_that_leads_to_no_entry_is_told_as_damage() {
    let shelf = Shelf::of_herbs();
    shelf.damage(
        "INSERT INTO name (folded, newness, entry, is_identifier)
         VALUES ('hops', 0, 99, 0), ('kava kava', 0, 99, 0)",
    );
    for (name, folded) in [
        ("hops", "hops"),
        ("hosp", "hops"),
        ("Kava Kava", "kava kava"),
    ] {
        let what = format!("its name \"{folded}\" leads to no entry");
        shelf.assert_damage_is_told(&["show", name], &what);
    }
}

#[test]
fn one_wrong_entry_among_several_of_a_name_is_told_as_damage() {
    let shelf = Shelf::of(&[
        ("somnol-a", "Somnol", &[]),
        ("somnol-b", "Somnol", &[]),
        ("kava", "Kava", &[]),
    ]);
    assert_eq!(shelf.run(&["show", "somnol"]).status, 1);
    shelf.damage(
        "INSERT INTO name (folded, newness, entry, is_identifier)
         SELECT 'somnol', 0, key, 0 FROM entry WHERE id = 'kava'",
    );
    let what = "its name \"somnol\" leads to another entry, \"kava\"";
    shelf.assert_damage_is_told(&["show", "somnol"], what);
}

#[test]
fn an_id_that_leads_to_another_entry_is_told_as_damage() {
    let shelf = Shelf::of_herbs();
    shelf.damage(
        "UPDATE entry SET id = 'x' WHERE id = 'kava'; UPDATE entry SET id = 'kava' WHERE id = 'valerian'",
    );
    let what = "its id \"kava\" leads to another entry, \"valerian\"";
    for command in ["show", "export", "remove"] {
        shelf.assert_damage_is_told(&[command, "kava"], what);
    }
    // Where a built-in one has the id, it is not shown in its place.
    shelf.damage("UPDATE entry SET id = 'ketamine' WHERE id = 'kava'");
    let what = "its id \"ketamine\" leads to another entry, \"valerian\"";
    shelf.assert_damage_is_told(&["show", "ketamine"], what);
}

#[test]
fn an_entry_whose_title_is_no_name_is_told_as_damage() {
    let shelf = Shelf::of_herbs();
    shelf.damage("DELETE FROM name WHERE folded = 'valerian root'");
    let what = "no name leads to its entry \"valerian\"";
    shelf.assert_damage_is_told(&["show", "Valerian Root"], what);
    assert_eq!(shelf.run(&["show", "something else"]).status, 1);
}

#[test]
fn a_suggestion_says_which_entry_it_is() {
    let shelf = Shelf::of(&[
        ("humira-608d4f0d", "Humira", &["adalimumab"]),
        (
            "hydralazine-1",
            "Hydralazine Hydrochloride",
            &["Hydralazine"],
        ),
        ("hydroxyzine-1", "Hydroxyzine", &[]),
    ]);
    let hint = |name: &str| {
        let seen = self::hint(&shelf.run(&["show", name]));
        seen.unwrap_or_default()
    };
    assert_eq!(
        hint("adalimumap"),
        "did you mean `humira-608d4f0d` (Humira; also named adalimumab)?"
    );
    assert_eq!(hint("humria"), "did you mean `humira-608d4f0d` (Humira)?");
    assert_eq!(
        hint("ketamin"),
        "did you mean `ketamine` (Ketamine Therapy)?"
    );
    assert_eq!(
        hint("hydr"),
        "did you mean `hydralazine-1` (Hydralazine Hydrochloride; also named Hydralazine) or \
         `hydroxyzine-1` (Hydroxyzine)?"
    );
    // Two edits are near, three are not.
    assert_eq!(
        hint("hxdrokyzine"),
        "did you mean `hydroxyzine-1` (Hydroxyzine)?"
    );
    assert_eq!(hint("hxdrokkine"), "`stackwise list` shows every entry");
    let seen = shelf.run(&["show", "adalimumap", "-f", "json"]);
    let seen: Value = serde_json::from_str(&seen.stderr).unwrap();
    assert_eq!(
        seen["error"],
        json!({
            "code": "entry-not-found",
            "message": "no entry is named \"adalimumap\"; did you mean `humira-608d4f0d` (Humira; \
                        also named adalimumab)?",
            "suggestions": ["humira-608d4f0d"]
        })
    );
}

/// The first hint of an error.
fn hint(seen: &Ended) -> Option<String> {
    let mut lines = seen.stderr.lines();
    let hint = lines.find_map(|line| line.strip_prefix("hint: "));
    hint.map(str::to_owned)
}

#[test]
fn what_a_built_in_is_called_is_not_suggested_where_another_stands_in_its_place() {
    let shelf = Shelf::of(&[("ketamine", "Own Notes", &[])]);
    let seen = shelf.run(&["show", "ketamine terapy"]);
    assert_eq!(
        seen.stderr,
        "error: no entry is named \"ketamine terapy\"\nhint: `stackwise list` shows every entry\n"
    );
    let seen = shelf.run(&["show", "ketamin"]);
    assert_eq!(
        hint(&seen).as_deref(),
        Some("did you mean `ketamine` (Own Notes)?")
    );
}

#[test]
fn of_very_many_entries_of_a_name_some_are_listed_and_the_others_counted() {
    let ids: Vec<String> = (10..35).map(|number| format!("somnol-{number}")).collect();
    let entries: Vec<(&str, &str, &[&str])> = ids
        .iter()
        .map(|id| (id.as_str(), "Somnol", &[][..]))
        .collect();
    let shelf = Shelf::of(&entries);
    let seen = shelf.run(&["show", "somnol"]);
    let lines: Vec<&str> = seen.stderr.lines().collect();
    assert_eq!(lines[0], "error: 25 entries are named \"somnol\"");
    assert_eq!(lines[1], "  somnol-10: Somnol (Test)");
    assert_eq!(lines[10], "  somnol-19: Somnol (Test)");
    assert_eq!(lines[11], "  and 15 more");
    let hint = "hint: `stackwise list --name somnol` lists them all";
    assert_eq!((lines[13], lines.len()), (hint, 14));
    let listed = shelf.run(&["list", "--name", "SOMNOL"]);
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    assert_eq!(listed.stdout.lines().collect::<Vec<_>>(), ids);
}

#[test]
fn a_tab_leaves_out_what_a_damaged_name_leads_to() {
    let shelf = Shelf::of_herbs();
    let offered = |typed| {
        let mut command = stackwise(["--", "stackwise", "show", typed]);
        command.env("COMPLETE", "zsh");
        let seen = ended(command.env("STACKWISE_LIBRARY", shelf.library()));
        assert_eq!((seen.status, seen.stderr.as_str()), (0, ""), "{typed}");
        seen.stdout
    };
    assert_eq!(offered("bal"), "baldrian:Valerian Root\n");
    shelf.damage(SWAP);
    shelf.damage(
        "INSERT INTO name (folded, newness, entry, is_identifier) VALUES ('hops', 0, 99, 0)",
    );
    assert_eq!(offered("bal"), "");
    assert_eq!(offered("hop"), "");
    assert_eq!(offered("val"), "valerian:Valerian Root\n");
}
