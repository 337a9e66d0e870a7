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
        let rest = &words[at + c.len_utf8()..];
        if is_cell && c == '|' {
            // After a backslash, which is escaped itself, another would not count.
            let after_backslash = line.ends_with('\\');
            line.push_str(if after_backslash { "&#124;" } else { "\\|" });
            continue;
        }
        // Behind a bracket it would begin a footnote.
        let is_footnote = c == '^' && line.ends_with('[');
        if opening == Some(at) || is_footnote || is_markup(c, rest) {
            line.push('\\');
        }
        line.push(c);
    }
}

/// Whether `c` could be mark-up within a line, before `rest`.
fn is_markup(c: char, rest: &str) -> bool {
    let next = rest.chars().next();
    match c {
        '\\' | '*' | '_' | '`' | '[' | ']' | '~' => true,
        // An address for mail may begin with nearly any sign: "<5@a.b>" is one.
        '<' => {
            next.is_some_and(|n| n.is_ascii_alphabetic() || matches!(n, '/' | '!' | '?'))
                || rest.contains('@')
        }
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

/// Words as code: between more backticks than there are in them.
pub fn ticked(words: &str) -> String {
    let longest = words.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let mut count = 1;
    // Fewer do as well, where none of the runs is as long.
    while count <= longest && words.split(|c| c != '`').any(|run| run.len() == count) {
        count += 1;
    }
    let ticks = "`".repeat(count);
    let is_padded = words.starts_with('`')
        || words.ends_with('`')
        || words.starts_with(' ') && words.ends_with(' ') && !words.trim_matches(' ').is_empty();
    let pad = if is_padded { " " } else { "" };
    format!("{ticks}{pad}{words}{pad}{ticks}")
}

/// The address of a link, as it stands between parentheses.
pub fn destination(url: &str) -> String {
    let is_plain = |c: char| {
        c.is_ascii_alphanumeric() || "-._~:/?#@!$',;=+%&".contains(c) || c.is_alphanumeric()
    };
    // What looks like a reference to a character would be one.
    let escaped_reference = |url: &str| url.replace('&', "&amp;");
    let has_reference = url.split('&').skip(1).any(|rest| {
        let name = rest.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '#');
        name.starts_with(';')
    });
    let url_read = if has_reference {
        escaped_reference(url)
    } else {
        url.to_owned()
    };
    if url.chars().all(is_plain) {
        return url_read;
    }
    let mut destination = "<".to_owned();
    for c in url_read.chars() {
        match c {
            '<' | '>' | '\\' => destination.extend(['\\', c]),
            '|' => destination.push_str("&#124;"),
            '`' => destination.push_str("&#96;"),
            _ => destination.push(c),
        }
    }
    destination + ">"
}
