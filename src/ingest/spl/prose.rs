//! The narrative of a label → lines of plain text.

use std::collections::VecDeque;
use std::mem;

use super::bullets::bullet;
use super::figures::{Description, Figures};
use super::items::Risks;
use super::page::Page;
use super::references::References;
use super::script;
use super::table::{Columns, Row};
use super::tree::{Element, Node};

/// Writes the elements it is given, in the order it is given them.
pub struct Writer<'t> {
    pub risks: Risks,
    /// What was said of figures.
    pub figures: Figures,
    references: &'t References<'t>,
    /// What is written on now.
    pub page: Page,
    /// Footnotes that were marked and go to the end of their table or section.
    notes: VecDeque<&'t Element<'t>>,
    /// How many lists deep the writer is.
    list_depth: usize,
}

impl<'t> Writer<'t> {
    pub fn new(references: &'t References<'t>) -> Self {
        Self {
            risks: Risks::default(),
            figures: Figures::default(),
            references,
            page: Page::default(),
            notes: VecDeque::new(),
            list_depth: 0,
        }
    }

    /// What `write` writes, on a page of its own.
    pub fn capture(&mut self, write: impl FnOnce(&mut Self)) -> Vec<String> {
        let outer = mem::take(&mut self.page);
        write(self);
        self.page.end_line();
        mem::replace(&mut self.page, outer).lines
    }

    /// Writes what is in `element` on lines of its own.
    pub fn block(&mut self, element: &'t Element<'t>) {
        self.page.end_line();
        self.children(element);
        self.page.end_line();
    }

    fn children(&mut self, element: &'t Element<'t>) {
        for node in &element.children {
            self.node(node);
        }
    }

    fn node(&mut self, node: &'t Node<'t>) {
        match node {
            Node::Words(words) => self.page.words(words),
            Node::Element(element) => self.element(element),
        }
    }

    fn element(&mut self, element: &'t Element<'t>) {
        match element.name {
            "paragraph" | "text" | "highlight" | "tr" | "td" | "th" => self.block(element),
            "br" => self.page.end_line(),
            "sub" => self.script(element, script::lowered),
            "sup" => self.script(element, script::raised),
            "list" => self.list(element),
            "item" => self.item(element, "•".to_owned()),
            "table" => self.table(element),
            "footnote" => {
                self.page.sign(&self.references.mark(element.offset));
                self.notes.push_back(element);
            }
            "footnoteRef" => {
                if let Some(offset) = self.references.footnote(element) {
                    self.page.sign(&self.references.mark(offset));
                }
            }
            "renderMultiMedia" => self.figure(element),
            "caption" => {
                self.page.words(" ");
                self.children(element);
                self.page.words(" ");
            }
            // Everything else only says how its words look or where a link leads.
            _ => self.children(element),
        }
    }

    fn script(&mut self, element: &'t Element<'t>, write: fn(&str, &str) -> String) {
        let start = self.page.position();
        self.children(element);
        self.page.rewrite(start, write);
    }

    /// Writes the footnotes that wait, each behind its mark. A footnote may itself have one.
    pub fn end_notes(&mut self) {
        self.page.end_line();
        while let Some(note) = self.notes.pop_front() {
            let lines = self.capture(|writer| writer.children(note));
            self.page.bullet = self.references.mark(note.offset);
            for line in &lines {
                self.page.push_line(line);
            }
            self.page.bullet.clear();
        }
    }

    fn list(&mut self, list: &'t Element<'t>) {
        self.page.end_line();
        self.page.items.begin_list();
        self.list_depth += 1;
        let mut number = 0;
        for node in &list.children {
            match node {
                Node::Element(item) if item.name == "item" => {
                    number += 1;
                    self.item(item, bullet(list, self.list_depth, number));
                }
                Node::Element(other) => self.block(other),
                Node::Words(_) => self.node(node),
            }
        }
        self.list_depth -= 1;
        self.page.end_line();
    }

