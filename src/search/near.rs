//! Which words are near to one that was typed.

/// How short a word may be that is looked up, in characters.
const SHORTEST: usize = 4;
/// From how many characters on two edits are near.
const TWO_EDITS: usize = 6;

/// A word for which near ones are looked up.
pub struct Wanted {
    word: String,
    letters: Vec<char>,
    most: usize,
}

impl Wanted {
    /// `None` for what is never corrected: words with digits, and short words.
    pub fn new(word: &str) -> Option<Self> {
        let letters: Vec<char> = word.chars().collect();
        let is_word = letters.iter().all(|c| c.is_alphabetic());
        (is_word && letters.len() >= SHORTEST).then(|| Self {
            most: 1 + usize::from(letters.len() >= TWO_EDITS),
            word: word.to_owned(),
            letters,
        })
    }

    /// How far another word is, where it is near.
    pub fn distance(&self, word: &str) -> Option<usize> {
        let length = word.chars().count();
        if length.abs_diff(self.letters.len()) > self.most || !word.chars().all(char::is_alphabetic)
        {
            return None;
        }
        // Each edit changes which letters are there by two at most.
        let differing = (letters_of(word) ^ letters_of(&self.word)).count_ones() as usize;
        if differing > 2 * self.most {
            return None;
        }
        let distance = strsim::osa_distance(&self.word, word);
        (distance <= self.most).then_some(distance)
    }

    /// Every word that is one edit away, of the letters that English words are made of.
    pub fn one_edit_away(&self) -> Vec<String> {
        let mut words = Vec::new();
        let letters = &self.letters;
        let joined = |parts: [&[char]; 3]| parts.concat().into_iter().collect::<String>();
        for at in 0..=letters.len() {
            let (before, after) = letters.split_at(at);
            for letter in 'a'..='z' {
                words.push(joined([before, &[letter], after]));
                if let [_, rest @ ..] = after {
                    words.push(joined([before, &[letter], rest]));
                }
            }
            if let [first, rest @ ..] = after {
                words.push(joined([before, rest, &[]]));
                if let [second, rest @ ..] = rest {
                    words.push(joined([before, &[*second, *first], rest]));
                }
            }
        }
        words.sort();
        words.dedup();
        words.retain(|word| *word != self.word);
        words
    }
}

/// Which of the letters of English are in a word, a bit each; the others share a bit.
fn letters_of(word: &str) -> u32 {
    word.chars().fold(0, |bits, letter| match letter {
        'a'..='z' => bits | 1 << (letter as u32 - 'a' as u32),
        _ => bits | 1 << 26,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_is_one_edit_or_two_in_a_long_word() {
        let distance = |word: &str, other| Wanted::new(word).unwrap().distance(other);
        assert_eq!(distance("diabetis", "diabetes"), Some(1));
        assert_eq!(distance("syndkmoe", "syndrome"), Some(2));
        assert_eq!(distance("lung", "lugn"), Some(1));
        assert_eq!(distance("lung", "lign"), None);
        assert_eq!(distance("celebrex", "cerebyx"), None);
    }

    #[test]
    fn words_with_numbers_and_short_ones_stay_as_they_are() {
        for word in ["b12", "flu", "type2"] {
            assert!(Wanted::new(word).is_none(), "{word}");
        }
    }

    #[test]
    fn every_single_edit_is_among_those_that_are_tried() {
        let tried = Wanted::new("rash").unwrap().one_edit_away();
        for word in ["ash", "trash", "rush", "rahs", "rashy"] {
            assert!(tried.contains(&word.to_owned()), "{word}");
        }
        assert!(!tried.contains(&"rash".to_owned()));
    }
}
