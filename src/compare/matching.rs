//! Whether a place in a text where the words of a name are means that name.

use super::ambiguous::{self, Sense};
use super::names::{Case, Name};
use super::passages::Paragraph;

/// What organisations are called.
const ORGANISATIONS: [&str; 12] = [
    "Academy",
    "Agency",
    "Association",
    "Center",
    "Centers",
    "College",
    "Department",
    "Foundation",
    "Institute",
    "Institutes",
    "Office",
    "Society",
];
/// How many words of the name of an organisation may stand before one in it.
const LONGEST_ORGANISATION: usize = 8;

/// A place in a paragraph: its first and its last word.
#[derive(Clone, Copy)]
pub struct Span<'p, 'e> {
    pub paragraph: &'p Paragraph<'e>,
    pub first: usize,
    pub last: usize,
}

impl<'p> Span<'p, '_> {
    /// Whether the words here mean the name that they are.
    pub fn means(self, name: &Name) -> bool {
        let is_written = match name.case {
            Case::Any => true,
            Case::Capitals => self.words().all(begins_with_capital),
            Case::Own => self.text().starts_with(name.written.trim_end_matches('s')),
        };
        is_written
            && self.is_whole(name.is_substance)
            && !self.is_of_organisation()
            && match name.sense {
                Sense::Own => true,
                Sense::CommonWord => self.is_marked() || self.is_proper_noun(),
                Sense::OfTheBody => {
                    let before = [self.word(-2), self.word(-1)];
                    self.is_marked() || ambiguous::is_given(before, self.word_behind(1))
                }
            }
    }

    /// Whether it is no part of a longer name.
    fn is_whole(self, is_substance: bool) -> bool {
        let after = self.after().strip_prefix(is_hyphen);
        let is_joined_behind = after.is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
        let before = self.before().strip_suffix(is_hyphen);
        let is_joined_before = before.is_some_and(|rest| rest.ends_with(char::is_alphanumeric));
        (!is_joined_behind || ambiguous::leaves_behind(self.word_behind(1), is_substance))
            && (!is_joined_before || ambiguous::leaves_before(self.word(-1), is_substance))
    }

    /// Whether it is in the name of an organisation, as in "Institute of Neurological Disorders and
    /// Stroke".
    fn is_of_organisation(self) -> bool {
        if !begins_with_capital(self.text()) {
            return false;
        }
        let before = (0..self.first).rev().map(|at| self.word_at(at));
        let mut name = before.take(LONGEST_ORGANISATION).take_while(|word| {
            let is_small = ["of", "and", "on", "for", "the"].contains(word);
            is_small || begins_with_capital(word)
        });
        name.any(|word| ORGANISATIONS.contains(&word))
    }

    /// Whether it is marked as a product.
    fn is_marked(self) -> bool {
        let after = self.after().trim_start();
        after.starts_with(['®', '™', '©']) || after.starts_with("(R)") || after.starts_with("(TM)")
    }

    /// Whether it is written with a capital where other words are not.
    fn is_proper_noun(self) -> bool {
        let is_small = |word: &str| word.chars().all(|c| !c.is_uppercase());
        let begins_sentence = {
            let before = self.before().trim_end();
            before.is_empty()
                || before.ends_with(['.', '!', '?', ':', ';', '•', '*', '-', '–', '—'])
        };
        let behind = self.word_behind(1);
        begins_with_capital(self.text())
            && !begins_sentence
            && is_small(self.word(-1))
            && is_small(behind)
    }

    fn text(self) -> &'p str {
        let words = &self.paragraph.words;
        &self.text_of_paragraph()[words[self.first].start..words[self.last].end]
    }

    fn before(self) -> &'p str {
        &self.text_of_paragraph()[..self.paragraph.words[self.first].start]
    }

    fn after(self) -> &'p str {
        &self.text_of_paragraph()[self.paragraph.words[self.last].end..]
    }

    fn text_of_paragraph(self) -> &'p str {
        self.paragraph.text
    }

    fn words(self) -> impl Iterator<Item = &'p str> {
        let text = self.text_of_paragraph();
        let words = &self.paragraph.words[self.first..=self.last];
        words.iter().map(|word| &text[word.start..word.end])
    }

    /// The word so many before it, where `offset` is below 0; nothing where there is none.
    fn word(self, offset: isize) -> &'p str {
        let at = self.first.checked_add_signed(offset);
        at.map_or("", |at| self.word_at(at))
    }

    /// The word so many behind it.
    fn word_behind(self, offset: usize) -> &'p str {
        self.word_at(self.last + offset)
    }

    fn word_at(self, at: usize) -> &'p str {
        let word = self.paragraph.words.get(at);
        word.map_or("", |word| &self.text_of_paragraph()[word.start..word.end])
    }
}

fn begins_with_capital(word: &str) -> bool {
    word.chars()
        .next()
        .is_some_and(|c| c.is_uppercase() || c.is_numeric())
}

/// What joins two words to one. A dash does not.
fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}
