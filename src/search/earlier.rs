//! Searching a library whose index is of an earlier version: one row an entry, stems alone, in the
//! table `entry_text`. That finds entries which may match; those are looked at one by one in memory,
//! as many as that takes no long time for.

use super::candidates::in_memory;
use super::memory::Memory;
use super::query::Query;
use super::{Unlooked, failure};
use crate::entry::{Entry, standard};
use crate::error::Error;
use crate::index::{Bits, Postings, Term, Terms};
use crate::library::Library;

/// How many entries are looked at at most.
const MAX_LOOKED_AT: usize = 2_000;
/// How much text is held at once, in bytes.
const MAX_HELD: usize = 8 << 20;
/// The column of every section that has none of its own.
const OTHER: &str = "other";

/// What is known of the entries that have every term.
pub struct Earlier {
    /// In which of them each term is.
    pub postings: Postings,
    /// How many were looked at.
    pub entries: usize,
    /// What could not be looked at.
    pub unlooked: Option<Unlooked>,
}

/// Looks at the entries that may have every term.
pub fn find(library: &Library, query: &Query, section: Option<&str>) -> Result<Earlier, Error> {
    let expression = expression(query, section);
    let (keys, candidates) = library.earlier_candidates(expression.as_deref(), MAX_LOOKED_AT)?;
    let mut found = Earlier {
        postings: Postings::of_nothing(query.terms()),
        entries: keys.len(),
        unlooked: (keys.len() < candidates).then_some(Unlooked {
            candidates,
            looked_at: keys.len(),
        }),
    };
    let mut keys = keys.into_iter().peekable();
    while keys.peek().is_some() {
        found
            .postings
            .append(find_some(&mut keys, library, query, section)?);
    }
    Ok(found)
}

/// What is known of the first entries, as many as can be held.
fn find_some(
    keys: &mut impl Iterator<Item = i64>,
    library: &Library,
    query: &Query,
    section: Option<&str>,
) -> Result<Postings, Error> {
    let mut memory = Memory::ranking(query.terms()).map_err(|error| failure(&error))?;
    while memory.size < MAX_HELD
        && let Some(key) = keys.next()
    {
        if let Some(entry) = library.with_key(key)? {
            memory
                .add(key, &entry, section)
                .map_err(|error| failure(&error))?;
        }
    }
    in_memory(&memory, query.terms(), section)
}

/// The parts of an entry, of which no index tells, that have any of the terms.
pub fn parts_with(entry: &Entry, terms: &Terms) -> rusqlite::Result<Vec<(i64, Bits)>> {
    let mut memory = Memory::ranking(terms)?;
    memory.add(0, entry, None)?;
    memory.parts_with(terms, 0)
}

/// What every entry fits that matches; `None` where that is any. Stems do not tell how words begin.
fn expression(query: &Query, section: Option<&str>) -> Option<String> {
    let wanted = query.terms().wanted.iter();
    let words: Vec<String> = wanted
        .filter(|term| !term.is_prefix)
        .map(Term::expression)
        .collect();
    if words.is_empty() {
        return None;
    }
    let words = words.join(" AND ");
    Some(match section {
        None => words,
        Some(id) => {
            let column = standard::with_id(id).and_then(|section| section.earlier_column);
            format!("{{{}}} : ({words})", column.unwrap_or(OTHER))
        }
    })
}
