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

/// Those that hold words alone.
const HOLDING_WORDS: [&str; 4] = ["caption", "p", "pre", "img"];

/// Those that hold elements alone.
const HOLDING_ELEMENTS: [&str; 8] = ["table", "thead", "tbody", "tfoot", "tr", "ul", "ol", "img"];

/// The attributes that are read.
const ATTRIBUTES: [(&str, &[&str]); 5] = [
    ("th", &["colspan", "rowspan"]),
    ("td", &["colspan", "rowspan"]),
    ("ol", &["start"]),
    ("li", &["data-mark"]),
    ("img", &["alt"]),
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
    let mut tree = Tree::default();
    loop {
        let at = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        let offset = html.place(at);
        match reader.read_event() {
            Ok(Event::Eof) => break,
            Ok(Event::Start(tag)) => tree.start(&tag, offset)?,
            Ok(Event::End(tag)) => tree.end(tag.name().0, offset)?,
            Ok(Event::Text(text)) => tree.words(&text, offset)?,
            Ok(Event::GeneralRef(reference)) => {
                let reference = format!("&{};", &*reference);
                match unescape(&reference) {
                    Ok(words) => tree.words(&words, offset)?,
                    Err(_) => return refuse(offset, format!("{reference} is not supported")),
                }
            }
            Ok(_) => return refuse(offset, "only elements and text are supported"),
            Err(error) => {
                let at = usize::try_from(reader.error_position()).unwrap_or(at);
                return refuse(html.place(at), error.to_string());
            }
        }
    }
    match tree.root {
        Some(root) if tree.open.is_empty() => Ok(root),
        _ => refuse(html.place(html.text.len()), "an element is not closed"),
    }
}

/// Elements while they are read.
#[derive(Default)]
struct Tree {
    /// What has not ended, from the outermost inwards.
    open: Vec<Element>,
    root: Option<Element>,
}

impl Tree {
    fn start(&mut self, tag: &BytesStart, offset: usize) -> Result<(), Complaint> {
        // Each block has at most three elements around it.
        if self.open.len() > MAX_BLOCK_DEPTH * 4 {
            return refuse(offset, "elements lie too deep in each other");
        }
        let name = tag.name().0;
        let is_mark = !ELEMENTS.contains(&name);
        match self.open.last_mut() {
            Some(parent) if is_mark => parent.read_tag(&format!("<{}>", &**tag), offset),
            Some(parent) if HOLDING_WORDS.contains(&parent.name.as_str()) => {
                refuse(offset, format!("<{name}> is not supported here"))
            }
            None if is_mark || self.root.is_some() => {
                refuse(offset, "only one table is supported here")
            }
            _ => {
                self.open.push(element(tag, offset)?);
                Ok(())
            }
        }
    }

    fn end(&mut self, name: &str, offset: usize) -> Result<(), Complaint> {
        if !ELEMENTS.contains(&name) {
            // A line break has no end of its own.
            return match self.open.last_mut().filter(|_| name != "br") {
                Some(parent) => parent.read_tag(&format!("</{name}>"), offset),
                None => Ok(()),
            };
        }
        if let Some(element) = self.open.pop() {
            match self.open.last_mut() {
                Some(parent) => parent.children.push(element),
                None => self.root = Some(element),
            }
        }
        Ok(())
    }

    /// Words as they are in code, where line breaks and tabs are kept; elsewhere these are blanks.
    fn words(&mut self, words: &str, offset: usize) -> Result<(), Complaint> {
        match self.open.last_mut() {
            Some(parent) if parent.name == "pre" => parent.words.push_code(words, offset),
            Some(parent) if !HOLDING_ELEMENTS.contains(&parent.name.as_str()) => {
                parent.words.push(words, offset);
            }
            _ if words.trim().is_empty() => {}
            _ => return refuse(offset, "text stands where no text is shown"),
        }
        Ok(())
    }
}

fn element(tag: &BytesStart, offset: usize) -> Result<Element, Complaint> {
    let mut attributes = Vec::new();
    for attribute in tag.attributes() {
        let attribute = match attribute {
            Ok(attribute) => attribute,
            Err(error) => return refuse(offset, error.to_string()),
        };
        let name = attribute.key.0.to_owned();
        let element = tag.name().0;
        let mut known = ATTRIBUTES.iter().filter(|(of, _)| *of == element);
        if !known.any(|(_, names)| names.contains(&name.as_str())) {
            return refuse(
                offset,
                format!("{name}=\"…\" is not supported in <{element}>"),
            );
        }
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
    /// Reads a tag of a mark.
    fn read_tag(&mut self, tag: &str, offset: usize) -> Result<(), Complaint> {
        let mut complaints = Vec::new();
        if HOLDING_ELEMENTS.contains(&self.name.as_str())
            || self.name == "pre"
            || !self.words.read_tag(tag, offset, &mut complaints)
        {
            return refuse(offset, format!("{tag} is not supported here"));
        }
        complaints.pop().map_or(Ok(()), Err)
    }

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
