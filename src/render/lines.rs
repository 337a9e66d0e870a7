//! Lines of text of which pieces are styled, before they are written to a page.

use std::io::{self, Write};
use std::ops::Range;

use super::{Page, wrap};
use crate::theme::Role;

/// Lines of text, one after the other. What is put in goes to the end of the last line.
#[derive(Debug, Default)]
pub(super) struct Lines {
    /// The lines, each with a line feed after it.
    text: String,
    /// What pieces of the text mean, by bytes, in order and apart; the rest is the author's text.
    spans: Vec<(Range<usize>, Role)>,
    /// Of each line where its text ends, and where its spans do.
    ends: Vec<(usize, usize)>,
    /// Where the last line, which is open, begins in the text.
    open: usize,
    /// What stands before every line.
    margin: String,
}

/// A line of text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'l> {
    /// The text, without blanks at its end.
    pub text: &'l str,
    /// Where the text begins among that of all lines.
    start: usize,
    spans: &'l [(Range<usize>, Role)],
}

impl Line<'_> {
    /// The columns that it takes.
    pub(super) fn width(&self) -> usize {
        wrap::display_width(self.text)
    }
}

impl Lines {
    /// No line, with memory for about so many.
    pub(super) fn with_capacity(lines: usize) -> Self {
        Self {
            text: String::with_capacity(16 * lines),
            ends: Vec::with_capacity(lines),
            ..Self::default()
        }
    }

    /// How many lines there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The line of this number.
    pub(super) fn get(&self, at: usize) -> Option<Line<'_>> {
        let (end, spans_end) = *self.ends.get(at)?;
        let (start, spans_start) = self.start(at);
        Some(Line {
            text: &self.text[start..end],
            start,
            spans: &self.spans[spans_start..spans_end],
        })
    }

    /// Where the text of the line of this number begins, and where its spans do.
    fn start(&self, at: usize) -> (usize, usize) {
        let before = at.checked_sub(1).and_then(|before| self.ends.get(before));
        before.map_or((0, 0), |(text, spans)| (text + 1, *spans))
    }

    /// The columns of the widest line.
    pub(super) fn widest(&self) -> usize {
        let lines = (0..self.len()).filter_map(|at| self.get(at));
        lines.map(|line| line.width()).max().unwrap_or(0)
    }

    /// Puts words of the author at the end.
    pub(super) fn push(&mut self, words: &str) {
        if words.is_empty() {
            return;
        }
        if self.text.len() == self.open {
            self.text.push_str(&self.margin);
        }
        self.text.push_str(words);
    }

    /// Puts words that mean one thing at the end.
    pub(super) fn push_as(&mut self, role: Role, words: &str) {
        self.push(words);
        if role != Role::Text && !words.is_empty() {
            let end = self.text.len();
            self.spans.push((end - words.len()..end, role));
        }
    }

    /// Puts words at the end of which pieces, by bytes, in order and apart, mean something.
    pub(super) fn push_marked(
        &mut self,
        words: &str,
        spans: impl Iterator<Item = (Range<usize>, Role)>,
    ) {
        self.push(words);
        let start = self.text.len() - words.len();
        self.spans
            .extend(spans.map(|(range, role)| (start + range.start..start + range.end, role)));
    }

    /// Puts a line of others at the end.
    pub(super) fn push_line(&mut self, line: Line) {
        let own = |at: usize| at - line.start;
        let spans = line.spans.iter();
        let spans = spans.map(|(range, role)| (own(range.start)..own(range.end), *role));
        self.push_marked(line.text, spans);
    }

    /// Puts so many blanks at the end.
    pub(super) fn push_blanks(&mut self, count: usize) {
        self.push(&wrap::blanks(count));
    }

    /// Ends the last line. An empty one has the margin without blanks at its end.
    pub(super) fn end_line(&mut self) {
        if self.text.len() == self.open {
            self.text.push_str(self.margin.trim_end());
        }
        self.ends.push((self.text.len(), self.spans.len()));
        self.text.push('\n');
        self.open = self.text.len();
    }

    /// Takes away the lines from the one of this number on.
    pub(super) fn truncate(&mut self, len: usize) {
        let (text, spans) = self.start(len);
        self.text.truncate(text);
        self.spans.truncate(spans);
        self.ends.truncate(len);
        self.open = text;
    }

    /// Lets each line from the one of this number on mean one thing as a whole.
    pub(super) fn mean(&mut self, from: usize, role: Role) {
        self.spans.truncate(self.start(from).1);
        for at in from..self.len() {
            let range = self.start(at).0..self.ends[at].0;
            if !range.is_empty() {
                self.spans.push((range, role));
            }
            self.ends[at].1 = self.spans.len();
        }
    }

    /// Puts lines at the end that stand behind `margin`.
    pub(super) fn behind(&mut self, margin: &str, lines: impl FnOnce(&mut Self)) {
        let before = self.margin.len();
        self.margin.push_str(margin);
        lines(self);
        self.margin.truncate(before);
    }

    /// Writes them. Blanks are never styled but between styled words.
    pub(super) fn write(&self, page: &Page, out: &mut dyn Write) -> io::Result<()> {
        let mut done = 0;
        for (range, role) in &self.spans {
            let style = page.style(*role);
            if style.is_plain() {
                continue;
            }
            out.write_all(&self.text.as_bytes()[done..range.start])?;
            write!(out, "{}", style.style(&self.text[range.clone()]))?;
            done = range.end;
        }
        out.write_all(&self.text.as_bytes()[done..])
    }
}

