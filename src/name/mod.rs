//! How names are compared: folding, and what somebody may have meant. Knows nothing of entries.

mod letters;
#[cfg(test)]
mod scripts;
mod suggestions;

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

pub use suggestions::{Near, Suggestions};

/// The form in which two names are the same name: without case, width, or the marks over Latin,
/// Greek and Cyrillic letters, and with blanks, `-` and `_` alike and only between words.
///
/// Nothing else is taken away: in most scripts a mark makes another letter, and another word.
///
/// ```
/// use stackwise::internals::name::fold;
/// assert_eq!(fold("  KETAMINE   Therapy"), "ketamine therapy");
/// assert_eq!(fold("Kétamine_therapy"), "ketamine therapy");
/// assert_ne!(fold("バイド"), fold("ハイト"));
/// ```
#[must_use]
pub fn fold(name: &str) -> String {
    if name.is_ascii() {
        return fold_ascii(name);
    }
    // Marks are told from their letters only where they stand apart, and are in order only after
    // they were put apart.
    let apart = name.chars().map(letters::without_width).nfd();
    let folded = letters::without_marks(apart.flat_map(letters::without_case));
    join_words(folded, name.len()).nfc().collect()
}

/// Whether `name` folds to `folded`, a folded name. Allocates nothing where `name` is ASCII.
///
/// ```
/// assert!(stackwise::internals::name::folds_to("Ketamine-assisted  Therapy", "ketamine assisted therapy"));
/// ```
#[must_use]
pub fn folds_to(name: &str, folded: &str) -> bool {
    if !name.is_ascii() {
        return fold(name) == folded;
    }
    let words = |text| str::split(text, is_separator).filter(|word: &&str| !word.is_empty());
    let (mut own, mut wanted) = (words(name), words(folded));
    loop {
        match (own.next(), wanted.next()) {
            (Some(own), Some(wanted)) if own.eq_ignore_ascii_case(wanted) => {}
            (own, wanted) => return own.is_none() && wanted.is_none(),
        }
    }
}

/// How names were folded before: coarser, without any mark and with letters that only look alike.
///
/// The tables of libraries of version 1 hold names in this form, and ids are made of it, which must
/// stay what they were. Two names of this form need not be the same name.
#[must_use]
pub fn fold_coarsely(name: &str) -> String {
    if name.is_ascii() {
        return fold_ascii(name);
    }
    let letters = name
        .nfkd()
        .filter(|&c| !is_combining_mark(c))
        .flat_map(char::to_lowercase);
    join_words(letters, name.len())
}

fn fold_ascii(name: &str) -> String {
    let letters = name.bytes().map(|byte| byte.to_ascii_lowercase().into());
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
/// assert_eq!(stackwise::internals::name::after_words("Ketamine-assisted Therapy", 2), "Therapy");
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
            ("ＫＥＴＡＭＩＮＥ　Ｔｈｅｒａｐｙ", "ketamine therapy"),
            ("ｋｅｔａｍｉｎｅ＿ｔｈｅｒａｐｙ", "ketamine therapy"),
            ("İstanbul", "istanbul"),
            ("ısı", "ısı"),
            ("STRASSE", "strasse"),
            ("Straße", "strasse"),
            ("STRAẞE", "strasse"),
            ("Ma\u{17f}s", "mass"),
            ("Πρόζακ", "προζακ"),
            ("ΟΣ", "οσ"),
            ("ος", "οσ"),
            ("µ-ЙОД", "μ иод"),
            ("Йод", "иод"),
            ("ァスピリン", "ァスピリン"),
            ("ｱｽﾋﾟﾘﾝ", "アスピリン"),
            ("ﾊﾞｲﾄﾞ", "バイド"),
            ("ﾡ", "ㄱ"),
            ("- -", ""),
            ("", ""),
        ] {
            assert_eq!(fold(typed), folded, "{typed:?}");
        }
    }

    #[test]
    fn what_makes_another_word_in_its_script_stays() {
        for (one, other) in [
            ("バイド", "ハイト"),
            ("パン", "バン"),
            ("किताब", "कतब"),
            ("कि", "की"),
            ("ड़", "ड"),
            ("কলা", "কল"),
            ("பல்", "பல"),
            ("ที่", "ที"),
            ("กา", "กำ"),
            ("كَتَبَ", "كتب"),
            ("أمل", "امل"),
            ("שׁם", "שׂם"),
            ("ក្រ", "ករ"),
            ("가", "각"),
            ("あ", "ア"),
            ("ァ", "ア"),
            ("H₂", "H2"),
            ("①", "1"),
            ("ª", "a"),
            ("™", "tm"),
            ("½", "1⁄2"),
            ("ﬂu", "flu"),
            ("㎎", "mg"),
            ("5\u{338}", "5"),
            ("ø", "o"),
            ("đ", "d"),
            ("ı", "i"),
            ("а", "a"),
        ] {
            assert_ne!(fold(one), fold(other), "{one:?}, {other:?}");
        }
    }

    #[test]
    fn the_coarser_folding_is_what_it_was() {
        for (typed, folded) in [
            ("  Kétamine-Therapy", "ketamine therapy"),
            ("バイド", "ハイト"),
            ("किताब", "कतब"),
            ("H₂O ①", "h2o 1"),
            ("Straße", "straße"),
            ("ΟΣ ος", "οσ ος"),
        ] {
            assert_eq!(fold_coarsely(typed), folded, "{typed:?}");
        }
    }

    #[test]
    fn canonical_equivalents_are_one_name() {
        for name in ["バイド", "각", "ড়", "ड़", "أمل", "שׁ", "கொ", "Ǖ", "ΐ", "ё"]
        {
            let forms: [String; 2] = [name.nfc().collect(), name.nfd().collect()];
            assert_eq!(fold(&forms[0]), fold(&forms[1]), "{name}");
        }
    }

    #[test]
    fn every_letter_and_mark_folds_once_and_is_never_lost_alone() {
        let all = '\0'..='\u{1ffff}';
        for c in all.filter(|&c| c.is_alphanumeric() || is_combining_mark(c)) {
            for name in [c.to_string(), format!("a{c}\u{345}\u{301}b")] {
                let once = fold(&name);
                assert_eq!(fold(&once), once, "U+{:04X}", u32::from(c));
            }
            assert!(!fold(&c.to_string()).is_empty(), "U+{:04X}", u32::from(c));
        }
    }

    proptest! {
        #[test]
        fn what_a_name_folds_to_is_its_folded_form(name in "[ -aAbBé_–]{0,4}", other in "[ -aAbBé_–]{0,4}") {
            prop_assert!(folds_to(&name, &fold(&name)));
            prop_assert_eq!(folds_to(&name, &fold(&other)), fold(&name) == fold(&other));
        }

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
