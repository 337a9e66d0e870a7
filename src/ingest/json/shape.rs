//! What the JSON of a type has to look like: the JSON Schema that the type makes of itself, and the
//! types in it, which know what is wrong with a piece of their own.

use std::borrow::Cow;
use std::collections::BTreeMap;

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::members::Members;

/// Reads JSON as some type, for the error of that type.
pub type Check = fn(&str) -> Result<(), serde_json::Error>;

/// A type with its name in a schema.
pub struct NamedType {
    name: Cow<'static, str>,
    check: Check,
}

impl NamedType {
    pub fn of<T: JsonSchema + DeserializeOwned>() -> Self {
        Self {
            name: T::schema_name(),
            check: check::<T>,
        }
    }
}

fn check<T: DeserializeOwned>(json: &str) -> Result<(), serde_json::Error> {
    serde_json::from_str::<T>(json).map(drop)
}

/// What the JSON of a type has to look like.
pub struct Shape {
    pub root: Value,
    definitions: Map<String, Value>,
    checks: BTreeMap<Cow<'static, str>, Check>,
}

/// A piece of a schema, with the type that it was made of.
#[derive(Clone, Copy)]
pub struct Part<'s> {
    pub schema: &'s Value,
    pub check: Option<Check>,
}

impl Shape {
    /// The shape of `T`, which is built of `types`, itself among them.
    pub fn of<T: JsonSchema>(types: impl IntoIterator<Item = NamedType>) -> Self {
        let mut generator = SchemaSettings::draft2020_12()
            .for_deserialize()
            .into_generator();
        let root = generator.subschema_for::<T>().to_value();
        let checks = types.into_iter().map(|it| (it.name, it.check));
        Self {
            root,
            definitions: generator.take_definitions(true),
            checks: checks.collect(),
        }
    }

    /// The schema that `schema` is or refers to, and the type that it was made of.
    pub fn resolve<'s>(&'s self, mut schema: &'s Value) -> Part<'s> {
        let mut check = None;
        while let Some(name) = schema["$ref"].as_str() {
            let name = name.trim_start_matches("#/$defs/");
            check = check.or_else(|| self.checks.get(name).copied());
            schema = self.definitions.get(name).unwrap_or(&Value::Null);
        }
        let check = check.or_else(|| match kinds(schema).find(|&kind| kind != "null")? {
            "string" => Some(self::check::<String> as Check),
            "integer" => Some(self::check::<u64>),
            "boolean" => Some(self::check::<bool>),
            _ => None,
        });
        Part { schema, check }
    }

    /// The one of several schemas that `json` is meant to be: by its kind and, where it is an object,
    /// by the keys that it has. Where it is none of them, what is wrong with it depends on which was
    /// meant; that is known only where there is no choice.
    pub fn choose<'s>(&'s self, schemas: &'s [Value], json: &str) -> Option<&'s Value> {
        let members = serde_json::from_str::<Members>(json).unwrap_or_default();
        let is_meant = |schema: &&Value| {
            let schema = self.resolve(schema).schema;
            let has_key = |key: &str| members.0.iter().any(|(name, _)| name == key);
            allows_kind_of(schema, json) && (required(schema).all(has_key))
        };
        schemas.iter().find(is_meant).or_else(|| {
            let mut others = schemas.iter().filter(|schema| schema["type"] != "null");
            others.next().filter(|_| others.next().is_none())
        })
    }

    /// The names in the schema that no type was given for.
    #[cfg(test)]
    pub fn unknown_types(&self) -> Vec<&str> {
        let names = self.definitions.keys().map(String::as_str);
        names
            .filter(|name| !self.checks.contains_key(*name))
            .collect()
    }
}

impl Part<'_> {
    /// Whether `json` is of a kind that the schema allows, if that says any.
    pub fn may_be(&self, json: &str) -> bool {
        kinds(self.schema).next().is_none() || allows_kind_of(self.schema, json)
    }
}

/// Whether values of the kind that `json` is can be of this schema.
pub fn allows_kind_of(schema: &Value, json: &str) -> bool {
    let of_json: &[&str] = match json.as_bytes().first() {
        Some(b'{') => &["object"],
        Some(b'[') => &["array"],
        Some(b'"') => &["string"],
        Some(b'n') => &["null"],
        Some(b't' | b'f') => &["boolean"],
        _ => &["integer", "number"],
    };
    kinds(schema).any(|kind| of_json.contains(&kind))
}

/// The kinds of values that a schema says are allowed.
fn kinds(schema: &Value) -> impl Iterator<Item = &str> {
    let (one, several) = match &schema["type"] {
        Value::Array(several) => (None, several.as_slice()),
        one => (one.as_str(), &[][..]),
    };
    one.into_iter()
        .chain(several.iter().filter_map(Value::as_str))
}

/// The keys that an object has to have.
pub fn required(schema: &Value) -> impl Iterator<Item = &str> {
    let keys = schema["required"].as_array();
    keys.into_iter().flatten().filter_map(Value::as_str)
}
