//! A change: what happened, where, to what, and the words.

use schemars::JsonSchema;
use serde::Serialize;

use crate::entry::Section;

/// A change.
#[derive(Clone, Debug)]
pub struct Change<'a> {
    /// What happened.
    pub kind: ChangeKind,
    /// Where.
    pub place: Place<'a>,
    /// To what.
    pub what: What,
    /// Whether that is what the author of the section wrote to be read first.
    pub is_highlight: bool,
    /// The words, of a row cell by cell. Of whole sections there are none: their pieces follow.
    pub cells: Vec<Vec<Segment>>,
    /// Whether all words are the same, so that emphasis, links, nesting or the like changed.
    pub is_of_form: bool,
}

/// What happened to a section or a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ChangeKind {
    /// It is in the later entry alone.
    Added,
    /// It is in the earlier entry alone.
    Removed,
    /// It is in both, with other words or in another form.
    Changed,
    /// A section that is in both, under another section or after others.
    Moved,
}

/// Where in an entry a change is.
#[derive(Clone, Copy, Debug)]
pub enum Place<'a> {
    /// What names and rates the entry.
    Entry,
    /// A section: as it was, and as it is, with what it lies in.
    Section {
        /// The section of the earlier entry.
        before: Option<Placed<'a>>,
        /// The section of the later entry.
        after: Option<Placed<'a>>,
    },
    /// The list of risks.
    Risks,
    /// The disclaimer.
    Disclaimer,
    /// What the entry is about.
    About,
    /// Where its text comes from.
    Source,
}

/// A section with the section that it lies in.
#[derive(Clone, Copy, Debug)]
pub struct Placed<'a> {
    /// The section itself.
    pub section: &'a Section,
    /// The section that holds it.
    pub parent: Option<&'a Section>,
}

/// A piece of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "they are named after the fields of an entry")]
pub enum What {
    Id,
    Title,
    Alias,
    Level,
    LevelLabel,
    /// A whole section.
    Section,
    Number,
    Code,
    Paragraph,
    ListItem,
    TableCaption,
    TableHead,
    TableRow,
    TableNote,
    Figure,
    CodeLine,
    /// A risk: its kind, the sentence that it hangs on, its words.
    Risk,
    /// A section that tells of risks: its id, the kind of them, whether they are listed.
    RiskSection,
    Disclaimer,
    /// A substance: its name, its identifiers.
    Substance,
    /// A product: its name, form, route and identifiers.
    Product,
    Publisher,
    Url,
    Author,
    Published,
    Reviewed,
    ReviewDue,
    License,
    /// A publication: how it is named, where it can be read.
    Reference,
    SetId,
    Version,
    EffectiveDate,
}

/// Words that are the same, were removed or were added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Segment {
    /// Words of both.
    Same(String),
    /// Words of the earlier entry alone.
    Removed(String),
    /// Words of the later entry alone.
    Added(String),
}

impl Place<'_> {
    /// The name of it in JSON.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Entry => "entry",
            Self::Section { .. } => "section",
            Self::Risks => "risks",
            Self::Disclaimer => "disclaimer",
            Self::About => "about",
            Self::Source => "source",
        }
    }
}

impl PartialEq for Place<'_> {
    /// Places are the same by the ids of their sections: what is in those may be long.
    fn eq(&self, other: &Self) -> bool {
        let ids = |place: &Self| match *place {
            Self::Section { before, after } => {
                [before, after].map(|placed| placed.map(|it| &it.section.id))
            }
            _ => [None, None],
        };
        self.code() == other.code() && ids(self) == ids(other)
    }
}

impl What {
    /// Whether there is one of it in its place at most.
    pub(super) fn is_single(self) -> bool {
        match self {
            Self::Id
            | Self::Title
            | Self::Level
            | Self::LevelLabel
            | Self::Number
            | Self::Code
            | Self::Disclaimer
            | Self::Publisher
            | Self::Url
            | Self::Published
            | Self::Reviewed
            | Self::ReviewDue
            | Self::License
            | Self::SetId
            | Self::Version
            | Self::EffectiveDate => true,
            Self::Alias
            | Self::Section
            | Self::Paragraph
            | Self::ListItem
            | Self::TableCaption
            | Self::TableHead
            | Self::TableRow
            | Self::TableNote
            | Self::Figure
            | Self::CodeLine
            | Self::Risk
            | Self::RiskSection
            | Self::Substance
            | Self::Product
            | Self::Author
            | Self::Reference => false,
        }
    }

    /// Whether it has cells or fields, not words alone.
    #[must_use]
    pub fn has_fields(self) -> bool {
        matches!(
            self,
            Self::TableHead
                | Self::TableRow
                | Self::Risk
                | Self::RiskSection
                | Self::Substance
                | Self::Product
                | Self::Reference
        )
    }
}

impl Segment {
    /// The words, whatever became of them.
    #[must_use]
    pub fn words(&self) -> &str {
        let (Self::Same(words) | Self::Removed(words) | Self::Added(words)) = self;
        words
    }
}
