//! What a note is read into: what is open ends as a piece of what it lies in.

use std::mem;

use super::Reader;
use crate::entry::{Block, Cell, Item, List, MAX_BLOCK_DEPTH, Row, Table};
use crate::ingest::markdown::annotation::Annotation;
use crate::ingest::markdown::pieces::{Kind, Piece};
use crate::ingest::markdown::words::Taken;
use crate::ingest::markdown::{plain, resolve};

/// What holds blocks, from the outermost inwards.
pub struct Frame {
    pub holds: Holds,
    /// Where it begins.
    pub offset: usize,
    /// What is in it.
    pub pieces: Vec<Piece>,
}

/// What a frame is of.
pub enum Holds {
    Note,
    Heading(usize),
    List(Option<u32>, Vec<Item>, Vec<usize>),
    Item,
    Quote,
    Table(Vec<Row>, Row),
}

impl Reader<'_> {
    pub(super) fn open(&mut self, holds: Holds, offset: usize) {
        self.frames.push(Frame {
            holds,
            offset,
            pieces: Vec::new(),
        });
    }

    /// Opens a list or a quotation, unless it lies too deep.
    pub(super) fn open_deeper(&mut self, holds: Holds, offset: usize) {
        if self.skipped == 0 && self.depth() < self.max_depth() {
            return self.open(holds, offset);
        }
        if self.skipped == 0 {
            self.complain_of_depth(offset);
        }
        self.skipped += 1;
    }

    /// How many lists, quotations and tables are open.
    fn depth(&self) -> usize {
        let frames = self.frames.iter();
        let holders = frames.filter(|frame| {
            matches!(
                frame.holds,
                Holds::List(..) | Holds::Quote | Holds::Table(..)
            )
        });
        holders.count()
    }

    /// How many may be: the quotation around highlights is none of the entry.
    fn max_depth(&self) -> usize {
        let is_highlights = self.frames[0].pieces.last().is_some_and(|last| {
            matches!(last.kind, Kind::Annotation(Annotation::Highlights(true)))
        });
        MAX_BLOCK_DEPTH + usize::from(is_highlights)
    }

    fn complain_of_depth(&mut self, offset: usize) {
        self.complain(
            offset,
            &format!(
                "lists, quotations and tables lie more than {MAX_BLOCK_DEPTH} deep in each other, \
                 which is the limit"
            ),
        );
    }

    /// Ends what was opened last: it is a piece of what it lies in.
    pub(super) fn close(&mut self) {
        if self.frames.len() == 1 {
            return;
        }
        let Some(Frame {
            holds,
            offset,
            pieces,
        }) = self.frames.pop()
        else {
            return;
        };
        match holds {
            // What is in it was given to the frame below already.
            Holds::Note | Holds::Heading(_) => {}
            Holds::Item => {
                // Where its words begin, as far as there are any.
                let offset = pieces.first().map_or(offset, |piece| piece.offset);
                let content = resolve::blocks(pieces, &mut self.complaints);
                if let Some(Holds::List(_, items, places)) =
                    self.frames.last_mut().map(|frame| &mut frame.holds)
                {
                    items.push(Item {
                        mark: None,
                        content,
                    });
                    places.push(offset);
                }
            }
            Holds::List(start, items, places) => match List::new(start, items) {
                Ok(list) => self.push_block(offset, Block::List(list), places),
                Err(reason) => self.complain(offset, &reason),
            },
            Holds::Quote => {
                let content = resolve::blocks(pieces, &mut self.complaints);
                // An empty quotation shows nothing.
                if !content.is_empty() {
                    self.push_block(offset, Block::Quote(content), Vec::new());
                }
            }
            Holds::Table(mut rows, _) => {
                let body = rows.split_off(1.min(rows.len()));
                match Table::new(None, rows, body, Vec::new()) {
                    Ok(table) => self.push_block(offset, Block::from(table), Vec::new()),
                    Err(reason) => self.complain(offset, &reason),
                }
            }
        }
    }

    pub(super) fn end_cell(&mut self) {
        let words = self.words.take(&mut self.complaints);
        let content = words.map_or_else(Vec::new, |(offset, words)| self.blocks(offset, words));
        if let Some(Holds::Table(_, row)) = self.frames.last_mut().map(|frame| &mut frame.holds) {
            row.push(Cell::new(content));
        }
    }

    pub(super) fn end_row(&mut self) {
        if let Some(Holds::Table(rows, row)) = self.frames.last_mut().map(|frame| &mut frame.holds)
        {
            rows.push(mem::take(row));
        }
    }

    /// Ends the words that are being read, if there are any.
    pub(super) fn end_words(&mut self) {
        let Some((offset, words)) = self.words.take(&mut self.complaints) else {
            return;
        };
        if let [_, heading] = self.frames.as_slice()
            && let Holds::Heading(level) = heading.holds
        {
            // What no title may be is complained of where it would become one.
            let shown = words.shown().to_owned();
            let words = words.into_prose().map(|prose| plain::of_prose(&prose));
            let kind = Kind::Heading(level, words.unwrap_or(shown));
            self.frames[0].pieces.push(Piece { offset, kind });
            return;
        }
        for block in self.blocks(offset, words) {
            self.push_block(offset, block, Vec::new());
        }
    }

    fn blocks(&mut self, offset: usize, words: Taken) -> Vec<Block> {
        words.into_blocks().unwrap_or_else(|reason| {
            self.complain(offset, &reason);
            Vec::new()
        })
    }

    pub(super) fn push_block(&mut self, offset: usize, block: Block, items: Vec<usize>) {
        // Lists and quotations were held against the limit where they began.
        let own = match &block {
            Block::List(_) | Block::Quote(_) => 0,
            block => block.depth(),
        };
        if self.skipped == 0 && self.depth() + own > self.max_depth() {
            self.complain_of_depth(offset);
        } else if self.skipped == 0 {
            let kind = Kind::Block(block, items);
            self.push(Piece { offset, kind });
        }
    }

    /// Adds a piece to what holds blocks: a heading in a list or a quotation is a paragraph there.
    pub(super) fn push(&mut self, piece: Piece) {
        let mut frames = self.frames.iter_mut().rev();
        let frame =
            frames.find(|frame| matches!(frame.holds, Holds::Note | Holds::Item | Holds::Quote));
        if let Some(frame) = frame {
            frame.pieces.push(piece);
        }
    }
}
