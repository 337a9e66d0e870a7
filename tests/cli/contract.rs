//! The JSON contract, declared once more so that a change to it is seen, and held against the
//! schema that the program prints.

use std::collections::HashMap;

use pretty_assertions::assert_eq;
use serde::Deserialize;
use serde_json::Value;

use crate::support::{printed, run};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code)]
struct Entry {
    schema_version: u32,
    id: String,
    title: String,
    aliases: Vec<String>,
    risk: Rating,
    sections: Vec<Section>,
    risks: Option<Vec<Risk>>,
    risk_sections: Option<Vec<Value>>,
    boxed_warning: Option<String>,
    disclaimer: Option<String>,
    about: Option<About>,
    source: HashMap<String, Value>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code)]
struct Rating {
    level: String,
    label: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code)]
struct Section {
    id: String,
    number: Option<String>,
    code: Option<String>,
    title: String,
    highlights: Option<Vec<Value>>,
    content: Vec<Value>,
    sections: Option<Vec<Section>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code)]
struct Risk {
    text: String,
    kind: String,
    section: Option<String>,
    lead: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code)]
struct About {
    substances: Option<Vec<Subject>>,
    products: Option<Vec<Subject>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code)]
struct Subject {
    name: String,
    form: Option<String>,
    route: Option<String>,
    identifiers: Option<Vec<HashMap<String, String>>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code)]
struct List {
    schema_version: u32,
    entries: Vec<Summary>,
    total: usize,
    search_total: Option<usize>,
    unlisted_total: Option<usize>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code)]
struct Summary {
    id: String,
    title: String,
    aliases: Vec<String>,
    risk: Rating,
    boxed_warning: Option<String>,
    identifiers: Option<Vec<HashMap<String, String>>>,
    source: HashMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ErrorDocument {
    schema_version: u32,
    error: ErrorBody,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ErrorBody {
    code: String,
    message: String,
    suggestions: Vec<String>,
}

fn entry(line: &str) -> Entry {
    serde_json::from_str(&printed(line)).unwrap()
}

#[test]
fn a_part_has_every_key_of_the_whole_but_what_was_not_asked_for() {
    let whole = entry("show ketamine -f json");
    assert_eq!(
        (whole.sections.len(), whole.risks.map(|r| r.len())),
        (6, Some(8))
    );
    let risks = entry("show ketamine -s risks -f json");
    assert_eq!(
        (risks.sections.len(), risks.risks.map(|r| r.len())),
        (0, Some(8))
    );
    let sections = entry("show ketamine -s protocol,benefits -f json");
    let ids: Vec<_> = sections.sections.iter().map(|s| s.id.as_str()).collect();
    assert_eq!(ids, ["protocol", "benefits"]);
    assert!(sections.risks.is_none());
    for part in [whole.disclaimer, risks.disclaimer, sections.disclaimer] {
        assert!(
            part.unwrap()
                .starts_with("The information provided by Stackwise")
        );
    }
    assert_eq!(risks.risk.label.as_deref(), Some("Moderate Risk"));
}

#[test]
fn the_kinds_of_the_risks_are_those_of_the_article() {
    let risks = entry("show ketamine -s risks -f json").risks.unwrap();
    let kinds: Vec<_> = risks.iter().map(|risk| risk.kind.as_str()).collect();
    let side_effect = "undesirable-effect";
    assert_eq!(
        kinds,
        [
            side_effect,
            side_effect,
            side_effect,
            side_effect,
            "warning",
            "contraindication",
            "warning",
            "interaction"
        ]
    );
}

#[test]
fn a_list_has_summaries() {
    let list: List = serde_json::from_str(&printed("list -f json")).unwrap();
    assert_eq!(list.schema_version, 2);
    assert_eq!(
        (list.entries.len(), list.total, list.search_total),
        (1, 1, None)
    );
    assert_eq!(list.entries[0].source["origin"], "built-in");
}

#[test]
fn an_error_has_a_code_a_message_and_suggestions() {
    let seen = run("show ketamin -f json");
    assert_eq!((seen.status, seen.stdout.as_str()), (1, ""));
    let ErrorDocument {
        schema_version,
        error,
    } = serde_json::from_str(&seen.stderr).unwrap();
    assert_eq!(schema_version, 2);
    assert_eq!(error.code, "entry-not-found");
    assert_eq!(
        error.message,
        "no entry is named \"ketamin\"; did you mean `ketamine` (Ketamine Therapy)?"
    );
    assert_eq!(error.suggestions, ["ketamine"]);
}

#[test]
fn every_document_fits_the_schema_that_is_printed() {
    let schema: Value = serde_json::from_str(&printed("schema")).unwrap();
    jsonschema::meta::validate(&schema).unwrap();
    assert_eq!(
        schema["$schema"],
        "https://json-schema.org/draft/2020-12/schema"
    );
    for (definition, line) in [
        ("Entry", "show ketamine -f json"),
        ("Entry", "show ketamine -s risks -f json"),
        ("Entry", "show ketamine -s protocol,disclaimer -f json"),
        ("Entry", "show ketamine --brief -f json"),
        ("Outline", "show ketamine --outline -f json"),
        ("List", "list -f json"),
        ("List", "list --max-level low -f json"),
        ("List", "list --risk nausea -f json"),
        ("Search", "search nausea -f json"),
        ("Search", "search zzz -f json"),
        ("Diff", "diff ketamine ketamine -f json"),
        ("Status", "status -f json"),
        ("Error", "show ketamin -f json"),
        ("Error", "compare ketamine -f json"),
        ("Error", "show ketamine -s scince -f json"),
        ("Error", "shwo -f json"),
        ("Error", "list --level x -f json"),
    ] {
        let seen = run(line);
        let document = if definition == "Error" {
            seen.stderr
        } else {
            seen.stdout
        };
        let document: Value = serde_json::from_str(&document).unwrap();
        assert_eq!(document["schema_version"], 2, "{line}");
        let mut own = schema.clone();
        own["anyOf"] = serde_json::json!([{ "$ref": format!("#/$defs/{definition}") }]);
        for schema in [&schema, &own] {
            let validator = jsonschema::draft202012::new(schema).unwrap();
            if let Err(error) = validator.validate(&document) {
                panic!("{line}: {error}");
            }
        }
        let mut spoiled = document;
        spoiled["unknown"] = true.into();
        assert!(
            !jsonschema::draft202012::new(&schema)
                .unwrap()
                .is_valid(&spoiled),
            "{line}"
        );
    }
}
