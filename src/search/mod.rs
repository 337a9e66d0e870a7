//! Ranked full-text search over the built-in entries and the user's own.
//!
//! The index tells which entries match, and how many; only those that are shown are read, and only
//! their parts that are shown are marked.

mod candidates;
mod earlier;
mod hits;
mod memory;
mod query;
mod snippet;

use rusqlite::ErrorCode;

use crate::entry::Summary;
use crate::error::{Code, Error};
use crate::lookup::Collection;

use candidates::Candidates;
pub use query::Query;
pub use snippet::Snippet;

/// How many hits are shown at most, whatever the limit: more takes too long.
pub const MAX_HITS: usize = 10_000;

/// A part of an entry in which words that were searched for are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The entry.
    pub entry: Summary,
    /// The part's id; `title` or `aliases` where the words are in a name of the entry.
    pub section_id: String,
    /// The part's heading.
    pub section_title: String,
    /// Its text around the first match.
    pub snippet: Snippet,
    /// How many more parts of the entry have the words than there are hits of it.
    pub more_sections: usize,
}

/// What a search found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hits {
    /// The hits, the best entry first, and of one entry the best part.
    pub hits: Vec<Hit>,
    /// How many entries match of those that were looked at: all, but for `unlooked`.
    pub total: usize,
    /// Whether a greater limit would show more, or not all could be looked at.
    pub is_truncated: bool,
    /// Whether so much matches that only names and risks were put before the rest.
    pub is_unscored: bool,
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

/// Finds the parts of entries that match the query, at most `limit`, in all or only in the sections
/// with this id.
///
/// # Errors
/// When the library cannot be read, or more matches than can be held.
pub fn search(
    collection: &Collection,
    query: &Query,
    section: Option<&str>,
    limit: usize,
) -> Result<Hits, Error> {
    let limit = limit.min(MAX_HITS);
    let found = Candidates::find(collection, query, section, limit)?;
    let total = found.entries.len();
    let (is_unscored, unlooked) = (found.is_unscored, found.unlooked);
    let (hits, is_cut) = hits::of(found, collection, query, limit)?;
    Ok(Hits {
        hits,
        total,
        is_truncated: is_cut || unlooked.is_some(),
        is_unscored,
        unlooked,
    })
}

/// How many entries match the query, and what could not be looked at.
///
/// # Errors
/// As [`search`].
pub fn count(collection: &Collection, query: &Query) -> Result<(usize, Option<Unlooked>), Error> {
    let found = Candidates::find(collection, query, None, 0)?;
    Ok((found.entries.len(), found.unlooked))
}

fn failure(error: &rusqlite::Error) -> Error {
    let hint = match error.sqlite_error_code() {
        Some(ErrorCode::OutOfMemory) => "free some memory and try again",
        _ => "please report this bug; a shorter search may work",
    };
    Error::new(
        Code::LibraryFailed,
        format!("cannot search in memory: {error}"),
    )
    .with_hint(hint)
}
