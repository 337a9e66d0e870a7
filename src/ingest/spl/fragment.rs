//! The table of a label alone, without the label around it, as other sources hand it on.

use super::references::References;
use super::tree::{Element, Node};
use super::writer::Writer;
use super::xml;
use crate::entry::Block;

/// A table with its words as they stand in the document, one after the other.
pub struct Fragment {
    /// What it is in an entry.
    pub blocks: Vec<Block>,
    /// Its words.
    pub words: String,
}

/// The table that this markup is; `None` where it is not well-formed or nothing is in it.
pub fn table(markup: &str) -> Option<Fragment> {
    let document = format!("<text xmlns=\"{}\">{markup}</text>", xml::NAMESPACE);
    let parsed = xml::parse(&document);
    let root = parsed.root.filter(|_| parsed.complaints.is_empty())?;
    let mut writer = Writer::new(References::of(&root));
    let blocks = writer.capture(|writer| {
        writer.block(&root);
        writer.end_notes();
    });
    let mut words = String::new();
    gather(&root, &mut words);
    (!blocks.is_empty()).then_some(Fragment { blocks, words })
}

fn gather(element: &Element<'_>, words: &mut String) {
    for node in &element.children {
        match node {
            Node::Words(more) => words.push_str(more),
            Node::Element(child) => gather(child, words),
        }
        words.push(' ');
    }
}
