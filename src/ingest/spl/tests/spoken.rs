//! What a label says, piece by piece in the order of an entry, and the shapes of its tables.

use std::collections::HashMap;

use super::tree::{Element, Node, sections};

/// A table: its rows, each with the words and spans of its cells.
pub type Shape = Vec<Vec<(String, usize, usize)>>;

/// What a label says.
#[derive(Default)]
pub struct Spoken {
    /// Paragraphs, items, cells and so on.
    pub pieces: Vec<String>,
    /// The titles of the sections.
    pub titles: Vec<String>,
    pub tables: Vec<Shape>,
    /// Footnotes that wait for the end of their table or section.
    notes: Vec<(usize, String)>,
    numbers: HashMap<String, usize>,
}

impl Spoken {
    pub fn of(document: &Element) -> Self {
        let mut spoken = Self::default();
        number(document, &mut 0, &mut spoken.numbers);
        let mut all = sections(document);
        let code = |section: &Element| {
            section
                .child("code")
                .map(|it| it.attribute("code").to_owned())
        };
        all.sort_by_key(|section| match code(section).as_deref() {
            Some("34066-1") if !section.words().contains("This EUA") => 0,
            Some("43683-2") => 2,
            _ => 1,
        });
        for section in all {
            spoken.section(section);
        }
        spoken
    }

    fn section(&mut self, section: &Element) {
        if let Some(title) = section.child("title") {
            let mut words = Self::default();
            words.all(title);
            words.end();
            let title = words.pieces.join(" ");
            if title.chars().any(|c| !c.is_whitespace() && c != '\u{feff}') {
                self.titles.push(title.clone());
            }
            self.pieces.push(title);
        }
        if let Some(text) = section.child("text") {
            self.all(text);
            self.end();
            self.end_notes(0);
        }
        for section in sections(section) {
            self.section(section);
        }
    }

    fn end(&mut self) {
        self.pieces.push(String::new());
    }

    fn say(&mut self, words: &str) {
        if self.pieces.is_empty() {
            self.end();
        }
        self.pieces.last_mut().unwrap().push_str(words);
    }

    fn all(&mut self, element: &Element) {
        for node in &element.children {
            self.node(node);
        }
    }

    fn node(&mut self, node: &Node) {
        let element = match node {
            Node::Words(words) => return self.say(words),
            Node::Element(element) => element,
        };
        match element.name.as_str() {
            // Blanks in them stand behind them.
            "sup" | "sub" if !element.words().trim().is_empty() => {
                let words = element.words();
                self.say(words.trim());
                if words.trim() != words {
                    self.say(" ");
                }
            }
            "content" | "linkHtml" | "sup" | "sub" => self.all(element),
            "list" => self.list(element),
            "table" => self.table(element),
            "footnote" => self.footnote(element),
            "footnoteRef" => {
                let number = self.numbers.get(element.attribute("IDREF")).copied();
                if let Some(number) = number.filter(|number| *number > 6) {
                    self.say(&format!("[{number}]"));
                }
            }
            _ => {
                self.end();
                self.all(element);
                self.end();
            }
        }
    }

    /// From the seventh on, footnotes have numbers for marks.
    fn footnote(&mut self, note: &Element) {
        let number = self.numbers.get(&place(note)).copied().unwrap_or(0);
        let mark = number.to_string();
        let mark = if number > 6 { mark.as_str() } else { "" };
        self.say(&format!("[{mark}]"));
        let mut words = Self::default();
        words.all(note);
        self.notes
            .push((number, format!("{mark} {}", words.pieces.concat())));
    }

    fn end_notes(&mut self, from: usize) {
        for (_, note) in self.notes.split_off(from) {
            self.pieces.push(note);
        }
        self.end();
    }

