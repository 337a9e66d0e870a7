//! Blocks of a section as lines of text: paragraphs, lists with hanging indents, tables in columns.

use std::ops::Range;

use super::{grid, wrap};
use crate::entry::{Block, Cell, Item, List, MarkKind, Prose, Table};
use crate::theme::Role;

/// How blocks are laid out.
#[derive(Clone, Copy, Debug)]
pub(super) struct Layout {
    /// The most columns of a line of prose; `None` where nothing is wrapped.
    pub prose: Option<usize>,
    /// The most columns of a table.
    pub width: Option<usize>,
    /// The bullets of lists and of lists in lists.
    pub bullets: [&'static str; 2],
    /// What the rule under the head of a table is drawn with.
    pub rule: char,
    /// Whether tables are drawn in columns where they fit.
    pub grids: bool,
}

/// A line of text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Line {
    /// The text, without blanks at its end.
    pub text: String,
    /// What pieces of it mean, by bytes, in order; the rest is the author's text.
    pub spans: Vec<(Range<usize>, Role)>,
}

impl Layout {
    /// The same with so many columns less.
    fn narrowed(self, by: usize) -> Self {
        let less = |width: Option<usize>| width.map(|width| width.saturating_sub(by).max(1));
        Self {
            prose: less(self.prose),
            width: less(self.width),
            ..self
        }
    }

    /// The lines of blocks, with an empty one between two blocks.
    pub(super) fn blocks(self, blocks: &[Block], depth: usize) -> Vec<Line> {
        let mut lines = Vec::new();
        for block in blocks {
            let own = self.block(block, depth);
            if !lines.is_empty() && !own.is_empty() {
                lines.push(Line::default());
            }
            lines.extend(own);
        }
        lines
    }

    fn block(self, block: &Block, depth: usize) -> Vec<Line> {
        match block {
            Block::Paragraph(prose) => self.prose(prose, "", 0),
            Block::List(list) => self.list(list, depth),
            Block::Table(table) => self.table(table),
            Block::Figure(words) => self.plain(&format!("[Figure: {words}]"), Role::Text),
            Block::Quote(blocks) => self
                .narrowed(2)
                .blocks(blocks, depth)
                .into_iter()
                .map(|line| line.behind("> ", "> "))
                .collect(),
            Block::Code(code) => code
                .as_str()
                .lines()
                .flat_map(|line| self.code(line))
                .collect(),
        }
    }

    /// A line of code, indented; what is too long goes on under its first word.
    fn code(self, line: &str) -> Vec<Line> {
        let line = line.replace('\t', "    ");
        let words = line.trim();
        let indent = 4 + line.len() - line.trim_start().len();
        let opening = " ".repeat(indent);
        let lines = wrap::lines(words, self.prose, &opening, indent);
        lines
            .into_iter()
            .map(|line| Line::of(line.trim_end()))
            .collect()
    }

    fn plain(self, text: &str, role: Role) -> Vec<Line> {
        let lines = wrap::lines(text, self.prose, "", 0);
        lines
            .into_iter()
            .map(|text| Line {
                spans: vec![(0..text.len(), role)],
                text,
            })
            .collect()
    }

    /// The lines of a paragraph, the first behind `opening`, the others behind `hanging` blanks.
    fn prose(self, prose: &Prose, opening: &str, hanging: usize) -> Vec<Line> {
        let (text, marks) = shown(prose);
        let mut cursor = 0;
        let mut indent = opening.len();
        wrap::lines(&text, self.prose, opening, hanging)
            .into_iter()
            .map(|line| {
                let words = line[indent..].trim_start();
                // Lines are pieces of the text in order; only blanks between them are left out.
                let start = text[cursor..].find(words).map_or(cursor, |at| cursor + at);
                cursor = start + words.len();
                let shift = line.len() - words.len();
                let mut spans = Vec::new();
                if indent > 0 && indent == opening.len() && hanging > 0 {
                    let sign = opening.trim();
                    let at = opening.find(sign).unwrap_or(0);
                    spans.push((at..at + sign.len(), Role::Label));
                }
                spans.extend(marks.iter().filter_map(|(range, role)| {
                    let from = range.start.max(start);
                    let to = range.end.min(cursor);
                    (from < to).then(|| (from - start + shift..to - start + shift, *role))
                }));
                indent = 0;
                Line { text: line, spans }
            })
            .collect()
    }

    fn list(self, list: &List, depth: usize) -> Vec<Line> {
        let is_loose = list.items().iter().any(is_loose);
        let openings: Vec<String> = list
            .items()
            .iter()
            .enumerate()
            .map(|(at, item)| self.opening(list, at, item, depth))
            .collect();
        let widest = openings.iter().map(|opening| wrap::display_width(opening));
        let hanging = widest.max().unwrap_or(0);
        let mut lines: Vec<Line> = Vec::new();
        for (item, opening) in list.items().iter().zip(openings) {
            if is_loose && !lines.is_empty() {
                lines.push(Line::default());
            }
            // Numbers end where the longest does.
            let lead = " ".repeat(hanging - wrap::display_width(&opening));
            lines.extend(self.item(item, &(lead + &opening), hanging, depth));
        }
        lines
    }

