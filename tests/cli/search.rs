//! `search`: what is found, where, and in which order.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;

use pretty_assertions::assert_eq;
use serde_json::{Value, json};

use crate::support::{Ended, ended, printed, run, stackwise};

/// The hits of a search, each as its entry's id and its section's.
fn found(arguments: &[&str], library: Option<&std::path::Path>) -> Vec<(String, String)> {
    let mut command = stackwise(
        ["search", "--format", "json", "--limit", "100000"]
            .iter()
            .chain(arguments),
    );
    if let Some(library) = library {
        command.env("STACKWISE_LIBRARY", library);
    }
    let seen = ended(&mut command);
    assert!(seen.status <= 1, "{arguments:?}: {}", seen.stderr);
    let document: Value = serde_json::from_str(&seen.stdout).unwrap();
    let hits = document["hits"].as_array().unwrap();
    assert_eq!(seen.status == 1, hits.is_empty(), "{arguments:?}");
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    hits.iter()
        .map(|hit| (text(&hit["id"]), text(&hit["section"]["id"])))
        .collect()
}

fn sections_of_ketamine(words: &str) -> Vec<String> {
    let hits = found(&[words], None);
    hits.into_iter()
        .map(|(id, section)| {
            assert_eq!(id, "ketamine");
            section
        })
        .collect()
}

#[test]
fn a_word_is_found_in_risks_and_prose_with_a_snippet() {
    assert_eq!(
        printed("search nausea"),
        "Ketamine Therapy · Moderate Risk\n  ID: ketamine\n  Health Risks\n    Nausea\n  \
         What to Watch Out For\n    …feeling of detachment from reality), dizziness, nausea, and increased blood\n    \
         pressure during treatment sessions. These effects are usually transient but\n    can be…\n"
    );
}

#[test]
fn words_are_found_in_all_their_forms() {
    for (words, sections) in [
        ("nausea", &["risks", "watch-out"][..]),
        ("NAUSEÄ", &["risks", "watch-out"]),
        ("dissociate", &["risks", "watch-out"]),
        ("Infusions", &["aliases", "protocol"]),
        ("\"glutamate system\"", &["how-it-works"]),
        ("\"system glutamate\"", &[]),
        ("dissociati*", &["risks", "watch-out"]),
        ("dissociatix*", &[]),
        ("ketamine -nausea", &[]),
        ("gardener -opioids", &["how-it-works"]),
        ("gardener -gard*", &[]),
        ("gardener -opioid*", &["how-it-works"]),
        ("gardener intranasal", &["how-it-works", "protocol"]),
        ("gardener morphine", &[]),
        ("privacy", &[]),
        ("overview", &[]),
    ] {
        assert_eq!(sections_of_ketamine(words), sections, "{words}");
    }
    assert_eq!(sections_of_ketamine("neuroplastic*").len(), 3);
    assert_eq!(found(&["gardener", "-opioids"], None).len(), 1);
    assert_eq!(found(&["-gardener", "nausea"], None).len(), 0);
    assert_eq!(
        found(&["pressure", "-s", "risks"], None),
        [("ketamine".into(), "risks".into())]
    );
    assert_eq!(
        found(&["pressure", "--section", "side-effects"], None),
        [("ketamine".into(), "risks".into())]
    );
    assert_eq!(
        found(&["sprays", "-s", "dosage"], None),
        [("ketamine".into(), "protocol".into())]
    );
    assert_eq!(found(&["sprays", "-s", "science"], None), []);
}

#[test]
fn nothing_found_prints_nothing_and_says_so() {
    assert_eq!(
        run("search zzz"),
        Ended {
            status: 1,
            stdout: String::new(),
            stderr: "error: nothing fits \"zzz\"\n\
                     hint: all words have to be in an entry; `word*` finds words that begin so\n"
                .into(),
        }
    );
    let nothing = run("search zzz -f json");
    let document: Value = serde_json::from_str(&nothing.stdout).unwrap();
    assert_eq!((nothing.status, nothing.stderr.as_str()), (1, ""));
    assert_eq!(
        document,
        json!({ "schema_version": 1, "query": "zzz", "hits": [] })
    );
}

