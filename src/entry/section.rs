//! Sections, which hold blocks and further sections, and the other parts that an entry has.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::Serialize;

use super::block::{Block, MAX_DEPTH};
use super::{Risk, Slug};
use crate::text::Text;

/// A titled piece of an entry.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// What the section is asked for by, unique in its entry. Standard ids, in their order:
    /// `overview`, `how-it-works`, `benefits`, `science`, `protocol`, `watch-out`.
    pub id: Slug,
    /// The author's own number of the section, such as `6.1`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<Text>,
    /// The LOINC code of the section of a drug label.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<Text>,
    /// The author's heading without its number; "Overview" for an opening without one.
    pub title: Text,
    /// What the author wrote to be read first, such as the highlights of a drug label.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(default)]
    pub highlights: Vec<Block>,
    /// What is in the section, in order: paragraphs, lists, tables and so on.
    pub content: Vec<Block>,
    /// The sections in it, which follow its content.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(default)]
    pub sections: Vec<Section>,
}

impl Section {
    /// A section with a title and its content alone.
    #[must_use]
    pub fn new(id: Slug, title: Text, content: Vec<Block>) -> Self {
        Self {
            id,
            number: None,
            code: None,
            title,
            highlights: Vec::new(),
            content,
            sections: Vec::new(),
        }
    }

    /// The title with the author's number before it.
    #[must_use]
    pub fn heading(&self) -> Cow<'_, str> {
        match &self.number {
            Some(number) => Cow::Owned(format!("{number} {}", self.title)),
            None => Cow::Borrowed(self.title.as_str()),
        }
    }

    /// The section itself, then every section in it at any depth, each before those in it.
    #[must_use]
    pub fn with_nested(&self) -> WithNested<'_> {
        WithNested { next: vec![self] }
    }

    /// Whether the section or one in it has this id.
    pub(super) fn holds(&self, id: &str) -> bool {
        self.with_nested().any(|section| section.id.as_str() == id)
    }

    /// How deep sections lie in each other here: 1 where there are none in this one.
    #[must_use]
    pub fn depth(&self) -> usize {
        1 + self.sections.iter().map(Self::depth).max().unwrap_or(0)
    }

    /// The words of its own blocks, highlights first: a paragraph, an item, a cell each.
    #[must_use]
    pub fn texts(&self) -> Vec<&str> {
        let mut texts = Vec::new();
        for block in self.highlights.iter().chain(&self.content) {
            block.for_each_text(&mut |text| texts.push(text));
        }
        texts
    }

    /// The blocks that are shown where it is shown whole: its content. The highlights repeat that, so
    /// they are shown only where they are all that there is.
    #[must_use]
    pub fn shown(&self) -> &[Block] {
        if self.content.is_empty() && self.sections.is_empty() {
            &self.highlights
        } else {
            &self.content
        }
    }

    pub(super) fn check_blocks(&self) -> Result<(), String> {
        let mut blocks = self.highlights.iter().chain(&self.content);
        if blocks.all(|block| block.depth() <= MAX_DEPTH) {
            return Ok(());
        }
        Err(format!(
            "in the section \"{}\", lists, quotations and tables lie more than {MAX_DEPTH} deep in \
             each other, which is the limit",
            self.id
        ))
    }
}

/// A section and those in it, each before those in it.
pub struct WithNested<'s> {
    /// What comes next, the last first.
    next: Vec<&'s Section>,
}

impl<'s> Iterator for WithNested<'s> {
    type Item = &'s Section;

    fn next(&mut self) -> Option<&'s Section> {
        let section = self.next.pop()?;
        self.next.extend(section.sections.iter().rev());
        Some(section)
    }
}

/// A piece of an entry that can be asked for by its id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part<'a> {
    /// A titled piece, with the sections in it.
    Section(&'a Section),
    /// The list of health risks.
    Risks(&'a [Risk]),
    /// The disclaimer.
    Disclaimer(&'a Text),
}

impl<'a> Part<'a> {
    /// The id by which the risk list is asked for.
    pub const RISKS_ID: &'static str = "risks";
    /// The id by which the disclaimer is asked for.
    pub const DISCLAIMER_ID: &'static str = "disclaimer";

    /// What the part is asked for by.
    #[must_use]
    pub fn id(self) -> &'a str {
        match self {
            Self::Section(section) => section.id.as_str(),
            Self::Risks(_) => Self::RISKS_ID,
            Self::Disclaimer(_) => Self::DISCLAIMER_ID,
        }
    }

    /// The title of the part. For the risk list it is the one of the published articles; a
    /// disclaimer has none of its own there.
    #[must_use]
    pub fn title(self) -> &'a str {
        match self {
            Self::Section(section) => section.title.as_str(),
            Self::Risks(_) => "Health Risks",
            Self::Disclaimer(_) => "Disclaimer",
        }
    }

    /// The heading over the part: its title, behind its number where it has one.
    #[must_use]
    pub fn heading(self) -> Cow<'a, str> {
        match self {
            Self::Section(section) => section.heading(),
            Self::Risks(_) | Self::Disclaimer(_) => Cow::Borrowed(self.title()),
        }
    }

    /// Whether the part is the opening of an article, which is published without a heading.
    #[must_use]
    pub fn is_lead(self) -> bool {
        matches!(self, Self::Section(section)
            if section.id.as_str() == "overview" && section.title.as_str() == "Overview"
                && section.number.is_none())
    }
}
