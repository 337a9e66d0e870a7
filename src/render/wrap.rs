//! Breaking an author's text into lines. Widths are those of UAX #11: wide characters take two
//! columns, combining ones none. Words are never broken or joined, only put on lines.

#[cfg(test)]
mod tests;

use std::borrow::Cow;

/// The columns that `text` takes.
pub(super) fn display_width(text: &str) -> usize {
    measure(text).0
}

/// The columns that `text` takes, and whether it is plain: each character takes one, and there is no
/// place to break it at but its blanks.
fn measure(text: &str) -> (usize, bool) {
    // No text that is shown holds control characters.
    if text.is_ascii() {
        return (text.len(), true);
    }
    let (mut width, mut is_plain) = (0, true);
    for c in text.chars() {
        if !is_narrow(c) {
            return (textwrap::core::display_width(text), false);
        }
        width += 1;
        is_plain &= c != '—';
    }
    (width, is_plain)
}

/// Whether `c` takes one column, which is known without a table: most of what is not ASCII either.
fn is_narrow(c: char) -> bool {
    matches!(
        c,
        ' '..='~' | '\u{a0}'..='\u{ac}' | '\u{ae}'..='\u{2ff}' | '\u{391}'..='\u{3a1}' |
        '\u{3a3}'..='\u{482}' | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}' |
        // Superscripts, currencies, letters such as ℞, arrows, and signs such as ≥.
        '\u{2070}'..='\u{20bf}' | '\u{2100}'..='\u{2319}'
    )
}

/// A line of a text.
#[derive(Debug)]
pub(super) struct Wrapped<'t> {
    /// What stands before its words: the opening, or blanks.
    pub indent: Cow<'t, str>,
    /// Its words, without blanks at their end.
    pub words: &'t str,
    /// Where these begin in the text, in bytes.
    pub start: usize,
}

/// `text` in lines of at most `width` columns (one line where `None`), the first after `opening`,
/// the others after `hanging` blanks. A word that is longer than a line stands alone on its own.
pub(super) fn lines<'t>(
    text: &'t str,
    width: Option<usize>,
    opening: &'t str,
    hanging: usize,
) -> impl Iterator<Item = Wrapped<'t>> {
    let (own_width, is_plain) = measure(text);
    let opening_width = display_width(opening);
    let width = width.filter(|width| opening_width + own_width > *width);
    let hanging = hanging + width.map_or(0, |_| list_item_indent(text));
    let mut room = width.map(|width| width.saturating_sub(opening_width));
    let mut indent = Cow::Borrowed(opening);
    let mut next = Some(0);
    std::iter::from_fn(move || {
        let start = next?;
        let rest = &text[start..];
        let length = match room {
            None => rest.len(),
            Some(room) if is_plain => first_plain_line(rest, room),
            Some(room) => first_line(rest, room),
        };
        next = Some(start + length).filter(|next| *next < text.len());
        room = width.map(|width| width.saturating_sub(hanging));
        Some(Wrapped {
            indent: std::mem::replace(&mut indent, blanks(hanging)),
            words: rest[..length].trim_end_matches(' '),
            start,
        })
    })
}

/// How many bytes of `text` stand on a line of so many columns, with the blanks after them: as many
/// pieces as fit, and one at least.
fn first_line(text: &str, room: usize) -> usize {
    let (mut width, mut end) = (0, 0);
    for piece in pieces(text) {
        if end > 0 && width + piece.width > room {
            break;
        }
        width += piece.width + piece.blanks;
        end += piece.text.len();
    }
    end
}

