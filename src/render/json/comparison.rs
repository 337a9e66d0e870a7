//! Entries side by side as JSON.

use std::io::{self, Write};

use schemars::JsonSchema;
use serde::Serialize;

use super::list::SummaryDocument;
use super::{SnippetBody, document};
use crate::compare::{Comparison, Mentions, Passage, Passages, RiskRow, Told};
use crate::entry::{Part, Risk, RiskKind, RiskSection, SchemaVersion, Slug, Summary};
use crate::render::Page;

/// Entries side by side.
#[derive(Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Comparison")]
pub(super) struct ComparisonDocument<'a> {
    schema_version: SchemaVersion,
    /// The entries, in the order in which they were named.
    entries: Vec<ComparedEntry<'a>>,
    /// Their risks, shared ones first, then by kind.
    risks: Vec<ComparedRisk<'a>>,
    /// What each entry says of each other one.
    mentions: Vec<MentionsBody<'a>>,
    /// Whether passages were left out, which `--all` brings.
    truncated: bool,
}

/// An entry that is compared.
#[derive(Serialize, JsonSchema)]
#[schemars(extend("additionalProperties" = false))]
struct ComparedEntry<'a> {
    #[serde(flatten)]
    summary: SummaryDocument<'a>,
    /// The sections that tell of risks, and whether all that they tell is listed.
    risk_sections: &'a [RiskSection],
}

/// A risk that one or more of the entries list.
#[derive(Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ComparedRisk<'a> {
    /// What kind it is, as the first entry says that does.
    kind: RiskKind,
    /// Whether more than one entry lists it.
    shared: bool,
    /// The words of each entry that lists it.
    entries: Vec<RiskOfEntry<'a>>,
    /// Where its words stand in the text of each entry that does not list it.
    elsewhere: Vec<Elsewhere<'a>>,
}

/// A risk in the words of an entry.
#[derive(Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct RiskOfEntry<'a> {
    /// What identifies the entry.
    id: &'a Slug,
    #[serde(flatten)]
    risk: &'a Risk,
}

/// The words of a risk in the text of an entry that does not list it.
#[derive(Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Elsewhere<'a> {
    /// What identifies the entry.
    id: &'a Slug,
    /// How many of the words that tell the risk stand near each other there.
    found: Extent,
    #[serde(flatten)]
    passages: PassagesBody<'a>,
}

/// How many of some words were found.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum Extent {
    All,
    Most,
    None,
}

/// What an entry says of another.
#[derive(Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Mentions")]
struct MentionsBody<'a> {
    /// What identifies the entry whose text it is.
    by: &'a Slug,
    /// What identifies the entry that it names.
    of: &'a Slug,
    /// The names that were looked for.
    names: &'a [String],
    /// Names that both entries have, which count only where the text speaks of another product.
    common_names: &'a [String],
    #[serde(flatten)]
    passages: PassagesBody<'a>,
    /// That it is no statement of safety where nothing was found; absent otherwise.
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'static str>,
}

/// Passages, of which only the first may be shown.
#[derive(Serialize, JsonSchema)]
struct PassagesBody<'a> {
    /// How many there are. Where there are none, the text does not have these words; it may say the
    /// same in others.
    total: usize,
    /// Those that are shown.
    passages: Vec<PassageBody<'a>>,
}

/// A piece of an author's text, verbatim.
#[derive(Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Passage")]
struct PassageBody<'a> {
    /// The sections that it is in, the outermost first; `risks` for the list of risks.
    sections: Vec<SectionOfPassage<'a>>,
    /// The end of what stands before its list, where it is an item of one.
    #[serde(skip_serializing_if = "Option::is_none")]
    lead: Option<&'a str>,
    /// All cells of its row, where it is a cell of a table.
    #[serde(skip_serializing_if = "<[&str]>::is_empty")]
    #[schemars(default)]
    row: &'a [&'a str],
    #[serde(flatten)]
    snippet: SnippetBody<'a>,
}

/// A section over a passage.
#[derive(Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct SectionOfPassage<'a> {
    /// What it is asked for by.
    id: &'a str,
    /// Its heading, with the author's number.
    heading: String,
}

/// Entries side by side.
///
/// # Errors
/// When `out` cannot be written.
pub fn comparison(comparison: &Comparison, _: &Page, out: &mut dyn Write) -> io::Result<()> {
    let entries = comparison.entries.iter();
    let summaries: Vec<Summary> = entries
        .map(|(entry, origin)| entry.summary(*origin))
        .collect();
    let entries = comparison.entries.iter().map(|(entry, _)| *entry);
    let entries = entries
        .zip(&summaries)
        .map(|(entry, summary)| ComparedEntry {
            summary: SummaryDocument::from(summary),
            risk_sections: &entry.risk_sections,
        });
    let id = |at: usize| &comparison.entries[at].0.id;
    let mentions = comparison.mentions.iter().map(|it| MentionsBody {
        by: id(it.by),
        of: id(it.of),
        names: &it.names,
        common_names: &it.common_names,
        passages: PassagesBody::from(&it.passages),
        note: (it.passages.total == 0).then_some(Mentions::NO_STATEMENT),
    });
    let risks = comparison.risks.iter();
    let document = ComparisonDocument {
        schema_version: SchemaVersion,
        entries: entries.collect(),
        risks: risks.map(|row| ComparedRisk::of(row, &id)).collect(),
        mentions: mentions.collect(),
        truncated: comparison.is_truncated(),
    };
    self::document(&document, out)
}

impl<'a> ComparedRisk<'a> {
    fn of(row: &'a RiskRow, id: &impl Fn(usize) -> &'a Slug) -> Self {
        let told = row.told.iter().enumerate();
        let elsewhere = told.filter_map(|(column, told)| {
            let found = match told {
                Told::Listed(_) => return None,
                Told::InText(_) => Extent::All,
                Told::PartlyInText(_) => Extent::Most,
                Told::NotFound => Extent::None,
            };
            let none = PassagesBody {
                total: 0,
                passages: Vec::new(),
            };
            Some(Elsewhere {
                id: id(column),
                found,
                passages: told.passages().map_or(none, PassagesBody::from),
            })
        });
        let listed = row.listed().map(|(column, risk)| RiskOfEntry {
            id: id(column),
            risk,
        });
        Self {
            kind: row.kind,
            shared: row.sharing() > 1,
            entries: listed.collect(),
            elsewhere: elsewhere.collect(),
        }
    }
}

impl<'a> From<&'a Passages<'_>> for PassagesBody<'a> {
    fn from(passages: &'a Passages) -> Self {
        Self {
            total: passages.total,
            passages: passages.shown.iter().map(PassageBody::from).collect(),
        }
    }
}

impl<'a> From<&'a Passage<'_>> for PassageBody<'a> {
    fn from(passage: &'a Passage) -> Self {
        let sections = passage.sections.iter().map(|section| SectionOfPassage {
            id: section.id.as_str(),
            heading: section.heading().into_owned(),
        });
        let mut sections: Vec<SectionOfPassage> = sections.collect();
        if sections.is_empty() {
            let risks = Part::Risks(&[]);
            sections.push(SectionOfPassage {
                id: risks.id(),
                heading: risks.heading().into_owned(),
            });
        }
        Self {
            sections,
            lead: passage.lead.as_deref(),
            row: &passage.row,
            snippet: SnippetBody::from(&passage.snippet),
        }
    }
}
