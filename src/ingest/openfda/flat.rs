//! Running text → paragraphs and lists, as far as it says itself where they begin. Knows nothing of
//! labels but how they number their sections.

use super::heading::is_number;
use crate::entry::{Block, Item, List};
use crate::ingest::spl::words;
use crate::text::{Text, is_hostile, refusal_of};

/// The signs before the items of a list.
const BULLETS: [char; 4] = ['•', '●', '▪', '■'];
/// Words before a number that refers to a section and does not begin one.
const REFERRING: [&str; 9] = [
    "see", "section", "sections", "in", "and", "or", "to", "table", "figure",
];
/// How far the number of a part may be from that of the part before it, where a sentence ends between
/// them: some parts are left out of many labels.
const MAX_STEP: u32 = 3;

/// A piece of text, with its number where a numbered part begins with it.
#[derive(Debug, PartialEq, Eq)]
pub struct Piece<'t> {
    pub number: Option<&'t str>,
    pub text: &'t str,
}

/// Numbers the parts of a section as they come.
pub struct Numbering {
    /// The number of the section with a full stop behind it; none where it has no number.
    prefix: Option<String>,
    last: u32,
}

impl Numbering {
    /// The parts of the section with this number.
    pub fn of(section: Option<&str>) -> Self {
        let prefix = section.map(|number| format!("{}.", number.trim_end_matches('.')));
        Self { prefix, last: 0 }
    }

    /// Takes note of a part that was cut out.
    pub fn pass(&mut self, number: Option<&str>) {
        if let Some(number) = number.and_then(|number| self.place(number)) {
            self.last = self.last.max(number);
        }
    }

    fn place(&self, number: &str) -> Option<u32> {
        let within = number.strip_prefix(self.prefix.as_deref()?)?;
        within.trim_end_matches('.').parse().ok()
    }

    /// The text in pieces: a new one begins with each number that comes next.
    pub fn pieces<'t>(&mut self, text: &'t str) -> Vec<Piece<'t>> {
        let mut pieces = Vec::new();
        let (mut begin, mut number) = (0, None);
        let mut before = "";
        for (at, word) in words_of(text) {
            if let Some(place) = self.begins(word, before, &text[at + word.len()..]) {
                push(&mut pieces, number, &text[begin..at]);
                (begin, number, self.last) = (at, Some(word), place);
            }
            before = word;
        }
        push(&mut pieces, number, &text[begin..]);
        pieces
    }

    /// The place of the part that begins with this word, between those words.
    fn begins(&self, word: &str, before: &str, behind: &str) -> Option<u32> {
        let place = Some(word)
            .filter(|word| is_number(word))
            .and_then(|word| self.place(word))?;
        let may_miss = before.is_empty() || before.ends_with(['.', ')', ']', ':', '”', '"']);
        let step = place.checked_sub(self.last)?;
        let is_next = step == 1 || ((1..=MAX_STEP).contains(&step) && may_miss);
        let before = before.to_lowercase();
        let is_reference =
            REFERRING.contains(&before.as_str()) || before.ends_with(['(', ',', '[']);
        let begins = behind.trim_start().starts_with(char::is_uppercase);
        (is_next && begins && !is_reference).then_some(place)
    }
}

fn push<'t>(pieces: &mut Vec<Piece<'t>>, number: Option<&'t str>, text: &'t str) {
    let text = text.trim();
    if !text.is_empty() {
        pieces.push(Piece { number, text });
    }
}

/// The words of a text with their places.
fn words_of(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let offset = |word: &str| word.as_ptr().addr() - text.as_ptr().addr();
    text.split_whitespace()
        .map(move |word| (offset(word), word))
}

/// A piece of text as a paragraph, and a list where it has bullets.
///
/// # Errors
/// When it has a character that no text may have.
pub fn blocks(piece: &str) -> Result<Vec<Block>, String> {
    let is_bullet = |word: &str| {
        let mut chars = word.chars();
        chars.next().is_some_and(|c| BULLETS.contains(&c)) && chars.next().is_none()
    };
    let mut lines = Vec::new();
    let mut begin = 0;
    for (at, word) in words_of(piece).filter(|(_, word)| is_bullet(word)) {
        lines.push(&piece[begin..at]);
        begin = at + word.len();
    }
    lines.push(&piece[begin..]);
    let mut lines = lines.into_iter();
    let lead = lines.next().map(text).transpose()?.flatten();
    let mut blocks: Vec<Block> = lead.into_iter().map(Block::from).collect();
    let mut items = Vec::new();
    for line in lines {
        items.extend(text(line)?.map(|words| Item {
            mark: None,
            content: vec![Block::from(words)],
        }));
    }
    blocks.extend(List::new(None, items).ok().map(Block::List));
    Ok(blocks)
}

/// Words of a record as text, on one line and without signs of how they were kept; `None` where there
/// are none.
///
/// # Errors
/// When there is a character that no text may have.
pub fn text(words: &str) -> Result<Option<Text>, String> {
    let is_hostile = |c: char| is_hostile(c) && !c.is_ascii_whitespace();
    if let Some(hostile) = words.chars().find(|&c| is_hostile(c)) {
        return Err(refusal_of(hostile));
    }
    let seen: String = words.chars().filter(|&c| !words::is_unseen(c)).collect();
    let words: Vec<_> = seen.split_ascii_whitespace().collect();
    Ok(words::text(words.join(" ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_begin_with_the_numbers_that_come_next() {
        let text = "Intro ( 5.1 ). 5.1 Liver See 5.2 Heart. Give 5.9 Mg. 5.2 Heart Stop. 5.4 Lungs";
        let pieces = Numbering::of(Some("5")).pieces(text);
        let seen: Vec<_> = pieces.iter().map(|it| (it.number, it.text)).collect();
        assert_eq!(
            seen,
            [
                (None, "Intro ( 5.1 )."),
                (Some("5.1"), "5.1 Liver See 5.2 Heart. Give 5.9 Mg."),
                (Some("5.2"), "5.2 Heart Stop."),
                (Some("5.4"), "5.4 Lungs"),
            ]
        );
        assert_eq!(Numbering::of(None).pieces(text).len(), 1);
    }

    #[test]
    fn bullets_begin_items() {
        let blocks = blocks("It may cause: • rash • 5 •mg falls ● death").unwrap();
        let [Block::Paragraph(lead), Block::List(list)] = blocks.as_slice() else {
            panic!("{blocks:?}");
        };
        assert_eq!(lead.as_str(), "It may cause:");
        let items = list
            .items()
            .iter()
            .map(|item| match item.content.as_slice() {
                [Block::Paragraph(words)] => words.as_str(),
                other => panic!("{other:?}"),
            });
        assert_eq!(items.collect::<Vec<_>>(), ["rash", "5 •mg falls", "death"]);
        assert!(super::blocks("a\u{1b}b").is_err());
        assert_eq!(super::blocks("\u{feff} ").unwrap(), []);
    }
}
