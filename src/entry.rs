//! What an entry is: the shape that is read and written everywhere. Knows nothing of files, names
//! as people type them, or output.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::text::Text;

/// The version of every JSON shape that is read or written.
pub const SCHEMA_VERSION: u32 = 1;

/// Section ids that name the risk list and the disclaimer, so no section may have them.
const RESERVED_IDS: [&str; 2] = [Part::RISKS_ID, Part::DISCLAIMER_ID];

/// One article: a therapy, a drug, a supplement. Everything in it is the author's, verbatim, but
/// for the editor's additions: `id`, `aliases`, `about` and the `kind` of a risk.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "EntryDocument")]
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

/// An entry as it stands in a document, before what spans several fields is checked.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EntryDocument {
    #[serde(rename = "schema_version")]
    _schema_version: SchemaVersion,
    id: Slug,
    title: Text,
    #[serde(default)]
    aliases: Vec<Text>,
    risk: RiskRating,
    sections: Vec<Section>,
    #[serde(default)]
    risks: Vec<Risk>,
    #[serde(default)]
    disclaimer: Option<Text>,
    #[serde(default)]
    about: Option<About>,
    source: Source,
}

impl TryFrom<EntryDocument> for Entry {
    type Error = String;

    fn try_from(document: EntryDocument) -> Result<Self, Self::Error> {
        let entry = Self {
            id: document.id,
            title: document.title,
            aliases: document.aliases,
            risk: document.risk,
            sections: document.sections,
            risks: document.risks,
            disclaimer: document.disclaimer,
            about: document.about,
            source: document.source,
        };
        entry.check_section_ids()?;
        Ok(entry)
    }
}

impl Entry {
    /// Whether every section can be asked for: its id stands for it alone.
    ///
    /// # Errors
    /// With the first id that does not.
    pub fn check_section_ids(&self) -> Result<(), String> {
        let mut seen = HashSet::with_capacity(self.sections.len());
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
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

/// One line of an entry's list of health risks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Risk {
    /// The author's words.
    pub text: Text,
    /// What kind of risk it is: the editor's reading of the author's text.
    #[serde(default)]
    pub kind: RiskKind,
}

/// What kind a risk is of, in the codes of FHIR R5 `ClinicalUseDefinition.type`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RiskKind {
    /// Something that the therapy may cause: a side effect.
    UndesirableEffect,
    /// A circumstance in which the therapy should not be used.
    Contraindication,
    /// An effect together with something else, such as a medication.
    Interaction,
    /// A circumstance that asks for caution.
    Warning,
    /// The author did not say.
    #[default]
    Unspecified,
}

impl RiskKind {
    /// The code of the kind, as it stands in JSON.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::UndesirableEffect => "undesirable-effect",
            Self::Contraindication => "contraindication",
            Self::Interaction => "interaction",
            Self::Warning => "warning",
            Self::Unspecified => "unspecified",
        }
    }

    /// The kind in plain words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::UndesirableEffect => "side effect",
            Self::Contraindication => "contraindication",
            Self::Interaction => "interaction",
            Self::Warning => "warning",
            Self::Unspecified => "not stated",
        }
    }
}

/// The author's overall rating of an entry. It is never computed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, try_from = "RiskRatingDocument")]
pub struct RiskRating {
    /// The rating on the scale.
    pub level: RiskLevel,
    /// The author's own wording of it, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<Text>,
}

/// A rating as it stands in a document, before its label is held against its level.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct RiskRatingDocument {
    level: RiskLevel,
    #[serde(default)]
    label: Option<Text>,
}

impl TryFrom<RiskRatingDocument> for RiskRating {
    type Error = String;

    fn try_from(RiskRatingDocument { level, label }: RiskRatingDocument) -> Result<Self, String> {
        Self::new(level, label)
    }
}

impl RiskRating {
    /// A rating whose label does not name another level.
    ///
    /// # Errors
    /// When it does.
    pub fn new(level: RiskLevel, label: Option<Text>) -> Result<Self, String> {
        let contradicted = label.as_ref().and_then(|label| {
            RiskLevel::ALL
                .into_iter()
                .find(|&other| other != level && label.as_str().eq_ignore_ascii_case(other.words()))
        });
        if let (Some(label), Some(_)) = (&label, contradicted) {
            return Err(format!(
                "the label \"{label}\" contradicts the level \"{level}\""
            ));
        }
        Ok(Self { level, label })
    }

    /// The rating in words that always name the level: the author's label where it does, otherwise
    /// the label with the level beside it, or the level alone.
    #[must_use]
    pub fn words(&self) -> Cow<'_, str> {
        match &self.label {
            None => Cow::Borrowed(self.level.words()),
            Some(label) if label.as_str().eq_ignore_ascii_case(self.level.words()) => {
                Cow::Borrowed(label.as_str())
            }
            Some(label) => Cow::Owned(format!("{label} ({})", self.level.words())),
        }
    }
}

/// A step of the scale on which authors rate entries, or `unknown`, which stands outside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum RiskLevel {
    /// The lowest step.
    Minimal,
    /// The second step.
    Low,
    /// The middle step.
    Moderate,
    /// The fourth step.
    High,
    /// The highest step.
    Severe,
    /// The author gave no rating.
    Unknown,
}

impl RiskLevel {
    /// Every level, the scale in its order and `unknown` after it.
    pub const ALL: [Self; 6] = [
        Self::Minimal,
        Self::Low,
        Self::Moderate,
        Self::High,
        Self::Severe,
        Self::Unknown,
    ];

