//! Sections by what people type for them.

use super::*;
use crate::lookup::Collection;

fn ketamine() -> Entry {
    Collection::open(None)
        .unwrap()
        .find("ketamine")
        .unwrap()
        .entry
}

fn parts(names: &[&str]) -> Result<Vec<String>, Error> {
    let entry = ketamine();
    let names: Vec<String> = names.iter().map(|&name| name.to_owned()).collect();
    find_parts(&entry, &names).map(|parts| parts.iter().map(|p| p.id().to_owned()).collect())
}

#[test]
fn a_section_is_found_by_id_title_or_common_word() {
    for (name, id) in [
        ("risks", "risks"),
        ("Health Risks", "risks"),
        ("health_risks", "risks"),
        ("SIDE-EFFECTS", "risks"),
        ("mechanism", "how-it-works"),
        ("How It Works", "how-it-works"),
        ("evidence", "science"),
        ("the science behind it", "science"),
        ("dosage", "protocol"),
        ("warnings", "watch-out"),
        ("what to watch out for", "watch-out"),
        (" overview ", "overview"),
        ("disclaimer", "disclaimer"),
    ] {
        assert_eq!(parts(&[name]).unwrap(), [id], "{name:?}");
    }
}

#[test]
fn sections_come_in_the_order_asked_and_once() {
    assert_eq!(
        parts(&["protocol", "risks", "benefits", "dosage"]).unwrap(),
        ["protocol", "risks", "benefits"]
    );
}

#[test]
fn a_section_of_a_label_is_found_at_any_depth() {
    let json = r#"{"schema_version":2,"id":"x","title":"X","risk":{"level":"unknown"},"sections":[
        {"id":"warnings-and-cautions","number":"5","code":"43685-7","title":"WARNINGS","sections":[
            {"id":"falls","number":"5.1","title":"Falls","content":["a"]}]},
        {"id":"children","number":"8.4","code":"34081-0","title":"Pediatric Use","content":["b"],"sections":[
            {"id":"children-use","title":"Pediatric Use","content":["c"]}]},
        {"id":"clinical-pharmacology","number":"12.","title":"CLINICAL PHARMACOLOGY","sections":[
            {"id":"clinical-pharmacology-falls","number":"12.3","title":"Falls","content":["d"]}]}],
        "source":{"name":"S"}}"#;
    let entry: Entry = serde_json::from_str(json).unwrap();
    for (name, ids) in [
        ("5.1", &["falls"][..]),
        ("5.1.", &["falls"]),
        ("12", &["clinical-pharmacology"]),
        ("12.", &["clinical-pharmacology"]),
        ("5.1 Falls", &["falls"]),
        ("falls", &["falls"]),
        ("Falls", &["falls", "clinical-pharmacology-falls"]),
        ("34081-0", &["children"]),
        ("kids", &["children"]),
        ("pediatric use", &["children"]),
        ("warnings", &["warnings-and-cautions"]),
        ("overdose", &[]),
    ] {
        let found: Vec<&str> = find(&entry, name).iter().map(|part| part.id()).collect();
        assert_eq!(found, ids, "{name}");
    }
    let names = ["5.1", "Falls, Slips, and Trips", "12"].map(str::to_owned);
    let mut titled = entry.clone();
    let title = "Falls, Slips, and Trips".to_owned().try_into().unwrap();
    titled.sections[0].title = title;
    let split: Vec<String> = names
        .iter()
        .flat_map(|it| it.split(','))
        .map(str::to_owned)
        .collect();
    let found = find_parts(&titled, &split).unwrap();
    let found: Vec<&str> = found.iter().map(|part| part.id()).collect();
    assert_eq!(
        found,
        ["falls", "warnings-and-cautions", "clinical-pharmacology"]
    );
    let refusal = find_parts(&entry, &["fallz".to_owned()]).unwrap_err();
    assert_eq!(refusal.suggestions[0].typed, "falls");
}

#[test]
fn an_entry_s_own_section_comes_before_a_common_word() {
    let mut entry = ketamine();
    let own = "warnings".to_owned().try_into().unwrap();
    entry.sections[1].id = own;
    let found = find_parts(&entry, &["warnings".to_owned()]).unwrap();
    assert_eq!(found, [Part::Section(&entry.sections[1])]);
}
