//! Where the library is: what is there, what is not, and what may hide one.

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::Path;

use pretty_assertions::assert_eq;

use crate::library::{Scene, entry, told};
use crate::support::{Ended, ended, stackwise, words};

const ADDED: &str = "1 added, 0 replaced, 0 unchanged\n";

fn scene() -> Scene {
    let scene = Scene::new();
    scene.write("v.json", entry("valerian", "Valerian Root").to_string());
    scene
}

fn refused(stderr: String) -> Ended {
    Ended {
        status: 2,
        stdout: String::new(),
        stderr,
    }
}

/// Runs a command with this home instead of a library that is named.
fn at_home(home: &Path, line: &str) -> Ended {
    let mut command = stackwise(words(line));
    ended(command.env("HOME", home).current_dir(home))
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[test]
fn a_library_that_was_named_and_is_not_there_is_an_error_for_a_reader() {
    let scene = scene();
    for line in [
        "show ketamine",
        "list",
        "search nausea",
        "export",
        "check",
        "remove x",
    ] {
        assert_eq!(
            scene.run(&format!("--library none.db {line}")),
            refused(
                "error: cannot open the library none.db: no such file\n\
                 hint: check the path; `stackwise --library none.db add FILE` creates a library there\n"
                    .to_owned()
            ),
            "{line}"
        );
    }
    assert_eq!(scene.files(), ["v.json"]);
    assert_eq!(at_home(scene.folder.path(), "list").stdout, "ketamine\n");
}

#[test]
fn what_may_hide_a_library_is_never_taken_for_none() {
    let scene = scene();
    let home = scene.folder.path();
    let data = home.join(".local/share");
    let refuses = |why: &str| {
        let library = data.join("stackwise/library.db");
        for line in ["show ketamine", "list", "add v.json"] {
            let stderr = format!(
                "error: cannot open the library {}: {why}\n\
                 hint: check the path; `--library FILE` uses another library\n",
                library.display()
            );
            assert_eq!(at_home(home, line), refused(stderr), "{line}");
        }
    };
    fs::create_dir(home.join(".local")).unwrap();
    symlink("/gone", &data).unwrap();
    refuses(&format!(
        "{} links to something that is not there",
        data.display()
    ));
    fs::remove_file(&data).unwrap();
    symlink(&data, &data).unwrap();
    refuses("Too many levels of symbolic links (os error 40)");
    fs::remove_file(&data).unwrap();
    fs::write(&data, "a file").unwrap();
    refuses("Not a directory (os error 20)");
    fs::remove_file(&data).unwrap();
    fs::create_dir_all(data.join("stackwise/library.db")).unwrap();
    refuses("it is not a file");
    let long = "n".repeat(300);
    let ended = scene.run(&format!("--library {long} list"));
    assert_eq!(ended.status, 2);
    assert!(
        ended.stderr.contains("File name too long"),
        "{}",
        ended.stderr
    );
}

#[test]
fn an_empty_file_is_no_library() {
    let scene = scene();
    for line in ["list", "show ketamine", "add v.json"] {
        scene.write("library.db", "");
        let stderr = format!(
            "error: cannot open the library {}: the file is empty, which a library never is\n\
             hint: restore a copy; or remove the file to start a new library there\n",
            scene.library().display()
        );
        assert_eq!(scene.run(line), refused(stderr), "{line}");
        assert_eq!(fs::read(scene.library()).unwrap(), b"");
    }
}

#[test]
fn a_path_is_a_path_whatever_sqlite_takes_it_for() {
    let scene = scene();
    let odd = [":memory:", "file:x?mode=memory", "file:y.db", "a?b#c%20d"];
    for name in odd {
        assert_eq!(
            scene.run(&format!("--library {name} add v.json")),
            told(ADDED)
        );
        assert_eq!(
            scene
                .run(&format!("--library {name} list --source library"))
                .stdout,
            "valerian\n",
            "{name}"
        );
    }
    let mut files = odd.map(str::to_owned).to_vec();
    files.push("v.json".to_owned());
    files.sort();
    assert_eq!(scene.files(), files);
    assert_eq!(scene.run("--library= list").status, 2);
}

#[test]
fn what_is_made_is_for_its_owner_alone_and_what_is_there_keeps_its_mode() {
    let scene = scene();
    let home = scene.folder.path();
    assert_eq!(at_home(home, "add v.json"), told(ADDED));
    let folder = home.join(".local/share/stackwise");
    assert_eq!(mode(&folder), 0o700);
    assert_eq!(mode(&folder.join("library.db")), 0o600);
    for (path, own) in [(folder.clone(), 0o755), (folder.join("library.db"), 0o644)] {
        fs::set_permissions(path, fs::Permissions::from_mode(own)).unwrap();
    }
    assert_eq!(at_home(home, "remove valerian"), told("removed valerian\n"));
    assert_eq!(at_home(home, "add v.json"), told(ADDED));
    assert_eq!(mode(&folder), 0o755);
    assert_eq!(mode(&folder.join("library.db")), 0o644);
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
}
