//! Breaking an author's text into lines. Widths are those of UAX #11: wide characters take two
//! columns, combining ones none. Words are never broken or joined, only put on lines.

use std::borrow::Cow;

use textwrap::core::Word;
use textwrap::{Options, WordSeparator, WordSplitter};

/// The columns that `text` takes.
pub(super) fn display_width(text: &str) -> usize {
    // Most text is ASCII, and none that is shown holds control characters.
    if text.is_ascii() {
        text.len()
    } else {
        textwrap::core::display_width(text)
    }
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
    if display_width(opening) + display_width(text) <= width {
        return whole();
    }
    let hanging_indent = " ".repeat(hanging + list_item_indent(text));
    let options = Options::new(width)
        .initial_indent(opening)
        .subsequent_indent(&hanging_indent)
        .break_words(false)
        .word_separator(WordSeparator::Custom(words))
        .word_splitter(WordSplitter::NoHyphenation);
    textwrap::wrap(text, options)
        .into_iter()
        .map(Cow::into_owned)
        .collect()
}

/// The width of the longest piece of `text` that cannot be broken.
pub(super) fn longest_word(text: &str) -> usize {
    if text.is_ascii() {
        return text.split(' ').map(str::len).max().unwrap_or(0);
    }
    words(text)
        .map(|word| display_width(word.word))
        .max()
        .unwrap_or(0)
}

/// The width of the first piece of `text` that cannot be broken.
pub(super) fn first_word(text: &str) -> usize {
    words(text)
        .next()
        .map_or(0, |word| display_width(word.word))
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

/// The pieces of `line` between which it may be broken: at blanks, after an em dash, and between
/// the ideographs of scripts that are written without blanks. A no-break space is no blank.
fn words(line: &str) -> Box<dyn Iterator<Item = Word<'_>> + '_> {
    let mut rest = line;
    let is_ascii = line.is_ascii();
    Box::new(std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let end = if is_ascii {
            end_of_ascii_word(rest)
        } else {
            end_of_word(rest)
        };
        let (word, after) = rest.split_at(end);
        rest = after;
        Some(Word::from(word))
    }))
}

/// Where the first piece of `text` ends, with the blanks after it.
fn end_of_word(text: &str) -> usize {
    let next = text.char_indices().skip(1);
    let mut pairs = text.chars().zip(next);
    let end = pairs.find(|&(c, (_, next))| may_break_between(c, next));
    end.map_or(text.len(), |(_, (at, _))| at)
}

/// The same of ASCII, which may be broken at blanks alone.
fn end_of_ascii_word(text: &str) -> usize {
    let Some(blank) = text.find(' ') else {
        return text.len();
    };
    let after = text[blank..].find(|c| c != ' ');
    after.map_or(text.len(), |blanks| blank + blanks)
}

fn may_break_between(c: char, next: char) -> bool {
    (c == ' ' && next != ' ')
        || (c == '—' && next.is_alphanumeric())
        || (is_ideograph(c) && is_ideograph(next))
}

/// Whether `c` is a letter two columns wide: an ideograph, a kana, a hangul syllable.
fn is_ideograph(c: char) -> bool {
    !c.is_ascii() && c.is_alphanumeric() && display_width(c.encode_utf8(&mut [0; 4])) == 2
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
        fn ascii_is_broken_where_any_text_is(text in "[ -~]{1,60}") {
            prop_assert_eq!(end_of_ascii_word(&text), end_of_word(&text));
        }

        #[test]
        fn the_longest_word_of_ascii_text_is_that_of_any_text(text in "[ -~]{0,60}") {
            let measured = words(&text).map(|word| display_width(word.word)).max();
            prop_assert_eq!(longest_word(&text), measured.unwrap_or(0));
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
                prop_assert!(display_width(line) <= width || words(word).count() <= 2 + indent.len(), "{:?}", line);
            }
            let letters = |s: &str| s.chars().filter(|c| *c != ' ').collect::<String>();
            prop_assert_eq!(letters(&lines.concat()), letters(&format!("{indent}{text}")));
        }
    }
}
