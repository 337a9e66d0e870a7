//! Blocks of a section as lines of text: paragraphs, lists with hanging indents, tables in columns.

use super::columns::CellLayout;
use super::lines::Line;
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

    /// The lines of blocks, with an empty one between two blocks unless they stand close.
    pub(super) fn blocks(self, blocks: &[Block]) -> Vec<Line> {
        if let [block] = blocks {
            return self.block(block);
        }
        let mut lines = Vec::new();
        for block in blocks {
            let own = self.block(block);
            if !(self.is_close || lines.is_empty() || own.is_empty()) {
                lines.push(Line::default());
            }
            lines.extend(own);
        }
        lines
    }

    pub(super) fn block(self, block: &Block) -> Vec<Line> {
        match block {
            Block::Paragraph(prose) => self.prose(prose, Line::default(), 0),
            Block::List(list) => self.list(list),
            Block::Table(table) => self.table(table),
            Block::Figure(words) => self.plain(&figure(words.as_str()), Role::Text),
            Block::Quote(blocks) => {
                let lines = self.narrowed(2).blocks(blocks).into_iter();
                lines.map(|line| line.behind("> ")).collect()
            }
            Block::Code(code) => code_lines(code)
                .map(|line| Line::new(line, Role::Text).indented(4))
                .collect(),
        }
    }

    fn plain(self, text: &str, role: Role) -> Vec<Line> {
        let lines = wrap::lines(text, self.prose, "", 0).into_iter();
        lines.map(|line| Line::new(line, role)).collect()
    }

    /// The lines of a paragraph, the first behind `opening`, the others behind `hanging` blanks.
    fn prose(self, prose: &Prose, opening: Line, hanging: usize) -> Vec<Line> {
        let (text, spans) = marks::shown(prose);
        let wrapped = wrap::lines(&text, self.prose, &opening.text, hanging);
        let mut opened = opening.spans;
        let mut before = opening.text.len();
        let mut cursor = 0;
        let lines = wrapped.into_iter().map(|line| {
            let mut own = std::mem::take(&mut opened);
            if spans.is_empty() {
                return Line {
                    text: line,
                    spans: own,
                };
            }
            let words = line[std::mem::take(&mut before)..].trim_start();
            let shift = line.len() - words.len();
            // Lines are pieces of the text in order; only blanks between them are left out.
            let start = text.len() - text[cursor..].trim_start().len();
            cursor = start + words.len();
            let first = spans.partition_point(|(range, _)| range.end <= start);
            let here = spans[first..].iter();
            own.extend(
                here.take_while(|(range, _)| range.start < cursor)
                    .map(|(range, role)| {
                        let from = range.start.max(start) - start + shift;
                        (from..range.end.min(cursor) - start + shift, *role)
                    }),
            );
            Line {
                text: line,
                spans: own,
            }
        });
        lines.collect()
    }

    fn list(self, list: &List) -> Vec<Line> {
        let signs: Vec<String> = (0..list.items().len())
            .map(|at| sign(list, at, self.bullet()))
            .collect();
        let widest = signs.iter().map(|sign| wrap::display_width(sign)).max();
        let hanging = self.indent + widest.unwrap_or(0).min(MAX_SIGN) + 1;
        let mut lines: Vec<Line> = Vec::new();
        let mut follows_loose = false;
        for (item, sign) in list.items().iter().zip(signs) {
            let is_loose = !self.is_close && is_loose(item);
            if (is_loose || follows_loose) && !lines.is_empty() {
                lines.push(Line::default());
            }
            follows_loose = is_loose;
            // Numbers end where the longest does.
            let lead = (hanging - 1).saturating_sub(wrap::display_width(&sign));
            let mut opening = Line::new(sign, Role::Label).indented(lead);
            opening.text.push(' ');
            lines.extend(self.item(item, opening, hanging));
        }
        lines
    }

    /// What stands before an item that has neither a mark of its own nor a number.
    fn bullet(self) -> &'static str {
        bullet(self.symbols, self.depth)
    }

    fn item(self, item: &Item, mut opening: Line, hanging: usize) -> Vec<Line> {
        let mut rest = item.content.as_slice();
        let mut lines = if let [Block::Paragraph(prose), after @ ..] = rest {
            rest = after;
            self.prose(prose, opening, hanging)
        } else {
            opening.text.truncate(opening.text.trim_end().len());
            vec![opening]
        };
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
                lines.push(Line::default());
            }
            let block = inner.block(block).into_iter();
            lines.extend(block.map(|line| line.indented(hanging)));
        }
        lines
    }

    /// The columns of a cell whose words are not broken, and of one whose words are broken wherever they
    /// can be.
    fn extent(self, cell: &Cell) -> (usize, usize) {
        match cell.content.as_slice() {
            [] => (0, 0),
            [Block::Paragraph(prose)] => wrap::extent(&marks::words(prose)),
            blocks => {
                let width = |width| columns::widest(&self.cell(width).blocks(blocks));
                (width(None), width(Some(1)))
            }
        }
    }

    fn table(self, table: &Table) -> Vec<Line> {
        let mut lines = Vec::new();
        if let Some(caption) = table.caption() {
            lines.extend(self.plain(caption.as_str(), Role::Subheading));
        }
        let rule = if self.symbols.box_drawing { "─" } else { "-" };
        let cells = CellLayout {
            lines: &|cell, width| self.cell(Some(width)).blocks(&cell.content),
            extent: &|cell| self.extent(cell),
        };
        let drawn = self
            .grids
            .then(|| columns::lines(table, self.width, rule, &cells));
        if let Some(drawn) = drawn.flatten() {
            let end = (!table.notes().is_empty()).then(|| columns::rule(&drawn, rule));
            lines.extend(drawn.into_iter().chain(end));
        } else {
            let words = |cell: &Cell| plain::cell(cell, self.symbols);
            let rows = matrix::rows_in_words(table, &words).into_iter();
            lines.extend(rows.flat_map(|row| self.plain(&row, Role::Text)));
        }
        for note in table.notes() {
            lines.extend(self.prose(note, Line::default(), 0));
        }
        lines
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
