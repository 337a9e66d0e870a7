//! Blocks of a section as lines of text: paragraphs, lists with hanging indents, tables in columns.

use std::ops::Range;

use super::columns::CellLayout;
use super::lines::Lines;
use super::{Page, Symbols, columns, marks, matrix, plain, wrap};
use crate::entry::{Block, Cell, Code, Item, List, Prose, Table};
use crate::theme::Role;

/// The most columns that words keep free for the signs of their list; a longer one moves its first line.
const MAX_SIGN: usize = 10;

/// How blocks are laid out.
#[derive(Clone, Copy, Debug)]
pub(super) struct Layout {
    /// The most columns of a line of prose; `None` where nothing is wrapped.
    prose: Option<usize>,
    /// The most columns of a table.
    width: Option<usize>,
    /// How far lists are indented.
    indent: usize,
    /// How many lists hold what is laid out.
    depth: usize,
    symbols: Symbols,
    /// Whether tables are drawn in columns where they fit.
    grids: bool,
    /// Whether blocks stand close, as in a cell.
    is_close: bool,
}

impl Layout {
    /// What fits a page.
    pub(super) fn of(page: &Page) -> Self {
        Self {
            prose: page.prose_width(),
            width: page.width,
            indent: 2,
            depth: 0,
            symbols: page.symbols,
            grids: page.grids,
            is_close: false,
        }
    }

    /// What fits a cell of so many columns.
    fn cell(self, width: Option<usize>) -> Self {
        Self {
            prose: width,
            width,
            indent: 0,
            grids: false,
            is_close: true,
            ..self
        }
    }

    /// The same with so many columns less.
    fn narrowed(self, by: usize) -> Self {
        let less = |width: Option<usize>| width.map(|width| width.saturating_sub(by).max(1));
        Self {
            prose: less(self.prose),
            width: less(self.width),
            ..self
        }
    }

    /// Puts blocks on lines, with an empty one between two blocks unless they stand close.
    pub(super) fn blocks(self, blocks: &[Block], out: &mut Lines) {
        let first = out.len();
        for block in blocks {
            let before = out.len();
            if !self.is_close && before > first {
                out.end_line();
            }
            let own = out.len();
            self.block(block, out);
            if out.len() == own {
                out.truncate(before);
            }
        }
    }

    /// Puts a block on lines.
    pub(super) fn block(self, block: &Block, out: &mut Lines) {
        match block {
            Block::Paragraph(prose) => self.prose(prose, &Opening::default(), 0, out),
            Block::List(list) => self.list(list, out),
            Block::Table(table) => self.table(table, out),
            Block::Figure(words) => self.plain(&figure(words.as_str()), Role::Text, out),
            Block::Quote(blocks) => {
                out.behind("> ", |out| self.narrowed(2).blocks(blocks, out));
            }
            Block::Code(code) => out.behind("    ", |out| {
                for line in code_lines(code) {
                    out.push(&line);
                    out.end_line();
                }
            }),
        }
    }

    fn plain(self, text: &str, role: Role, out: &mut Lines) {
        for line in wrap::lines(text, self.prose, "", 0) {
            out.push(&line.indent);
            out.push_as(role, line.words);
            out.end_line();
        }
    }

    /// The lines of a paragraph, the first behind `opening`, the others behind `hanging` blanks.
    fn prose(self, prose: &Prose, opening: &Opening, hanging: usize, out: &mut Lines) {
        let (text, spans) = marks::shown(prose);
        for line in wrap::lines(&text, self.prose, &opening.text, hanging) {
            if line.start == 0 {
                opening.push_to(out);
            } else {
                out.push(&line.indent);
            }
            let end = line.start + line.words.len();
            let first = spans.partition_point(|(range, _)| range.end <= line.start);
            let here = spans[first..].iter();
            let here = here
                .take_while(|(range, _)| range.start < end)
                .map(|(range, role)| {
                    let from = range.start.max(line.start) - line.start;
                    (from..range.end.min(end) - line.start, *role)
                });
            out.push_marked(line.words, here);
            out.end_line();
        }
    }

    fn list(self, list: &List, out: &mut Lines) {
        let signs: Vec<String> = (0..list.items().len())
            .map(|at| sign(list, at, self.bullet()))
            .collect();
        let widest = signs.iter().map(|sign| wrap::display_width(sign)).max();
        let hanging = self.indent + widest.unwrap_or(0).min(MAX_SIGN) + 1;
        let first = out.len();
        let mut follows_loose = false;
        for (item, sign) in list.items().iter().zip(signs) {
            let is_loose = !self.is_close && is_loose(item);
            if (is_loose || follows_loose) && out.len() > first {
                out.end_line();
            }
            follows_loose = is_loose;
            // Numbers end where the longest does.
            let lead = (hanging - 1).saturating_sub(wrap::display_width(&sign));
            let opening = Opening {
                sign: lead..lead + sign.len(),
                text: format!("{}{sign} ", wrap::blanks(lead)),
            };
            self.item(item, &opening, hanging, out);
        }
    }

