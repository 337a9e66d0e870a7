//! The user's own entries: put in, taken out, and never lost.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use pretty_assertions::assert_eq;
use rusqlite::Connection;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::support::{Ended, ended, root, stackwise, words};

/// A folder with a library and source documents for one test.
pub struct Scene {
    pub folder: TempDir,
}

impl Scene {
    pub fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    pub fn library(&self) -> PathBuf {
        self.folder.path().join("library.db")
    }

    pub fn command(&self, line: &str) -> Command {
        let mut command = stackwise(words(line));
        command
            .current_dir(self.folder.path())
            .env("STACKWISE_LIBRARY", self.library());
        command
    }

    pub fn run(&self, line: &str) -> Ended {
        ended(&mut self.command(line))
    }

    /// What a command prints that has to go well.
    pub fn printed(&self, line: &str) -> String {
        let ended = self.run(line);
        assert_eq!(ended.status, 0, "{line}: {}", ended.stderr);
        ended.stdout
    }

    /// The same for arguments that hold blanks or are no ASCII.
    pub fn printed_of(&self, arguments: &[&str]) -> String {
        let mut command = stackwise(arguments);
        let ended = ended(command.env("STACKWISE_LIBRARY", self.library()));
        assert_eq!(ended.status, 0, "{arguments:?}: {}", ended.stderr);
        ended.stdout
    }

    pub fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        fs::write(self.folder.path().join(name), text).unwrap();
    }

    pub fn files(&self) -> Vec<String> {
        let mut files: Vec<String> = fs::read_dir(self.folder.path())
            .unwrap()
            .map(|file| file.unwrap().file_name().into_string().unwrap())
            .collect();
        files.sort();
        files
    }
}

/// A small entry.
pub fn entry(id: &str, title: &str) -> Value {
    json!({
        "schema_version": 1, "id": id, "title": title, "aliases": [],
        "risk": { "level": "low" },
        "sections": [{ "id": "overview", "title": "Overview", "paragraphs": [format!("About {title}.")] }],
        "risks": [{ "text": "Drowsiness", "kind": "undesirable-effect" }],
        "disclaimer": null, "source": { "name": "Test" }
    })
}

/// Many entries, one a line, as long as real ones.
pub fn many(count: usize, word: &str) -> String {
    let mut lines = String::new();
    for number in 0..count {
        let mut entry = entry(
            &format!("{word}-{number}"),
            &format!("{word} therapy {number}"),
        );
        entry["sections"][0]["paragraphs"] =
            json!([format!("{word} {number} ").repeat(200).trim_end()]);
        writeln!(lines, "{entry}").unwrap();
    }
    lines
}

pub fn told(stderr: &str) -> Ended {
    Ended {
        status: 0,
        stdout: String::new(),
        stderr: stderr.to_owned(),
    }
}

#[test]
fn what_is_added_is_found_until_it_is_removed() {
    let scene = Scene::new();
    scene.write(
        "valerian.json",
        entry("valerian", "Valerian Root").to_string(),
    );
    assert_eq!(
        scene.run("add valerian.json"),
        told("1 added, 0 replaced, 0 unchanged\n")
    );
    assert_eq!(
        scene.printed("show VALERIAN_root -s risks"),
        "Valerian Root · Low Risk\nTest (your library)\n\nHealth Risks\n  • Drowsiness\n"
    );
    assert_eq!(scene.printed("list"), "ketamine\nvalerian\n");
}

#[test]
fn filters_of_a_list_hold_for_the_library() {
    let scene = Scene::new();
    scene.write(
        "valerian.json",
        entry("valerian", "Valerian Root").to_string(),
    );
    scene.run("add valerian.json");
    assert_eq!(scene.printed("list --source library"), "valerian\n");
    assert_eq!(scene.printed("list --source built-in"), "ketamine\n");
    assert_eq!(scene.printed("list --max-level low"), "valerian\n");
    assert_eq!(scene.printed("list --risk drowsi"), "valerian\n");
    assert_eq!(scene.printed("list --risk nausea"), "ketamine\n");
}

