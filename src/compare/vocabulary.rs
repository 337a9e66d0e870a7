//! Words, told apart by numbers: only those that are looked for have one.

use std::borrow::Cow;
use std::collections::HashMap;

use unicode_normalization::char::is_combining_mark;

use crate::name::fold;

/// The number of a word that is looked for.
pub type WordId = u32;

/// The words that are looked for.
#[derive(Default)]
pub struct Vocabulary(HashMap<String, WordId>);

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
        let words = spans(text).map(|(start, end)| key(&text[start..end]).into_owned());
        words
            .map(|word| {
                let next = WordId::try_from(self.0.len()).unwrap_or(WordId::MAX);
                *self.0.entry(word).or_insert(next)
            })
            .collect()
    }

    /// The words of a text.
    pub fn words<'t>(&'t self, text: &'t str) -> impl Iterator<Item = Word> + 't {
        spans(text).map(|(start, end)| Word {
            start,
            end,
            id: self.0.get(key(&text[start..end]).as_ref()).copied(),
        })
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }
}

/// Where the words of a text are: letters and digits that stand together.
pub fn spans(text: &str) -> impl Iterator<Item = (usize, usize)> + '_ {
    let mut rest = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (start, _) = rest.find(|&(_, c)| c.is_alphanumeric())?;
        let mut end = text.len();
        while let Some(&(at, c)) = rest.peek() {
            if !c.is_alphanumeric() && !is_combining_mark(c) {
                end = at;
                break;
            }
            rest.next();
        }
        Some((start, end))
    })
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
