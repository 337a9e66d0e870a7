//! What has no place in Markdown: read from front matter (TOML or YAML) or from the comment that ends
//! a page, and written there as TOML. Knows nothing of Markdown itself.

mod comment;
mod fence;
mod keys;

use std::ops::Range;

pub use comment::Comment;
pub(super) use fence::find_fenced;
use keys::{Keys, Toml, Yaml, problem_of_toml, problem_of_yaml};

use super::complaint::Complaint;
use crate::entry::{About, RiskKind, RiskLevel, RiskSection, Slug, Source};
use crate::text::{Text, visible};

/// The form that metadata is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Syntax {
    /// Between lines `+++`.
    Toml,
    /// Between lines `---`.
    Yaml,
}

/// What front matter says. What is not given follows from the text, or is left open.
#[derive(Default)]
pub(super) struct Metadata {
    pub id: Option<Slug>,
    pub aliases: Vec<Text>,
    pub level: Option<RiskLevel>,
    /// The author's wording of the level; only together with it.
    pub label: Option<Placed<Text>>,
    /// The ids of all sections in their order, an opening without a heading included.
    pub sections: Option<Placed<Vec<Slug>>>,
    /// The kinds of all risks in their order.
    pub kinds: Option<Placed<Vec<RiskKind>>>,
    /// The sections that tell of risks.
    pub risk_sections: Option<Placed<Vec<RiskSection>>>,
    pub about: Option<About>,
    pub source: Option<Source>,
}

/// A value, and where in the document it stands.
pub(super) struct Placed<T> {
    pub offset: usize,
    pub value: T,
}

impl Metadata {
    /// Reads the metadata at `place` of a document. Places in the result are places in the document.
    pub fn read(document: &str, place: Range<usize>, syntax: Syntax) -> Result<Self, Complaint> {
        let start = place.start;
        let text = &document[place];
        let metadata = match syntax {
            Syntax::Toml => toml::from_str::<Keys<Toml>>(text)
                .map(|keys| keys.placed(start))
                .map_err(|error| problem_of_toml(&error)),
            // A document without a value is no map, so it is none of keys either.
            Syntax::Yaml if text.trim().is_empty() => Ok(Self::default()),
            Syntax::Yaml => serde_saphyr::from_str::<Keys<Yaml>>(text)
                .map(|keys| keys.placed(start))
                .map_err(|error| problem_of_yaml(&error, text)),
        };
        metadata.map_err(|(offset, message)| Complaint::new(start + offset, visible(&message)))
    }
}

/// A string of TOML that cannot end a comment: of several hyphens only the first is written as one.
#[must_use]
pub fn quoted(words: &str) -> String {
    let mut quoted = String::with_capacity(words.len() + 2);
    quoted.push('"');
    let mut last = '"';
    for c in words.chars() {
        match c {
            '-' if last == '-' => quoted.push_str("\\u002d"),
            '"' | '\\' => quoted.extend(['\\', c]),
            _ => quoted.push(c),
        }
        last = c;
    }
    quoted.push('"');
    quoted
}

/// An array of strings.
pub(super) fn array<'a>(values: impl Iterator<Item = &'a str>) -> String {
    let values: Vec<String> = values.map(quoted).collect();
    format!("[{}]", values.join(", "))
}
