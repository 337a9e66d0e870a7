//! Source documents: bad ones are told with their places and change nothing, good ones survive every
//! way in and out.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use pretty_assertions::assert_eq;
use proptest::prelude::*;
use serde_json::{Value, json};
use tempfile::TempDir;
use unicode_width::UnicodeWidthStr as _;

use crate::support::{Ended, assert_file, ended, on_terminal, printed, root, stackwise};

/// How long a document may take that was made to be bad. It is far more than any takes.
const PATIENCE: Duration = Duration::from_secs(20);

/// A library with one entry, and what its file holds.
struct Kept {
    folder: TempDir,
    bytes: Vec<u8>,
}

impl Kept {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut kept = Self {
            folder,
            bytes: Vec::new(),
        };
        let good = root().join("tests/fixtures/good/mark-and-crlf.json");
        let added = ended(kept.command("add").arg(good));
        assert_eq!(added.status, 0, "{}", added.stderr);
        kept.bytes = fs::read(kept.library()).unwrap();
        kept
    }

    fn library(&self) -> PathBuf {
        self.folder.path().join("library.db")
    }

    fn command(&self, name: &str) -> Command {
        let mut command = stackwise([name]);
        command.env("STACKWISE_LIBRARY", self.library());
        command
    }

    /// Checks, converts and adds a bad document. Returns what is said of it.
    fn refusal(&self, folder: &Path, name: &str) -> String {
        let run = |command: &str| {
            let began = Instant::now();
            let seen = ended(self.command(command).arg(name).current_dir(folder));
            assert!(began.elapsed() < PATIENCE, "{command} {name}");
            seen
        };
        let checked = run("check");
        assert_eq!((checked.status, checked.stderr.as_str()), (1, ""), "{name}");
        let first = checked.stdout.lines().next().unwrap_or_default();
        for command in ["convert", "add"] {
            let Ended {
                status,
                stdout,
                stderr,
            } = run(command);
            assert_eq!(
                (status, stdout.as_str()),
                (2, ""),
                "{command} {name}: {stderr}"
            );
            assert!(stderr.contains(first), "{command} {name}: {stderr}");
        }
        assert_eq!(fs::read(self.library()).unwrap(), self.bytes, "{name}");
        let place = first
            .strip_prefix(name)
            .and_then(|rest| rest.strip_prefix(':'));
        let numbers: Vec<&str> = place.unwrap_or_default().splitn(3, ':').collect();
        assert!(
            numbers.len() == 3 && numbers[0].parse::<u32>().is_ok(),
            "{first}"
        );
        checked.stdout
    }
}

#[test]
fn bad_documents_are_told_with_every_place_and_change_nothing() {
    let kept = Kept::new();
    let folder = root().join("tests/fixtures/bad");
    let mut names: Vec<String> = fs::read_dir(&folder)
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert!(names.len() > 30);
    let mut said = String::new();
    for name in names {
        writeln!(
            said,
            "$ stackwise check {name}\n{}",
            kept.refusal(&folder, &name)
        )
        .unwrap();
    }
    assert_file(&root().join("tests/golden/bad-documents.txt"), &said);
}

#[test]
fn documents_made_to_do_harm_are_told_in_a_moment() {
    let kept = Kept::new();
    let folder = kept.folder.path().join("made");
    fs::create_dir_all(folder.join("empty")).unwrap();
    let write = |name: &str, text: &[u8]| fs::write(folder.join(name), text).unwrap();
    write("long-line.jsonl", &vec![b'x'; 100 << 20]);
    let mut lines = b"{\"id\": 7}\n".to_vec();
    lines.resize(100 << 20, b'x');
    write("long-lines.jsonl", &lines);
    write(
        "long-document.md",
        format!("# T\n\n{}", "word\n\n".repeat(12 << 20)).as_bytes(),
    );
    write("deep.json", "[".repeat(1 << 20).as_bytes());
    write("deep-object.json", "{\"a\":".repeat(1 << 20).as_bytes());
    write(
        "deep.xml",
        format!("<document xmlns='urn:hl7-org:v3'>{}", "<a>".repeat(1 << 18)).as_bytes(),
    );
    write(
        "deep.md",
        format!("# T\n\n{}x", "> ".repeat(10_000)).as_bytes(),
    );
    write(
        "many-problems.json",
        format!("[{}7]", "7,".repeat(100_000)).as_bytes(),
    );
    let made = Command::new("mkfifo")
        .arg(folder.join("pipe"))
        .status()
        .unwrap();
    assert!(made.success());
    for (name, words) in [
        ("long-line.jsonl", "more than 64 MiB, which is the limit"),
        (
            "long-lines.jsonl",
            "long-lines.jsonl:2:1: the line has more than 16 MiB",
        ),
        ("long-document.md", "more than 64 MiB, which is the limit"),
        ("deep.json", ""),
        ("deep-object.json", ""),
        ("deep.xml", "256"),
        ("deep.md", "the risk level is missing"),
        ("many-problems.json", "invalid type: integer `7`"),
        ("pipe", "is not a file; `-` reads standard input"),
        ("missing.json", "No such file or directory"),
        ("empty", "the folder holds no source documents"),
    ] {
        let said = kept.refusal(&folder, name);
        assert!(
            said.contains(words),
            "{name}: {}",
            &said[..said.len().min(300)]
        );
    }
    assert!(
        kept.refusal(Path::new("/"), "/dev/zero")
            .contains("is not a file")
    );
}

