//! JSON documents, one shape per command, and the schema of them all. Never coloured, never wrapped,
//! and safe to print whatever is echoed in them.

mod comparison;
mod diff;
mod list;
mod status;

use std::io::{self, Write};

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};
use serde::Serialize;
use serde_json::ser::{CompactFormatter, PrettyFormatter, Serializer};
use serde_json::{Value, json};

pub use comparison::comparison;
pub use diff::diff;
pub use list::list;
pub use status::status;

use super::escape::EscapeControls;
use super::outline::{self, OutlinePart};
use super::{EntryView, HitsView, OutlineView, Page, ProblemsView, message};
use crate::entry::{EntryDocument, Part, RiskRating, SCHEMA_VERSION, SchemaVersion, Slug};
use crate::error::{Code, Error};
use crate::ingest::Problem;
use crate::search::Snippet;
use crate::text::Text;
use comparison::ComparisonDocument;
use diff::DiffDocument;
use list::{ListDocument, SummarySource, shadowed};
use status::StatusDocument;

/// What is in an entry.
#[derive(Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Outline")]
struct OutlineDocument<'a> {
    schema_version: SchemaVersion,
    /// What identifies the entry.
    id: &'a Slug,
    /// The author's title.
    title: &'a Text,
    /// The author's overall rating.
    risk: &'a RiskRating,
    /// Every part that can be asked for, in the order of the entry; `risks` and `disclaimer` where it
    /// has them.
    outline: Vec<OutlinePart<'a>>,
    /// The id of the section that is the label's boxed warning, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    boxed_warning: Option<&'a Slug>,
    /// The author's disclaimer; null if there is none.
    disclaimer: Option<&'a Text>,
    /// Where the text comes from, and where the entry is kept.
    source: SummarySource<'a>,
}

/// The parts of entries that a search found, the best first.
#[derive(Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Search")]
struct SearchDocument<'a> {
    schema_version: SchemaVersion,
    /// The words that were searched for, as typed.
    query: &'a str,
    /// The words that were excluded, as typed; absent where there are none.
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    #[schemars(default)]
    without: &'a [String],
    /// How many entries have every word, shown or not.
    total: usize,
    /// How many entries lack some of the words; they follow the others, and are looked for where
    /// `total` is below 10 and `--all-words` is not given.
    lacking: usize,
    /// Whether entries were left out because of a limit. Sections of an entry that are left out
    /// because others of it are shown are counted in `more_sections`.
    truncated: bool,
    /// The words that do not count because they say nothing: "what", "of".
    ignored: Vec<&'a str>,
    /// The words that no entry has.
    spelling: Vec<SpellingBody<'a>>,
    /// Empty if there are no matches.
    hits: Vec<HitBody<'a>>,
}

/// A part of an entry in which words that were searched for are.
#[derive(Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Hit")]
struct HitBody<'a> {
    /// What identifies the entry.
    id: &'a Slug,
    /// The entry's title.
    title: &'a Text,
    /// The author's overall rating of the entry.
    risk: &'a RiskRating,
    /// Where the entry comes from, and where it is kept.
    source: SummarySource<'a>,
    /// The part of the entry.
    section: HitSection<'a>,
    snippet: SnippetBody<'a>,
    /// The words that the entry lacks, as typed; the same in each of its hits.
    missing: Vec<&'a str>,
    /// How many more sections of this entry have any of the words than there are hits of it; the same
    /// in each of its hits.
    more_sections: usize,
}

/// A word that no entry has.
#[derive(Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Spelling")]
struct SpellingBody<'a> {
    /// The word, as typed.
    word: &'a str,
    /// The nearest words that entries have, which were looked for in its place; empty where none is
    /// near.
    shown: Vec<&'a str>,
}

/// The part of an entry that a search found.
#[derive(Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct HitSection<'a> {
    /// What the part is asked for by; `title` or `aliases` for the names of the entry.
    id: &'a str,
    /// Its heading.
    title: &'a str,
    /// The headings of the sections that it lies in, the outermost first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(default)]
    within: Vec<&'a str>,
    /// What `show --section` takes for it.
    selector: &'a str,
}

/// The text of a part around the first match.
#[derive(Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Snippet")]
struct SnippetBody<'a> {
    /// The text, with "…" where some was left out.
    text: &'a str,
    /// Where the matches are in it: begin and end, in Unicode code points from 0.
    matches: Vec<[usize; 2]>,
}

/// What is wrong with source documents, in their order.
#[derive(Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Problems")]
struct ProblemsDocument<'a> {
    schema_version: SchemaVersion,
    /// Empty where nothing is wrong.
    problems: Vec<ProblemBody<'a>>,
    /// What there is to know of how documents were read that are not wrong; absent where nothing is.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(default)]
    notes: Vec<ProblemBody<'a>>,
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
    suggestions: Vec<&'a str>,
}

