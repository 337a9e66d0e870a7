//! Labels as they are read: whole, once, or with complaints.

mod once;
mod refusals;

use std::fmt::Write as _;

use pretty_assertions::assert_eq;

use crate::entry::Entry;
use crate::ingest::complaint::Complaint;
use crate::text::Text;

/// The entry that a label is.
fn read(xml: &str) -> Result<Entry, Vec<Complaint>> {
    super::read(xml).map(|(entry, _)| entry)
}

/// The smallest label, with `text` as what its only section says.
fn label(text: &str) -> String {
    format!(
        "<document xmlns=\"urn:hl7-org:v3\"><setId root=\"01234567-89ab-cdef-0123-456789abcdef\"/>\
         <author><assignedEntity><representedOrganization><name>M</name></representedOrganization>\
         </assignedEntity></author><component><structuredBody><component><section>\
         <code code=\"34070-3\"/><subject><manufacturedProduct><name>Solane</name></manufacturedProduct>\
         </subject><text>{text}</text></section></component></structuredBody></component></document>"
    )
}

fn paragraphs(text: &str) -> Vec<String> {
    let entry = read(&label(text)).unwrap();
    let sections = entry.sections.iter();
    let paragraphs = sections.flat_map(|section| section.texts());
    paragraphs.map(ToString::to_string).collect()
}

fn risks(text: &str) -> Vec<String> {
    let entry = read(&label(text)).unwrap();
    entry
        .risks
        .iter()
        .map(|risk| risk.text.to_string())
        .collect()
}

/// Everything in an entry, in lines.
fn shown(entry: &Entry) -> String {
    let (risk, source) = (&entry.risk, &entry.source);
    let about = entry.about.as_ref().unwrap();
    let mut shown = format!("{} | {}\n", entry.id, entry.title);
    for alias in &entry.aliases {
        writeln!(shown, "alias {alias}").unwrap();
    }
    writeln!(
        shown,
        "risk {} {:?}",
        risk.level,
        risk.label.as_ref().map(Text::as_str)
    )
    .unwrap();
    for substance in &about.substances {
        writeln!(shown, "about {}", substance.name).unwrap();
    }
    for identifier in about.identifiers() {
        writeln!(shown, "{} {}", identifier.system, identifier.value).unwrap();
    }
    writeln!(shown, "from {}", source.name).unwrap();
    for fact in [
        &source.url,
        &source.set_id,
        &source.version,
        &source.effective_date,
    ] {
        writeln!(shown, "from {}", fact.as_ref().map_or("-", Text::as_str)).unwrap();
    }
    for section in &entry.sections {
        writeln!(shown, "\n[{}] {}", section.id, section.title).unwrap();
        for paragraph in section.texts() {
            writeln!(shown, "{paragraph}").unwrap();
        }
    }
    shown.push_str("\nrisks\n");
    for risk in &entry.risks {
        writeln!(shown, "{}: {}", risk.kind.words(), risk.text).unwrap();
    }
    shown
}

macro_rules! fixture {
    ($name:literal) => {
        (
            include_str!(concat!("../../../tests/fixtures/spl/", $name, ".xml")),
            include_str!(concat!("../../../tests/fixtures/spl/", $name, ".txt")),
        )
    };
}

#[test]
fn labels_of_all_kinds_are_read_whole() {
    for (xml, expected) in [
        fixture!("prescription"),
        fixture!("over-the-counter"),
        fixture!("early"),
        fixture!("kit"),
    ] {
        assert_eq!(shown(&read(xml).unwrap()), expected);
    }
}

#[test]
fn white_space_is_one_blank_and_no_break_spaces_are_text() {
    assert_eq!(
        paragraphs(" a\n\t b <content> c</content>d&#10;e "),
        ["a b cd e"]
    );
    assert_eq!(
        paragraphs("\u{a0}5\u{a0}mg\u{a0}<br/>\u{a0}<br/>x"),
        ["5\u{a0}mg", "x"]
    );
    assert_eq!(
        paragraphs("\u{feff}a<![CDATA[ & b]]> &amp; &#x63;"),
        ["\u{feff}a & b & c"]
    );
    assert_eq!(
        paragraphs("<paragraph><caption>Note</caption>a<td>b</td></paragraph>"),
        ["Note a", "b"]
    );
}

#[test]
fn super_and_subscripts_keep_their_blanks_and_their_meaning() {
    assert_eq!(paragraphs("5 x 10<sup> 6 </sup>cells"), ["5 x 10 ⁶ cells"]);
    assert_eq!(paragraphs("x<sup><content>a</content>,b</sup>y"), ["xᵃ,ᵇy"]);
    assert_eq!(paragraphs("x<sup>1<br/>2</sup>"), ["x1", "²"]);
    assert_eq!(paragraphs("x<sup/><sub> </sub>y"), ["x y"]);
}

#[test]
fn lists_stand_where_they_are_and_bullets_only_before_words() {
    let list = "Before<list><item>one<list><item>two</item></list>three</item></list>after";
    assert_eq!(
        paragraphs(list),
        ["Before", "• one", "◦ two", "three", "after"]
    );
    assert_eq!(
        paragraphs("<list><item><list><item>in</item></list></item></list>"),
        ["◦ in"]
    );
    assert_eq!(
        paragraphs("<list><item><caption>Note</caption></item><item/></list>"),
        ["Note"]
    );
}

#[test]
fn what_leads_in_a_list_stands_before_each_of_its_risks() {
    let list = "<list><item>Not with:<list><item>a</item><item>b:<list><item>c</item></list></item>\
                </list></item><item>Nor: <list/></item><item>Alone.<list><item>d</item></list></item></list>";
    assert_eq!(
        risks(list),
        ["Not with: a", "Not with: b: c", "Nor:", "Alone.", "d"]
    );
    assert_eq!(risks("<paragraph>Only prose.</paragraph>"), [""; 0]);
}

#[test]
fn cells_stay_in_their_columns_whatever_they_span() {
    let table = "<table><tr><td rowspan=\"3\">a</td><td colspan=\"99999\">b</td></tr>\
                 <tr><td/><td rowspan=\"0\" colspan=\"x\">c</td></tr><tr><td>d</td><td>e</td></tr>\
                 <tr><td>f</td><td> </td></tr></table>";
    assert_eq!(paragraphs(table), ["a | b", "| | c", "| d | e", "f"]);
}

#[test]
fn footnotes_are_numbered_when_marks_run_out() {
    let notes = [0, 1, 2, 3, 4, 5, 6, 7].map(|n| format!("<footnote>n{n}</footnote>"));
    let lines = paragraphs(&format!("<paragraph>x{}</paragraph>", notes.concat()));
    assert_eq!(lines[0], "x*†‡§¶#[7][8]");
    assert_eq!(lines[1..3], ["* n0", "† n1"]);
    assert_eq!(lines[7..], ["[7] n6", "[8] n7"]);
    assert_eq!(paragraphs("x<footnoteRef IDREF=\"none\"/>"), ["x"]);
    let in_note = "x<footnote>a<footnote>b</footnote></footnote>";
    assert_eq!(paragraphs(in_note), ["x*", "* a†", "† b"]);
}
