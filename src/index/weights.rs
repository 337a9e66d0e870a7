//! How much each word of an entry says of it, worked out when the entry is put in, so that a search
//! ranks by rows alone. The numbers of rows tell weights; words are split from each other coarsely,
//! as FTS5 splits them further.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::{BuildHasherDefault, DefaultHasher};

use super::{IndexedPart, Kind, says_nothing};

/// How many words sections usually have together: where there are more, each says less. A constant,
/// so that an entry weighs the same whatever is in the library.
const USUAL_LENGTH: f64 = 600.0;
/// How much of the weight depends on that.
const LENGTH_SHARE: f64 = 0.75;
/// How much less than in sections of usual length a word is divided by at least: a note of one line
/// is not all about each of its words.
const LEAST_NORM: f64 = 0.5;
/// The weight of the lowest level, and how many times more each level is than that below it.
const LOWEST: f64 = 0.05;
const STEP: f64 = 1.5;
/// How many levels of weight there are.
const LEVELS: usize = 16;

/// How many times more a word says in a part of this kind than in a section of usual length.
#[must_use]
pub fn weight_of(kind: Kind) -> f64 {
    match kind {
        Kind::Title => 5.0,
        Kind::Aliases => 4.0,
        Kind::Risks => 2.0,
        Kind::Section => 1.0,
    }
}

/// The level that is nearest to a weight. Made of multiplications alone, which come to the same on
/// every machine: `check` makes an index anew.
fn level_of(weight: f64) -> usize {
    // Halfway between two levels is the root of the step.
    let mut end = LOWEST * 1.224_744_871_391_589;
    let mut level = 0;
    while weight > end && level < LEVELS - 1 {
        end *= STEP;
        level += 1;
    }
    level
}

/// The weight that a level stands for.
#[must_use]
pub fn weight_at(level: i64) -> f64 {
    (0..level).fold(LOWEST, |weight, _| weight * STEP)
}

/// How often a word is in an entry: in sections, and what it weighs elsewhere.
#[derive(Default)]
struct Counted {
    in_sections: usize,
    elsewhere: f64,
}

/// The words of an entry by the level of their weight, joined by blanks.
#[must_use]
pub fn by_level(parts: &[IndexedPart]) -> BTreeMap<i64, String> {
    let texts = parts.iter().map(|part| {
        let text = part.lines.join("\n").to_ascii_lowercase();
        (part.kind, text)
    });
    let texts: Vec<(Kind, String)> = texts.collect();
    // Without random keys, so that no start depends on the system having some.
    let mut counted: HashMap<&str, Counted, BuildHasherDefault<DefaultHasher>> = HashMap::default();
    let mut length = 0_usize;
    for (kind, text) in &texts {
        for word in words(text) {
            let counted = counted.entry(word).or_default();
            if *kind == Kind::Section {
                counted.in_sections += 1;
                length += 1;
            } else {
                counted.elsewhere += weight_of(*kind);
            }
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "no entry has so many words")]
    let length = length as f64 / USUAL_LENGTH;
    let norm = (1.0 - LENGTH_SHARE + LENGTH_SHARE * length).max(LEAST_NORM);
    let in_section = weight_of(Kind::Section) / norm;
    let mut counted: Vec<(&str, Counted)> = counted.into_iter().collect();
    counted.sort_unstable_by_key(|(word, _)| *word);
    let mut levels: BTreeMap<i64, String> = BTreeMap::new();
    for (word, counted) in counted {
        // Added one by one: the last digits of a product are others, and libraries have these.
        let weight = (0..counted.in_sections).fold(counted.elsewhere, |sum, _| sum + in_section);
        let level = i64::try_from(level_of(weight)).unwrap_or(0);
        let level = levels.entry(level).or_default();
        level.push_str(word);
        level.push(' ');
    }
    levels
}

/// The number of the row of a name: which of the entry's names it is, and how many words it has that
/// say something. `None` where an entry has more names than numbers.
#[must_use]
pub fn number_of_name(place: usize, name: &str) -> Option<i64> {
    let words: BTreeSet<String> = words(name)
        .filter(|word| !says_nothing(word))
        .map(str::to_ascii_lowercase)
        .collect();
    let length = u8::try_from(words.len().max(1)).unwrap_or(u8::MAX);
    let place = u16::try_from(place).ok()?;
    Some(i64::from(place) << 8 | i64::from(length))
}

/// How many words a name has that say something, by the number of its row, and whether it is the
/// title.
#[must_use]
pub fn length_of_name(number: i64) -> (u32, bool) {
    let [length, ..] = number.to_le_bytes();
    (u32::from(length), number >> 8 == 0)
}

/// Words as every index splits them at least.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| c.is_ascii() && !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_stands_for_the_weights_around_it() {
        for level in 0..LEVELS {
            let weight = weight_at(i64::try_from(level).unwrap());
            assert_eq!(level_of(weight), level);
            assert_eq!(level_of(weight * 1.2), level);
            assert_eq!(level_of(weight * 1.3), (level + 1).min(LEVELS - 1));
        }
        assert_eq!(level_of(0.0), 0);
    }

    #[test]
    fn a_name_tells_its_place_and_its_length() {
        let number = |place, name| number_of_name(place, name).map(length_of_name);
        assert_eq!(number(0, "Cancer of the Skin"), Some((2, true)));
        assert_eq!(number(3, "The"), Some((1, false)));
        assert_eq!(number(70_000, "x"), None);
    }
}
