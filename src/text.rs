//! Text that is safe to print, and what to do with text that is not. Knows nothing of entries or output.

use std::borrow::Cow;
use std::fmt::{self, Write as _};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One run of an author's words: on one line, with at least one visible character, without white
/// space at its ends and without characters that act on a terminal or hide instead of being read
/// (see [`is_hostile`]).
///
/// Every string of an entry is a `Text`, so what reaches a renderer is safe wherever it came from.
#[derive(
    Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(try_from = "String")]
pub struct Text(String);

impl Text {
    /// The words themselves.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Text {
    type Error = String;

    fn try_from(words: String) -> Result<Self, Self::Error> {
        check(&words)?;
        Ok(Self(words))
    }
}

/// Why these words are no text, where they are none.
fn check(words: &str) -> Result<(), String> {
    if let Some(hostile) = find_hostile(words) {
        return Err(refusal_of(hostile));
    }
    let ends = [words.as_bytes().first(), words.as_bytes().last()];
    // What can be seen stands at both ends of most texts.
    if ends.iter().all(|end| end.is_some_and(u8::is_ascii_graphic)) {
        return Ok(());
    }
    if words.trim().is_empty() {
        return Err("the text is empty".to_owned());
    }
    if words.trim().len() != words.len() {
        return Err("the text begins or ends with white space".to_owned());
    }
    if let Some(first) = first_of_invisible(words) {
        return Err(format!(
            "the text has no visible character: it begins with U+{:04X}, which is never shown",
            u32::from(first)
        ));
    }
    Ok(())
}

/// The first character of words of which none can be seen, unless they are no words at all.
#[must_use]
pub fn first_of_invisible(words: &str) -> Option<char> {
    let is_seen = words
        .chars()
        .any(|c| !c.is_whitespace() && !is_invisible(c));
    if is_seen { None } else { words.chars().next() }
}

/// Whether `c` takes part in how other characters are written and is not shown itself: those that
/// Unicode lists as `Default_Ignorable_Code_Point`, the marks around annotations and the Braille
/// pattern without dots. Within words many of them are rightly used: joiners in Persian and Hindi,
/// marks of direction in Arabic, selectors in emoji.
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{AD}'
            | '\u{34F}'
            | '\u{61C}'
            | '\u{115F}'..='\u{1160}'
            | '\u{17B4}'..='\u{17B5}'
            | '\u{180B}'..='\u{180F}'
            | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{2800}'
            | '\u{3164}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}'
            | '\u{FFA0}'
            | '\u{FFF0}'..='\u{FFFB}'
            | '\u{1BCA0}'..='\u{1BCA3}'
            | '\u{1D173}'..='\u{1D17A}'
            | '\u{E0000}'..='\u{E0FFF}'
    )
}

/// Whether `c` acts on a terminal or on the order of what is shown (control characters, line breaks
/// and tabs among them; line and paragraph separators; the directional embeddings, overrides and
/// isolates of UAX #9), or is a tag character, with which invisible words can be written.
#[must_use]
pub fn is_hostile(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
        || is_tag(c)
}

/// Whether `c` is a tag character.
fn is_tag(c: char) -> bool {
    matches!(c, '\u{E0000}'..='\u{E007F}')
}

/// Why no text may hold the hostile character `c`.
#[must_use]
pub fn refusal_of(c: char) -> String {
    let harm = if is_tag(c) {
        "it is never shown and could hide words"
    } else {
        "a terminal would act on it instead of showing it"
    };
    let number = u32::from(c);
    format!("the character U+{number:04X} is not allowed: {harm}")
}

/// Whether `words` holds a hostile character.
#[must_use]
pub fn has_hostile(words: &str) -> bool {
    find_hostile(words).is_some()
}

/// The first hostile character of `words`. Every text of an entry passes through here, so printable
/// ASCII is passed over first, eight bytes at a time.
fn find_hostile(words: &str) -> Option<char> {
    let may_open_hostile = |byte: u8| byte < b' ' || matches!(byte, 0x7F | 0xC2 | 0xE2 | 0xF3);
    let in_bytes = |from: usize, bytes: &[u8]| {
        let suspects = bytes.iter().enumerate();
        let mut suspects = suspects.filter(|&(_, &byte)| may_open_hostile(byte));
        suspects.find_map(|(at, _)| words[from + at..].chars().next().filter(|&c| is_hostile(c)))
    };
    let (chunks, rest) = words.as_bytes().as_chunks::<8>();
    let mut suspects = (0..).step_by(8).zip(chunks);
    suspects
        .find_map(|(at, chunk)| {
            let is_suspect = !is_printable_ascii(u64::from_ne_bytes(*chunk));
            is_suspect.then(|| in_bytes(at, chunk)).flatten()
        })
        .or_else(|| in_bytes(words.len() - rest.len(), rest))
}

