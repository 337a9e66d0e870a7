//! `add --prune`: a library that is kept to a folder.

use std::fs;
use std::process::Command;

use pretty_assertions::assert_eq;
use serde_json::Value;

use crate::archives::note;
use crate::library::{Scene, told};
use crate::support::has_program;

/// A library that is kept to the folder `notes` with three notes, and has an entry from elsewhere.
fn scene() -> Scene {
    let scene = Scene::new();
    fs::create_dir_all(scene.folder.path().join("notes/deep")).unwrap();
    for (path, title) in [
        ("notes/a.md", "A Herb"),
        ("notes/b.md", "B Herb"),
        ("notes/deep/c.md", "C Herb"),
        ("other.md", "Other Herb"),
    ] {
        scene.write(path, note(title));
    }
    scene.printed("add other.md");
    assert_eq!(
        scene.run("add --prune notes"),
        told("3 added, 0 replaced, 0 unchanged, 0 removed\n")
    );
    scene
}

fn delete(scene: &Scene, path: &str) {
    fs::remove_file(scene.folder.path().join(path)).unwrap();
}

fn list(scene: &Scene) -> String {
    scene.printed("list --source library")
}

#[test]
fn what_leaves_the_folder_leaves_the_library_and_nothing_else_does() {
    let scene = scene();
    delete(&scene, "notes/a.md");
    scene.write(
        "notes/b.md",
        note("B Herb").replace_words("A herb.", "Another."),
    );
    scene.write("notes/d.md", note("D Herb"));
    // Without `--prune` nothing leaves, and what has changed is refused.
    assert_eq!(scene.run("add notes").status, 2);
    assert_eq!(
        scene.run("add --prune ./notes/"),
        told("1 added, 1 replaced, 1 unchanged, 1 removed\n")
    );
    assert_eq!(list(&scene), "b-herb\nc-herb\nd-herb\nother-herb\n");
    let before = fs::read(scene.library()).unwrap();
    assert_eq!(
        scene.run("add --prune notes"),
        told("0 added, 0 replaced, 3 unchanged, 0 removed\n")
    );
    assert_eq!(fs::read(scene.library()).unwrap(), before);
    assert_eq!(scene.printed("check"), "");
}

#[test]
fn a_note_that_is_moved_stays_and_one_that_gets_another_id_takes_the_old_one_along() {
    let scene = scene();
    let at = |path: &str| scene.folder.path().join(path);
    fs::rename(at("notes/a.md"), at("notes/deep/z.md")).unwrap();
    scene.write("notes/b.md", note("Better Herb"));
    assert_eq!(
        scene.run("add --prune notes"),
        told("1 added, 0 replaced, 2 unchanged, 1 removed\n")
    );
    assert_eq!(list(&scene), "a-herb\nbetter-herb\nc-herb\nother-herb\n");
}

#[test]
fn an_entry_from_elsewhere_is_overwritten_only_where_that_is_asked_for() {
    let scene = scene();
    scene.write(
        "notes/d.md",
        note("Other Herb").replace_words("A herb.", "Ours."),
    );
    let refused = scene.run("add --prune notes");
    assert_eq!(refused.status, 2);
    assert!(
        refused.stderr.contains("`--replace` overwrites it"),
        "{}",
        refused.stderr
    );
    assert_eq!(
        scene.run("add --prune --replace notes"),
        told("0 added, 1 replaced, 3 unchanged, 0 removed\n")
    );
    // What is added from elsewhere in its place is that one's.
    scene.printed("add --replace other.md");
    delete(&scene, "notes/d.md");
    assert_eq!(
        scene.run("add --prune notes"),
        told("0 added, 0 replaced, 3 unchanged, 0 removed\n")
    );
    assert_eq!(list(&scene), "a-herb\nb-herb\nc-herb\nother-herb\n");
}

