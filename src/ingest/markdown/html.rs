//! A block of HTML → its elements, with their places. It has to be XML as well. Knows nothing of what
//! the elements mean.

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};

use super::words::Words;
use crate::entry::{MAX_BLOCK_DEPTH, Prose};
use crate::ingest::complaint::Complaint;
use crate::text::visible;

/// A block of HTML, without the signs of the lists and quotations that it lies in.
#[derive(Default)]
pub struct Html {
    pub text: String,
    /// Where each piece of it begins in the text, and where in the document.
    pieces: Vec<(usize, usize)>,
}

impl Html {
    pub fn push(&mut self, words: &str, offset: usize) {
        self.pieces.push((self.text.len(), offset));
        self.text.push_str(words);
    }

    /// Where in the document this place of the text is.
    pub fn place(&self, at: usize) -> usize {
        let index = self.pieces.partition_point(|(start, _)| *start <= at);
        let piece = index
            .checked_sub(1)
            .and_then(|index| self.pieces.get(index));
        piece.map_or(0, |(start, offset)| offset + (at - start))
    }
}

/// An element of HTML.
#[derive(Default)]
pub struct Element {
    pub name: String,
    attributes: Vec<(String, String)>,
    pub offset: usize,
    /// The elements in it that are no words.
    pub children: Vec<Element>,
    pub words: Words,
}

/// The elements that are blocks or parts of them.
const ELEMENTS: [&str; 15] = [
    "table",
    "caption",
    "thead",
    "tbody",
    "tfoot",
    "tr",
    "td",
    "th",
    "p",
    "ul",
    "ol",
    "li",
    "blockquote",
    "pre",
    "img",
];

/// Why HTML is not read.
pub fn refuse<T>(offset: usize, message: impl AsRef<str>) -> Result<T, Complaint> {
    let message = visible(message.as_ref());
    Err(Complaint::new(offset, format!("in HTML, {message}")))
}

/// The element that the HTML is.
///
/// # Errors
/// With the first that is wrong.
pub fn read(html: &Html) -> Result<Element, Complaint> {
    let mut reader = Reader::from_str(&html.text);
    reader.config_mut().expand_empty_elements = true;
    let mut open: Vec<Element> = Vec::new();
    let mut root = None;
    let mut complaints = Vec::new();
    loop {
        let at = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        let offset = html.place(at);
        let event = match reader.read_event() {
            Ok(event) => event,
            Err(error) => {
                let at = usize::try_from(reader.error_position()).unwrap_or(at);
                return refuse(html.place(at), error.to_string());
            }
        };
        match event {
            Event::Eof => break,
            Event::Start(tag) => {
                // Each block has at most three elements around it.
                if open.len() > MAX_BLOCK_DEPTH * 4 {
                    return refuse(offset, "elements lie too deep in each other");
                }
                let name = tag.name().0;
                let is_mark = !ELEMENTS.contains(&name);
                match open.last_mut() {
                    Some(parent) if is_mark => {
                        let tag = format!("<{}>", &*tag);
                        if !parent.words.read_tag(&tag, offset, &mut complaints) {
                            return refuse(offset, format!("{tag} is not supported"));
                        }
                    }
                    _ if is_mark || root.is_some() => {
                        return refuse(offset, "only one table is supported here");
                    }
                    _ => open.push(element(&tag, offset)?),
                }
            }
            Event::End(tag) => {
                let name = tag.name().0;
                if !ELEMENTS.contains(&name) {
                    // A line break has no end of its own.
                    if let Some(parent) = open.last_mut().filter(|_| name != "br") {
                        let tag = format!("</{name}>");
                        parent.words.read_tag(&tag, offset, &mut complaints);
                    }
                } else if let Some(element) = open.pop() {
                    match open.last_mut() {
                        Some(parent) => parent.children.push(element),
                        None => root = Some(element),
                    }
                }
            }
            Event::Text(text) => push_words(&mut open, &text, offset)?,
            Event::GeneralRef(reference) => {
                let reference = format!("&{};", &*reference);
                match unescape(&reference) {
                    Ok(words) => push_words(&mut open, &words, offset)?,
                    Err(_) => return refuse(offset, format!("{reference} is not supported")),
                }
            }
            _ => return refuse(offset, "only elements and text are supported"),
        }
        if let Some(complaint) = complaints.pop() {
            return Err(complaint);
        }
    }
    match root {
        Some(root) if open.is_empty() => Ok(root),
        _ => refuse(html.place(html.text.len()), "an element is not closed"),
    }
}

/// Words as they are in code, where line breaks and tabs are kept, are kept elsewhere as blanks.
fn push_words(open: &mut [Element], words: &str, offset: usize) -> Result<(), Complaint> {
    match open.last_mut() {
        Some(parent) if parent.name == "pre" => parent.words.push_code(words, offset),
        Some(parent) => parent.words.push(words, offset),
        None if words.trim().is_empty() => {}
        None => return refuse(offset, "text is outside of the table"),
    }
    Ok(())
}

fn element(tag: &BytesStart, offset: usize) -> Result<Element, Complaint> {
    let mut attributes = Vec::new();
    for attribute in tag.attributes() {
        let attribute = match attribute {
            Ok(attribute) => attribute,
            Err(error) => return refuse(offset, error.to_string()),
        };
        let name = attribute.key.0.to_owned();
        match unescape(&attribute.value) {
            Ok(value) => attributes.push((name, value.into_owned())),
            Err(error) => return refuse(offset, error.to_string()),
        }
    }
    Ok(Element {
        name: tag.name().0.to_owned(),
        attributes,
        offset,
        ..Element::default()
    })
}

impl Element {
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let mut attributes = self.attributes.iter();
        attributes.find_map(|(key, value)| (key == name).then_some(value.as_str()))
    }

    /// A number that is given as an attribute.
    pub fn number<N: std::str::FromStr>(&self, name: &str) -> Result<Option<N>, Complaint> {
        let Some(value) = self.attribute(name) else {
            return Ok(None);
        };
        match value.parse() {
            Ok(number) => Ok(Some(number)),
            Err(_) => refuse(self.offset, format!("{name}=\"{value}\" is not a number")),
        }
    }

    /// Its words, where there are any.
    pub fn prose(&mut self) -> Result<Option<Prose>, Complaint> {
        let offset = self.offset;
        let mut complaints = Vec::new();
        let words = self.words.take(&mut complaints);
        if let Some(complaint) = complaints.pop() {
            return Err(complaint);
        }
        let prose = words.map(|(_, words)| words.into_prose()).transpose();
        prose.or_else(|reason| refuse(offset, reason))
    }
}
