//! The elements of a block of HTML → a table. Only what a page is written with is read: rows, cells with
//! their spans, and the blocks in them.

use super::html::{self, Element, Html, refuse};
use super::marks::strip_mark;
use super::plain;
use crate::entry::{Block, Cell, Code, Item, List, Prose, Row, Table};
use crate::ingest::complaint::Complaint;
use crate::text::Text;

/// The table that the HTML is.
///
/// # Errors
/// With the first that is wrong.
pub fn read(html: &Html) -> Result<Table, Complaint> {
    table(html::read(html)?)
}

/// The blocks in an element: its words are one where nothing else is in it.
fn blocks(mut element: Element) -> Result<Vec<Block>, Complaint> {
    let words = element.prose()?;
    match words {
        Some(prose) if element.children.is_empty() => return Ok(vec![Block::Paragraph(prose)]),
        Some(_) => {
            return refuse(
                element.offset,
                format!(
                    "<{}> has words beside blocks: put them in <p>",
                    element.name
                ),
            );
        }
        None => {}
    }
    element.children.into_iter().map(block).collect()
}

fn block(mut element: Element) -> Result<Block, Complaint> {
    let offset = element.offset;
    let needed = |words: Option<Prose>| match words {
        Some(words) => Ok(words),
        None => refuse(offset, "an element is empty"),
    };
    match element.name.as_str() {
        "p" => Ok(Block::Paragraph(needed(element.prose()?)?)),
        "table" => table(element).map(Block::from),
        "blockquote" => match blocks(element)? {
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
        content: blocks(element)?,
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
            "caption" => {
                caption = match part.prose()? {
                    Some(prose) => Some(caption_of(&prose, part.offset)?),
                    None => None,
                }
            }
            "thead" => head = rows(part)?,
            "tbody" => body = rows(part)?,
            "tfoot" => {
                for cell in rows(part)?.into_iter().flatten() {
                    match cell.content.as_slice() {
                        [Block::Paragraph(note)] => notes.push(note.clone()),
                        _ => return refuse(offset, "a note of the table is not one paragraph"),
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
        content: blocks(element)?,
    })
}

/// A caption, in which no marks are kept.
fn caption_of(prose: &Prose, offset: usize) -> Result<Text, Complaint> {
    let words = plain::of_prose(prose);
    Text::try_from(words).or_else(|reason| refuse(offset, reason))
}
