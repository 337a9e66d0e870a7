//! Records, and what they become.

mod names;
mod once;
mod streams;

use pretty_assertions::assert_eq;
use serde_json::{Value, json};

use super::read;
use crate::entry::{Block, Entry, Section};

/// What a document holds: entries, and problems with their places.
fn readings(document: &str) -> Vec<Result<Entry, String>> {
    let mut readings = Vec::new();
    let ended = read(&mut document.as_bytes(), &mut |spot, entry| {
        readings.push(match entry {
            Ok(entry) => Ok(*entry),
            Err(messages) => Err(format!(
                "{}:{}: {}",
                spot.line,
                spot.column,
                messages.join("; ")
            )),
        });
        true
    });
    if let Err((spot, why)) = ended {
        readings.push(Err(format!("{}:{}: {why}", spot.line, spot.column)));
    }
    readings
}

/// A record with these fields besides the usual ones.
fn record(fields: &Value) -> Value {
    let mut record = json!({
        "set_id": "0a1b2c3d-0000-0000-0000-000000000000",
        "version": "3",
        "effective_time": "20240229",
        "openfda": { "brand_name": ["Drug"], "manufacturer_name": ["Maker"] }
    });
    for (name, field) in fields.as_object().unwrap() {
        record[name] = field.clone();
    }
    record
}

fn entry(fields: &Value) -> Entry {
    let mut readings = readings(&record(fields).to_string());
    assert_eq!(readings.len(), 1);
    readings.remove(0).unwrap()
}

/// The sections as lines: number, title, and what is in them.
fn lines(sections: &[Section], indent: &str) -> Vec<String> {
    let mut lines = Vec::new();
    for section in sections {
        let number = section.number.iter().map(|number| format!("{number} "));
        let number: String = number.collect();
        lines.push(format!(
            "{indent}# {number}{} [{}]",
            section.title, section.id
        ));
        for block in &section.content {
            lines.extend(match block {
                Block::Paragraph(words) => vec![format!("{indent}{}", words.as_str())],
                Block::List(list) => {
                    let item = |block: &Block| match block {
                        Block::Paragraph(words) => format!("{indent}- {}", words.as_str()),
                        other => panic!("{other:?}"),
                    };
                    let items = list.items().iter().flat_map(|item| &item.content);
                    items.map(item).collect()
                }
                Block::Table(table) => vec![format!("{indent}table {:?}", table.caption())],
                other => panic!("{other:?}"),
            });
        }
        lines.extend(lines_of(section, indent));
    }
    lines
}

fn lines_of(section: &Section, indent: &str) -> Vec<String> {
    lines(&section.sections, &format!("{indent}  "))
}

fn shown(fields: &Value) -> Vec<String> {
    lines(&entry(fields).sections, "")
}

#[test]
fn headings_are_said_once_and_numbers_split_off() {
    assert_eq!(
        shown(&json!({
            "indications_and_usage": ["1 INDICATIONS AND USAGE DRUG is for pain."],
            "dosage_and_administration": "2 HOW TO TAKE IT Once.",
            "contraindications": ["4 CONTRAINDICATIONS None."],
            "spl_unclassified_section": ["DRUG is a trademark."],
            "new_kind_of_field": ["Something new."],
            "package_label_principal_display_panel": ["DRUG 5 mg"],
            "spl_product_data_elements": ["Drug DRUGIN"],
        })),
        [
            "# 1 INDICATIONS AND USAGE [benefits]",
            "DRUG is for pain.",
            "# Dosage and Administration [protocol]",
            "2 HOW TO TAKE IT Once.",
            "# 4 CONTRAINDICATIONS [contraindications]",
            "None.",
            "# New kind of field [new-kind-of-field]",
            "Something new.",
            "# Package Label: Principal Display Panel [package-label-principal-display-panel]",
            "DRUG 5 mg",
            "# Further Text [further-text]",
            "DRUG is a trademark.",
            "# Product Data Elements [spl-product-data-elements]",
            "Drug DRUGIN",
        ]
    );
}