    /// What stands before an item that has neither a mark of its own nor a number.
    fn bullet(self) -> &'static str {
        bullet(self.symbols, self.depth)
    }

    fn item(self, item: &Item, opening: &Opening, hanging: usize, out: &mut Lines) {
        let mut rest = item.content.as_slice();
        if let [Block::Paragraph(prose), after @ ..] = rest {
            rest = after;
            self.prose(prose, opening, hanging, out);
        } else {
            opening.push_alone_to(out);
            out.end_line();
        }
        // A list in an item begins under the item's words.
        let inner = Self {
            indent: 0,
            depth: self.depth + 1,
            ..self.narrowed(hanging)
        };
        let follows_words = rest.len() < item.content.len();
        for (at, block) in rest.iter().enumerate() {
            let is_list = matches!(block, Block::List(_));
            if !(self.is_close || is_list) && (at > 0 || follows_words) {
                out.end_line();
            }
            out.behind(&wrap::blanks(hanging), |out| inner.block(block, out));
        }
    }

    /// The columns of a cell whose words are not broken, and of one whose words are broken wherever they
    /// can be.
    fn extent(self, cell: &Cell) -> (usize, usize) {
        let mut paragraphs = cell.content.iter().map(|block| match block {
            Block::Paragraph(prose) => Some(wrap::extent(&marks::words(prose))),
            _ => None,
        });
        let widest = |(whole, word): (usize, usize), own: (usize, usize)| {
            (whole.max(own.0), word.max(own.1))
        };
        let extent = paragraphs.try_fold((0, 0), |extent, own| Some(widest(extent, own?)));
        extent.unwrap_or_else(|| {
            let width = |width| {
                let mut lines = Lines::default();
                self.cell(width).blocks(&cell.content, &mut lines);
                lines.widest()
            };
            (width(None), width(Some(1)))
        })
    }

    fn table(self, table: &Table, out: &mut Lines) {
        if let Some(caption) = table.caption() {
            self.plain(caption.as_str(), Role::Subheading, out);
        }
        let rule = if self.symbols.box_drawing { "─" } else { "-" };
        let cells = CellLayout {
            lines: &|cell, width, out| self.cell(Some(width)).blocks(&cell.content, out),
            extent: &|cell| self.extent(cell),
        };
        let drawn = self
            .grids
            .then(|| columns::draw(table, self.width, rule, &cells, out));
        if let Some(widest) = drawn.flatten() {
            if !table.notes().is_empty() {
                out.push(&rule.repeat(widest));
                out.end_line();
            }
        } else {
            let words = |cell: &Cell| plain::cell(cell, self.symbols);
            for row in matrix::rows_in_words(table, &words) {
                self.plain(&row, Role::Text, out);
            }
        }
        for note in table.notes() {
            self.prose(note, &Opening::default(), 0, out);
        }
    }
}

/// What stands before the words of an item.
#[derive(Debug, Default)]
struct Opening {
    text: String,
    /// Where in it the sign of the item is, between blanks.
    sign: Range<usize>,
}

impl Opening {
    fn push_to(&self, out: &mut Lines) {
        if !self.text.is_empty() {
            self.push_alone_to(out);
            out.push(&self.text[self.sign.end..]);
        }
    }

    /// Puts it on a line of its own, without the blanks at its end.
    fn push_alone_to(&self, out: &mut Lines) {
        out.push(&self.text[..self.sign.start]);
        out.push_as(Role::Label, &self.text[self.sign.clone()]);
    }
}

/// Whether an item holds more than a paragraph and lists.
fn is_loose(item: &Item) -> bool {
    let rest = match item.content.as_slice() {
        [Block::Paragraph(_), rest @ ..] | rest => rest,
    };
    !rest.iter().all(|block| matches!(block, Block::List(_)))
}

/// What stands before the item at this place: its own mark, its number, or a bullet.
pub(super) fn sign(list: &List, at: usize, bullet: &str) -> String {
    match (&list.items()[at].mark, list.start()) {
        (Some(mark), _) => mark.to_string(),
        (None, Some(start)) => format!("{}.", start as usize + at),
        (None, None) => bullet.to_owned(),
    }
}

/// The bullet of a list that lies in so many others.
pub(super) fn bullet(symbols: Symbols, depth: usize) -> &'static str {
    let [second, third] = symbols.nested_bullets;
    [symbols.bullet, second, third][depth.min(2)]
}

/// What stands for a picture.
pub(super) fn figure(words: &str) -> String {
    format!("[Figure: {words}]")
}

/// Lines of code, without the blanks at their ends.
pub(super) fn code_lines(code: &Code) -> impl Iterator<Item = String> {
    let lines = code.as_str().lines();
    lines.map(|line| line.replace('\t', "    ").trim_end().to_owned())
}
