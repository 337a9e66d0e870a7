//! What an entry is: the shape that is read and written everywhere. Knows nothing of files, names
//! as people type them, or output.

mod block;
mod document;
mod id;
mod prose;
mod risk;
mod shape;
mod strict;
mod table;

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use block::{Block, Code, Item, List};
pub use document::{EntryDocument, SourceDocument};
pub use id::{SCHEMA_VERSION, SchemaVersion, Slug};
pub use prose::{Mark, MarkKind, Prose};
pub use risk::{Risk, RiskKind, RiskLevel, RiskRating};
pub use strict::Object;
pub use table::{Cell, Row, Table};

use crate::text::Text;

/// Section ids that name the risk list and the disclaimer, so no section may have them.
const RESERVED_IDS: [&str; 2] = [Part::RISKS_ID, Part::DISCLAIMER_ID];

/// One article: a therapy, a drug, a supplement. Everything in it is the author's, verbatim, but
/// for the editor's additions: `id`, `aliases`, `about` and the `kind` of a risk.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(try_from = "Object<document::ReadDocument>")]
pub struct Entry {
    /// What identifies the entry, unique among all.
    pub id: Slug,
    /// The author's title.
    pub title: Text,
    /// Further names that find the entry.
    pub aliases: Vec<Text>,
    /// The author's overall rating.
    pub risk: RiskRating,
    /// The sections in the author's order; their ids are unique.
    pub sections: Vec<Section>,
    /// The author's list of health risks, in the author's order.
    pub risks: Vec<Risk>,
    /// The author's disclaimer, where there is one.
    pub disclaimer: Option<Text>,
    /// The substance that the entry is about, where the editor named it.
    pub about: Option<About>,
    /// Where the text comes from.
    pub source: Source,
}

impl Entry {
    /// Whether every section can be asked for: its id stands for it alone.
    ///
    /// # Errors
    /// With the first id that does not.
    pub fn check_section_ids(&self) -> Result<(), String> {
        let mut seen = BTreeSet::new();
        for section in &self.sections {
            let id = section.id.as_str();
            if RESERVED_IDS.contains(&id) {
                return Err(format!(
                    "no section may have the id \"{id}\", which stands for the entry's own {id}"
                ));
            }
            if !seen.insert(id) {
                return Err(format!("two sections have the id \"{id}\""));
            }
        }
        Ok(())
    }

    /// Everything that finds the entry: its id, its title, its aliases.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let aliases = self.aliases.iter().map(Text::as_str);
        [self.id.as_str(), self.title.as_str()]
            .into_iter()
            .chain(aliases)
    }

    /// What a list says of the entry, which is kept there.
    #[must_use]
    pub fn summary(self, origin: Origin) -> Summary {
        Summary {
            id: self.id,
            title: self.title,
            aliases: self.aliases,
            risk: self.risk,
            source: self.source,
            origin,
        }
    }

    /// Everything that can be asked for, in the order of a whole entry: the sections, the risks if
    /// there are any, the disclaimer if there is one.
    pub fn parts(&self) -> impl Iterator<Item = Part<'_>> {
        let risks = (!self.risks.is_empty()).then_some(Part::Risks(&self.risks));
        let disclaimer = self.disclaimer.as_ref().map(Part::Disclaimer);
        self.sections
            .iter()
            .map(Part::Section)
            .chain(risks)
            .chain(disclaimer)
    }
}

/// A piece of an entry that can be asked for by its id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part<'a> {
    /// A titled piece of prose.
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

    /// The heading over the part. For the risk list it is the one of the published articles; a
    /// disclaimer has none of its own there.
    #[must_use]
    pub fn title(self) -> &'a str {
        match self {
            Self::Section(section) => section.title.as_str(),
            Self::Risks(_) => "Health Risks",
            Self::Disclaimer(_) => "Disclaimer",
        }
    }

    /// Whether the part is the opening of an article, which is published without a heading.
    #[must_use]
    pub fn is_lead(self) -> bool {
        matches!(self, Self::Section(section)
            if section.id.as_str() == "overview" && section.title.as_str() == "Overview")
    }
}

/// A titled piece of an entry's prose.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// What the section is asked for by, unique in its entry. Standard ids, in their order:
    /// `overview`, `how-it-works`, `benefits`, `science`, `protocol`, `watch-out`.
    pub id: Slug,
    /// The author's heading; "Overview" for an opening without one.
    pub title: Text,
    /// The prose, verbatim and in order.
    pub paragraphs: Vec<Text>,
}

