//! JSON documents, one shape a command, and the schema of them all. Never coloured, never wrapped.

use std::io::{self, Write};

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};
use serde::Serialize;
use serde_json::{Value, json};

use super::{EntryView, Origin, Summary};
use crate::entry::{
    About, Part, Risk, RiskRating, SCHEMA_VERSION, SchemaVersion, Section, Slug, Source,
};
use crate::error::{Code, Error};
use crate::text::Text;

/// An entry: whole, or with only the sections that were asked for.
#[derive(Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Entry")]
struct EntryDocument<'a> {
    schema_version: SchemaVersion,
    /// What identifies the entry.
    id: &'a Slug,
    /// The author's title.
    title: &'a Text,
    /// Further names that find the entry: the editor's.
    aliases: &'a [Text],
    /// The author's overall rating.
    risk: &'a RiskRating,
    /// All sections in the author's order, or those asked for in the order asked.
    sections: Vec<&'a Section>,
    /// The author's list of health risks; absent when only other parts were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    risks: Option<&'a [Risk]>,
    /// The author's disclaimer; null where there is none.
    disclaimer: Option<&'a Text>,
    /// The substance that the entry is about: the editor's addition.
    #[serde(skip_serializing_if = "Option::is_none")]
    about: Option<&'a About>,
    /// Where the text comes from.
    source: &'a Source,
}

/// The entries that fit what was asked for, by title.
#[derive(Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "List")]
struct ListDocument<'a> {
    schema_version: SchemaVersion,
    /// One summary an entry.
    entries: Vec<SummaryDocument<'a>>,
}

/// An entry in a list.
#[derive(Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Summary")]
struct SummaryDocument<'a> {
    /// What identifies the entry.
    id: &'a Slug,
    /// The author's title.
    title: &'a Text,
    /// Further names that find the entry: the editor's.
    aliases: &'a [Text],
    /// The author's overall rating.
    risk: &'a RiskRating,
    /// Where the text comes from.
    source: SummarySource<'a>,
}

/// Where the text of an entry in a list comes from.
#[derive(Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct SummarySource<'a> {
    /// Who published it.
    name: &'a Text,
    /// Where the entry is kept.
    origin: Origin,
}

impl<'a> From<&Summary<'a>> for SummaryDocument<'a> {
    fn from(&Summary { entry, origin }: &Summary<'a>) -> Self {
        Self {
            id: &entry.id,
            title: &entry.title,
            aliases: &entry.aliases,
            risk: &entry.risk,
            source: SummarySource {
                name: &entry.source.name,
                origin,
            },
        }
    }
}

/// What went wrong; printed on standard error.
#[derive(Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Error")]
struct ErrorDocument<'a> {
    schema_version: SchemaVersion,
    error: ErrorBody<'a>,
}

/// What went wrong, in words and for scripts.
#[derive(Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ErrorBody<'a> {
    code: Code,
    /// What was being done, what is wrong, and what to do next.
    message: String,
    /// What may have been meant, the likeliest first.
    suggestions: &'a [String],
}

/// An entry, or the parts of one that were asked for.
///
/// # Errors
/// When `out` cannot be written.
pub fn entry(view: &EntryView, out: &mut dyn Write) -> io::Result<()> {
    let entry = view.entry;
    let sections = view.parts.iter().filter_map(|part| match part {
        Part::Section(section) => Some(*section),
        Part::Risks(_) | Part::Disclaimer(_) => None,
    });
    let has_risks = view.is_whole || view.parts.iter().any(|p| matches!(p, Part::Risks(_)));
    let document = EntryDocument {
        schema_version: SchemaVersion,
        id: &entry.id,
        title: &entry.title,
        aliases: &entry.aliases,
        risk: &entry.risk,
        sections: sections.collect(),
        risks: has_risks.then_some(entry.risks.as_slice()),
        disclaimer: entry.disclaimer.as_ref(),
        about: entry.about.as_ref(),
        source: &entry.source,
    };
    write_document(&document, out)
}

/// Summaries of entries.
///
/// # Errors
/// When `out` cannot be written.
pub fn list(summaries: &[Summary], out: &mut dyn Write) -> io::Result<()> {
    let document = ListDocument {
        schema_version: SchemaVersion,
        entries: summaries.iter().map(SummaryDocument::from).collect(),
    };
    write_document(&document, out)
}

/// An error, on one line.
///
/// # Errors
/// When `out` cannot be written.
pub fn error(error: &Error, out: &mut dyn Write) -> io::Result<()> {
    let message = match &error.hint {
        Some(hint) => format!("{}; {hint}", error.message),
        None => error.message.clone(),
    };
    let body = ErrorBody {
        code: error.code,
        message,
        suggestions: &error.suggestions,
    };
    let document = ErrorDocument {
        schema_version: SchemaVersion,
        error: body,
    };
    serde_json::to_writer(&mut *out, &document)?;
    writeln!(out)
}

/// The JSON Schema (draft 2020-12) of every document above.
///
/// # Errors
/// When `out` cannot be written.
pub fn schema(out: &mut dyn Write) -> io::Result<()> {
    let mut generator = SchemaSettings::draft2020_12()
        .for_serialize()
        .into_generator();
    let documents = [
        generator.subschema_for::<EntryDocument>(),
        generator.subschema_for::<ListDocument>(),
        generator.subschema_for::<ErrorDocument>(),
    ];
    let schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "What stackwise prints as JSON",
        "schema_version": SCHEMA_VERSION,
        "anyOf": documents.map(Schema::to_value),
        "$defs": Value::Object(generator.take_definitions(true)),
    });
    write_document(&schema, out)
}

fn write_document(document: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, document)?;
    writeln!(out)
}
