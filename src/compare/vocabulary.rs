//! Words, told apart by numbers: only those that are looked for have one.

use std::borrow::Cow;
use std::collections::BTreeMap;

use unicode_normalization::char::is_combining_mark;

use crate::name::fold;

/// The number of a word that is looked for.
pub type WordId = u32;

/// The words that are looked for.
#[derive(Default)]
pub struct Vocabulary {
    ids: BTreeMap<String, WordId>,
    beginnings: Beginnings,
}

/// How words begin that are looked for, so that most others need not be folded: a bit for each pair of
/// first letters, whatever their case.
#[derive(Default)]
struct Beginnings([u64; 16]);

impl Beginnings {
    fn bit(word: &str) -> Option<usize> {
        match word.as_bytes() {
            [first, second, ..] if first.is_ascii() && second.is_ascii() => {
                Some(usize::from(first & 31) << 5 | usize::from(second & 31))
            }
            _ => None,
        }
    }

    fn add(&mut self, word: &str) {
        if let Some(bit) = Self::bit(word) {
            self.0[bit / 64] |= 1 << (bit % 64);
        }
    }

    /// Whether one of them may be this word.
    fn may_have(&self, word: &str) -> bool {
        Self::bit(word).is_none_or(|bit| self.0[bit / 64] >> (bit % 64) & 1 == 1)
    }
}

/// A word of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// Where it is, in bytes.
    pub start: usize,
    pub end: usize,
    /// Which word it is, where it is one that is looked for.
    pub id: Option<WordId>,
}

impl Vocabulary {
    /// Makes these words ones that are looked for.
    pub fn add(&mut self, text: &str) -> Vec<WordId> {
        let words = spans(text).map(|(start, end)| key(&text[start..end]));
        words
            .map(|word| {
                self.beginnings.add(&word);
                let next = WordId::try_from(self.ids.len()).unwrap_or(WordId::MAX);
                match self.ids.get(word.as_ref()) {
                    Some(id) => *id,
                    None => *self.ids.entry(word.into_owned()).or_insert(next),
                }
            })
            .collect()
    }

    /// The words of a text.
    pub fn words<'t>(&'t self, text: &'t str) -> impl Iterator<Item = Word> + 't {
        spans(text).map(|(start, end)| Word {
            start,
            end,
            id: self.id(&text[start..end]),
        })
    }

    fn id(&self, word: &str) -> Option<WordId> {
        let may_be_known = self.beginnings.may_have(word);
        may_be_known.then(|| self.ids.get(key(word).as_ref()).copied())?
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.ids.len()
    }
}

/// Where the words of a text are: letters and digits that stand together.
pub fn spans(text: &str) -> impl Iterator<Item = (usize, usize)> + '_ {
    let mut done = 0;
    std::iter::from_fn(move || {
        let start = done + run(&text[done..], |c| !is_of_word(c, false));
        let end = start + run(&text[start..], |c| is_of_word(c, true));
        done = end;
        (start < end).then_some((start, end))
    })
}

fn is_of_word(c: char, is_within: bool) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric();
    }
    c.is_alphanumeric() || (is_within && is_combining_mark(c))
}

/// How many bytes at the beginning of a text are of characters like these.
fn run(text: &str, is_like: impl Fn(char) -> bool) -> usize {
    let bytes = text.as_bytes().iter();
    let plain = bytes
        .take_while(|byte| byte.is_ascii() && is_like(char::from(**byte)))
        .count();
    match text[plain..].chars().next() {
        Some(c) if !c.is_ascii() && is_like(c) => {
            let rest = &text[plain..];
            plain + rest.find(|c| !is_like(c)).unwrap_or(rest.len())
        }
        _ => plain,
    }
}

/// What is the same for all forms of a word: its folded letters without the ending of a plural.
pub fn key(word: &str) -> Cow<'_, str> {
    let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    if word.bytes().all(is_plain) {
        return Cow::Borrowed(without_plural(word));
    }
    let folded = fold(word);
    let length = without_plural(&folded).len();
    Cow::Owned(folded[..length].to_owned())
}

/// A folded word without the ending of a plural: `tablets`, `rashes`, and `allergies` as `allergy`.
fn without_plural(word: &str) -> &str {
    const SHORTEST: usize = 4;
    if !matches!(word.as_bytes().last(), Some(b's' | b'y')) {
        return word;
    }
    let cut = |ending: &str| {
        let rest = word.strip_suffix(ending);
        rest.filter(|rest| rest.len() >= SHORTEST)
    };
    if let Some(rest) = cut("ies").or_else(|| cut("y")) {
        return rest;
    }
    if ["ches", "shes", "xes", "sses"]
        .iter()
        .any(|it| word.ends_with(it))
    {
        return cut("es").unwrap_or(word);
    }
    if ["ss", "us", "is"].iter().any(|it| word.ends_with(it)) {
        return word;
    }
    cut("s").unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_have_one_key_and_other_words_another() {
        for (one, other) in [
            ("Allergies", "allergy"),
            ("rashes", "Rash"),
            ("TABLETS", "tablet"),
            ("Kétamine", "ketamine"),
            ("diabetes", "Diabetes"),
            ("İbuprofen", "ibuprofen"),
        ] {
            assert_eq!(key(one), key(other));
        }
        for (one, other) in [
            ("virus", "viru"),
            ("lens", "len"),
            ("loss", "los"),
            ("army", "arm"),
        ] {
            assert_ne!(key(one), key(other));
        }
    }

    #[test]
    fn words_are_letters_and_digits_with_their_marks() {
        let text = "St. John’s-wort (5-HT₂), ke\u{301}ta";
        let words: Vec<&str> = spans(text).map(|(start, end)| &text[start..end]).collect();
        assert_eq!(
            words,
            ["St", "John", "s", "wort", "5", "HT₂", "ke\u{301}ta"]
        );
    }
}
