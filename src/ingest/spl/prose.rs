//! The narrative of a label → lines of plain text: paragraphs, marks and notes. Lists, tables and
//! figures are in files of their own.

use std::collections::VecDeque;
use std::mem;

use super::figures::Figures;
use super::lists::Item;
use super::references::References;
use super::script;
use super::tree::{Element, Node, is_white_space};
use crate::entry::RiskKind;

/// Writes the elements it is given, in the order it is given them.
pub struct Writer<'t> {
    pub(super) references: &'t References<'t>,
    pub(super) page: Page,
    /// Footnotes that were marked and stand at the end of their table or section.
    pub(super) notes: VecDeque<&'t Element<'t>>,
    /// What was said of figures.
    pub(super) figures: Figures,
    /// How many lists deep the writer is.
    pub(super) list_depth: usize,
    /// The kind of the risks that list items tell of here, where they do.
    pub(super) kind: Option<RiskKind>,
    /// The risks in their order, with gaps for items that turned out to tell of none.
    pub(super) risks: Vec<Option<(String, RiskKind)>>,
}

/// What is being written on.
#[derive(Default)]
pub struct Page {
    lines: Vec<String>,
    /// The line that has not ended yet.
    line: String,
    /// Whether white space stood last, which becomes a blank if more follows on the line.
    blank: bool,
    /// How many lines have ended, empty ones included.
    ended: usize,
    /// What stands before the next line that has words.
    pub(super) bullet: String,
    /// The list items that the writer is in.
    pub(super) items: Vec<Item>,
}

impl<'t> Writer<'t> {
    pub fn new(references: &'t References<'t>) -> Self {
        Self {
            references,
            page: Page::default(),
            notes: VecDeque::new(),
            figures: Figures::default(),
            list_depth: 0,
            kind: None,
            risks: Vec::new(),
        }
    }

    /// What `write` writes, on a page of its own.
    pub fn apart(&mut self, write: impl FnOnce(&mut Self)) -> Vec<String> {
        let outer = mem::take(&mut self.page);
        write(self);
        self.end_line();
        mem::replace(&mut self.page, outer).lines
    }

    /// Writes what is in `element` on lines of its own.
    pub fn block(&mut self, element: &'t Element<'t>) {
        self.end_line();
        self.children(element);
        self.end_line();
    }

    pub(super) fn children(&mut self, element: &'t Element<'t>) {
        for node in &element.children {
            self.node(node);
        }
    }

    pub(super) fn node(&mut self, node: &'t Node<'t>) {
        match node {
            Node::Words(words) => self.words(words),
            Node::Element(element) => self.element(element),
        }
    }

    fn element(&mut self, element: &'t Element<'t>) {
        match element.name {
            "paragraph" | "text" | "highlight" | "tr" | "td" | "th" => self.block(element),
            "br" => self.end_line(),
            "sub" => self.script(element, script::lowered),
            "sup" => self.script(element, script::raised),
            "list" => self.list(element),
            "item" => self.item(element, "•".to_owned()),
            "table" => self.table(element),
            "footnote" => {
                self.mark(element.offset);
                self.notes.push_back(element);
            }
            "footnoteRef" => {
                if let Some(offset) = self.references.footnote(element) {
                    self.mark(offset);
                }
            }
            "renderMultiMedia" => self.figure(element),
            "caption" => {
                self.words(" ");
                self.children(element);
                self.words(" ");
            }
            // Everything else only says how its words look or where a link leads.
            _ => self.children(element),
        }
    }

    /// White space of any length is one blank, and none at the ends of a line. No-break spaces are
    /// characters of the text, but for the ends.
    pub(super) fn words(&mut self, words: &str) {
        let page = &mut self.page;
        for c in words.chars() {
            if is_white_space(c) {
                page.blank = true;
                continue;
            }
            if page.blank && !page.line.is_empty() {
                page.line.push(' ');
            }
            page.blank = false;
            page.line.push(c);
        }
    }

    pub(super) fn end_line(&mut self) {
        let line = mem::take(&mut self.page.line);
        self.page.blank = false;
        self.page.ended += 1;
        self.push_line(line.trim());
    }

    /// A line of words behind the bullet that waits for one; nothing if there are no words.
    pub(super) fn push_line(&mut self, words: &str) {
        if words.is_empty() {
            return;
        }
        if self.kind.is_some()
            && let Some(item) = self.page.items.last_mut()
        {
            item.say(words);
        }
        let bullet = mem::take(&mut self.page.bullet);
        self.page.lines.push(if bullet.is_empty() {
            words.to_owned()
        } else {
            format!("{bullet} {words}")
        });
    }

    fn script(&mut self, element: &'t Element<'t>, write: fn(&str, &str) -> String) {
        let (start, ended) = (self.page.line.len(), self.page.ended);
        self.children(element);
        let is_same_line = self.page.ended == ended;
        let line = &mut self.page.line;
        let script = line.split_off(if is_same_line { start } else { 0 });
        let words = script.trim_start();
        line.push_str(&script[..script.len() - words.len()]);
        if !words.is_empty() {
            let written = write(line, words);
            line.push_str(&written);
        }
    }

    /// Marks the place of the footnote at `offset`: at the word before it, without a blank.
    fn mark(&mut self, offset: usize) {
        let mark = self.references.mark(offset);
        self.page.line.push_str(&mark);
    }

    /// Writes the footnotes that wait, each behind its mark. A footnote may itself have one.
    pub fn end_notes(&mut self) {
        self.end_line();
        while let Some(note) = self.notes.pop_front() {
            let lines = self.apart(|writer| writer.children(note));
            self.page.bullet = self.references.mark(note.offset);
            for line in &lines {
                self.push_line(line);
            }
            self.page.bullet.clear();
        }
    }
}