#[test]
fn removing_takes_out_all_that_are_named_or_none() {
    let scene = Scene::new();
    scene.write("all.jsonl", many(3, "a"));
    scene.run("add all.jsonl");
    let missing = scene.run("remove a-0 a-9");
    assert_eq!((missing.status, missing.stdout.as_str()), (1, ""));
    assert!(
        missing
            .stderr
            .starts_with("error: no entry in the library is named \"a-9\"\n"),
        "{}",
        missing.stderr
    );
    assert_eq!(scene.printed("list --source library").lines().count(), 3);
    assert_eq!(scene.run("remove a-0 a-2"), told("removed a-0, a-2\n"));
    assert_eq!(scene.printed("list --source library"), "a-1\n");
    assert_eq!(scene.run("remove ketamine").status, 1);
    assert_eq!(scene.run("show a-0").status, 1);
}

#[test]
fn the_same_entry_again_is_told_as_unchanged() {
    let scene = Scene::new();
    scene.write("all.jsonl", many(3, "a"));
    scene.run("add all.jsonl");
    let before = fs::read(scene.library()).unwrap();
    assert_eq!(
        scene.run("add all.jsonl all.jsonl"),
        told("0 added, 0 replaced, 6 unchanged\n")
    );
    assert_eq!(fs::read(scene.library()).unwrap(), before);
}

#[test]
fn another_entry_under_an_id_needs_replace() {
    let scene = Scene::new();
    scene.write("first.json", entry("valerian", "Valerian Root").to_string());
    scene.write(
        "second.json",
        entry("valerian", "Valerian Extract").to_string(),
    );
    scene.run("add first.json");
    let before = fs::read(scene.library()).unwrap();
    assert_eq!(
        scene.run("add second.json"),
        Ended {
            status: 2,
            stdout: String::new(),
            stderr: "error: second.json:1:1: \"Valerian Extract\" has the id \"valerian\", which another \
                     entry in the library has: \"Valerian Root\"; `--replace` overwrites it\n\
                     hint: nothing was added; `--keep-going` adds valid entries\n"
                .into(),
        }
    );
    assert_eq!(fs::read(scene.library()).unwrap(), before);
    assert_eq!(
        scene.run("add --replace second.json"),
        told("0 added, 1 replaced, 0 unchanged\n")
    );
    assert_eq!(scene.run("show valerian root").status, 1);
    assert!(
        scene
            .printed("show valerian extract")
            .starts_with("Valerian Extract")
    );
}

#[test]
fn two_entries_under_one_id_in_one_addition_are_both_named() {
    let scene = Scene::new();
    let pair = format!("{}\n{}\n", entry("x", "One"), entry("x", "Two"));
    scene.write("pair.jsonl", pair);
    let refused = scene.run("add pair.jsonl");
    assert_eq!(refused.status, 2);
    assert!(
        refused.stderr.starts_with(
            "error: pair.jsonl:2:1: another entry with the id \"x\" was already read at pair.jsonl:1:1\n"
        ),
        "{}",
        refused.stderr
    );
    assert_eq!(scene.files(), ["pair.jsonl"]);
}

#[test]
fn one_bad_document_adds_nothing_unless_told_to_keep_going() {
    let scene = Scene::new();
    scene.write("kept.json", entry("kept", "Kept").to_string());
    scene.run("add kept.json");
    scene.write("good.json", entry("good", "Good").to_string());
    scene.write("bad.json", "{\"id\": 7}");
    let before = fs::read(scene.library()).unwrap();
    let refused = scene.run("add good.json bad.json");
    assert_eq!((refused.status, refused.stdout.as_str()), (2, ""));
    assert!(
        refused
            .stderr
            .contains("  bad.json:1:8: invalid type: integer `7`"),
        "{}",
        refused.stderr
    );
    assert!(
        refused
            .stderr
            .contains("  bad.json:1:1: missing field `title`"),
        "{}",
        refused.stderr
    );
    assert_eq!(fs::read(scene.library()).unwrap(), before);
    let partly = scene.run("add --keep-going good.json bad.json");
    assert_eq!(partly.status, 2);
    assert!(
        partly
            .stderr
            .ends_with("hint: valid entries were saved: 1 added, 0 replaced, 0 unchanged\n"),
        "{}",
        partly.stderr
    );
    assert_eq!(scene.printed("list --source library"), "good\nkept\n");
}

