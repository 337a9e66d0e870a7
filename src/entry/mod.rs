//! What an entry is: the shape that is read and written everywhere. Knows nothing of files, names
//! as people type them, or output.

mod about;
mod block;
mod document;
mod id;
mod level;
mod partial;
mod prose;
mod read;
mod risk;
mod section;
mod shape;
mod source;
pub mod standard;
mod strict;
mod summary;
mod table;

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::Deserialize;

pub use about::{About, Identifier, Product, Substance};
pub use block::{Block, Code, Item, List, MAX_DEPTH as MAX_BLOCK_DEPTH};
pub use document::{EntryDocument, SourceDocument};
pub use id::{ID_DIGITS, SCHEMA_VERSION, SchemaVersion, Slug};
pub use level::RiskLevel;
pub use partial::Chooser;
pub use prose::{Mark, MarkKind, Prose};
pub use read::{ReadSection, ReadVersion};
pub use risk::{Risk, RiskKind, RiskRating, RiskSection};
pub use section::{Part, Section};
pub use source::{OPENFDA_LABELS, Reference, Source, newness};
pub use strict::Object;
pub use summary::{Origin, Summary};
pub use table::{Cell, Row, Table};

use crate::text::Text;

/// Ids that mean the list of risks and the disclaimer, so no section may have them.
pub const RESERVED_IDS: [&str; 2] = [Part::RISKS_ID, Part::DISCLAIMER_ID];

/// How deep sections may lie in each other.
pub const MAX_SECTION_DEPTH: usize = 12;

/// One article: a therapy, a drug, a supplement. Everything in it is the author's, verbatim, but
/// for the editor's additions: `id`, `aliases`, `about` and the `kind` of a risk. For a drug label
/// these are the label's own.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, JsonSchema)]
#[serde(try_from = "Object<read::ReadDocument>")]
pub struct Entry {
    /// What identifies the entry, unique among all.
    pub id: Slug,
    /// The author's title.
    pub title: Text,
    /// Further names that find the entry.
    pub aliases: Vec<Text>,
    /// The author's overall rating.
    pub risk: RiskRating,
    /// The sections in the author's order; their ids are unique, those of sections in them included.
    pub sections: Vec<Section>,
    /// The author's list of health risks, in the author's order.
    pub risks: Vec<Risk>,
    /// The sections that tell of risks, and whether all that they tell is listed.
    pub risk_sections: Vec<RiskSection>,
    /// The author's disclaimer, where there is one.
    pub disclaimer: Option<Text>,
    /// What the entry is about, where that is known.
    pub about: Option<About>,
    /// Where the text comes from.
    pub source: Source,
}

impl Entry {
    /// Checks what spans several sections: each can be asked for, as no other has its id; none lies
    /// deeper than [`MAX_SECTION_DEPTH`]; and what refers to a section means one that is there.
    ///
    /// # Errors
    /// With the first that is wrong.
    pub fn check_sections(&self) -> Result<(), String> {
        let mut seen = BTreeSet::new();
        for section in self.all_sections() {
            let id = section.id.as_str();
            if RESERVED_IDS.contains(&id) {
                return Err(format!(
                    "a section may not have the id \"{id}\": it is reserved for the entry's own {id}"
                ));
            }
            if !seen.insert(id) {
                return Err(format!("two sections have the id \"{id}\""));
            }
            section.check_blocks()?;
        }
        if self
            .sections
            .iter()
            .any(|it| it.depth() > MAX_SECTION_DEPTH)
        {
            return Err(format!(
                "sections lie more than {MAX_SECTION_DEPTH} deep in each other, which is the limit"
            ));
        }
        let of_risks = self.risks.iter().filter_map(|risk| risk.section.as_ref());
        let mut referred = of_risks.chain(self.risk_sections.iter().map(|it| &it.section));
        match referred.find(|id| !seen.contains(id.as_str())) {
            Some(id) => Err(format!(
                "there is no section with the id \"{id}\", which the risks name"
            )),
            None => Ok(()),
        }
    }

