//! A broken asset stops the build and says where it is broken.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::root;

/// A copy of the project, built apart from it.
struct Project {
    root: PathBuf,
    target: PathBuf,
}

impl Project {
    fn copy_to(folder: &Path) -> Self {
        let project = Self {
            root: folder.join("project"),
            target: folder.join("target"),
        };
        // What an earlier run left behind is not part of this one; what it built may be.
        let _ = fs::remove_dir_all(&project.root);
        for file in ["Cargo.toml", "Cargo.lock", "build.rs"] {
            copy(&root().join(file), &project.root.join(file));
        }
        for folder in ["src", "assets"] {
            copy(&root().join(folder), &project.root.join(folder));
        }
        project
    }

    /// What `cargo build` says when the assets are the ketamine article after `edit`, and these.
    fn refusal(&self, edit: impl Fn(&str) -> String, others: &[(&str, String)]) -> String {
        let article = fs::read_to_string(root().join("assets/ketamine.json")).unwrap();
        let assets = self.root.join("assets");
        fs::remove_dir_all(&assets).unwrap();
        fs::create_dir(&assets).unwrap();
        fs::write(assets.join("ketamine.json"), edit(&article)).unwrap();
        for (name, json) in others {
            fs::write(assets.join(name), json).unwrap();
        }
        let output = Command::new(env!("CARGO"))
            .args([
                "build",
                "--offline",
                "--bin",
                "stackwise",
                "--color",
                "never",
            ])
            .current_dir(&self.root)
            .env("CARGO_TARGET_DIR", &self.target)
            .env("LC_ALL", "C")
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success(), "the build went on: {said}");
        said
    }
}

fn copy(from: &Path, to: &Path) {
    if from.is_file() {
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(from, to).unwrap();
        return;
    }
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        copy(&entry.path(), &to.join(entry.file_name()));
    }
}

#[test]
fn a_broken_asset_stops_the_build_with_its_place_and_the_reason() {
    let project = Project::copy_to(Path::new(env!("CARGO_TARGET_TMPDIR")));
    let edited = |from: &'static str, to: &'static str| {
        move |article: &str| {
            assert!(article.contains(from), "{from}");
            article.replacen(from, to, 1)
        }
    };
    let second = |id: &str, title: &str, alias: &str| {
        format!(
            "{{\"schema_version\":1,\"id\":\"{id}\",\"title\":\"{title}\",\n  \
             \"aliases\":[\"Fine\", \"{alias}\"],\"risk\":{{\"level\":\"low\"}},\
             \"sections\":[],\"source\":{{\"name\":\"S\"}}}}"
        )
    };
    let unedited = || |article: &str| article.to_owned();
    let other = |json: String| vec![("other.json", json)];
    let cases: Vec<(String, &[&str])> = vec![
        (
            project.refusal(edited("\"id\": \"ketamine\",", "\"id\": \"ketamine\""), &[]),
            &["assets/ketamine.json:4:3: expected `,` or `}`"],
        ),
        (
            project.refusal(
                edited(
                    "\"title\": \"Ketamine",
                    "\"colour\": 1, \"title\": \"Ketamine",
                ),
                &[],
            ),
            &["assets/ketamine.json:4:10: unknown field `colour`"],
        ),
        (
            project.refusal(
                edited("\"level\": \"moderate\"", "\"level\": \"medium\""),
                &[],
            ),
            &["assets/ketamine.json:10:21: unknown variant `medium`"],
        ),
        (
            project.refusal(edited("Ketamine Infusion", "A\\u001b[2J"), &[]),
            &["assets/ketamine.json:", "the character U+001B"],
        ),
        (
            project.refusal(edited("Ketamine Infusion", "Ketamine-Treatment"), &[]),
            &[
                "assets/ketamine.json:7:5: the name \"Ketamine-Treatment\" is taken already: assets/ketamine.json:6:5",
            ],
        ),
        (
            project.refusal(edited("\"id\": \"ketamine\"", "\"id\": \"kétamine\""), &[]),
            &["assets/ketamine.json:3:", "is not a valid id"],
        ),
        (
            project.refusal(
                unedited(),
                &other(second("other", "KETAMINE  therapy", "x")),
            ),
            &[
                "assets/other.json:1:42: the name \"KETAMINE  therapy\" is taken already: assets/ketamine.json:4:12",
            ],
        ),
        (
            project.refusal(unedited(), &other(second("other", "Other", "ketamine"))),
            &[
                "assets/other.json:2:22: the name \"ketamine\" is taken already: assets/ketamine.json:3:9",
            ],
        ),
        (
            project.refusal(unedited(), &other(second("another", "Another", "x"))),
            &[
                "assets/other.json:1:26: the entry's id is \"another\", so its file has to be assets/another.json",
            ],
        ),
        (
            project.refusal(edited("{", "["), &other("{}".to_owned())),
            &[
                "assets/ketamine.json:1:1: invalid type: sequence, expected an object",
                "assets/other.json:1:2: missing field `schema_version`",
            ],
        ),
    ];
    for (said, wanted) in cases {
        for words in wanted {
            assert!(said.contains(words), "no {words:?} in:\n{said}");
        }
    }
}