/// The same of plain text, which need not be taken to pieces.
fn first_plain_line(text: &str, room: usize) -> usize {
    let bytes = text.as_bytes();
    let first_outside = match bytes.get(..=room) {
        None => None,
        Some(most) if most.is_ascii() => Some(room),
        Some(_) => text.char_indices().nth(room).map(|(at, _)| at),
    };
    let Some(first_outside) = first_outside else {
        return text.len();
    };
    let is_blank = |byte: &u8| *byte == b' ';
    let within = bytes[..=first_outside].iter().rposition(is_blank);
    let end = within.or_else(|| bytes.iter().position(is_blank));
    let blanks = |end: usize| {
        bytes[end..]
            .iter()
            .take_while(|byte| is_blank(byte))
            .count()
    };
    end.map_or(text.len(), |end| end + blanks(end))
}

/// So many blanks.
pub(super) fn blanks(count: usize) -> Cow<'static, str> {
    const BLANKS: &str = "                                                                ";
    let few = BLANKS.get(..count).map(Cow::Borrowed);
    few.unwrap_or_else(|| " ".repeat(count).into())
}

/// A piece of text that is not broken, with the blanks after it.
#[derive(Debug)]
struct Piece<'t> {
    text: &'t str,
    /// Its columns without the blanks.
    width: usize,
    /// How many blanks it ends with.
    blanks: usize,
}

/// The columns of `text` on one line, and those of its widest line where it is broken wherever it can be.
pub(super) fn extent(text: &str) -> (usize, usize) {
    let (width, is_plain) = measure(text);
    (width, widest_piece(text, is_plain, list_item_indent(text)))
}

/// The width of the longest piece of `text` that cannot be broken.
pub(super) fn longest_word(text: &str) -> usize {
    widest_piece(text, measure(text).1, 0)
}

/// The same where all pieces but the first stand behind so many blanks.
fn widest_piece(text: &str, is_plain: bool, hanging: usize) -> usize {
    let (mut widest, mut indent) = (0, 0);
    let mut take = |width: usize| {
        widest = widest.max(indent + width);
        indent = hanging;
    };
    if is_plain {
        text.split(' ').for_each(|word| take(word.chars().count()));
    } else {
        pieces(text).for_each(|piece| take(piece.width));
    }
    widest
}

/// The width of the first piece of `text` that cannot be broken.
pub(super) fn first_word(text: &str) -> usize {
    pieces(text).next().map_or(0, |piece| piece.width)
}

/// How far the further lines of `text` are indented: by the sign of a list item that it opens with,
/// as authors write them, and the blank after it.
pub(super) fn list_item_indent(text: &str) -> usize {
    let Some((sign, _)) = text.split_once(' ') else {
        return 0;
    };
    let is_bullet = matches!(sign, "•" | "◦" | "▪" | "-" | "*" | "–");
    let is_number = sign
        .strip_suffix(['.', ')'])
        .is_some_and(|number| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()));
    if is_bullet || is_number {
        display_width(sign) + 1
    } else {
        0
    }
}

/// The pieces of `text` between which it may be broken: at blanks, after an em dash, and between
/// the ideographs of scripts that are written without blanks. A no-break space is no blank.
fn pieces(text: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let (text, after) = rest.split_at(end_of_piece(rest));
        rest = after;
        let word = text.trim_end_matches(' ');
        Some(Piece {
            text,
            width: display_width(word),
            blanks: text.len() - word.len(),
        })
    })
}

/// Where the first piece of `text` ends, with the blanks after it.
fn end_of_piece(text: &str) -> usize {
    let next = text.char_indices().skip(1);
    let mut pairs = text.chars().zip(next);
    let end = pairs.find(|&(c, (_, next))| may_break_between(c, next));
    end.map_or(text.len(), |(_, (at, _))| at)
}

fn may_break_between(c: char, next: char) -> bool {
    (c == ' ' && next != ' ')
        || (c == '—' && next.is_alphanumeric())
        || (is_ideograph(c) && is_ideograph(next))
}

/// Whether `c` is a letter two columns wide: an ideograph, a kana, a hangul syllable.
fn is_ideograph(c: char) -> bool {
    // Hangul jamo are the first wide letters.
    c >= '\u{1100}' && c.is_alphanumeric() && display_width(c.encode_utf8(&mut [0; 4])) == 2
}