/// An entry, or the parts of one that were asked for.
///
/// # Errors
/// When `out` cannot be written.
pub fn entry(view: &EntryView, _: &Page, out: &mut dyn Write) -> io::Result<()> {
    let mut document = EntryDocument::from(view.entry);
    document.source.shadows = shadowed(view.origin);
    if !view.is_whole {
        let is_shown = |id: &str| view.parts.iter().any(|part| part.id() == id);
        let sections = view.parts.iter().filter_map(|part| match part {
            Part::Section(section) => Some(*section),
            Part::Risks(_) | Part::Disclaimer(_) => None,
        });
        document.sections = sections.collect();
        if !is_shown(Part::RISKS_ID) {
            document.risks = None;
            document.risk_sections = &[];
        }
    }
    self::document(&document, out)
}

/// What is in an entry.
///
/// # Errors
/// When `out` cannot be written.
pub fn outline(view: &OutlineView, _: &Page, out: &mut dyn Write) -> io::Result<()> {
    let entry = view.entry;
    let document = OutlineDocument {
        schema_version: SchemaVersion,
        id: &entry.id,
        title: &entry.title,
        risk: &entry.risk,
        outline: outline::parts(entry),
        boxed_warning: entry.boxed_warning().map(|section| &section.id),
        disclaimer: entry.disclaimer.as_ref(),
        source: SummarySource::new(&entry.source, view.origin),
    };
    self::document(&document, out)
}

/// What a search found.
///
/// # Errors
/// When `out` cannot be written.
pub fn hits(view: &HitsView, _: &Page, out: &mut dyn Write) -> io::Result<()> {
    let found = view.found;
    let hits = found
        .hits
        .iter()
        .map(|hit| HitBody {
            id: &hit.entry.id,
            title: &hit.entry.title,
            risk: &hit.entry.risk,
            source: SummarySource::new(&hit.entry.source, hit.entry.origin),
            section: HitSection {
                id: &hit.section_id,
                title: &hit.section_title,
                within: hit.within.iter().map(String::as_str).collect(),
                selector: &hit.selector,
            },
            snippet: SnippetBody::from(&hit.snippet),
            missing: hit.missing.iter().map(String::as_str).collect(),
            more_sections: hit.more_sections,
        })
        .collect();
    let spelling = found.spelling.iter().map(|spelling| SpellingBody {
        word: &spelling.word,
        shown: spelling.shown.iter().map(String::as_str).collect(),
    });
    document(
        &SearchDocument {
            schema_version: SchemaVersion,
            query: view.query,
            without: view.without,
            total: found.total,
            lacking: found.lacking,
            truncated: found.is_truncated,
            ignored: found.ignored.iter().map(String::as_str).collect(),
            spelling: spelling.collect(),
            hits,
        },
        out,
    )
}

impl<'a> From<&'a Snippet> for SnippetBody<'a> {
    fn from(snippet: &'a Snippet) -> Self {
        let text = snippet.text.as_str();
        let points = |at: usize| text[..at].chars().count();
        let matches = snippet.matches.iter();
        Self {
            text,
            matches: matches
                .map(|found| [points(found.start), points(found.end)])
                .collect(),
        }
    }
}

/// An error, on one line.
///
/// # Errors
/// When `out` cannot be written.
pub fn error(error: &Error, out: &mut dyn Write) -> io::Result<()> {
    let mut message = error.message.clone();
    // `suggestions` has only what to type; what it stands for is in the message.
    let is_told = error.suggestions.iter().any(|it| it.meaning.is_some());
    let question = is_told.then(|| message::did_you_mean(&error.suggestions));
    let question = question.flatten();
    for further in error.details.iter().chain(&question).chain(&error.hint) {
        message.push_str("; ");
        message.push_str(further);
    }
    let body = ErrorBody {
        code: error.code,
        message,
        suggestions: error
            .suggestions
            .iter()
            .map(|it| it.typed.as_str())
            .collect(),
    };
    let document = ErrorDocument {
        schema_version: SchemaVersion,
        error: body,
    };
    line(&document, out)
}

impl<'a> ProblemBody<'a> {
    fn of(Problem { place, message, .. }: &'a Problem) -> Self {
        Self {
            file: &place.file,
            line: place.line,
            column: place.column,
            message: message.strip_prefix("note: ").unwrap_or(message),
        }
    }
}

/// What is wrong with source documents, and what there is to know of others.
///
/// # Errors
/// When `out` cannot be written.
pub fn problems(view: &ProblemsView, _: &Page, out: &mut dyn Write) -> io::Result<()> {
    self::document(
        &ProblemsDocument {
            schema_version: SchemaVersion,
            problems: view.problems.iter().map(ProblemBody::of).collect(),
            notes: view.notes.iter().map(ProblemBody::of).collect(),
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
        generator.subschema_for::<OutlineDocument>(),
        generator.subschema_for::<ListDocument>(),
        generator.subschema_for::<SearchDocument>(),
        generator.subschema_for::<ComparisonDocument>(),
        generator.subschema_for::<DiffDocument>(),
        generator.subschema_for::<ProblemsDocument>(),
        generator.subschema_for::<StatusDocument>(),
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
    let form = EscapeControls(PrettyFormatter::new());
    document.serialize(&mut Serializer::with_formatter(&mut *out, form))?;
    writeln!(out)
}

/// One document as JSON on a line.
///
/// # Errors
/// When `out` cannot be written.
pub fn line(document: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    let form = EscapeControls(CompactFormatter);
    document.serialize(&mut Serializer::with_formatter(&mut *out, form))?;
    writeln!(out)
}
