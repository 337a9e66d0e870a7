//! What identifies an entry, a section, or the version of a document.

use std::borrow::Cow;
use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Entry;

/// The version of every JSON shape that is written. Version 1 is read as well.
pub const SCHEMA_VERSION: u32 = 2;

/// An id that can be typed without quoting: words of `a-z` and `0-9` joined by single `-`, at most
/// 64 bytes.
#[derive(
    Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(try_from = "String")]
pub struct Slug(#[schemars(length(max = 64), regex(pattern = r"^[a-z0-9]+(-[a-z0-9]+)*$"))] String);

impl Slug {
    /// The most bytes that an id may have.
    pub const MAX_BYTES: usize = 64;

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
        if id.len() > Self::MAX_BYTES {
            return Err(format!(
                "an id has at most {} bytes, this one has {}",
                Self::MAX_BYTES,
                id.len()
            ));
        }
        if !id.split('-').all(is_word) {
            return Err(format!(
                "{id:?} is not a valid id: use words of a-z and 0-9 joined by single \"-\""
            ));
        }
        Ok(Self(id))
    }
}

/// How many digits of its set id the id of a label ends with, and how many where that is not enough to
/// tell two labels apart.
pub const ID_DIGITS: usize = 8;
const LONGER_ID_DIGITS: usize = 12;

impl Entry {
    /// The two ids that a label may have: with eight digits of its set id at the end and, where another
    /// label has that one, with twelve. `None` for what has any other id.
    #[must_use]
    pub fn label_ids(&self) -> Option<[Slug; 2]> {
        let set_id = self.source.set_id.as_ref()?.as_str().to_ascii_lowercase();
        let digits = set_id.chars().filter(char::is_ascii_hexdigit);
        let long: String = digits.take(LONGER_ID_DIGITS).collect();
        let short = long.get(..ID_DIGITS)?;
        let id = self.id.as_str();
        let beginning = id.strip_suffix(&long).or_else(|| id.strip_suffix(short))?;
        let id = |digits: &str| Slug::try_from(format!("{beginning}{digits}")).ok();
        Some([id(short)?, id(&long)?])
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
            return Ok(Self);
        }
        Err(unsupported(version, "only 2"))
    }
}

/// Why a document of this version is refused.
pub(super) fn unsupported(version: u32, supported: &str) -> String {
    let hint = if version > SCHEMA_VERSION {
        "; a newer stackwise may read it"
    } else {
        ""
    };
    format!("schema_version {version} is not supported, {supported}{hint}")
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
    fn a_label_may_have_a_short_id_or_a_long_one() {
        let ids = |id: &str, set_id: &str| {
            let json = format!(
                r#"{{"schema_version":1,"id":"{id}","title":"A","risk":{{"level":"low"}},"sections":[],
                    "source":{{"name":"S","set_id":"{set_id}"}}}}"#
            );
            let entry = serde_json::from_str::<Entry>(&json).unwrap();
            entry.label_ids().map(|ids| ids.map(|id| id.to_string()))
        };
        let set_id = "97420FE4-7468-44d2-9d23-0f738eb0af8e";
        let both = |short: &str, long: &str| Some([short.to_owned(), long.to_owned()]);
        for id in ["a-97420fe4", "a-97420fe47468"] {
            assert_eq!(ids(id, set_id), both("a-97420fe4", "a-97420fe47468"));
        }
        assert_eq!(ids("97420fe4", set_id), both("97420fe4", "97420fe47468"));
        for (id, set_id) in [("a", set_id), ("a-s", "s"), ("a-97420fe", "97420fe")] {
            assert_eq!(ids(id, set_id), None);
        }
    }
}