#[test]
fn an_entry_in_place_of_a_built_in_one_says_so_in_every_output() {
    let scene = Scene::new();
    let mut own = entry("ketamine", "Our Ketamine Protocol");
    own["aliases"] = json!(["house protocol"]);
    scene.write("own.json", own.to_string());
    scene.run("add own.json");
    assert_eq!(
        scene.printed("show ketamine -s risks"),
        "Our Ketamine Protocol · Low Risk\n\
         Test (your library, in place of the built-in entry)\n\n\
         Health Risks\n  • Drowsiness\n"
    );
    let table = scene.printed("show ketamine -f table");
    assert!(
        table.contains("(your library, in place of the built-in entry)\n"),
        "{table}"
    );
    assert!(
        scene
            .printed("show ketamine -s risks -f markdown")
            .contains("in place of the built-in entry")
    );
    let shown: Value = serde_json::from_str(&scene.printed("show ketamine -f json")).unwrap();
    assert_eq!(
        shown["source"],
        json!({ "name": "Test", "shadows": "built-in" })
    );
    let list: Value = serde_json::from_str(&scene.printed("list -f json")).unwrap();
    assert_eq!(
        list["entries"][0]["source"],
        json!({ "name": "Test", "origin": "library", "shadows": "built-in" })
    );
    assert_eq!(list["entries"].as_array().unwrap().len(), 1);
    let table = scene.printed("list -f table --width 100");
    assert!(table.contains("library (in place of built-in)"), "{table}");
    // The built-in entry's own names find nothing while it is shadowed.
    assert_eq!(scene.run("show ketamine therapy").status, 1);
    let own_again = scene.printed("show ketamine -f json");
    scene.write("again.json", own_again);
    assert_eq!(
        scene.run("add again.json"),
        told("0 added, 0 replaced, 1 unchanged\n")
    );
    scene.run("remove ketamine");
    assert!(
        scene
            .printed("show ketamine therapy")
            .starts_with("Ketamine Therapy")
    );
}

#[test]
fn a_name_that_fits_several_entries_lists_them() {
    let scene = Scene::new();
    let mut one = entry("somnol-aaaa", "Somnol");
    one["source"] = json!({ "name": "North Labs", "effective_date": "2024-02-01" });
    let mut two = entry("somnol-bbbb", "Somnol");
    two["source"] = json!({ "name": "South Labs" });
    scene.write("both.jsonl", format!("{two}\n{one}\n"));
    scene.run("add both.jsonl");
    assert_eq!(
        scene.run("show somnol"),
        Ended {
            status: 1,
            stdout: String::new(),
            stderr: "error: 2 entries are named \"somnol\"\n  somnol-aaaa: Somnol (North Labs, 2024-02-01)\n  \
                     somnol-bbbb: Somnol (South Labs)\nhint: use one of these ids, such as `somnol-aaaa`\n"
                .into(),
        }
    );
    let error: Value = serde_json::from_str(&scene.run("show somnol -f json").stderr).unwrap();
    assert_eq!(error["error"]["code"], "ambiguous-name");
    assert_eq!(
        error["error"]["suggestions"],
        json!(["somnol-aaaa", "somnol-bbbb"])
    );
    assert!(
        scene
            .printed("show somnol-aaaa")
            .starts_with("Somnol · Low Risk")
    );
}

