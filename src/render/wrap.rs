//! Breaking an author's text into lines. Widths are those of UAX #11: wide characters take two
//! columns, combining ones none. Words are never broken or joined, only put on lines.

use textwrap::core::Fragment;
use textwrap::wrap_algorithms::wrap_first_fit;

/// The columns that `text` takes.
pub(super) fn display_width(text: &str) -> usize {
    measure(text).0
}

/// The columns that `text` takes, and whether it has no place to be broken at but its blanks.
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

/// `text` in lines of at most `width` columns (one line where `None`), the first after `opening`,
/// the others after `hanging` blanks. A word that is longer than a line stands alone on its own.
pub(super) fn lines(
    text: &str,
    width: Option<usize>,
    opening: &str,
    hanging: usize,
) -> Vec<String> {
    let whole = || vec![[opening, text].concat()];
    let Some(width) = width else {
        return whole();
    };
    let (own_width, is_plain) = measure(text);
    if display_width(opening) + own_width <= width {
        return whole();
    }
    let hanging = hanging + list_item_indent(text);
    // About as many as there are words, so that memory for them is asked for once.
    let mut broken = Vec::with_capacity(text.len() / 5 + 1);
    broken.extend(pieces(text, is_plain));
    let room = |indent| columns(width.saturating_sub(indent));
    let widths = [room(display_width(opening)), room(hanging)];
    let mut rest = text;
    let mut indent = opening;
    let hanging = " ".repeat(hanging);
    let lines = wrap_first_fit(&broken, &widths).into_iter().map(|pieces| {
        let length = pieces.iter().map(|piece| piece.text.len()).sum();
        let (line, after) = rest.split_at(length);
        rest = after;
        let line = line.trim_end_matches(' ');
        [std::mem::replace(&mut indent, &hanging), line].concat()
    });
    lines.collect()
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

impl<'t> Piece<'t> {
    /// This text, of which so many bytes are the word.
    fn new(text: &'t str, word: usize) -> Self {
        Self {
            text,
            width: display_width(&text[..word]),
            blanks: text.len() - word,
        }
    }
}

impl Fragment for Piece<'_> {
    fn width(&self) -> f64 {
        columns(self.width)
    }

    fn whitespace_width(&self) -> f64 {
        columns(self.blanks)
    }

    fn penalty_width(&self) -> f64 {
        0.0
    }
}

/// A number of columns as textwrap counts them.
fn columns(count: usize) -> f64 {
    u32::try_from(count).unwrap_or(u32::MAX).into()
}

/// The columns of `text` on one line, and those of its widest line where it is broken wherever it can be.
pub(super) fn extent(text: &str) -> (usize, usize) {
    let hanging = list_item_indent(text);
    let (width, is_plain) = measure(text);
    let narrowest = if hanging == 0 {
        widest_piece(text, is_plain)
    } else {
        let widths = pieces(text, is_plain).enumerate();
        let indented = widths.map(|(at, piece)| piece.width + if at == 0 { 0 } else { hanging });
        indented.max().unwrap_or(0)
    };
    (width, narrowest)
}

/// The width of the longest piece of `text` that cannot be broken.
pub(super) fn longest_word(text: &str) -> usize {
    widest_piece(text, measure(text).1)
}

fn widest_piece(text: &str, is_plain: bool) -> usize {
    let widths = pieces(text, is_plain).map(|piece| piece.width);
    widths.max().unwrap_or(0)
}

/// The width of the first piece of `text` that cannot be broken.
pub(super) fn first_word(text: &str) -> usize {
    pieces(text, measure(text).1)
        .next()
        .map_or(0, |piece| piece.width)
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
/// the ideographs of scripts that are written without blanks; where `is_plain`, at blanks alone. A no-break
/// space is no blank.
fn pieces(text: &str, is_plain: bool) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let (word, end) = if is_plain {
            end_at_blanks(rest)
        } else {
            let end = end_of_word(rest);
            (rest[..end].trim_end_matches(' ').len(), end)
        };
        let (piece, after) = rest.split_at(end);
        rest = after;
        Some(Piece::new(piece, word))
    })
}

/// Where the first piece of `text` ends, with the blanks after it.
fn end_of_word(text: &str) -> usize {
    let next = text.char_indices().skip(1);
    let mut pairs = text.chars().zip(next);
    let end = pairs.find(|&(c, (_, next))| may_break_between(c, next));
    end.map_or(text.len(), |(_, (at, _))| at)
}

