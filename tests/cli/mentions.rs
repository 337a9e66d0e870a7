//! `compare`: what entries say of each other, in real entries whose mentions were marked by hand.
//!
//! `tests/fixtures/mentions.json` has, for each pair in both directions, every place where the text of
//! one names the other (`says`: the name with a few words around it; all of the text after a `=`), and
//! some that only look so (`not`).

use std::collections::BTreeSet;
use std::process::{Command, Stdio};
use std::{fs, path::Path};

use serde::Deserialize;
use serde_json::Value;
use tempfile::TempDir;

use crate::support::{ended, has_program, root, stackwise};

/// What one entry says of another.
#[derive(Deserialize)]
struct Marked {
    by: String,
    of: String,
    says: Vec<String>,
    #[serde(default)]
    not: Vec<String>,
}

/// How many words before and behind a name are in a mark.
const BEFORE: usize = 4;
const BEHIND: usize = 2;

/// The marked pairs, and a library with their entries; nothing where the data is not here.
fn scene() -> Option<(TempDir, Vec<Marked>)> {
    let data = root().join("../shared/data");
    if !data.join("spl").is_dir() || !data.join("medquad").is_dir() {
        println!("skipped: {} is not here", data.display());
        return None;
    }
    if !has_program("gzip") {
        return None;
    }
    let marks = fs::read_to_string(root().join("tests/fixtures/mentions.json")).unwrap();
    let marks: Vec<Marked> = serde_json::from_str(&marks).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let ids: BTreeSet<&str> = marks.iter().map(|marked| marked.by.as_str()).collect();
    let entries = folder.path().join("entries.jsonl");
    fs::write(
        &entries,
        entries_named(&data.join("medquad/entries.jsonl.gz"), &ids),
    )
    .unwrap();
    let files = [entries.as_os_str(), data.join("spl").as_os_str()].map(ToOwned::to_owned);
    let mut add = stackwise(["add", "--keep-going"]);
    add.args(files)
        .env("STACKWISE_LIBRARY", folder.path().join("library.db"));
    ended(&mut add);
    let mut show = stackwise(["show", "ELIQUIS", "-f", "json"]);
    let label = ended(show.env("STACKWISE_LIBRARY", folder.path().join("library.db")));
    if !label.stdout.contains("\"list\"") {
        println!("skipped: labels are read without their lists and tables here");
        return None;
    }
    Some((folder, marks))
}

/// The lines of a compressed file of entries that have these ids.
fn entries_named(path: &Path, ids: &BTreeSet<&str>) -> String {
    let mut gzip = Command::new("gzip");
    let read = gzip
        .arg("-dc")
        .arg(path)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let text = String::from_utf8(read.stdout).unwrap();
    let named = text.lines().filter(|line| {
        let id = line
            .split("\"id\": \"")
            .nth(1)
            .and_then(|rest| rest.split('"').next());
        id.is_some_and(|id| ids.contains(id))
    });
    named.collect::<Vec<_>>().join("\n")
}

/// The names that were found in a passage, each with a few words around it.
fn contexts(passage: &Value) -> Vec<String> {
    let text: Vec<char> = passage["text"].as_str().unwrap().chars().collect();
    let string = |from: usize, to: usize| text[from..to].iter().collect::<String>();
    let matches = passage["matches"].as_array().unwrap().iter();
    matches
        .map(|found| {
            let at = |end: usize| usize::try_from(found[end].as_u64().unwrap()).unwrap();
            let (before, name, behind) = (
                string(0, at(0)),
                string(at(0), at(1)),
                string(at(1), text.len()),
            );
            let words: Vec<&str> = before.split_whitespace().collect();
            let first = words.len().saturating_sub(BEFORE);
            let is_glued = !before.ends_with(char::is_whitespace);
            let glue = if is_glued { "" } else { " " };
            let close = usize::from(!behind.starts_with(char::is_whitespace));
            let rest: Vec<&str> = behind.split_whitespace().take(BEHIND + close).collect();
            let space = if close == 1 { "" } else { " " };
            let words = words[first..].join(" ");
            let around = format!("{words}{glue}{name}{space}{}", rest.join(" "));
            around.split_whitespace().collect::<Vec<_>>().join(" ")
        })
        .collect()
}

/// Whether a name in its words is what was marked. A window may end between the words.
fn fits(context: &str, mark: &str) -> bool {
    let context = context.trim_matches('…').trim();
    match mark.strip_prefix('=') {
        Some(whole) => context == whole || whole.ends_with(context),
        None => mark.contains(context) || context.contains(mark),
    }
}

#[test]
fn every_mention_that_was_marked_is_found_and_none_that_is_not_one() {
    let Some((folder, marks)) = scene() else {
        return;
    };
    let mut wrong = Vec::new();
    for pair in marks.chunks(2) {
        let mut command = stackwise(["compare", &pair[0].by, &pair[0].of, "--all", "-f", "json"]);
        let seen = ended(command.env("STACKWISE_LIBRARY", folder.path().join("library.db")));
        assert_eq!(seen.status, 0, "{}: {}", pair[0].by, seen.stderr);
        let document: Value = serde_json::from_str(&seen.stdout).unwrap();
        for (marked, mentions) in pair.iter().zip(document["mentions"].as_array().unwrap()) {
            let passages = mentions["passages"].as_array().unwrap();
            let found: Vec<String> = passages.iter().flat_map(contexts).collect();
            wrong.extend(marked.unlike(&found));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

impl Marked {
    /// How what was found differs from what was marked.
    fn unlike(&self, found: &[String]) -> Vec<String> {
        let Self { by, of, says, not } = self;
        let is_marked = |context: &str| says.iter().any(|mark| fits(context, mark));
        let is_not_one = |context: &str| not.iter().any(|no| no == context);
        let more = found
            .iter()
            .filter(|context| !is_marked(context) || is_not_one(context))
            .map(|context| format!("{by} on {of}: {context:?} is shown and not marked"));
        let less = says
            .iter()
            .filter(|mark| !found.iter().any(|context| fits(context, mark)))
            .map(|mark| format!("{by} on {of}: {mark:?} is marked and not shown"));
        more.chain(less).collect()
    }
}
