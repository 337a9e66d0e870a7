//! Lists of entries as JSON.

use std::borrow::Cow;
use std::cell::Cell;
use std::io::{self, Write};

use schemars::JsonSchema;
use serde::ser::{Error as _, SerializeSeq as _};
use serde::{Serialize, Serializer};

use super::document;
use crate::entry::{Identifier, Origin, RiskRating, SchemaVersion, Slug, Source, Summary};
use crate::error::Failure;
use crate::render::{EachListed, ListView, Page};
use crate::text::Text;

/// The matching entries, sorted by title.
#[derive(JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "List")]
#[expect(dead_code, reason = "it is the schema of what `Listing` writes")]
pub(super) struct ListDocument<'a> {
    schema_version: SchemaVersion,
    /// One summary per entry.
    entries: Vec<SummaryDocument<'a>>,
    /// How many entries there are in the list.
    total: usize,
    /// With `--risk`, which looks in lists of risks alone: in how many entries `search` finds the
    /// words, in names, risks and text.
    #[serde(skip_serializing_if = "Option::is_none")]
    search_total: Option<usize>,
    /// With `--risk`: how many entries that are not in this list tell of risks that they do not list.
    #[serde(skip_serializing_if = "Option::is_none")]
    unlisted_total: Option<usize>,
}

/// An entry in a list.
#[derive(Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Summary")]
pub(super) struct SummaryDocument<'a> {
    /// What identifies the entry.
    pub(super) id: &'a Slug,
    /// The author's title.
    pub(super) title: &'a Text,
    /// Further names that find the entry: the editor's.
    pub(super) aliases: &'a [Text],
    /// The author's overall rating.
    pub(super) risk: &'a RiskRating,
    /// The id of the section that is the label's boxed warning, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) boxed_warning: Option<&'a Slug>,
    /// What public records know it by.
    #[serde(skip_serializing_if = "<[Identifier]>::is_empty")]
    #[schemars(default)]
    pub(super) identifiers: &'a [Identifier],
    /// Where the text comes from.
    pub(super) source: SummarySource<'a>,
}

/// Where the text of an entry in a list comes from, and where the entry is kept.
#[derive(Serialize, JsonSchema)]
#[schemars(extend("additionalProperties" = false))]
pub(super) struct SummarySource<'a> {
    /// The source itself, without authors, license, references, and the document that it was read from.
    #[serde(flatten)]
    source: Cow<'a, Source>,
    /// `built-in` or `library`.
    origin: &'static str,
    /// `built-in` where the entry stands in the library in place of a built-in one with its id.
    #[serde(skip_serializing_if = "Option::is_none")]
    shadows: Option<&'static str>,
}

impl<'a> From<&'a Summary> for SummaryDocument<'a> {
    fn from(summary: &'a Summary) -> Self {
        Self {
            id: &summary.id,
            title: &summary.title,
            aliases: &summary.aliases,
            risk: &summary.risk,
            boxed_warning: summary.boxed_warning.as_ref(),
            identifiers: &summary.identifiers,
            source: SummarySource::new(&summary.source, summary.origin),
        }
    }
}

impl<'a> SummarySource<'a> {
    pub(super) fn new(source: &'a Source, origin: Origin) -> Self {
        Self {
            source: Cow::Owned(source.in_short()),
            origin: origin.code(),
            shadows: shadowed(origin),
        }
    }
}

/// What an entry of this origin stands in place of.
pub(super) fn shadowed(origin: Origin) -> Option<&'static str> {
    origin.shadows_built_in().then_some(Origin::BuiltIn.code())
}

/// Summaries of entries, written as they are read: a list may be as long as a library. Their number
/// comes after them, when it is known.
///
/// # Errors
/// When the entries cannot be read, or `out` cannot be written.
pub fn list(view: &mut ListView, _: &Page, out: &mut dyn Write) -> Result<(), Failure> {
    let total = Cell::new(0);
    let listing = Listing {
        schema_version: SchemaVersion,
        entries: Entries {
            each: Cell::new(Some(&mut *view.each)),
            failure: Cell::new(None),
            total: &total,
        },
        total: Total(&total),
        search_total: view.search_total,
        unlisted_total: view.unlisted_total,
    };
    let written = document(&listing, out);
    match listing.entries.failure.take() {
        Some(failure) => Err(failure),
        None => Ok(written?),
    }
}

/// A [`ListDocument`] that is written without being held.
#[derive(Serialize)]
struct Listing<'a> {
    schema_version: SchemaVersion,
    entries: Entries<'a>,
    total: Total<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    search_total: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unlisted_total: Option<&'a Cell<usize>>,
}

/// How many entries were written.
struct Total<'a>(&'a Cell<usize>);

impl Serialize for Total<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.get().serialize(serializer)
    }
}

/// The entries of a list, from what gives them.
struct Entries<'a> {
    each: Cell<Option<&'a mut EachListed<'a>>>,
    /// Why they could not all be given.
    failure: Cell<Option<Failure>>,
    total: &'a Cell<usize>,
}

impl Serialize for Entries<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut entries = serializer.serialize_seq(None)?;
        let mut unwritten = None;
        let given = self.each.take().map_or(Ok(()), |each| {
            each(&mut |listed| {
                self.total.set(self.total.get() + 1);
                let summary = SummaryDocument::from(listed.summary()?);
                let written = entries.serialize_element(&summary);
                written.map_err(|error| {
                    unwritten = Some(error);
                    Failure::from(io::Error::from(io::ErrorKind::Other))
                })
            })
        });
        match (unwritten, given) {
            (Some(error), _) => Err(error),
            (None, Ok(())) => entries.end(),
            (None, Err(failure)) => {
                self.failure.set(Some(failure));
                Err(S::Error::custom("the entries cannot be read"))
            }
        }
    }
}