    /// Everything that finds the entry: its id, its title, its aliases.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let aliases = self.aliases.iter().map(Text::as_str);
        [self.id.as_str(), self.title.as_str()]
            .into_iter()
            .chain(aliases)
    }

    /// Whether another entry is the same, but perhaps for the document that it was read from.
    #[must_use]
    pub fn says_the_same(&self, other: &Self) -> bool {
        let Self {
            id,
            title,
            aliases,
            risk,
            sections,
            risks,
            risk_sections,
            disclaimer,
            about,
            source,
        } = self;
        let source = Source {
            path: other.source.path.clone(),
            commit: other.source.commit.clone(),
            ..source.clone()
        };
        (id, title, aliases, risk) == (&other.id, &other.title, &other.aliases, &other.risk)
            && (sections, risks) == (&other.sections, &other.risks)
            && (risk_sections, disclaimer) == (&other.risk_sections, &other.disclaimer)
            && (about, &source) == (&other.about, &other.source)
    }

    /// Every section at any depth, each before those in it.
    pub fn all_sections(&self) -> impl Iterator<Item = &Section> {
        self.sections.iter().flat_map(Section::with_nested)
    }

    /// Everything that a whole entry is made of, in order: the outermost sections, the risks if there
    /// are any, the disclaimer if there is one.
    pub fn parts(&self) -> impl Iterator<Item = Part<'_>> {
        let has_risks = !(self.risks.is_empty() && self.risk_sections.is_empty());
        let risks = has_risks.then_some(Part::Risks(&self.risks));
        let disclaimer = self.disclaimer.as_ref().map(Part::Disclaimer);
        self.sections
            .iter()
            .map(Part::Section)
            .chain(risks)
            .chain(disclaimer)
    }

    /// Everything that can be asked for, in the order of a whole entry: sections at any depth, the
    /// risks, the disclaimer.
    pub fn all_parts(&self) -> impl Iterator<Item = Part<'_>> {
        self.parts().flat_map(|part| {
            let nested = match part {
                Part::Section(section) => section.sections.as_slice(),
                Part::Risks(_) | Part::Disclaimer(_) => &[],
            };
            let nested = nested.iter().flat_map(Section::with_nested);
            std::iter::once(part).chain(nested.map(Part::Section))
        })
    }

    /// The section with this id behind those that it lies in, the outermost first; nothing where there
    /// is none.
    #[must_use]
    pub fn path_to(&self, id: &str) -> Vec<&Section> {
        let mut path = Vec::new();
        let mut sections = self.sections.as_slice();
        while let Some(next) = sections.iter().find(|section| section.holds(id)) {
            path.push(next);
            sections = if next.id.as_str() == id {
                &[]
            } else {
                &next.sections
            };
        }
        path
    }

    /// The shortest that a section can be asked for by: its number where no other has it, else its id.
    #[must_use]
    pub fn selector<'e>(&'e self, section: &'e Section) -> &'e str {
        let number = section.number.as_ref().filter(|number| {
            let has_it = |other: &&Section| other.number.as_ref() == Some(*number);
            self.all_sections().filter(has_it).count() == 1
        });
        number.map_or(section.id.as_str(), Text::as_str)
    }

    /// The section that holds the label's boxed warning, where there is one.
    #[must_use]
    pub fn boxed_warning(&self) -> Option<&Section> {
        let mut sections = self.all_sections();
        sections.find(|section| {
            let code = section.code.as_ref();
            code.is_some_and(|code| code.as_str() == standard::BOXED_WARNING)
        })
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
        let nested =
            r#"{"id":"y","title":"T","sections":[{"id":"x","title":"T","content":["p"]}]}"#;
        assert!(entry(nested, 2).is_ok());
        for (result, reason) in [
            (entry(&section("x"), 3), "schema_version 3 is not supported"),
            (
                entry(&section("x"), 2),
                "in schema_version 2 this is `content`",
            ),
            (
                entry(r#"{"id":"x","title":"T","content":[]}"#, 1),
                "is not one of schema_version 1",
            ),
            (
                entry(&section("risks"), 1),
                "a section may not have the id \"risks\"",
            ),
            (
                entry(&[section("x"), section("x")].join(","), 1),
                "two sections have the id \"x\"",
            ),
            (
                entry(&nested.replace("\"y\"", "\"x\""), 2),
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
