//! What changed between two entries: by section, by paragraph, by word. Knows nothing of where they
//! come from, or of output.
//!
//! An entry is taken apart into pieces (a paragraph, an item of a list, a row of a table, a risk, the
//! date of its source). The pieces of sections that are the same section are aligned with each other;
//! of those that were changed, the words are aligned. Nothing is left out: what is the same, with what
//! was removed, is all of the earlier entry, and with what was added all of the later one.

mod align;
mod pieces;
mod sections;
#[cfg(test)]
mod tests;
mod words;

use schemars::JsonSchema;
use serde::Serialize;

use crate::entry::{Entry, Section};
use align::{Step, align};
use pieces::Piece;
use sections::{Node, Sections};

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

/// What changed from `before` to `after`, in the order of an entry. Empty if they are the same.
#[must_use]
pub fn diff<'a>(before: &'a Entry, after: &'a Entry) -> Vec<Change<'a>> {
    let mut changes = Vec::new();
    let mut compare = |place, take: fn(&Entry) -> Vec<Piece<'_>>| {
        changes_of(place, &take(before), &take(after), &mut changes);
    };
    compare(Place::Entry, pieces::of_names);
    diff_sections(before, after, &mut changes);
    let mut compare = |place, take: fn(&Entry) -> Vec<Piece<'_>>| {
        changes_of(place, &take(before), &take(after), &mut changes);
    };
    compare(Place::Risks, pieces::of_risks);
    compare(Place::Disclaimer, pieces::of_disclaimer);
    compare(Place::About, pieces::of_about);
    compare(Place::Source, pieces::of_source);
    changes
}

/// The changes between these pieces, which are in one place.
fn changes_of<'a>(
    place: Place<'a>,
    before: &[Piece],
    after: &[Piece],
    changes: &mut Vec<Change<'a>>,
) {
    for step in align(before, after) {
        let change = |kind, piece: &Piece, cells: Vec<Vec<Segment>>| Change {
            kind,
            place,
            what: piece.what,
            is_highlight: piece.is_highlight,
            is_of_form: kind == ChangeKind::Changed
                && cells
                    .iter()
                    .flatten()
                    .all(|it| matches!(it, Segment::Same(_))),
            cells,
        };
        changes.extend(match step {
            Step::Same => None,
            Step::Removed(at) => {
                let cells = before[at].whole(Segment::Removed);
                Some(change(ChangeKind::Removed, &before[at], cells))
            }
            Step::Added(at) => {
                let cells = after[at].whole(Segment::Added);
                Some(change(ChangeKind::Added, &after[at], cells))
            }
            Step::Changed(one, other) => {
                let cells = words::of_cells(&before[one].cells, &after[other].cells);
                Some(change(ChangeKind::Changed, &after[other], cells))
            }
        });
    }
}

fn diff_sections<'a>(before: &'a Entry, after: &'a Entry, changes: &mut Vec<Change<'a>>) {
    let sections = Sections::of(before, after);
    for (before, after) in sections.in_order() {
        let place = Place::Section {
            before: before.map(Node::placed),
            after: after.map(Node::placed),
        };
        let whole = |kind, is_of_form| Change {
            kind,
            place,
            what: What::Section,
            is_highlight: false,
            cells: Vec::new(),
            is_of_form,
        };
        let content = |node: Option<&Node<'a>>| match node {
            Some(node) => pieces::of_content(node.section),
            None => Vec::new(),
        };
        let (Some(before), Some(after)) = (before, after) else {
            let kind = match after {
                Some(_) => ChangeKind::Added,
                None => ChangeKind::Removed,
            };
            changes.push(whole(kind, false));
            changes_of(place, &content(before), &content(after), changes);
            continue;
        };
        if sections.is_moved(after) {
            changes.push(whole(ChangeKind::Moved, false));
        }
        let already = changes.len();
        let (one, other) = (before.section, after.section);
        let heads = [one, other].map(pieces::of_heading);
        changes_of(place, &heads[0], &heads[1], changes);
        let is_same = one.highlights == other.highlights && one.content == other.content;
        if !is_same {
            changes_of(
                place,
                &content(Some(before)),
                &content(Some(after)),
                changes,
            );
            // Two lists may have become one, with the same items.
            if changes.len() == already {
                changes.push(whole(ChangeKind::Changed, true));
            }
        }
    }
}
