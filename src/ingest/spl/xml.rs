//! XML → a tree of elements, or complaints. Knows nothing of drug labels but their namespace.

use std::borrow::Cow;

use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::name::{Namespace, ResolveResult};
use quick_xml::reader::NsReader;
use quick_xml::{Error, XmlVersion};

use super::tree::{Element, Node, is_white_space};
use crate::ingest::complaint::Complaint;
use crate::text::{is_hostile, refusal_of, visible};

/// The namespace of HL7 version 3, in which every element of a label is.
pub const NAMESPACE: &str = "urn:hl7-org:v3";
/// How deep elements may be nested. The walks over the tree recurse, so this also bounds the stack.
const MAX_DEPTH: usize = 256;
/// How many attributes an element may have; labels use a handful. To find one given twice, each is
/// compared with all before it.
const MAX_ATTRIBUTES: usize = 64;
/// How many complaints are gathered before reading stops: nobody reads more.
const MAX_PROBLEMS: usize = 100;

/// What was read of a document.
pub struct Parsed<'x> {
    /// Its root, if it could be read to its end.
    pub root: Option<Element<'x>>,
    /// Everything that is wrong with it.
    pub complaints: Vec<Complaint>,
    /// Where the outermost elements that are marked as deleted begin: what they say is left out.
    pub deleted: Vec<usize>,
}

/// Reads all of `xml`.
pub fn parse(xml: &str) -> Parsed<'_> {
    let mut parser = Parser {
        xml,
        open: Vec::new(),
        root: None,
        complaints: Vec::new(),
        deleted: Vec::new(),
    };
    let is_whole = parser.read_all();
    let root = parser.root.filter(|_| is_whole);
    Parsed {
        root,
        complaints: parser.complaints,
        deleted: parser.deleted,
    }
}

struct Parser<'x> {
    xml: &'x str,
    /// The elements whose end has not come yet, the root first.
    open: Vec<Element<'x>>,
    root: Option<Element<'x>>,
    complaints: Vec<Complaint>,
    deleted: Vec<usize>,
}

impl<'x> Parser<'x> {
    /// Whether the end of the document was reached with every element closed.
    fn read_all(&mut self) -> bool {
        let body = self.xml.trim_start_matches('\u{FEFF}');
        let before = self.xml.len() - body.len();
        let mut reader = NsReader::from_str(body);
        reader.config_mut().expand_empty_elements = true;
        while self.complaints.len() < MAX_PROBLEMS {
            let offset = before + place(reader.buffer_position());
            match reader.read_event() {
                Ok(Event::Eof) => return self.finish(),
                Ok(Event::Start(tag)) if self.open.len() == MAX_DEPTH => {
                    let name = visible(tag.name().0).into_owned();
                    let message = format!("<{name}> is nested deeper than {MAX_DEPTH} elements");
                    self.complain(offset, message);
                    return false;
                }
                Ok(Event::Start(tag)) => {
                    let (bound, _) = reader.resolver().resolve_element(tag.name());
                    let is_ours = bound == ResolveResult::Bound(Namespace(NAMESPACE));
                    self.start(offset, &tag, is_ours);
                }
                Ok(event) => self.take(offset, event),
                Err(error) => {
                    let offset = match error {
                        Error::Namespace(_) => offset,
                        _ => before + place(reader.error_position()),
                    };
                    self.complain(offset, malformed(&error));
                    return false;
                }
            }
        }
        false
    }

    fn take(&mut self, offset: usize, event: Event<'x>) {
        match event {
            Event::End(_) => self.end(),
            Event::Text(text) => self.words(offset, text.into_inner()),
            Event::CData(text) => self.words(offset + "<![CDATA[".len(), text.into_inner()),
            Event::GeneralRef(reference) => self.reference(offset, &reference),
            Event::DocType(doctype) if doctype.contains("<!ENTITY") => {
                self.complain(
                    offset,
                    "the DOCTYPE declares entities, which are not supported",
                );
            }
            _ => {}
        }
    }

    fn start(&mut self, offset: usize, tag: &BytesStart<'_>, is_ours: bool) {
        if self.open.is_empty() && self.root.is_some() {
            self.complain(offset, "a second root element begins here");
        }
        // Names are borrowed from the document, not from the tag, as they have to outlive that.
        let content = offset + 1;
        let name = self
            .xml
            .get(content..content + tag.name().0.len())
            .unwrap_or("");
        let name = name.rsplit(':').next().unwrap_or(name);
        self.refuse_hostile(content, tag);
        let attributes = self.attributes(content, tag);
        self.open.push(Element {
            name: if is_ours { name } else { "" },
            offset,
            attributes,
            children: Vec::new(),
        });
    }

