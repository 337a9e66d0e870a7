//! Texts without their white space, in which others are found however they are spaced.

use std::ops::Range;

/// A text without its white space.
pub struct Compact {
    words: String,
    /// For each byte of the words its offset in the text.
    offsets: Vec<usize>,
    /// Where the text ends.
    end: usize,
}

impl Compact {
    pub fn of(text: &str) -> Self {
        let seen = || text.char_indices().filter(|(_, c)| !c.is_whitespace());
        Self {
            words: seen().map(|(_, c)| c).collect(),
            offsets: seen().flat_map(|(at, c)| at..at + c.len_utf8()).collect(),
            end: text.len(),
        }
    }

    /// The text without its white space.
    pub fn words(&self) -> &str {
        &self.words
    }

    /// The places in the text where the words of another stand, not within a longer word.
    pub fn find(&self, other: &Self) -> impl Iterator<Item = Range<usize>> {
        let found = (!other.words.is_empty()).then(|| self.words.match_indices(&other.words));
        found.into_iter().flatten().filter_map(|(begin, found)| {
            let end = begin + found.len();
            let is_apart = |at: usize| match (at.checked_sub(1), self.offsets.get(at)) {
                (Some(before), Some(&after)) => self.offsets[before] + 1 < after,
                _ => true,
            };
            let behind = self.offsets.get(end - 1).map_or(self.end, |last| last + 1);
            (is_apart(begin) && is_apart(end)).then(|| self.offsets[begin]..behind)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_however_they_are_spaced() {
        let text = "Größe 1 2 mg mg. Größe 12mg";
        let found = |words: &str| {
            let compact = Compact::of(text);
            let other = Compact::of(words);
            let found = compact.find(&other).map(|range| &text[range]);
            found.map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(found(" Größe\n12  mg"), ["Größe 1 2 mg", "Größe 12mg"]);
        assert_eq!(found("mg"), ["mg"]);
        assert_eq!(found("g"), Vec::<String>::new());
        assert_eq!(found(" "), Vec::<String>::new());
    }
}
