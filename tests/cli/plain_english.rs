//! What people read is plain English: phrases that once read as if translated do not come back.

use std::fs;
use std::path::{Path, PathBuf};

use pretty_assertions::assert_eq;

use crate::support::{ended, root, stackwise};

/// Phrases, in lower case, with what to write instead.
const PHRASES: [(&str, &str); 63] = [
    ("what can be typed", "See `stackwise --help`"),
    ("says more", "run … for details"),
    ("nothing fits", "no matches for"),
    ("no entry fits", "no matching entries"),
    ("entries that fit", "matching entries"),
    ("have to be in an entry", "every word must match"),
    ("words that begin so", "a prefix"),
    ("that begins so", "a prefix"),
    ("search in names", "search names and text"),
    ("put entries into", "add entries to"),
    ("take entries out", "remove entries"),
    ("takes entries out", "removes entries"),
    ("write entries out", "export entries"),
    ("writes entries out", "exports entries"),
    ("entries of your library out", "export entries"),
    (
        "report every problem of source",
        "validate source documents",
    ),
    (
        "what makes a shell complete",
        "the setup for shell completion",
    ),
    ("the form of the output", "output format"),
    ("the form of the report", "output format"),
    ("where not given", "[default: …]"),
    ("the terminal are for it", "when the terminal supports it"),
    ("0 for not at all", "0: no wrapping"),
    ("use ascii alone", "use only ASCII characters"),
    ("or risk a line", "one per line"),
    ("problem a line", "one per line"),
    ("one id a line", "one per line"),
    ("an entry a line", "one per line"),
    ("is never that", "is excluded"),
    ("that are kept there", "from this source"),
    ("one an argument", "one per argument"),
    ("where none is named", "[default: all]"),
    ("take the place of another", "overwrite existing entries"),
    ("puts this one in its place", "overwrites it"),
    ("though others are bad", "even if others fail"),
    ("the others were taken", "valid entries were saved"),
    ("could not do it", "failed"),
    ("not understood", "invalid usage"),
    ("which a shell tells as", "reported by shells as"),
    ("where they were past that", "once committing, they finish"),
    (
        "a further word finds better",
        "add a word to narrow it down",
    ),
    ("a shorter search may do", "please report this bug"),
    ("problems were told", "stopped after N problems"),
    ("stands for nothing", "undefined"),
    ("stands beside", "requires"),
    (
        "all was done or nothing is not known",
        "the change may or may not be saved",
    ),
    ("see to the disk", "check the disk"),
    ("what follows supposes", "the rest assumes"),
    ("is seen from what is in it", "is detected from its content"),
    ("a test holds that", "a test enforces this"),
    ("in effect from", "effective"),
    ("spl medguide", "Medication Guide"),
    // Beyond the tables: the same turns elsewhere.
    ("is no list", "is not a list"),
    ("what is wanted", "what you want"),
    ("that are there", "existing"),
    ("is taken for", "is treated as"),
    ("are taken for", "are treated as"),
    ("tells every problem", "reports every problem"),
    ("tells all problems", "reports all problems"),
    ("is mended", "is fixed"),
    ("are mended", "are fixed"),
    ("writes it anew", "rewrites it"),
    ("made to do harm", "malicious"),
    ("wants root", "must run as root"),
];

/// Names, with better ones.
const NAMES: [(&str, &str); 13] = [
    ("Glance", "EarlyArgs"),
    ("Whereabouts", "Location"),
    ("Intake", "Staging"),
    ("MOST_", "MAX_"),
    ("WRITTEN", "UNSTEMMED"),
    ("is_so_written", "matches_prefixes"),
    ("end_by", "reraise"),
    ("dead_end", "prunable_prefix"),
    ("There", "Existing"),
    ("Signs", "Symbols"),
    ("Look", "Style"),
    ("Ending", "Exit"),
    ("Safe", "EscapeControls"),
];

/// Files below `path` whose names end so.
fn files(path: &Path, endings: &[&str], found: &mut Vec<PathBuf>) {
    if path.is_dir() {
        for file in fs::read_dir(path).unwrap() {
            files(&file.unwrap().path(), endings, found);
        }
    } else if endings
        .iter()
        .any(|end| path.to_string_lossy().ends_with(end))
    {
        found.push(path.to_owned());
    }
}

/// Everything that people read, with where it is: source, documents, and the manual pages, which hold
/// the help.
fn texts() -> Vec<(String, String)> {
    let mut paths = Vec::new();
    for (place, endings) in [
        ("src", [".rs"].as_slice()),
        ("build.rs", &[".rs"]),
        ("docs", &[".md"]),
        ("tests/README.md", &[".md"]),
        ("README.md", &[".md"]),
        ("CHANGELOG.md", &[".md"]),
        ("CONTRIBUTING.md", &[".md"]),
        ("SECURITY.md", &[".md"]),
    ] {
        files(&root().join(place), endings, &mut paths);
    }
    let pages = tempfile::tempdir().unwrap();
    assert_eq!(
        ended(stackwise(["man", "--dir"]).arg(pages.path())).status,
        0
    );
    files(pages.path(), &[".1"], &mut paths);
    paths.sort();
    paths
        .iter()
        .map(|path| {
            let shown = path.strip_prefix(root()).unwrap_or(path.as_path());
            let shown = shown.strip_prefix(pages.path()).unwrap_or(shown);
            let text = fs::read_to_string(path).unwrap();
            (shown.display().to_string(), text)
        })
        .collect()
}

/// A text on one line, so that a phrase is found across line breaks, with the marks of comments and
/// strings gone.
fn on_one_line(text: &str) -> String {
    let words = text
        .split_whitespace()
        .filter(|word| !["//", "///", "//!", "\\"].contains(word));
    words.collect::<Vec<_>>().join(" ").to_lowercase()
}

#[test]
fn what_people_read_has_no_phrase_that_reads_as_if_translated() {
    let mut found = Vec::new();
    for (place, text) in texts() {
        let text = on_one_line(&text);
        for (phrase, better) in PHRASES {
            for _ in text.matches(phrase) {
                found.push(format!("{place}: \"{phrase}\": {better}"));
            }
        }
    }
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn names_in_the_source_are_the_fields_own() {
    let mut found = Vec::new();
    for (place, text) in texts()
        .iter()
        .filter(|(place, _)| place.split('.').next_back() == Some("rs"))
    {
        for (name, better) in NAMES {
            let is_part = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
            let is_name = |&(at, _): &(usize, &str)| {
                let after = text[at + name.len()..].chars().next();
                !is_part(text[..at].chars().next_back()) && (name.ends_with('_') || !is_part(after))
            };
            // In a comment it is a word.
            let is_code = |&(at, _): &(usize, &str)| {
                let line = text[..at].rsplit('\n').next().unwrap();
                !line.contains("//") && !line.contains('"')
            };
            for (at, _) in text.match_indices(name).filter(is_name).filter(is_code) {
                let line = text[..at].matches('\n').count() + 1;
                found.push(format!("{place}:{line}: {name}: {better}"));
            }
        }
    }
    assert_eq!(found, Vec::<String>::new());
}
