//! Marks, values and words as HTML.

use std::fmt::Write as _;

use super::inline::{Piece, pieces};
use crate::entry::{Mark, MarkKind, Prose};

/// The tag of HTML that begins a mark.
pub fn opening_tag(mark: &Mark) -> String {
    match (mark.kind, &mark.url) {
        (MarkKind::Link, Some(url)) => format!("<a href=\"{}\">", attribute(url.as_str())),
        (kind, _) => format!("<{}>", tag(kind)),
    }
}

/// The tag of HTML that ends it.
pub fn closing_tag(mark: &Mark) -> &'static str {
    match mark.kind {
        MarkKind::Strong => "</strong>",
        MarkKind::Emphasis => "</em>",
        MarkKind::Code => "</code>",
        MarkKind::Link => "</a>",
    }
}

fn tag(kind: MarkKind) -> &'static str {
    match kind {
        MarkKind::Strong => "strong",
        MarkKind::Emphasis => "em",
        MarkKind::Code => "code",
        MarkKind::Link => "a",
    }
}

/// A value between quotation marks in a tag.
pub fn attribute(value: &str) -> String {
    let mut attribute = String::with_capacity(value.len());
    for c in value.chars() {
        match c {
            '&' | '"' | '<' | '>' | '`' | '|' | '\\' | '[' | ']' => {
                // Writing to a String cannot fail.
                let _ = write!(attribute, "&#{};", u32::from(c));
            }
            _ => attribute.push(c),
        }
    }
    attribute
}

/// Words and marks as HTML.
pub fn html(prose: &Prose) -> String {
    let marks = prose.marks();
    let mut html = String::new();
    for piece in pieces(prose) {
        match piece {
            Piece::Open(mark) => html.push_str(&opening_tag(&marks[mark])),
            Piece::Close(mark) => html.push_str(closing_tag(&marks[mark])),
            Piece::Words(words) => html.push_str(&html_words(words)),
        }
    }
    html
}

/// Words as HTML.
pub fn html_words(words: &str) -> String {
    words
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
