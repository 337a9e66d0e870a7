//! Lists and tables of a label, as they are written.

use std::mem;

use super::bullets::Counting;
use super::lists::{self, Caption};
use super::page;
use super::tables;
use super::tree::{Element, Node};
use super::writer::Writer;
use crate::entry::{Block, Cell, Row};
use crate::text::Text;

impl<'t> Writer<'t> {
    /// Words of a list that are in none of its items stand between lists.
    pub(super) fn list(&mut self, list: &'t Element<'t>) {
        self.end_line();
        let counting = Counting::of(list);
        let mut items = Vec::new();
        let mut number = 0;
        for node in &list.children {
            match node {
                Node::Element(item) if item.name == "item" => {
                    number += 1;
                    let (caption, content) = self.item(item);
                    items.push(lists::Written {
                        caption,
                        content,
                        number,
                    });
                }
                _ if node.is_blank() => {}
                _ => {
                    self.end_list(counting, mem::take(&mut items));
                    self.node(node);
                    self.end_line();
                }
            }
        }
        self.end_list(counting, items);
    }

    fn end_list(&mut self, counting: Counting, items: Vec<lists::Written>) {
        self.end_line();
        if self.is_flat() {
            for item in items {
                self.flat_item(item);
            }
        } else {
            let list = lists::list(counting, items);
            self.page.blocks.extend(list);
        }
    }

    /// An item where no list may be: what the author wrote of it.
    fn flat_item(&mut self, item: lists::Written) {
        if let Caption::Mark(mark) = item.caption {
            self.page.line.words(mark.as_str());
            self.end_line();
        }
        self.page.blocks.extend(item.content);
    }

    /// An item's `<caption>` is its mark where it is one word, and what it begins with otherwise.
    fn item(&mut self, item: &'t Element<'t>) -> (Caption, Vec<Block>) {
        let (captions, content): (Vec<_>, Vec<_>) =
            item.children.iter().partition(|node| node.is("caption"));
        let caption = self.capture_flat(|writer| captions.iter().for_each(|it| writer.node(it)));
        let mut blocks = self.capture_nested(|writer| {
            for node in &content {
                writer.node(node);
            }
        });
        let mark = match caption.as_slice() {
            [] if captions.is_empty() => Caption::Missing,
            [] => Caption::Blank,
            [Block::Paragraph(mark)] if !mark.as_str().contains(char::is_whitespace) => {
                Caption::Mark(mark.text().clone())
            }
            _ => {
                blocks.splice(..0, caption);
                Caption::Blank
            }
        };
        (mark, blocks)
    }

    /// The foot and the footnotes of a table stand after its rows.
    pub(super) fn table(&mut self, table: &'t Element<'t>) {
        self.end_line();
        let outer_notes = mem::take(&mut self.notes);
        let mut written = tables::Written::default();
        let (feet, rest): (Vec<_>, Vec<_>) =
            table.children.iter().partition(|node| node.is("tfoot"));
        for node in rest {
            match node {
                Node::Element(caption) if caption.name == "caption" => {
                    written.caption = self.caption(caption, written.caption);
                }
                Node::Element(rows) if rows.name == "thead" => self.rows(rows, &mut written.head),
                Node::Element(rows) if rows.name == "tbody" => self.rows(rows, &mut written.body),
                _ => self.row(node, &mut written.body),
            }
        }
        for foot in feet {
            if let Node::Element(foot) = foot {
                self.foot(foot, &mut written);
            }
        }
        written.notes.extend(self.take_notes());
        self.notes = outer_notes;
        let blocks = written.into_blocks(self.is_flat());
        self.page.blocks.extend(blocks);
    }

    fn caption(&mut self, caption: &'t Element<'t>, before: Option<Text>) -> Option<Text> {
        let blocks = self.capture_flat(|writer| writer.children(caption));
        let both = before.map(Block::from).into_iter().chain(blocks);
        page::join(both.collect())
    }

    fn rows(&mut self, rows: &'t Element<'t>, written: &mut Vec<Row>) {
        for node in &rows.children {
            self.row(node, written);
        }
    }

    /// A row, or words that are in none: they have one of their own.
    fn row(&mut self, node: &'t Node<'t>, rows: &mut Vec<Row>) {
        let Node::Element(row) = node else {
            if !node.is_blank() {
                rows.push(vec![self.cell(node)]);
            }
            return;
        };
        if row.name == "tr" {
            let cells = row.children.iter().filter(|cell| !cell.is_blank());
            rows.push(cells.map(|cell| self.cell(cell)).collect());
        } else if row.has_words() {
            rows.push(vec![self.cell(node)]);
        }
    }

    fn cell(&mut self, node: &'t Node<'t>) -> Cell {
        let content = self.capture_nested(|writer| match node {
            Node::Element(cell) => writer.children(cell),
            Node::Words(_) => writer.node(node),
        });
        tables::cell(content, |name| match node {
            Node::Element(cell) => cell.attribute(name),
            Node::Words(_) => None,
        })
    }

    /// The foot: notes where only one cell of a row says something, behind the last row of several.
    fn foot(&mut self, foot: &'t Element<'t>, written: &mut tables::Written) {
        let is_note = |node: &&Node<'_>| match node {
            Node::Element(row) => row.elements().filter(|cell| cell.has_words()).count() <= 1,
            Node::Words(_) => true,
        };
        let children = foot.children.iter();
        let all: Vec<_> = children.filter(|node| !node.is_blank()).collect();
        let last = all.iter().rev().take_while(|node| is_note(node)).count();
        let (rows, notes) = all.split_at(all.len() - last);
        for node in rows {
            self.row(node, &mut written.body);
        }
        for node in notes {
            let blocks = self.capture_flat(|writer| writer.node(node));
            written.notes.extend(page::into_paragraphs(blocks));
        }
    }
}
