//! Blocks of text while they are written. Knows nothing of labels.

use super::inline::{Line, Style};
use crate::entry::{Block, Prose};
use crate::text::Text;

/// What is being written on.
#[derive(Default)]
pub struct Page {
    pub blocks: Vec<Block>,
    /// The line that has not ended yet.
    pub line: Line,
    /// What goes before the next line that has words.
    pub before: String,
    /// Figures that stand in the line: they follow it.
    pub figures: Vec<Text>,
    /// How many lines have ended, empty ones included.
    ended: usize,
}

impl Page {
    /// An empty page whose words are set apart in this way.
    pub fn new(style: Style) -> Self {
        Self {
            line: Line::new(style),
            ..Self::default()
        }
    }

    /// Ends the line: it is a paragraph if it has words.
    pub fn end_line(&mut self, links: &[Text]) {
        let next = Line::new(self.line.style());
        let line = std::mem::replace(&mut self.line, next);
        self.ended += 1;
        let prose = line.into_prose(&mut self.before, links);
        self.blocks.extend(prose.map(Block::Paragraph));
        self.blocks
            .extend(self.figures.drain(..).map(Block::Figure));
    }

    /// How many lines have ended so far.
    pub fn ended(&self) -> usize {
        self.ended
    }
}

/// A figure among words.
pub fn figure_in_words(description: &Text) -> Option<Text> {
    Text::try_from(format!("[Figure: {description}]")).ok()
}

/// Blocks that were written where no list or table may be, as what they are then: paragraphs.
pub fn into_paragraphs(blocks: Vec<Block>) -> Vec<Prose> {
    let paragraph = |block| match block {
        Block::Paragraph(prose) => Some(prose),
        Block::Figure(words) => figure_in_words(&words).map(Prose::from),
        _ => None,
    };
    blocks.into_iter().filter_map(paragraph).collect()
}

/// Paragraphs as one line of words.
pub fn join(blocks: Vec<Block>) -> Option<Text> {
    let paragraphs = into_paragraphs(blocks);
    let words: Vec<_> = paragraphs.iter().map(Prose::as_str).collect();
    Text::try_from(words.join(" ")).ok()
}
