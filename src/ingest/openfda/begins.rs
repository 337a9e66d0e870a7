//! Whether a document is one of openFDA's, by the first names in it. Nothing else is read of it.

use super::fields;

/// Members that only entries of this program have.
const OF_ENTRIES: [&str; 7] = [
    "schema_version",
    "title",
    "aliases",
    "sections",
    "risks",
    "disclaimer",
    "source",
];
/// Members that openFDA alone has: those of an envelope, then those of a record.
const OF_OPENFDA: [&str; 6] = [
    "meta",
    "results",
    "openfda",
    "set_id",
    "effective_time",
    "spl_product_data_elements",
];

/// Whether a document with this beginning is one of openFDA's; `None` where that is still open.
pub fn begins(beginning: &[u8]) -> Option<bool> {
    let mut rest = beginning.trim_ascii_start();
    if let Some(items) = rest.strip_prefix(b"[") {
        rest = items.trim_ascii_start();
    }
    match rest.split_first() {
        None => return None,
        Some((b'{', members)) => rest = members,
        Some(_) => return Some(false),
    }
    loop {
        rest = rest.trim_ascii_start();
        let (name, value) = match rest.split_first()? {
            (b'"', after) => string(after)?,
            (b',', after) => {
                rest = after;
                continue;
            }
            _ => return Some(false),
        };
        if let Some(is_ours) = of_member(name) {
            return Some(is_ours);
        }
        rest = behind_value(value)?;
    }
}

fn of_member(name: &[u8]) -> Option<bool> {
    let name = str::from_utf8(name).ok()?;
    if OF_ENTRIES.contains(&name) {
        return Some(false);
    }
    // Names of one word could be anybody's.
    let is_field = name.contains('_') && fields::code(name.trim_end_matches("_table")).is_some();
    (is_field || OF_OPENFDA.contains(&name)).then_some(true)
}

/// A string whose opening quote was read, and what follows it.
fn string(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let mut is_escaped = false;
    for (at, &byte) in text.iter().enumerate() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b'"' => return Some((&text[..at], &text[at + 1..])),
            _ => {}
        }
    }
    None
}

/// What follows the value of a member.
fn behind_value(mut text: &[u8]) -> Option<&[u8]> {
    let mut depth = 0usize;
    loop {
        match text.split_first()? {
            (b'"', after) => text = string(after)?.1,
            (b'{' | b'[', after) => (depth, text) = (depth + 1, after),
            (b',' | b'}' | b']', _) if depth == 0 => return Some(text),
            (b'}' | b']', after) => (depth, text) = (depth - 1, after),
            (_, after) => text = after,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_told_by_the_names_in_it() {
        for (beginning, expected) in [
            ("", None),
            ("{", None),
            ("{\n  \"meta\": {", Some(true)),
            ("{\"results\": [", Some(true)),
            ("[ {\"id\": \"a,}\\\"\", \"set_id\"", Some(true)),
            (
                "{\"version\": \"1\", \"x\": [{\"title\": 1}, 2], \"indications_and_usage_table\":",
                Some(true),
            ),
            ("{\"id\": \"x\", \"schema_version\": 2", Some(false)),
            ("{\"id\": {\"set_id\": 1}, \"title\": ", Some(false)),
            ("{\"id\": \"x\", \"set", None),
            ("{\"description\": [\"x\"]}", Some(false)),
            ("{}", Some(false)),
            ("[1]", Some(false)),
            ("<document>", Some(false)),
            ("# Note", Some(false)),
        ] {
            assert_eq!(begins(beginning.as_bytes()), expected, "{beginning}");
        }
    }
}
