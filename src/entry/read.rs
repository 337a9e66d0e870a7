//! The JSON shape of an entry as it is read: version 2, and version 1, whose sections were flat lists
//! of paragraphs.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

use super::id::unsupported;
use super::{
    About, Block, Entry, Object, Risk, RiskRating, RiskSection, SCHEMA_VERSION, Section, Slug,
    Source,
};
use crate::text::Text;

/// An entry as it is read, before what spans several fields is checked.
#[derive(Deserialize, JsonSchema)]
#[serde(
    deny_unknown_fields,
    bound(deserialize = "B: Deserialize<'de> + Default")
)]
#[schemars(bound = "B: JsonSchema + Default")]
pub(super) struct ReadDocument<B = Vec<Block>> {
    schema_version: ReadVersion,
    id: Slug,
    title: Text,
    #[serde(default)]
    aliases: Vec<Text>,
    risk: RiskRating,
    sections: Vec<ReadSection<B>>,
    #[serde(default)]
    risks: Vec<Object<Risk>>,
    #[serde(default)]
    risk_sections: Vec<Object<RiskSection>>,
    boxed_warning: Option<Slug>,
    #[serde(default)]
    disclaimer: Option<Text>,
    #[serde(default)]
    about: Option<About>,
    source: Source,
}

/// The version of an entry that is read: 1 or 2.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "u32")]
pub struct ReadVersion(u32);

impl TryFrom<u32> for ReadVersion {
    type Error = String;

    fn try_from(version: u32) -> Result<Self, String> {
        match version {
            1..=SCHEMA_VERSION => Ok(Self(version)),
            _ => Err(unsupported(version, "only 1 and 2")),
        }
    }
}

impl JsonSchema for ReadVersion {
    fn schema_name() -> Cow<'static, str> {
        "ReadVersion".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "The version of the shape.",
            "type": "integer",
            "enum": [1, SCHEMA_VERSION],
        })
    }
}

/// The blocks of a section as they are read: as blocks, or as their JSON (see [`super::partial`]).
pub trait Blocks: Default {
    /// Whether there is none.
    fn is_empty(&self) -> bool;
}

impl Blocks for Vec<Block> {
    fn is_empty(&self) -> bool {
        self.as_slice().is_empty()
    }
}

/// A section as it is read: with `content` or, in version 1, `paragraphs`.
pub struct ReadSection<B = Vec<Block>>(Fields<B>);

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "ReadSection", bound = "B: JsonSchema + Default")]
struct Fields<B> {
    id: Slug,
    number: Option<Text>,
    code: Option<Text>,
    title: Text,
    #[serde(default)]
    highlights: B,
    content: Option<B>,
    paragraphs: Option<Vec<Text>>,
    #[serde(default)]
    sections: Vec<ReadSection<B>>,
}

impl<'de, B: Deserialize<'de> + Default> Deserialize<'de> for ReadSection<B> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Object(fields) = Object::<Fields<B>>::deserialize(deserializer)?;
        let problem = match (&fields.content, &fields.paragraphs) {
            (Some(_), Some(_)) => {
                "a section has `content` or, in version 1, `paragraphs`; not both"
            }
            (None, None) if fields.sections.is_empty() => "missing field `content`",
            _ => return Ok(Self(fields)),
        };
        Err(D::Error::custom(problem))
    }
}

impl<B: JsonSchema + Default> JsonSchema for ReadSection<B> {
    fn schema_name() -> Cow<'static, str> {
        Fields::<B>::schema_name()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        Fields::<B>::json_schema(generator)
    }
}

/// Turns what was read of the highlights and the content of a section into blocks.
pub(super) type Reader<'r, B> = dyn FnMut(B, B) -> [Vec<Block>; 2] + 'r;

impl<B: Blocks> ReadSection<B> {
    /// The section, where it is written as in this version of the shape.
    fn into_section(self, version: ReadVersion, read: &mut Reader<B>) -> Result<Section, String> {
        let Self(fields) = self;
        let id = &fields.id;
        let is_first = version.0 == 1;
        let is_newer = fields.content.is_some()
            || fields.number.is_some()
            || fields.code.is_some()
            || !fields.highlights.is_empty()
            || !fields.sections.is_empty();
        if is_first && is_newer {
            return Err(format!(
                "the section \"{id}\" is not one of schema_version 1, whose sections have `id`, \
                 `title` and `paragraphs`"
            ));
        }
        if !is_first && fields.paragraphs.is_some() {
            return Err(format!(
                "the section \"{id}\" has `paragraphs`: in schema_version {} this is `content`",
                version.0
            ));
        }
        let [highlights, mut content] = read(fields.highlights, fields.content.unwrap_or_default());
        let paragraphs = fields.paragraphs.unwrap_or_default();
        content.extend(paragraphs.into_iter().map(Block::from));
        Ok(Section {
            id: fields.id,
            number: fields.number,
            code: fields.code,
            title: fields.title,
            highlights,
            content,
            sections: into_sections(fields.sections, version, read)?,
        })
    }
}

fn into_sections<B: Blocks>(
    sections: Vec<ReadSection<B>>,
    version: ReadVersion,
    read: &mut Reader<B>,
) -> Result<Vec<Section>, String> {
    let sections = sections.into_iter();
    sections.map(|it| it.into_section(version, read)).collect()
}

impl TryFrom<Object<ReadDocument>> for Entry {
    type Error = String;

    fn try_from(Object(document): Object<ReadDocument>) -> Result<Self, Self::Error> {
        document.into_entry(&mut |highlights, content| [highlights, content])
    }
}

impl<B: Blocks> ReadDocument<B> {
    /// The entry, with what spans several fields checked.
    pub(super) fn into_entry(self, read: &mut Reader<B>) -> Result<Entry, String> {
        let document = self;
        let entry = Entry {
            id: document.id,
            title: document.title,
            aliases: document.aliases,
            risk: document.risk,
            sections: into_sections(document.sections, document.schema_version, read)?,
            risks: Object::all(document.risks),
            risk_sections: Object::all(document.risk_sections),
            disclaimer: document.disclaimer,
            about: document.about,
            source: document.source,
        };
        entry.check_sections()?;
        if let Some(id) = document.boxed_warning
            && entry.boxed_warning().is_none_or(|section| section.id != id)
        {
            return Err(format!(
                "`boxed_warning` is \"{id}\", which is not the section with the code of a boxed warning"
            ));
        }
        Ok(entry)
    }
}
