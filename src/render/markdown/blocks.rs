//! Blocks → lines of Markdown. What Markdown has no place for is said in a comment before a block,
//! where the page is to be read back.

use super::escape::{escaped, push_escaped};
use super::{html, inline, lists};
use crate::entry::{Block, Cell, Code, Item, List, Row, Table};
use crate::text::Text;

/// The mark of an item that a page of Markdown shows before every item.
const BULLET: &str = "•";

/// The lines of blocks with a blank one between them.
pub fn lines(blocks: &[Block], has_comments: bool) -> Vec<String> {
    Lines::of(blocks, has_comments, false)
}

/// Lines of Markdown.
struct Lines {
    written: Vec<String>,
    /// Whether comments are written.
    has_comments: bool,
    /// Whether they lie in a list or a quotation.
    is_nested: bool,
}

impl Lines {
    fn of(blocks: &[Block], has_comments: bool, is_nested: bool) -> Vec<String> {
        let mut lines = Self {
            written: Vec::new(),
            has_comments,
            is_nested,
        };
        // Whether the last block is a list, whether that is counted, and whether it has the other signs.
        let mut before: Option<(bool, bool)> = None;
        for block in blocks {
            let kind = match block {
                Block::List(list) => {
                    Some(list.start().is_some_and(|start| lists::fits(list, start)))
                }
                _ => None,
            };
            // With its signs another list of a kind would go on with the one before it.
            let is_other = kind.is_some() && before == kind.map(|kind| (kind, false));
            before = kind.map(|kind| (kind, is_other));
            lines.push_blank();
            lines.block(block, is_other);
        }
        lines.written
    }

    fn push(&mut self, line: impl Into<String>) {
        self.written.push(line.into());
    }

    fn push_blank(&mut self) {
        if !self.written.is_empty() {
            self.push("");
        }
    }

    fn comment(&mut self, comment: &str) {
        if self.has_comments {
            self.push(format!("<!-- {comment} -->"));
            self.push("");
        }
    }

    fn block(&mut self, block: &Block, is_other: bool) {
        match block {
            Block::Paragraph(prose) => self.push(inline::paragraph(prose)),
            Block::List(list) => self.list(list, is_other),
            Block::Table(table) => self.table(table),
            Block::Figure(words) => self.push(figure(words)),
            Block::Quote(blocks) => {
                for line in Self::of(blocks, self.has_comments, true) {
                    let is_blank = line.is_empty();
                    self.push(if is_blank {
                        ">".to_owned()
                    } else {
                        format!("> {line}")
                    });
                }
            }
            Block::Code(code) => self.code(code),
        }
    }

    fn code(&mut self, code: &Code) {
        let code = code.as_str();
        let runs = code.split(|c| c != '`').map(str::len);
        let fence = "`".repeat((runs.max().unwrap_or(0) + 1).max(3));
        self.push(&fence);
        code.split('\n').for_each(|line| self.push(line));
        self.push(fence);
    }

    /// A list, with the other signs where those before it are of its kind.
    fn list(&mut self, list: &List, is_other: bool) {
        let start = list.start().filter(|start| lists::fits(list, *start));
        if let Some(comment) = lists::comment(list) {
            self.comment(&comment);
        }
        let is_tight = lists::is_tight(list);
        for (index, item) in list.items().iter().enumerate() {
            let sign = match (start, is_other) {
                (Some(start), false) => format!("{}. ", start as usize + index),
                (Some(start), true) => format!("{}) ", start as usize + index),
                (None, false) => "- ".to_owned(),
                (None, true) => "* ".to_owned(),
            };
            if index > 0 && !is_tight {
                self.push("");
            }
            let number = list.start().filter(|_| start.is_none());
            let number = number.map(|start| format!("{}.", start as usize + index));
            // What only looks at the page sees the bullet that Markdown draws.
            let own = item.mark.as_ref().map(Text::as_str);
            let own = own.filter(|mark| self.has_comments || *mark != BULLET);
            let mark = number.as_deref().or(own);
            self.item(&sign, mark, item, is_tight);
        }
    }

    fn item(&mut self, sign: &str, mark: Option<&str>, item: &Item, is_tight: bool) {
        let marked;
        let content = match mark {
            Some(mark) => {
                marked = lists::with_mark(mark, &item.content);
                marked.as_slice()
            }
            None => item.content.as_slice(),
        };
        let mut lines = Self::of(content, self.has_comments, true);
        if is_tight && let Some(blank) = lines.iter().position(String::is_empty) {
            lines.remove(blank);
        }
        let indent = " ".repeat(sign.len());
        let mut is_first = true;
        for line in lines {
            let before = if is_first { sign } else { &indent };
            is_first = false;
            let is_blank = line.is_empty();
            self.push(if is_blank {
                line
            } else {
                format!("{before}{line}")
            });
        }
        if is_first {
            // Three signs without words would be a thematic break; and to some readers an item that
            // is empty ends whatever it lies in.
            let rest = if self.is_nested { "<!-- -->" } else { "" };
            self.push(format!("{sign}{rest}").trim_end());
        }
    }

    fn table(&mut self, table: &Table) {
        if !is_plain(table) {
            for line in html::table(table) {
                self.push(line);
            }
            return;
        }
        let (head, notes) = (table.head().len(), table.notes().len());
        let mut keys = Vec::new();
        if table.caption().is_some() {
            keys.push("caption = true".to_owned());
        }
        if head != 1 {
            keys.push(format!("head = {head}"));
        }
        if notes > 0 {
            keys.push(format!("notes = {notes}"));
        }
        if !keys.is_empty() {
            self.comment(&format!("table = {{ {} }}", keys.join(", ")));
        }
        if let Some(caption) = table.caption() {
            self.push(escaped(caption.as_str()));
            self.push("");
        }
        let mut rows = table.head().iter().chain(table.rows());
        let first = if head == 0 { None } else { rows.next() };
        match first {
            Some(row) => self.row(row),
            None => self.push(format!("|{}", "  |".repeat(table.columns()))),
        }
        self.push(format!("|{}", " --- |".repeat(table.columns())));
        rows.for_each(|row| self.row(row));
        for note in table.notes() {
            self.push("");
            self.push(inline::paragraph(note));
        }
    }

    fn row(&mut self, row: &Row) {
        let mut line = "|".to_owned();
        for cell in row {
            line.push(' ');
            match cell.content.first() {
                Some(Block::Paragraph(prose)) => line.push_str(&inline::cell(prose)),
                Some(Block::Figure(words)) => {
                    line.push_str("![");
                    push_escaped(words.as_str(), None, true, &mut line);
                    line.push_str("]()");
                }
                _ => {}
            }
            line.push_str(" |");
        }
        self.push(line);
    }
}

/// The words that stand for a picture, as those of an image without an address.
fn figure(words: &Text) -> String {
    let mut line = "![".to_owned();
    push_escaped(words.as_str(), None, false, &mut line);
    line + "]()"
}

/// Whether a table has rows and columns alone, with a line of words in each cell.
fn is_plain(table: &Table) -> bool {
    let is_plain = |cell: &Cell| {
        cell.colspan == 1
            && cell.rowspan == 1
            && matches!(
                cell.content.as_slice(),
                [] | [Block::Paragraph(_) | Block::Figure(_)]
            )
    };
    table
        .head()
        .iter()
        .chain(table.rows())
        .flatten()
        .all(is_plain)
}
