//! Damaged libraries, and files that only look like one: refused or told, never shown.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use pretty_assertions::assert_eq;
use rusqlite::Connection;
use serde_json::{Value, json};

use crate::library::{Scene, entry};
use crate::support::{Ended, root};

/// How many bits are flipped, one a run.
const FLIPS: usize = 500;

/// A library with a few entries, of which one says how much to give.
fn scene() -> Scene {
    let scene = Scene::new();
    let mut lines = String::new();
    for number in 0..12 {
        let mut entry = entry(&format!("drug-{number}"), &format!("Drug {number}"));
        entry["aliases"] = json!([format!("Substance {number}")]);
        entry["sections"][0]["paragraphs"] = json!([
            format!("Give {number} mg of drug {number} once a day."),
            "Swallow it whole with water. ".repeat(30).trim_end(),
        ]);
        writeln!(lines, "{entry}").unwrap();
    }
    scene.write("all.jsonl", lines);
    assert_eq!(scene.run("add all.jsonl").status, 0);
    scene
}

fn edit(scene: &Scene, sql: &str) {
    let connection = Connection::open(scene.library()).unwrap();
    connection
        .execute_batch(&format!("PRAGMA foreign_keys = off; {sql}"))
        .unwrap();
}

/// What one run may say of a damaged library, where `sound` is what it says of the sound one.
fn assert_right_or_refused(line: &str, ended: &Ended, sound: &Ended, place: usize) {
    let Ended {
        status,
        stdout,
        stderr,
    } = ended;
    if ended == sound {
        return;
    }
    assert_eq!(*status, 2, "{line}, bit {place}: {stdout}{stderr}");
    assert!(
        stderr.starts_with("error: ") || stderr.starts_with('{'),
        "{stderr}"
    );
    // What is written as it is read may have begun.
    assert!(
        sound.stdout.starts_with(stdout.as_str()),
        "{line}, bit {place} shows other words: {stdout}"
    );
}

/// The same of a search. Whether an index has lost a word cannot be told from the index: what is
/// found is right or refused, and `check` tells what may be missed.
fn assert_right_or_told(scene: &Scene, line: &str, ended: &Ended, sound: &Ended, place: usize) {
    if ended == sound || ended.status == 2 {
        return;
    }
    assert_eq!(
        scene.run("check").status,
        1,
        "{line}, bit {place}: {ended:?}"
    );
    for shown in ended
        .stdout
        .lines()
        .filter(|shown| shown.contains("mg of drug"))
    {
        assert!(sound.stdout.contains(shown), "{line}, bit {place}: {shown}");
    }
}

#[test]
fn no_flipped_bit_shows_other_words() {
    let scene = scene();
    let bytes = fs::read(scene.library()).unwrap();
    let lines = [
        "show drug-7",
        "show substance-3 -f json",
        "list",
        "list -f json",
        "export",
        "compare drug-1 drug-2",
        "search drug -f json --limit 100",
        "search swallo* -s overview",
    ];
    let sound: BTreeMap<&str, Ended> = lines.map(|line| (line, scene.run(line))).into();
    let mut untold = Vec::new();
    let mut seed: usize = 0x5EED;
    for flip in 0..FLIPS {
        // The constants of Knuth's MMIX generator.
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let place = (seed >> 16) % (bytes.len() * 8);
        let mut damaged = bytes.clone();
        damaged[place / 8] ^= 1 << (place % 8);
        fs::write(scene.library(), &damaged).unwrap();
        // Two of the commands a flip, each of them often enough.
        for line in [flip, flip + 1 + flip / lines.len()].map(|n| lines[n % lines.len()]) {
            let ended = scene.run(line);
            if line.starts_with("search") {
                assert_right_or_told(&scene, line, &ended, &sound[line], place);
            } else {
                assert_right_or_refused(line, &ended, &sound[line], place);
            }
            if ended.status == 2 && scene.run("check").status == 0 {
                untold.push((line, place));
            }
        }
        assert_eq!(fs::read(scene.library()).unwrap(), damaged, "bit {place}");
    }
    assert_eq!(untold, [], "`check` finds no fault with what was refused");
}

