//! A section while it is put together of running text, tables, and the sections in it.

use super::flat::{self, Piece};
use super::heading;
use crate::ingest::spl::codes;
use crate::ingest::spl::parts::Part;
use crate::text::Text;

/// A section so far.
pub struct Section {
    pub part: Part<'static>,
    /// Whether what comes next belongs to the last section in it: to one that has no field of its own.
    is_open: bool,
}

impl Section {
    /// A section with nothing in it.
    pub fn new(part: Part<'static>) -> Self {
        Self {
            part,
            is_open: false,
        }
    }

    /// Adds a section that has a field of its own.
    pub fn nest(&mut self, part: Part<'static>) {
        self.part.parts.push(part);
        self.is_open = false;
    }

    /// Adds text. What is numbered is a section of its own: under its heading where that is one of FDA's;
    /// else nothing tells where the heading ends, and its number stands over it.
    ///
    /// # Errors
    /// When there is a character that no text may have.
    pub fn write(&mut self, pieces: Vec<Piece<'_>>) -> Result<(), String> {
        for Piece { number, text } in pieces {
            let Some(number) = number else {
                self.open().content.extend(flat::blocks(text)?);
                continue;
            };
            let heading = heading::of_part(text);
            let (number, title, end) = match heading.title {
                Some(title) => (flat::text(number)?, flat::text(title)?, heading.end),
                None => (None, flat::text(number)?, number.len()),
            };
            self.nest(Part {
                number,
                title,
                content: flat::blocks(&text[end..])?,
                is_flat: true,
                ..Part::default()
            });
            self.is_open = true;
        }
        Ok(())
    }

    /// Where what comes next belongs to. What stands behind a section with a field of its own cannot come
    /// before that, and does not belong to it: it is a section under the title of the whole.
    pub fn open(&mut self) -> &mut Part<'static> {
        if !self.part.parts.is_empty() && !self.is_open {
            let part = Part {
                title: self.title(),
                is_flat: true,
                ..Part::default()
            };
            self.nest(part);
            self.is_open = true;
        }
        if self.is_open {
            let last = self.part.parts.len() - 1;
            return &mut self.part.parts[last];
        }
        &mut self.part
    }

    /// What stands over it.
    fn title(&self) -> Option<Text> {
        let named = || flat::text(&codes::name(self.part.code)?).ok().flatten();
        self.part.title.clone().or_else(named)
    }
}
