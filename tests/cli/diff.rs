//! `diff`: what changed between two entries, named or in files.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use pretty_assertions::assert_eq;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::support::{Ended, ended, on_terminal, root, run, stackwise, words};

/// A label in two versions: `old.json` and `new.json`.
fn scene() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let old = json!({
        "schema_version": 2, "id": "somnol", "title": "Somnol", "risk": { "level": "unknown" },
        "sections": [
            { "id": "boxed-warning", "code": "34066-1", "title": "WARNING: SLEEP",
              "content": ["Do not drive within 8 hours.", "Keep away from children."] },
            { "id": "adverse-reactions", "number": "6", "title": "ADVERSE REACTIONS",
              "highlights": ["Most common: headache, nausea."],
              "content": ["The following are discussed elsewhere:", { "list": ["Falls", { "text": "Sleep walking", "list": ["seen in 2% of adults"] }] }],
              "sections": [
                { "id": "trials", "number": "6.1", "title": "Clinical Trials",
                  "content": [{ "table": { "head": [["Reaction", "25 mg", "50 mg"]], "rows": [["Headache", "16%", "21%"], ["Nausea", "3%", ""]] } }] } ] },
            { "id": "storage", "number": "16", "title": "STORAGE", "content": ["Store at 20 °C."] }
        ],
        "risks": [{ "text": "Falls", "kind": "undesirable-effect", "section": "adverse-reactions" }],
        "disclaimer": "Not medical advice.",
        "source": { "name": "House", "version": "3", "effective_date": "2024-01-31" }
    });
    let mut new = old.clone();
    new["sections"][0]["content"][0] = "Do not drive within 12 hours.".into();
    new["sections"][1]["highlights"][0] = "Most common: headache, nausea, rash.".into();
    new["sections"][1]["content"][1]["list"][1]["list"] =
        json!(["seen in 3% of adults", "ask a doctor"]);
    new["sections"][1]["sections"][0]["content"][0]["table"]["rows"][1] =
        json!(["Nausea", "4%", "5%"]);
    new["sections"][2] =
        json!({ "id": "handling", "title": "HANDLING", "content": ["Wear gloves."] });
    new["source"]["version"] = "4".into();
    let write =
        |name: &str, entry: &Value| fs::write(folder.path().join(name), entry.to_string()).unwrap();
    write("old.json", &old);
    write("new.json", &new);
    let mut other = old.clone();
    other["id"] = "other".into();
    fs::write(
        folder.path().join("both.jsonl"),
        format!("{old}\n{other}\n"),
    )
    .unwrap();
    folder
}

fn command(folder: &Path, line: &str) -> Command {
    let mut command = stackwise(words(line));
    command
        .current_dir(folder)
        .env("STACKWISE_LIBRARY", folder.join("library.db"))
        .env("LANG", "C.UTF-8");
    command
}

fn diff(folder: &TempDir, line: &str) -> Ended {
    ended(&mut command(folder.path(), line))
}

const CHANGED: &str = "\
Somnol · not rated
  Before: old.json (file)
Somnol · not rated
  After: new.json (file)

WARNING: SLEEP (boxed-warning)
  ~ Do not drive within [-8-]{+12+} hours.

6 ADVERSE REACTIONS (adverse-reactions)
  ~ Highlight: Most common: headache, [-nausea.-]{+nausea, rash.+}
  ~ • seen in [-2%-]{+3%+} of adults
  + • ask a doctor

6.1 Clinical Trials (trials)
  ~ Table row: Nausea | [-3%-]{+4%+} | {+5%+}

16 STORAGE (storage)
  This section was removed.
  - Store at 20 °C.

HANDLING (handling)
  This section was added.
  + Wear gloves.

Source
  ~ Version: [-3-]{+4+}

Not medical advice.
";

