//! Tables that Markdown cannot write → lines of HTML, with no blank one among them.

use super::lists::with_mark;
use super::tags::{attribute, html, html_words};
use crate::entry::{Block, Cell, Item, List, Row, Table};

/// The lines of a table.
pub fn table(table: &Table) -> Vec<String> {
    let mut lines = vec!["<table>".to_owned()];
    if let Some(caption) = table.caption() {
        lines.push(format!(
            "<caption>{}</caption>",
            html_words(caption.as_str())
        ));
    }
    rows("thead", "th", table.head(), &mut lines);
    rows("tbody", "td", table.rows(), &mut lines);
    if !table.notes().is_empty() {
        lines.push("<tfoot>".to_owned());
        let columns = table.columns();
        for note in table.notes() {
            let words = html(note);
            lines.push(format!("<tr><td colspan=\"{columns}\">{words}</td></tr>"));
        }
        lines.push("</tfoot>".to_owned());
    }
    lines.push("</table>".to_owned());
    lines
}

fn rows(part: &str, name: &str, rows: &[Row], lines: &mut Vec<String>) {
    if rows.is_empty() {
        return;
    }
    lines.push(format!("<{part}>"));
    for row in rows {
        let cells: String = row.iter().map(|it| cell(name, it)).collect();
        lines.push(format!("<tr>{cells}</tr>"));
    }
    lines.push(format!("</{part}>"));
}

fn cell(name: &str, cell: &Cell) -> String {
    let span = |key: &str, span: usize| match span {
        1 => String::new(),
        _ => format!(" {key}=\"{span}\""),
    };
    let spans = span("colspan", cell.colspan) + &span("rowspan", cell.rowspan);
    format!("<{name}{spans}>{}</{name}>", content(&cell.content))
}

/// Blocks in a cell or an item: words that are alone need no paragraph around them.
fn content(blocks: &[Block]) -> String {
    match blocks {
        [Block::Paragraph(prose)] => html(prose),
        blocks => blocks.iter().map(block).collect(),
    }
}

fn block(block: &Block) -> String {
    match block {
        Block::Paragraph(prose) => format!("<p>{}</p>", html(prose)),
        Block::List(list) => self::list(list),
        Block::Table(table) => self::table(table).concat(),
        Block::Figure(words) => format!("<img alt=\"{}\"/>", attribute(words.as_str())),
        Block::Quote(blocks) => format!("<blockquote>{}</blockquote>", content(blocks)),
        Block::Code(code) => {
            let code = html_words(code.as_str());
            // A line break would end the row, a blank line the table.
            let code = code.replace('\n', "&#10;").replace('\t', "&#9;");
            format!("<pre>{code}</pre>")
        }
    }
}

fn list(list: &List) -> String {
    let items: String = list.items().iter().map(item).collect();
    match list.start() {
        None => format!("<ul>{items}</ul>"),
        Some(1) => format!("<ol>{items}</ol>"),
        Some(start) => format!("<ol start=\"{start}\">{items}</ol>"),
    }
}

fn item(item: &Item) -> String {
    match &item.mark {
        None => format!("<li>{}</li>", content(&item.content)),
        Some(mark) => {
            let words = content(&with_mark(mark.as_str(), &item.content));
            format!(
                "<li data-mark=\"{}\">{words}</li>",
                attribute(mark.as_str())
            )
        }
    }
}
