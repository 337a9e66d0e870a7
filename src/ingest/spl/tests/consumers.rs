//! Labels for consumers: their warnings under one heading, and boxes that are none.

use pretty_assertions::assert_eq;

use super::read;
use super::risks::{section, told, with_sections};

#[test]
fn the_warnings_of_consumers_stand_under_one_heading() {
    let parts = section("34071-1", "Warnings", "<text>For external use only</text>")
        + &section("42229-5", "Flammable", "<text>Keep away from fire.</text>")
        + "<component><section><code code=\"50570-1\"/><text><paragraph><content styleCode=\"bold\">Do not use</content>\
           </paragraph><list><item>on cats</item></list></text></section></component>"
        + &section(
            "50568-5",
            "Ask a doctor before use if you are",
            "<text>taking tea</text>",
        )
        + &section(
            "50565-1",
            "Keep out of reach of children.",
            "<text>Call us.</text>",
        )
        + &section("34068-7", "Directions", "<text>Three drops</text>");
    let entry = read(&with_sections(&parts)).unwrap();
    let ids: Vec<_> = entry
        .sections
        .iter()
        .map(|section| section.id.as_str())
        .collect();
    assert_eq!(ids, ["contraindications", "watch-out", "protocol"]);
    assert_eq!(
        told(&entry),
        [
            "watch-out warning: For external use only",
            "watch-out warning: Flammable >> Keep away from fire.",
            "watch-out warning: Keep out of reach of children. >> Call us.",
            "do-not-use contraindication: Do not use >> on cats",
            "ask-doctor-pharmacist interaction: Ask a doctor before use if you are >> taking tea",
        ]
    );
}

#[test]
fn a_boxed_warning_is_one_by_what_it_says() {
    for (title, text, is_one) in [
        ("WARNING", "It may hum.", true),
        ("BOX", "There is a risk of humming.", true),
        (
            "Seal",
            "TAMPER-EVIDENT: do not use if the seal is broken.",
            false,
        ),
        (
            "EUA",
            "Emergency use of Solane is allowed; it has risks.",
            false,
        ),
    ] {
        let boxed = section("34066-1", title, &format!("<text>{text}</text>"));
        let entry = read(&with_sections(&boxed)).unwrap();
        assert_eq!(entry.boxed_warning().is_some(), is_one, "{title}");
        assert_eq!(entry.risk_sections.len(), usize::from(is_one), "{title}");
        assert!(entry.risk.label.is_none());
    }
}