#[test]
fn an_id_stands_for_its_own_entry_whatever_else_is_called_so() {
    let scene = Scene::new();
    let mut label = entry("ketanol-12345678", "Ketanol");
    label["aliases"] = json!(["Ketamine", "Ketamine Therapy"]);
    scene.write("label.json", label.to_string());
    scene.run("add label.json");
    assert!(
        scene
            .printed("show ketamine")
            .starts_with("Ketamine Therapy")
    );
    assert_eq!(scene.run("show ketamine therapy").status, 1);
}

#[test]
fn suggestions_come_from_the_library_too() {
    let scene = Scene::new();
    scene.write(
        "valerian.json",
        entry("valerian", "Valerian Root").to_string(),
    );
    scene.run("add valerian.json");
    let miss = scene.run("show valerain");
    assert_eq!(
        miss.stderr,
        "error: no entry is named \"valerain\"\nhint: did you mean `valerian` (Valerian Root)?\n"
    );
}

#[test]
fn export_gives_back_what_was_added() {
    let scene = Scene::new();
    scene.write("all.jsonl", many(20, "a"));
    scene.run("add all.jsonl");
    let exported = scene.printed("export");
    assert_eq!(exported.lines().count(), 20);
    scene.write("exported.jsonl", &exported);
    assert_eq!(
        scene.run("add exported.jsonl"),
        told("0 added, 0 replaced, 20 unchanged\n")
    );
    assert_eq!(
        scene.run("add --library other.db exported.jsonl"),
        told("20 added, 0 replaced, 0 unchanged\n")
    );
    assert_eq!(scene.printed("export --library other.db"), exported);
    let two = scene.printed("export a-7 a-3");
    assert_eq!(
        two.lines()
            .map(|line| serde_json::from_str::<Value>(line).unwrap()["id"].clone())
            .collect::<Vec<_>>(),
        ["a-7", "a-3"]
    );
    assert_eq!(scene.run("export --library none.db").status, 2);
}

#[test]
fn what_show_prints_as_json_can_be_added_from_standard_input() {
    let scene = Scene::new();
    let shown = crate::support::printed("show ketamine -f json");
    scene.write("shown.json", shown);
    let input = fs::File::open(scene.folder.path().join("shown.json")).unwrap();
    let added = ended(scene.command("add --replace -").stdin(input));
    assert_eq!(added, told("1 added, 0 replaced, 0 unchanged\n"));
    let shown: Value = serde_json::from_str(&scene.printed("show ketamine -f json")).unwrap();
    assert_eq!(shown["source"]["shadows"], "built-in");
}

#[test]
fn reading_neither_makes_nor_changes_a_library() {
    let scene = Scene::new();
    let reads = [
        "list",
        "show ketamine",
        "show nothing",
        "export",
        "show a-1 -f json",
        "list -f json",
        "remove nothing",
    ];
    for line in reads {
        scene.run(line);
    }
    assert_eq!(scene.files(), [""; 0]);
    scene.write("all.jsonl", many(5, "a"));
    scene.run("add all.jsonl");
    assert_eq!(scene.files(), ["all.jsonl", "library.db"]);
    let before = fs::read(scene.library()).unwrap();
    for line in reads {
        scene.run(line);
    }
    assert_eq!(scene.files(), ["all.jsonl", "library.db"]);
    assert_eq!(fs::read(scene.library()).unwrap(), before);
}

#[test]
fn a_library_is_made_where_xdg_says() {
    let scene = Scene::new();
    scene.write(
        "valerian.json",
        entry("valerian", "Valerian Root").to_string(),
    );
    let mut add = stackwise(["add", "valerian.json"]);
    add.current_dir(scene.folder.path())
        .env_remove("STACKWISE_LIBRARY");
    add.env("XDG_DATA_HOME", scene.folder.path().join("data"));
    assert_eq!(ended(&mut add).status, 0);
    assert!(
        scene
            .folder
            .path()
            .join("data/stackwise/library.db")
            .is_file()
    );
}

