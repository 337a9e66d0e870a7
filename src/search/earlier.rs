//! Searching a library whose index is of an earlier version: one row an entry, stems alone, in the
//! table `entry_text`. That finds entries which may match; those are looked at one by one in memory,
//! as many as that takes no long time for.

use super::Unlooked;
use super::query::Query;
use crate::entry::{Entry, standard};
use crate::error::Error;
use crate::index::{self, Frozen, Postings, Term};
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
    let (mut own, mut entries, mut size) = (Vec::new(), Vec::new(), 0);
    while size < MAX_HELD
        && let Some(key) = keys.next()
    {
        if let Some(entry) = library.with_key(key, None)? {
            size += size_of(&entry);
            own.push(key);
            entries.push(entry);
        }
    }
    let bytes = index::freeze(&entries);
    let entry = |place: i64| entries.get(usize::try_from(place).ok()?).cloned();
    let mut found = Frozen::new(&bytes).postings(query.terms(), section, &entry);
    found.renumber(&own);
    Ok(found)
}

/// How much text an entry has, in bytes.
pub fn size_of(entry: &Entry) -> usize {
    let parts = index::parts_of(entry);
    let lines = parts.iter().flat_map(|part| &part.lines);
    lines.map(|line| line.len()).sum()
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