    /// An item's `<caption>` is its bullet, in place of the list's own.
    fn item(&mut self, item: &'t Element<'t>, bullet: String) {
        self.page.end_line();
        let (captions, content): (Vec<_>, Vec<_>) =
            item.children.iter().partition(|node| node.is("caption"));
        let caption = self
            .capture(|writer| captions.iter().for_each(|caption| writer.node(caption)))
            .join(" ");
        let bullet = Some(caption.clone())
            .filter(|own| !own.is_empty())
            .unwrap_or(bullet);
        // An item that opens with a list: "2. a. words", but one glyph is enough.
        if matches!(&*self.page.bullet, "" | "•" | "◦") {
            self.page.bullet = bullet;
        } else {
            self.page.bullet = format!("{} {bullet}", self.page.bullet);
        }
        self.page.items.begin_item(&mut self.risks);
        for node in content {
            self.node(node);
        }
        self.page.end_line();
        self.page.items.end_item(&mut self.risks);
        // Words in the bullet of an empty item are words of the label, the list's own bullets are not.
        if !self.page.bullet.is_empty() && !caption.is_empty() {
            self.page.bullet.clear();
            self.page.push_line(&caption);
        }
        self.page.bullet.clear();
    }

    /// The caption goes before the rows, the foot and the footnotes after them.
    fn table(&mut self, table: &'t Element<'t>) {
        self.page.end_line();
        let outer_notes = mem::take(&mut self.notes);
        let (foot, rest): (Vec<_>, Vec<_>) =
            table.children.iter().partition(|node| node.is("tfoot"));
        let mut columns = Columns::new();
        for node in rest.into_iter().chain(foot) {
            match node {
                Node::Element(row) if row.name == "tr" => self.row(row, &mut columns),
                Node::Element(rows) if matches!(rows.name, "thead" | "tbody" | "tfoot") => {
                    self.rows(rows);
                }
                Node::Element(other) => self.block(other),
                Node::Words(_) => self.node(node),
            }
        }
        self.end_notes();
        self.notes = outer_notes;
    }

    fn rows(&mut self, rows: &'t Element<'t>) {
        let mut columns = Columns::new();
        for node in &rows.children {
            match node {
                Node::Element(row) if row.name == "tr" => self.row(row, &mut columns),
                _ => self.node(node),
            }
        }
        self.page.end_line();
    }

    fn row(&mut self, row: &'t Element<'t>, columns: &mut Columns) {
        self.page.end_line();
        let mut cells = Row::default();
        for node in row.children.iter().filter(|node| !node.is_blank()) {
            let lines = self.capture(|writer| match node {
                Node::Element(cell) => writer.children(cell),
                Node::Words(_) => writer.node(node),
            });
            columns.add(&mut cells, node, lines);
        }
        for line in columns.end(cells) {
            self.page.push_line(&line);
        }
    }

    /// The figure that is referred to: its description, wherever it is shown, and its caption.
    fn figure(&mut self, reference: &'t Element<'t>) {
        if let Some(figure) = self.references.figure(reference) {
            self.describe(figure);
        }
        for caption in reference.elements() {
            self.block(caption);
        }
    }

    /// An image as the labeler describes it. One without a description has no words.
    fn describe(&mut self, figure: &'t Element<'t>) {
        let Some(text) = figure.child("text") else {
            return;
        };
        let words = match self.figures.begin(figure) {
            Description::Refused => return,
            Description::Known(words) => words,
            Description::Unknown => {
                let words = self.capture(|writer| writer.children(text)).join(" ");
                self.figures.keep(figure, words.clone());
                words
            }
        };
        if !words.is_empty() {
            self.page.words(&format!(" [Figure: {words}]"));
        }
    }

    /// The description of a figure that no text refers to, on a line of its own.
    pub fn describe_unshown(&mut self, figure: &'t Element<'t>) {
        if !self.figures.is_described(figure) {
            self.describe(figure);
            self.page.end_line();
        }
    }
}