/// Whether all of eight bytes are printable ASCII.
fn is_printable_ascii(bytes: u64) -> bool {
    const EACH: u64 = 0x0101_0101_0101_0101;
    const HIGHEST: u64 = 0x80 * EACH;
    // The highest bit of a difference is set where a byte was less, for bytes without that bit.
    let below_blank = bytes.wrapping_sub(EACH * 0x20) & !bytes;
    let but_delete = bytes ^ (EACH * 0x7F);
    let is_delete = but_delete.wrapping_sub(EACH) & !but_delete;
    (bytes | below_blank | is_delete) & HIGHEST == 0
}

/// `words` with every hostile character written as `\u{…}`: for echoing what somebody typed.
#[must_use]
pub fn visible(words: &str) -> Cow<'_, str> {
    if find_hostile(words).is_none() {
        return Cow::Borrowed(words);
    }
    let mut shown = String::with_capacity(words.len() + 8);
    for c in words.chars() {
        if is_hostile(c) {
            // Writing to a String cannot fail.
            let _ = write!(shown, "\\u{{{:x}}}", u32::from(c));
        } else {
            shown.push(c);
        }
    }
    Cow::Owned(shown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_that_a_terminal_would_act_on_is_refused() {
        for hostile in [
            "a\u{1b}[2Jb",
            "a\nb",
            "a\tb",
            "a\u{7f}",
            "a\u{9b}2J",
            "a\u{202e}b",
            "a\u{2066}b",
            "a\u{2028}b",
            "",
            "  ",
            " a",
            "a ",
            "a\u{a0}",
            "\u{3000}a",
            "\u{200b}",
            "a\u{e0041}b",
        ] {
            assert!(
                Text::try_from(hostile.to_owned()).is_err(),
                "{hostile:?} was accepted"
            );
        }
    }

    #[test]
    fn every_hostile_character_is_found_among_others() {
        for c in ('\0'..=char::MAX).filter(|&c| is_hostile(c)) {
            assert_eq!(find_hostile(&format!("a—é{c}b")), Some(c));
            assert_eq!(find_hostile(&format!("printable, {c} and so on")), Some(c));
            assert_eq!(find_hostile(&c.to_string()), Some(c));
        }
    }

    #[test]
    fn eight_bytes_are_printable_where_each_of_them_is() {
        for byte in 0..=u8::MAX {
            for at in 0..8 {
                for others in [b' ', b'a', b'~'] {
                    let mut bytes = [others; 8];
                    bytes[at] = byte;
                    let is_printable = (b' '..=b'~').contains(&byte);
                    assert_eq!(is_printable_ascii(u64::from_ne_bytes(bytes)), is_printable);
                }
            }
        }
    }

    #[test]
    fn text_in_any_script_is_accepted_as_it_is() {
        for words in [
            "neuroplasticity—the brain's capacity",
            "“quoted”",
            "氯胺酮",
            "كيتامين\u{200f}",
            "می\u{200c}شود",
            "क\u{94d}\u{200d}ष",
            "👨\u{200d}⚕\u{fe0f}",
            "\u{200e}5 mg",
            "soft\u{ad}ware",
            "e\u{301}",
        ] {
            assert_eq!(Text::try_from(words.to_owned()).unwrap().as_str(), words);
        }
    }

    #[test]
    fn text_without_a_visible_character_is_refused_with_its_number() {
        for c in "\u{ad}\u{34f}\u{115f}\u{1160}\u{180e}\u{200b}\u{200d}\u{2060}\u{2800}\u{3164}\u{fe0f}\u{feff}\u{ffa0}\u{fffb}\u{e0100}".chars() {
            for words in [format!("{c}"), format!("{c}\u{200b} {c}")] {
                let reason = format!(
                    "the text has no visible character: it begins with U+{:04X}, which is never shown",
                    u32::from(c)
                );
                assert_eq!(Text::try_from(words), Err(reason));
            }
            let words = format!("{c}a");
            assert_eq!(Text::try_from(words.clone()), Ok(Text(words)));
        }
    }

    #[test]
    fn hostile_characters_are_told_with_what_they_do() {
        let refusal = |words: &str| Text::try_from(words.to_owned()).unwrap_err();
        assert_eq!(
            refusal("a\u{1b}b"),
            "the character U+001B is not allowed: a terminal would act on it instead of showing it"
        );
        assert_eq!(
            refusal("a\u{e0041}b"),
            "the character U+E0041 is not allowed: it is never shown and could hide words"
        );
    }

    #[test]
    fn hostile_characters_are_echoed_by_their_number() {
        assert_eq!(visible("plain"), "plain");
        assert_eq!(visible("a\u{1b}[31mb\u{202e}"), "a\\u{1b}[31mb\\u{202e}");
    }
}
