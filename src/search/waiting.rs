//! Entries that are to be shown, whose parts are marked many at a time: each time costs something.

use super::sections::Worths;
use crate::entry::{Entry, Section, Summary};
use crate::index::IndexedPart;
use crate::text::Text;

/// An entry with parts that are not marked yet.
pub struct Waiting {
    pub summary: Summary,
    pub missing: Vec<String>,
    pub worths: Worths,
    pub is_ranked: bool,
    /// How many sections have any of the terms.
    pub count: usize,
    pub sections: Vec<WaitingPart>,
    pub name: Option<WaitingPart>,
}

pub struct WaitingPart {
    pub id: String,
    pub title: String,
    pub lines: Vec<String>,
    pub worth: f64,
}

impl WaitingPart {
    pub fn new(part: &IndexedPart, worth: f64) -> Self {
        Self {
            id: part.id.to_owned(),
            title: part.title.to_owned(),
            lines: part.lines.iter().map(|line| (*line).to_owned()).collect(),
            worth,
        }
    }

    pub fn size(&self) -> usize {
        self.lines.iter().map(String::len).sum()
    }
}

/// How much text an entry has, in bytes.
pub fn size_of(entry: &Entry) -> usize {
    let texts = entry.all_sections().flat_map(Section::texts);
    let risks = entry.risks.iter().map(|risk| &risk.text);
    let others = risks.chain(&entry.disclaimer).map(Text::as_str);
    texts.chain(others).map(str::len).sum()
}
