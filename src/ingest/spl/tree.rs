//! A document as a tree of elements that know their places.

use std::borrow::Cow;

/// One element and what is in it.
pub struct Element<'x> {
    /// Its name without a prefix; empty when it is not in the namespace of labels.
    pub name: &'x str,
    /// Where its tag begins, in bytes. No two elements share it, so it also identifies the element.
    pub offset: usize,
    /// Their names and values, references resolved.
    pub attributes: Vec<(&'x str, String)>,
    /// What is between its tags.
    pub children: Vec<Node<'x>>,
}

/// A piece of what is in an element.
pub enum Node<'x> {
    /// Another element.
    Element(Element<'x>),
    /// Characters, references resolved and white space as it was written.
    Words(Cow<'x, str>),
}

impl Node<'_> {
    /// Whether it is an element of this name.
    pub fn is(&self, name: &str) -> bool {
        matches!(self, Self::Element(element) if element.name == name)
    }

    /// Whether it is nothing but white space.
    pub fn is_blank(&self) -> bool {
        matches!(self, Self::Words(words) if words.trim().is_empty())
    }
}

impl Element<'_> {
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let mut attributes = self.attributes.iter();
        attributes.find_map(|(key, value)| (*key == name).then_some(value.as_str()))
    }

    /// Whether the label marks it as deleted: as text that was its own in an earlier version.
    pub fn is_deleted(&self) -> bool {
        let revised = self.attribute("revised");
        revised.is_some_and(|revised| revised.trim().eq_ignore_ascii_case("delete"))
    }

    /// Removes its words. Rows, cells and items stay as empty ones, so that those after them keep their
    /// columns and numbers.
    pub fn clear(&mut self) {
        self.children.retain_mut(|node| match node {
            Node::Element(part) if matches!(part.name, "tr" | "td" | "th") => {
                part.clear();
                true
            }
            _ => false,
        });
    }

    pub fn elements(&self) -> impl DoubleEndedIterator<Item = &Self> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Words(_) => None,
        })
    }

    pub fn child(&self, name: &str) -> Option<&Self> {
        self.elements().find(|element| element.name == name)
    }

    /// What is reached by going from child to child by these names.
    pub fn at(&self, path: &[&str]) -> Option<&Self> {
        path.iter()
            .try_fold(self, |element, name| element.child(name))
    }

    /// The element and all below it, in the order of the document.
    pub fn descendants(&self) -> impl Iterator<Item = &Self> {
        let mut open = vec![self];
        std::iter::from_fn(move || {
            let element = open.pop()?;
            open.extend(element.elements().rev());
            Some(element)
        })
    }

    /// Whether there is any word in the element.
    pub fn has_words(&self) -> bool {
        self.descendants().any(|element| {
            let mut words = element.children.iter();
            words.any(|node| matches!(node, Node::Words(words) if !words.trim().is_empty()))
        })
    }
}

/// White space as XML defines it.
pub fn is_white_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r')
}
