//! Ranked full-text search over the built-in entries and the user's own.
//!
//! The library's index finds candidates; they and the built-in entries are then ranked, and their
//! matches marked, in one index in memory.

mod memory;
mod query;
mod snippet;

use std::collections::BTreeSet;

use crate::entry::{Origin, Part, Summary};
use crate::error::{Code, Error};
use crate::index;
use crate::lookup::{Collection, Found};

use memory::{MarkedPart, Memory};
pub use query::Query;
pub use snippet::Snippet;

/// How many parts of one entry are shown at most.
const MOST_PARTS: usize = 3;
/// How many matching entries of the library are ranked at most: past that, ranks say nothing.
const MOST_RANKED: u32 = 2_000;

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
}

/// What a search found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hits {
    /// The hits, the best entry first, and of one entry the best part.
    pub hits: Vec<Hit>,
    /// Whether more entries fit than could be ranked.
    pub is_partly_ranked: bool,
}

/// Finds the parts of entries that fit the query, at most `limit`, in all or only in the sections
/// with this id.
///
/// # Errors
/// When the library cannot be read.
pub fn search(
    collection: &Collection,
    query: &Query,
    section: Option<&str>,
    limit: usize,
) -> Result<Hits, Error> {
    let mut gathered = Gathered::new(collection, query, section)?;
    gathered.gather_built_ins()?;
    let is_partly_ranked = gathered.gather_from_library(limit)?;
    let hits = gathered.into_hits(limit)?;
    Ok(Hits {
        hits,
        is_partly_ranked,
    })
}

/// The entries that a search may show.
struct Gathered<'c> {
    collection: &'c Collection,
    query: &'c Query,
    section: Option<&'c str>,
    memory: Memory,
    summaries: Vec<Summary>,
}

impl<'c> Gathered<'c> {
    fn new(
        collection: &'c Collection,
        query: &'c Query,
        section: Option<&'c str>,
    ) -> Result<Self, Error> {
        let memory = Memory::new(query.has_beginnings()).map_err(|error| failure(&error))?;
        Ok(Self {
            collection,
            query,
            section,
            memory,
            summaries: Vec::new(),
        })
    }

    fn gather_built_ins(&mut self) -> Result<(), Error> {
        for built_in in self.collection.unshadowed()? {
            self.add(Found {
                entry: built_in.entry(),
                origin: Origin::BuiltIn,
            })?;
        }
        Ok(())
    }

    fn add(&mut self, found: Found) -> Result<(), Error> {
        self.summaries
            .push(found.entry.clone().summary(found.origin));
        self.memory
            .add(found.entry, self.section)
            .map_err(|error| failure(&error))
    }

    /// Adds the best candidates of the library until as many fit as are shown. Returns whether there
    /// were too many to rank.
    fn gather_from_library(&mut self, limit: usize) -> Result<bool, Error> {
        let Some(library) = self.collection.library() else {
            return Ok(false);
        };
        let mut seen = BTreeSet::new();
        let mut is_partly_ranked = false;
        for tier in memory::tiers(self.section) {
            // Sections with other ids share a column: there, memory tells what is not wanted.
            let is_shared = tier.scope == [index::OTHER];
            let query = if is_shared {
                &self.query.wanted_alone()
            } else {
                self.query
            };
            let expression = query.stemmed(&tier.columns, &tier.scope);
            let last = library.nth_match(&expression, MOST_RANKED)?;
            is_partly_ranked |= last.is_some();
            let keys = library.best_matches(&expression, last)?;
            let mut keys = keys.into_iter().filter(|key| seen.insert(*key)).peekable();
            while keys.peek().is_some() {
                // The library's index lets some through that do not fit: those are told in memory.
                let missing = limit.saturating_sub(self.count()?);
                if missing == 0 {
                    return Ok(is_partly_ranked);
                }
                for key in keys.by_ref().take(missing) {
                    if let Some(found) = self.collection.with_key(key)? {
                        self.add(found)?;
                    }
                }
            }
        }
        Ok(is_partly_ranked)
    }

    fn count(&self) -> Result<usize, Error> {
        self.memory
            .ranked(self.query, self.section)
            .map(|ranked| ranked.len())
            .map_err(|error| failure(&error))
    }

    fn into_hits(self, limit: usize) -> Result<Vec<Hit>, Error> {
        let ranked = self
            .memory
            .ranked(self.query, self.section)
            .map_err(|error| failure(&error))?;
        let mut hits = Vec::new();
        for at in ranked {
            let parts = self
                .memory
                .marked_parts(at, self.query)
                .map_err(|error| failure(&error))?;
            for part in best_parts(parts, self.section) {
                if hits.len() == limit {
                    return Ok(hits);
                }
                hits.push(Hit {
                    entry: self.summaries[at].clone(),
                    snippet: Snippet::of(&part.lines),
                    section_id: part.id,
                    section_title: part.title,
                });
            }
        }
        Ok(hits)
    }
}

/// The parts to show, the best first: names, then risks, then those with most of the words.
fn best_parts(mut parts: Vec<MarkedPart>, section: Option<&str>) -> Vec<MarkedPart> {
    if let Some(id) = section {
        parts.retain(|part| part.id == id);
    }
    let tier = |part: &MarkedPart| match part.id.as_str() {
        "title" | "aliases" => 0,
        Part::RISKS_ID => 1,
        _ => 2,
    };
    parts.sort_by_key(|part| (tier(part), std::cmp::Reverse(part.distinct_words())));
    parts.truncate(MOST_PARTS);
    parts
}

fn failure(error: &rusqlite::Error) -> Error {
    Error::new(
        Code::LibraryFailed,
        format!("cannot search in memory: {error}"),
    )
    .with_hint("this should not happen; a shorter search may do")
}
