//! JSON documents, one shape a command, and the schema of them all. Never coloured, never wrapped.

use std::io::{self, Write};

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};
use serde::Serialize;
use serde_json::{Value, json};

use super::EntryView;
use crate::entry::{
    EntryDocument, Origin, Part, RiskRating, SCHEMA_VERSION, SchemaVersion, Slug, Summary,
};
use crate::error::{Code, Error};
use crate::ingest::Problem;
use crate::text::Text;

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

/// Where the text of an entry in a list comes from, and where the entry is kept.
#[derive(Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct SummarySource<'a> {
    /// Who published it; for a drug label its labeler.
    name: &'a Text,
    /// `built-in` or `library`.
    origin: &'static str,
    /// `built-in` where the entry stands in the library in place of a built-in one with its id.
    #[serde(skip_serializing_if = "Option::is_none")]
    shadows: Option<&'static str>,
}

impl<'a> From<&'a Summary> for SummaryDocument<'a> {
    fn from(summary: &'a Summary) -> Self {
        Self {
            id: &summary.id,
            title: &summary.title,
            aliases: &summary.aliases,
            risk: &summary.risk,
            source: SummarySource {
                name: &summary.source.name,
                origin: summary.origin.code(),
                shadows: shadowed(summary.origin),
            },
        }
    }
}

/// What an entry of this origin stands in place of.
fn shadowed(origin: Origin) -> Option<&'static str> {
    origin.shadows_built_in().then_some(Origin::BuiltIn.code())
}

/// What is wrong with source documents, in their order.
#[derive(Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Problems")]
struct ProblemsDocument<'a> {
    schema_version: SchemaVersion,
    /// Empty where nothing is wrong.
    problems: Vec<ProblemBody<'a>>,
}

/// Something that keeps a source document from being entries.
#[derive(Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Problem")]
struct ProblemBody<'a> {
    /// The document, as it was named.
    file: &'a str,
    /// The line, from 1.
    #[schemars(with = "u32", range(min = 1))]
    line: usize,
    /// The column in characters, from 1.
    #[schemars(with = "u32", range(min = 1))]
    column: usize,
    /// What is wrong there.
    message: &'a str,
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
    let mut document = EntryDocument::from(view.entry);
    document.source.shadows = shadowed(view.origin);
    if !view.is_whole {
        let is_shown = |id: &str| view.parts.iter().any(|part| part.id() == id);
        let sections = view.parts.iter().filter_map(|part| match part {
            Part::Section(section) => Some(*section),
            Part::Risks(_) | Part::Disclaimer(_) => None,
        });
        document.sections = sections.collect();
        document.risks = document.risks.filter(|_| is_shown(Part::RISKS_ID));
    }
    self::document(&document, out)
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
    self::document(&document, out)
}

/// An error, on one line.
///
/// # Errors
/// When `out` cannot be written.
pub fn error(error: &Error, out: &mut dyn Write) -> io::Result<()> {
    let mut message = error.message.clone();
    for further in error.details.iter().chain(&error.hint) {
        message.push_str("; ");
        message.push_str(further);
    }
    let body = ErrorBody {
        code: error.code,
        message,
        suggestions: &error.suggestions,
    };
    let document = ErrorDocument {
        schema_version: SchemaVersion,
        error: body,
    };
    line(&document, out)
}

/// What is wrong with source documents.
///
/// # Errors
/// When `out` cannot be written.
pub fn problems(problems: &[Problem], out: &mut dyn Write) -> io::Result<()> {
    let problems = problems
        .iter()
        .map(|Problem { place, message, .. }| ProblemBody {
            file: &place.file,
            line: place.line,
            column: place.column,
            message,
        })
        .collect();
    self::document(
        &ProblemsDocument {
            schema_version: SchemaVersion,
            problems,
        },
        out,
    )
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
        generator.subschema_for::<ProblemsDocument>(),
        generator.subschema_for::<ErrorDocument>(),
    ];
    let schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "What stackwise prints as JSON",
        "schema_version": SCHEMA_VERSION,
        "anyOf": documents.map(Schema::to_value),
        "$defs": Value::Object(generator.take_definitions(true)),
    });
    self::document(&schema, out)
}

/// One document as JSON.
///
/// # Errors
/// When `out` cannot be written.
pub fn document(document: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, document)?;
    writeln!(out)
}

/// One document as JSON on a line.
///
/// # Errors
/// When `out` cannot be written.
pub fn line(document: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer(&mut *out, document)?;
    writeln!(out)
}
