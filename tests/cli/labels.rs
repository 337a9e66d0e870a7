//! Drug labels as they are published: in the encodings that they declare, and what is no label.

use std::fs;

use pretty_assertions::assert_eq;

use crate::support::{ended, root, stackwise};

#[test]
fn a_label_is_the_same_in_every_encoding_that_it_declares() {
    let folder = tempfile::tempdir().unwrap();
    let label = fs::read_to_string(root().join("tests/fixtures/spl/over-the-counter.xml")).unwrap();
    let label = label.replace('’', "'");
    let body = label
        .split_once("?>")
        .map_or(label.as_str(), |(_, body)| body);
    let label = format!("<?xml version='1.0' encoding='ENCODING'?>{body}");
    let label = label.replace("</title>", " é</title>");
    let convert = |name: &str, bytes: Vec<u8>| {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        let converted = ended(stackwise(["convert"]).arg(path));
        assert_eq!(converted.status, 0, "{name}: {}", converted.stderr);
        converted.stdout
    };
    let expected = convert("utf-8.xml", label.replace("ENCODING", "UTF-8").into_bytes());
    assert!(expected.contains('é'));
    let single = label.replace("ENCODING", "ISO-8859-1");
    let single = single.chars().map(|c| u8::try_from(c).unwrap_or(b'?'));
    assert_eq!(convert("latin-1.xml", single.collect()), expected);
    let wide = format!("\u{feff}{}", label.replace("ENCODING", "UTF-16"));
    let little = wide.encode_utf16().flat_map(u16::to_le_bytes);
    assert_eq!(convert("little.xml", little.collect()), expected);
    let big = wide.encode_utf16().flat_map(u16::to_be_bytes);
    assert_eq!(convert("big.xml", big.collect()), expected);
}

#[test]
fn what_is_not_in_its_encoding_is_told_with_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let bytes: Vec<u8> = "\u{feff}<a>\n<b>"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    fs::write(
        folder.path().join("a.xml"),
        [&bytes[..], &[0, 0xd8, 0x20, 0]].concat(),
    )
    .unwrap();
    let checked = ended(stackwise(["check", "a.xml"]).current_dir(folder.path()));
    assert_eq!(checked.status, 1);
    let first = checked.stdout.lines().next().unwrap();
    assert_eq!(
        first,
        "a.xml:2:4: the text is not valid UTF-16LE from here on"
    );
}

#[test]
fn what_has_the_form_of_a_label_and_no_text_is_told_to_be_none() {
    let folder = tempfile::tempdir().unwrap();
    let report =
        "<document xmlns=\"urn:hl7-org:v3\"><code displayName=\"PRODUCT REPORT\"/></document>";
    fs::write(folder.path().join("a.xml"), report).unwrap();
    let checked = ended(stackwise(["check", "a.xml"]).current_dir(folder.path()));
    assert_eq!(checked.status, 1);
    let told = "a.xml:1:1: this SPL document has no sections with text (it calls itself \"PRODUCT REPORT\")";
    assert!(checked.stdout.starts_with(told), "{}", checked.stdout);
}

/// A label with these sections, as `show` prints it with these arguments.
fn shown(sections: &str, arguments: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("solane.xml");
    let label = format!(
        "<document xmlns=\"urn:hl7-org:v3\"><setId root=\"01234567-89ab-cdef-0123-456789abcdef\"/>\
         <author><assignedEntity><representedOrganization><name>Maker</name></representedOrganization>\
         </assignedEntity></author><component><structuredBody><component><section><subject>\
         <manufacturedProduct><name>Solane</name></manufacturedProduct></subject></section></component>\
         {sections}</structuredBody></component></document>"
    );
    fs::write(&path, label).unwrap();
    let library = folder.path().join("library.db");
    let run = |arguments: &[&str]| {
        let mut command = stackwise(arguments);
        ended(command.env("STACKWISE_LIBRARY", &library))
    };
    let added = run(&["add", path.to_str().unwrap()]);
    assert_eq!(added.status, 0, "{}", added.stderr);
    let seen = run(&[&["show", "solane", "--width", "80"], arguments].concat());
    seen.stdout + &seen.stderr
}

fn section(code: &str, title: &str, rest: &str) -> String {
    format!(
        "<component><section><code code=\"{code}\"/><title>{title}</title>{rest}</section></component>"
    )
}

const HEADER: &str = "Solane · not rated · has a boxed warning\nMaker (your library)\n";
const SOURCE: &str = "Source:\n  https://dailymed.nlm.nih.gov/dailymed/drugInfo.cfm?setid=01234567-89ab-cdef-0123-456789abcdef\n";

