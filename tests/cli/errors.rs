//! Errors: their words, their JSON and their exit codes.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt as _;

use pretty_assertions::assert_eq;
use serde_json::{Value, json};

use crate::support::{assert_golden, ended, run, stackwise, words};

#[test]
fn errors_are_as_they_were() {
    for (name, line) in [
        ("error-near-name.txt", "show ketamin"),
        ("error-far-name.txt", "show morphine"),
        ("error-name-and-section.txt", "show ketamine risks"),
        ("error-section.txt", "show ketamine -s dosag"),
        ("error-no-name.txt", "show"),
        ("error-command.txt", "shwo ketamine"),
        ("error-option.txt", "show ketamine --formt json"),
        ("error-format.txt", "show ketamine -f jsn"),
        ("error-level.txt", "list --max-level hihg"),
        ("error-max-level-unknown.txt", "list --max-level unknown"),
        ("error-width.txt", "show ketamine --width wide"),
        ("error-width-negative.txt", "show ketamine --width -1"),
        ("error-conflict.txt", "show ketamine --bare -f json"),
        ("error-empty-section.txt", "show ketamine -s risks,"),
        ("error-list-name.txt", "list ketamine"),
        ("error-json-name.txt", "show ketamin -f json"),
        (
            "error-json-section.txt",
            "show ketamine --format=json -s scince",
        ),
        ("error-json-usage.txt", "show -fjson"),
        ("error-command-far.txt", "frobnicate"),
        ("error-command-option.txt", "lst --max-level low"),
        ("error-command-elsewhere.txt", "ls"),
        ("error-command-help.txt", "help shwo"),
        ("error-option-elsewhere.txt", "show ketamine --json"),
        ("error-format-elsewhere.txt", "show ketamine -f md"),
        ("error-excluded-word.txt", "search migraine -child"),
        ("error-one-name.txt", "compare ketamine"),
        ("error-one-side.txt", "diff ketamine --format json"),
    ] {
        assert_golden(name, line, &[]);
    }
}

#[test]
fn every_usage_error_is_json_where_json_is_asked_for() {
    for line in [
        "show -f json",
        "show ketamine --nonsense -f json",
        "list --level nonsense --nonsense ketamine -fjson",
        "shwo --max-level low -f json",
        "--format json --nonsense show ketamine",
        "show ketamine -fjson --nonsense",
        "list --format=json --level nonsense",
        "diff ketamine -f json",
        "diff a b c -f json",
        "show ketamine -f text -f json --width x",
    ] {
        let seen = run(line);
        assert_eq!((seen.status, seen.stdout.as_str()), (2, ""), "{line}");
        let document: Value = serde_json::from_str(&seen.stderr).unwrap();
        assert_eq!(document["schema_version"], json!(2), "{line}");
        assert_eq!(document["error"]["code"], json!("usage"), "{line}");
        assert_eq!(seen.stderr.lines().count(), 1, "{line}");
    }
    for line in [
        "shwo -f text",
        "show ketamine -f json -f text --width x",
        "shwo -- -f json",
    ] {
        assert!(run(line).stderr.starts_with("error: "), "{line}");
    }
}

#[test]
fn nothing_typed_reaches_the_terminal_as_a_command_to_it() {
    let hostile = "a\u{1b}]0;title\u{7}\u{9b}2J\u{202e}\r\nb";
    for arguments in [
        vec!["show", hostile],
        vec!["show", "ketamine", "-s", hostile],
        vec!["show", "ketamine", "-f", hostile],
        vec!["show", "ketamine", "--width", hostile],
        vec!["list", "--level", hostile],
        vec!["list", hostile],
        vec![hostile],
        vec!["show", hostile, "-f", "json"],
    ] {
        let seen = ended(&mut stackwise(&arguments));
        assert_eq!(seen.stdout, "", "{arguments:?}");
        assert_ne!(seen.status, 0, "{arguments:?}");
        let is_hostile = |c: char| c != '\n' && (c.is_control() || c == '\u{202e}');
        assert!(
            !seen.stderr.contains(is_hostile),
            "{arguments:?}: {:?}",
            seen.stderr
        );
        assert!(
            seen.stderr.lines().count() <= 3,
            "{arguments:?}: {:?}",
            seen.stderr
        );
    }
}

