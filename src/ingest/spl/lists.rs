//! The items of a list as they were written → a list of an entry. Knows nothing of what is in them.

use super::bullets::Counting;
use crate::entry::{Block, Item, List};
use crate::text::Text;

/// What an item says of its mark.
pub enum Caption {
    /// Nothing: the list says it.
    Missing,
    /// That it has none.
    Blank,
    /// This is it.
    Mark(Text),
}

/// An item and its place in its list.
pub struct Written {
    pub caption: Caption,
    pub content: Vec<Block>,
    /// Its number among the items of its list, from 1.
    pub number: usize,
}

/// The list of these items; `None` if there is nothing in it.
pub fn list(counting: Counting, mut items: Vec<Written>) -> Option<Block> {
    let is_counted = |item: &Written| matches!(item.caption, Caption::Missing);
    let mut start = None;
    if let Some(first) = first_number(&items) {
        start = Some(first);
    } else if matches!(counting, Counting::Decimal) && items.iter().all(is_counted) {
        // The numbers of those that follow an empty item would change without it.
        while items.pop_if(|item| item.content.is_empty()).is_some() {}
        start = items
            .first()
            .and_then(|item| u32::try_from(item.number).ok());
    }
    let item = |item: Written| {
        let mark = match item.caption {
            _ if start.is_some() => None,
            Caption::Mark(mark) => Some(mark),
            Caption::Blank => None,
            Caption::Missing if item.content.is_empty() => None,
            Caption::Missing => counting
                .mark(item.number)
                .and_then(|mark| Text::try_from(mark).ok()),
        };
        Item {
            mark,
            content: item.content,
        }
    };
    let is_something =
        |item: &Item| start.is_some() || item.mark.is_some() || !item.content.is_empty();
    let items = items.into_iter().map(item).filter(is_something).collect();
    List::new(start, items).ok().map(Block::List)
}

/// The first number, where the author wrote one before each item, and they count on.
fn first_number(items: &[Written]) -> Option<u32> {
    let mut numbers = items.iter().map(|item| match &item.caption {
        Caption::Mark(mark) => {
            let digits = mark.as_str().strip_suffix('.')?;
            let number: u32 = digits.parse().ok()?;
            (number.to_string() == digits).then_some(number)
        }
        _ => None,
    });
    let first = numbers.next()??;
    let mut next = first;
    numbers
        .all(|number| {
            next = next.saturating_add(1);
            number == Some(next)
        })
        .then_some(first)
}
