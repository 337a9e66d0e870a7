//! Risks: the lines of an entry's list, their kinds, and the overall rating on its scale.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};

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

    /// The code of the kind, as it stands in JSON.
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

/// A rating as it stands in a document, before its label is held against its level.
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, JsonSchema)]
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

/// The codes of all levels, in their order.
const LEVEL_CODES: [&str; 6] = {
    let [a, b, c, d, e, f] = RiskLevel::ALL;
    [a.code(), b.code(), c.code(), d.code(), e.code(), f.code()]
};

impl<'de> Deserialize<'de> for RiskLevel {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        one_of(deserializer, &Self::ALL, &LEVEL_CODES)
    }
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
    pub const fn code(self) -> &'static str {
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
}
