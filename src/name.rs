//! How names are compared: folding, and what somebody may have meant. Knows nothing of entries.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

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

/// Spaces, `_`, and the hyphens and dashes that people and editors put between words.
fn is_separator(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '_' | '\u{2010}'..='\u{2015}')
}

/// How many suggestions are given at most.
const MOST_SUGGESTIONS: usize = 3;
/// How much of a name must be typed before the names that begin with it are suggested, in characters.
const SHORTEST_PREFIX: usize = 3;

/// Up to three of `candidates` that `typed` may have been meant for, the nearest first.
///
/// Each candidate is a folded name and what to suggest for it. Near is a third of the typed name's
/// length, one to three edits (insert, delete, replace, swap two neighbours); after those come the
/// names that begin with what was typed.
pub fn suggest<'a, S: PartialEq>(
    typed: &str,
    candidates: impl IntoIterator<Item = (&'a str, S)>,
) -> Vec<S> {
    let typed = fold(typed);
    let length = typed.chars().count();
    let furthest = (length / 3).clamp(1, 3);
    let mut near: Vec<(usize, S)> = Vec::new();
    for (name, suggestion) in candidates {
        // A name whose length differs by more than the bound cannot be within it.
        let distance = if name.chars().count().abs_diff(length) <= furthest {
            strsim::osa_distance(&typed, name)
        } else {
            usize::MAX
        };
        if distance <= furthest && distance < length {
            near.push((distance, suggestion));
        } else if length >= SHORTEST_PREFIX && name.starts_with(&typed) {
            near.push((furthest + 1, suggestion));
        }
    }
    near.sort_by_key(|(distance, _)| *distance);
    let mut suggestions = Vec::with_capacity(MOST_SUGGESTIONS);
    for (_, suggestion) in near {
        if suggestions.len() == MOST_SUGGESTIONS {
            break;
        }
        if !suggestions.contains(&suggestion) {
            suggestions.push(suggestion);
        }
    }
    suggestions
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

    #[test]
    fn suggestions_are_near_misses_and_beginnings_only() {
        let names = [
            "ketamine",
            "ketamine therapy",
            "melatonin",
            "risks",
            "science",
        ];
        let suggest = |typed| suggest(typed, names.iter().map(|&n| (n, n)));
        assert_eq!(suggest("ketamin"), ["ketamine", "ketamine therapy"]);
        assert_eq!(suggest("Ketmaine"), ["ketamine"]);
        assert_eq!(suggest("scince"), ["science"]);
        assert_eq!(suggest("mela"), ["melatonin"]);
        assert!(suggest("morphine").is_empty());
        assert!(suggest("x").is_empty());
        assert!(suggest("").is_empty());
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
