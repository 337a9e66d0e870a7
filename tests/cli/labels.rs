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
