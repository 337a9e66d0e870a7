//! Words → Markdown that shows exactly these: what would be mark-up is escaped.

/// `text` so that a reader of Markdown shows exactly that: what would be mark-up is escaped.
pub fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    push_escaped(text, block_opening(text), false, &mut escaped);
    escaped
}

/// The same for a heading, where number signs alone, or after a blank at the end, would not be shown.
/// No other sign opens a block there.
pub fn escaped_heading(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    let words = text.trim_end_matches('#');
    let signs = &text[words.len()..];
    push_escaped(words, None, false, &mut escaped);
    if !signs.is_empty() && (words.is_empty() || words.ends_with(' ')) {
        escaped.push('\\');
    }
    escaped + signs
}

/// Adds words, with the sign at `opening` escaped and, in a cell, bars.
pub fn push_escaped(words: &str, opening: Option<usize>, is_cell: bool, line: &mut String) {
    for (at, c) in words.char_indices() {
        let next = words[at + c.len_utf8()..].chars().next();
        if is_cell && c == '|' {
            // After a backslash, which is escaped itself, another would not count.
            let after_backslash = line.ends_with('\\');
            line.push_str(if after_backslash { "&#124;" } else { "\\|" });
            continue;
        }
        // Behind a bracket it would begin a footnote.
        let is_footnote = c == '^' && line.ends_with('[');
        if opening == Some(at) || is_footnote || is_markup(c, next) {
            line.push('\\');
        }
        line.push(c);
    }
}

/// Whether `c` could be mark-up within a line, before `next`.
fn is_markup(c: char, next: Option<char>) -> bool {
    match c {
        '\\' | '*' | '_' | '`' | '[' | ']' | '~' => true,
        '<' => next.is_some_and(|n| n.is_ascii_alphabetic() || matches!(n, '/' | '!' | '?')),
        '&' => next.is_some_and(|n| n.is_ascii_alphabetic() || n == '#'),
        _ => false,
    }
}

/// Where in `text` the sign stands that would make its line a heading, a list item or a quotation.
pub fn block_opening(text: &str) -> Option<usize> {
    let first = text.chars().next()?;
    if matches!(first, '#' | '>' | '-' | '+' | '=' | '|') {
        return Some(0);
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let behind = text[digits..].strip_prefix(['.', ')']);
    let is_number = behind.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
    (digits > 0 && is_number).then_some(digits)
}
