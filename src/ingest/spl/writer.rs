//! The narrative of a label → blocks of an entry.

use std::collections::VecDeque;
use std::mem;

use super::figures::{Description, Figures};
use super::inline::{Position, Style};
use super::page::{self, Page};
use super::references::References;
use super::script;
use super::tree::{Element, Node};
use crate::entry::{Block, Prose};
use crate::text::Text;

/// How many lists and tables may lie in each other. What is deeper is written as paragraphs.
const MAX_NESTING: usize = 14;

/// Writes the elements it is given, in the order it is given them.
pub struct Writer<'t> {
    /// What was said of figures.
    pub figures: Figures,
    references: References<'t>,
    /// What is written on now.
    pub(super) page: Page,
    /// Where links lead.
    links: Vec<Text>,
    /// Footnotes that were marked and go to the end of their table or section.
    pub(super) notes: VecDeque<&'t Element<'t>>,
    /// How many lists and tables deep the writer is.
    nesting: usize,
}

impl<'t> Writer<'t> {
    pub fn new(references: References<'t>) -> Self {
        Self {
            figures: Figures::default(),
            references,
            page: Page::default(),
            links: Vec::new(),
            notes: VecDeque::new(),
            nesting: 0,
        }
    }

    /// What `write` writes, on a page of its own.
    pub fn capture(&mut self, write: impl FnOnce(&mut Self)) -> Vec<Block> {
        let own = Page::new(self.page.line.style());
        let outer = mem::replace(&mut self.page, own);
        write(self);
        self.end_line();
        mem::replace(&mut self.page, outer).blocks
    }

    /// What `write` writes into a list or a table.
    pub(super) fn capture_nested(&mut self, write: impl FnOnce(&mut Self)) -> Vec<Block> {
        self.nesting += 1;
        let blocks = self.capture(write);
        self.nesting -= 1;
        blocks
    }

    /// What `write` writes where only paragraphs and figures may be.
    pub fn capture_flat(&mut self, write: impl FnOnce(&mut Self)) -> Vec<Block> {
        let outer = mem::replace(&mut self.nesting, MAX_NESTING);
        let blocks = self.capture(write);
        self.nesting = outer;
        blocks
    }

    /// Whether no list or table may be written here.
    pub(super) fn is_flat(&self) -> bool {
        self.nesting >= MAX_NESTING
    }

    pub(super) fn end_line(&mut self) {
        self.page.end_line(&self.links);
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
            Node::Words(words) => self.page.line.words(words),
            Node::Element(element) => self.element(element),
        }
    }

    fn element(&mut self, element: &'t Element<'t>) {
        match element.name {
            "paragraph" | "text" | "highlight" | "tr" | "td" | "th" | "item" => self.block(element),
            "br" => self.end_line(),
            "sub" => self.script(element, script::lowered),
            "sup" => self.script(element, script::raised),
            "list" => self.list(element),
            "table" => self.table(element),
            "footnote" => {
                let mark = self.references.mark(element.offset);
                self.page.line.sign(&mark);
                self.notes.push_back(element);
            }
            "footnoteRef" => {
                if let Some(offset) = self.references.footnote(element) {
                    self.page.line.sign(&self.references.mark(offset));
                }
            }
            "renderMultiMedia" => self.figure(element),
            "caption" => {
                self.page.line.words(" ");
                self.children(element);
                self.page.line.words(" ");
            }
            "content" => self.set_apart(element, emphasised(element, self.page.line.style())),
            "linkHtml" => {
                let style = self.linked(element);
                self.set_apart(element, style);
            }
            // Everything else only says how its words look.
            _ => self.children(element),
        }
    }

    /// Writes what is in `element` in this style.
    fn set_apart(&mut self, element: &'t Element<'t>, style: Style) {
        let outer = self.page.line.style();
        self.page.line.set_style(style);
        self.children(element);
        self.page.line.set_style(outer);
    }

    /// The style of words that lead to another document. Links within the label lead nowhere here.
    fn linked(&mut self, link: &Element<'_>) -> Style {
        let outer = self.page.line.style();
        let address = link.attribute("href").map(str::trim).filter(|address| {
            let scheme = address.split_once("://").map_or("", |(scheme, _)| scheme);
            ["http", "https"]
                .iter()
                .any(|known| scheme.eq_ignore_ascii_case(known))
        });
        let Some(address) = address.and_then(|it| Text::try_from(it.to_owned()).ok()) else {
            return outer;
        };
        self.links.push(address);
        Style {
            link: Some(self.links.len() - 1),
            ..outer
        }
    }

    fn script(&mut self, element: &'t Element<'t>, write: fn(&str, &str) -> String) {
        let (start, ended) = (self.page.line.position(), self.page.ended());
        self.children(element);
        let start = if self.page.ended() == ended {
            start
        } else {
            Position::default()
        };
        self.page.line.rewrite(start, write);
    }

    /// The footnotes that wait, each behind its mark. A footnote may itself have one.
    pub(super) fn take_notes(&mut self) -> Vec<Prose> {
        let mut notes = Vec::new();
        while let Some(note) = self.notes.pop_front() {
            let mark = self.references.mark(note.offset);
            let blocks = self.capture_flat(|writer| {
                writer.page.before = mark;
                writer.children(note);
            });
            notes.extend(page::into_paragraphs(blocks));
        }
        notes
    }

    /// Writes the footnotes that wait as paragraphs.
    pub fn end_notes(&mut self) {
        self.end_line();
        let notes = self.take_notes().into_iter();
        self.page.blocks.extend(notes.map(Block::Paragraph));
    }

    /// The figure that is referred to: its description, wherever it is shown, and its caption.
    fn figure(&mut self, reference: &'t Element<'t>) {
        if let Some(figure) = self.references.figure(reference) {
            self.describe(figure);
        }
        for node in &reference.children {
            match node {
                Node::Element(caption) => self.block(caption),
                Node::Words(_) => self.node(node),
            }
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
                let blocks = self.capture_flat(|writer| writer.children(text));
                let words = page::join(blocks);
                self.figures.keep(figure, words.clone());
                words
            }
        };
        self.page.figures.extend(words);
    }

    /// The description of a figure that no text refers to.
    pub fn describe_unshown(&mut self, figure: &'t Element<'t>) {
        if !self.figures.is_described(figure) {
            self.describe(figure);
        }
    }
}

/// The style of words in `content`, which lie in words of this one.
fn emphasised(content: &Element<'_>, outer: Style) -> Style {
    let mut style = outer;
    let codes = content.attribute("styleCode").unwrap_or("");
    for code in codes.split_ascii_whitespace() {
        style.is_strong |= code.eq_ignore_ascii_case("bold");
        style.is_emphasised |= ["italics", "underline", "emphasis"]
            .iter()
            .any(|name| code.eq_ignore_ascii_case(name));
    }
    style
}
