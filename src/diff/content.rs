//! The pieces of what is in a section: paragraphs, items of lists, rows of tables.

use std::borrow::Cow;

use super::What;
use super::pieces::{Piece, texts};
use super::tokens::LINE_BREAK;
use crate::entry::{Block, Cell, List, Prose, Row, Section, Table};

/// What is in a section, without the sections in it.
pub(super) fn of_section(section: &Section) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    take_blocks(&section.highlights, 0, &mut pieces);
    for piece in &mut pieces {
        piece.is_highlight = true;
    }
    take_blocks(&section.content, 0, &mut pieces);
    pieces
}

fn take_blocks<'a>(blocks: &'a [Block], depth: usize, pieces: &mut Vec<Piece<'a>>) {
    for block in blocks {
        let from = pieces.len();
        match block {
            Block::Paragraph(words) => pieces.push(prose(What::Paragraph, words)),
            Block::Figure(words) => pieces.push(Piece::new(What::Figure, words.as_str())),
            Block::Code(code) => {
                let lines = code.as_str().split('\n');
                pieces.extend(lines.map(|line| Piece::new(What::CodeLine, line)));
            }
            Block::List(list) => take_items(list, depth, pieces),
            Block::Quote(blocks) => take_blocks(blocks, depth + 1, pieces),
            Block::Table(table) => take_table(table, pieces),
        }
        let is_leaf = !matches!(block, Block::List(_) | Block::Quote(_));
        for piece in pieces[from..].iter_mut().filter(|_| is_leaf) {
            piece.form.depth = depth;
        }
    }
}

fn take_items<'a>(list: &'a List, depth: usize, pieces: &mut Vec<Piece<'a>>) {
    for item in list.items() {
        let (mut piece, rest) = match item.content.split_first() {
            Some((Block::Paragraph(words), rest)) => (prose(What::ListItem, words), rest),
            _ => (Piece::new(What::ListItem, ""), item.content.as_slice()),
        };
        // What the author wrote in place of a bullet is read before the words.
        if let Some(mark) = &item.mark {
            let words = format!("{mark} {}", piece.cells[0]);
            piece.cells = vec![Cow::Owned(words.trim_end().to_owned())];
        }
        piece.form.depth = depth;
        pieces.push(piece);
        take_blocks(rest, depth + 1, pieces);
    }
}

fn take_table<'a>(table: &'a Table, pieces: &mut Vec<Piece<'a>>) {
    pieces.extend(texts(What::TableCaption, table.caption()));
    let row = |what| {
        move |row: &'a Row| {
            let mut piece = Piece::with_fields(what, row.iter().map(words_of).collect());
            piece.form.row = row;
            piece
        }
    };
    pieces.extend(table.head().iter().map(row(What::TableHead)));
    pieces.extend(table.rows().iter().map(row(What::TableRow)));
    pieces.extend(
        table
            .notes()
            .iter()
            .map(|note| prose(What::TableNote, note)),
    );
}

fn prose(what: What, words: &Prose) -> Piece<'_> {
    let mut piece = Piece::new(what, words.as_str());
    piece.form.marks = words.marks();
    piece
}

/// The words of a cell, its paragraphs a line each.
fn words_of(cell: &Cell) -> Cow<'_, str> {
    if let Some(prose) = cell.prose() {
        return Cow::Borrowed(prose.as_str());
    }
    let mut words = String::new();
    for block in &cell.content {
        block.for_each_text(&mut |text| {
            if !words.is_empty() {
                words.push(LINE_BREAK);
            }
            words.push_str(text);
        });
    }
    Cow::Owned(words)
}
