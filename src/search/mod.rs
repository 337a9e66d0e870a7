//! Ranked full-text search over the built-in entries and the user's own.
//!
//! The index tells which entries match, how many, and in which order; only those that are shown are
//! read, held against what the index says of them, and marked.

mod candidates;
mod earlier;
mod hits;
mod ignored;
mod limits;
mod marking;
mod near;
mod query;
mod ranking;
mod sections;
mod snippet;
mod spelling;
mod typed;

use std::collections::BTreeSet;

use crate::catalog;
use crate::entry::standard::{StandardSection, with_id};
use crate::entry::{RiskLevel, Summary};
use crate::error::{Code, Error, Suggestion};
use crate::lookup::{self, Collection};
use crate::name::{Suggestions, fold};

use candidates::Sources;
pub use query::Query;
pub use snippet::Snippet;
pub use spelling::Spelling;

/// How many entries are shown at most, whatever the limit: more takes too long.
pub const MAX_HITS: usize = 10_000;
/// How many entries have to have every word, so that none which lacks some is looked for. No limit
/// of what is shown changes that, so that it does not change the order.
pub const FEW: usize = 10;
/// How many ids of sections are named where one is unknown.
const MAX_NAMED: usize = 20;

/// Where to search, and how strictly.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scope {
    /// Only in sections of this name, as typed.
    pub section: Option<String>,
    /// Only in entries of this level.
    pub level: Option<RiskLevel>,
    /// Only in entries from this source.
    pub kept: Option<Kept>,
    /// Only entries that have every word, as typed.
    pub is_strict: bool,
}

/// Where entries are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// In the program.
    BuiltIn,
    /// In the user's library.
    Library,
}

/// A part of an entry in which words that were searched for are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The entry.
    pub entry: Summary,
    /// The part's id; `title` or `aliases` where the words are in a name of the entry.
    pub section_id: String,
    /// The part's heading.
    pub section_title: String,
    /// The headings of the sections that it lies in, the outermost first.
    pub within: Vec<String>,
    /// What `--section` takes for it: its number where no other part has it, else its id.
    pub selector: String,
    /// Its text around the words.
    pub snippet: Snippet,
    /// The words that the entry lacks, as typed.
    pub missing: Vec<String>,
    /// How many more sections of the entry have any of the words than are shown.
    pub more_sections: usize,
}

/// What a search found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hits {
    /// The hits, the best entry first, and of one entry the best part.
    pub hits: Vec<Hit>,
    /// How many entries have every word, of those that were looked at: all, but for `unlooked`.
    pub total: usize,
    /// How many entries lack some of the words; looked for where `total` is below [`FEW`].
    pub lacking: usize,
    /// Whether entries are left out because of a limit, or not all could be looked at.
    pub is_truncated: bool,
    /// The words that count, as typed.
    pub words: Vec<String>,
    /// The words that do not count, as they say nothing.
    pub ignored: Vec<String>,
    /// The words that no entry has, and what was looked for in their place.
    pub spelling: Vec<Spelling>,
    /// What could not be looked at.
    pub unlooked: Option<Unlooked>,
}

/// Entries that may match and were not looked at, in a library with tables of an earlier version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unlooked {
    /// How many may match.
    pub candidates: usize,
    /// How many of them were looked at.
    pub looked_at: usize,
}

/// Finds the parts of entries that match the query, of at most `limit` entries.
///
/// # Errors
/// When no entry has such a section, the library cannot be read or is damaged, or more matches than
/// can be held.
pub fn search(
    collection: &Collection,
    query: &Query,
    scope: &Scope,
    limit: usize,
) -> Result<Hits, Error> {
    let limit = limit.min(MAX_HITS);
    let mut query = query.clone();
    query.find_names(|name| is_name(name, collection))?;
    let sources = Sources::new(collection, scope);
    let scope = &Scope {
        section: known_section(&sources, scope)?,
        ..scope.clone()
    };
    let mut found = sources.find(&query, scope, limit)?;
    let mut spelling = Vec::new();
    if !scope.is_strict && !found.unseen.is_empty() {
        spelling = spelling::correct(&mut query, &found.unseen, collection)?;
        if spelling.iter().any(|spelling| !spelling.shown.is_empty()) {
            found = sources.find(&query, scope, limit)?;
        }
    }
    let hits = hits::of(&found, &sources, collection, &query, scope, limit)?;
    let shown = hits.chunk_by(|one, other| one.entry.id == other.entry.id);
    Ok(Hits {
        is_truncated: shown.count() < found.entries.len() || found.unlooked.is_some(),
        hits,
        total: found.total,
        lacking: found.entries.len() - found.total,
        words: query.words(),
        ignored: query.ignored(),
        spelling,
        unlooked: found.unlooked,
    })
}

/// How many entries have every word of the query, and what could not be looked at.
///
/// # Errors
/// As [`search`].
pub fn count(collection: &Collection, query: &Query) -> Result<(usize, Option<Unlooked>), Error> {
    let scope = Scope {
        is_strict: true,
        ..Scope::default()
    };
    let mut query = query.clone();
    query.find_names(|name| is_name(name, collection))?;
    let sources = Sources::new(collection, &scope);
    let found = sources.find(&query, &scope, 0)?;
    Ok((found.total, found.unlooked))
}

/// Whether an entry has this name.
fn is_name(name: &str, collection: &Collection) -> Result<bool, Error> {
    if catalog::find(&fold(name)).next().is_some() {
        return Ok(true);
    }
    match collection.library() {
        Some(library) if !library.has_earlier_index() => Ok(!library.keys_named(name)?.is_empty()),
        _ => Ok(false),
    }
}

/// The id of the sections that were asked for: the first that any entry has of those that may be meant.
///
/// # Errors
/// Where no entry has one: with the ids that there are.
fn known_section(sources: &Sources, scope: &Scope) -> Result<Option<String>, Error> {
    let Some(name) = &scope.section else {
        return Ok(None);
    };
    let meant = lookup::section_ids(name);
    let mut ids = BTreeSet::from(["risks".to_owned()]);
    if let Some(index) = sources.built_ins {
        ids.extend(index.section_ids());
    }
    if let Some(library) = sources.library {
        // An index of an earlier version does not tell.
        if library.has_earlier_index() {
            let of_articles =
                |id: &&String| with_id(id).is_some_and(StandardSection::is_of_articles);
            let known = meant.iter().find(of_articles);
            return Ok(known.or(meant.first()).cloned());
        }
        ids.extend(library.section_ids()?);
    }
    if let Some(id) = meant.into_iter().find(|id| ids.contains(id)) {
        return Ok(Some(id));
    }
    let mut near = Suggestions::new(name);
    for own in &ids {
        near.consider(&fold(own), own.clone());
    }
    let named: Vec<&str> = ids.iter().take(MAX_NAMED).map(String::as_str).collect();
    let more = match ids.len() - named.len() {
        0 => String::new(),
        more => format!(", and {more} more"),
    };
    let why = format!(
        "no entry has a section named \"{name}\"; sections are {}{more}",
        named.join(", ")
    );
    let near = near.into_nearest().map(|near| Suggestion::of(near.named));
    Err(Error::new(Code::SectionNotFound, why).with_suggestions(near))
}
