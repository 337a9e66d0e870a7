//! The scale on which authors rate entries.

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};

use super::strict::one_of;

/// A step of the scale on which authors rate entries, or `unknown`, which is outside it.
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

/// How published articles say that there is no rating.
const PUBLISHED_UNKNOWN: &str = "Risk Level Unknown";

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

    /// The code of the level, as it is typed and as it is in JSON.
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

    /// The level in words that need no context.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Minimal => "Minimal Risk",
            Self::Low => "Low Risk",
            Self::Moderate => "Moderate Risk",
            Self::High => "High Risk",
            Self::Severe => "Severe Risk",
            Self::Unknown => "Not rated",
        }
    }

    /// Whether an author's words say this level and nothing else.
    #[must_use]
    pub fn is_named_by(self, words: &str) -> bool {
        let is = |name: &str| words.eq_ignore_ascii_case(name);
        is(self.words()) || (self == Self::Unknown && is(PUBLISHED_UNKNOWN))
    }

    /// The position of the level on the scale, from 0; `None` for `unknown`.
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
