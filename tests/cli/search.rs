//! `search`: what is found, where, and in which order.

use std::path::Path;

use pretty_assertions::assert_eq;
use serde_json::{Value, json};

use crate::support::{Ended, ended, printed, run, stackwise};

/// The hits of a search, each as its entry's id and its section's.
pub fn found(arguments: &[&str], library: Option<&Path>) -> Vec<(String, String)> {
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
    let arguments: Vec<&str> = words.split(" --without ").collect();
    let hits = found(&with_exclusions(&arguments), None);
    hits.into_iter()
        .map(|(id, section)| {
            assert_eq!(id, "ketamine");
            section
        })
        .collect()
}

/// The first argument, and `--without` before every other.
fn with_exclusions<'a>(words: &[&'a str]) -> Vec<&'a str> {
    let (wanted, excluded) = words.split_first().unwrap();
    let excluded = excluded.iter().flat_map(|&word| ["--without", word]);
    std::iter::once(*wanted).chain(excluded).collect()
}

#[test]
fn a_word_is_found_in_risks_and_prose_with_a_snippet() {
    assert_eq!(
        printed("search nausea"),
        "Ketamine Therapy · Moderate Risk\n  ID: ketamine\n  Health Risks\n    Nausea\n  \
         What to Watch Out For\n    …feeling of detachment from reality), dizziness, nausea, and increased blood\n    \
         pressure during treatment sessions. These effects are usually transient but\n    can be…\n  \
         Read on: stackwise show ketamine -s risks\n"
    );
}

#[test]
fn words_are_found_in_all_their_forms() {
    for (words, sections) in [
        ("nausea", &["risks", "watch-out"][..]),
        ("NAUSEÄ", &["risks", "watch-out"]),
        ("dissociate", &["risks", "watch-out"]),
        ("Infusions", &["protocol", "aliases"]),
        ("\"glutamate system\"", &["how-it-works"]),
        ("\"system glutamate\"", &[]),
        ("dissociati*", &["risks", "watch-out"]),
        ("dissociatix*", &[]),
        ("ketamine --without nausea", &[]),
        ("gardener --without opioids", &["how-it-works"]),
        ("gardener --without gard*", &[]),
        ("gardener --without opioid*", &["how-it-works"]),
        ("gardener intranasal", &["how-it-works", "protocol"]),
        ("gardener morphine", &["how-it-works"]),
        ("privacy", &[]),
        ("overview", &[]),
    ] {
        assert_eq!(sections_of_ketamine(words), sections, "{words}");
    }
    assert_eq!(sections_of_ketamine("neuroplastic*").len(), 3);
    assert_eq!(found(&["gardener", "--without", "opioids"], None).len(), 1);
    assert_eq!(found(&["--without", "gardener", "nausea"], None).len(), 0);
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
            stderr: "error: no matches for \"zzz\"\n\
                     hint: check the spelling, or try `word*` for a prefix\n"
                .into(),
        }
    );
    let nothing = run("search zzz -f json");
    let document: Value = serde_json::from_str(&nothing.stdout).unwrap();
    assert_eq!((nothing.status, nothing.stderr.as_str()), (1, ""));
    assert_eq!(
        document,
        json!({
            "schema_version": 2, "query": "zzz", "total": 0, "lacking": 0, "truncated": false,
            "ignored": [], "spelling": [{ "word": "zzz", "shown": [] }], "hits": []
        })
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
                .starts_with("error: there is no word to search for"),
            "{words}: {}",
            seen.stderr
        );
    }
}

#[test]
fn a_search_that_is_too_long_is_refused_with_the_limit() {
    for (typed, message) in [
        (
            (0..65)
                .map(|number| "x".repeat(number + 1))
                .collect::<Vec<_>>()
                .join(" the "),
            "a search takes at most 64 words and phrases, this one has 65",
        ),
        (
            "the linden ".repeat(501),
            "a search takes at most 1000 words with all that do not count, this one has 1002",
        ),
        (
            "a* b* c* d* e* f* g* h* i* j* k* l* m* n* o* p* q*".to_owned(),
            "a search takes at most 16 prefixes (`word*`), this one has 17",
        ),
        (
            format!("\"{}\"", "a ".repeat(5_000)),
            "a word or phrase of a search has at most 256 characters, one of these has 10000",
        ),
        (
            format!("\"{}\"", "a ".repeat(40)),
            "a phrase of a search has at most 32 words, one of these has 40",
        ),
    ] {
        let seen = ended(&mut stackwise(["search", &typed]));
        assert_eq!((seen.status, seen.stdout.as_str()), (2, ""));
        assert!(
            seen.stderr.starts_with(&format!("error: {message}\n")),
            "{}",
            seen.stderr
        );
    }
}