#[test]
fn two_files_are_told_apart_by_section_and_word() {
    let folder = scene();
    let wanted = Ended {
        status: 1,
        stdout: CHANGED.to_owned(),
        stderr: String::new(),
    };
    assert_eq!(diff(&folder, "diff old.json new.json"), wanted);
    // Colour is never all that tells what was removed.
    let colored = diff(&folder, "diff old.json new.json --color always").stdout;
    assert!(colored.contains("\u{1b}[31m[-8-]\u{1b}["), "{colored:?}");
    assert_eq!(anstream::adapter::strip_str(&colored).to_string(), CHANGED);
}

#[test]
fn entries_that_are_the_same_exit_with_0_and_say_so() {
    let folder = scene();
    let same = diff(&folder, "diff old.json old.json");
    assert_eq!((same.status, same.stderr.as_str()), (0, ""));
    assert!(
        same.stdout.contains("\n\nNo changes.\n\n"),
        "{}",
        same.stdout
    );
    let json: Value =
        serde_json::from_str(&diff(&folder, "diff old.json old.json -f json").stdout).unwrap();
    assert_eq!(json["changes"], json!([]));
}

#[test]
fn names_and_files_are_told_apart() {
    let folder = scene();
    let add = ended(command(folder.path(), "add old.json").arg("--replace"));
    assert_eq!(add.status, 0, "{}", add.stderr);
    let named = diff(&folder, "diff somnol new.json").stdout;
    let from_file = "  Before: old.json (file)\n";
    assert_eq!(
        named,
        CHANGED.replace(from_file, "  Before: somnol (your library)\n")
    );
    // Of the two, the later entry is the one whose disclaimer is named.
    let reversed = diff(&folder, "diff new.json somnol").stdout;
    assert!(
        reversed.ends_with("\nDisclaimer: stackwise show somnol -s disclaimer\n"),
        "{reversed}"
    );
    assert_eq!(diff(&folder, "diff somnol somnol").status, 0);
    assert_eq!(diff(&folder, "diff ketamine somnol").status, 1);
    // A file with the name of an entry is not taken for it, and it says so.
    fs::copy(folder.path().join("new.json"), folder.path().join("somnol")).unwrap();
    let both = diff(&folder, "diff somnol old.json");
    assert_eq!(both.status, 0);
    assert_eq!(
        both.stderr,
        "note: \"somnol\" is the entry here; `./somnol` is the file\n"
    );
    assert_eq!(diff(&folder, "diff ./somnol old.json").status, 1);
    assert_eq!(diff(&folder, "diff ./somnol new.json").status, 0);
    // Standard input.
    let mut piped = command(folder.path(), "diff somnol -");
    let mut child = piped
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let new = fs::read(folder.path().join("new.json")).unwrap();
    child.stdin.take().unwrap().write_all(&new).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(
        String::from_utf8(output.stdout)
            .unwrap()
            .contains("  After: standard input\n")
    );
}

#[test]
fn what_cannot_be_compared_is_a_failure_and_never_1() {
    let folder = scene();
    fs::write(folder.path().join("bad.json"), "{}").unwrap();
    fs::write(folder.path().join("plain"), "x").unwrap();
    for (line, message) in [
        (
            "diff old.json morphine",
            "error: no entry is named \"morphine\"\nhint: `stackwise list` shows every entry\n",
        ),
        (
            "diff old.json ketamin",
            "error: no entry is named \"ketamin\"\nhint: did you mean `ketamine` (Ketamine Therapy)?\n",
        ),
        (
            "diff old.json none.xml",
            "error: cannot read none.xml: no such file, and no entry has that name\nhint: check the path\n",
        ),
        (
            "diff both.jsonl old.json",
            "error: cannot compare both.jsonl: it has 2 entries, not one\n  somnol\n  other\nhint: put the one to compare in a file of its own, or add them and use its name\n",
        ),
        (
            "diff - -",
            "error: standard input cannot be both entries\nhint: see `stackwise diff --help`\n",
        ),
        (
            "diff old.json plain",
            "error: no entry is named \"plain\"\nhint: to read the file, write `./plain`\n",
        ),
    ] {
        // Without a library: the default one is not there.
        let mut command = stackwise(words(line));
        let seen = ended(command.current_dir(folder.path()));
        assert_eq!(
            (seen.status, seen.stdout.as_str(), seen.stderr.as_str()),
            (2, "", message),
            "{line}"
        );
    }
    for line in [
        "diff old.json bad.json",
        "diff old.json",
        "diff old.json ketamine --library none.db",
    ] {
        let seen = diff(&folder, line);
        assert_eq!((seen.status, seen.stdout.as_str()), (2, ""), "{line}");
    }
    let seen = diff(&folder, "diff old.json morphine -f json --library none.db");
    let error: Value = serde_json::from_str(&seen.stderr).unwrap();
    assert_eq!(
        (seen.status, &error["error"]["code"]),
        (2, &json!("library-failed"))
    );
    // Files alone need no library.
    assert_eq!(
        diff(&folder, "diff old.json new.json --library none.db").status,
        1
    );
}