#[test]
fn a_document_or_an_entry_past_a_limit_is_refused_with_it() {
    let kept = Kept::new();
    let folder = kept.folder.path().join("made");
    fs::create_dir(&folder).unwrap();
    let write = |name: &str, text: &[u8]| fs::write(folder.join(name), text).unwrap();
    let heads = "# T\n\nLow Risk\n\n";
    write(
        "long.md",
        format!("{heads}{}", "word ".repeat(1 << 20)).as_bytes(),
    );
    write(
        "dense.md",
        format!("{heads}{}", "a\n-\n".repeat(200_000)).as_bytes(),
    );
    write(
        "struck.md",
        format!("{heads}{}", "~~a~~ ".repeat(50_000)).as_bytes(),
    );
    write(
        "hostile.md",
        format!("{heads}{}", "\u{1b}".repeat(3 << 20)).as_bytes(),
    );
    write(
        "dense.txt",
        format!("T\n\nLow Risk\n\n{}", "a\n".repeat(400_000)).as_bytes(),
    );
    let label = |unit: &str, count| {
        format!(
            "<document xmlns='urn:hl7-org:v3'>{}</document>",
            unit.repeat(count)
        )
    };
    write("dense.xml", label("<a/>", 400_000).as_bytes());
    write("long.xml", label("some words ", 2 << 20).as_bytes());
    let entry = |paragraphs: &str| {
        format!(
            "{{\"schema_version\":1,\"id\":\"a\",\"title\":\"A\",\"risk\":{{\"level\":\"low\"}},\n\"sections\":\
             [{{\"id\":\"a\",\"title\":\"A\",\"paragraphs\":[{paragraphs}\"x\"]}}],\"source\":{{\"name\":\"S\"}}}}"
        )
    };
    write(
        "many-paragraphs.json",
        entry(&"\"w\",".repeat(300_000)).as_bytes(),
    );
    write(
        "long-paragraph.json",
        entry(&format!("\"{}x\",", "word ".repeat(1 << 20))).as_bytes(),
    );
    write(
        "long-entry.json",
        entry(&"\"word\",".repeat(3 << 20)).as_bytes(),
    );
    for (name, words) in [
        (
            "long.md",
            "long.md:1:1: the note has more than 4 MiB, which is the limit",
        ),
        (
            "dense.md",
            "the note has more than 300000 lines and markup characters, which is the limit",
        ),
        ("struck.md", "struck.md:5:1: strikethrough is not supported"),
        ("hostile.md", "hostile.md:5:1: the character U+001B"),
        (
            "dense.txt",
            "the article has more than 300000 lines, which is the limit",
        ),
        (
            "dense.xml",
            "the label has more than 300000 tags and references, which is the limit",
        ),
        (
            "long.xml",
            "the label has more than 16 MiB, which is the limit",
        ),
        (
            "many-paragraphs.json",
            "the entry has more than 100000 paragraphs, risks, names and other texts, which is the limit",
        ),
        (
            "long-paragraph.json",
            "the entry has more than 4 MiB of text, which is the limit",
        ),
        (
            "long-entry.json",
            "the entry has more than 16 MiB, which is the limit",
        ),
    ] {
        let said = kept.refusal(&folder, name);
        assert!(
            said.contains(words),
            "{name}: {}",
            &said[..said.len().min(300)]
        );
    }
}