/// What every command that touches the library says of a file that is none.
fn refusal_of(scene: &Scene, line: &str) -> String {
    let before = fs::read(scene.library()).ok();
    let refused = scene.run(line);
    assert_eq!((refused.status, refused.stdout.as_str()), (2, ""), "{line}");
    assert_eq!(fs::read(scene.library()).ok(), before, "{line}");
    refused.stderr
}

#[test]
fn files_that_are_no_library_are_refused_and_left_alone() {
    let scene = Scene::new();
    scene.write(
        "valerian.json",
        entry("valerian", "Valerian Root").to_string(),
    );
    let library = scene.library();
    let name = library.display();
    let refuses = |why: &str| {
        for line in [
            "show ketamine",
            "list",
            "export",
            "remove x",
            "add valerian.json",
        ] {
            let stderr = refusal_of(&scene, line);
            assert!(stderr.starts_with("error: "), "{line}: {stderr}");
            assert!(stderr.contains(&name.to_string()), "{line}: {stderr}");
            assert!(stderr.contains(why), "{line}: {stderr}");
        }
        let error: Value = serde_json::from_str(&scene.run("list -f json").stderr).unwrap();
        assert_eq!(error["error"]["code"], "library-failed");
    };
    scene.write("library.db", "This is no database. ".repeat(100));
    refuses("it is not an SQLite database");
    fs::remove_file(&library).unwrap();
    Connection::open(&library)
        .unwrap()
        .execute_batch("CREATE TABLE t (x); PRAGMA user_version = 3;")
        .unwrap();
    refuses("it is a database of another program");
    fs::remove_file(&library).unwrap();
    scene.run("add valerian.json");
    let good = fs::read(&library).unwrap();
    Connection::open(&library)
        .unwrap()
        .pragma_update(None, "user_version", 99)
        .unwrap();
    refuses("it was written by a newer stackwise");
    fs::write(&library, &good[..good.len() / 2]).unwrap();
    refuses("the file or its disk is damaged");
    fs::remove_file(&library).unwrap();
    fs::create_dir(&library).unwrap();
    refuses("it is not a file");
}

#[test]
fn a_locked_library_is_told_as_one() {
    let scene = Scene::new();
    scene.write(
        "valerian.json",
        entry("valerian", "Valerian Root").to_string(),
    );
    scene.run("add valerian.json");
    let other = Connection::open(scene.library()).unwrap();
    other.execute_batch("BEGIN EXCLUSIVE").unwrap();
    let refused = scene.run("show valerian");
    assert_eq!(refused.status, 2);
    assert!(
        refused.stderr.contains("another program is using it"),
        "{}",
        refused.stderr
    );
}

#[test]
fn folders_stand_for_the_documents_in_them() {
    let scene = Scene::new();
    fs::create_dir_all(scene.folder.path().join("docs/deeper")).unwrap();
    scene.write("docs/b.json", entry("b", "B").to_string());
    scene.write("docs/deeper/a.jsonl", many(2, "a"));
    scene.write("docs/.hidden.json", "{");
    scene.write("docs/picture.png", "x");
    assert_eq!(
        scene.run("add docs"),
        told("3 added, 0 replaced, 0 unchanged\n")
    );
}