#[test]
fn text_that_was_changed_is_refused_by_every_command() {
    let scene = scene();
    edit(
        &scene,
        "UPDATE document SET document = (SELECT document FROM document JOIN entry USING (key) WHERE id = 'drug-9')
         WHERE key = (SELECT key FROM entry WHERE id = 'drug-1')",
    );
    let library = scene.library();
    let library = library.display();
    let refused = Ended {
        status: 2,
        stdout: String::new(),
        stderr: format!(
            "error: the library {library} is damaged: the text of the entry in row 2 is not what was \
             written\n\
             hint: `stackwise check` lists all damage; restore a copy of {library} after moving it \
             away together with {library}-wal and {library}-journal, where they exist\n"
        ),
    };
    for line in [
        "show drug-1",
        "show substance-1",
        "export drug-1",
        "compare drug-1 drug-2",
    ] {
        assert_eq!(scene.run(line), refused, "{line}");
    }
    assert_eq!(scene.run("search give").stdout, "");
    assert_eq!(
        scene.run("check"),
        Ended {
            status: 1,
            stdout: format!(
                "{library}:1:1: the entry \"drug-1\": the text of the entry in row 2 is not what was \
                 written\n"
            ),
            stderr: format!("checked 12 entries in {library}: 1 problem\n"),
        }
    );
    let told: Value = serde_json::from_str(&scene.run("check -f json").stdout).unwrap();
    assert_eq!(told["problems"].as_array().unwrap().len(), 1);
    // Taking it out mends the library, and so does what takes its place.
    let damaged = fs::read(scene.library()).unwrap();
    assert_eq!(scene.run("remove substance-1"), refused);
    assert_eq!(scene.run("remove drug-1").stderr, "removed drug-1\n");
    assert_eq!(scene.run("check").status, 0);
    fs::write(scene.library(), damaged).unwrap();
    assert_eq!(scene.run("add --replace all.jsonl").status, 0);
    assert_eq!(scene.run("check").status, 0);
}

#[test]
fn what_lists_say_is_held_against_what_was_written() {
    for column in ["title", "level", "source", "aliases", "title_folded"] {
        let scene = scene();
        let value = if column == "level" {
            "minimal"
        } else {
            "[\"x\"]"
        };
        edit(
            &scene,
            &format!("UPDATE entry SET {column} = '{value}' WHERE id = 'drug-1'"),
        );
        for line in ["list -f json", "list -f table"] {
            let ended = scene.run(line);
            assert_eq!(ended.status, 2, "{column}, {line}: {}", ended.stdout);
            assert!(!ended.stdout.contains("drug-1\n"), "{column}, {line}");
        }
        assert_eq!(scene.run("check").status, 1, "{column}");
    }
    // A list of ids reads nothing else.
    let whole = scene().run("list");
    for (column, is_told) in [("label", false), ("level", true), ("id", true)] {
        let scene = scene();
        edit(
            &scene,
            &format!("UPDATE entry SET {column} = 'minimal' WHERE id = 'drug-1'"),
        );
        for line in ["list", "list --level minimal", "list --max-level high"] {
            let ended = scene.run(line);
            match (is_told, line) {
                (true, _) => assert_eq!((ended.status, ended.stdout.as_str()), (2, ""), "{line}"),
                (false, "list") => assert_eq!(ended, whole),
                (false, _) => assert_ne!(ended.status, 2, "{line}"),
            }
        }
        assert_eq!(scene.run("check").status, 1);
    }
}

/// What an earlier version of the program wrote has no tally of ids, and the next writer makes one.
#[test]
fn a_list_without_a_tally_of_ids_is_held_against_the_entries() {
    let scene = scene();
    let whole = scene.run("list");
    edit(&scene, "DELETE FROM tally WHERE of = 'ids of entries'");
    assert_eq!(scene.run("list"), whole);
    let untallied = fs::read(scene.library()).unwrap();
    edit(&scene, "UPDATE entry SET id = 'drug-x' WHERE id = 'drug-1'");
    let ended = scene.run("list");
    assert_eq!((ended.status, ended.stdout.as_str()), (2, ""));
    fs::write(scene.library(), untallied).unwrap();
    assert_eq!(scene.run("remove drug-1").status, 0);
    assert_eq!(scene.run("check").status, 0);
    edit(
        &scene,
        "UPDATE tally SET sum = 0 WHERE of = 'ids of entries'",
    );
    assert_eq!(scene.run("list").status, 2);
    assert_eq!(scene.run("check").status, 1);
}

