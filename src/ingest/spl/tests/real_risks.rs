//! Real labels, where there are any next to the crate: each says where all its risks are.

use std::path::Path;

use pretty_assertions::assert_eq;

use super::read;
use super::tree::{self, Element, sections};
use crate::entry::RiskSection;

/// The codes of the sections that tell of risks, but for those in one of the same code.
fn codes_of_risks(element: &Element, outer: &[String], codes: &mut Vec<String>) {
    for section in sections(element) {
        let code = section
            .child("code")
            .map_or("", |code| code.attribute("code"))
            .to_owned();
        let is_known = [
            "34066-1", "43685-7", "34071-1", "42232-9", "50569-3", "50566-9", "34070-3", "50570-1",
            "34084-4", "50567-7", "34073-7", "50568-5",
        ]
        .contains(&code.as_str());
        let is_no_warning = [
            "TAMPER-EVIDENT",
            "This EUA",
            "you should not take any other",
        ]
        .iter()
        .any(|it| section.words().contains(it));
        let is_empty = section.words().trim().is_empty() && code != "34071-1";
        let is_told = !(is_empty || code == "34066-1" && is_no_warning);
        if is_known && is_told && !outer.contains(&code) {
            codes.push(code.clone());
        }
        let within = [outer, &[code]].concat();
        codes_of_risks(section, &within, codes);
    }
}

#[test]
fn real_labels_tell_where_all_their_risks_are() {
    let labels = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/spl");
    let Ok(files) = std::fs::read_dir(labels) else {
        return;
    };
    let (mut all, mut listed) = (0, 0);
    for path in files.map(|file| file.unwrap().path()) {
        if path.extension().is_none_or(|extension| extension != "xml") {
            continue;
        }
        let Ok(entry) = read(&std::fs::read_to_string(&path).unwrap()) else {
            continue;
        };
        let name = path.display();
        let mut codes = Vec::new();
        codes_of_risks(
            &tree::parse(&std::fs::read_to_string(&path).unwrap()),
            &[],
            &mut codes,
        );
        let by_id = |section: &RiskSection| {
            let mut sections = entry.all_sections();
            let section = sections.find(|it| it.id == section.section).unwrap();
            section.code.as_ref().unwrap().to_string()
        };
        let mut named: Vec<_> = entry.risk_sections.iter().map(by_id).collect();
        codes.sort();
        named.sort();
        assert_eq!(named, codes, "{name}");
        all += codes.len();
        listed += entry
            .risk_sections
            .iter()
            .filter(|section| section.listed)
            .count();
        for risk in &entry.risks {
            let words = risk.text.as_str();
            let is_fragment = words.ends_with(':')
                || !words.chars().any(char::is_alphabetic)
                || words.starts_with("[see") && words.ends_with(']');
            assert!(!is_fragment, "{name}: {words}");
        }
    }
    assert!(listed * 10 >= all * 6, "{listed} of {all} are listed");
}
