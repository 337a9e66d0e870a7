//! What a search finds is what a plain reading finds: an independent model of five thousand entries.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use pretty_assertions::assert_eq;
use serde_json::{Value, json};

use crate::support::{ended, stackwise};

/// Words in groups: what is in one group is one word in several forms.
const WORDS: [&[&str]; 12] = [
    &["infusion", "Infusions"],
    &["relapse", "relapsed", "relapsing"],
    &["zörv12", "Zorv12", "ZÖRV12"],
    &["tremor", "tremors"],
    &["k3n"],
    &["v9-alpha"],
    &["b12"],
    &["dosage", "dosages"],
    &["fatigue"],
    &["q77"],
    &["rash"],
    &["x5"],
];

/// A small generator of numbers, the same every time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % most
    }

    /// Words of a text, each as its group and the form in it.
    fn text(&mut self, length: usize) -> Vec<(usize, &'static str)> {
        let word = |_| {
            // Some words are in nearly every text, others in few.
            let group = (0..3).map(|_| self.below(WORDS.len())).min().unwrap();
            (group, WORDS[group][self.below(WORDS[group].len())])
        };
        (0..length).map(word).collect()
    }
}

/// The words of an entry by the id of the part that they are in.
type Scanned = Vec<(&'static str, Vec<(usize, &'static str)>)>;

fn joined(words: &[(usize, &str)]) -> String {
    let words: Vec<&str> = words.iter().map(|(_, word)| *word).collect();
    words.join(", ")
}

/// A library of entries made up of [`WORDS`], and what is in them.
fn scanned_library(folder: &Path, count: usize) -> BTreeMap<String, Scanned> {
    let mut numbers = Numbers(7);
    let mut lines = String::new();
    let mut scanned = BTreeMap::new();
    for number in 0..count {
        // One stands in place of the built-in entry, which would be found too.
        let id = match number {
            0 => "ketamine".to_owned(),
            number => format!("e{number}"),
        };
        // One entry in a thousand has a section that the others have not.
        let section = match number % 1_000 {
            999 => "renal",
            number if number % 2 == 0 => "protocol",
            _ => "how-supplied",
        };
        let lengths = [
            1 + numbers.below(4),
            1 + numbers.below(3),
            1 + numbers.below(2),
        ];
        let [prose, overview, risk] = lengths.map(|length| numbers.text(length));
        let entry = json!({
            "schema_version": 1, "id": id, "title": format!("Entry number {number}"), "aliases": [],
            "risk": { "level": "low" },
            "sections": [
                { "id": section, "title": "Words", "paragraphs": [joined(&prose)] },
                { "id": "overview", "title": "Overview", "paragraphs": [joined(&overview)] },
            ],
            "risks": [{ "text": joined(&risk), "kind": "unspecified" }],
            "disclaimer": null, "source": { "name": format!("Source {}", number % 7) }
        });
        writeln!(lines, "{entry}").unwrap();
        scanned.insert(
            id,
            vec![(section, prose), ("overview", overview), ("risks", risk)],
        );
    }
    add(folder, &lines);
    scanned
}

/// Puts the entries of these lines into `library.db` in this folder.
pub fn add(folder: &Path, lines: &str) {
    fs::write(folder.join("all.jsonl"), lines).unwrap();
    let mut add = stackwise(["add", "all.jsonl"]);
    let library = folder.join("library.db");
    let seen = ended(add.current_dir(folder).env("STACKWISE_LIBRARY", library));
    assert_eq!(seen.status, 0, "{}", seen.stderr);
}

/// Whether a part has a word of a search: `word*`, `"two words"`, or a word in any of its forms.
fn has(words: &[(usize, &str)], term: &str) -> bool {
    let group = |word: &str| {
        let mut groups = WORDS.iter();
        groups.position(|forms| forms.contains(&word)).unwrap()
    };
    let folded = |word: &str| word.to_lowercase().replace('ö', "o");
    if let Some(prefix) = term.strip_suffix('*') {
        return words
            .iter()
            .any(|(_, word)| folded(word).starts_with(&folded(prefix)));
    }
    let wanted: Vec<usize> = term.trim_matches('"').split(' ').map(group).collect();
    let own: Vec<usize> = words.iter().map(|(group, _)| *group).collect();
    own.windows(wanted.len()).any(|own| own == wanted)
}

