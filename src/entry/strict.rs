//! Reading types from the form that they are written in, and from no other. Knows nothing of entries.
//!
//! What serde derives accepts more: an array for an object, with its fields in order, and
//! `{"low": null}` for the word `low`.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::value::MapAccessDeserializer;
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

/// A `T` that is written as an object.
pub struct Object<T>(pub T);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Object<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Fields<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Fields<T> {
            type Value = T;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, fields: A) -> Result<T, A::Error> {
                T::deserialize(MapAccessDeserializer::new(fields))
            }
        }
        deserializer.deserialize_map(Fields(PhantomData)).map(Self)
    }
}

impl<T: JsonSchema> JsonSchema for Object<T> {
    fn inline_schema() -> bool {
        T::inline_schema()
    }

    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn schema_id() -> Cow<'static, str> {
        T::schema_id()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }
}

impl<T> Object<T> {
    /// What is in the objects.
    #[must_use]
    pub fn all(objects: Vec<Self>) -> Vec<T> {
        objects.into_iter().map(|Self(inner)| inner).collect()
    }
}

/// One of `all`, each of which is written as the word in its place among `codes`.
pub fn one_of<'de, T: Copy, D: Deserializer<'de>>(
    deserializer: D,
    all: &'static [T],
    codes: &'static [&'static str],
) -> Result<T, D::Error> {
    struct Word<T: 'static>(&'static [T], &'static [&'static str]);
    impl<T: Copy> Visitor<'_> for Word<T> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
            f.write_str("a string")
        }

        fn visit_str<E: Error>(self, word: &str) -> Result<T, E> {
            let place = self.1.iter().position(|code| *code == word);
            let value = place.and_then(|place| self.0.get(place));
            value
                .copied()
                .ok_or_else(|| E::unknown_variant(word, self.1))
        }
    }
    deserializer.deserialize_str(Word(all, codes))
}
