//! Words of a search that do not count, as they say nothing: unless they are quoted, alone or a name.

use crate::index::{Term, says_nothing};

/// What other programs take for operators.
const OPERATORS: [&str; 3] = ["AND", "OR", "NOT"];

/// Takes the words that say nothing out of `wanted`, unless there are no others.
pub fn take_stop_words(wanted: &mut Vec<Term>) -> Vec<String> {
    let has_small_letters = |term: &Term| term.text.chars().any(char::is_lowercase);
    let has_small_letters = wanted.iter().any(has_small_letters);
    let counts = |term: &Term| {
        // Among small letters, capitals are a name: ALL, WHO.
        let is_name = has_small_letters
            && term.text.len() > 1
            && term.text.chars().all(char::is_uppercase)
            && !OPERATORS.contains(&term.text.as_str());
        term.is_quoted || term.is_prefix || is_name || !is_stop_word(&term.text)
    };
    if !wanted.iter().any(counts) {
        return Vec::new();
    }
    let ignored = wanted.extract_if(.., |term| !counts(term));
    ignored.map(|term| term.text).collect()
}

/// Whether none of the words in what was typed as one says anything: `(are)`, `don't`.
fn is_stop_word(text: &str) -> bool {
    let mut words = text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’');
    words.all(|word| {
        let word = word.trim_matches(['\'', '’']);
        let stem = word.split(['\'', '’']).next().unwrap_or_default();
        word.is_empty() || says_nothing(word) || (stem.len() < word.len() && is_contraction(word))
    })
}

/// Whether this is a short form of words that say nothing: `what's`, `isn't`, `I've`.
fn is_contraction(word: &str) -> bool {
    let word = word.to_ascii_lowercase().replace('’', "'");
    let Some((stem, rest)) = word.split_once('\'') else {
        return false;
    };
    match rest {
        "t" => stem
            .strip_suffix('n')
            .is_some_and(|verb| says_nothing(verb) || ["ca", "wo", "sha"].contains(&verb)),
        "s" | "re" | "ve" | "ll" | "d" | "m" => says_nothing(stem),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_forms_and_marks_around_words_do_not_make_them_count() {
        for word in ["(are)", "don't", "What’s", "I'm", "isn't", "and/or"] {
            assert!(is_stop_word(word), "{word}");
        }
        for word in ["Crohn's", "dose", "vitamin-a", "5"] {
            assert!(!is_stop_word(word), "{word}");
        }
    }
}