#[test]
fn what_was_typed_is_echoed_as_json_without_acting_on_a_terminal() {
    let typed = "nausea\u{9b}2J\u{7f} \u{202e}\u{1b}";
    let seen = ended(&mut stackwise(["search", "-f", "json", typed]));
    assert!(seen.stdout.is_ascii(), "{:?}", seen.stdout);
    let document: Value = serde_json::from_str(&seen.stdout).unwrap();
    assert_eq!(document["query"], typed);
}

#[test]
fn matches_are_marked_on_a_terminal_in_markdown_and_by_offsets() {
    let colored = printed("search nausea --color always");
    assert!(
        colored.contains("\u{1b}[1;4mNausea\u{1b}[0m"),
        "{colored:?}"
    );
    assert!(
        colored.contains("dizziness, \u{1b}[1;4mnausea\u{1b}[0m, and"),
        "{colored:?}"
    );
    let plain = anstream::adapter::strip_str(&colored).to_string();
    assert_eq!(plain, printed("search nausea"));
    assert!(printed("search nausea -f markdown").contains("| Health Risks | **Nausea** |\n"));
    let document: Value = serde_json::from_str(&printed("search synapses -f json")).unwrap();
    let snippet = &document["hits"][0]["snippet"];
    let text: Vec<char> = snippet["text"].as_str().unwrap().chars().collect();
    let [from, to] =
        [0, 1].map(|at| usize::try_from(snippet["matches"][0][at].as_u64().unwrap()).unwrap());
    assert_eq!(text[from..to].iter().collect::<String>(), "synapses");
    assert_eq!(text[0], '…');
}

#[test]
fn no_line_of_hits_is_too_wide() {
    use unicode_width::UnicodeWidthStr as _;
    for width in 20..=120 {
        for form in ["text", "table"] {
            let shown = printed(&format!("search brain -f {form} --width {width}"));
            for line in shown.lines() {
                assert!(
                    line.width() <= width || !line.trim().contains(' '),
                    "{width}: {line:?}"
                );
                assert_eq!(line.trim_end(), line);
            }
        }
    }
}

#[test]
fn nothing_typed_is_query_syntax() {
    for words in [
        "nausea AND dizziness",
        "NEAR(nausea dizziness)",
        "title:nausea",
        "^nausea",
        "nausea OR",
        "{risks}: x",
        "\"unbalanced",
        "((((",
        "a\"b\"c",
        "''; DROP TABLE entry",
        "\\",
        "%",
        "_",
        "* nausea",
        "nausea)",
    ] {
        let seen = ended(&mut stackwise(["search", words]));
        assert!(
            !seen.stderr.to_lowercase().contains("sql"),
            "{words}: {}",
            seen.stderr
        );
        assert!(!seen.stderr.contains("syntax"), "{words}: {}", seen.stderr);
    }
    for words in ["*", "\"\"", "( )", "-", "…"] {
        let seen = ended(&mut stackwise(["search", "--", words]));
        assert_eq!((seen.status, seen.stdout.as_str()), (2, ""), "{words}");
        assert!(
            seen.stderr
                .starts_with("error: there is no word to look for"),
            "{words}: {}",
            seen.stderr
        );
    }
}

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

    /// A text with the groups of the words in it.
    fn text(&mut self, length: usize) -> (String, BTreeSet<usize>) {
        let mut groups = BTreeSet::new();
        let words = (0..length).map(|_| {
            // Some words are in nearly every text, others in few.
            let group = self.below(WORDS.len()).min(self.below(WORDS.len()));
            groups.insert(group);
            WORDS[group][self.below(WORDS[group].len())]
        });
        let text = words.collect::<Vec<_>>().join(", ");
        (text, groups)
    }
}

