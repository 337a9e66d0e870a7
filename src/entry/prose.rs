//! A paragraph: an author's words, and which of them are emphasised or lead elsewhere.

use std::cmp::Reverse;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::text::Text;

/// A paragraph, or the words of a list item or a table cell.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Prose {
    text: Text,
    marks: Vec<Mark>,
}

/// Words of a paragraph that its author set apart.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Mark {
    /// What is meant by it.
    pub kind: MarkKind,
    /// Where it begins, in Unicode code points from 0.
    pub start: usize,
    /// Where it ends: the first code point behind it.
    pub end: usize,
    /// Where a link leads. Only links have one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<Text>,
}

/// How words are set apart.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum MarkKind {
    /// Strong importance, as bold type says.
    Strong,
    /// Stress, as italics say.
    Emphasis,
    /// Something to be typed or read by a program, verbatim.
    Code,
    /// Words that lead to another document.
    Link,
}

impl Prose {
    /// Words with marks, which are put in order: by where they begin, the longer first.
    ///
    /// # Errors
    /// When a mark is empty, ends behind the text, overlaps another without holding it, or has an
    /// address without being a link, or the other way round.
    pub fn new(text: Text, mut marks: Vec<Mark>) -> Result<Self, String> {
        marks.sort_by_key(|mark| (mark.start, Reverse(mark.end), mark.kind));
        marks.dedup();
        let length = text.as_str().chars().count();
        let mut open: Vec<usize> = Vec::new();
        for mark in &marks {
            let Mark { start, end, .. } = *mark;
            if start >= end || end > length {
                return Err(format!(
                    "a mark from {start} to {end} marks nothing in a text of {length} characters"
                ));
            }
            if (mark.kind == MarkKind::Link) != mark.url.is_some() {
                return Err("a link, and nothing else, has a `url`".to_owned());
            }
            while open.pop_if(|outer| *outer <= start).is_some() {}
            if open.last().is_some_and(|outer| *outer < end) {
                return Err(format!(
                    "the mark from {start} to {end} overlaps another without lying in it"
                ));
            }
            open.push(end);
        }
        Ok(Self { text, marks })
    }

    /// The words.
    #[must_use]
    pub fn text(&self) -> &Text {
        &self.text
    }

    /// The words as a string.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.text.as_str()
    }

    /// The marks, by where they begin; of those that begin together the longest first.
    #[must_use]
    pub fn marks(&self) -> &[Mark] {
        &self.marks
    }
}

impl From<Text> for Prose {
    fn from(text: Text) -> Self {
        Self {
            text,
            marks: Vec::new(),
        }
    }
}