    fn list(&mut self, list: &Element) {
        self.end();
        let mut number = 0;
        for node in &list.children {
            match node {
                Node::Element(item) if item.name == "item" => {
                    number += 1;
                    let is_ordered = list.attribute("listType") == "ordered";
                    if is_ordered && item.child("caption").is_none() {
                        let mark = mark(list.attribute("styleCode"), number);
                        self.pieces.push(mark);
                    }
                    self.end();
                    self.all(item);
                    self.end();
                }
                _ => self.node(node),
            }
        }
        self.end();
    }

    fn table(&mut self, table: &Element) {
        let notes = self.notes.len();
        self.end();
        let mut shape = Shape::new();
        let is_foot = |node: &&Node| matches!(node, Node::Element(it) if it.name == "tfoot");
        let nested = self.tables.len();
        let (feet, rest): (Vec<_>, Vec<_>) = table.children.iter().partition(is_foot);
        for node in rest.into_iter().chain(feet) {
            match node {
                Node::Element(rows)
                    if matches!(rows.name.as_str(), "thead" | "tbody" | "tfoot") =>
                {
                    let is_foot = rows.name == "tfoot";
                    for row in rows.elements() {
                        self.row(row, &mut shape, is_foot);
                    }
                }
                Node::Element(row) if row.name == "tr" => self.row(row, &mut shape, false),
                _ => self.node(node),
            }
        }
        self.end_notes(notes);
        let has_caption = table
            .child("caption")
            .is_some_and(|it| !it.words().trim().is_empty());
        if is_table(&shape, has_caption) {
            self.tables.insert(nested, shape);
        }
    }

    fn row(&mut self, row: &Element, shape: &mut Shape, is_foot: bool) {
        let mut cells = Vec::new();
        for cell in row.elements() {
            self.end();
            let start = self.pieces.len();
            self.all(cell);
            let words = self.pieces[start - 1..].concat();
            let span = |name: &str| cell.attribute(name).parse().unwrap_or(1);
            cells.push((words, span("colspan"), span("rowspan")));
            self.end();
        }
        let said = cells.iter().filter(|cell| is_said(&cell.0)).count();
        if !(is_foot && said <= 1) {
            shape.push(cells);
        }
    }
}

/// What tells an element from others.
fn place(element: &Element) -> String {
    format!("{element:p}")
}

/// Footnotes are numbered in each table, and in each section outside of tables.
fn number(element: &Element, last: &mut usize, numbers: &mut HashMap<String, usize>) {
    for child in element.elements() {
        if child.name == "footnote" {
            *last += 1;
            numbers.insert(child.attribute("ID").to_owned(), *last);
            numbers.insert(place(child), *last);
        }
        match child.name.as_str() {
            "table" | "section" => number(child, &mut 0, numbers),
            _ => number(child, last, numbers),
        }
    }
}

fn is_said(words: &str) -> bool {
    words.chars().any(|c| !c.is_whitespace())
}

/// Whether it is more than a box around something.
fn is_table(shape: &Shape, has_caption: bool) -> bool {
    let said = shape
        .iter()
        .flatten()
        .filter(|cell| is_said(&cell.0))
        .count();
    // Where no cell reaches into rows below, as in boxes and layouts.
    let mut columns = std::collections::BTreeSet::new();
    for row in shape {
        let mut column = 0;
        for (words, span, _) in row {
            columns.extend(is_said(words).then_some(column));
            column += span;
        }
    }
    said > 1 && (has_caption || columns.len() > 1)
}

/// The mark of an item in a list that counts its items: of as many as labels have.
fn mark(style: &str, number: usize) -> String {
    let marks = match style {
        "LittleAlpha" => "a b c d e f g h i j k l m n o p q r s t u v w x y z",
        "BigAlpha" => "A B C D E F G H I J K L M N O P Q R S T U V W X Y Z",
        "LittleRoman" => "i ii iii iv v vi vii viii ix x",
        "BigRoman" => "I II III IV V VI VII VIII IX X",
        _ => return number.to_string(),
    };
    marks.split(' ').nth(number - 1).unwrap().to_owned()
}