#[test]
fn a_problem_on_a_terminal_stands_over_its_line_with_a_caret() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("note.json");
    fs::write(&file, "{\n  \"id\": \"é\" 7\n}\n").unwrap();
    let path = file.display();
    let line = format!("check {path}");
    let (status, shown) = on_terminal(&line, &[("NO_COLOR", "1")], (200, 24));
    assert_eq!(status, 1);
    let caret = "    \"id\": \"é\" 7\n              ^\n";
    assert_eq!(shown, format!("{path}:2:13: expected `,` or `}}`\n{caret}"));
}

#[test]
fn a_long_line_is_cut_so_that_the_caret_stands_under_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("n");
    fs::write(
        &file,
        format!("{{\"{}\" 7 {}\n", "a".repeat(100), "b".repeat(100)),
    )
    .unwrap();
    let line = format!("check {}", file.display());
    let (_, shown) = on_terminal(&line, &[("NO_COLOR", "1")], (60, 24));
    let told: Vec<&str> = shown.lines().collect();
    assert_eq!(told.len(), 3, "{shown}");
    assert!(told[0].ends_with(":1:105: expected `:`"), "{shown}");
    assert!(told[1].len() <= 60, "{shown}");
    assert_eq!(told[1].find('7'), told[2].find('^'), "{shown}");
}

#[test]
fn a_folder_without_documents_keeps_no_other_problem_from_being_told() {
    let kept = Kept::new();
    let folder = kept.folder.path().join("made");
    fs::create_dir_all(folder.join("empty")).unwrap();
    fs::write(folder.join("bad.json"), "{\"id\"}").unwrap();
    fs::write(
        folder.join("note.md"),
        "# Warm Bath\n\nLow Risk\n\nSitting in warm water.\n",
    )
    .unwrap();
    let run = |command: &str| {
        let files = ["empty", "bad.json", "missing.md", "note.md"];
        ended(kept.command(command).args(files).current_dir(&folder))
    };
    let problems = [
        "empty:1:1: the folder holds no source documents (files that end in json, jsonl, ndjson, xml, md, markdown, txt, zip, gz, zst)",
        "bad.json:1:6: expected `:`",
        "missing.md:1:1: cannot be read: No such file or directory (os error 2)",
    ];
    let checked = run("check");
    assert_eq!(
        (checked.status, checked.stdout.lines().collect()),
        (1, problems.to_vec())
    );
    let refused = run("add").stderr;
    for problem in problems {
        assert!(refused.contains(&format!("\n  {problem}\n")), "{refused}");
    }
    assert_eq!(fs::read(kept.library()).unwrap(), kept.bytes);
    let mut command = kept.command("add");
    let going_on = ended(
        command
            .args(["--keep-going", "empty", "note.md"])
            .current_dir(&folder),
    );
    assert_eq!(going_on.status, 2);
    let hint = "hint: valid entries were saved: 1 added, 0 replaced, 0 unchanged\n";
    assert!(going_on.stderr.ends_with(hint), "{}", going_on.stderr);
}

#[test]
fn problems_as_json_fit_the_schema() {
    let bad = root().join("tests/fixtures/bad");
    let seen = ended(
        stackwise(["check", "-f", "json", "unknown-keys.json", "no-level.md"]).current_dir(&bad),
    );
    assert_eq!((seen.status, seen.stderr.as_str()), (1, ""));
    let document: Value = serde_json::from_str(&seen.stdout).unwrap();
    let schema: Value = serde_json::from_str(&printed("schema")).unwrap();
    assert!(
        jsonschema::draft202012::new(&schema)
            .unwrap()
            .is_valid(&document)
    );
    let problems = document["problems"].as_array().unwrap();
    assert_eq!(problems.len(), 4);
    assert_eq!(problems[0]["file"], "unknown-keys.json");
    assert_eq!(
        (&problems[0]["line"], &problems[0]["column"]),
        (&11.into(), &5.into())
    );
    let good =
        ended(stackwise(["check", "-f", "json", "assets/ketamine.json"]).current_dir(root()));
    assert_eq!(good.status, 0);
    assert_eq!(
        good.stdout,
        "{\n  \"schema_version\": 2,\n  \"problems\": []\n}\n"
    );
}

#[test]
fn a_byte_order_mark_and_line_ends_of_windows_are_read() {
    let good = root().join("tests/fixtures/good");
    for file in fs::read_dir(good).unwrap() {
        let path = file.unwrap().path();
        let seen = ended(stackwise(["check".as_ref(), path.as_os_str()]).current_dir(root()));
        assert_eq!(
            (seen.status, seen.stdout.as_str()),
            (0, ""),
            "{}",
            path.display()
        );
    }
}

