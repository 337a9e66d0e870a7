//! Any blocks that a section may hold.

use proptest::option;
use proptest::prelude::*;

use super::text;
use crate::entry::{Block, Cell, Code, Item, List, Mark, MarkKind, Prose, Row, Table};
use crate::text::Text;

/// Words with marks wherever these may be.
pub fn prose() -> impl Strategy<Value = Prose> {
    let kind = prop::sample::select(vec![
        MarkKind::Strong,
        MarkKind::Emphasis,
        MarkKind::Code,
        MarkKind::Link,
    ]);
    let mark = (kind, 0..12_usize, 1..12_usize, option::of(text()));
    let marks = prop_oneof![2 => Just(Vec::new()), 1 => prop::collection::vec(mark, 0..6)];
    (text(), marks).prop_map(|(text, marks)| {
        let mut prose = Prose::from(text.clone());
        let words: Vec<char> = text.as_str().chars().collect();
        for (kind, start, length, url) in marks {
            let end = (start + length).min(words.len());
            // Most links are to what they say, or to an address without blanks.
            let said = || words.get(start..end).map(|words| words.iter().collect());
            let said = said().and_then(|words: String| Text::try_from(words).ok());
            let url = url.or(said).filter(|_| kind == MarkKind::Link);
            let mut marks = prose.marks().to_vec();
            marks.push(Mark {
                kind,
                start,
                end,
                url,
            });
            // One that overlaps another is left out.
            prose = Prose::new(text.clone(), marks).unwrap_or(prose);
        }
        prose
    })
}

fn code() -> impl Strategy<Value = Code> {
    prop::collection::vec("( |\t|```|~~~|>|#|- |<!--|-->|\\||é|[ -~]{0,9}){0,4}", 1..5).prop_map(
        |lines| {
            let or_x = |_| Code::try_from("x".to_owned()).unwrap();
            Code::try_from(lines.join("\n")).unwrap_or_else(or_x)
        },
    )
}

/// Pieces that no others lie in.
fn leaf() -> impl Strategy<Value = Block> {
    prop_oneof![
        6 => prose().prop_map(Block::Paragraph),
        1 => text().prop_map(Block::Figure),
        1 => code().prop_map(Block::Code),
    ]
}

fn mark() -> impl Strategy<Value = Option<Text>> {
    const SIGNS: [&str; 11] = ["•", "◦", "o", "a.", "−", "–", "1.", "*", "(i)", "E.", "-->"];
    let sign = prop::sample::select(&SIGNS[..]);
    option::of(sign.prop_map(|sign| Text::try_from(sign.to_owned()).unwrap()))
}

fn list(content: impl Strategy<Value = Vec<Block>>) -> impl Strategy<Value = List> {
    let start = prop_oneof![
        3 => Just(None),
        1 => Just(Some(1)),
        1 => prop::sample::select(&[0, 9, 99, 999_999_998, u32::MAX][..]).prop_map(Some),
    ];
    let has_marks = any::<bool>();
    let items = prop::collection::vec((mark(), content), 1..4);
    (start, has_marks, items).prop_map(|(start, has_marks, items)| {
        let items = items.into_iter().map(|(mark, content)| Item {
            mark: mark.filter(|_| has_marks && start.is_none()),
            content,
        });
        List::new(start, items.collect()).unwrap()
    })
}

fn table(content: impl Strategy<Value = Vec<Block>>) -> impl Strategy<Value = Table> {
    let cell = prop_oneof![
        1 => Just(Vec::new()),
        4 => prose().prop_map(|prose| vec![Block::Paragraph(prose)]),
        1 => content,
    ];
    let cell = (
        cell,
        prop_oneof![5 => Just((1, 1)), 1 => (1..3_usize, 1..3_usize)],
    );
    let columns = 1..4_usize;
    let rows = (0..3_usize, 0..3_usize);
    let cells = prop::collection::vec(cell, 15);
    let around = (option::of(text()), prop::collection::vec(prose(), 0..3));
    (columns, rows, cells, any::<bool>(), around).prop_map(
        |(columns, (head, rows), cells, has_spans, (caption, notes))| {
            let rows = rows.max(usize::from(head == 0));
            let mut cells = cells.into_iter().cycle();
            let mut part = |count: usize| -> Vec<Row> {
                let mut reach = vec![0_usize; columns];
                let mut rows = Vec::new();
                for at in 0..count {
                    let mut row = Row::new();
                    let mut column = 0;
                    while column < columns {
                        if reach[column] > at {
                            column += 1;
                            continue;
                        }
                        let (content, (colspan, rowspan)) = cells.next().unwrap();
                        let free = reach[column..].iter().take_while(|row| **row <= at).count();
                        let colspan = if has_spans { colspan.min(free) } else { 1 };
                        let rowspan = if has_spans {
                            rowspan.min(count - at)
                        } else {
                            1
                        };
                        reach[column..column + colspan].fill(at + rowspan);
                        column += colspan;
                        row.push(Cell {
                            content,
                            colspan,
                            rowspan,
                        });
                    }
                    rows.push(row);
                }
                rows
            };
            let (head, rows) = (part(head), part(rows));
            Table::new(caption, head, rows, notes).unwrap()
        },
    )
}

/// Blocks, some of which lie in others.
pub fn blocks() -> impl Strategy<Value = Vec<Block>> {
    let block = leaf().prop_recursive(4, 24, 4, |inner| {
        let content = || prop::collection::vec(inner.clone(), 0..3);
        let quoted = prop::collection::vec(inner.clone(), 1..3);
        prop_oneof![
            3 => list(content()).prop_map(Block::List),
            1 => quoted.prop_map(Block::Quote),
            1 => table(content()).prop_map(Block::from),
        ]
    });
    prop::collection::vec(block, 0..4)
}
