//! Labels in the older format and those that other programs wrote: what their titles and codes say, and
//! what they do not.

use pretty_assertions::assert_eq;

use super::read;
use super::risks::{section, told_in, with_sections};
use crate::entry::Section;

/// The titles of the sections in a label with these, each behind those that it lies in.
fn titles(sections: &str) -> Vec<String> {
    fn add(sections: &[Section], before: &str, titles: &mut Vec<String>) {
        for section in sections {
            let title = format!("{before}{}", section.heading());
            add(&section.sections, &format!("{title} > "), titles);
            titles.push(title);
        }
    }
    let entry = read(&with_sections(sections)).unwrap();
    let mut titles = Vec::new();
    // The first is that of every label here.
    add(&entry.sections[1..], "", &mut titles);
    titles
}

fn untitled(code: &str, rest: &str) -> String {
    format!("<component><section><code code=\"{code}\"/>{rest}</section></component>")
}

#[test]
fn a_name_of_a_kind_of_section_is_no_heading() {
    let text = |words: &str| format!("<text>{words}</text>");
    let sections = section("34069-5", "HOW SUPPLIED", &text("In boxes."))
        + &section("42229-5", "SPL UNCLASSIFIED SECTION", &text("Repacked."))
        + &section(
            "42230-3",
            "SPL PATIENT PACKAGE INSERT SECTION",
            &text("Read this."),
        );
    assert_eq!(titles(&sections), ["HOW SUPPLIED", "Patient Information"]);
    let entry = read(&with_sections(&sections)).unwrap();
    assert_eq!(entry.sections[1].texts(), ["In boxes.", "Repacked."]);
}

#[test]
fn parts_without_a_title_are_not_called_what_another_section_is() {
    let supplied = section("34069-5", "How Supplied", "<text>In boxes.</text>");
    let storage = section("44425-7", "Storage and Handling", "<text>Dry.</text>");
    let held = untitled("34069-5", &supplied) + &untitled("44425-7", &storage);
    let stray = untitled("43679-0", "<text>Tell patients.</text>");
    let sections = section(
        "34090-1",
        "12 PHARMACOLOGY",
        &section("43679-0", "12.1 Mechanism", "<text>It hums.</text>"),
    ) + &section("34069-5", "16 HOW SUPPLIED", &held)
        + &section("34076-0", "17 COUNSELING", &stray);
    assert_eq!(
        titles(&sections),
        [
            "12 PHARMACOLOGY > 12.1 Mechanism",
            "12 PHARMACOLOGY",
            "16 HOW SUPPLIED > How Supplied",
            "16 HOW SUPPLIED > Storage and Handling",
            "16 HOW SUPPLIED",
            "17 COUNSELING",
        ]
    );
}

#[test]
fn what_a_drug_is_used_for_is_no_warning() {
    let part = |title: &str, text: &str| section("42229-5", title, &format!("<text>{text}</text>"));
    let uses = section(
        "34067-9",
        "USES",
        &(part("Hypertension", "It helps.") + &part("Angina Pectoris", "It helps.")),
    );
    let warnings = |parts: &str| uses.clone() + &section("34071-1", "WARNINGS", parts);
    let of_uses = part(
        "Hypertension and Angina",
        "<paragraph>It may hum.</paragraph><paragraph>It may glow.</paragraph>",
    );
    assert_eq!(
        told_in(&warnings(&(of_uses + &part("Other", "It may fall.")))),
        [
            "watch-out warning: Hypertension and Angina >> It may hum.",
            "watch-out warning: Hypertension and Angina >> It may glow.",
            "watch-out warning: Other >> It may fall.",
        ]
    );
    let long = "<paragraph>It may hum.</paragraph>".repeat(9);
    assert_eq!(
        told_in(&warnings(&part("Hypertension", &long))),
        ["watch-out is not listed"]
    );
    assert_eq!(
        told_in(&warnings(
            &(part("Humming", &long) + &part("Falls:", &long))
        )),
        ["watch-out warning: Humming", "watch-out warning: Falls"]
    );
    let others = section(
        "34073-7",
        "INTERACTIONS",
        &part("Effects of Other Drugs on Solane", &long),
    );
    assert_eq!(told_in(&others), ["drug-interactions is not listed"]);
}

#[test]
fn highlights_that_begin_with_their_title_do_not_list_it() {
    let short = |text: &str| {
        let excerpt = format!("<excerpt><highlight><text>{text}</text></highlight></excerpt>");
        section(
            "34066-1",
            "WARNING: (A) FALLS (B) FIRE",
            &format!("<text>Long.</text>{excerpt}"),
        )
    };
    let bold = |words: &str| {
        format!("<paragraph><content styleCode=\"bold\">{words}</content></paragraph>")
    };
    let title = bold("WARNING: (A) FALLS") + &bold("(B) FIRE");
    for repeated in [title.as_str(), &bold("Warning: (A) Falls<br/>(B) Fire"), ""] {
        assert_eq!(
            told_in(&short(&format!(
                "{repeated}<paragraph>It may fall.</paragraph>"
            ))),
            ["boxed-warning warning: It may fall."]
        );
    }
}
