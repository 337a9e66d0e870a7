//! The words of a paragraph as they are shown: links with their addresses, and which pieces are
//! stressed.

use std::borrow::Cow;
use std::ops::Range;

use crate::entry::{Mark, MarkKind, Prose};
use crate::theme::Role;

/// Pieces of a text that mean something, by bytes, in order and apart.
pub(super) type Spans = Vec<(Range<usize>, Role)>;

/// The words of a paragraph, each link with its address behind it unless its words are the address.
pub(super) fn words(prose: &Prose) -> Cow<'_, str> {
    shown(prose).0
}

/// The words of a paragraph with the addresses of its links, and what its marks mean in them.
pub(super) fn shown(prose: &Prose) -> (Cow<'_, str>, Spans) {
    let text = prose.as_str();
    if prose.marks().is_empty() {
        return (Cow::Borrowed(text), Spans::new());
    }
    let mut bytes: Vec<usize> = Vec::new();
    if !text.is_ascii() {
        bytes.extend(text.char_indices().map(|(at, _)| at));
        bytes.push(text.len());
    }
    // Where a code point begins: in ASCII at a byte of its number.
    let byte = |at: usize| bytes.get(at).copied().unwrap_or(at);
    let mut addresses: Vec<(usize, String)> = prose
        .marks()
        .iter()
        .filter_map(|mark| address(mark, text, byte(mark.start)..byte(mark.end)))
        .collect();
    // Inner links end first, and so come first where they end together.
    addresses.sort_by_key(|(at, _)| *at);
    let mut shown = String::with_capacity(text.len());
    let mut from = 0;
    for (at, address) in &addresses {
        shown += &text[from..*at];
        shown += address;
        from = *at;
    }
    shown += &text[from..];
    // How many bytes of addresses stand up to each of them.
    let lengths = addresses.iter().scan(0, |sum, (_, address)| {
        *sum += address.len();
        Some(*sum)
    });
    let before: Vec<usize> = lengths.collect();
    let moved = |at: usize| {
        let count = addresses.partition_point(|(place, _)| *place < at);
        at + count.checked_sub(1).map_or(0, |last| before[last])
    };
    let spans = stressed(prose.marks())
        .into_iter()
        .map(|(range, role)| (moved(byte(range.start))..moved(byte(range.end)), role));
    let spans = spans.collect();
    (Cow::Owned(shown), spans)
}

/// Where the address of a link, whose words are these of the text, stands, and how.
fn address(mark: &Mark, text: &str, words: Range<usize>) -> Option<(usize, String)> {
    let url = mark.url.as_ref()?;
    let end = words.end;
    let is_said = bare_address(&text[words]) == bare_address(url.as_str());
    (!is_said).then(|| (end, format!(" ({url})")))
}

/// An address as people write it: without the scheme of the web, and what ends it.
fn bare_address(address: &str) -> String {
    let address = address.to_ascii_lowercase();
    let mut schemes = ["https://", "http://"].iter();
    let bare = schemes.find_map(|scheme| address.strip_prefix(scheme));
    bare.unwrap_or(&address)
        .trim_end_matches(['/', '.'])
        .to_owned()
}

/// The stressed pieces by code points, apart: strong is stronger than emphasis.
fn stressed(marks: &[Mark]) -> Spans {
    let mut edges: Vec<(usize, bool, MarkKind)> = Vec::with_capacity(2 * marks.len());
    let mut spans: Spans = Vec::with_capacity(2 * marks.len());
    let stresses = marks
        .iter()
        .filter(|mark| matches!(mark.kind, MarkKind::Strong | MarkKind::Emphasis));
    edges.extend(
        stresses.flat_map(|mark| [(mark.start, true, mark.kind), (mark.end, false, mark.kind)]),
    );
    edges.sort_by_key(|(at, ..)| *at);
    let (mut strong, mut emphasis) = (0_usize, 0_usize);
    let mut from = 0;
    for (at, begins, kind) in edges {
        let role = match (strong, emphasis) {
            (0, 0) => None,
            (0, _) => Some(Role::Emphasis),
            _ => Some(Role::Strong),
        };
        if let Some(role) = role.filter(|_| from < at) {
            spans.push((from..at, role));
        }
        from = at;
        let open = match kind {
            MarkKind::Strong => &mut strong,
            _ => &mut emphasis,
        };
        // Edges at one place come in any order, so that one may close before it opens.
        *open = if begins {
            open.wrapping_add(1)
        } else {
            open.wrapping_sub(1)
        };
    }
    spans
}

#[cfg(test)]
mod tests {
    use pretty_assertions::assert_eq;

    use super::*;

    fn prose(json: &str) -> Prose {
        match serde_json::from_str(json).unwrap() {
            crate::entry::Block::Paragraph(prose) => prose,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn links_show_where_they_lead_and_stress_is_kept_apart() {
        let prose = prose(
            r#"{"text":"é see the label, it is bold here","marks":[
                {"kind":"emphasis","start":2,"end":15},
                {"kind":"link","start":6,"end":15,"url":"https://a.b/"},
                {"kind":"strong","start":10,"end":15},
                {"kind":"strong","start":23,"end":27}]}"#,
        );
        let (text, spans) = shown(&prose);
        assert_eq!(text, "é see the label (https://a.b/), it is bold here");
        let pieces: Vec<_> = spans
            .iter()
            .map(|(at, role)| (&text[at.clone()], *role))
            .collect();
        assert_eq!(
            pieces,
            [
                ("see the ", Role::Emphasis),
                ("label", Role::Strong),
                ("bold", Role::Strong),
            ]
        );
    }

    #[test]
    fn a_link_whose_words_are_its_address_shows_it_once() {
        let link = r#"{"text":"https://a.b/","marks":[{"kind":"link","start":0,"end":12,"url":"https://a.b/"}]}"#;
        assert_eq!(words(&prose(link)), "https://a.b/");
        let link = r#"{"text":"WWW.a.b.","marks":[{"kind":"link","start":0,"end":8,"url":"http://www.a.b/"}]}"#;
        assert_eq!(words(&prose(link)), "WWW.a.b.");
        let link =
            r#"{"text":"a.b","marks":[{"kind":"link","start":0,"end":3,"url":"http://a.b/c"}]}"#;
        assert_eq!(words(&prose(link)), "a.b (http://a.b/c)");
    }
}