#[test]
fn a_library_that_was_filled_before_can_be_kept_to_a_folder() {
    let scene = Scene::new();
    fs::create_dir(scene.folder.path().join("notes")).unwrap();
    scene.write("notes/a.md", note("A Herb"));
    scene.write("notes/b.md", note("B Herb"));
    scene.printed("add notes");
    assert_eq!(
        scene.run("add --prune notes"),
        told("0 added, 0 replaced, 2 unchanged, 0 removed\n")
    );
    delete(&scene, "notes/a.md");
    assert_eq!(
        scene.run("add --prune notes"),
        told("0 added, 0 replaced, 1 unchanged, 1 removed\n")
    );
}

#[test]
fn each_folder_is_kept_to_by_itself() {
    let scene = scene();
    fs::create_dir(scene.folder.path().join("more")).unwrap();
    scene.write("more/m.md", note("M Herb"));
    scene.write("more/n.md", note("N Herb"));
    scene.printed("add --prune more");
    delete(&scene, "notes/a.md");
    delete(&scene, "more/m.md");
    assert_eq!(
        scene.run("add --prune more"),
        told("0 added, 0 replaced, 1 unchanged, 1 removed\n")
    );
    assert_eq!(
        scene.run("add --prune more notes"),
        told("0 added, 0 replaced, 3 unchanged, 1 removed\n")
    );
    let refused = scene.run("add --prune notes notes/deep");
    assert_eq!(refused.status, 2);
    assert!(
        refused.stderr.contains("hold the same documents"),
        "{}",
        refused.stderr
    );
}

#[test]
fn where_the_folder_is_empty_missing_or_has_a_problem_nothing_is_removed() {
    let scene = scene();
    let before = fs::read(scene.library()).unwrap();
    let notes = scene.folder.path().join("notes");
    delete(&scene, "notes/a.md");
    scene.write("notes/b.md", "# Bad\n");
    let assert_refused = |line: &str, why: &str| {
        let refused = scene.run(line);
        assert_eq!(refused.status, 2, "{line}");
        assert!(refused.stderr.contains(why), "{line}: {}", refused.stderr);
        assert_eq!(fs::read(scene.library()).unwrap(), before, "{line}");
    };
    assert_refused("add --prune notes", "notes/b.md:");
    assert_refused("add --prune --keep-going notes", "cannot be used with");
    assert_refused("add --prune notes/deep/c.md", "is not a folder");
    assert_refused("add --prune -", "is not a folder");
    delete(&scene, "notes/b.md");
    delete(&scene, "notes/deep/c.md");
    assert_refused("add --prune notes", "the folder holds no source documents");
    fs::remove_dir_all(&notes).unwrap();
    assert_refused("add --prune notes", "notes is not a folder");
}

#[test]
fn damage_to_what_is_kept_of_folders_removes_nothing() {
    let scene = scene();
    let connection = rusqlite::Connection::open(scene.library()).unwrap();
    let other = "(SELECT key FROM entry WHERE id = 'other-herb')";
    let sql = format!("UPDATE origin SET entry = {other} WHERE path = 'a.md'");
    assert_eq!(connection.execute(&sql, []).unwrap(), 1);
    drop(connection);
    let refused = scene.run("add --prune notes");
    assert_eq!(refused.status, 2);
    let why = "the origin of the entry \"other-herb\" is damaged";
    assert!(refused.stderr.contains(why), "{}", refused.stderr);
    let checked = scene.run("check");
    assert_eq!(checked.status, 1);
    assert!(checked.stdout.contains(why), "{}", checked.stdout);
}

trait Words {
    fn replace_words(&self, from: &str, to: &str) -> Vec<u8>;
}

impl Words for Vec<u8> {
    fn replace_words(&self, from: &str, to: &str) -> Vec<u8> {
        String::from_utf8(self.clone())
            .unwrap()
            .replace(from, to)
            .into_bytes()
    }
}

