//! What an entry is about, in names and identifiers that public records use.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Object, Slug};
use crate::text::Text;

/// What an entry is about: the editor's addition to an article, the label's own data of a drug
/// label. Scripts join other data by it, and people ask by it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, try_from = "Object<ReadAbout>")]
pub struct About {
    /// The substances.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(default)]
    pub substances: Vec<Substance>,
    /// The products of a drug label.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(default)]
    pub products: Vec<Product>,
}

/// A substance: an active ingredient of a drug, what a therapy uses.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, from = "Object<ReadSubstance>")]
pub struct Substance {
    /// Its name.
    pub name: Text,
    /// What public records know it by.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(default)]
    pub identifiers: Vec<Identifier>,
}

/// A product that is sold.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, from = "Object<ReadProduct>")]
pub struct Product {
    /// Its name.
    pub name: Text,
    /// Its dosage form, such as "TABLET, FILM COATED".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub form: Option<Text>,
    /// How it is given, such as "ORAL".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub route: Option<Text>,
    /// What public records know it by.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(default)]
    pub identifiers: Vec<Identifier>,
}

/// What one public record knows something by.
#[derive(
    Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(deny_unknown_fields)]
pub struct Identifier {
    /// The record: `rxcui`, `unii`, `ndc`, `cas`, `atc`, `mesh`, `pubchem`, `chembl`, `drugbank`, `wikidata` …
    pub system: Slug,
    /// The identifier there.
    pub value: Text,
}

impl About {
    /// Every identifier, those of substances first.
    pub fn identifiers(&self) -> impl Iterator<Item = &Identifier> {
        let substances = self.substances.iter().flat_map(|it| &it.identifiers);
        substances.chain(self.products.iter().flat_map(|it| &it.identifiers))
    }
}

/// What an entry is about, as it is read: version 1 had the fields of one substance.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ReadAbout {
    #[serde(default)]
    substances: Vec<Substance>,
    #[serde(default)]
    products: Vec<Product>,
    name: Option<Text>,
    identifiers: Option<Vec<Object<Identifier>>>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ReadSubstance {
    name: Text,
    #[serde(default)]
    identifiers: Vec<Object<Identifier>>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ReadProduct {
    name: Text,
    form: Option<Text>,
    route: Option<Text>,
    #[serde(default)]
    identifiers: Vec<Object<Identifier>>,
}

impl TryFrom<Object<ReadAbout>> for About {
    type Error = String;

    fn try_from(Object(read): Object<ReadAbout>) -> Result<Self, String> {
        let ReadAbout {
            mut substances,
            products,
            name,
            identifiers,
        } = read;
        match (name, identifiers) {
            (Some(name), identifiers) if substances.is_empty() && products.is_empty() => {
                let identifiers = Object::all(identifiers.unwrap_or_default());
                substances.push(Substance { name, identifiers });
            }
            (None, None) if !(substances.is_empty() && products.is_empty()) => {}
            _ => {
                return Err("`about` has `substances`, `products` or both".to_owned());
            }
        }
        Ok(Self {
            substances,
            products,
        })
    }
}

impl From<Object<ReadSubstance>> for Substance {
    fn from(Object(read): Object<ReadSubstance>) -> Self {
        Self {
            name: read.name,
            identifiers: Object::all(read.identifiers),
        }
    }
}

impl From<Object<ReadProduct>> for Product {
    fn from(Object(read): Object<ReadProduct>) -> Self {
        Self {
            name: read.name,
            form: read.form,
            route: read.route,
            identifiers: Object::all(read.identifiers),
        }
    }
}
