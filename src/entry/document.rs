//! The JSON shape of an entry as it is written. It is read by [`super::read`].

use schemars::JsonSchema;
use serde::Serialize;

use super::{About, Entry, Risk, RiskRating, RiskSection, SchemaVersion, Section, Slug, Source};
use crate::text::Text;

/// An entry as it is written: whole, or with only the sections that were asked for.
#[derive(Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Entry")]
pub struct EntryDocument<'a> {
    /// The version of the shape.
    pub schema_version: SchemaVersion,
    /// What identifies the entry.
    pub id: &'a Slug,
    /// The author's title.
    pub title: &'a Text,
    /// Further names that find the entry: the editor's.
    pub aliases: &'a [Text],
    /// The author's overall rating.
    pub risk: &'a RiskRating,
    /// All sections in the author's order, or those asked for in the order asked.
    pub sections: Vec<&'a Section>,
    /// The author's list of health risks; absent if only other parts were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub risks: Option<&'a [Risk]>,
    /// The sections that tell of risks, and whether all that they tell is in the list; with `risks`.
    #[serde(skip_serializing_if = "<[RiskSection]>::is_empty")]
    #[schemars(default)]
    pub risk_sections: &'a [RiskSection],
    /// The id of the section that is the label's boxed warning, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub boxed_warning: Option<&'a Slug>,
    /// The author's disclaimer; null if there is none.
    pub disclaimer: Option<&'a Text>,
    /// What the entry is about: the editor's addition, or the label's own data.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<&'a About>,
    /// Where the text comes from.
    pub source: SourceDocument<'a>,
}

/// Where the text of an entry comes from, as it is written.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Source", extend("additionalProperties" = false))]
pub struct SourceDocument<'a> {
    /// The source itself.
    #[serde(flatten)]
    pub source: &'a Source,
    /// `built-in` if the entry shadows a built-in one with the same id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shadows: Option<&'static str>,
}

impl<'a> From<&'a Entry> for EntryDocument<'a> {
    fn from(entry: &'a Entry) -> Self {
        Self {
            schema_version: SchemaVersion,
            id: &entry.id,
            title: &entry.title,
            aliases: &entry.aliases,
            risk: &entry.risk,
            sections: entry.sections.iter().collect(),
            risks: Some(&entry.risks),
            risk_sections: &entry.risk_sections,
            boxed_warning: entry.boxed_warning().map(|section| &section.id),
            disclaimer: entry.disclaimer.as_ref(),
            about: entry.about.as_ref(),
            source: SourceDocument {
                source: &entry.source,
                shadows: None,
            },
        }
    }
}
