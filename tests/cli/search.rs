//! `search`: what is found, where, and in which order.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use pretty_assertions::assert_eq;
use serde_json::{Value, json};

use crate::support::{Ended, ended, printed, root, run, stackwise};

/// The hits of a search, each as its entry's id and its section's.
fn found(arguments: &[&str], library: Option<&Path>) -> Vec<(String, String)> {
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
        ("ketamine --without nausea", &[]),
        ("gardener --without opioids", &["how-it-works"]),
        ("gardener --without gard*", &[]),
        ("gardener --without opioid*", &["how-it-works"]),
        ("gardener intranasal", &["how-it-works", "protocol"]),
        ("gardener morphine", &[]),
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
                     hint: every word must match; try `word*` for a prefix\n"
                .into(),
        }
    );
    let nothing = run("search zzz -f json");
    let document: Value = serde_json::from_str(&nothing.stdout).unwrap();
    assert_eq!((nothing.status, nothing.stderr.as_str()), (1, ""));
    assert_eq!(
        document,
        json!({ "schema_version": 1, "query": "zzz", "total": 0, "truncated": false, "hits": [] })
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
fn add(folder: &Path, lines: &str) {
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

/// What a plain scan finds.
fn scan(
    scanned: &BTreeMap<String, Scanned>,
    typed: &[&str],
    section: Option<&str>,
) -> BTreeSet<String> {
    let is_in = |parts: &Scanned, term: &str| {
        let mut parts = parts.iter();
        parts.any(|(id, words)| section.is_none_or(|section| section == *id) && has(words, term))
    };
    let matches = |parts: &Scanned| {
        typed.iter().all(|term| match term.strip_prefix('-') {
            Some(unwanted) => !is_in(parts, unwanted),
            None => is_in(parts, term),
        })
    };
    let found = scanned.iter().filter(|(_, parts)| matches(parts));
    found.map(|(id, _)| id.clone()).collect()
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
    let mut crossing = 0;
    for (typed, section) in searches {
        let expected = scan(&scanned, &typed, section);
        // Many hits take long to show in a debug build: of these the number has to be right.
        let limit = if expected.len() <= 300 { "100000" } else { "1" };
        let mut command = stackwise(["search", "-f", "json", "--limit", limit]);
        command.args(section.iter().flat_map(|section| ["-s", section]));
        let words = typed.iter().flat_map(|word| match word.strip_prefix('-') {
            Some(excluded) => vec!["--without", excluded],
            None => vec![*word],
        });
        let seen = ended(command.args(words).env("STACKWISE_LIBRARY", &library));
        assert_eq!(seen.status, i32::from(expected.is_empty()), "{typed:?}");
        let document: Value = serde_json::from_str(&seen.stdout).unwrap();
        assert_eq!(document["total"], expected.len(), "{typed:?} {section:?}");
        if limit == "1" {
            assert_eq!(document["truncated"], true, "{typed:?} {section:?}");
        } else {
            let hits = document["hits"].as_array().unwrap().iter();
            let ids: BTreeSet<_> = hits
                .map(|hit| hit["id"].as_str().unwrap().to_owned())
                .collect();
            assert_eq!(ids, expected, "{typed:?} {section:?}");
            assert_eq!(document["truncated"], false, "{typed:?} {section:?}");
        }
        crossing += usize::from(expected.len() > 2_000);
    }
    assert!(
        crossing > 4,
        "no search finds more than once could be looked at"
    );
}

/// A short entry with a risk and two sections.
fn tea(id: &str, risk: &str, prose: [&str; 2]) -> String {
    let entry = json!({
        "schema_version": 1, "id": id, "title": format!("Leaf {id}"), "risk": { "level": "low" },
        "sections": [
            { "id": "overview", "title": "Overview", "paragraphs": [prose[0]] },
            { "id": "brewing", "title": "Brewing", "paragraphs": [prose[1]] },
            { "id": "steeping", "title": "Steeping", "paragraphs": [prose[1]] },
        ],
        "risks": [{ "text": risk }], "source": { "name": "Test" }
    });
    format!("{entry}\n")
}

#[test]
fn what_is_not_shown_is_counted() {
    let folder = tempfile::tempdir().unwrap();
    let library = folder.path().join("library.db");
    let shared = ["linden", "linden water"];
    let lines = ["a", "b", "c"].map(|id| tea(id, "Linden rash", shared));
    add(folder.path(), &lines.concat());
    let run = |line: &str| {
        let mut command = stackwise(crate::support::words(line));
        ended(command.env("STACKWISE_LIBRARY", &library))
    };
    assert_eq!(
        run("search linden --limit 4"),
        Ended {
            status: 0,
            stdout: "Leaf a · Low Risk\n  ID: a\n  Health Risks\n    Linden rash\n  Overview\n    \
                     linden\n  Brewing\n    linden water\n  1 more section of this entry matches: \
                     see `stackwise show a`\n\nLeaf b · Low Risk\n  ID: b\n  Health Risks\n    Linden \
                     rash\n  3 more sections of this entry match: see `stackwise show b`\n"
                .into(),
            stderr: "note: 2 of 3 matching entries are shown; `--limit` shows more\n".into(),
        }
    );
    let markdown = run("search linden --limit 9 -f markdown");
    assert_eq!((markdown.status, markdown.stderr.as_str()), (0, ""));
    let more = "water 1 more section of this entry matches: see `stackwise show c` |\n";
    assert!(markdown.stdout.ends_with(more), "{}", markdown.stdout);
    assert!(
        run("search linden -f table")
            .stdout
            .contains("1 more section")
    );
    for (limit, truncated, more) in [(4, true, [1, 3]), (6, true, [1, 1]), (9, false, [1, 1])] {
        let seen = run(&format!("search linden -f json --limit {limit}"));
        assert_eq!((seen.status, seen.stderr.as_str()), (0, ""));
        let document: Value = serde_json::from_str(&seen.stdout).unwrap();
        assert_eq!(document["total"], 3);
        assert_eq!(document["truncated"], truncated, "{limit}");
        let more_sections = [0, 3].map(|at| document["hits"][at]["more_sections"].clone());
        assert_eq!(more_sections, more.map(Value::from), "{limit}");
    }
}

#[test]
fn the_order_depends_neither_on_the_limit_nor_on_the_order_of_adding() {
    let entries = [
        tea("a", "none", ["linden", "water"]),
        tea("b", "none", ["linden and much else that is not", "linden"]),
        tea("c", "none", ["linden", "water"]),
        tea("d", "Linden", ["water", "water"]),
        tea("e", "none", ["water water linden", "linden linden water"]),
        tea("linden", "none", ["water", "water"]),
    ];
    let mut orders = Vec::new();
    for reversed in [false, true] {
        let folder = tempfile::tempdir().unwrap();
        let mut lines = entries.to_vec();
        if reversed {
            lines.reverse();
        }
        add(folder.path(), &lines.concat());
        let library = folder.path().join("library.db");
        for limit in ["1", "3", "5", "100"] {
            let hits = found(&["linden", "--limit", limit], Some(&library));
            orders.push(hits);
        }
    }
    let all = orders[3].clone();
    assert_eq!(
        all[..2],
        [("linden", "title"), ("d", "risks")].map(|(id, section)| (id.into(), section.into()))
    );
    for order in orders {
        assert_eq!(order, all[..order.len()]);
    }
}

#[test]
fn a_search_that_is_too_long_is_refused_with_the_limit() {
    for (typed, message) in [
        (
            "a ".repeat(33),
            "a search takes at most 32 words and phrases, this one has 33",
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

/// A library as version 1 made them, with these entries.
fn earlier_library(path: &Path, lines: &str) {
    fs::copy(root().join("tests/fixtures/library-version-1.db"), path).unwrap();
    let connection = rusqlite::Connection::open(path).unwrap();
    connection
        .execute_batch("BEGIN; DELETE FROM entry_text; DELETE FROM name; DELETE FROM entry;")
        .unwrap();
    for (key, line) in (1_i64..).zip(lines.lines()) {
        let entry: Value = serde_json::from_str(line).unwrap();
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let (id, title) = (text(&entry["id"]), text(&entry["title"]));
        connection
            .execute(
                "INSERT INTO entry VALUES (?1, ?2, ?3, lower(?3), 'low', NULL, 'Test', NULL, '[]', ?4)",
                rusqlite::params![key, id, title, line],
            )
            .unwrap();
        let texts = [0, 1, 2].map(|at| text(&entry["sections"][at]["paragraphs"][0]));
        let [overview, others @ ..] = texts;
        connection
            .execute(
                "INSERT INTO entry_text (rowid, title, risks, overview, other) VALUES (?1, ?2, ?3, ?4, ?5)",
                rusqlite::params![key, title, text(&entry["risks"][0]["text"]), overview, others.join("\n")],
            )
            .unwrap();
    }
    connection.execute_batch("COMMIT").unwrap();
}

#[test]
fn an_earlier_library_is_searched_as_it_is_and_says_what_was_not_looked_at() {
    let folder = tempfile::tempdir().unwrap();
    let library = folder.path().join("library.db");
    let mut lines = tea("rare", "Linden rash", ["birch leaves", "linden"]);
    for number in 0..2_500 {
        lines += &tea(&format!("e{number}"), "none", ["much linden", "water"]);
    }
    lines += &tea("last", "Linden rash", ["elder", "elderly"]);
    earlier_library(&library, &lines);
    let ids = |arguments: &[&str]| {
        let hits = found(arguments, Some(&library)).into_iter();
        hits.map(|(id, _)| id).collect::<BTreeSet<_>>()
    };
    let set = |ids: &[&str]| ids.iter().map(ToString::to_string).collect::<BTreeSet<_>>();
    assert_eq!(ids(&["birch"]), set(&["rare"]));
    assert_eq!(ids(&["elder", "--without", "birch"]), set(&["last"]));
    assert_eq!(ids(&["elder", "elderl*"]), set(&["last"]));
    assert_eq!(ids(&["linden", "-s", "risks"]), set(&["rare", "last"]));
    assert_eq!(ids(&["linden", "-s", "brewing"]), set(&["rare"]));
    assert_eq!(ids(&["birch", "--without", "linde*"]), set(&[]));
    let run = |arguments: &[&str]| {
        let mut command = stackwise(["search"].iter().chain(arguments));
        ended(command.env("STACKWISE_LIBRARY", &library))
    };
    let seen = run(&["linden", "--limit", "1"]);
    assert_eq!(seen.status, 0);
    assert_eq!(
        seen.stderr,
        "note: the library has the tables of an earlier version: 2000 of 2502 entries that may match \
         were looked at; the next `stackwise add` or `remove` upgrades it\n\
         note: 1 of 2000 matching entries are shown; `--limit` shows more\n"
    );
    assert_eq!(
        run(&["elderl*"]),
        Ended {
            status: 2,
            stdout: String::new(),
            stderr:
                "error: cannot search all of the library for \"elderl*\": it has the tables of an \
                     earlier version, of which a search looks at 2000 entries at most; none of \
                     these match, and 502 more may\n\
                     hint: the next `stackwise add` or `remove` upgrades it\n"
                    .into(),
        }
    );
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
