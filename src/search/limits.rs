//! How much a search takes.

use crate::error::{Code, Error};
use crate::index::Term;

/// How many prefixes a search takes: each matches many words.
pub const MAX_PREFIXES: usize = 16;
/// How many words may be typed, those that do not count among them.
pub const MAX_TYPED: usize = 1_000;
/// How many words a phrase may have.
const MAX_WORDS: usize = 32;
/// How long a word or phrase may be, in characters.
const MAX_LENGTH: usize = 256;

pub fn ensure_few(count: usize, most: usize, of: &str) -> Result<(), Error> {
    if count <= most {
        return Ok(());
    }
    let why = format!("a search takes at most {most} {of}, this one has {count}");
    Err(refusal(why).with_hint("fewer words find more"))
}

pub fn ensure_short(term: &Term) -> Result<(), Error> {
    let length = term.text.chars().count();
    let words = term.text.split(|c: char| !c.is_alphanumeric());
    let words = words.filter(|word| !word.is_empty()).count();
    let why = if length > MAX_LENGTH {
        format!(
            "a word or phrase of a search has at most {MAX_LENGTH} characters, one of these has {length}"
        )
    } else if words > MAX_WORDS {
        format!("a phrase of a search has at most {MAX_WORDS} words, one of these has {words}")
    } else {
        return Ok(());
    };
    Err(refusal(why).with_hint("a part of the phrase finds it too"))
}

pub fn refusal(why: String) -> Error {
    Error::new(Code::Usage, why)
}
