//! Labels as they are read: whole, once, or with complaints.

mod blocks;
mod consumers;
mod odd;
mod older;
mod once;
mod real_risks;
mod refusals;
mod risks;
mod shown;
mod spoken;
mod tree;

use pretty_assertions::assert_eq;

use crate::entry::Entry;
use crate::ingest::complaint::Complaint;
use shown::{blocks, shown};

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
         </subject><title>Never</title><text>{text}</text></section></component></structuredBody></component></document>"
    )
}

/// What the only section of a label with this text says: a line each.
fn lines(text: &str) -> Vec<String> {
    let entry = read(&label(text)).unwrap();
    let sections = entry.sections.iter();
    let lines = sections.flat_map(|section| blocks(&section.content));
    lines.collect()
}

macro_rules! fixture {
    ($name:literal) => {
        (
            $name,
            include_str!(concat!("../../../tests/fixtures/spl/", $name, ".xml")),
            include_str!(concat!("../../../tests/fixtures/spl/", $name, ".txt")),
        )
    };
}

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "it is how expected output is rewritten"
)]
fn labels_of_all_kinds_are_read_whole() {
    for (name, xml, expected) in [
        fixture!("prescription"),
        fixture!("over-the-counter"),
        fixture!("early"),
        fixture!("kit"),
    ] {
        let shown = shown(&read(xml).unwrap());
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/spl");
            std::fs::write(format!("{folder}/{name}.txt"), &shown).unwrap();
        } else {
            assert_eq!(shown, expected);
        }
    }
}
