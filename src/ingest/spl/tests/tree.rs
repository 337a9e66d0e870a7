//! A label read without any of the reader's own code: its sections, words and tables, in order.

use std::collections::HashMap;

use quick_xml::events::Event;
use quick_xml::reader::Reader;

/// An element, or words.
pub enum Node {
    Element(Element),
    Words(String),
}

#[derive(Default)]
pub struct Element {
    pub name: String,
    pub attributes: HashMap<String, String>,
    pub children: Vec<Node>,
}

impl Element {
    pub fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Words(_) => None,
        })
    }

    pub fn child(&self, name: &str) -> Option<&Self> {
        self.elements().find(|child| child.name == name)
    }

    pub fn attribute(&self, name: &str) -> &str {
        self.attributes.get(name).map_or("", String::as_str)
    }

    /// All its words, whatever they are in.
    pub fn words(&self) -> String {
        let words = self.children.iter().map(|node| match node {
            Node::Words(words) => words.clone(),
            Node::Element(element) => element.words(),
        });
        words.collect()
    }
}

pub fn parse(xml: &str) -> Element {
    let mut reader = Reader::from_str(xml.trim_start_matches('\u{feff}'));
    reader.config_mut().expand_empty_elements = true;
    let mut open = vec![Element::default()];
    loop {
        match reader.read_event().unwrap() {
            Event::Eof => return open.remove(0),
            Event::Start(tag) => {
                let attributes = tag.attributes().map(|attribute| {
                    let attribute = attribute.unwrap();
                    let key = attribute.key.0.to_owned();
                    (key, attribute.value.to_string())
                });
                open.push(Element {
                    name: tag.name().0.to_owned(),
                    attributes: attributes.collect(),
                    children: Vec::new(),
                });
            }
            Event::End(_) => {
                let element = open.pop().unwrap();
                push(&mut open, Node::Element(element));
            }
            Event::Text(text) => push(&mut open, Node::Words(text.into_inner().into_owned())),
            Event::CData(text) => push(&mut open, Node::Words(text.into_inner().into_owned())),
            Event::GeneralRef(reference) => {
                let c = match &*reference {
                    "amp" => '&',
                    "lt" => '<',
                    "gt" => '>',
                    "quot" => '"',
                    "apos" => '\'',
                    _ => reference.resolve_char_ref().unwrap().unwrap(),
                };
                push(&mut open, Node::Words(c.to_string()));
            }
            _ => {}
        }
    }
}

fn push(open: &mut [Element], node: Node) {
    open.last_mut().unwrap().children.push(node);
}

/// The sections directly in `element`.
pub fn sections(element: &Element) -> Vec<&Element> {
    let mut found = Vec::new();
    for child in element.elements() {
        match child.name.as_str() {
            "section" => found.push(child),
            "component" | "structuredBody" | "document" => found.extend(sections(child)),
            _ => {}
        }
    }
    found
}