/// Where the first word of `text`, which may be broken at blanks alone, ends, and where the blanks after it do.
fn end_at_blanks(text: &str) -> (usize, usize) {
    // Words are short: a search in great strides is slower.
    let bytes = text.as_bytes();
    let word = bytes.iter().position(|byte| *byte == b' ');
    let word = word.unwrap_or(bytes.len());
    let blanks = bytes[word..].iter().position(|byte| *byte != b' ');
    (word, blanks.map_or(bytes.len(), |blanks| word + blanks))
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn wrapped(text: &str, width: usize) -> Vec<String> {
        lines(text, Some(width), "", 0)
    }

    #[test]
    fn text_is_broken_between_words_only() {
        assert_eq!(wrapped("one two three", 7), ["one two", "three"]);
        assert_eq!(wrapped("treatment-resistant", 10), ["treatment-resistant"]);
        assert_eq!(
            wrapped("neuroplasticity—the brain", 20),
            ["neuroplasticity—the", "brain"]
        );
        assert_eq!(
            wrapped("neuroplasticity—the brain", 17),
            ["neuroplasticity—", "the brain"]
        );
        assert_eq!(
            wrapped("10\u{a0}mg daily dose", 8),
            ["10\u{a0}mg", "daily", "dose"]
        );
    }

    #[test]
    fn what_is_taken_for_narrow_is() {
        for c in ('\0'..=char::MAX).filter(|c| is_narrow(*c)) {
            assert_eq!(
                textwrap::core::display_width(c.encode_utf8(&mut [0; 4])),
                1,
                "{c:?}"
            );
        }
        assert!(!is_narrow('\u{301}') && !is_narrow('\u{ad}') && !is_narrow('治'));
    }

    #[test]
    fn wide_and_combining_characters_are_measured() {
        assert_eq!(wrapped("氯胺酮治疗。很好", 8), ["氯胺酮治", "疗。很好"]);
        assert_eq!(
            wrapped("e\u{301}e\u{301} e\u{301}", 4),
            ["e\u{301}e\u{301} e\u{301}"]
        );
    }

    #[test]
    fn the_further_lines_of_a_list_item_hang_under_its_words() {
        assert_eq!(lines("one two", Some(7), "  • ", 4), ["  • one", "    two"]);
        assert_eq!(wrapped("• one two", 6), ["• one", "  two"]);
        assert_eq!(wrapped("12. one two", 8), ["12. one", "    two"]);
        assert_eq!(wrapped("(a) one two", 8), ["(a) one", "two"]);
    }

    proptest! {
        #[test]
        fn text_that_breaks_at_blanks_alone_breaks_where_any_text_does(text in "[ -~é–α—治]{1,60}") {
            let plain = text.replace(|c| "—治".contains(c), "");
            prop_assume!(!plain.is_empty());
            prop_assert!(measure(&plain).1);
            prop_assert_eq!(measure(&text).1, plain == text);
            let end = end_of_word(&plain);
            let word = plain[..end].trim_end_matches(' ').len();
            prop_assert_eq!(end_at_blanks(&plain), (word, end));
        }

        #[test]
        fn the_extent_of_text_is_that_of_its_lines(text in "(• |[0-9]\\. )?[ -~é治—]{0,60}") {
            let text = text.trim();
            let widest = |width| {
                let lines = lines(text, width, "", 0).into_iter();
                lines.map(|line| display_width(&line)).max().unwrap_or(0)
            };
            prop_assert_eq!(extent(text), (widest(None), widest(Some(1))));
        }

        #[test]
        fn no_line_is_too_wide_or_ends_in_a_blank_and_no_word_is_lost(
            text in "\\PC{0,200}", width in 1usize..120, indent in prop::sample::select(vec!["", "  • ", "# "]),
        ) {
            let text = text.trim();
            prop_assume!(!text.is_empty());
            let lines = lines(text, Some(width), indent, indent.len());
            for line in &lines {
                prop_assert!(!line.ends_with(' '));
                let word = line.trim_start();
                prop_assert!(display_width(line) <= width || pieces(word, false).count() <= 2 + indent.len(), "{:?}", line);
            }
            let letters = |s: &str| s.chars().filter(|c| *c != ' ').collect::<String>();
            prop_assert_eq!(letters(&lines.concat()), letters(&format!("{indent}{text}")));
        }
    }
}