#[test]
fn json_has_every_change_with_its_place_and_words() {
    let folder = scene();
    let document = diff(&folder, "diff old.json new.json -f json");
    assert_eq!((document.status, document.stderr.as_str()), (1, ""));
    let document: Value = serde_json::from_str(&document.stdout).unwrap();
    assert_eq!(document["schema_version"], 2);
    assert_eq!(document["after"]["from"], "file");
    assert_eq!(document["after"]["file"], "new.json");
    assert_eq!(document["after"]["disclaimer"], "Not medical advice.");
    let told: Vec<Value> = document["changes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| json!([it["change"], it["what"], it["section"]["id"]]))
        .collect();
    assert_eq!(
        json!(told),
        json!([
            ["changed", "paragraph", "boxed-warning"],
            ["changed", "paragraph", "adverse-reactions"],
            ["changed", "list-item", "adverse-reactions"],
            ["added", "list-item", "adverse-reactions"],
            ["changed", "table-row", "trials"],
            ["removed", "section", "storage"],
            ["removed", "paragraph", "storage"],
            ["added", "section", "handling"],
            ["added", "paragraph", "handling"],
            ["changed", "version", null],
        ])
    );
    assert_eq!(
        document["changes"][0]["words"],
        json!([{ "same": "Do not drive within " }, { "removed": "8" }, { "added": "12" }, { "same": " hours." }])
    );
    assert_eq!(
        document["changes"][4]["cells"],
        json!([[{ "same": "Nausea" }], [{ "removed": "3%" }, { "added": "4%" }], [{ "added": "5%" }]])
    );
    assert_eq!(document["changes"][1]["highlight"], true);
    let schema: Value = serde_json::from_str(&ended(&mut stackwise(["schema"])).stdout).unwrap();
    let mut own = schema.clone();
    own["anyOf"] = json!([{ "$ref": "#/$defs/Diff" }]);
    for schema in [schema, own] {
        jsonschema::draft202012::new(&schema)
            .unwrap()
            .validate(&document)
            .unwrap();
    }
}

#[test]
fn markdown_marks_words_and_carries_the_disclaimer() {
    let folder = scene();
    let page = diff(&folder, "diff old.json new.json -f markdown").stdout;
    for line in [
        "# Changes: Somnol",
        "- Before: Somnol, **Not rated**, old.json (file)",
        "## 6 ADVERSE REACTIONS (`adverse-reactions`)",
        "- Changed: Do not drive within <del>8</del><ins>12</ins> hours.",
        "- Added, list item: <ins>ask a doctor</ins>",
        "- Changed, Table row: Nausea \\| <del>3%</del><ins>4%</ins> \\| <ins>5%</ins>",
        "Not medical advice.",
    ] {
        assert!(page.lines().any(|it| it == line), "{line}\n{page}");
    }
}

#[test]
fn it_fits_any_width_and_is_spelled_out_where_that_is_asked_for() {
    use unicode_width::UnicodeWidthStr as _;
    let folder = scene();
    for width in (20..=120).step_by(5) {
        let shown = diff(&folder, &format!("diff old.json new.json --width {width}")).stdout;
        for line in shown.lines() {
            assert!(
                line.width() <= width || !line.trim().contains(' '),
                "{width}: {line:?}"
            );
            assert_eq!(line.trim_end(), line);
        }
    }
    let mut spelled = command(folder.path(), "diff old.json new.json");
    let spelled = ended(spelled.env("ACCESSIBLE", "1")).stdout;
    for line in [
        "  Changed: Do not drive within (removed: 8) (added: 12) hours.",
        "  Removed: Store at 20 °C.",
        "  Added: Wear gloves.",
    ] {
        assert!(spelled.lines().any(|it| it == line), "{line}\n{spelled}");
    }
    let ascii = diff(&folder, "diff old.json new.json --ascii").stdout;
    assert!(ascii.contains("  + * ask a doctor\n"), "{ascii}");
}

#[test]
fn hostile_names_are_made_visible_and_hostile_files_refused() {
    let folder = scene();
    let seen = ended(command(folder.path(), "diff old.json").arg("\u{1b}[31mx"));
    assert_eq!(seen.status, 2);
    assert!(!seen.stderr.contains('\u{1b}'), "{:?}", seen.stderr);
    let name = "\u{1b}[31m.json";
    fs::copy(folder.path().join("new.json"), folder.path().join(name)).unwrap();
    for form in ["text", "json", "markdown"] {
        let seen = ended(command(folder.path(), "diff old.json").args([name, "-f", form]));
        assert_eq!(seen.status, 1, "{}", seen.stderr);
        assert!(!(seen.stdout + &seen.stderr).contains('\u{1b}'), "{form}");
    }
    fs::write(
        folder.path().join("hostile.json"),
        fs::read_to_string(folder.path().join("new.json"))
            .unwrap()
            .replace("gloves", "\\u001b[2J"),
    )
    .unwrap();
    assert_eq!(diff(&folder, "diff old.json hostile.json").status, 2);
}

#[test]
fn it_is_paged_on_a_terminal_and_its_exit_code_stays() {
    let folder = scene();
    let path = |name: &str| folder.path().join(name).display().to_string();
    let line = format!("diff {} {}", path("old.json"), path("new.json"));
    let pager = [
        ("PAGER", "head -n 1"),
        ("PATH", "/usr/bin:/bin"),
        ("TERM", "dumb"),
        ("LANG", "C.UTF-8"),
    ];
    let (status, shown) = on_terminal(&line, &pager, (80, 10));
    assert_eq!((status, shown.as_str()), (1, "Somnol · not rated\n"));
}

#[test]
fn the_readme_of_the_command_is_its_help() {
    let help = run("diff --help");
    assert_eq!(help.status, 0);
    assert!(
        help.stdout
            .contains("Usage: stackwise diff [OPTIONS] <BEFORE> <AFTER>"),
        "{}",
        help.stdout
    );
    assert!(
        run("--help")
            .stdout
            .contains("or the entries of `diff` differ")
    );
}

#[test]
fn a_real_label_differs_from_another_and_not_from_itself() {
    let labels = root().join("../shared/data/spl");
    if !labels.is_dir() {
        println!("skipped: {} is not here", labels.display());
        return;
    }
    let mut files: Vec<_> = fs::read_dir(labels)
        .unwrap()
        .map(|file| file.unwrap().path())
        .collect();
    files.retain(|file| file.extension().is_some_and(|it| it == "xml"));
    files.sort();
    for pair in files.windows(2).step_by(20) {
        let compare =
            |one: &Path, other: &Path| ended(stackwise(["diff"]).args([one, other])).status;
        assert_eq!(compare(&pair[0], &pair[0]), 0, "{}", pair[0].display());
        assert_eq!(compare(&pair[0], &pair[1]), 1, "{}", pair[0].display());
    }
}