/// Runs with this input on standard input.
fn with_input(command: &mut Command, input: &str) -> Ended {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("input");
    fs::write(&path, input).unwrap();
    ended(command.stdin(Stdio::from(fs::File::open(path).unwrap())))
}

#[test]
fn the_published_article_becomes_the_entry_but_for_what_the_editor_added() {
    let article = root().join("tests/fixtures/ketamine-article.txt");
    let converted = ended(&mut stackwise(["convert".as_ref(), article.as_os_str()]));
    assert_eq!((converted.status, converted.stderr.as_str()), (0, ""));
    let mut converted: Value = serde_json::from_str(&converted.stdout).unwrap();
    let mut asset: Value = serde_json::from_str(&printed("show ketamine -f json")).unwrap();
    for entry in [&mut converted, &mut asset] {
        entry["aliases"] = Value::Null;
        entry["about"] = Value::Null;
        for risk in entry["risks"].as_array_mut().unwrap() {
            risk["kind"] = Value::Null;
        }
    }
    assert_eq!(converted, asset);
}

/// Every drug label that is here: small ones of the project's own, and real ones beside it.
fn labels() -> Vec<PathBuf> {
    let folders = ["tests/fixtures/spl", "../shared/data/spl"].map(|folder| root().join(folder));
    let files = folders
        .iter()
        .filter_map(|folder| fs::read_dir(folder).ok())
        .flatten();
    let paths = files.map(|file| file.unwrap().path());
    paths
        .filter(|path| path.extension().is_some_and(|ending| ending == "xml"))
        // A report of a product, which has the form of a label and no text.
        .filter(|path| !path.to_string_lossy().contains("methylprednislone"))
        .collect()
}

#[test]
fn every_label_survives_all_ways_in_and_out() {
    let labels = labels();
    assert!(labels.len() >= 4);
    for label in labels {
        let folder = tempfile::tempdir().unwrap();
        let library = folder.path().join("library.db");
        let command = |arguments: &[&str]| {
            let mut command = stackwise(arguments);
            command.env("STACKWISE_LIBRARY", &library);
            command
        };
        let path = label.to_str().unwrap();
        let checked = ended(&mut command(&["check", path]));
        assert_eq!((checked.status, checked.stdout.as_str()), (0, ""), "{path}");
        let converted = ended(&mut command(&["convert", path])).stdout;
        assert_eq!(ended(&mut command(&["add", path])).status, 0, "{path}");
        let entry: Value = serde_json::from_str(&converted).unwrap();
        let id = entry["id"].as_str().unwrap();
        let shown = |arguments: &[&str]| {
            let seen = ended(&mut command(&[&["show", id], arguments].concat()));
            assert_eq!(
                (seen.status, seen.stderr.as_str()),
                (0, ""),
                "{path} {arguments:?}"
            );
            seen.stdout
        };
        assert_eq!(shown(&["-f", "json"]), converted, "{path}");
        for part in ["protocol", "contraindications", "risks"] {
            let is_there = |section: &Value| section["id"] == part;
            let has_risks = part == "risks" && entry["risks"] != json!([]);
            if has_risks || entry["sections"].as_array().unwrap().iter().any(is_there) {
                let text = shown(&["-s", part, "--width", "80"]);
                assert!(text.starts_with(entry["title"].as_str().unwrap()), "{path}");
                for line in text.lines() {
                    // A word that has no room on a line has one of its own.
                    let is_one_word = !line.trim().contains(' ');
                    assert!(line.width() <= 80 || is_one_word, "{path}: {line}");
                }
            }
        }
        for section in entry["sections"].as_array().unwrap() {
            let text = shown(&["-s", section["id"].as_str().unwrap(), "--bare"]);
            let blocks = section["content"].as_array().unwrap();
            assert!(text.lines().count() >= blocks.len(), "{path}");
        }
        let again = with_input(&mut command(&["add", "--replace", "-"]), &converted);
        assert_eq!(again.stderr, "0 added, 0 replaced, 1 unchanged\n", "{path}");
        let markdown = shown(&["-f", "markdown"]);
        let back = with_input(&mut command(&["convert", "-"]), &markdown);
        assert_eq!(
            (back.status, back.stdout),
            (0, converted),
            "{path}: {}",
            back.stderr
        );
    }
}