/// What is not there has no checksum: rows that another program, or a damaged page, took away.
#[test]
fn rows_that_are_missing_are_told_by_whoever_would_miss_them() {
    let missing = |sql: &str| {
        let scene = scene();
        edit(&scene, sql);
        scene
    };
    let told = |scene: &Scene, line: &str, what: &str| {
        let Ended { status, stderr, .. } = scene.run(line);
        let library = scene.library();
        let start = format!(
            "error: the library {} is damaged: {what}\n",
            library.display()
        );
        assert_eq!(
            (status, stderr.starts_with(&start)),
            (2, true),
            "{line}: {stderr}"
        );
        assert_eq!(scene.run("check").status, 1, "{line}");
    };
    let scene = missing("DELETE FROM name WHERE entry = 4; DELETE FROM entry WHERE id = 'drug-3'");
    for line in ["list", "list -f table", "export"] {
        told(&scene, line, "entries are missing");
    }
    told(
        &scene,
        "show drug-3",
        "names that begin with \"dru\" are missing",
    );
    let scene = missing("DELETE FROM name WHERE folded = 'substance 3'");
    for line in [
        "show substance-3",
        "show substance-33",
        "compare Substance-3 drug-1",
    ] {
        told(&scene, line, "names that begin with \"sub\" are missing");
    }
    // Other names are not doubted.
    assert_eq!(scene.run("show drugs").status, 1);
    assert_eq!(scene.run("show drug-3").status, 0);
    let scene = missing("INSERT INTO words (words) VALUES ('delete-all')");
    assert_eq!(scene.run("check").status, 1);
}

#[test]
fn raw_bytes_never_leave_a_library() {
    // A library without checksums.
    let scene = Scene::new();
    let library = root().join("tests/fixtures/library-version-1.db");
    fs::copy(library, scene.library()).unwrap();
    edit(
        &scene,
        "UPDATE entry SET json = replace(json, 'tea', char(27) || '[2J')",
    );
    for line in [
        "export",
        "export melisse",
        "show melisse",
        "list -f json",
        "search kidney",
    ] {
        let Ended { stdout, stderr, .. } = scene.run(line);
        assert!(
            !stdout.contains('\u{1b}') && !stderr.contains('\u{1b}'),
            "{line}"
        );
    }
    assert_eq!(scene.run("export").status, 2);
}

#[test]
fn what_does_not_belong_into_a_library_is_refused_and_never_run() {
    for (sql, why) in [
        (
            "CREATE TRIGGER t AFTER INSERT ON entry BEGIN DELETE FROM entry; END",
            "it has a trigger \"t\" that does not belong to a library",
        ),
        (
            "CREATE VIEW v AS SELECT * FROM entry",
            "it has a view \"v\" that does not belong to a library",
        ),
        ("DROP TABLE name", "it lacks the table or index \"name\""),
        (
            "ALTER TABLE entry RENAME TO old; CREATE VIEW entry AS SELECT * FROM old",
            "does not belong to a library",
        ),
    ] {
        let scene = scene();
        edit(&scene, sql);
        let before = fs::read(scene.library()).unwrap();
        for line in [
            "list",
            "show drug-1",
            "add all.jsonl",
            "remove drug-1",
            "check",
        ] {
            let ended = scene.run(line);
            assert_eq!(
                (ended.status, ended.stdout.as_str()),
                (2, ""),
                "{sql}, {line}"
            );
            assert!(
                ended.stderr.contains(why),
                "{sql}, {line}: {}",
                ended.stderr
            );
        }
        assert_eq!(fs::read(scene.library()).unwrap(), before, "{sql}");
    }
}

