//! Searching a library whose index is of an earlier version: one row an entry, stems alone, in the
//! table `entry_text`. That finds entries which may match; those are looked at one by one in memory,
//! as many as that takes no long time for.

use super::candidates::{Candidate, Place, candidates, in_memory};
use super::memory::Memory;
use super::query::Query;
use super::{Unlooked, failure};
use crate::entry::standard;
use crate::error::Error;
use crate::index::{Ranked, Term};
use crate::library::Library;

/// How many entries are looked at at most.
const MAX_LOOKED_AT: usize = 2_000;
/// How much text is held at once, in bytes.
const MAX_HELD: usize = 8 << 20;
/// The column of every section that has none of its own.
const OTHER: &str = "other";

/// The entries that match, the best first, and what could not be looked at.
pub fn find(
    library: &Library,
    query: &Query,
    section: Option<&str>,
) -> Result<(Vec<Candidate>, Option<Unlooked>), Error> {
    let expression = expression(query, section);
    let (keys, candidates) = library.earlier_candidates(expression.as_deref(), MAX_LOOKED_AT)?;
    let unlooked = (keys.len() < candidates).then_some(Unlooked {
        candidates,
        looked_at: keys.len(),
    });
    let mut found: Vec<(Ranked, Candidate)> = Vec::new();
    let mut keys = keys.into_iter().peekable();
    while keys.peek().is_some() {
        found.extend(find_some(&mut keys, library, query, section)?);
    }
    found.sort_by(|(one, _), (other, _)| one.order(other));
    let found = found.into_iter().map(|(_, candidate)| candidate);
    Ok((found.collect(), unlooked))
}

/// What matches of the first entries, as many as can be held.
fn find_some(
    keys: &mut impl Iterator<Item = i64>,
    library: &Library,
    query: &Query,
    section: Option<&str>,
) -> Result<Vec<(Ranked, Candidate)>, Error> {
    let mut memory = Memory::new(query.terms()).map_err(|error| failure(&error))?;
    while memory.size < MAX_HELD
        && let Some(key) = keys.next()
    {
        if let Some(entry) = library.with_key(key)? {
            memory
                .add(key, &entry, section)
                .map_err(|error| failure(&error))?;
        }
    }
    let (matches, ranking) = in_memory(&memory, query)?;
    Ok(candidates(&matches, ranking, Place::Earlier).collect())
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