fn start(command: &mut Command) -> Child {
    command
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

fn assert_sound(library: &Path) {
    let connection = Connection::open(library).unwrap();
    let check: String = connection
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .unwrap();
    assert_eq!(check, "ok");
    connection
        .execute_batch(
            "INSERT INTO weights (weights) VALUES ('integrity-check');
             INSERT INTO words (words) VALUES ('integrity-check');",
        )
        .unwrap();
}

#[test]
fn a_killed_addition_leaves_the_library_as_it_was() {
    let scene = Scene::new();
    scene.write("kept.jsonl", many(50, "kept"));
    scene.write("many.jsonl", many(3_000, "new"));
    scene.run("add kept.jsonl");
    let before = scene.printed("export");
    let moments = [
        1, 5, 20, 40, 60, 80, 100, 150, 200, 250, 300, 350, 400, 450, 500, 600, 700, 800, 900, 1000,
    ];
    let mut killed = 0;
    for moment in moments {
        let mut child = start(&mut scene.command("add many.jsonl"));
        sleep(Duration::from_millis(moment));
        child.kill().unwrap();
        let has_ended_well = child.wait().unwrap().success();
        let after = scene.printed("export");
        if has_ended_well || after != before {
            // It was done already: then all of it is there.
            assert_eq!(after.lines().count(), 3_050);
            scene.write("new.txt", "");
            fs::remove_file(scene.library()).unwrap();
            scene.run("add kept.jsonl");
            continue;
        }
        killed += 1;
        assert_eq!(scene.printed("list").lines().count(), 51);
    }
    assert!(killed > 0, "no addition was killed");
    assert_sound(&scene.library());
    assert_eq!(
        scene.run("add many.jsonl"),
        told("3000 added, 0 replaced, 0 unchanged\n")
    );
    assert_eq!(scene.printed("list").lines().count(), 3_051);
}

#[test]
fn two_additions_at_once_both_end_well_and_readers_never_see_half() {
    let scene = Scene::new();
    scene.write("kept.jsonl", many(10, "kept"));
    scene.write("one.jsonl", many(1_500, "one"));
    scene.write("two.jsonl", many(1_500, "two"));
    scene.run("add kept.jsonl");
    let mut adding = [
        start(&mut scene.command("add one.jsonl")),
        start(&mut scene.command("add two.jsonl")),
    ];
    let mut reads = 0;
    while adding
        .iter_mut()
        .any(|child| child.try_wait().unwrap().is_none())
    {
        let list = scene.run("list --source library");
        assert_eq!((list.status, list.stderr.as_str()), (0, ""));
        let count = list.stdout.lines().count();
        assert!(
            [10, 1_510, 3_010].contains(&count),
            "{count} entries were seen"
        );
        reads += 1;
    }
    assert!(reads > 0);
    for mut child in adding {
        assert!(child.wait().unwrap().success());
    }
    assert_eq!(scene.printed("list").lines().count(), 3_011);
    assert_sound(&scene.library());
    scene.run("remove kept-1");
    assert_eq!(
        scene.files(),
        ["kept.jsonl", "library.db", "one.jsonl", "two.jsonl"]
    );
}

#[test]
fn the_library_is_found_in_a_folder_whose_name_is_no_text() {
    use std::os::unix::ffi::OsStrExt as _;

    let folder = tempfile::tempdir().unwrap();
    let odd = folder.path().join(std::ffi::OsStr::from_bytes(b"h\xff"));
    fs::create_dir(&odd).unwrap();
    let document = root().join("tests/fixtures/readme/valerian.md");
    for (variable, place) in [
        ("HOME", ".local/share/stackwise/library.db"),
        ("XDG_DATA_HOME", "stackwise/library.db"),
        ("STACKWISE_LIBRARY", "own.db"),
    ] {
        let value = match variable {
            "STACKWISE_LIBRARY" => odd.join(place),
            _ => odd.clone(),
        };
        let command = |arguments: &[&str]| {
            let mut command = stackwise(arguments);
            command
                .env_remove("STACKWISE_LIBRARY")
                .env(variable, &value);
            command
        };
        let added = ended(command(&["add"]).arg(&document));
        assert_eq!((added.status, added.stdout.as_str()), (0, ""), "{variable}");
        assert!(odd.join(place).is_file(), "{variable}");
        let listed = ended(&mut command(&["list", "--source", "library"]));
        assert_eq!(
            (listed.status, listed.stdout.as_str()),
            (0, "valerian\n"),
            "{variable}"
        );
    }
}
