//! What was typed, in words.

use crate::index::Term;

/// How many words a name has at most that words which say nothing are looked up in.
const MAX_RUN: usize = 6;

/// A word or phrase as typed, once for all the times it was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    pub term: Term,
    /// Whether it is looked for.
    pub counts: bool,
}

/// The runs of two to [`MAX_RUN`] of so many words, each as its start and its end.
pub fn runs(count: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..count).flat_map(move |start| {
        let ends = start + 2..=count.min(start + MAX_RUN);
        ends.map(move |end| (start, end))
    })
}

/// These words with an apostrophe before the last letter of one; `None` where that is no `s`.
pub fn with_apostrophe(words: &[&str], at: usize) -> Option<String> {
    let before = words[at].strip_suffix('s')?;
    let is_word = before.len() > 2 && before.chars().all(char::is_alphabetic);
    let mut words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
    words[at] = format!("{before}'s");
    is_word.then(|| words.join(" "))
}

/// The term that `typed` begins with, if there is a letter in it, and what comes after.
pub fn parse_term(typed: &str) -> (Option<Term>, &str) {
    let is_quoted = typed.starts_with(is_quote);
    let (text, is_prefix, after) = if let Some(inside) = typed.strip_prefix(is_quote) {
        let (phrase, after) = inside.split_once(is_quote).unwrap_or((inside, ""));
        (phrase, false, after)
    } else {
        let end = typed
            .find(|c: char| c.is_whitespace() || is_quote(c))
            .unwrap_or(typed.len());
        let (word, after) = typed.split_at(end);
        (word.trim_end_matches('*'), word.ends_with('*'), after)
    };
    let term = text.contains(char::is_alphanumeric).then(|| Term {
        text: trimmed(text).to_owned(),
        is_prefix,
        is_quoted,
        is_possessive: false,
        instead: Vec::new(),
    });
    (term, after)
}

/// A word without the marks around it: `(are)`, `diabetes?`.
pub fn trimmed(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_ascii_punctuation() || matches!(c, '…' | '’' | '‘'))
}

pub fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„')
}
