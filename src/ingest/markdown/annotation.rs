//! Comments that say of a section, or of the next block, what Markdown has no place for. Knows nothing
//! of the rest of a note.
//!
//! Each is one key of TOML, such as `<!-- section = { id = "dosage", number = "2.1" } -->`.

use serde::Deserialize;

use crate::entry::{RiskKind, Slug};
use crate::ingest::complaint::Complaint;
use crate::text::{Text, visible};

/// What a comment says.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Annotation {
    /// Of the section whose heading is above.
    Section(OfSection),
    /// That the quotation below holds the highlights of the section.
    Highlights(bool),
    /// Of the list below.
    List(OfList),
    /// Of the table below.
    Table(OfTable),
    /// Of the risks that are listed below.
    Risks(OfRisks),
}

/// What titles and signs do not say of a section.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfSection {
    pub id: Option<Slug>,
    /// The author's number, with which the heading begins.
    pub number: Option<Text>,
    /// The LOINC code.
    pub code: Option<Text>,
    /// How deep it lies, from 1, where more than six number signs would be needed.
    pub depth: Option<usize>,
}

/// What bullets and numbers do not say of a list.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfList {
    /// The number of the first item, where it has more digits than Markdown allows.
    pub start: Option<u32>,
    pub marks: Option<Marks>,
}

/// With which words the items of a list are marked in place of bullets.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum Marks {
    /// Whether it is the first word of every item.
    First(bool),
    /// The mark of each item, empty where it has none.
    Each(Vec<String>),
}

/// What bars and dashes do not say of a table.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct OfTable {
    /// Whether the paragraph before it is its caption.
    pub caption: bool,
    /// How many of its rows are its head. Where that is none, the first row is empty and no row of it.
    pub head: usize,
    /// How many of the paragraphs after it are its notes.
    pub notes: usize,
}

/// Of what kind risks are, and from which section.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct OfRisks {
    pub kind: RiskKind,
    pub section: Option<Slug>,
}

impl Default for OfTable {
    fn default() -> Self {
        Self {
            caption: false,
            head: 1,
            notes: 0,
        }
    }
}

/// The keys, by which an annotation is told from any other comment.
const KEYS: [&str; 5] = ["section", "highlights", "list", "table", "risks"];

/// What is between the signs of a comment, if the HTML is one and nothing else.
pub fn inside_of_comment(html: &str) -> Option<&str> {
    let inside = html.trim().strip_prefix("<!--")?.strip_suffix("-->")?;
    (!inside.contains("-->")).then_some(inside)
}

impl Annotation {
    /// The annotation that a comment holds; `None` where it is another comment. Places are those in
    /// what is inside.
    pub fn read(inside: &str) -> Option<Result<Self, Complaint>> {
        let words = inside.trim_start();
        let key = words.split(|c: char| !c.is_ascii_lowercase()).next()?;
        let follows = words[key.len()..].trim_start();
        if !KEYS.contains(&key) || !follows.starts_with(['=', '.']) {
            return None;
        }
        let start = inside.len() - words.len();
        Some(toml::from_str(words.trim_end()).map_err(|error| {
            let offset = start + error.span().map_or(0, |span| span.start);
            Complaint::new(offset, visible(error.message()))
        }))
    }
}
