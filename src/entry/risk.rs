//! Risks: the lines of an entry's list, their kinds, and the overall rating.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};

use super::id::Slug;
use super::level::RiskLevel;
use super::strict::{Object, one_of};
use crate::text::Text;

/// One line of an entry's list of health risks.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Risk {
    /// The author's words.
    pub text: Text,
    /// What kind of risk it is: the editor's reading of the author's text.
    #[serde(default)]
    pub kind: RiskKind,
    /// The id of the section that the line was taken from, where it was taken from one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<Slug>,
    /// The sentence that the line hangs on, where it hangs on one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lead: Option<Text>,
}

/// A section that tells of risks.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RiskSection {
    /// Its id.
    pub section: Slug,
    /// What kind of risks it tells of.
    pub kind: RiskKind,
    /// Whether the list of risks has all that it tells in short.
    pub listed: bool,
}

impl Risk {
    /// A line of a list, whose kind the author did not say.
    #[must_use]
    pub fn new(text: Text) -> Self {
        Self {
            text,
            kind: RiskKind::Unspecified,
            section: None,
            lead: None,
        }
    }
}

/// What kind a risk is of, in the codes of FHIR R5 `ClinicalUseDefinition.type`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, JsonSchema)]
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

/// The codes of all kinds, in their order.
const KIND_CODES: [&str; 5] = {
    let [a, b, c, d, e] = RiskKind::ALL;
    [a.code(), b.code(), c.code(), d.code(), e.code()]
};

impl<'de> Deserialize<'de> for RiskKind {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        one_of(deserializer, &Self::ALL, &KIND_CODES)
    }
}

impl RiskKind {
    /// Every kind.
    const ALL: [Self; 5] = [
        Self::UndesirableEffect,
        Self::Contraindication,
        Self::Interaction,
        Self::Warning,
        Self::Unspecified,
    ];

    /// The code of the kind, as it is in JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
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
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, try_from = "Object<RiskRatingDocument>")]
pub struct RiskRating {
    /// The rating on the scale.
    pub level: RiskLevel,
    /// The author's own wording of it, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<Text>,
}

/// A rating as it is read, before its label is compared with its level.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct RiskRatingDocument {
    level: RiskLevel,
    #[serde(default)]
    label: Option<Text>,
}

impl TryFrom<Object<RiskRatingDocument>> for RiskRating {
    type Error = String;

    fn try_from(Object(read): Object<RiskRatingDocument>) -> Result<Self, String> {
        Self::new(read.level, read.label)
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
                .find(|&other| other != level && other.is_named_by(label.as_str()))
        });
        if let (Some(label), Some(_)) = (&label, contradicted) {
            return Err(format!(
                "the label \"{label}\" contradicts the level \"{level}\""
            ));
        }
        Ok(Self { level, label })
    }

    /// The rating in words that always name the level: the author's label where it does, otherwise
    /// the label followed by the level, or the level alone.
    #[must_use]
    pub fn words(&self) -> Cow<'_, str> {
        match &self.label {
            None => Cow::Borrowed(self.level.words()),
            Some(label) if self.level.is_named_by(label.as_str()) => Cow::Borrowed(label.as_str()),
            Some(label) => Cow::Owned(format!("{label} ({})", self.level.words())),
        }
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
                "Boxed Warning (Not rated)",
            ),
            (
                r#"{"level":"unknown","label":"Risk Level Unknown"}"#,
                "Risk Level Unknown",
            ),
            (r#"{"level":"unknown"}"#, "Not rated"),
        ] {
            assert_eq!(rating(json).unwrap().words(), words);
        }
    }

    #[test]
    fn a_rating_is_an_object_and_its_level_a_word() {
        for json in [
            r#"["low"]"#,
            r#"["low","Low Risk"]"#,
            r#"{"level":{"low":null}}"#,
            r#"{"level":["low"]}"#,
            r#"{"level":0}"#,
        ] {
            assert!(rating(json).is_err(), "{json}");
        }
        let risk = serde_json::from_str::<Risk>(r#"{"text":"x","kind":{"warning":null}}"#);
        assert!(risk.is_err());
        for kind in RiskKind::ALL {
            let json = serde_json::to_string(&kind).unwrap();
            assert_eq!(serde_json::from_str::<RiskKind>(&json).unwrap(), kind);
        }
    }

    #[test]
    fn a_label_that_contradicts_its_level_is_refused() {
        let refusal = rating(r#"{"level":"low","label":"HIGH RISK"}"#).unwrap_err();
        assert!(refusal.contains("contradicts"), "{refusal}");
    }
}
