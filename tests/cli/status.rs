//! `status`: where the library is, what is in it, and whether it is sound.

use std::fs;

use pretty_assertions::assert_eq;
use rusqlite::Connection;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::support::{Ended, ended, root, run, stackwise, words};

/// A library with two labels, a note, and an entry in place of a built-in one.
fn scene() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let entry = |id: &str, source: Value| {
        json!({ "schema_version": 2, "id": id, "title": id, "risk": { "level": "low" }, "sections": [], "source": source }).to_string()
    };
    let label =
        |set: &str, date: &str| json!({ "name": "S", "set_id": set, "effective_date": date });
    let entries = [
        entry("one", label("a", "2024-01-31")),
        entry("two", label("b", "2013-09-30")),
        entry("three", json!({ "name": "S", "effective_date": "undated" })),
        entry("ketamine", json!({ "name": "S" })),
    ];
    fs::write(folder.path().join("all.jsonl"), entries.join("\n")).unwrap();
    assert_eq!(status(&folder, "add all.jsonl").status, 0);
    folder
}

fn status(folder: &TempDir, line: &str) -> Ended {
    let mut command = stackwise(words(line));
    ended(
        command
            .current_dir(folder.path())
            .args(["--library", "library.db"])
            .env("LANG", "C.UTF-8"),
    )
}

#[test]
fn it_says_what_is_there_without_checking_it() {
    let folder = scene();
    let bytes = fs::metadata(folder.path().join("library.db"))
        .unwrap()
        .len();
    let kib = bytes / 1024;
    let wanted = format!(
        "Library: library.db\n\
         Entries: 4 (2 drug labels, 2 others)\n\
         Built-in entries: 1 (1 replaced by the library)\n\
         Effective dates: 2013-09-30 to 2024-01-31\n\
         Size: {kib}.0 KiB\n\
         Tables: version 4, up to date\n\
         Sound: not checked; `stackwise status --check` checks it\n"
    );
    let seen = Ended {
        status: 0,
        stdout: wanted.clone(),
        stderr: String::new(),
    };
    assert_eq!(status(&folder, "status"), seen);
    let checked = status(&folder, "status --check");
    assert_eq!(checked.status, 0);
    assert!(
        checked.stdout.ends_with("\nSound: yes\n"),
        "{}",
        checked.stdout
    );
    let json: Value = serde_json::from_str(&status(&folder, "status -f json").stdout).unwrap();
    let library = json!({
        "entries": 4, "labels": 2, "oldest": "2013-09-30", "newest": "2024-01-31", "bytes": bytes,
        "tables": 4, "upgrade_due": false
    });
    assert_eq!(
        json,
        json!({ "schema_version": 2, "built_in": { "entries": 1, "shadowed": 1 }, "path": "library.db", "library": library })
    );
    assert!(
        status(&folder, "status -f table")
            .stdout
            .contains("│ Entries          │ 4 (2 drug labels, 2 others)")
    );
    assert!(
        status(&folder, "status -f markdown")
            .stdout
            .contains("| Entries | 4 (2 drug labels, 2 others) |\n")
    );
}

#[test]
fn where_there_is_no_library_it_says_so_and_makes_none() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = stackwise(["status", "--check", "--width", "0"]);
    let seen = ended(command.env("XDG_DATA_HOME", folder.path()));
    let path = folder.path().join("stackwise/library.db");
    let wanted = format!(
        "Library: none yet; `stackwise add FILE` creates {}\nBuilt-in entries: 1\n",
        path.display()
    );
    assert_eq!(
        (seen.status, seen.stdout, seen.stderr),
        (0, wanted, String::new())
    );
    assert_eq!(folder.path().read_dir().unwrap().count(), 0);
    let nowhere = run("status -f json");
    let json: Value = serde_json::from_str(&nowhere.stdout).unwrap();
    assert_eq!(
        (&json["path"], &json["library"]),
        (&Value::Null, &Value::Null)
    );
    // One that was named is expected there.
    let named = status(&folder, "status");
    assert_eq!((named.status, named.stdout.as_str()), (2, ""));
    assert!(
        named
            .stderr
            .starts_with("error: cannot open the library library.db: no such file\n")
    );
}

#[test]
fn a_damaged_library_is_told_by_check_with_exit_code_1() {
    let folder = scene();
    let path = folder.path().join("library.db");
    let connection = Connection::open(&path).unwrap();
    connection
        .execute("UPDATE entry SET title = 'Other' WHERE id = 'one'", [])
        .unwrap();
    drop(connection);
    assert_eq!(status(&folder, "status").status, 0);
    let checked = status(&folder, "status --check");
    assert_eq!((checked.status, checked.stderr.as_str()), (1, ""));
    let (_, told) = checked.stdout.split_once("\nSound: no: ").unwrap();
    let problems = status(&folder, "check").stdout.lines().count();
    assert_eq!(told.lines().skip(2).count(), problems, "{told}");
    let json = status(&folder, "status --check -f json");
    let document: Value = serde_json::from_str(&json.stdout).unwrap();
    assert_eq!(
        (json.status, document["problems"].as_array().unwrap().len()),
        (1, problems)
    );
}

#[test]
fn an_earlier_library_is_read_as_it_is_and_an_upgrade_is_announced() {
    for version in [1, 2, 3] {
        let fixture = root().join(format!("tests/fixtures/library-version-{version}.db"));
        let before = fs::read(&fixture).unwrap();
        let mut command = stackwise(["status", "-f", "json", "--library"]);
        let seen = ended(command.arg(&fixture));
        let json: Value = serde_json::from_str(&seen.stdout).unwrap();
        assert_eq!(json["library"]["tables"], version);
        assert_eq!(json["library"]["upgrade_due"], true);
        let labels = if version < 3 { Value::Null } else { json!(1) };
        assert_eq!(json["library"]["labels"], labels);
        assert!(json["library"]["entries"].as_u64().unwrap() > 0);
        assert_eq!(fs::read(&fixture).unwrap(), before);
    }
}

#[test]
fn every_document_of_it_fits_the_schema() {
    let folder = scene();
    let mut schema: Value = serde_json::from_str(&run("schema").stdout).unwrap();
    schema["anyOf"] = json!([{ "$ref": "#/$defs/Status" }]);
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    for line in ["status -f json", "status --check -f json"] {
        let document: Value = serde_json::from_str(&status(&folder, line).stdout).unwrap();
        validator.validate(&document).unwrap();
    }
    let document: Value = serde_json::from_str(&run("status -f json").stdout).unwrap();
    validator.validate(&document).unwrap();
}