/// A label that marks text as deleted in five places.
const REVISED_LABEL: &str = r#"<document xmlns="urn:hl7-org:v3">
<setId root="01234567-89ab-cdef-0123-456789abcdef"/>
<author><assignedEntity><representedOrganization><name>Maker</name></representedOrganization></assignedEntity></author>
<component><structuredBody>
<component><section><code code="34068-7"/><title>DOSAGE</title>
<subject><manufacturedProduct><name>Solane</name></manufacturedProduct></subject>
<text><paragraph>Take <content revised="delete">500 mg</content> <content revised="insert">5 mg</content> a day.</paragraph>
<list listType="ordered"><item>One</item><item revised="delete">Two</item><item>Three</item></list>
<table><tbody>
<tr><td>A</td><td revised="delete">16%</td><td>21%</td></tr>
<tr revised="delete"><td rowspan="2">B</td><td>1</td><td>2</td></tr>
<tr><td>3</td><td>4</td></tr>
</tbody></table></text></section></component>
<component><section revised="delete"><code code="34066-1"/><title>OLD WARNING</title><text>Old <content revised="delete">and older</content> words.</text></section></component>
</structuredBody></component></document>
"#;

#[test]
fn what_a_label_marks_as_deleted_is_left_out_and_told() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("label.xml"), REVISED_LABEL).unwrap();
    let run = |arguments: &[&str]| {
        let mut command = stackwise(arguments);
        let library = folder.path().join("library.db");
        ended(
            command
                .env("STACKWISE_LIBRARY", library)
                .current_dir(&folder),
        )
    };
    let note = "text that the label marks as deleted is left out here";
    let places = [(7, 23), (8, 42), (10, 15), (11, 1), (14, 12)];
    let told = places.map(|(line, column)| format!("label.xml:{line}:{column}: note: {note}\n"));
    let checked = run(&["check", "label.xml"]);
    assert_eq!((checked.status, checked.stdout), (0, told.concat()));
    let checked = run(&["check", "-f", "json", "label.xml"]);
    let report: Value = serde_json::from_str(&checked.stdout).unwrap();
    let notes = places.map(|(line, column)| {
        json!({ "file": "label.xml", "line": line, "column": column, "message": note })
    });
    assert_eq!(checked.status, 0);
    assert_eq!(
        report,
        json!({ "schema_version": 2, "problems": [], "notes": notes })
    );
    let schema: Value = serde_json::from_str(&printed("schema")).unwrap();
    assert!(
        jsonschema::draft202012::new(&schema)
            .unwrap()
            .is_valid(&report)
    );

    let remark = "note: what labels mark as deleted was left out in 5 places; `stackwise check` prints where\n";
    let converted = run(&["convert", "label.xml"]);
    assert_eq!((converted.status, converted.stderr.as_str()), (0, remark));
    let entry: Value = serde_json::from_str(&converted.stdout).unwrap();
    let content = json!([
        "Take 5 mg a day.",
        { "list": ["One", "", "Three"], "ordered": true },
        { "table": { "rows": [["A", "", "21%"], [{ "rowspan": 2 }, "", ""], ["3", "4"]] } }
    ]);
    assert_eq!(entry["sections"].as_array().unwrap().len(), 1);
    assert_eq!(entry["sections"][0]["content"], content);
    assert_eq!(entry["risk"], json!({ "level": "unknown" }));
    let added = run(&["add", "label.xml"]);
    let counts = "1 added, 0 replaced, 0 unchanged\n";
    assert_eq!(
        (added.status, added.stderr),
        (0, format!("{counts}{remark}"))
    );
}

#[test]
fn several_entries_in_one_json_file_are_all_read_or_all_told() {
    let entry = |id: &str| {
        json!({ "schema_version": 1, "id": id, "title": id, "risk": { "level": "low" },
            "sections": [], "source": { "name": "S" } })
    };
    let (a, b) = (entry("a"), entry("b"));
    let pretty = |value: &Value| serde_json::to_string_pretty(value).unwrap();
    for input in [
        format!("{a}{b}"),
        format!("{a} {b}\n"),
        format!("{}{}", pretty(&a), pretty(&b)),
        format!("[{a}][{b}]"),
        format!("{a}\n[{b}]\n"),
    ] {
        let seen = with_input(&mut stackwise(["convert", "-"]), &input);
        assert_eq!(
            (seen.status, seen.stdout.lines().count()),
            (0, 2),
            "{input}{}",
            seen.stderr
        );
    }
    for input in [
        format!("{a}x{b}"),
        format!("{a},{b}"),
        format!("{a}]{b}"),
        format!("{a}\n{b}x"),
    ] {
        let seen = with_input(&mut stackwise(["convert", "-"]), &input);
        assert_eq!((seen.status, seen.stdout.as_str()), (2, ""), "{input}");
    }
}

