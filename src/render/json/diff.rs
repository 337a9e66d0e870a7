//! What changed between two entries, as JSON.

use std::io::{self, Write};

use schemars::JsonSchema;
use serde::Serialize;

use super::document;
use crate::diff::{Change, ChangeKind, Place, Placed, Segment, What};
use crate::entry::{Origin, RiskRating, SchemaVersion, Section, Slug, SourceDocument};
use crate::render::{DiffSide, DiffView, Page};
use crate::text::Text;

/// What changed between two entries.
#[derive(Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Diff")]
pub(super) struct DiffDocument<'a> {
    schema_version: SchemaVersion,
    /// The earlier entry.
    before: SideBody<'a>,
    /// The later entry.
    after: SideBody<'a>,
    /// The changes, in the order of the entry; empty if they are the same.
    changes: Vec<ChangeBody<'a>>,
}

/// An entry that is compared.
#[derive(Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Compared")]
struct SideBody<'a> {
    /// `built-in`, `library` or `file`.
    from: &'static str,
    /// The file, as it was named.
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'a str>,
    /// What identifies the entry.
    id: &'a Slug,
    /// The author's title.
    title: &'a Text,
    /// The author's overall rating.
    risk: &'a RiskRating,
    /// The id of the section that is the label's boxed warning, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    boxed_warning: Option<&'a Slug>,
    /// The author's disclaimer; null if there is none.
    disclaimer: Option<&'a Text>,
    /// Where the text comes from.
    source: SourceDocument<'a>,
}

/// A section, or a piece of an entry, that is not the same in both.
#[derive(Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Change")]
struct ChangeBody<'a> {
    /// What happened to it.
    change: ChangeKind,
    /// `entry`, `section`, `risks`, `disclaimer`, `about` or `source`: where it is.
    part: &'static str,
    /// The section: as it is, or as it was where it was removed. The pieces of a section that was added
    /// or removed follow it.
    #[serde(skip_serializing_if = "Option::is_none")]
    section: Option<SectionBody<'a>>,
    /// What it is.
    what: What,
    /// Whether it is one of the highlights of the section.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[schemars(default)]
    highlight: bool,
    /// Whether its words are the same: emphasis, links, marks or nesting changed.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[schemars(default)]
    form_only: bool,
    /// Its words: the same and removed ones are what it was, the same and added ones what it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    words: Option<&'a [Segment]>,
    /// The words of each cell of a row, or of each field: of a risk its kind, the sentence that it hangs
    /// on and its own words. The paragraphs of a cell have line breaks between them.
    #[serde(skip_serializing_if = "Option::is_none")]
    cells: Option<&'a [Vec<Segment>]>,
    /// The ids of the sections that hold one that was moved.
    #[serde(skip_serializing_if = "Option::is_none")]
    moved: Option<MovedBody<'a>>,
}

/// What names a section that is not the same in both.
#[derive(Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "ChangedSection")]
struct SectionBody<'a> {
    /// What it is asked for by.
    id: &'a Slug,
    /// The author's own number of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<&'a Text>,
    /// Its title.
    title: &'a Text,
}

/// Where a section was, and where it is: null for the entry itself. Among other sections of the same one
/// if both are the same.
#[derive(Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Moved")]
struct MovedBody<'a> {
    from: Option<&'a Slug>,
    to: Option<&'a Slug>,
}

/// What changed between two entries.
///
/// # Errors
/// When `out` cannot be written.
pub fn diff(view: &DiffView, _: &Page, out: &mut dyn Write) -> io::Result<()> {
    let diff = DiffDocument {
        schema_version: SchemaVersion,
        before: SideBody::from(&view.before),
        after: SideBody::from(&view.after),
        changes: view.changes.iter().map(ChangeBody::from).collect(),
    };
    document(&diff, out)
}

impl<'a> From<&DiffSide<'a>> for SideBody<'a> {
    fn from(side: &DiffSide<'a>) -> Self {
        let entry = side.entry;
        Self {
            from: side.origin.map_or("file", Origin::code),
            file: side.origin.is_none().then_some(side.name),
            id: &entry.id,
            title: &entry.title,
            risk: &entry.risk,
            boxed_warning: entry.boxed_warning().map(|section| &section.id),
            disclaimer: entry.disclaimer.as_ref(),
            source: SourceDocument {
                source: &entry.source,
                shadows: side.origin.and_then(super::list::shadowed),
            },
        }
    }
}

impl<'a> From<&'a Section> for SectionBody<'a> {
    fn from(section: &'a Section) -> Self {
        Self {
            id: &section.id,
            number: section.number.as_ref(),
            title: &section.title,
        }
    }
}

impl<'a> From<&'a Change<'a>> for ChangeBody<'a> {
    fn from(change: &'a Change<'a>) -> Self {
        let (before, after) = match change.place {
            Place::Section { before, after } => (before, after),
            _ => (None, None),
        };
        let holder = |placed: Option<Placed<'a>>| Some(&placed?.parent?.id);
        let has_fields = change.what.has_fields();
        let words = change.cells.first().filter(|_| !has_fields);
        Self {
            change: change.kind,
            part: change.place.code(),
            section: after.or(before).map(|placed| placed.section.into()),
            what: change.what,
            highlight: change.is_highlight,
            form_only: change.is_of_form,
            words: words.map(Vec::as_slice),
            cells: has_fields.then_some(change.cells.as_slice()),
            moved: (change.kind == ChangeKind::Moved).then(|| MovedBody {
                from: holder(before),
                to: holder(after),
            }),
        }
    }
}
