//! Entries as JSON: an object, an array of them, or several values one after the other.
//!
//! What is right is read by the types themselves. Only what they refuse is gone through once more,
//! part by part, so that every problem is told with its place, not the first alone.

use std::fmt;

use serde::de::{DeserializeOwned, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use super::limits::MAX_JSON;
use super::{Complaint, MOST_COMPLAINTS};
use crate::entry::{
    Entry, Identifier, Object, RiskKind, RiskLevel, RiskRating, SCHEMA_VERSION, SchemaVersion, Slug,
};
use crate::text::Text;

/// Whether this is one JSON value and nothing else.
#[must_use]
pub fn is_one_value(bytes: &[u8]) -> bool {
    serde_json::from_slice::<IgnoredAny>(bytes).is_ok()
}

/// What an entry is given to, or what is wrong with it, with the offset where it begins; whether it
/// wants more.
type Take<'t> = dyn FnMut(usize, Result<Box<Entry>, Vec<Complaint>>) -> bool + 't;

/// Gives every entry in `text`, or what is wrong with it, to `take`, until that wants no more.
pub fn read(text: &str, take: &mut Take) {
    let Err(broken) = read_values(text, text, take) else {
        return;
    };
    let rest = &text[broken.begin..];
    // Within an array a line is nothing of its own.
    let is_array = text.trim_start().starts_with('[');
    if is_array || !rest.lines().skip(1).any(is_entry_line) {
        take(broken.begin, Err(vec![broken.complaint]));
        return;
    }
    // Where entries stand one a line, what is wrong with one is no reason to leave others unread.
    for line in rest.lines() {
        let goes_on = read_values(text, line, take)
            .unwrap_or_else(|broken| take(broken.begin, Err(vec![broken.complaint])));
        if !goes_on {
            return;
        }
    }
}

fn is_entry_line(line: &str) -> bool {
    line.starts_with('{') && is_one_value(line.as_bytes())
}

/// A value that is no JSON.
struct Broken {
    begin: usize,
    complaint: Complaint,
}

/// Gives the entries in `part` of `text` to `take`; whether that wants more.
fn read_values(text: &str, part: &str, take: &mut Take) -> Result<bool, Broken> {
    let mut take_entry = |json: &str| take(offset_in(text, json), entry(text, json));
    let mut values = serde_json::Deserializer::from_str(part).into_iter::<&RawValue>();
    loop {
        let begin = offset_in(text, part) + values.byte_offset();
        let goes_on = match values.next() {
            None => return Ok(true),
            Some(Ok(value)) if value.get().starts_with('[') => {
                // An array was read as a value, so it is one.
                let items: Vec<&RawValue> = serde_json::from_str(value.get()).unwrap_or_default();
                items.into_iter().all(|item| take_entry(item.get()))
            }
            Some(Ok(value)) => take_entry(value.get()),
            Some(Err(error)) => {
                let complaint = complaint(text, part, &error);
                return Err(Broken { begin, complaint });
            }
        };
        if !goes_on {
            return Ok(false);
        }
    }
}

/// What is to be said of `part` of `text`, which is no JSON.
fn complaint(text: &str, part: &str, error: &serde_json::Error) -> Complaint {
    // serde counts bytes, so its place may be within a character, and before the one it means.
    let offset = offset_in(text, part) + offset_of(part, error.line(), error.column());
    let offset = text.floor_char_boundary(offset);
    let reason = reason(error);
    let control = text[offset..].find(|c: char| c < ' ');
    match control.filter(|_| reason.starts_with("control character")) {
        Some(at) if text[offset + at..].starts_with(['\n', '\r']) => {
            Complaint::new(offset + at, "the string is not closed on its line")
        }
        Some(at) => Complaint::new(offset + at, reason),
        None => Complaint::new(offset, reason),
    }
}

/// The entry that `json`, a piece of `text`, is.
fn entry(text: &str, json: &str) -> Result<Box<Entry>, Vec<Complaint>> {
    if json.len() > MAX_JSON {
        let limit = MAX_JSON >> 20;
        let message = format!("the entry has more than {limit} MiB, which is the limit");
        return Err(vec![Complaint::new(offset_in(text, json), message)]);
    }
    match serde_json::from_str::<Entry>(json) {
        Ok(entry) => Ok(Box::new(entry)),
        Err(error) => {
            let mut complaints = Vec::new();
            if let Some(complaint) = newer_version(text, json) {
                return Err(vec![complaint]);
            }
            ENTRY.examine(text, json, &mut complaints);
            if complaints.is_empty() {
                let offset = offset_in(text, json) + offset_of(json, error.line(), error.column());
                complaints.push(Complaint::new(offset, reason(&error)));
            }
            Err(complaints)
        }
    }
}

/// What to say of an entry of a newer shape: that alone, as anything may be right in it.
fn newer_version(text: &str, json: &str) -> Option<Complaint> {
    #[derive(Deserialize)]
    struct Versioned<'a> {
        #[serde(borrow)]
        schema_version: &'a RawValue,
    }
    let Object(versioned) = serde_json::from_str::<Object<Versioned>>(json).ok()?;
    let version = versioned.schema_version.get();
    let is_newer = serde_json::from_str::<u64>(version).ok()? > u64::from(SCHEMA_VERSION);
    let error = is::<SchemaVersion>(version).err().filter(|_| is_newer)?;
    Some(Complaint::new(offset_in(text, version), reason(&error)))
}

