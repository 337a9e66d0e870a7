//! What identifies an entry, a section, or the version of a document.

use std::borrow::Cow;
use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

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
}
