//! Words without their endings: the algorithm of Porter (1980), as FTS5 has it.

/// The bytes of words that are longer are left as they are, and of words that are shorter.
const LONGEST: usize = 64;
const SHORTEST: usize = 3;

/// Endings of the second and the third step, and what stands for them where a syllable is before them.
const SECOND: [(&str, &str); 21] = [
    ("ational", "ate"),
    ("tional", "tion"),
    ("enci", "ence"),
    ("anci", "ance"),
    ("izer", "ize"),
    ("logi", "log"),
    ("bli", "ble"),
    ("alli", "al"),
    ("entli", "ent"),
    ("eli", "e"),
    ("ousli", "ous"),
    ("ization", "ize"),
    ("ation", "ate"),
    ("ator", "ate"),
    ("alism", "al"),
    ("iveness", "ive"),
    ("fulness", "ful"),
    ("ousness", "ous"),
    ("aliti", "al"),
    ("iviti", "ive"),
    ("biliti", "ble"),
];
const THIRD: [(&str, &str); 7] = [
    ("ical", "ic"),
    ("ness", ""),
    ("icate", "ic"),
    ("iciti", "ic"),
    ("ful", ""),
    ("ative", ""),
    ("alize", "al"),
];
/// Endings that the fourth step takes away after two syllables.
const FOURTH: [&str; 19] = [
    "al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ion", "ou",
    "ism", "ate", "iti", "ous", "ive", "ize",
];

/// The stem of a word in small letters, in bytes: half a character may be left of one that is not ASCII.
pub fn stem(word: &str) -> Vec<u8> {
    let mut stem = word.as_bytes().to_vec();
    if (SHORTEST..=LONGEST).contains(&stem.len()) {
        drop_plural(&mut stem);
        drop_past(&mut stem);
        if let Some(before) = stem.strip_suffix(b"y")
            && has_vowel(before)
        {
            replace(&mut stem, 1, "i");
        }
        replace_ending(&mut stem, &SECOND);
        replace_ending(&mut stem, &THIRD);
        drop_ending(&mut stem);
        drop_last(&mut stem);
    }
    stem
}

fn replace(stem: &mut Vec<u8>, length: usize, by: &str) {
    stem.truncate(stem.len() - length);
    stem.extend_from_slice(by.as_bytes());
}

/// What is before an ending, if that is not all.
fn before<'s>(stem: &'s [u8], ending: &str) -> Option<&'s [u8]> {
    let before = stem.strip_suffix(ending.as_bytes());
    before.filter(|before| !before.is_empty())
}

fn drop_plural(stem: &mut Vec<u8>) {
    let count = match stem.as_slice() {
        [_, .., b's', b's', b'e', b's'] | [_, .., b'i', b'e', b's'] => 2,
        [.., b's', b's'] => 0,
        [.., b's'] => 1,
        _ => 0,
    };
    replace(stem, count, "");
}

fn drop_past(stem: &mut Vec<u8>) {
    if let Some(start) = before(stem, "eed") {
        if syllables(start) > 0 {
            replace(stem, 1, "");
        }
        return;
    }
    let ending = ["ed", "ing"]
        .into_iter()
        .find(|ending| before(stem, ending).is_some_and(has_vowel));
    let Some(ending) = ending else { return };
    replace(stem, ending.len(), "");
    if ["at", "bl", "iz"]
        .iter()
        .any(|ending| before(stem, ending).is_some())
    {
        stem.push(b'e');
        return;
    }
    match stem.as_slice() {
        [.., other, last] if other == last && !is_vowel(*last, false) && !b"lsz".contains(last) => {
            stem.pop();
        }
        stem_so_far if syllables(stem_so_far) == 1 && is_short(stem_so_far) => stem.push(b'e'),
        _ => {}
    }
}

/// Puts another ending in place of the first that the stem has, after a syllable.
fn replace_ending(stem: &mut Vec<u8>, endings: &[(&str, &str)]) {
    let found = endings
        .iter()
        .find(|(ending, _)| before(stem, ending).is_some());
    if let Some((ending, by)) = found
        && syllables(&stem[..stem.len() - ending.len()]) > 0
    {
        replace(stem, ending.len(), by);
    }
}

fn drop_ending(stem: &mut Vec<u8>) {
    let Some(ending) = FOURTH.iter().find(|ending| before(stem, ending).is_some()) else {
        return;
    };
    let start = &stem[..stem.len() - ending.len()];
    let is_dropped = *ending != "ion" || matches!(start, [.., b's' | b't']);
    if is_dropped && syllables(start) > 1 {
        replace(stem, ending.len(), "");
    }
}

fn drop_last(stem: &mut Vec<u8>) {
    if let Some(start) = stem.strip_suffix(b"e") {
        let count = syllables(start);
        if count > 1 || (count == 1 && !is_short(start)) {
            stem.pop();
        }
    }
    if stem.ends_with(b"ll") && syllables(&stem[..stem.len() - 1]) > 1 {
        stem.pop();
    }
}

/// Whether a letter is a vowel: `y` after a consonant.
fn is_vowel(letter: u8, after_consonant: bool) -> bool {
    b"aeiou".contains(&letter) || (after_consonant && letter == b'y')
}

/// For each letter whether it is a consonant.
fn consonants(stem: &[u8]) -> impl Iterator<Item = bool> {
    let mut is_consonant = false;
    stem.iter().map(move |letter| {
        is_consonant = !is_vowel(*letter, is_consonant);
        is_consonant
    })
}

/// How often consonants come after vowels.
fn syllables(stem: &[u8]) -> usize {
    let mut after_vowel = false;
    let mut count = 0;
    for is_consonant in consonants(stem) {
        count += usize::from(after_vowel && is_consonant);
        after_vowel = !is_consonant;
    }
    count
}

fn has_vowel(stem: &[u8]) -> bool {
    let mut letters = stem.iter().enumerate();
    letters.any(|(at, letter)| is_vowel(*letter, at > 0))
}

/// Whether a stem ends with a consonant, a vowel and a consonant that is not `w`, `x` or `y`.
fn is_short(stem: &[u8]) -> bool {
    if matches!(stem, [.., b'w' | b'x' | b'y']) {
        return false;
    }
    let last = consonants(stem).fold(0b000, |last, is_consonant| {
        (last << 1 | u8::from(is_consonant)) & 0b111
    });
    last == 0b101
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_have_one_stem() {
        for words in [
            &["dissociate", "dissociation", "dissociative"][..],
            &["infusion", "infusions"],
            &["hop", "hopping", "hopped"],
            &["agree", "agreed"],
            &["happy", "happiness"],
        ] {
            assert!(
                words.windows(2).all(|pair| stem(pair[0]) == stem(pair[1])),
                "{words:?}"
            );
        }
        assert_ne!(stem("iron"), stem("irony"));
    }
}