/// What a piece of JSON has to be.
enum Shape {
    /// What a type says it is.
    Value(Check),
    /// A list of things of one shape.
    List(&'static Shape),
    /// An object with these fields, and what has to hold of it as a whole.
    Object(&'static [Field], Check),
    /// A thing of this shape, or `null` where there is none.
    Nullable(&'static Shape),
}

/// Reads JSON as some type, for what that type says of it.
type Check = fn(&str) -> Result<(), serde_json::Error>;

/// A field of an object.
struct Field {
    name: &'static str,
    is_required: bool,
    shape: Shape,
}

const fn required(name: &'static str, shape: Shape) -> Field {
    Field {
        name,
        is_required: true,
        shape,
    }
}

const fn optional(name: &'static str, shape: Shape) -> Field {
    Field {
        name,
        is_required: false,
        shape,
    }
}

fn is<T: DeserializeOwned>(json: &str) -> Result<(), serde_json::Error> {
    serde_json::from_str::<T>(json).map(drop)
}

const TEXT: Shape = Shape::Value(is::<Text>);
const OPTIONAL_TEXT: Shape = Shape::Value(is::<Option<Text>>);
const SLUG: Shape = Shape::Value(is::<Slug>);

/// The shape of an entry, field by field as in [`crate::entry`]; a test holds the two together.
const ENTRY: Shape = Shape::Object(
    &[
        required("schema_version", Shape::Value(is::<SchemaVersion>)),
        required("id", SLUG),
        required("title", TEXT),
        optional("aliases", Shape::List(&TEXT)),
        required(
            "risk",
            Shape::Object(
                &[
                    required("level", Shape::Value(is::<RiskLevel>)),
                    optional("label", OPTIONAL_TEXT),
                ],
                is::<RiskRating>,
            ),
        ),
        required(
            "sections",
            Shape::List(&Shape::Object(
                &[
                    required("id", SLUG),
                    required("title", TEXT),
                    required("paragraphs", Shape::List(&TEXT)),
                ],
                is::<IgnoredAny>,
            )),
        ),
        optional(
            "risks",
            Shape::List(&Shape::Object(
                &[
                    required("text", TEXT),
                    optional("kind", Shape::Value(is::<RiskKind>)),
                ],
                is::<IgnoredAny>,
            )),
        ),
        optional("disclaimer", OPTIONAL_TEXT),
        optional(
            "about",
            Shape::Nullable(&Shape::Object(
                &[
                    required("name", TEXT),
                    optional(
                        "identifiers",
                        Shape::List(&Shape::Object(
                            &[required("system", SLUG), required("value", TEXT)],
                            is::<Identifier>,
                        )),
                    ),
                ],
                is::<IgnoredAny>,
            )),
        ),
        required(
            "source",
            Shape::Object(
                &[
                    required("name", TEXT),
                    optional("url", OPTIONAL_TEXT),
                    optional("set_id", OPTIONAL_TEXT),
                    optional("version", OPTIONAL_TEXT),
                    optional("effective_date", OPTIONAL_TEXT),
                    optional("shadows", OPTIONAL_TEXT),
                ],
                is::<IgnoredAny>,
            ),
        ),
    ],
    is::<Entry>,
);

impl Shape {
    /// Complains of everything in `json`, a piece of `text`, that is not of this shape.
    fn examine(&self, text: &str, json: &str, complaints: &mut Vec<Complaint>) {
        let before = complaints.len();
        if before >= MOST_COMPLAINTS {
            return;
        }
        let check = match self {
            Self::Value(check) => *check,
            Self::Nullable(_) if json == "null" => return,
            Self::Nullable(shape) => return shape.examine(text, json, complaints),
            Self::List(shape) => match serde_json::from_str::<Vec<&RawValue>>(json) {
                Ok(items) => {
                    for item in items {
                        shape.examine(text, item.get(), complaints);
                    }
                    return;
                }
                Err(error) => return complain(text, json, &error, complaints),
            },
            Self::Object(fields, check) => {
                match serde_json::from_str::<Members>(json) {
                    Ok(members) => members.examine(fields, text, json, complaints),
                    Err(error) => return complain(text, json, &error, complaints),
                }
                *check
            }
        };
        if complaints.len() == before
            && let Err(error) = check(json)
        {
            complaints.push(Complaint::new(offset_in(text, json), reason(&error)));
        }
    }
}

fn complain(text: &str, json: &str, error: &serde_json::Error, complaints: &mut Vec<Complaint>) {
    complaints.push(Complaint::new(offset_in(text, json), reason(error)));
}

/// The members of an object in their order, the same name twice among them.
struct Members<'a>(Vec<(String, &'a RawValue)>);

impl Members<'_> {
    fn examine(&self, fields: &[Field], text: &str, json: &str, complaints: &mut Vec<Complaint>) {
        let mut seen: Vec<&str> = Vec::new();
        for (name, value) in &self.0 {
            let value = value.get();
            let offset = offset_of_name(text, offset_in(text, value));
            match fields.iter().find(|field| field.name == name) {
                None if complaints.len() >= MOST_COMPLAINTS => return,
                None => {
                    let known: Vec<&str> = fields.iter().map(|field| field.name).collect();
                    complaints.push(Complaint::new(
                        offset,
                        format!(
                            "unknown field `{name}`, expected one of {}",
                            known.join(", ")
                        ),
                    ));
                }
                Some(field) if seen.contains(&field.name) => {
                    complaints.push(Complaint::new(offset, format!("duplicate field `{name}`")));
                }
                Some(field) => {
                    seen.push(field.name);
                    field.shape.examine(text, value, complaints);
                }
            }
        }
        for field in fields.iter().filter(|field| field.is_required) {
            if !seen.contains(&field.name) {
                let offset = offset_in(text, json);
                complaints.push(Complaint::new(
                    offset,
                    format!("missing field `{}`", field.name),
                ));
            }
        }
    }
}

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder;
        impl<'de> Visitor<'de> for InOrder {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(InOrder)
    }
}