#[test]
fn what_a_field_repeats_of_others_is_said_once_and_in_its_place() {
    assert_eq!(
        shown(&json!({
            "pregnancy": ["8.1 Pregnancy Risk Summary There is none."],
            "geriatric_use": ["8.5 Geriatric Use Older people should take less."],
            "use_in_specific_populations": [
                "8 USE IN SPECIFIC POPULATIONS In short ( 8.1 ). 8.1 Pregnancy Risk  Summary There is \
                 none. 8.2 Lactation See 8.1. 8.5 Geriatric Use Older people should take less. Closing \
                 words. 8.6 Sex No difference."
            ],
            "description": ["11 DESCRIPTION Older people"],
        })),
        [
            "# 8 USE IN SPECIFIC POPULATIONS [use-in-specific-populations]",
            "In short ( 8.1 ).",
            "  # 8.1 Pregnancy [pregnancy]",
            "  Risk Summary There is none.",
            "  # 8.2 Lactation [lactation]",
            "  See 8.1.",
            "  # 8.5 Geriatric Use [geriatric-use]",
            "  Older people should take less.",
            "  # USE IN SPECIFIC POPULATIONS [use-in-specific-populations-use-in-specific-populations]",
            "  Closing words.",
            "  # 8.6 [8-6]",
            "  Sex No difference.",
            "# 11 DESCRIPTION [overview]",
            "Older people",
        ]
    );
}

#[test]
fn warnings_for_consumers_stand_under_the_warnings() {
    assert_eq!(
        shown(&json!({
            "warnings": ["Warnings For external use only. Stop use and ask a doctor if rash occurs"],
            "stop_use": ["Stop use and ask a doctor if rash occurs"],
            "do_not_use": ["Do not use • on wounds • in the eyes"],
            "keep_out_of_reach_of_children": ["Keep out of reach of children."],
        })),
        [
            "# Warnings [watch-out]",
            "For external use only.",
            "  # Stop use and ask a doctor if [stop-use]",
            "  rash occurs",
            "  # Do not use [do-not-use]",
            "  - on wounds",
            "  - in the eyes",
            "  # Keep out of reach of children. [keep-out-of-reach-of-children]",
        ]
    );
}

#[test]
fn tables_stand_where_their_words_are() {
    let table = "<table ID=\"t\"><caption>Table 1 <sup>a</sup></caption><col width=\"1%\"/><thead><tr>\
                 <th>Dose</th><th>n&#xB1;</th></tr></thead><tbody><tr><td rowspan=\"2\">5 mg</td>\
                 <td><paragraph>1</paragraph></td></tr><tr><td>2</td></tr></tbody></table>";
    let fields = json!({
        "adverse_reactions": ["6 ADVERSE REACTIONS Before. Table 1 a Dose n± 5 mg 1 2 Behind."],
        "adverse_reactions_table": [table, table],
        "overdosage_table": ["<table><tbody><tr><td>lone</td><td>words</td></tr></tbody></table>"],
        "references_table": ["<table><tr>"],
    });
    assert_eq!(
        shown(&fields),
        [
            "# 6 ADVERSE REACTIONS [adverse-reactions]",
            "Before.",
            "table Some(Text(\"Table 1 ᵃ\"))",
            "Behind.",
            "# Overdosage [overdosage]",
            "table None",
        ]
    );
    let entry = entry(&fields);
    let Block::Table(table) = &entry.sections[0].content[1] else {
        panic!("there is no table");
    };
    assert_eq!((table.head().len(), table.rows().len()), (1, 2));
    assert_eq!(table.rows()[0][0].rowspan, 2);
}

#[test]
fn risks_are_said_to_be_elsewhere() {
    let entry = entry(&json!({
        "boxed_warning": ["WARNING: DEATH It may kill. • a • b"],
        "contraindications": ["4 CONTRAINDICATIONS None ( 4 )"],
        "overdosage": ["10 OVERDOSAGE Call."],
    }));
    assert_eq!(entry.risks, []);
    let told = entry.risk_sections.iter();
    let told: Vec<_> = told.map(|it| (it.section.as_str(), it.listed)).collect();
    assert_eq!(
        told,
        [("boxed-warning", false), ("contraindications", false)]
    );
    assert_eq!(entry.boxed_warning().unwrap().id.as_str(), "boxed-warning");
}
