//! The JSON shapes of an entry: one for reading and one for writing, which look the same in JSON.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    About, Entry, Identifier, Object, Risk, RiskRating, SchemaVersion, Section, Slug, Source,
};
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
    /// The author's disclaimer; null if there is none.
    pub disclaimer: Option<&'a Text>,
    /// The substance that the entry is about: the editor's addition.
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
            disclaimer: entry.disclaimer.as_ref(),
            about: entry.about.as_ref(),
            source: SourceDocument {
                source: &entry.source,
                shadows: None,
            },
        }
    }
}

/// An entry as it is read, before what spans several fields is checked.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ReadDocument {
    #[serde(rename = "schema_version")]
    _schema_version: SchemaVersion,
    id: Slug,
    title: Text,
    #[serde(default)]
    aliases: Vec<Text>,
    risk: RiskRating,
    sections: Vec<Object<Section>>,
    #[serde(default)]
    risks: Vec<Object<Risk>>,
    #[serde(default)]
    disclaimer: Option<Text>,
    #[serde(default)]
    about: Option<About>,
    source: Source,
}

/// A source as it is read. What it shadows says where the entry was kept when it was printed, not what
/// it is, so that is ignored.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ReadSource {
    name: Text,
    url: Option<Text>,
    set_id: Option<Text>,
    version: Option<Text>,
    effective_date: Option<Text>,
    #[serde(rename = "shadows")]
    _shadows: Option<Text>,
}

impl From<Object<ReadSource>> for Source {
    fn from(Object(read): Object<ReadSource>) -> Self {
        Self {
            name: read.name,
            url: read.url,
            set_id: read.set_id,
            version: read.version,
            effective_date: read.effective_date,
        }
    }
}

/// What an entry is about, as it is read.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ReadAbout {
    name: Text,
    #[serde(default)]
    identifiers: Vec<Object<Identifier>>,
}

impl From<Object<ReadAbout>> for About {
    fn from(Object(read): Object<ReadAbout>) -> Self {
        Self {
            name: read.name,
            identifiers: Object::all(read.identifiers),
        }
    }
}

impl TryFrom<Object<ReadDocument>> for Entry {
    type Error = String;

    fn try_from(Object(document): Object<ReadDocument>) -> Result<Self, Self::Error> {
        let entry = Self {
            id: document.id,
            title: document.title,
            aliases: document.aliases,
            risk: document.risk,
            sections: Object::all(document.sections),
            risks: Object::all(document.risks),
            disclaimer: document.disclaimer,
            about: document.about,
            source: document.source,
        };
        entry.check_section_ids()?;
        Ok(entry)
    }
}