    /// What stands before an item: its own mark, its number, or a bullet.
    fn opening(self, list: &List, at: usize, item: &Item, depth: usize) -> String {
        let sign = match (&item.mark, list.start()) {
            (Some(mark), _) => mark.to_string(),
            (None, Some(start)) => format!("{}.", start as usize + at),
            (None, None) => self.bullets[depth.min(1)].to_owned(),
        };
        format!("  {sign} ")
    }

    fn item(self, item: &Item, opening: &str, hanging: usize, depth: usize) -> Vec<Line> {
        let mut rest = item.content.as_slice();
        let mut lines = match rest {
            [Block::Paragraph(prose), after @ ..] => {
                rest = after;
                self.prose(prose, opening, hanging)
            }
            _ => vec![Line::of(opening.trim_end())],
        };
        for block in rest {
            let inner = self.narrowed(hanging).block(block, depth + 1);
            if !matches!(block, Block::List(_)) {
                lines.push(Line::default());
            }
            // A list in an item begins under the item's words, with its own indent.
            let indent = match block {
                Block::List(_) => hanging.saturating_sub(2),
                _ => hanging,
            };
            lines.extend(inner.into_iter().map(|line| line.indented(indent)));
        }
        lines
    }

    fn table(self, table: &Table) -> Vec<Line> {
        let mut lines = Vec::new();
        if let Some(caption) = table.caption() {
            lines.extend(self.plain(caption.as_str(), Role::Heading));
        }
        let lay = |cell: &Cell, width: Option<usize>| {
            let inner = Self {
                prose: width,
                width,
                grids: false,
                ..self
            };
            let lines = inner.blocks(&cell.content, 0);
            lines.into_iter().map(|line| line.text).collect()
        };
        let drawn = self
            .grids
            .then(|| grid::lines(table, self.width, self.rule, &lay));
        match drawn.flatten() {
            Some(drawn) => lines.extend(drawn.into_iter().map(|line| Line {
                spans: match line.part {
                    grid::Part::Head => vec![(0..line.text.len(), Role::Heading)],
                    grid::Part::Rule | grid::Part::Body => Vec::new(),
                },
                text: line.text,
            })),
            None => {
                for row in grid::rows_in_words(table, &|cell| lay(cell, None).join(" ")) {
                    lines.extend(self.plain(&row, Role::Text));
                }
            }
        }
        for note in table.notes() {
            lines.extend(self.prose(note, "", 0));
        }
        lines
    }
}

impl Line {
    fn of(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            spans: Vec::new(),
        }
    }

    /// The line behind `before`, or behind `bare` where it is empty.
    fn behind(self, before: &str, bare: &str) -> Self {
        if self.text.is_empty() {
            return Self::of(bare.trim_end());
        }
        let by = before.len();
        let shift = |(range, role): (Range<usize>, Role)| (range.start + by..range.end + by, role);
        Self {
            text: before.to_owned() + &self.text,
            spans: self.spans.into_iter().map(shift).collect(),
        }
    }

    fn indented(self, by: usize) -> Self {
        self.behind(&" ".repeat(by), "")
    }
}

/// Whether an item holds more than a paragraph and lists.
fn is_loose(item: &Item) -> bool {
    let rest = match item.content.as_slice() {
        [Block::Paragraph(_), rest @ ..] | rest => rest,
    };
    !rest.iter().all(|block| matches!(block, Block::List(_)))
}

/// The words of a paragraph with the addresses of its links behind them, and what its marks mean, by
/// bytes.
fn shown(prose: &Prose) -> (String, Vec<(Range<usize>, Role)>) {
    let text = prose.as_str();
    if prose.marks().is_empty() {
        return (text.to_owned(), Vec::new());
    }
    let byte_of = |point: usize| {
        text.char_indices()
            .nth(point)
            .map_or(text.len(), |(at, _)| at)
    };
    // The addresses by the place behind which they stand.
    let mut addresses: Vec<(usize, String)> = prose
        .marks()
        .iter()
        .filter_map(|mark| {
            let url = mark.url.as_ref()?;
            let (start, end) = (byte_of(mark.start), byte_of(mark.end));
            (text[start..end] != *url.as_str()).then(|| (end, format!(" ({url})")))
        })
        .collect();
    addresses.sort();
    let mut shown = String::with_capacity(text.len());
    let mut from = 0;
    for (at, address) in &addresses {
        shown += &text[from..*at];
        shown += address;
        from = *at;
    }
    shown += &text[from..];
    let moved = |at: usize| {
        let before = addresses.iter().filter(|(place, _)| *place < at);
        at + before.map(|(_, address)| address.len()).sum::<usize>()
    };
    let spans = prose.marks().iter().filter_map(|mark| {
        let role = match mark.kind {
            MarkKind::Strong => Role::Strong,
            MarkKind::Emphasis => Role::Emphasis,
            MarkKind::Link | MarkKind::Code => return None,
        };
        Some((moved(byte_of(mark.start))..moved(byte_of(mark.end)), role))
    });
    let spans = spans.collect();
    (shown, spans)
}
