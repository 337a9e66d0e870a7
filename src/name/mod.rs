//! How names are compared: folding, and what somebody may have meant. Knows nothing of entries.

mod suggestions;

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

pub use suggestions::Suggestions;

/// The form in which two names are the same name: without accents or case, and with spaces, `-`
/// and `_` alike and only between words.
///
/// ```
/// assert_eq!(stackwise::name::fold("  KETAMINE   Therapy"), "ketamine therapy");
/// assert_eq!(stackwise::name::fold("Kétamine_therapy"), "ketamine therapy");
/// ```
#[must_use]
pub fn fold(name: &str) -> String {
    if name.is_ascii() {
        return join_words(name.chars().map(|c| c.to_ascii_lowercase()), name.len());
    }
    let letters = name
        .nfkd()
        .filter(|&c| !is_combining_mark(c))
        .flat_map(char::to_lowercase);
    join_words(letters, name.len())
}

fn join_words(letters: impl Iterator<Item = char>, capacity: usize) -> String {
    let mut folded = String::with_capacity(capacity);
    let mut between_words = false;
    for c in letters {
        if is_separator(c) {
            between_words = !folded.is_empty();
        } else {
            if between_words {
                folded.push(' ');
                between_words = false;
            }
            folded.push(c);
        }
    }
    folded
}

/// What is left of `name` after its first `count` words, as it is written.
///
/// ```
/// assert_eq!(stackwise::name::after_words("Ketamine-assisted Therapy", 2), "Therapy");
/// ```
#[must_use]
pub fn after_words(name: &str, count: usize) -> &str {
    let mut rest = name.trim_start_matches(is_separator);
    for _ in 0..count {
        rest = rest
            .trim_start_matches(|c| !is_separator(c))
            .trim_start_matches(is_separator);
    }
    rest
}

/// Spaces, `_`, and the hyphens and dashes that people and editors put between words.
fn is_separator(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '_' | '\u{2010}'..='\u{2015}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_fold_as_people_type_them() {
        for (typed, folded) in [
            ("ketamine", "ketamine"),
            ("  KETAMINE   Therapy ", "ketamine therapy"),
            ("ketamine-therapy", "ketamine therapy"),
            ("ketamine__therapy", "ketamine therapy"),
            ("Kétamine", "ketamine"),
            ("ke\u{301}tamine", "ketamine"),
            ("ketamine\u{a0}therapy", "ketamine therapy"),
            ("ketamine–therapy", "ketamine therapy"),
            ("ＫＥＴＡＭＩＮＥ", "ketamine"),
            ("İstanbul", "istanbul"),
            ("- -", ""),
            ("", ""),
        ] {
            assert_eq!(fold(typed), folded, "{typed:?}");
        }
    }

    proptest! {
        #[test]
        fn folding_twice_is_folding_once(name in any::<String>()) {
            let once = fold(&name);
            prop_assert_eq!(fold(&once), once);
        }

        #[test]
        fn case_blanks_and_separators_never_matter(words in prop::collection::vec("[a-zA-Z0-9]{1,8}", 1..5)) {
            let folded = fold(&words.join(" "));
            prop_assert_eq!(&fold(&words.join("-")), &folded);
            prop_assert_eq!(&fold(&format!("  {}__", words.join(" _ ").to_uppercase())), &folded);
        }
    }
}
