//! What is not a label, and what is wrong with one, with its place; no input makes the reader panic.

use pretty_assertions::assert_eq;
use proptest::prelude::*;

use super::{label, read};

/// The complaints about `xml`, each with what is at its place.
fn complaints(xml: &str) -> Vec<(String, &str)> {
    let complaints = read(xml).unwrap_err();
    let place = |offset: usize| xml[offset..].split(['>', ' ']).next().unwrap();
    complaints
        .into_iter()
        .map(|complaint| (complaint.message, place(complaint.offset)))
        .collect()
}

#[test]
fn what_is_no_label_is_refused() {
    for (xml, message) in [
        ("", "the document has no elements"),
        ("no xml", "there is text outside the root element"),
        ("<document/>", "this is not a drug label (SPL)"),
        (
            "<section xmlns=\"urn:hl7-org:v3\"/>",
            "this is not a drug label (SPL)",
        ),
        (
            "<document xmlns=\"urn:hl7-org:v3\">",
            "<document> is never closed",
        ),
        ("<a></b>", "the XML is not well-formed"),
        ("<a b=\"1\" b=\"2\"/>", "the XML is not well-formed"),
        ("<a/><b/>", "a second root element begins here"),
        ("<a", "the XML is not well-formed"),
    ] {
        let all = complaints(xml);
        let is_told = all.iter().any(|(told, _)| told.starts_with(message));
        assert!(is_told, "{xml}: {all:?}");
    }
    let section = "<section><text>a</text></section>";
    let nameless = format!("<document xmlns=\"urn:hl7-org:v3\">{section}</document>");
    let nameless = complaints(&nameless);
    let messages = nameless.iter().map(|(message, _)| message.as_str());
    let expected = [
        "the label names no product to take the title from",
        "the label names no labeler",
        "the label has no set id",
    ];
    assert_eq!(messages.collect::<Vec<_>>(), expected);
    for odd in ["012-4567", "0123456", "0123456é", "01234567/"] {
        let set_id = label("a").replace("01234567-89ab", odd);
        assert_eq!(complaints(&set_id)[0].1, "<setId", "{odd}");
    }
}

#[test]
fn what_has_the_form_of_a_label_and_no_text_is_told_to_be_none() {
    let code = "<code code=\"1\" displayName=\"PRODUCT REPORT\"/><setId";
    let report = label("<paragraph> </paragraph>").replace("<setId", code);
    let message = "this SPL document has no sections with text (it calls itself \"PRODUCT REPORT\"): \
                   reports of products and indexing files are not drug labels, so there is nothing to show";
    assert_eq!(complaints(&report), [(message.to_owned(), "<document")]);
    assert!(read(&label("<renderMultiMedia referencedObject=\"m\"/>")).is_ok());
}

#[test]
fn every_fault_is_found_in_its_place() {
    let xml = label("&nbsp;a\u{1b}b&#x202e;<content ID=\"&none;\u{85}\">&#0;</content>");
    let xml = format!("\u{feff}<!DOCTYPE document [<!ENTITY none \"x\">]>{xml}");
    let places: Vec<_> = complaints(&xml)
        .into_iter()
        .map(|(_, place)| place)
        .collect();
    let nearby = [
        "<!DOCTYPE",
        "&nbsp;a\u{1b}b&#x202e;<content",
        "\u{1b}b&#x202e;<content",
    ];
    assert_eq!(places[..3], nearby);
    assert_eq!(places[3], "&#x202e;<content");
    assert_eq!(places[4..], ["&none;\u{85}\"", "\u{85}\"", "&#0;</content"]);
}

#[test]
fn a_doctype_alone_is_harmless_and_limits_hold() {
    assert!(
        read(&format!(
            "<!DOCTYPE document SYSTEM \"spl.dtd\">{}",
            label("a")
        ))
        .is_ok()
    );
    let nest = |depth: usize, open: &str, close: &str| {
        label(&format!("{}a{}", open.repeat(depth), close.repeat(depth)))
    };
    for (open, close, most) in [
        ("<list><item>", "</item></list>", 124),
        ("<table><tr><td>", "</td></tr></table>", 82),
        ("<footnote>", "</footnote>", 248),
        ("<sup>", "</sup>", 248),
        (
            "</text><component><section><text>",
            "</text></section></component><text>",
            120,
        ),
    ] {
        assert!(read(&nest(most, open, close)).is_ok(), "{open}");
        assert!(
            complaints(&nest(2 * most, open, close))[0]
                .0
                .contains("deeper than 256 elements")
        );
    }
    assert!(
        complaints(&nest(1_000_000, "<a>", "</a>"))[0]
            .0
            .contains("deeper than 256 elements")
    );
    assert_eq!(read(&label(&"\u{1}".repeat(1000))).unwrap_err().len(), 100);
}

#[test]
fn a_figure_is_neither_shown_within_a_figure_nor_too_often() {
    let figure = |id: &str, description: &str| {
        format!("<observationMedia ID=\"{id}\"><text>{description}</text></observationMedia>")
    };
    let shown = |id: &str| format!("<renderMultiMedia referencedObject=\"{id}\"/>");
    let own = figure("m", &format!("words {}", shown("m")));
    let other = figure("m", &shown("n")) + &figure("n", "words");
    for figures in [own, other] {
        let label = label(&(shown("m") + &figures));
        let told = complaints(&label);
        assert_eq!(told.len(), 1);
        assert_eq!(
            told[0],
            (
                "this figure is part of the description of another".to_owned(),
                "<observationMedia"
            )
        );
    }
    let figures = figure("m", &"words ".repeat(1000));
    assert!(read(&label(&(shown("m").repeat(100) + &figures))).is_ok());
    let often = label(&(shown("m").repeat(100_000) + &figures));
    let message = "this figure is shown too often: descriptions shown again have more than 1 MiB, which is the limit";
    assert_eq!(
        complaints(&often),
        [(message.to_owned(), "<observationMedia")]
    );
}

proptest! {
    #[test]
    fn no_input_is_too_odd(pieces in prop::collection::vec(prop::sample::select(vec![
        "<list>", "</list>", "<list listType=\"ordered\" styleCode=\"BigAlpha\">", "<item>", "</item>",
        "<caption>", "</caption>", "<sup>", "</sup>", "<sub>", "</sub>", "<br/>", "a:", "é ", "6", "\u{a0}",
        "<table>", "</table>", "<tr>", "</tr>", "<td rowspan=\"2\" colspan=\"3\">", "</td>", "<tfoot>", "</tfoot>",
        "<footnote ID=\"f\">", "</footnote>", "<footnoteRef IDREF=\"f\"/>", "<renderMultiMedia referencedObject=\"m\"/>",
        "<section>", "</section>", "<component>", "</component>", "<code code=\"43679-0\"/>", "</text>", "<text>",
        "<title>", "</title>", "<observationMedia ID=\"m\">", "</observationMedia>", "<excerpt>", "</excerpt>",
        "&", "&amp;", "&#", "<", ">", "\"", "<!--", "-->", "<![CDATA[", "]]>", "<!DOCTYPE", "<?", "</", "\u{202e}",
    ]), 0..40)) {
        let text = pieces.concat();
        let _ = read(&text);
        let _ = read(&label(&text));
    }

    #[test]
    fn no_text_is_too_odd(text in any::<String>()) {
        let _ = read(&text);
        let _ = read(&label(&text));
    }
}
