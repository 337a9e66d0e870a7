//! A block of HTML → a table. Only what a page is written with is read: rows, cells with their spans,
//! and the blocks in them. It has to be XML as well.

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};

use super::marks::strip_mark;
use super::words::Words;
use crate::entry::{Block, Cell, Code, Item, List, MAX_BLOCK_DEPTH, Prose, Row, Table};
use crate::ingest::complaint::Complaint;
use crate::text::{Text, visible};

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
struct Element {
    name: String,
    attributes: Vec<(String, String)>,
    offset: usize,
    /// The elements in it that are no words.
    children: Vec<Element>,
    words: Words,
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

/// The table that the HTML is.
///
/// # Errors
/// With the first that is wrong.
pub fn read(html: &Html) -> Result<Table, Complaint> {
    let root = read_tree(html)?;
    table(root)
}

fn refuse<T>(offset: usize, message: impl AsRef<str>) -> Result<T, Complaint> {
    let message = visible(message.as_ref());
    Err(Complaint::new(offset, format!("in HTML, {message}")))
}

fn read_tree(html: &Html) -> Result<Element, Complaint> {
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
    fn attribute(&self, name: &str) -> Option<&str> {
        let mut attributes = self.attributes.iter();
        attributes.find_map(|(key, value)| (key == name).then_some(value.as_str()))
    }

    /// A number that is given as an attribute.
    fn number<N: std::str::FromStr>(&self, name: &str) -> Result<Option<N>, Complaint> {
        let Some(value) = self.attribute(name) else {
            return Ok(None);
        };
        match value.parse() {
            Ok(number) => Ok(Some(number)),
            Err(_) => refuse(self.offset, format!("{name}=\"{value}\" is not a number")),
        }
    }

    /// Its words, where there are any.
    fn prose(&mut self) -> Result<Option<Prose>, Complaint> {
        let offset = self.offset;
        let mut complaints = Vec::new();
        let words = self.words.take(&mut complaints);
        if let Some(complaint) = complaints.pop() {
            return Err(complaint);
        }
        let prose = words.map(|(_, words)| words.into_prose()).transpose();
        prose.or_else(|reason| refuse(offset, reason))
    }

    fn text(&mut self) -> Result<Option<Text>, Complaint> {
        Ok(self.prose()?.map(|prose| prose.text().clone()))
    }

    /// The blocks in it: its words are one where nothing else is in it.
    fn blocks(mut self) -> Result<Vec<Block>, Complaint> {
        let words = self.prose()?;
        match words {
            Some(prose) if self.children.is_empty() => return Ok(vec![Block::Paragraph(prose)]),
            Some(_) => {
                return refuse(
                    self.offset,
                    format!("<{}> has words beside blocks: put them in <p>", self.name),
                );
            }
            None => {}
        }
        self.children.into_iter().map(block).collect()
    }
}

fn block(mut element: Element) -> Result<Block, Complaint> {
    let offset = element.offset;
    let needed = |words: Option<Prose>| match words {
        Some(words) => Ok(words),
        None => refuse(offset, "an element is empty"),
    };
    match element.name.as_str() {
        "p" => Ok(Block::Paragraph(needed(element.prose()?)?)),
        "table" => table(element).map(Block::Table),
        "blockquote" => match element.blocks()? {
            blocks if blocks.is_empty() => refuse(offset, "a quotation is empty"),
            blocks => Ok(Block::Quote(blocks)),
        },
        "pre" => {
            let code = element.words.take_code();
            Code::try_from(code)
                .map(Block::Code)
                .or_else(|reason| refuse(offset, reason))
        }
        "img" => {
            let words = element.attribute("alt").unwrap_or_default().to_owned();
            Text::try_from(words)
                .map(Block::Figure)
                .or_else(|reason| refuse(offset, reason))
        }
        "ul" | "ol" => list(element).map(Block::List),
        name => refuse(offset, format!("<{name}> is not supported here")),
    }
}

fn list(element: Element) -> Result<List, Complaint> {
    let offset = element.offset;
    let start = match element.name.as_str() {
        "ol" => Some(element.number("start")?.unwrap_or(1)),
        _ => None,
    };
    let items = element.children.into_iter().map(item);
    let items = items.collect::<Result<_, _>>()?;
    List::new(start, items).or_else(|reason| refuse(offset, reason))
}

fn item(element: Element) -> Result<Item, Complaint> {
    let offset = element.offset;
    if element.name != "li" {
        return refuse(offset, "only <li> is supported in a list");
    }
    let mark = element.attribute("data-mark").map(str::to_owned);
    let mut item = Item {
        mark: None,
        content: element.blocks()?,
    };
    match mark {
        Some(mark) if !strip_mark(&mut item, &mark) => {
            refuse(offset, "an item does not begin with its data-mark")
        }
        _ => Ok(item),
    }
}

fn table(element: Element) -> Result<Table, Complaint> {
    let offset = element.offset;
    let (mut caption, mut head, mut body, mut notes) = (None, Vec::new(), Vec::new(), Vec::new());
    for mut part in element.children {
        match part.name.as_str() {
            "caption" => caption = part.text()?,
            "thead" => head = rows(part)?,
            "tbody" => body = rows(part)?,
            "tfoot" => {
                for row in part.children {
                    for mut cell in row.children {
                        notes.extend(cell.prose()?);
                    }
                }
            }
            name => {
                let message = format!("<{name}> is not supported directly in <table>");
                return refuse(part.offset, message);
            }
        }
    }
    Table::new(caption, head, body, notes).or_else(|reason| refuse(offset, reason))
}

fn rows(part: Element) -> Result<Vec<Row>, Complaint> {
    let row = |row: Element| match row.name.as_str() {
        "tr" => row.children.into_iter().map(cell).collect(),
        _ => refuse(row.offset, "only <tr> is supported here"),
    };
    part.children.into_iter().map(row).collect()
}

fn cell(element: Element) -> Result<Cell, Complaint> {
    if !matches!(element.name.as_str(), "td" | "th") {
        return refuse(element.offset, "only <td> and <th> are supported in a row");
    }
    Ok(Cell {
        colspan: element.number("colspan")?.unwrap_or(1),
        rowspan: element.number("rowspan")?.unwrap_or(1),
        content: element.blocks()?,
    })
}