#[test]
fn brief_of_a_label_is_the_first_page_of_it() {
    let short = |text: &str| {
        format!(
            "<text>In full.</text><excerpt><highlight><text>{text}</text></highlight></excerpt>"
        )
    };
    let sections = section(
        "34066-1",
        "WARNING: FALLS",
        &short("It may make you fall. (5.1)"),
    ) + &section("34067-9", "1 INDICATIONS", &short("Solane is for hiccups."))
        + &section(
            "34084-4",
            "6 ADVERSE REACTIONS",
            &short("Most common: humming. (6.1)"),
        );
    assert_eq!(
        shown(&sections, &["--brief"]),
        format!(
            "{HEADER}\nWARNING: FALLS\nIt may make you fall. (5.1)\n\n\
             1 INDICATIONS\nSolane is for hiccups.\n\n\
             6 ADVERSE REACTIONS\nMost common: humming. (6.1)\n\n\
             Health Risks\nThe risks listed are those in the sections above.\n\n\
             In full: stackwise show solane-01234567\n{SOURCE}"
        )
    );
    let text = |text: &str| format!("<text>{text}</text>");
    let older = section("34089-3", "DESCRIPTION", &text("A grey powder."))
        + &section("34066-1", "WARNING", &text("It may make you fall."))
        + &section("34067-9", "USES", &text("Solane is for hiccups."));
    assert_eq!(
        shown(&older, &["--brief"]),
        format!(
            "{HEADER}\nWARNING\nIt may make you fall.\n\nUSES\nSolane is for hiccups.\n\n\
             Health Risks\n  WARNING\n    • It may make you fall.\n\n\
             In full: stackwise show solane-01234567\n{SOURCE}"
        )
    );
}

#[test]
fn brief_of_a_label_that_begins_with_a_letter_is_not_the_letter() {
    let sections = section("71744-7", "Letter", "<text>Dear provider</text>")
        + &section("42229-5", "AUTHORIZED USE", "<text>For hiccups.</text>");
    let brief = shown(&sections, &["--brief"]);
    let opening = "Solane · not rated\nMaker (your library)\n\nAUTHORIZED USE\nFor hiccups.\n";
    assert!(brief.starts_with(opening), "{brief}");
}

#[test]
fn a_part_as_markdown_has_the_boxed_warning_and_where_it_is_from() {
    let list = "<text><list><item><caption>•</caption>Falls</item></list></text>";
    let sections = section("34066-1", "WARNING: FALLS", list);
    assert_eq!(
        shown(&sections, &["-s", "risks,34066-1", "-f", "markdown"]),
        "# Solane\n\n**Not rated · has a boxed warning**\n\n\
         ## Health Risks\n\n### WARNING: FALLS\n\n- Falls\n\n## WARNING: FALLS\n\n- Falls\n\n---\n\n\
         Source: Maker (your library)\n\n\
         https://dailymed.nlm.nih.gov/dailymed/drugInfo.cfm?setid=01234567-89ab-cdef-0123-456789abcdef\n"
    );
}

#[test]
fn words_that_people_type_find_all_parts_that_they_mean() {
    let text = |text: &str| format!("<text>{text}</text>");
    let sections = section("55106-9", "Active ingredient", &text("Solane 1 mg"))
        + &section(
            "50565-1",
            "Keep out of reach of children.",
            &text("If swallowed, call us."),
        )
        + &section("34067-9", "Uses", &text("Hiccups"))
        + &section("34067-9", "Uses at night", &text("Snoring"))
        + &section("42229-5", "Other information", &text("Store dry."))
        + &section("51727-6", "Inactive ingredients", &text("Chalk"));
    let bare = |name: &str| shown(&sections, &["-s", name, "--bare"]);
    for (name, expected) in [
        ("ingredients", "Solane 1 mg\nChalk\n"),
        ("overdose", "If swallowed, call us.\n"),
        ("indications", "Hiccups\nSnoring\n"),
        ("storage", "Store dry.\n"),
    ] {
        assert_eq!(bare(name), expected, "{name}");
    }
    let missed = bare("children");
    assert!(
        missed.ends_with("hint: did you mean `keep-out-of-reach-of-children`?\n"),
        "{missed}"
    );
}

#[test]
fn risks_of_a_kit_say_of_which_product_they_are() {
    let warnings = |text: &str| section("34071-1", "Warnings", &format!("<text>{text}</text>"));
    let sections = section("42229-5", "Wash", &warnings("It may hum."))
        + &section("42229-5", "Mask", &warnings("It may glow."));
    let told = shown(&sections, &["-s", "risks"]);
    let list =
        "Health Risks\n  Wash: Warnings\n    • It may hum.\n  Mask: Warnings\n    • It may glow.\n";
    assert!(told.contains(list), "{told}");
}
