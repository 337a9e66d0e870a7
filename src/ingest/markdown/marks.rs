//! What authors write in place of bullets: the marks of list items, at the beginning of their words.

use crate::entry::{Block, Item, Mark, Prose};
use crate::text::Text;

/// The signs that are marks wherever a list item begins with them.
const SIGNS: [&str; 4] = ["•", "◦", "−", "–"];

/// The mark with which the words of an item begin, where it is known to be one.
#[must_use]
pub fn sign_of(content: &[Block]) -> Option<&'static str> {
    let Some(Block::Paragraph(prose)) = content.first() else {
        return None;
    };
    let sign = SIGNS.into_iter().find(|sign| {
        let rest = prose.as_str().strip_prefix(sign);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    })?;
    // A sign that is emphasised or leads elsewhere is a word.
    let is_marked = prose.marks().iter().any(|mark| mark.start <= 1);
    (!is_marked).then_some(sign)
}

/// The first word of an item.
#[must_use]
pub fn first_word(content: &[Block]) -> Option<String> {
    match content.first() {
        Some(Block::Paragraph(prose)) => prose.as_str().split(' ').next().map(str::to_owned),
        _ => None,
    }
}

/// Takes the mark from the words of an item. Returns whether they begin with it.
pub fn strip_mark(item: &mut Item, mark: &str) -> bool {
    let Some(Block::Paragraph(prose)) = item.content.first() else {
        return false;
    };
    let Ok(text) = Text::try_from(mark.to_owned()) else {
        return false;
    };
    let Some(rest) = prose.as_str().strip_prefix(mark) else {
        return false;
    };
    if rest.is_empty() {
        item.content.remove(0);
    } else {
        let Some(words) = rest.strip_prefix(' ') else {
            return false;
        };
        let Ok(words) = Text::try_from(words.to_owned()) else {
            return false;
        };
        let cut = mark.chars().count() + 1;
        let marks = prose.marks().iter().map(|mark| Mark {
            start: mark.start.saturating_sub(cut),
            end: mark.end.saturating_sub(cut),
            ..mark.clone()
        });
        let marks = marks.filter(|mark| mark.start < mark.end).collect();
        let Ok(prose) = Prose::new(words, marks) else {
            return false;
        };
        item.content[0] = Block::Paragraph(prose);
    }
    item.mark = Some(text);
    true
}
