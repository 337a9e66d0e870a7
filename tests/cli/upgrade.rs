//! Libraries with the tables of an earlier version.

use std::fs;

use pretty_assertions::assert_eq;
use rusqlite::Connection;

use crate::library::{Scene, entry, told};
use crate::support::{Ended, root};

/// A library as this version wrote it: ハイト and バイド, which version 1 took for one name, and Mélisse.
fn scene(version: i32) -> Scene {
    let scene = Scene::new();
    let library = root().join(format!("tests/fixtures/library-version-{version}.db"));
    fs::copy(library, scene.library()).unwrap();
    scene.write("v.json", entry("valerian", "Valerian Root").to_string());
    scene
}

/// What reading shows of the library, which is the same before and after, but for the order of what
/// version 1 took for one title.
fn assert_reads(scene: &Scene, list: &str) {
    assert_eq!(scene.printed("list --source library"), list);
    for (name, id) in [
        ("ハイト", "haito"),
        ("バイド", "baido"),
        ("ﾊﾞｲﾄﾞ", "baido"),
        ("MELISSE", "melisse"),
        ("lemon balm", "melisse"),
    ] {
        let shown: serde_json::Value =
            serde_json::from_str(&scene.printed_of(&["show", name, "-f", "json"])).unwrap();
        assert_eq!(shown["id"], id, "{name}");
    }
    for (line, id) in [
        ("search drowsiness -f json", "melisse"),
        ("search kidney -s renal -f json", "melisse"),
        ("search twi* -f json", "baido"),
    ] {
        let hits: serde_json::Value = serde_json::from_str(&scene.printed(line)).unwrap();
        assert_eq!(hits["hits"][0]["id"], id, "{line}");
    }
    assert_eq!(
        scene
            .run("search -f json kidney --without drowsiness")
            .status,
        1
    );
    assert_eq!(scene.printed("export").lines().count(), 3);
}

fn version(scene: &Scene) -> i32 {
    let connection = Connection::open(scene.library()).unwrap();
    connection
        .query_row("PRAGMA user_version", [], |row| row.get(0))
        .unwrap()
}

#[test]
fn a_library_of_an_earlier_version_is_read_as_it_is() {
    for (version, list) in [
        (1, "melisse\nbaido\nhaito\n"),
        (2, "melisse\nhaito\nbaido\n"),
        (3, "melisse\nhaito\nbaido\n"),
    ] {
        let scene = scene(version);
        let before = fs::read(scene.library()).unwrap();
        assert_reads(&scene, list);
        assert_eq!(scene.run("check").status, 0);
        assert_eq!(fs::read(scene.library()).unwrap(), before);
    }
}

#[test]
fn the_next_writer_upgrades_it_and_says_so() {
    let upgraded = "upgraded the library to the tables of this version (3 entries)\n";
    let lines = [
        ("add v.json", "1 added, 0 replaced, 0 unchanged\n"),
        ("remove haito", "removed haito\n"),
        ("add exported.jsonl", "0 added, 0 replaced, 3 unchanged\n"),
    ];
    for (earlier, (line, stderr)) in [1, 2, 3]
        .into_iter()
        .flat_map(|it| lines.map(|line| (it, line)))
    {
        let scene = scene(earlier);
        scene.write("exported.jsonl", scene.printed("export"));
        assert_eq!(
            scene.run(line),
            told(&format!("{upgraded}{stderr}")),
            "{line}"
        );
        assert_eq!(version(&scene), 4, "{earlier} {line}");
        let Ended { status, stdout, .. } = scene.run("check");
        assert_eq!((status, stdout.as_str()), (0, ""), "{earlier} {line}");
        assert_eq!(scene.run("add exported.jsonl").status, 0);
    }
    for earlier in [1, 2, 3] {
        let scene = scene(earlier);
        scene.write("exported.jsonl", scene.printed("export"));
        scene.run("add exported.jsonl");
        assert_reads(&scene, "melisse\nhaito\nbaido\n");
    }
}

#[test]
fn what_is_missing_before_an_upgrade_is_missing_after_it() {
    let scene = scene(3);
    let connection = Connection::open(scene.library()).unwrap();
    connection
        .execute_batch("DELETE FROM entry WHERE id = 'baido'")
        .unwrap();
    drop(connection);
    for _ in 0..2 {
        for line in ["list", "export"] {
            let Ended { status, stderr, .. } = scene.run(line);
            assert_eq!(status, 2, "{line}");
            assert!(
                stderr.contains("is damaged: entries are missing"),
                "{stderr}"
            );
        }
        assert_eq!(scene.run("check").status, 1);
        assert_eq!(scene.run("add v.json").status, 0);
        assert_eq!(version(&scene), 4);
    }
}

#[test]
fn what_is_altered_before_an_upgrade_is_not_listed_after_it() {
    for change in ["id = 'bado'", "level = 'low'"] {
        let scene = scene(3);
        let connection = Connection::open(scene.library()).unwrap();
        connection
            .execute_batch(&format!("UPDATE entry SET {change} WHERE id = 'baido'"))
            .unwrap();
        drop(connection);
        for written in 0..3 {
            let Ended { status, stdout, .. } = scene.run("list");
            assert_eq!((status, stdout.as_str()), (2, ""), "{change}, {written}");
            assert_eq!(scene.run("check").status, 1, "{change}, {written}");
            assert_eq!(scene.run("add v.json").status, 0, "{change}, {written}");
        }
    }
}

#[test]
fn an_addition_that_is_refused_upgrades_nothing() {
    let scene = scene(1);
    let before = fs::read(scene.library()).unwrap();
    scene.write("bad.json", "{");
    assert_eq!(scene.run("add bad.json").status, 2);
    assert_eq!(fs::read(scene.library()).unwrap(), before);
}

#[test]
fn a_damaged_entry_stops_the_upgrade_and_nothing_is_lost() {
    let scene = scene(1);
    let connection = Connection::open(scene.library()).unwrap();
    connection
        .execute("UPDATE entry SET json = '[]' WHERE id = 'baido'", [])
        .unwrap();
    drop(connection);
    let before = scene.printed("show haito");
    let Ended { status, stderr, .. } = scene.run("add v.json");
    assert_eq!(status, 2);
    assert!(
        stderr.contains("is damaged: the entry in row 2"),
        "{stderr}"
    );
    assert_eq!(version(&scene), 1);
    assert_eq!(scene.printed("show haito"), before);
    assert_eq!(scene.run("show baido").status, 2);
}
