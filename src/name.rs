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

/// How many suggestions are given at most.
const MOST_SUGGESTIONS: usize = 3;
/// How much of a name must be typed before the names that begin with it are suggested, in characters.
const SHORTEST_PREFIX: usize = 3;

/// What somebody may have meant who typed a name that is not there.
///
/// Near is a third of the typed name's length, one to three edits (insert, delete, replace, swap two
/// neighbours); after those come the names that begin with what was typed.
pub struct Suggestions {
    typed: String,
    length: usize,
    furthest: usize,
    /// The nearest so far with their distance, the nearest first.
    nearest: Vec<(usize, String)>,
}

impl Suggestions {
    /// Suggestions for `typed`, with none so far.
    #[must_use]
    pub fn new(typed: &str) -> Self {
        let typed = fold(typed);
        let length = typed.chars().count();
        Self {
            typed,
            length,
            furthest: (length / 3).clamp(1, 3),
            nearest: Vec::new(),
        }
    }

    /// Suggests `suggestion` if the folded `name` that it goes by is near enough.
    pub fn consider(&mut self, name: &str, suggestion: &str) {
        let Some(distance) = self.distance(name) else {
            return;
        };
        if let Some(at) = self
            .nearest
            .iter()
            .position(|(_, other)| other == suggestion)
        {
            if self.nearest[at].0 <= distance {
                return;
            }
            self.nearest.remove(at);
        }
        let at = self
            .nearest
            .partition_point(|(other, _)| *other <= distance);
        if at < MOST_SUGGESTIONS {
            self.nearest.insert(at, (distance, suggestion.to_owned()));
            self.nearest.truncate(MOST_SUGGESTIONS);
        }
    }

    /// How far the folded `name` is from what was typed, if it is near.
    fn distance(&self, name: &str) -> Option<usize> {
        // A name whose length differs by more than the bound cannot be within it.
        if name.chars().count().abs_diff(self.length) <= self.furthest {
            let distance = strsim::osa_distance(&self.typed, name);
            if distance <= self.furthest && distance < self.length {
                return Some(distance);
            }
        }
        let is_beginning = self.length >= SHORTEST_PREFIX && name.starts_with(&self.typed);
        is_beginning.then_some(self.furthest + 1)
    }

    /// Up to three suggestions, the nearest first.
    #[must_use]
    pub fn into_nearest(self) -> Vec<String> {
        self.nearest
            .into_iter()
            .map(|(_, suggestion)| suggestion)
            .collect()
    }
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
        let suggest = |typed| {
            let mut near = Suggestions::new(typed);
            for name in names {
                near.consider(name, name);
            }
            near.into_nearest()
        };
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
