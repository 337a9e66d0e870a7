//! A line of words while it is written, and how each of them is set apart. Knows nothing of labels.

use super::marks;
use super::tree::is_white_space;
use super::words::is_unseen;
use crate::entry::Prose;
use crate::text::Text;

/// How words are set apart.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct Style {
    pub is_strong: bool,
    pub is_emphasised: bool,
    /// Where they lead: a place among the links of the label.
    pub link: Option<usize>,
}

/// Characters of one style: where they begin, counted in characters.
pub type Run = (usize, Style);

/// Words of a paragraph that has not ended yet.
#[derive(Default)]
pub struct Line {
    text: String,
    /// How many characters the text has.
    length: usize,
    runs: Vec<Run>,
    /// Whether white space came last, which becomes a space if more follows.
    blank: bool,
    /// How what follows is set apart.
    style: Style,
}

/// A place on a line.
#[derive(Clone, Copy, Default)]
pub struct Position {
    bytes: usize,
    length: usize,
    /// Whether a blank was to follow.
    blank: bool,
}

impl Line {
    /// An empty line whose words are set apart in this way.
    pub fn new(style: Style) -> Self {
        Self {
            style,
            ..Self::default()
        }
    }

    pub fn style(&self) -> Style {
        self.style
    }

    pub fn set_style(&mut self, style: Style) {
        self.style = style;
    }

    /// Adds words. White space of any length is one space, and none at the ends of a line. No-break
    /// spaces are characters of the text, except at the ends. Soft hyphens and the marks of a byte
    /// order say how text was kept, and are none.
    pub fn words(&mut self, words: &str) {
        for c in words.chars() {
            if is_white_space(c) {
                self.blank = true;
                continue;
            }
            if is_unseen(c) {
                continue;
            }
            if self.blank && !self.text.is_empty() {
                self.push(' ');
            }
            self.blank = false;
            self.push(c);
        }
    }

    /// Adds a sign to the word before it, without a space.
    pub fn sign(&mut self, sign: &str) {
        sign.chars().for_each(|c| self.push(c));
    }

    fn push(&mut self, c: char) {
        if self
            .runs
            .last()
            .is_none_or(|(_, style)| *style != self.style)
        {
            self.runs.push((self.length, self.style));
        }
        self.text.push(c);
        self.length += 1;
    }

    /// Where the line is now.
    pub fn position(&self) -> Position {
        Position {
            bytes: self.text.len(),
            length: self.length,
            blank: self.blank,
        }
    }

    /// Writes the words since `start` in another way, which may depend on those before them. Blanks
    /// at their ends stand behind them.
    pub fn rewrite(&mut self, start: Position, write: fn(&str, &str) -> String) {
        let script = self.text.split_off(start.bytes);
        self.length = start.length;
        while self.runs.pop_if(|(at, _)| *at >= start.length).is_some() {}
        let had_blank = script.starts_with(char::is_whitespace);
        let words = script.trim();
        if words.is_empty() {
            self.sign(&script);
            return;
        }
        if had_blank && start.blank {
            self.push(' ');
        }
        let written = write(&self.text, words);
        self.sign(&written);
        self.blank |= (had_blank && !start.blank) || script.ends_with(char::is_whitespace);
    }

    /// The words of the line, behind those of `before` where there are any; `None` if it has none.
    pub fn into_prose(self, before: &mut String, links: &[Text]) -> Option<Prose> {
        let words = self.text.trim_end();
        let trimmed = words.trim_start();
        let skipped = words[..words.len() - trimmed.len()].chars().count();
        if trimmed.is_empty() {
            return None;
        }
        let before = std::mem::take(before);
        let (text, shift) = if before.is_empty() {
            (trimmed.to_owned(), 0)
        } else {
            let shift = before.chars().count() + 1;
            (format!("{before} {trimmed}"), shift)
        };
        let marks = marks::of(&self.runs, trimmed, skipped, shift, links);
        let text = Text::try_from(text).ok()?;
        Prose::new(text.clone(), marks)
            .ok()
            .or_else(|| Some(text.into()))
    }
}
