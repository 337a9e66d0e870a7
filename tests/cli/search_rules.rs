//! What is shown of a search, in which order, and what is said of what is not.

use std::path::PathBuf;

use pretty_assertions::assert_eq;
use serde_json::{Value, json};

use crate::search_scan::add;
use crate::support::{Ended, ended, stackwise};

/// A short entry with a risk and two sections.
pub fn tea(id: &str, risk: &str, prose: [&str; 2]) -> String {
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

/// A library of these lines.
pub struct Scene(pub tempfile::TempDir);

impl Scene {
    pub fn new(lines: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        add(folder.path(), lines);
        Self(folder)
    }

    pub fn library(&self) -> PathBuf {
        self.0.path().join("library.db")
    }

    pub fn run(&self, line: &str) -> Ended {
        let mut command = stackwise(crate::support::words(line));
        ended(command.env("STACKWISE_LIBRARY", self.library()))
    }

    fn json(&self, line: &str) -> Value {
        let seen = self.run(&line.replacen("search", "search -f json", 1));
        assert_eq!(seen.stderr, "", "{line}");
        serde_json::from_str(&seen.stdout).unwrap()
    }

    /// The ids of the entries that a search finds, in their order.
    pub fn ids(&self, line: &str) -> Vec<String> {
        let document = self.json(line);
        let hits = document["hits"].as_array().unwrap().iter();
        let mut ids: Vec<_> = hits
            .map(|hit| hit["id"].as_str().unwrap().to_owned())
            .collect();
        ids.dedup();
        ids
    }
}

/// An entry with a title, aliases and sections, each with a title and a paragraph.
pub fn entry(id: &str, title: &str, aliases: &[&str], sections: &[[&str; 2]]) -> Value {
    let sections = sections.iter().map(|[title, text]| {
        let id = title.to_lowercase().replace(' ', "-");
        json!({ "id": id, "title": title, "paragraphs": [text] })
    });
    json!({
        "schema_version": 1, "id": id, "title": title, "aliases": aliases,
        "risk": { "level": "low" }, "sections": sections.collect::<Vec<_>>(),
        "source": { "name": "Test" }
    })
}

pub fn lines(entries: &[Value]) -> String {
    let lines: Vec<String> = entries.iter().map(Value::to_string).collect();
    lines.join("\n")
}

#[test]
fn a_limit_counts_entries_and_what_is_not_shown_is_counted() {
    let shared = ["linden", "linden water"];
    let entries = ["a", "b", "c"].map(|id| tea(id, "Linden rash", shared));
    let scene = Scene::new(&entries.concat());
    assert_eq!(
        scene.run("search linden --limit 1"),
        Ended {
            status: 0,
            stdout: "Leaf a · Low Risk\n  ID: a\n  Health Risks\n    Linden rash\n  Overview\n    \
                     linden\n  Brewing\n    linden water\n  1 more section of this entry matches: \
                     see `stackwise show a`\n  Read on: stackwise show a -s risks\n"
                .into(),
            stderr: "note: showing 1 of 3 matching entries; use `--limit` to see more\n".into(),
        }
    );
    let markdown = scene.run("search linden -f markdown");
    assert_eq!((markdown.status, markdown.stderr.as_str()), (0, ""));
    let more = "water 1 more section of this entry matches: see `stackwise show c` |\n";
    assert!(markdown.stdout.ends_with(more), "{}", markdown.stdout);
    let table = scene.run("search linden -f table").stdout;
    assert!(table.contains("1 more section"), "{table}");
    for (limit, truncated, hits) in [(1, true, 3), (2, true, 6), (3, false, 9)] {
        let document = scene.json(&format!("search linden --limit {limit}"));
        assert_eq!(document["total"], 3);
        assert_eq!(document["truncated"], truncated, "{limit}");
        let shown = document["hits"].as_array().unwrap();
        assert_eq!(shown.len(), hits);
        assert!(shown.iter().all(|hit| hit["more_sections"] == 1));
    }
}

#[test]
fn entries_that_lack_words_follow_and_say_which() {
    let scene = Scene::new(&lines(&[
        entry("a", "Birch", &[], &[["Use", "a tea for the evening"]]),
        entry("b", "Elder", &[], &[["Use", "a tea for children"]]),
        entry(
            "c",
            "Linden",
            &[],
            &[
                ["Use", "tea, also in the evening"],
                ["Dose", "children: a cup"],
            ],
        ),
    ]));
    assert_eq!(
        scene.run("search what tea is for children in the evening --limit 2"),
        Ended {
            status: 0,
            stdout: "1 entry has all of: tea, children, evening.\n\nLinden · Low Risk\n  ID: c\n  Use\n    \
                     tea, also in the evening\n  Dose\n    children: a cup\n  Read on: stackwise show c -s use\n\n\
                     Without children:\n\nBirch · Low Risk\n  ID: a\n  Use\n    a tea for the evening\n  \
                     Read on: stackwise show a -s use\n"
                .into(),
            stderr: "note: showing 1 of 2 entries that lack some of the words; use `--limit` to see \
                     more\n"
                .into(),
        }
    );
    let document = scene.json("search what tea is for children in the evening");
    assert_eq!(
        document["ignored"],
        json!(["what", "is", "for", "in", "the"])
    );
    assert_eq!(
        (&document["total"], &document["lacking"]),
        (&json!(1), &json!(2))
    );
    assert_eq!(document["hits"][0]["missing"], json!([]));
    let last = document["hits"].as_array().unwrap().last().unwrap();
    assert_eq!(last["missing"], json!(["evening"]));
    assert_eq!(scene.ids("search --all-words tea children evening"), ["c"]);
    assert_eq!(scene.run("search --all-words tea children night").status, 1);
    assert!(scene.run("search tea night").stdout.starts_with(
        "No entry has \"night\".\n\nNo entry has all of: tea, night.\n\nWithout night:\n\n"
    ));
    assert_eq!(scene.run("search night").status, 1);
}

#[test]
fn words_that_say_nothing_count_where_they_are_quoted_alone_or_a_name() {
    let scene = Scene::new(&lines(&[
        entry("all", "Acute leukemia", &["ALL"], &[["Use", "leukemia"]]),
        entry("other", "Other leukemia", &[], &[["Use", "leukemia"]]),
    ]));
    assert_eq!(scene.ids("search all leukemia"), ["other", "all"]);
    for typed in ["\"all\" leukemia", "ALL leukemia"] {
        let document = scene.json(&format!("search -- {typed}"));
        assert_eq!(
            (&document["total"], &document["ignored"]),
            (&json!(1), &json!([])),
            "{typed}"
        );
    }
    assert_eq!(scene.ids("search all"), ["all"]);
}

#[test]
fn an_entry_that_is_asked_for_by_its_name_comes_first_and_says_what_it_lacks() {
    let feet = format!(
        "dad has gout in the foot {}",
        "and much else ".repeat(600).trim()
    );
    let mut entries = vec![
        entry("gout", "Gout", &[], &[["Use", "a swollen toe"]]),
        entry("down", "Down syndrome", &[], &[["Use", "a chromosome"]]),
        entry("up", "Other syndrome", &[], &[["Use", "a chromosome"]]),
        entry("all", "Feet", &[], &[["Use", &feet]]),
    ];
    for number in 0..12 {
        let id = format!("x{number}");
        let text = ["a dad", "a foot"][number % 2];
        entries.push(entry(&id, &id, &[], &[["Use", text]]));
    }
    let scene = Scene::new(&lines(&entries));
    let question = "search hello, my dad has gout in his foot, can you help please";
    let seen = scene.run(question);
    assert_eq!(seen.status, 0);
    let note =
        "note: showing 9 of 13 entries that lack some of the words; use `--limit` to see more\n";
    assert_eq!(seen.stderr, note);
    let shown = "1 entry has all of: dad, gout, foot.\n\nWithout dad, foot:\n\nGout · Low Risk\n  ID: \
                 gout\n\nWith every word:\n\nFeet · Low Risk\n  ID: all\n  Use\n    dad has gout in the foot";
    assert!(seen.stdout.starts_with(shown), "{}", seen.stdout);
    // Words that are no sentence are all meant, and scripts can have that always.
    assert_eq!(scene.ids("search dad gout foot")[..2], ["all", "gout"]);
    let strict = question.replacen("search", "search --all-words", 1);
    assert_eq!(scene.ids(&strict), ["all"]);
    // A word that says nothing counts in a name.
    assert_eq!(
        scene.ids("search chromosome of down syndrome"),
        ["down", "up"]
    );
    let document = scene.json("search what is down syndrome");
    assert_eq!(document["ignored"], json!(["what", "is"]));
    assert_eq!(document["hits"][0]["id"], "down");
}

#[test]
fn an_entry_is_found_by_its_id() {
    let mut birch = entry("birch-0017", "Birch", &[], &[["Use", "warm"]]);
    birch["sections"][0]["paragraphs"] = json!(["warm, as in elm-0001"]);
    let elm = entry("elm-0001", "Elm", &[], &[["Use", "cold"]]);
    let scene = Scene::new(&lines(&[birch, elm]));
    assert_eq!(
        scene.run("search birch-0017"),
        Ended {
            status: 0,
            stdout: "Birch · Low Risk\n  ID: birch-0017\n".into(),
            stderr: String::new(),
        }
    );
    let document = scene.json("search birch-0017");
    assert_eq!(
        (&document["total"], &document["spelling"]),
        (&json!(1), &json!([]))
    );
    assert_eq!(document["hits"][0]["missing"], json!([]));
    assert_eq!(
        scene.ids("search --all-words elm-0001"),
        ["elm-0001", "birch-0017"]
    );
    assert_eq!(scene.run("search birch-0017 --without warm").status, 1);
    assert_eq!(scene.run("search birch-0017 -s use").status, 1);
    assert_eq!(scene.ids("search ketamine --source built-in"), ["ketamine"]);
}

#[test]
fn a_word_that_no_entry_has_is_looked_up_by_its_spelling_and_it_says_so() {
    let scene = Scene::new(&lines(&[
        entry(
            "a",
            "Diabetes",
            &["Celebrix"],
            &[["Use", "the drowsiness after it"]],
        ),
        entry("b", "Cerebrix", &[], &[["Use", "lindens"]]),
    ]));
    let shown = |line: &str| scene.json(line)["spelling"].clone();
    assert_eq!(
        scene.run("search diabetis"),
        Ended {
            status: 0,
            stdout:
                "No entry has \"diabetis\"; showing \"diabetes\".\n\nDiabetes · Low Risk\n  ID: a\n"
                    .into(),
            stderr: String::new(),
        }
    );
    // Words of texts are found as well; what is as near is shown as well; nothing far is.
    for (typed, instead) in [
        ("drowsines", &["drowsiness"][..]),
        ("cedebrix", &["celebrix", "cerebrix"]),
        ("diabexxxs", &[]),
        ("\"diabetis\"", &[]),
    ] {
        let word = typed;
        let expected = json!([{ "word": word, "shown": instead }]);
        assert_eq!(shown(&format!("search -- {typed}")), expected, "{typed}");
    }
    // A word that an entry has is never replaced, and scripts can have words as they are.
    assert_eq!(shown("search cerebrix"), json!([]));
    assert_eq!(scene.ids("search cerebrix"), ["b"]);
    assert_eq!(scene.run("search diabetis --all-words").status, 1);
    // Nor is one that is there, but not where is looked for it.
    assert_eq!(shown("search drowsiness -s risks"), json!([]));
}

#[test]
fn the_section_that_answers_best_comes_first() {
    let scene = Scene::new(&lines(&[entry(
        "ms",
        "Migraine",
        &["MHP1"],
        &[
            [
                "Overview",
                "Migraine is a headache. Treatment of migraine helps some.",
            ],
            ["Symptoms", "nausea in migraine"],
            ["Treatment", "triptans for migraine"],
        ],
    )]));
    let sections = |line: &str| {
        let document = scene.json(line);
        let hits = document["hits"].as_array().unwrap().iter();
        hits.map(|hit| hit["section"]["id"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        sections("search --source library treatment of migraine"),
        ["treatment", "overview"]
    );
    assert_eq!(
        sections("search --source library MHP1 symptoms"),
        ["symptoms", "aliases"]
    );
    assert_eq!(
        sections("search migraine"),
        ["overview", "symptoms", "treatment"]
    );
}

#[test]
fn filters_keep_to_a_level_a_source_or_a_section() {
    let scene = Scene::new(&tea("a", "none", ["nausea", "water"]));
    assert_eq!(scene.ids("search nausea"), ["ketamine", "a"]);
    assert_eq!(scene.ids("search nausea --level low"), ["a"]);
    assert_eq!(scene.ids("search nausea --level moderate"), ["ketamine"]);
    assert_eq!(scene.ids("search nausea --source library"), ["a"]);
    assert_eq!(scene.ids("search nausea --source built-in"), ["ketamine"]);
    assert_eq!(scene.ids("search nausea -s risks"), ["ketamine"]);
    assert_eq!(
        scene.run("search nausea --level high"),
        Ended {
            status: 1,
            stdout: String::new(),
            stderr:
                "error: no matches for \"nausea\"\nhint: there may be matches without `--level` \
                     and `--source`\n"
                    .into(),
        }
    );
    let unknown = scene.run("search water -s brewng");
    assert_eq!((unknown.status, unknown.stdout.as_str()), (1, ""));
    assert!(
        unknown.stderr.starts_with(
            "error: no entry has a section named \"brewng\"; sections are benefits, brewing, "
        ),
        "{}",
        unknown.stderr
    );
}

#[test]
fn entries_with_one_title_are_told_apart_by_their_source_and_date() {
    let dated = |id: &str, date: &str| {
        let mut entry = entry(id, "Linden", &[], &[["Use", "warm"]]);
        entry["source"] = json!({ "name": "Maker", "effective_date": date });
        entry
    };
    let other = entry("c", "Birch", &[], &[["Use", "warm"]]);
    let scene = Scene::new(&lines(&[
        dated("a", "2020-01-02"),
        dated("b", "2021-01-02"),
        other,
    ]));
    let shown = scene.run("search warm").stdout;
    assert_eq!(shown.matches("  Source: Maker, 202").count(), 2, "{shown}");
    assert!(!shown.contains("Source: Test"), "{shown}");
    let table = scene.run("search warm -f markdown").stdout;
    assert!(table.contains("| Maker, 2020-01-02 |"), "{table}");
}

#[test]
fn a_section_that_is_asked_for_by_a_common_word_comes_first() {
    let entry = json!({
        "schema_version": 2, "id": "somnol", "title": "Somnol", "risk": { "level": "unknown" },
        "sections": [
            { "id": "use", "title": "Use", "content": ["The effects of somnol last, and side by side."] },
            { "id": "six", "number": "6", "code": "34084-4", "title": "ADVERSE REACTIONS",
              "highlights": ["Most common: headache."], "content": ["See below."] }
        ],
        "source": { "name": "S" }
    });
    let scene = Scene::new(&format!("{entry}\n"));
    let found = scene
        .run("search --all-words 'side effects of somnol?'")
        .stdout;
    assert_eq!(
        found,
        "Somnol · not rated\n  ID: somnol\n  6 ADVERSE REACTIONS\n    Most common: headache.\n  Use\n    \
         The effects of somnol last, and side by side.\n  Read on: stackwise show somnol -s 6\n"
    );
}