    /// The code of the level, as it is typed and as it stands in JSON.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Minimal => "minimal",
            Self::Low => "low",
            Self::Moderate => "moderate",
            Self::High => "high",
            Self::Severe => "severe",
            Self::Unknown => "unknown",
        }
    }

    /// The level in words that can stand alone.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Minimal => "Minimal Risk",
            Self::Low => "Low Risk",
            Self::Moderate => "Moderate Risk",
            Self::High => "High Risk",
            Self::Severe => "Severe Risk",
            Self::Unknown => "Risk Level Unknown",
        }
    }

    /// Where the level stands on the scale, from 0; `None` for `unknown`.
    #[must_use]
    pub fn step(self) -> Option<usize> {
        Self::ALL[..5].iter().position(|&level| level == self)
    }

    /// Whether the level is `most` or less. What is unknown is never known to be that.
    #[must_use]
    pub fn is_at_most(self, most: Self) -> bool {
        matches!((self.step(), most.step()), (Some(own), Some(most)) if own <= most)
    }
}

impl fmt::Display for RiskLevel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for RiskLevel {
    type Err = String;

    fn from_str(code: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|level| level.code() == code)
            .ok_or_else(|| format!("no risk level has the code \"{code}\""))
    }
}

/// The substance that an entry is about: the editor's addition, so that scripts can join other data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct About {
    /// The name of the substance.
    pub name: Text,
    /// What public records know it by.
    #[serde(default)]
    pub identifiers: Vec<Identifier>,
}

/// What one public record knows a substance by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Identifier {
    /// The record: `rxcui`, `unii`, `cas`, `atc`, `mesh`, `pubchem`, `chembl`, `drugbank`, `wikidata` …
    pub system: Slug,
    /// The identifier there.
    pub value: Text,
}

/// Where an entry's text comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
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

/// An id that can be typed without quoting: words of `a-z` and `0-9` joined by single `-`, at most
/// 64 bytes.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String")]
pub struct Slug(#[schemars(length(max = 64), regex(pattern = r"^[a-z0-9]+(-[a-z0-9]+)*$"))] String);

impl Slug {
    /// The most bytes that a slug may have.
    const MOST_BYTES: usize = 64;

    /// The id as it is typed.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Slug {
    type Error = String;

    fn try_from(id: String) -> Result<Self, Self::Error> {
        let is_word = |word: &str| {
            !word.is_empty()
                && word
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        };
        if id.len() > Self::MOST_BYTES {
            return Err(format!(
                "an id has at most {} bytes, this one has {}",
                Self::MOST_BYTES,
                id.len()
            ));
        }
        if !id.split('-').all(is_word) {
            return Err(format!(
                "{id:?} is not an id: words of a-z and 0-9, joined by single \"-\""
            ));
        }
        Ok(Self(id))
    }
}

/// The version of a JSON document: always [`SCHEMA_VERSION`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub struct SchemaVersion;

impl From<SchemaVersion> for u32 {
    fn from(_: SchemaVersion) -> Self {
        SCHEMA_VERSION
    }
}

impl TryFrom<u32> for SchemaVersion {
    type Error = String;

    fn try_from(version: u32) -> Result<Self, Self::Error> {
        if version == SCHEMA_VERSION {
            Ok(Self)
        } else {
            Err(format!(
                "schema_version {version} is not one this program reads, which is {SCHEMA_VERSION}; \
                 a newer stackwise may read it"
            ))
        }
    }
}

impl JsonSchema for SchemaVersion {
    fn schema_name() -> Cow<'static, str> {
        "SchemaVersion".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "The version of the shape: it goes up when a script could break.",
            "type": "integer",
            "const": SCHEMA_VERSION,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rating(json: &str) -> Result<RiskRating, String> {
        serde_json::from_str(json).map_err(|e| e.to_string())
    }

    #[test]
    fn the_level_is_always_in_the_words_of_a_rating() {
        for (json, words) in [
            (
                r#"{"level":"moderate","label":"Moderate Risk"}"#,
                "Moderate Risk",
            ),
            (r#"{"level":"high"}"#, "High Risk"),
            (
                r#"{"level":"high","label":"Use with care"}"#,
                "Use with care (High Risk)",
            ),
            (
                r#"{"level":"unknown","label":"Boxed Warning"}"#,
                "Boxed Warning (Risk Level Unknown)",
            ),
            (r#"{"level":"unknown"}"#, "Risk Level Unknown"),
        ] {
            assert_eq!(rating(json).unwrap().words(), words);
        }
    }

    #[test]
    fn a_label_that_contradicts_its_level_is_refused() {
        let refusal = rating(r#"{"level":"low","label":"HIGH RISK"}"#).unwrap_err();
        assert!(refusal.contains("contradicts"), "{refusal}");
    }

    #[test]
    fn an_unknown_level_is_never_known_to_be_low() {
        for most in RiskLevel::ALL {
            assert!(!RiskLevel::Unknown.is_at_most(most));
            assert!(!most.is_at_most(RiskLevel::Unknown));
        }
        assert!(RiskLevel::Moderate.is_at_most(RiskLevel::Moderate));
        assert!(RiskLevel::Minimal.is_at_most(RiskLevel::Severe));
        assert!(!RiskLevel::Severe.is_at_most(RiskLevel::High));
    }

    #[test]
    fn ids_are_slugs() {
        for id in ["ketamine", "a1-b2", "7", &"a".repeat(64)] {
            assert!(Slug::try_from(id.to_owned()).is_ok(), "{id:?} was refused");
        }
        for id in [
            "",
            "A",
            "a--b",
            "-a",
            "a-",
            "a_b",
            "a b",
            "é",
            &"a".repeat(65),
        ] {
            assert!(
                Slug::try_from(id.to_owned()).is_err(),
                "{id:?} was accepted"
            );
        }
    }

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
}