#[cfg(test)]
mod tests {
    use pretty_assertions::assert_eq;

    use super::*;

    /// The lines, each with the pieces of it that mean something.
    fn told(lines: &Lines) -> Vec<(&str, Vec<(&str, Role)>)> {
        let lines_of = (0..lines.len()).filter_map(|at| lines.get(at));
        lines_of
            .map(|line| {
                let spans = line.spans.iter();
                let piece = |range: &Range<usize>| &lines.text[range.clone()];
                (
                    line.text,
                    spans.map(|(at, role)| (piece(at), *role)).collect(),
                )
            })
            .collect()
    }

    #[test]
    fn lines_stand_behind_their_margins_and_empty_ones_end_in_no_blank() {
        let mut lines = Lines::default();
        lines.behind("> ", |lines| {
            lines.push("é");
            lines.push_as(Role::Strong, " b");
            lines.end_line();
            lines.end_line();
            lines.behind("  ", |lines| {
                lines.end_line();
                lines.push_as(Role::Label, "1.");
                lines.push_blanks(70);
                lines.push("c");
                lines.end_line();
            });
        });
        lines.end_line();
        let long = format!(">   1.{}c", " ".repeat(70));
        assert_eq!(
            told(&lines),
            [
                ("> é b", vec![(" b", Role::Strong)]),
                (">", vec![]),
                (">", vec![]),
                (&long, vec![("1.", Role::Label)]),
                ("", vec![]),
            ]
        );
        assert_eq!(lines.widest(), long.len());
    }

    #[test]
    fn a_line_is_put_into_others_with_what_its_pieces_mean() {
        let mut cells = Lines::with_capacity(2);
        cells.push("a");
        cells.end_line();
        cells.push("b");
        cells.push_as(Role::Strong, "cd");
        cells.end_line();
        let mut lines = Lines::default();
        lines.push("x ");
        lines.push_line(cells.get(1).unwrap());
        lines.end_line();
        assert_eq!(told(&lines), [("x bcd", vec![("cd", Role::Strong)])]);
        cells.mean(1, Role::Heading);
        assert_eq!(
            told(&cells),
            [("a", vec![]), ("bcd", vec![("bcd", Role::Heading)])]
        );
        cells.truncate(1);
        cells.push("e");
        cells.end_line();
        assert_eq!(told(&cells), [("a", vec![]), ("e", vec![])]);
    }
}
