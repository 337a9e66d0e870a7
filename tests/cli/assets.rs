//! A broken asset stops the build and says where it is broken. Cargo shows what its build script prints
//! as `cargo::error`, so that the script alone is run here.

use std::fs;
use std::process::Command;

use crate::support::root;

/// What the build says when the assets are the ketamine article after `edit`, and these.
fn refusal(edit: impl Fn(&str) -> String, others: &[(&str, String)]) -> String {
    let article = fs::read_to_string(root().join("assets/ketamine.json")).unwrap();
    let project = tempfile::tempdir().unwrap();
    let assets = project.path().join("assets");
    fs::create_dir(&assets).unwrap();
    fs::write(assets.join("ketamine.json"), edit(&article)).unwrap();
    for (name, json) in others {
        fs::write(assets.join(name), json).unwrap();
    }
    let output = Command::new(env!("BUILD_SCRIPT"))
        .env_clear()
        .env("CARGO_MANIFEST_DIR", project.path())
        .env("OUT_DIR", project.path())
        .output()
        .unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(!output.status.success(), "the build went on: {said}");
    let problems = said
        .lines()
        .filter(|line| line.starts_with("cargo::error="));
    problems.collect::<Vec<_>>().join("\n")
}

#[test]
fn a_broken_asset_stops_the_build_with_its_place_and_the_reason() {
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
            refusal(edited("\"id\": \"ketamine\",", "\"id\": \"ketamine\""), &[]),
            &["assets/ketamine.json:4:3: expected `,` or `}`"],
        ),
        (
            refusal(
                edited(
                    "\"title\": \"Ketamine",
                    "\"colour\": 1, \"title\": \"Ketamine",
                ),
                &[],
            ),
            &["assets/ketamine.json:4:10: unknown field `colour`"],
        ),
        (
            refusal(
                edited("\"level\": \"moderate\"", "\"level\": \"medium\""),
                &[],
            ),
            &["assets/ketamine.json:10:21: unknown variant `medium`"],
        ),
        (
            refusal(edited("Ketamine Infusion", "A\\u001b[2J"), &[]),
            &["assets/ketamine.json:", "the character U+001B"],
        ),
        (
            refusal(edited("Ketamine Infusion", "Ketamine-Treatment"), &[]),
            &[
                "assets/ketamine.json:7:5: the name \"Ketamine-Treatment\" is already taken: assets/ketamine.json:6:5",
            ],
        ),
        (
            refusal(edited("\"id\": \"ketamine\"", "\"id\": \"kétamine\""), &[]),
            &["assets/ketamine.json:3:", "is not a valid id"],
        ),
        (
            refusal(
                unedited(),
                &other(second("other", "KETAMINE  therapy", "x")),
            ),
            &[
                "assets/other.json:1:42: the name \"KETAMINE  therapy\" is already taken: assets/ketamine.json:4:12",
            ],
        ),
        (
            refusal(unedited(), &other(second("other", "Other", "ketamine"))),
            &[
                "assets/other.json:2:22: the name \"ketamine\" is already taken: assets/ketamine.json:3:9",
            ],
        ),
        (
            refusal(unedited(), &other(second("another", "Another", "x"))),
            &[
                "assets/other.json:1:26: the entry's id is \"another\", so its file must be assets/another.json",
            ],
        ),
        (
            refusal(edited("{", "["), &other("{}".to_owned())),
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
