//! Blocks → lines of Markdown. What Markdown has no place for is said in a comment before a block,
//! where the page is to be read back.

use std::borrow::Cow;

use super::escape::{escaped, push_escaped};
use super::{html, inline};
use crate::entry::{Block, Cell, Code, Item, List, Mark, Prose, Row, Table};
use crate::ingest::markdown::marks::{first_word, sign_of};
use crate::ingest::metadata::quoted;
use crate::text::Text;

/// The most digits that the number of an item may have.
const MAX_NUMBER: u32 = 999_999_999;

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
                Block::List(list) => Some(list.start().is_some_and(|start| fits(list, start))),
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
        let start = list.start().filter(|start| fits(list, *start));
        if let Some(comment) = list_comment(list) {
            self.comment(&comment);
        }
        let is_tight = is_tight(list);
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
            let mark = number.as_deref().or(item.mark.as_ref().map(Text::as_str));
            self.item(&sign, mark, item, is_tight);
        }
    }

    fn item(&mut self, sign: &str, mark: Option<&str>, item: &Item, is_tight: bool) {
        let marked;
        let content = match mark {
            Some(mark) => {
                marked = with_mark(mark, &item.content);
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

/// Whether the numbers of a list have no more digits than Markdown reads.
fn fits(list: &List, start: u32) -> bool {
    u32::try_from(list.items().len()).is_ok_and(|count| start.saturating_add(count) <= MAX_NUMBER)
}

/// What the signs of a list do not say of it.
fn list_comment(list: &List) -> Option<String> {
    if let Some(start) = list.start() {
        return (!fits(list, start)).then(|| format!("list = {{ start = {start} }}"));
    }
    let items = list.items();
    // The first block of each item, behind its mark.
    let firsts = items.iter().map(|item| {
        let first = item.content.get(..1).unwrap_or_default();
        match &item.mark {
            Some(mark) => Cow::Owned(with_mark(mark.as_str(), first)),
            None => Cow::Borrowed(first),
        }
    });
    let firsts: Vec<Cow<[Block]>> = firsts.collect();
    let mark = |item: &Item| item.mark.as_ref().map(Text::to_string);
    let mut pairs = items.iter().zip(&firsts);
    if pairs
        .clone()
        .all(|(item, first)| sign_of(first).map(str::to_owned) == mark(item))
    {
        return None;
    }
    if pairs.all(|(item, first)| item.mark.is_some() && first_word(first) == mark(item)) {
        return Some("list = { marks = true }".to_owned());
    }
    let marks = items
        .iter()
        .map(|item| quoted(&mark(item).unwrap_or_default()));
    let marks: Vec<String> = marks.collect();
    Some(format!("list = {{ marks = [{}] }}", marks.join(", ")))
}

/// The content of an item behind its mark.
pub fn with_mark(mark: &str, content: &[Block]) -> Vec<Block> {
    let (words, marks, rest) = match content {
        [Block::Paragraph(prose), rest @ ..] => {
            let shift = mark.chars().count() + 1;
            let marks = prose.marks().iter().map(|it| Mark {
                start: it.start + shift,
                end: it.end + shift,
                ..it.clone()
            });
            (
                format!("{mark} {prose}", prose = prose.as_str()),
                marks.collect(),
                rest,
            )
        }
        rest => (mark.to_owned(), Vec::new(), rest),
    };
    // Words behind a mark are a text as they are without it.
    let paragraph = Text::try_from(words).and_then(|text| Prose::new(text, marks));
    let paragraph = paragraph.into_iter().map(Block::Paragraph);
    paragraph.chain(rest.iter().cloned()).collect()
}

/// Whether a list is written without blank lines: its items are words, with such a list under them.
fn is_tight(list: &List) -> bool {
    list.items()
        .iter()
        .all(|item| match item.content.as_slice() {
            [] | [Block::Paragraph(_)] => true,
            [Block::Paragraph(_), Block::List(nested)] => {
                // An empty item, or a number other than 1, does not end a paragraph.
                let is_seen = nested.start().is_none_or(|start| start == 1)
                    && nested
                        .items()
                        .first()
                        .is_some_and(|item| !item.content.is_empty() || item.mark.is_some());
                is_seen && list_comment(nested).is_none() && is_tight(nested)
            }
            _ => false,
        })
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