#[test]
fn ketamine_survives_markdown() {
    let markdown = printed("show ketamine -f markdown");
    let back = with_input(&mut stackwise(["convert", "-"]), &markdown);
    assert_eq!(
        (back.status, back.stdout),
        (0, printed("show ketamine -f json"))
    );
}

/// Entries of which some are not valid: their texts may be empty, hostile or hard to write in some
/// format, their ids be taken or none.
fn drafts() -> impl Strategy<Value = Vec<Value>> {
    let text = || {
        let piece = "[ -~é氯•]{1,9}|# |- |1\\. |---|\\+\\+\\+|-->|<b>|&amp;|\\| a|Low Risk|\u{1b}|\u{202e}|[ -~]{200}";
        prop::collection::vec(piece, 1..4).prop_map(|pieces| pieces.concat().trim().to_owned())
    };
    let level = prop::sample::select(vec!["minimal", "low", "moderate", "unknown", "none"]);
    let kind = prop::sample::select(vec!["warning", "interaction", "unspecified"]);
    let section = (
        "[a-z]{1,3}|overview|-",
        text(),
        prop::collection::vec(text(), 0..3),
    );
    let section = section
        .prop_map(|(id, title, texts)| json!({ "id": id, "title": title, "content": texts }));
    let risk = (text(), kind).prop_map(|(text, kind)| json!({ "text": text, "kind": kind }));
    let lists = (
        prop::collection::vec(text(), 0..2),
        prop::collection::vec(section, 0..4),
        prop::collection::vec(risk, 0..3),
    );
    let entry = ("[a-z]{1,2}", text(), level, lists, text(), text());
    let entry = entry.prop_map(|(id, title, level, lists, disclaimer, source)| {
        let (aliases, sections, risks) = lists;
        json!({
            "schema_version": 2, "id": format!("x-{id}"), "title": title, "aliases": aliases,
            "risk": { "level": level }, "sections": sections, "risks": risks,
            "disclaimer": disclaimer, "source": { "name": source }
        })
    });
    prop::collection::vec(entry, 30..60)
}

/// Those of the entries in these lines that `check` has nothing to say of.
fn accepted(lines: &[String]) -> Vec<&str> {
    let input = lines.join("\n");
    let report = with_input(&mut stackwise(["check", "-f", "json", "-"]), &input);
    let report: Value = serde_json::from_str(&report.stdout).unwrap();
    let problems = report["problems"].as_array().unwrap();
    let is_good = |number: usize| problems.iter().all(|problem| problem["line"] != number);
    let numbered = (1..).zip(lines);
    numbered
        .filter(|(number, _)| is_good(*number))
        .map(|(_, line)| line.as_str())
        .collect()
}

proptest! {
    // A case is dozens of entries, and a process for each.
    #![proptest_config(ProptestConfig::with_cases(4))]

    #[test]
    fn what_check_accepts_survives_every_way_in_and_out(drafts in drafts()) {
        let lines: Vec<String> = drafts.iter().map(ToString::to_string).collect();
        let accepted = accepted(&lines);
        // Now and then none of them is good, and nothing is no document.
        prop_assume!(!accepted.is_empty());
        let folder = tempfile::tempdir().unwrap();
        let command = |arguments: &[&str]| {
            let mut command = stackwise(arguments);
            command.env("STACKWISE_LIBRARY", folder.path().join("library.db"));
            command
        };
        let added = with_input(&mut command(&["add", "-"]), &accepted.join("\n"));
        let counts = format!("{} added, 0 replaced, 0 unchanged\n", accepted.len());
        prop_assert_eq!((added.status, added.stderr), (0, counts));
        for line in accepted {
            let entry: Value = serde_json::from_str(line).unwrap();
            let id = entry["id"].as_str().unwrap();
            let shown = ended(&mut command(&["show", id, "-f", "json"])).stdout;
            prop_assert_eq!(&serde_json::from_str::<Value>(&shown).unwrap(), &entry);
            let page = ended(&mut command(&["show", id, "-f", "markdown"])).stdout;
            let back = with_input(&mut command(&["convert", "-"]), &page);
            prop_assert_eq!((back.status, &back.stdout), (0, &shown), "{}{}", page, back.stderr);
        }
    }
}