#[test]
fn an_entry_of_another_program_is_not_found_by_names_that_are_left() {
    let scene = scene();
    edit(&scene, "DELETE FROM entry WHERE id = 'drug-11'");
    scene.write("new.json", entry("other", "Other").to_string());
    assert_eq!(scene.run("add new.json").status, 0);
    let ended = scene.run("show substance-11");
    assert_eq!(
        (ended.status, ended.stdout.as_str()),
        (2, ""),
        "{}",
        ended.stderr
    );
    assert_eq!(scene.run("check").status, 1);
}

/// What lies beside the library after a writer was killed: its files at that moment.
fn killed_writer(scene: &Scene) -> (Vec<u8>, Vec<u8>) {
    let connection = Connection::open(scene.library()).unwrap();
    connection
        .execute_batch(
            "PRAGMA journal_mode = wal; PRAGMA wal_autocheckpoint = 0;
             BEGIN; UPDATE entry SET label = '!' WHERE id = 'drug-5'; CREATE TABLE t (x); DROP TABLE t; COMMIT",
        )
        .unwrap();
    let read = |suffix: &str| fs::read(with_suffix(&scene.library(), suffix)).unwrap();
    (read(""), read("-wal"))
}

fn with_suffix(path: &Path, suffix: &str) -> std::path::PathBuf {
    let mut path = path.as_os_str().to_owned();
    path.push(suffix);
    path.into()
}

fn assert_log_is_refused(scene: &Scene, log: &Path) {
    let (library, log_bytes) = (fs::read(scene.library()).unwrap(), fs::read(log).unwrap());
    for line in ["list", "show drug-5", "add all.jsonl"] {
        let path = scene.library();
        let (path, shown) = (path.display(), log.display());
        assert_eq!(
            scene.run(line),
            Ended {
                status: 2,
                stdout: String::new(),
                stderr: format!(
                    "error: cannot open the library {path}: {shown} was left by another copy of it\n\
                     hint: after restoring a copy, move {shown} away; if another program was stopped while \
                     it changed the library, open it with that program first\n"
                ),
            },
            "{line}"
        );
    }
    assert_eq!(fs::read(scene.library()).unwrap(), library);
    assert_eq!(fs::read(log).unwrap(), log_bytes);
    fs::remove_file(log).unwrap();
    assert_eq!(scene.run("list").stdout.lines().count(), 13);
}

#[test]
fn a_restored_copy_is_not_mixed_with_the_write_ahead_log_of_another() {
    let scene = scene();
    let copy = fs::read(scene.library()).unwrap();
    let (killed, log) = killed_writer(&scene);
    let log_path = with_suffix(&scene.library(), "-wal");
    // The log of the file that a writer left is its own.
    scene.write("library.db", &killed);
    fs::write(&log_path, &log).unwrap();
    let told = scene.run("list -f json").stderr;
    assert!(
        told.contains("what it lists of the entry in row 6"),
        "{told}"
    );
    // Beside a copy from before it is not.
    scene.write("library.db", &copy);
    fs::write(&log_path, &log).unwrap();
    assert_log_is_refused(&scene, &log_path);
}

#[test]
fn a_restored_copy_is_not_overwritten_by_the_journal_of_another() {
    let scene = scene();
    let copy = fs::read(scene.library()).unwrap();
    for _ in 0..3 {
        edit(&scene, "UPDATE entry SET label = NULL WHERE id = 'drug-1'");
    }
    let connection = Connection::open(scene.library()).unwrap();
    connection
        .execute_batch(
            "PRAGMA cache_size = 1; BEGIN; DELETE FROM entry;
             UPDATE words_data SET block = zeroblob(20000); CREATE TABLE t (x)",
        )
        .unwrap();
    let log_path = with_suffix(&scene.library(), "-journal");
    let journal = fs::read(&log_path).unwrap();
    drop(connection);
    assert_eq!(journal[..4], [0xd9, 0xd5, 0x05, 0xf9]);
    scene.write("library.db", &copy);
    fs::write(&log_path, &journal).unwrap();
    assert_log_is_refused(&scene, &log_path);
}
