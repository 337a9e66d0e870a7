//! The pieces that lie in one place → blocks, with what comments say of them. Knows nothing of markup.

use std::collections::VecDeque;

use super::annotation::{Annotation, Marks, OfList, OfTable};
use super::marks::{first_word, sign_of, strip_mark};
use super::pieces::{Kind, Piece};
use super::plain;
use crate::entry::{Block, List, Prose, Row, Table};
use crate::ingest::complaint::Complaint;
use crate::text::Text;

/// The blocks that these pieces are.
pub fn blocks(pieces: Vec<Piece>, complaints: &mut Vec<Complaint>) -> Vec<Block> {
    let mut pieces = VecDeque::from(pieces);
    let mut blocks = Vec::with_capacity(pieces.len());
    while let Some(Piece { offset, kind }) = pieces.pop_front() {
        let block = match kind {
            Kind::Block(Block::List(list), _) => with_signs(list).map(Block::List),
            Kind::Block(block, _) => Ok(block),
            Kind::Annotation(Annotation::List(note)) => annotated_list(&note, &mut pieces),
            Kind::Annotation(Annotation::Table(note)) => annotated_table(&note, &mut pieces),
            Kind::Annotation(_) => Err("this comment means nothing here".to_owned()),
            // They are read before.
            Kind::Heading(..) | Kind::Break | Kind::Metadata(_) => continue,
        };
        match block {
            Ok(block) => blocks.push(block),
            Err(reason) => complaints.push(Complaint::new(offset, reason)),
        }
    }
    blocks
}

/// A list whose items begin with signs that are known marks.
fn with_signs(list: List) -> Result<List, String> {
    if list.start().is_some()
        || !list
            .items()
            .iter()
            .any(|item| sign_of(&item.content).is_some())
    {
        return Ok(list);
    }
    let mut items = list.items().to_vec();
    for item in &mut items {
        if let Some(sign) = sign_of(&item.content) {
            strip_mark(item, sign);
        }
    }
    List::new(None, items)
}

fn annotated_list(note: &OfList, pieces: &mut VecDeque<Piece>) -> Result<Block, String> {
    let Some(Kind::Block(Block::List(list), _)) = pieces.pop_front().map(|piece| piece.kind) else {
        return Err("a list must follow this comment".to_owned());
    };
    let count = list.items().len();
    let marks: Vec<Option<String>> = match (&note.marks, note.start) {
        (None | Some(Marks::First(false)), None) => vec![None; count],
        (_, Some(start)) => (0..count)
            .map(|index| Some(format!("{}.", start as usize + index)))
            .collect(),
        (Some(Marks::First(true)), None) => {
            let items = list.items().iter();
            items.map(|item| first_word(&item.content)).collect()
        }
        (Some(Marks::Each(marks)), None) if marks.len() == count => marks
            .iter()
            .map(|mark| Some(mark.clone()).filter(|mark| !mark.is_empty()))
            .collect(),
        (Some(Marks::Each(marks)), None) => {
            let given = marks.len();
            return Err(format!(
                "expected {count} marks, one per item, but found {given}"
            ));
        }
    };
    let mut items = list.items().to_vec();
    for (item, mark) in items.iter_mut().zip(&marks) {
        if let Some(mark) = mark
            && !strip_mark(item, mark)
        {
            return Err(format!(
                "an item of this list does not begin with its mark \"{mark}\""
            ));
        }
        if note.start.is_some() {
            item.mark = None;
        }
    }
    List::new(note.start.or(list.start()), items).map(Block::List)
}

fn annotated_table(note: &OfTable, pieces: &mut VecDeque<Piece>) -> Result<Block, String> {
    let caption = if note.caption {
        let caption = paragraph("the caption", pieces)?;
        Some(Text::try_from(plain::of_prose(&caption))?)
    } else {
        None
    };
    let Some(Kind::Block(Block::Table(table), _)) = pieces.pop_front().map(|piece| piece.kind)
    else {
        return Err("a table must follow this comment".to_owned());
    };
    let notes = (0..note.notes).map(|_| paragraph("a note", pieces));
    let notes = notes.collect::<Result<Vec<Prose>, _>>()?;
    let mut rows: Vec<Row> = [table.head(), table.rows()].concat();
    if note.head == 0 {
        let is_empty = rows
            .first()
            .is_some_and(|row| row.iter().all(|cell| cell.content.is_empty()));
        if !is_empty {
            return Err("the first row of a table without a head must be empty".to_owned());
        }
        rows.remove(0);
    }
    if note.head > rows.len() {
        return Err(format!("the table has no {} rows", note.head));
    }
    let body = rows.split_off(note.head);
    Table::new(caption, rows, body, notes).map(Block::from)
}

fn paragraph(what: &str, pieces: &mut VecDeque<Piece>) -> Result<Prose, String> {
    match pieces.pop_front().map(|piece| piece.kind) {
        Some(Kind::Block(Block::Paragraph(prose), _)) => Ok(prose),
        _ => Err(format!("{what} of the table is missing")),
    }
}
