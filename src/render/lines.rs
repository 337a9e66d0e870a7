//! Lines of text of which pieces are styled, before they are written to a page.

use std::io::{self, Write};
use std::ops::Range;

use super::{Page, wrap};
use crate::theme::Role;

/// A line of text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Line {
    /// The text, without blanks at its end.
    pub text: String,
    /// What pieces of it mean, by bytes, in order and apart; the rest is the author's text.
    pub spans: Vec<(Range<usize>, Role)>,
}

impl Line {
    /// A line that means one thing.
    pub(super) fn new(text: String, role: Role) -> Self {
        let spans = match role {
            Role::Text => Vec::new(),
            _ if text.is_empty() => Vec::new(),
            _ => vec![(0..text.len(), role)],
        };
        Self { text, spans }
    }

    /// An empty line with memory for so many bytes.
    pub(super) fn with_capacity(bytes: usize) -> Self {
        Self {
            text: String::with_capacity(bytes),
            spans: Vec::new(),
        }
    }

    /// The columns that it takes.
    pub(super) fn width(&self) -> usize {
        wrap::display_width(&self.text)
    }

    /// The line behind `before`; an empty one gets no blanks at its end.
    pub(super) fn behind(self, before: &str) -> Self {
        if self.text.is_empty() {
            return Self::new(before.trim_end().to_owned(), Role::Text);
        }
        let mut line = Self::with_capacity(before.len() + self.text.len());
        line.text.push_str(before);
        line.push(&self);
        line
    }

    /// The line further to the right.
    pub(super) fn indented(self, by: usize) -> Self {
        self.behind(&" ".repeat(by))
    }

    /// Puts another line behind this one.
    pub(super) fn push(&mut self, other: &Self) {
        let by = self.text.len();
        let spans = other.spans.iter();
        self.spans
            .extend(spans.map(|(range, role)| (range.start + by..range.end + by, *role)));
        self.text.push_str(&other.text);
    }

    /// Puts so many blanks behind the line.
    pub(super) fn push_blanks(&mut self, count: usize) {
        const BLANKS: &str = "                                                                ";
        let (whole, rest) = (count / BLANKS.len(), count % BLANKS.len());
        for _ in 0..whole {
            self.text.push_str(BLANKS);
        }
        self.text.push_str(&BLANKS[..rest]);
    }

    /// Writes it. Blanks are never styled but between styled words.
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
        out.write_all(&self.text.as_bytes()[done..])?;
        out.write_all(b"\n")
    }
}
