//! What the signs of a list say of it, and what has to be said besides.

use std::borrow::Cow;

use crate::entry::{Block, Item, List, Mark, Prose};
use crate::ingest::markdown::marks::{first_word, sign_of};
use crate::ingest::metadata::quoted;
use crate::text::Text;

/// The most digits that the number of an item may have.
const MAX_NUMBER: u32 = 999_999_999;

/// Whether the numbers of a list have no more digits than Markdown reads.
pub fn fits(list: &List, start: u32) -> bool {
    u32::try_from(list.items().len()).is_ok_and(|count| start.saturating_add(count) <= MAX_NUMBER)
}

/// What the signs of a list do not say of it.
pub fn comment(list: &List) -> Option<String> {
    if let Some(start) = list.start() {
        return (!fits(list, start)).then(|| format!("list = {{ start = {start} }}"));
    }
    let items = list.items();
    // The first block of each item, behind its mark.
    let firsts = items.iter().map(|item| {
        let first = item.content.get(..1).unwrap_or_default();
        match &item.mark {
            Some(mark) => Cow::Owned(with_mark(mark.as_str(), first)),
            None => Cow::Borrowed(first),
        }
    });
    let firsts: Vec<Cow<[Block]>> = firsts.collect();
    let mark = |item: &Item| item.mark.as_ref().map(Text::to_string);
    let mut pairs = items.iter().zip(&firsts);
    if pairs
        .clone()
        .all(|(item, first)| sign_of(first).map(str::to_owned) == mark(item))
    {
        return None;
    }
    if pairs.all(|(item, first)| item.mark.is_some() && first_word(first) == mark(item)) {
        return Some("list = { marks = true }".to_owned());
    }
    let marks = items
        .iter()
        .map(|item| quoted(&mark(item).unwrap_or_default()));
    let marks: Vec<String> = marks.collect();
    Some(format!("list = {{ marks = [{}] }}", marks.join(", ")))
}

/// The content of an item behind its mark.
pub fn with_mark(mark: &str, content: &[Block]) -> Vec<Block> {
    let (words, marks, rest) = match content {
        [Block::Paragraph(prose), rest @ ..] => {
            let shift = mark.chars().count() + 1;
            let marks = prose.marks().iter().map(|it| Mark {
                start: it.start + shift,
                end: it.end + shift,
                ..it.clone()
            });
            (
                format!("{mark} {prose}", prose = prose.as_str()),
                marks.collect(),
                rest,
            )
        }
        rest => (mark.to_owned(), Vec::new(), rest),
    };
    // Words behind a mark are a text as they are without it.
    let paragraph = Text::try_from(words).and_then(|text| Prose::new(text, marks));
    let paragraph = paragraph.into_iter().map(Block::Paragraph);
    paragraph.chain(rest.iter().cloned()).collect()
}

/// Whether a list is written without blank lines: its items are words, with such a list under them.
pub fn is_tight(list: &List) -> bool {
    list.items()
        .iter()
        .all(|item| match item.content.as_slice() {
            [] | [Block::Paragraph(_)] => true,
            [Block::Paragraph(_), Block::List(nested)] => {
                // An empty item, or a number other than 1, does not end a paragraph.
                let is_seen = nested.start().is_none_or(|start| start == 1)
                    && nested
                        .items()
                        .first()
                        .is_some_and(|item| !item.content.is_empty() || item.mark.is_some());
                is_seen && comment(nested).is_none() && is_tight(nested)
            }
            _ => false,
        })
}