/// What serde says, without the place that it has in words.
fn reason(error: &serde_json::Error) -> String {
    let said = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    said.strip_suffix(&place).unwrap_or(&said).to_owned()
}

/// Where `piece`, which was borrowed from `text`, begins in it.
fn offset_in(text: &str, piece: &str) -> usize {
    piece.as_ptr() as usize - text.as_ptr() as usize
}

/// Where this line and column, as serde counts them (columns in bytes, from 1), are in `text`.
fn offset_of(text: &str, line: usize, column: usize) -> usize {
    let before: usize = text
        .split_inclusive('\n')
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum();
    (before + column.saturating_sub(1)).min(text.len())
}

/// Where the name of the member begins whose value begins at `value`.
fn offset_of_name(text: &str, value: usize) -> usize {
    let name = text[..value].trim_end().trim_end_matches(':').trim_end();
    let Some(inside) = name.strip_suffix('"') else {
        return value;
    };
    // The quote that opens the name is the last one before it that no backslash escapes.
    inside
        .rmatch_indices('"')
        .map(|(at, _)| at)
        .find(|&at| {
            let escapes = inside[..at]
                .bytes()
                .rev()
                .take_while(|&b| b == b'\\')
                .count();
            escapes % 2 == 0
        })
        .unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const GOOD: &str = include_str!("../../assets/ketamine.json");

    fn complaints(json: &str) -> Vec<(String, String)> {
        let mut all = Vec::new();
        read(json, &mut |_, entry| {
            all.extend(entry.err().into_iter().flatten());
            true
        });
        all.into_iter()
            .map(|c| (json[c.offset..].chars().take(12).collect(), c.message))
            .collect()
    }

    #[test]
    fn the_shape_is_that_of_the_types() {
        let mut found = Vec::new();
        ENTRY.examine(GOOD, GOOD, &mut found);
        assert_eq!(found, []);
    }

    #[test]
    fn every_problem_is_told_with_its_place() {
        let broken = GOOD
            .replacen(
                "\"title\": \"Ketamine Therapy\"",
                "\"colour\": 1, \"title\": 7",
                1,
            )
            .replacen("\"moderate\"", "\"medium\"", 1)
            .replacen("\"id\": \"science\"", "\"id\": \"The Science\"", 1)
            .replacen("\"text\": \"Nausea\"", "\"words\": \"Nau\\u001bsea\"", 1)
            .replacen("\"Ketamine Infusion\"", "\"a\\u202eb\"", 1);
        let found = complaints(&broken);
        let places: Vec<_> = found
            .iter()
            .map(|(place, _)| place.split('\n').next())
            .collect();
        assert_eq!(
            places,
            [
                "\"colour\": 1,",
                "7,",
                "\"a\\u202eb\"",
                "\"medium\",",
                "\"The Science",
                "\"words\": \"Na",
                "{"
            ]
            .map(Some)
        );
        assert!(
            found[0].1.starts_with("unknown field `colour`"),
            "{found:?}"
        );
        assert!(found[6].1.starts_with("missing field `text`"), "{found:?}");
    }

    #[test]
    fn what_spans_fields_is_told_when_they_are_right() {
        let twice = GOOD.replacen("\"id\": \"science\"", "\"id\": \"protocol\"", 1);
        let found = complaints(&twice);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].1, "two sections have the id \"protocol\"");
        let contradiction = GOOD.replacen("\"moderate\"", "\"low\"", 1);
        assert_eq!(
            complaints(&contradiction),
            [(
                "{\n    \"level".into(),
                "the label \"Moderate Risk\" contradicts the level \"low\"".into()
            )]
        );
        assert!(
            complaints("{\"id\":\"a\",\"id\":\"b\"}")[0]
                .1
                .starts_with("duplicate field `id`")
        );
    }

    #[test]
    fn an_array_is_no_object_and_an_object_no_word() {
        let risk =
            "\"risk\": {\n    \"level\": \"moderate\",\n    \"label\": \"Moderate Risk\"\n  }";
        assert!(GOOD.contains(risk));
        let sequence = "invalid type: sequence, expected an object";
        for (from, to, place, message) in [
            (risk, "\"risk\": [\"moderate\"]", "[\"moderate\"]", sequence),
            (
                risk,
                "\"risk\": {\"level\": {\"low\": null}}",
                "{\"low\": null",
                "invalid type: map, expected a string",
            ),
            (
                "\"sections\": [",
                "\"sections\": [[\"a\", \"A\", []],",
                "[\"a\", \"A\", ",
                sequence,
            ),
            (
                "\"risks\": [",
                "\"risks\": [[\"Cold\"],",
                "[\"Cold\"],",
                sequence,
            ),
            (
                "\"identifiers\": [",
                "\"identifiers\": [[\"x\", \"1\"],",
                "[\"x\", \"1\"],",
                sequence,
            ),
            (
                "\"identifiers\": [",
                "\"identifiers\": [null,",
                "null,",
                "invalid type: null, expected an object",
            ),
            (
                "\"source\": {",
                "\"source\": [\"S\"], \"x\": {",
                "[\"S\"], \"x\"",
                sequence,
            ),
        ] {
            assert!(GOOD.contains(from), "{from}");
            let found = complaints(&GOOD.replacen(from, to, 1));
            let told = found
                .iter()
                .any(|(at, said)| at.starts_with(&place[..place.len().min(5)]) && said == message);
            assert!(told, "{to}: {found:?}");
        }
        for (entry, message) in [
            ("[[2]]", sequence),
            (
                "[[1, \"a\", \"A\", [], {\"level\": \"low\"}, [], [], null, null, {\"name\": \"S\"}]]",
                sequence,
            ),
        ] {
            assert_eq!(
                complaints(entry),
                [(entry[1..].chars().take(12).collect(), message.to_owned())]
            );
        }
    }

    #[test]
    fn a_version_is_a_plain_number_and_nothing_is_complained_of_that_may_be_null() {
        for version in [
            "1e0",
            "1.0",
            "\"1\"",
            "[1]",
            "null",
            "-1",
            "99999999999999999999",
        ] {
            let json = GOOD.replacen(
                "\"schema_version\": 1",
                &format!("\"schema_version\": {version}"),
                1,
            );
            let found = complaints(&json);
            assert_eq!(found.len(), 1, "{version}: {found:?}");
        }
        let null = r#"{"schema_version":1,"id":"a","title":"A","risk":{"level":"low","label":null},
            "sections":[],"disclaimer":null,"about":null,"source":{"name":"S"},"x":1}"#;
        let found = complaints(null);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(
            complaints("{\"i\\u0064\":\"a\",\"id\":\"b\"}")[0]
                .1
                .starts_with("duplicate field `id`")
        );
    }

    #[test]
    fn values_come_alone_in_arrays_and_one_after_the_other() {
        let count = |text: &str| {
            let mut entries = 0;
            read(text, &mut |_, entry| {
                entries += usize::from(entry.is_ok());
                true
            });
            entries
        };
        assert_eq!(count(GOOD), 1);
        assert_eq!(count(&format!("[{GOOD},{GOOD}]")), 2);
        assert_eq!(count(&format!("{GOOD}\n{GOOD}")), 2);
        assert_eq!(count("[]"), 0);
    }

    #[test]
    fn a_line_that_is_no_json_keeps_no_other_line_from_being_read() {
        let line = GOOD.replace('\n', " ");
        let mut entries = 0;
        let mut broken = Vec::new();
        let text = format!("{{\"id\":\n{line}\n\nx\n{line}");
        read(&text, &mut |offset, entry| {
            match entry {
                Ok(_) => entries += 1,
                Err(_) => broken.push(offset),
            }
            true
        });
        assert_eq!((entries, broken), (2, vec![0, line.len() + 9]));
        assert_eq!(complaints(&format!("[x,\n{line}\n]")).len(), 1);
    }

    #[test]
    fn of_a_newer_shape_nothing_else_is_told() {
        let newer = GOOD.replacen(
            "\"schema_version\": 1",
            "\"stars\": 5, \"schema_version\": 2",
            1,
        );
        let told = complaints(&newer);
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(
            told[0].1.ends_with("a newer stackwise may read it"),
            "{told:?}"
        );
    }

    #[test]
    fn a_character_that_no_string_may_hold_is_told_in_its_place() {
        assert_eq!(complaints("{\"é\": \"é\u{1b}b\"}")[0].0, "\u{1b}b\"}");
        let open = complaints("{\"id\": \"a\n}");
        assert_eq!(
            open,
            [("\n}".into(), "the string is not closed on its line".into())]
        );
    }

    #[test]
    fn broken_syntax_is_told_where_it_breaks() {
        assert_eq!(
            complaints("{\"id\": \"a\" \"b\"}"),
            [("\"b\"}".into(), "expected `,` or `}`".into())]
        );
        let cut = complaints(&GOOD[..200]);
        assert_eq!(cut.len(), 1);
        assert!(cut[0].1.starts_with("EOF while parsing"), "{cut:?}");
        for json in [
            "7",
            "null",
            "\"text\"",
            "[1]",
            "{}",
            "[[[[",
            &"[".repeat(100_000),
        ] {
            assert!(
                !complaints(json).is_empty(),
                "{}",
                &json[..json.len().min(20)]
            );
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_the_reader_panic(pieces in prop::collection::vec(
            "[\\[\\]{},:\"\\\\]|\"id\":|\"é\"|\\{\"title\":\"氯|\u{1b}|\u{1}|\n|\r\n|\\{\\}|null|1e9|\\PC", 0..30
        )) {
            let text = pieces.concat();
            complaints(&text);
            complaints(&format!("{text}\n{{}}"));
        }
    }
}
