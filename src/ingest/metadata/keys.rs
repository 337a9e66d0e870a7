//! The keys of metadata as TOML and YAML hold them, each with its own way to tell places.

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::{Metadata, Placed};
use crate::entry::{About, RiskKind, RiskLevel, RiskSection, Slug, Source};
use crate::text::Text;

/// What metadata is written in.
pub trait Form {
    /// A value that knows its place.
    type Spanned<T: DeserializeOwned>: DeserializeOwned;

    /// The value, and where it is in bytes.
    fn place<T: DeserializeOwned>(spanned: Self::Spanned<T>) -> (usize, T);
}

/// TOML.
pub struct Toml;
/// YAML.
pub struct Yaml;

impl Form for Toml {
    type Spanned<T: DeserializeOwned> = toml::Spanned<T>;

    fn place<T: DeserializeOwned>(spanned: toml::Spanned<T>) -> (usize, T) {
        (spanned.span().start, spanned.into_inner())
    }
}

impl Form for Yaml {
    type Spanned<T: DeserializeOwned> = serde_saphyr::Spanned<T>;

    fn place<T: DeserializeOwned>(spanned: serde_saphyr::Spanned<T>) -> (usize, T) {
        let byte = spanned.referenced.span().byte_offset();
        let byte = byte.and_then(|byte| usize::try_from(byte).ok());
        (byte.unwrap_or(0), spanned.value)
    }
}

/// Where in TOML an error is, and what it says.
pub fn problem_of_toml(error: &toml::de::Error) -> (usize, String) {
    let start = error.span().map_or(0, |span| span.start);
    (start, error.message().to_owned())
}

/// Where in YAML an error is, and what it says.
pub fn problem_of_yaml(error: &serde_saphyr::Error, yaml: &str) -> (usize, String) {
    let span = error.location().map(|location| location.span());
    let byte = span.and_then(|span| span.byte_offset());
    let offset = match (byte, span) {
        (Some(byte), _) => usize::try_from(byte).ok(),
        // Errors of form know their place in characters alone.
        (None, Some(span)) => {
            let characters = usize::try_from(span.offset()).unwrap_or(usize::MAX);
            let place = yaml.char_indices().nth(characters);
            Some(place.map_or(yaml.len(), |(byte, _)| byte))
        }
        (None, None) => None,
    };
    let message = error.without_snippet().to_string();
    // The message ends with the place, which is told in another way.
    let message = match message.rsplit_once(" at line ") {
        Some((message, place)) if place.starts_with(|c: char| c.is_ascii_digit()) => message,
        _ => &message,
    };
    // What programs could set is no advice to authors.
    let message = message.split(", set DuplicateKeyPolicy").next();
    (offset.unwrap_or(0), message.unwrap_or_default().to_owned())
}

/// The keys.
#[derive(Deserialize)]
#[serde(
    deny_unknown_fields,
    bound(
        deserialize = "F::Spanned<Text>: Deserialize<'de>, F::Spanned<Vec<Slug>>: Deserialize<'de>, \
        F::Spanned<Vec<RiskKind>>: Deserialize<'de>, \
        F::Spanned<Vec<RiskSection>>: Deserialize<'de>"
    )
)]
pub struct Keys<F: Form> {
    id: Option<Slug>,
    #[serde(default)]
    aliases: Vec<Text>,
    level: Option<RiskLevel>,
    label: Option<F::Spanned<Text>>,
    sections: Option<F::Spanned<Vec<Slug>>>,
    kinds: Option<F::Spanned<Vec<RiskKind>>>,
    risk_sections: Option<F::Spanned<Vec<RiskSection>>>,
    about: Option<About>,
    source: Option<Source>,
}

impl<F: Form> Keys<F> {
    /// The metadata, whose keys stand from `start` on in the document.
    pub fn placed(self, start: usize) -> Metadata {
        Metadata {
            id: self.id,
            aliases: self.aliases,
            level: self.level,
            label: self.label.map(|it| placed::<F, _>(it, start)),
            sections: self.sections.map(|it| placed::<F, _>(it, start)),
            kinds: self.kinds.map(|it| placed::<F, _>(it, start)),
            risk_sections: self.risk_sections.map(|it| placed::<F, _>(it, start)),
            about: self.about,
            source: self.source,
        }
    }
}

fn placed<F: Form, T: DeserializeOwned>(spanned: F::Spanned<T>, start: usize) -> Placed<T> {
    let (offset, value) = F::place(spanned);
    Placed {
        offset: start + offset,
        value,
    }
}