#[test]
fn words_that_are_searched_for_are_told_without_what_acts_on_a_terminal() {
    let words = "nausea \u{1b}[31mx \"a\u{202e}b\"";
    for form in ["text", "table", "markdown", "json"] {
        let seen = ended(&mut stackwise(["search", words, "-f", form]));
        let is_hostile = |c: char| c != '\n' && (c.is_control() || c == '\u{202e}');
        assert_eq!((seen.status, seen.stderr.as_str()), (0, ""), "{form}");
        assert!(
            !seen.stdout.contains(is_hostile),
            "{form}: {:?}",
            seen.stdout
        );
    }
    let seen = ended(&mut stackwise(["search", words])).stdout;
    assert!(
        seen.starts_with(
            "No entry has \"\\u{1b}[31mx\".\n\nNo entry has \"a\\u{202e}b\".\n\n\
             No entry has all of: nausea, \\u{1b}[31mx, \"a\\u{202e}b\".\n\n\
             Without \\u{1b}[31mx, \"a\\u{202e}b\":\n\nKetamine Therapy"
        ),
        "{seen}"
    );
}

#[test]
fn arguments_that_are_not_utf_8_are_refused_with_a_message() {
    let seen = ended(&mut stackwise([
        OsStr::new("show"),
        OsStr::from_bytes(b"k\xffet"),
    ]));
    assert_eq!((seen.status, seen.stdout.as_str()), (2, ""));
    assert!(
        seen.stderr.starts_with("error: invalid UTF-8"),
        "{}",
        seen.stderr
    );
}

#[test]
fn a_very_long_name_is_a_miss_like_any_other() {
    let name = "ketamine ".repeat(5_000);
    let seen = ended(&mut stackwise(["show", &name]));
    assert_eq!((seen.status, seen.stdout.as_str()), (1, ""));
    assert!(words(&seen.stderr).len() > 3);
}

#[test]
fn a_first_word_that_is_no_command_is_a_name() {
    for line in [
        "ketamine",
        "ketamine -s risks",
        "ketamine therapy --section=risks,benefits -f table --width 60",
        "-s risks ketamine",
        "--color always ketamine --bare",
        "ketamine risks",
        "ketamin",
        "ketamine -s dosag -f json",
        "ketamine --width wide",
    ] {
        assert_eq!(run(line), run(&format!("show {line}")), "{line}");
    }
    assert_eq!(run("-- list").status, 1);
    assert_eq!(run("ls").stderr, run("lst").stderr.replace("lst", "ls"));
    assert_eq!(run("help list").stdout, run("list --help").stdout);
    assert_eq!(run("help").stdout, run("--help").stdout);
    assert_eq!(run("help help").stdout, run("--help").stdout);
    assert_eq!(
        run("--width 50 help list").stdout,
        run("list --help --width 50").stdout
    );
}

#[test]
fn options_before_and_after_the_command_mean_the_same() {
    for (line, same) in [
        (
            "search nausea -s risks --color always",
            &[
                "--color always search nausea -s risks",
                "search -srisks nausea --color=always",
                "--section=risks --color always search nausea",
                "search --section risks --color always -- nausea",
            ][..],
        ),
        (
            "search gardener --without opioids -f json",
            &[
                "-f json search gardener --without opioids",
                "--without=opioids search -fjson gardener",
                "search --without opioids --format json gardener",
            ],
        ),
        (
            "list --max-level low -f json",
            &[
                "-f json --max-level low list",
                "--max-level=low list -fjson",
            ],
        ),
    ] {
        let wanted = run(line);
        for other in same {
            assert_eq!(run(other), wanted, "{other}");
        }
    }
}

#[test]
fn a_word_with_a_leading_hyphen_is_refused_and_never_searched_for_or_excluded() {
    let hint = |word: &str| format!("\nhint: to exclude a word, use `--without {word}`\n");
    for (arguments, word) in [
        (&["migraine", "-child"][..], "child"),
        (&["migraine -child"], "child"),
        (&["--", "migraine", "-child"], "child"),
        (&["nausea", "-fatigue"], "fatigue"),
        (&["nausea", "-headache"], "headache"),
        (&["nausea", "-blood*"], "blood*"),
        (&["nausea -\"blood pressure\""], "'blood pressure'"),
    ] {
        let before = &["--library", "/nowhere", "--color", "never", "search"];
        let seen = ended(&mut stackwise([&before[..], arguments].concat()));
        assert_eq!(
            (seen.status, seen.stdout.as_str()),
            (2, ""),
            "{arguments:?}"
        );
        assert!(
            seen.stderr.ends_with(&hint(word)),
            "{arguments:?}: {}",
            seen.stderr
        );
    }
}