    fn attributes(&mut self, content: usize, tag: &BytesStart<'_>) -> Vec<(&'x str, String)> {
        let mut read = Vec::new();
        for attribute in tag.attributes() {
            let attribute = match attribute {
                Ok(attribute) => attribute,
                Err(error) => {
                    self.complain(content, malformed(&error));
                    break;
                }
            };
            if read.len() == MAX_ATTRIBUTES {
                self.complain(
                    content,
                    format!(
                        "an element has more than {MAX_ATTRIBUTES} attributes, which is the limit"
                    ),
                );
                break;
            }
            // Both are slices of the tag, which tells their places.
            let place_of = |part: &str| {
                let within = part.as_ptr().addr().checked_sub(tag.as_ptr().addr());
                content + within.filter(|&at| at <= tag.len()).unwrap_or(0)
            };
            let key = place_of(attribute.key.0);
            let value = place_of(&attribute.value);
            let Some(key) = self.xml.get(key..key + attribute.key.0.len()) else {
                continue;
            };
            match attribute.normalized_value(XmlVersion::Implicit1_0) {
                Ok(words) => {
                    // What was written out has been checked already; references have not.
                    if words.chars().any(is_hostile) && !attribute.value.chars().any(is_hostile) {
                        self.refuse_hostile(value, &words);
                    }
                    read.push((key, words.into_owned()));
                }
                Err(error) => self.complain(value, visible(&error.to_string())),
            }
        }
        read
    }

    fn end(&mut self) {
        let Some(mut element) = self.open.pop() else {
            return;
        };
        element.children.shrink_to_fit();
        if element.is_deleted() {
            // What was deleted within it is reported with it.
            self.deleted
                .truncate(self.deleted.partition_point(|&at| at < element.offset));
            self.deleted.push(element.offset);
            element.clear();
            // The root is never left out: without it nothing else could be said of the label.
            let is_kept = matches!(element.name, "tr" | "td" | "th" | "item");
            if !is_kept && !self.open.is_empty() {
                return;
            }
        }
        match self.open.last_mut() {
            Some(parent) => parent.children.push(Node::Element(element)),
            None => self.root = Some(element),
        }
    }

    fn words(&mut self, offset: usize, words: Cow<'x, str>) {
        self.refuse_hostile(offset, &words);
        match self.open.last_mut() {
            Some(parent) => parent.children.push(Node::Words(words)),
            None if words.trim().is_empty() => {}
            None => self.complain(offset, "there is text outside the root element"),
        }
    }

    fn reference(&mut self, offset: usize, reference: &BytesRef<'_>) {
        let resolved = match &**reference {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            _ => reference.resolve_char_ref().ok().flatten(),
        };
        match resolved {
            Some(c) => self.words(offset, Cow::Owned(c.to_string())),
            None => self.complain(offset, format!("\"&{};\" is undefined", visible(reference))),
        }
    }

    fn finish(&mut self) -> bool {
        if let Some(element) = self.open.last() {
            let (offset, name) = (element.offset, visible(element.name).into_owned());
            self.complain(offset, format!("<{name}> is never closed"));
            return false;
        }
        if self.root.is_none() && self.complaints.is_empty() {
            self.complain(0, "the document has no elements");
        }
        true
    }

    /// Complains of every character that a terminal would act on, but for XML's own white space.
    fn refuse_hostile(&mut self, offset: usize, words: &str) {
        let hostile = words
            .char_indices()
            .filter(|&(_, c)| is_hostile(c) && !is_white_space(c));
        for (place, c) in hostile.take(MAX_PROBLEMS) {
            self.complain(offset + place, refusal_of(c));
        }
    }

    fn complain(&mut self, offset: usize, message: impl Into<String>) {
        self.complaints.push(Complaint::new(offset, message));
    }
}

fn malformed(error: &impl std::fmt::Display) -> String {
    visible(&format!("the XML is not well-formed: {error}")).into_owned()
}

/// A place in a document that is in memory, so it fits.
fn place(position: u64) -> usize {
    usize::try_from(position).unwrap_or(usize::MAX)
}
