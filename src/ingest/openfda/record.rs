//! One record of openFDA's drug labels as it is written: fields, each with its texts.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

/// A record.
#[derive(Default)]
pub struct Record {
    /// The fields that have texts, in their order.
    pub fields: Vec<(String, Vec<String>)>,
    /// What openFDA adds to the label: names and numbers in other records.
    pub harmonized: BTreeMap<String, Vec<String>>,
}

impl Record {
    /// Adds a field.
    pub fn add(&mut self, name: String, field: Field) {
        match field {
            Field::Texts(texts) if texts.is_empty() => {}
            Field::Texts(texts) => self.fields.push((name, texts)),
            Field::Object(fields) if name == "openfda" => self.harmonized = fields,
            Field::Object(_) => {}
        }
    }

    /// The first text of a field of the record itself.
    pub fn text(&self, name: &str) -> Option<&str> {
        let mut fields = self.fields.iter();
        let (_, texts) = fields.find(|(field, _)| field == name)?;
        texts.first().map(String::as_str)
    }

    /// The texts of a field that openFDA adds.
    pub fn added(&self, name: &str) -> &[String] {
        self.harmonized.get(name).map_or(&[], Vec::as_slice)
    }
}

/// What a field holds.
pub enum Field {
    /// Texts, one or many; whatever else there is says nothing of the label.
    Texts(Vec<String>),
    /// Fields of its own.
    Object(BTreeMap<String, Vec<String>>),
}

impl<'de> Deserialize<'de> for Field {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyField)
    }
}

struct AnyField;

impl<'de> Visitor<'de> for AnyField {
    type Value = Field;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a field of a label")
    }

    fn visit_str<E>(self, text: &str) -> Result<Field, E> {
        Ok(Field::Texts(vec![text.to_owned()]))
    }

    fn visit_string<E>(self, text: String) -> Result<Field, E> {
        Ok(Field::Texts(vec![text]))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut all: A) -> Result<Field, A::Error> {
        let mut texts = Vec::new();
        while let Some(field) = all.next_element::<Field>()? {
            if let Field::Texts(more) = field {
                texts.extend(more);
            }
        }
        Ok(Field::Texts(texts))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Field, A::Error> {
        let mut fields = BTreeMap::new();
        while let Some((name, field)) = map.next_entry::<String, Field>()? {
            if let Field::Texts(texts) = field {
                fields.insert(name, texts);
            }
        }
        Ok(Field::Object(fields))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Field, E> {
        Ok(Field::Texts(Vec::new()))
    }

    fn visit_i64<E>(self, _: i64) -> Result<Field, E> {
        Ok(Field::Texts(Vec::new()))
    }

    fn visit_u64<E>(self, _: u64) -> Result<Field, E> {
        Ok(Field::Texts(Vec::new()))
    }

    fn visit_f64<E>(self, _: f64) -> Result<Field, E> {
        Ok(Field::Texts(Vec::new()))
    }

    fn visit_unit<E>(self) -> Result<Field, E> {
        Ok(Field::Texts(Vec::new()))
    }
}
