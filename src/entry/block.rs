//! The pieces of a section: paragraphs, lists, tables, figures, quotations and code.

use super::prose::Prose;
use super::table::Table;
use crate::text::{Text, is_hostile};

/// How deep blocks may lie in each other: lists in lists, quotations in quotations.
pub const MAX_DEPTH: usize = 16;

/// A piece of a section.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Block {
    /// Words.
    Paragraph(Prose),
    /// A list.
    List(List),
    /// A table. Boxed: most blocks are paragraphs, and each takes as much room as the largest kind.
    Table(Box<Table>),
    /// A picture, of which only the words that stand for it are kept.
    Figure(Text),
    /// What the author quotes.
    Quote(Vec<Block>),
    /// Lines to be read as they are.
    Code(Code),
}

/// A list, with at least one item. The items of a list that is counted have no marks of their own.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct List {
    start: Option<u32>,
    items: Vec<Item>,
}

/// An item of a list.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Item {
    /// What the author wrote in place of a bullet: a sign, a letter, a number of another form.
    pub mark: Option<Text>,
    /// What is in it: nothing where the author left it empty.
    pub content: Vec<Block>,
}

/// Lines of code: each without line breaks and without characters that act on a terminal, but for
/// tabs.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Code(String);

impl List {
    /// A list whose items have bullets or marks of their own or, where there is a `start`, numbers
    /// from there on.
    ///
    /// # Errors
    /// When it has no items, or numbers and a mark, or a mark of several words.
    pub fn new(start: Option<u32>, items: Vec<Item>) -> Result<Self, String> {
        if items.is_empty() {
            return Err("the list is empty".to_owned());
        }
        let mut marks = items.iter().filter_map(|item| item.mark.as_ref());
        match marks.find(|mark| start.is_some() || mark.as_str().contains(char::is_whitespace)) {
            None => Ok(Self { start, items }),
            Some(mark) if start.is_some() => Err(format!(
                "the list is counted, so no item has a mark of its own, such as \"{mark}\""
            )),
            Some(mark) => Err(format!("the mark \"{mark}\" is not one word")),
        }
    }

    /// The number of the first item, where they are counted.
    #[must_use]
    pub fn start(&self) -> Option<u32> {
        self.start
    }

    /// The items: at least one.
    #[must_use]
    pub fn items(&self) -> &[Item] {
        &self.items
    }
}

impl Code {
    /// The lines, with line breaks between them.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Code {
    type Error = String;

    fn try_from(code: String) -> Result<Self, Self::Error> {
        let hostile = code
            .chars()
            .find(|&c| is_hostile(c) && !matches!(c, '\n' | '\t'));
        if let Some(c) = hostile {
            return Err(crate::text::refusal_of(c));
        }
        if code.trim().is_empty() {
            return Err("the code is empty".to_owned());
        }
        Ok(Self(code))
    }
}

impl Block {
    /// How deep blocks lie in each other here: 1 for a paragraph.
    #[must_use]
    pub fn depth(&self) -> usize {
        let deepest = |blocks: &[Self]| blocks.iter().map(Self::depth).max().unwrap_or(0);
        1 + match self {
            Self::Paragraph(_) | Self::Figure(_) | Self::Code(_) => 0,
            Self::List(list) => {
                let items = list.items().iter().map(|item| deepest(&item.content));
                items.max().unwrap_or(0)
            }
            Self::Quote(blocks) => deepest(blocks),
            Self::Table(table) => {
                let cells = table.head().iter().chain(table.rows()).flatten();
                cells.map(|cell| deepest(&cell.content)).max().unwrap_or(0)
            }
        }
    }

    /// Gives every run of words in the block, in order, to `take`.
    pub fn for_each_text<'b>(&'b self, take: &mut impl FnMut(&'b str)) {
        match self {
            Self::Paragraph(prose) => take(prose.as_str()),
            Self::Figure(words) => take(words.as_str()),
            Self::Code(code) => code.as_str().lines().for_each(take),
            Self::Quote(blocks) => blocks.iter().for_each(|block| block.for_each_text(take)),
            Self::List(list) => {
                for item in list.items() {
                    item.mark.iter().for_each(|mark| take(mark.as_str()));
                    item.content
                        .iter()
                        .for_each(|block| block.for_each_text(take));
                }
            }
            Self::Table(table) => {
                table
                    .caption()
                    .iter()
                    .for_each(|caption| take(caption.as_str()));
                for cell in table.head().iter().chain(table.rows()).flatten() {
                    cell.content
                        .iter()
                        .for_each(|block| block.for_each_text(take));
                }
                table.notes().iter().for_each(|note| take(note.as_str()));
            }
        }
    }
}

impl From<Table> for Block {
    fn from(table: Table) -> Self {
        Self::Table(Box::new(table))
    }
}

impl From<Text> for Block {
    fn from(text: Text) -> Self {
        Self::Paragraph(text.into())
    }
}
