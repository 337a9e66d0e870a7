//! Words of a search that do not count, as they say nothing: unless they are quoted, alone or a name.

use super::typed::Word;
use crate::index::{only_asks, says_nothing};

/// What other programs take for operators.
const OPERATORS: [&str; 3] = ["AND", "OR", "NOT"];
/// How many words say nothing in a sentence at least.
const LEAST_OF_SENTENCE: usize = 2;

/// Tells of each word whether it counts: all do where none says anything.
pub fn find_stop_words(words: &mut [Word]) {
    if is_sentence(words) && mark(words, true) || mark(words, false) {
        return;
    }
    for word in words {
        word.counts = true;
    }
}

/// Tells of each word whether it counts. Returns whether any does.
fn mark(words: &mut [Word], is_sentence: bool) -> bool {
    let has_small_letters = |word: &Word| word.term.text.chars().any(char::is_lowercase);
    let has_small_letters = words.iter().any(has_small_letters);
    for word in &mut *words {
        let term = &word.term;
        // Among small letters, capitals are a name: ALL, WHO.
        let is_name = has_small_letters
            && term.text.len() > 1
            && term.text.chars().all(char::is_uppercase)
            && !OPERATORS.contains(&term.text.as_str());
        word.counts =
            term.is_quoted || term.is_prefix || is_name || !is_stop_word(&term.text, is_sentence);
    }
    words.iter().any(|word| word.counts)
}

/// Whether these are words of a sentence: two say nothing. Of others each one is meant.
pub fn is_sentence(words: &[Word]) -> bool {
    let is_of_sentence =
        |word: &&Word| !word.term.is_quoted && is_stop_word(&word.term.text, false);
    words
        .iter()
        .filter(is_of_sentence)
        .nth(LEAST_OF_SENTENCE - 1)
        .is_some()
}

/// Whether none of the words in what was typed as one says anything: `(are)`, `don't`.
fn is_stop_word(text: &str, is_sentence: bool) -> bool {
    let mut words = text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’');
    words.all(|word| {
        let word = word.trim_matches(['\'', '’']);
        let stem = word.split(['\'', '’']).next().unwrap_or_default();
        word.is_empty()
            || says_nothing(word)
            || (is_sentence && only_asks(word))
            || (stem.len() < word.len() && is_contraction(word))
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
            assert!(is_stop_word(word, false), "{word}");
        }
        assert!(is_stop_word("Hello,", true) && !is_stop_word("Hello,", false));
        for word in ["Crohn's", "dose", "vitamin-a", "5"] {
            assert!(!is_stop_word(word, true), "{word}");
        }
    }
}
