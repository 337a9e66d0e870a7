//! Lines of plain text while they are written. Knows nothing of labels.

use std::mem;

use super::items::Items;
use super::tree::is_white_space;

/// What is being written on.
#[derive(Default)]
pub struct Page {
    pub lines: Vec<String>,
    /// The line that has not ended yet.
    line: String,
    /// Whether white space came last, which becomes a space if more follows on the line.
    blank: bool,
    /// How many lines have ended, empty ones included.
    ended: usize,
    /// What goes before the next line that has words.
    pub bullet: String,
    /// The list items that are being written.
    pub items: Items,
}

/// A place on the line that is being written.
#[derive(Clone, Copy)]
pub struct Position {
    at: usize,
    ended: usize,
}

impl Page {
    /// Adds words to the line. White space of any length is one space, and none at the ends of a
    /// line. No-break spaces are characters of the text, except at the ends.
    pub fn words(&mut self, words: &str) {
        for c in words.chars() {
            if is_white_space(c) {
                self.blank = true;
                continue;
            }
            if self.blank && !self.line.is_empty() {
                self.line.push(' ');
            }
            self.blank = false;
            self.line.push(c);
        }
    }

    /// Adds a sign to the word before it, without a space.
    pub fn sign(&mut self, sign: &str) {
        self.line.push_str(sign);
    }

    pub fn end_line(&mut self) {
        let line = mem::take(&mut self.line);
        self.blank = false;
        self.ended += 1;
        self.push_line(line.trim());
    }

    /// A line of words behind the bullet that waits for one; nothing if there are no words.
    pub fn push_line(&mut self, words: &str) {
        if words.is_empty() {
            return;
        }
        self.items.say(words);
        let bullet = mem::take(&mut self.bullet);
        self.lines.push(if bullet.is_empty() {
            words.to_owned()
        } else {
            format!("{bullet} {words}")
        });
    }

    /// Where the line is now.
    pub fn position(&self) -> Position {
        Position {
            at: self.line.len(),
            ended: self.ended,
        }
    }

    /// Writes the words since `start` in another way, which may depend on those before them.
    pub fn rewrite(&mut self, start: Position, write: fn(&str, &str) -> String) {
        let is_same_line = self.ended == start.ended;
        let script = self.line.split_off(if is_same_line { start.at } else { 0 });
        let words = script.trim_start();
        self.line.push_str(&script[..script.len() - words.len()]);
        if !words.is_empty() {
            let written = write(&self.line, words);
            self.line.push_str(&written);
        }
    }
}