#[test]
fn hits_agree_with_a_plain_scan_of_a_thousand_entries() {
    let folder = tempfile::tempdir().unwrap();
    let library = folder.path().join("library.db");
    let mut numbers = Numbers(7);
    let mut lines = String::new();
    let mut scanned: Vec<(String, BTreeSet<usize>, BTreeSet<usize>)> = Vec::new();
    for number in 0..1_000 {
        let id = format!("e{number}");
        let (length, risk_length) = (1 + numbers.below(6), 1 + numbers.below(2));
        let (prose, mut groups) = numbers.text(length);
        let (risk, risks) = numbers.text(risk_length);
        groups.extend(&risks);
        let section = if number % 2 == 0 {
            "protocol"
        } else {
            "how-supplied"
        };
        let entry = json!({
            "schema_version": 1, "id": id, "title": format!("Entry number {number}"), "aliases": [],
            "risk": { "level": "low" },
            "sections": [{ "id": section, "title": "Words", "paragraphs": [prose] }],
            "risks": [{ "text": risk, "kind": "unspecified" }],
            "disclaimer": null, "source": { "name": format!("Source {}", number % 7) }
        });
        writeln!(lines, "{entry}").unwrap();
        scanned.push((id, groups, risks));
    }
    fs::write(folder.path().join("all.jsonl"), lines).unwrap();
    let mut add = stackwise(["add", "all.jsonl"]);
    assert_eq!(
        ended(
            add.current_dir(folder.path())
                .env("STACKWISE_LIBRARY", &library)
        )
        .status,
        0
    );
    let ids = |hits: Vec<(String, String)>| {
        let ids = hits.into_iter().map(|(id, _)| id);
        ids.filter(|id| id != "ketamine").collect::<BTreeSet<_>>()
    };
    let scan = |fits: &dyn Fn(&BTreeSet<usize>, &BTreeSet<usize>) -> bool| {
        let fitting = scanned
            .iter()
            .filter(|(_, groups, risks)| fits(groups, risks));
        fitting.map(|(id, ..)| id.clone()).collect::<BTreeSet<_>>()
    };
    for (first, forms) in WORDS.iter().enumerate() {
        let word = forms[0];
        let all = ids(found(&[word], Some(&library)));
        assert_eq!(all, scan(&|groups, _| groups.contains(&first)), "{word}");
        let in_risks = ids(found(&[word, "-s", "risks"], Some(&library)));
        assert_eq!(
            in_risks,
            scan(&|_, risks| risks.contains(&first)),
            "{word} in risks"
        );
        for second in 0..first {
            let other = WORDS[second][WORDS[second].len() - 1];
            let both = ids(found(&[word, other], Some(&library)));
            let wanted = scan(&|groups, _| groups.contains(&first) && groups.contains(&second));
            assert_eq!(both, wanted, "{word} {other}");
        }
        let without = ids(found(&[word, "-k3n"], Some(&library)));
        let wanted = scan(&|groups, _| groups.contains(&first) && !groups.contains(&4));
        assert_eq!(without, wanted, "{word} -k3n");
    }
    let beginning = ids(found(&["relap*"], Some(&library)));
    assert_eq!(beginning, scan(&|groups, _| groups.contains(&1)));
}

#[test]
fn names_come_before_risks_and_risks_before_prose() {
    let folder = tempfile::tempdir().unwrap();
    let library = folder.path().join("library.db");
    let entry = |id: &str, title: &str, risk: &str, prose: &str| {
        json!({
            "schema_version": 1, "id": id, "title": title, "risk": { "level": "low" },
            "sections": [{ "id": "overview", "title": "Overview", "paragraphs": [prose] }],
            "risks": [{ "text": risk }], "source": { "name": "Test" }
        })
    };
    let entries = [
        entry("a", "A", "none", "gardener ".repeat(50).trim_end()),
        entry(
            "b",
            "B",
            "Gardener rash and much else besides that is long",
            "x",
        ),
        entry("c", "The Gardener and a long title after it", "none", "x"),
    ];
    fs::write(
        folder.path().join("all.json"),
        Value::from(entries.to_vec()).to_string(),
    )
    .unwrap();
    let mut add = stackwise(["add", "all.json"]);
    assert_eq!(
        ended(
            add.current_dir(folder.path())
                .env("STACKWISE_LIBRARY", &library)
        )
        .status,
        0
    );
    let order: Vec<String> = found(&["gardener"], Some(&library))
        .into_iter()
        .map(|(id, _)| id)
        .collect();
    assert_eq!(order[..2], ["c", "b"]);
    let rest: BTreeSet<_> = order[2..].iter().map(String::as_str).collect();
    assert_eq!(rest, BTreeSet::from(["a", "ketamine"]));
}