/// The substance that an entry is about: the editor's addition, so that scripts can join other data.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, from = "Object<document::ReadAbout>")]
pub struct About {
    /// The name of the substance.
    pub name: Text,
    /// What public records know it by.
    #[serde(default)]
    pub identifiers: Vec<Identifier>,
}

/// What one public record knows a substance by.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Identifier {
    /// The record: `rxcui`, `unii`, `cas`, `atc`, `mesh`, `pubchem`, `chembl`, `drugbank`, `wikidata` …
    pub system: Slug,
    /// The identifier there.
    pub value: Text,
}

/// Where an entry's text comes from.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, from = "Object<document::ReadSource>")]
pub struct Source {
    /// Who published it; for a drug label its labeler.
    pub name: Text,
    /// Where it can be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<Text>,
    /// The set id of a drug label: the same for all its versions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub set_id: Option<Text>,
    /// The version of a drug label in its set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<Text>,
    /// The day from which a drug label is in effect, as `YYYY-MM-DD`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effective_date: Option<Text>,
}

impl Source {
    /// A source of which the name alone is known.
    #[must_use]
    pub fn named(name: Text) -> Self {
        Self {
            name,
            url: None,
            set_id: None,
            version: None,
            effective_date: None,
        }
    }
}

/// What a list says of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// What identifies the entry.
    pub id: Slug,
    /// The author's title.
    pub title: Text,
    /// Further names that find the entry.
    pub aliases: Vec<Text>,
    /// The author's overall rating.
    pub risk: RiskRating,
    /// Where the text comes from.
    pub source: Source,
    /// Where the entry is kept.
    pub origin: Origin,
}

impl Summary {
    /// Everything that finds the entry: its id, its title, its aliases.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let aliases = self.aliases.iter().map(Text::as_str);
        [self.id.as_str(), self.title.as_str()]
            .into_iter()
            .chain(aliases)
    }
}

/// Where an entry is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Compiled into the program.
    BuiltIn,
    /// In the user's library.
    Library {
        /// Whether it stands there in place of a built-in entry with the same id.
        shadows_built_in: bool,
    },
}

impl Origin {
    /// What the kind of origin is called, as it is typed and as it stands in JSON.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::BuiltIn => "built-in",
            Self::Library { .. } => "library",
        }
    }

    /// Whether the entry stands in place of a built-in one.
    #[must_use]
    pub fn shadows_built_in(self) -> bool {
        self == Self::Library {
            shadows_built_in: true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_entry_may_not_hold_is_refused_with_its_reason() {
        let entry = |sections: &str, version: u32| {
            let json = format!(
                r#"{{"schema_version":{version},"id":"a","title":"A","risk":{{"level":"low"}},
                    "sections":[{sections}],"source":{{"name":"S"}}}}"#
            );
            serde_json::from_str::<Entry>(&json).map_err(|e| e.to_string())
        };
        let section = |id: &str| format!(r#"{{"id":"{id}","title":"T","paragraphs":["p"]}}"#);
        assert!(entry(&section("x"), 1).is_ok());
        for (result, reason) in [
            (entry(&section("x"), 2), "schema_version 2 is not one"),
            (
                entry(&section("risks"), 1),
                "no section may have the id \"risks\"",
            ),
            (
                entry(&[section("x"), section("x")].join(","), 1),
                "two sections have the id \"x\"",
            ),
            (
                entry(r#"{"id":"x","title":"T","paragraphs":[],"level":3}"#, 1),
                "unknown field `level`",
            ),
        ] {
            let refusal = result.unwrap_err();
            assert!(
                refusal.contains(reason),
                "{refusal:?} does not say {reason:?}"
            );
        }
    }

    #[test]
    fn where_an_entry_was_kept_is_not_part_of_it() {
        let json = |shadows: &str| {
            format!(
                r#"{{"schema_version":1,"id":"a","title":"A","risk":{{"level":"low"}},"sections":[],
                    "source":{{"name":"S"{shadows}}}}}"#
            )
        };
        let entry = |json: String| serde_json::from_str::<Entry>(&json).unwrap();
        assert_eq!(entry(json("")), entry(json(r#","shadows":"built-in""#)));
    }
}
