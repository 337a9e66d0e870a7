//! The words of a text, and the blanks between them.

use std::ops::Range;

/// What stands between the paragraphs of one cell.
pub(super) const LINE_BREAK: char = '\n';

/// The words of `text` and the blanks between them, so that they make up all of it. Scripts that are
/// written without blanks have a word for each ideograph.
pub(super) fn tokens(text: &str) -> Vec<Range<usize>> {
    let mut tokens = Vec::new();
    let mut start = 0;
    let mut before: Option<char> = None;
    for (at, c) in text.char_indices() {
        if before.is_some_and(|before| is_boundary(before, c)) {
            tokens.push(start..at);
            start = at;
        }
        before = Some(c);
    }
    if start < text.len() {
        tokens.push(start..text.len());
    }
    tokens
}

fn is_boundary(before: char, c: char) -> bool {
    let are_blank = (is_blank_char(before), is_blank_char(c));
    match are_blank {
        (true, true) => false,
        (false, false) => is_ideograph(c) || is_ideograph(before) && c.is_alphanumeric(),
        _ => true,
    }
}

pub(super) fn is_blank(word: &str) -> bool {
    word.chars().all(is_blank_char)
}

/// Whether `c` stands between words. A no-break space does not.
fn is_blank_char(c: char) -> bool {
    matches!(c, ' ' | '\t' | LINE_BREAK)
}

/// Whether `c` is an ideograph or a kana, which are written without blanks.
fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}
