//! Entries as JSON: an object, an array of them, or several values one after the other.
//!
//! Valid entries are read by the types themselves. Only what they refuse is examined once more, part
//! by part, so that every problem is reported with its place, not just the first.

mod examine;
mod members;
mod place;
mod shape;
#[cfg(test)]
mod tests;

use std::sync::LazyLock;

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::value::RawValue;

use self::examine::examine;
pub(super) use self::place::reason;
use self::place::{offset_in, offset_of};
use self::shape::{NamedType, Shape};
use super::complaint::{Complaint, Take};
use super::limits::MAX_JSON;
use crate::entry::{
    About, Block, Cell, Entry, Identifier, Item, Mark, MarkKind, Object, Product, Prose,
    ReadSection, ReadVersion, Reference, Risk, RiskKind, RiskLevel, RiskRating, RiskSection,
    SCHEMA_VERSION, Slug, Source, Substance, Table,
};
use crate::text::Text;

/// The shape of an entry, by which the problems of one are found.
static ENTRY: LazyLock<Shape> = LazyLock::new(|| {
    Shape::of::<Entry>([
        NamedType::of::<About>(),
        NamedType::of::<Block>(),
        NamedType::of::<Cell>(),
        NamedType::of::<Entry>(),
        NamedType::of::<Identifier>(),
        NamedType::of::<Item>(),
        NamedType::of::<Mark>(),
        NamedType::of::<MarkKind>(),
        NamedType::of::<Product>(),
        NamedType::of::<Prose>(),
        NamedType::of::<ReadSection>(),
        NamedType::of::<ReadVersion>(),
        NamedType::of::<Reference>(),
        NamedType::of::<Risk>(),
        NamedType::of::<RiskKind>(),
        NamedType::of::<RiskLevel>(),
        NamedType::of::<RiskRating>(),
        NamedType::of::<RiskSection>(),
        NamedType::of::<Slug>(),
        NamedType::of::<Source>(),
        NamedType::of::<Substance>(),
        NamedType::of::<Table>(),
        NamedType::of::<Text>(),
    ])
});

/// Whether a document is JSON, by how it begins.
#[must_use]
pub fn recognises(text: &str) -> bool {
    text.starts_with(['{', '['])
}

/// Whether a line is an object and nothing else.
#[must_use]
pub fn is_entry_line(line: &[u8]) -> bool {
    line.starts_with(b"{") && serde_json::from_slice::<IgnoredAny>(line).is_ok()
}

/// Gives every entry in `text`, or what is wrong with it, to `take`, as long as reading goes on.
pub fn read(text: &str, take: &mut Take) {
    let Err(broken) = read_values(text, text, take) else {
        return;
    };
    let rest = &text[broken.begin..];
    // Within an array a line means nothing by itself.
    let is_array = text.trim_start().starts_with('[');
    let mut lines = rest.lines().skip(1);
    if is_array || !lines.any(|line| is_entry_line(line.as_bytes())) {
        take(broken.begin, Err(vec![broken.complaint]));
        return;
    }
    // Where each line is an entry, a broken one does not keep the others from being read.
    for line in rest.lines() {
        let goes_on = read_values(text, line, take)
            .unwrap_or_else(|broken| take(broken.begin, Err(vec![broken.complaint])));
        if !goes_on {
            return;
        }
    }
}

/// A value that is not JSON.
struct Broken {
    begin: usize,
    complaint: Complaint,
}

/// Gives the entries in `part` of `text` to `take`. Says whether reading goes on.
fn read_values(text: &str, part: &str, take: &mut Take) -> Result<bool, Broken> {
    let mut take_entry = |json: &str| take(offset_in(text, json), entry(text, json));
    let mut values = serde_json::Deserializer::from_str(part).into_iter::<&RawValue>();
    loop {
        let begin = offset_in(text, part) + values.byte_offset();
        let goes_on = match values.next() {
            None => return Ok(true),
            Some(Ok(value)) if value.get().starts_with('[') => {
                // The value was read as JSON already, so this cannot fail.
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

/// What is wrong with `part` of `text`, which is not JSON.
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
            if let Some(complaint) = newer_version(text, json) {
                return Err(vec![complaint]);
            }
            let mut complaints = examine(&ENTRY, text, json);
            if complaints.is_empty() {
                let offset = offset_in(text, json) + offset_of(json, error.line(), error.column());
                complaints.push(Complaint::new(offset, reason(&error)));
            }
            Err(complaints)
        }
    }
}

/// The complaint about an entry of a newer version: the only one, as anything else may be right there.
fn newer_version(text: &str, json: &str) -> Option<Complaint> {
    #[derive(Deserialize)]
    struct Versioned<'a> {
        #[serde(borrow)]
        schema_version: &'a RawValue,
    }
    let Object(versioned) = serde_json::from_str::<Object<Versioned>>(json).ok()?;
    let version = versioned.schema_version.get();
    let is_newer = serde_json::from_str::<u64>(version).ok()? > u64::from(SCHEMA_VERSION);
    let refusal = serde_json::from_str::<ReadVersion>(version).err();
    let error = refusal.filter(|_| is_newer)?;
    Some(Complaint::new(offset_in(text, version), reason(&error)))
}