/// What a plain scan finds: each entry that has a wanted term and no unwanted one, with the terms that
/// it lacks; where ten have every term, or that is asked for, only those.
fn scan(
    scanned: &BTreeMap<String, Scanned>,
    typed: &[&str],
    section: Option<&str>,
    is_strict: bool,
) -> BTreeMap<String, Vec<String>> {
    let is_in = |parts: &Scanned, term: &str| {
        let mut parts = parts.iter();
        parts.any(|(id, words)| section.is_none_or(|section| section == *id) && has(words, term))
    };
    let (unwanted, wanted): (Vec<&str>, Vec<&str>) =
        typed.iter().partition(|term| term.starts_with('-'));
    let mut found = BTreeMap::new();
    for (id, parts) in scanned {
        let missing: Vec<String> = wanted
            .iter()
            .filter(|term| !is_in(parts, term))
            .map(ToString::to_string)
            .collect();
        let is_unwanted = unwanted.iter().any(|term| is_in(parts, &term[1..]));
        if missing.len() < wanted.len() && !is_unwanted {
            found.insert(id.clone(), missing);
        }
    }
    let whole = found.values().filter(|missing| missing.is_empty()).count();
    if is_strict || whole >= 10 {
        found.retain(|_, missing| missing.is_empty());
    }
    found
}

#[test]
fn hits_agree_with_a_plain_scan_of_five_thousand_entries() {
    let folder = tempfile::tempdir().unwrap();
    let library = folder.path().join("library.db");
    let scanned = scanned_library(folder.path(), 5_000);
    let mut searches: Vec<(Vec<&str>, Option<&str>)> = Vec::new();
    for (at, forms) in WORDS.iter().enumerate() {
        for section in [None, Some("risks"), Some("renal"), Some("how-supplied")] {
            searches.push((vec![forms[0]], section));
        }
        let other = WORDS[(at + 5) % WORDS.len()][0];
        searches.push((vec![forms[0], other], None));
        searches.push((vec![forms[0], other], Some("protocol")));
        searches.push((vec![other, forms[0]], Some("renal")));
    }
    for section in [None, Some("overview"), Some("renal")] {
        for typed in [
            &["infusion", "-relapse"][..],
            &["infusion", "-relaps*"],
            &["infusions*", "-zorv*", "-tremor"],
            &["relapsi*"],
            &["infusions*", "tremors*"],
            &["v9-al*"],
            &["infusion", "-v9-alp*"],
            &["\"infusion infusion\""],
            &["\"relapse infusion\"", "-\"infusion relapse\""],
            &["\"x5 q77\""],
            &["-infusion", "fatigue"],
            &["infusion", "relapse", "zorv1*", "-rash", "-x5"],
        ] {
            searches.push((typed.to_vec(), section));
        }
    }
    let (mut crossing, mut lacking) = (0, 0);
    for (at, (typed, section)) in searches.iter().enumerate() {
        let is_strict = at % 5 == 0;
        let expected = scan(&scanned, typed, *section, is_strict);
        let whole = expected.values().filter(|missing| missing.is_empty());
        let whole = whole.count();
        // Many hits take long to show in a debug build: of these the numbers have to be right.
        let limit = if expected.len() <= 300 { "10000" } else { "1" };
        let mut command = stackwise(["search", "-f", "json", "--limit", limit]);
        command.args(section.iter().flat_map(|section| ["-s", section]));
        command.args(is_strict.then_some("--all-words"));
        command.args(typed.iter().flat_map(|word| match word.strip_prefix('-') {
            Some(excluded) => vec!["--without", excluded],
            None => vec![*word],
        }));
        let seen = ended(command.env("STACKWISE_LIBRARY", &library));
        assert_eq!(seen.status, i32::from(expected.is_empty()), "{typed:?}");
        let document: Value = serde_json::from_str(&seen.stdout).unwrap();
        let what = format!("{typed:?} {section:?}");
        assert_eq!(document["total"], whole, "{what}");
        assert_eq!(document["lacking"], expected.len() - whole, "{what}");
        assert_eq!(document["truncated"], limit == "1", "{what}");
        let hits = document["hits"].as_array().unwrap();
        let mut shown: Vec<(String, Vec<String>)> = Vec::new();
        for hit in hits {
            let missing = hit["missing"].as_array().unwrap().iter();
            let missing = missing.map(|word| word.as_str().unwrap().to_owned());
            shown.push((hit["id"].as_str().unwrap().to_owned(), missing.collect()));
        }
        shown.dedup();
        assert!(
            shown.is_sorted_by_key(|(_, missing)| !missing.is_empty()),
            "{what}"
        );
        if limit != "1" {
            assert_eq!(shown.len(), expected.len(), "{what}");
            assert_eq!(BTreeMap::from_iter(shown), expected, "{what}");
        }
        crossing += usize::from(expected.len() > 2_000);
        lacking += usize::from(expected.len() > whole);
    }
    assert!(
        crossing > 4,
        "no search finds more than once could be looked at"
    );
    assert!(lacking > 4, "no search finds entries that lack words");
}
