//! Every problem in a JSON value that is not of its shape, each with its place. Knows no type by its
//! fields.

use std::collections::BTreeSet;

use serde_json::value::RawValue;
use serde_json::{Map, Value};

use super::members::Members;
use super::place::{offset_in, offset_of_name, reason};
use super::shape::{Check, Part, Shape, allows_kind_of, required};
use crate::ingest::complaint::{Complaint, MAX_COMPLAINTS};

/// How deep the walk follows values in values. What is nested deeper is judged as one piece. It
/// bounds the stack, and how often a byte is read again.
pub const MAX_DEPTH: usize = 32;

/// Everything in `json`, a piece of `text`, that is not of this shape.
pub fn examine(shape: &Shape, text: &str, json: &str) -> Vec<Complaint> {
    let mut examination = Examination {
        shape,
        text,
        complaints: Vec::new(),
    };
    examination.value(&shape.root, json, 0);
    examination.complaints
}

/// A walk through a value.
struct Examination<'a> {
    shape: &'a Shape,
    text: &'a str,
    complaints: Vec<Complaint>,
}

impl<'a> Examination<'a> {
    fn value(&mut self, schema: &'a Value, json: &'a str, depth: usize) {
        let before = self.complaints.len();
        if before >= MAX_COMPLAINTS {
            return;
        }
        let part = self.shape.resolve(schema);
        if json == "null" && allows_kind_of(part.schema, json) {
            return;
        }
        // What its type accepts needs no looking into. By itself a type accepts its fields as an array,
        // too, in their order; within an entry it does not.
        let refusal = part.check.map(|check| check(json));
        if matches!(refusal, Some(Ok(()))) && part.may_be(json) {
            return;
        }
        if depth < MAX_DEPTH {
            self.pieces(part, json, depth + 1);
        }
        if self.complaints.len() == before
            && let Some(Err(error)) = refusal
        {
            self.complain(offset_in(self.text, json), reason(&error));
        }
    }

    /// Examines what `json` is made of.
    fn pieces(&mut self, part: Part<'a>, json: &'a str, depth: usize) {
        let schema = part.schema;
        let alternatives = schema["anyOf"].as_array().or(schema["oneOf"].as_array());
        if let Some(alternatives) = alternatives {
            if let Some(meant) = self.shape.choose(alternatives, json) {
                self.value(meant, json, depth);
            }
        } else if let Some(items) = schema.get("items") {
            match serde_json::from_str::<Vec<&RawValue>>(json) {
                Ok(values) => values
                    .into_iter()
                    .for_each(|value| self.value(items, value.get(), depth)),
                Err(error) => self.complain(offset_in(self.text, json), reason(&error)),
            }
        } else if let Some(fields) = schema["properties"].as_object() {
            match serde_json::from_str::<Members>(json) {
                Ok(members) => self.members(&members, fields, part, json, depth),
                Err(error) => self.complain(offset_in(self.text, json), reason(&error)),
            }
        }
    }

    fn members(
        &mut self,
        members: &Members<'a>,
        fields: &'a Map<String, Value>,
        part: Part<'a>,
        json: &str,
        depth: usize,
    ) {
        let mut seen = BTreeSet::new();
        for (name, value) in &members.0 {
            let value = value.get();
            let offset = offset_of_name(self.text, offset_in(self.text, value));
            match fields.get(name) {
                Some(_) if !seen.insert(name.as_str()) => {
                    self.complain(offset, format!("duplicate field `{name}`"));
                }
                Some(field) => self.value(field, value, depth),
                None if part.schema["additionalProperties"] == false => {
                    self.complain(offset, unknown_field(part.check, name));
                }
                None => {}
            }
        }
        for field in required(part.schema).filter(|field| !seen.contains(field)) {
            let message = format!("missing field `{field}`");
            self.complain(offset_in(self.text, json), message);
        }
    }

    fn complain(&mut self, offset: usize, message: String) {
        if self.complaints.len() < MAX_COMPLAINTS {
            self.complaints.push(Complaint::new(offset, message));
        }
    }
}

/// What to say of a field that an object may not have. Its type says it best: it names those that the
/// object may have, in their order.
fn unknown_field(check: Option<Check>, name: &str) -> String {
    let alone = Value::from_iter([(name, Value::Null)]).to_string();
    let refusal = check.and_then(|check| check(&alone).err());
    let message = refusal.map(|error| reason(&error));
    message
        .filter(|message| message.starts_with("unknown field"))
        .unwrap_or_else(|| format!("unknown field `{name}`"))
}