/// What git prints, as somebody who is known to it.
fn git(scene: &Scene, line: &str) -> String {
    let output = Command::new("git")
        .args([
            "-c",
            "user.name=A",
            "-c",
            "user.email=a@b",
            "-c",
            "commit.gpgsign=false",
        ])
        .args(line.split(' '))
        .current_dir(scene.folder.path())
        .env("HOME", scene.folder.path())
        .output()
        .unwrap();
    assert!(output.status.success(), "git {line}: {output:?}");
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

/// The document and the commit that an entry names.
fn document(scene: &Scene, id: &str) -> (Option<String>, Option<String>) {
    let shown = scene.printed(&format!("show {id} -f json"));
    let shown: Value = serde_json::from_str(&shown).unwrap();
    let text = |key: &str| shown["source"][key].as_str().map(str::to_owned);
    (text("path"), text("commit"))
}

#[test]
fn an_entry_names_the_document_that_it_was_read_from() {
    let scene = scene();
    let path = |path: &str| (Some(path.to_owned()), None);
    assert_eq!(document(&scene, "c-herb"), path("deep/c.md"));
    assert_eq!(document(&scene, "other-herb"), (None, None));
    let second = |id: &str| {
        scene
            .printed(&format!("show {id}"))
            .lines()
            .nth(1)
            .unwrap()
            .to_owned()
    };
    assert_eq!(second("c-herb"), "Markdown note (deep/c.md, your library)");
    // One that is added without it is the same.
    assert_eq!(
        scene.run("add notes"),
        told("0 added, 0 replaced, 3 unchanged\n")
    );
    assert_eq!(document(&scene, "c-herb"), path("deep/c.md"));
    fs::rename(
        scene.folder.path().join("notes/deep/c.md"),
        scene.folder.path().join("notes/c.md"),
    )
    .unwrap();
    assert_eq!(
        scene.run("add --prune notes"),
        told("0 added, 0 replaced, 3 unchanged, 0 removed\n")
    );
    assert_eq!(document(&scene, "c-herb"), path("c.md"));
    assert_eq!(scene.run("diff c-herb notes/c.md").status, 0);
    assert_eq!(scene.run("check").status, 0);
}

#[test]
fn in_a_checkout_an_entry_names_the_commit_in_which_its_document_says_so() {
    if !has_program("git") {
        return;
    }
    let scene = scene();
    git(&scene, "init -q");
    scene.write(".gitignore", "notes/b.md\n");
    git(&scene, "add notes/a.md");
    git(&scene, "commit -q -m one");
    let first = git(&scene, "rev-parse HEAD");
    let prune = || scene.run("add --prune notes");
    let unchanged = told("0 added, 0 replaced, 3 unchanged, 0 removed\n");
    let at = |path: &str, commit: &str| {
        let commit = Some(commit.to_owned()).filter(|commit| !commit.is_empty());
        (Some(path.to_owned()), commit)
    };
    assert_eq!(prune(), unchanged);
    assert_eq!(document(&scene, "a-herb"), at("notes/a.md", &first));
    // Neither what is left out of the checkout nor what is not committed is in a commit.
    assert_eq!(document(&scene, "b-herb"), at("notes/b.md", ""));
    assert_eq!(document(&scene, "c-herb"), at("notes/deep/c.md", ""));
    git(&scene, "add notes/deep");
    git(&scene, "commit -q -m two");
    let second = git(&scene, "rev-parse HEAD");
    assert_eq!(prune(), unchanged);
    assert_eq!(document(&scene, "c-herb"), at("notes/deep/c.md", &second));
    // It said so before.
    assert_eq!(document(&scene, "a-herb"), at("notes/a.md", &first));
    let shown = scene.printed("show a-herb -s overview");
    let line = format!(
        "Markdown note (notes/a.md at {}, your library)",
        &first[..12]
    );
    assert_eq!(shown.lines().nth(1), Some(line.as_str()));
    scene.write(
        "notes/a.md",
        note("A Herb").replace_words("A herb.", "Another."),
    );
    assert_eq!(
        prune(),
        told("0 added, 1 replaced, 2 unchanged, 0 removed\n")
    );
    assert_eq!(document(&scene, "a-herb"), at("notes/a.md", ""));
    git(&scene, "commit -q -a -m three");
    assert_eq!(prune(), unchanged);
    let third = git(&scene, "rev-parse HEAD");
    assert_eq!(document(&scene, "a-herb"), at("notes/a.md", &third));
    assert_eq!(scene.run("check").status, 0);
}
