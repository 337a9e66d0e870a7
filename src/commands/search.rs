//! `search`: the parts of entries that have the words.

use super::{Done, Printer};
use crate::error::{Code, Error, Exit, Failure};
use crate::library::LibraryPath;
use crate::lookup::Collection;
use crate::render::{HitsView, View};
use crate::search::{self, Hits, MAX_HITS, Query, Scope, Unlooked};

/// What to do about a library with tables of an earlier version.
const UPGRADE: &str = "the next `stackwise add` or `remove` upgrades it";

/// What is searched for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Search {
    /// The words, as typed.
    pub words: String,
    /// The words that no entry may have, as typed.
    pub without: Vec<String>,
    /// Where to search; the section by a name of it.
    pub scope: Scope,
    /// How many entries are shown at most.
    pub limit: usize,
}

/// Searches, and notes what is not shown and why.
///
/// # Errors
/// When there are no matches, except in JSON, where the list is then empty; when the words are no
/// query, the library cannot be read or only a part of it was looked at and nothing in that matches,
/// or the output cannot be written.
pub fn run(
    search: &Search,
    path: Option<&LibraryPath>,
    printer: &mut Printer,
) -> Result<Done, Failure> {
    let query = Query::parse(&search.words)?.without(&search.without)?;
    let collection = Collection::open(path)?;
    let found = search::search(&collection, &query, &search.scope, search.limit)?;
    let is_for_people = printer.format.is_for_people();
    let exit = if found.hits.is_empty() {
        if let Some(unlooked) = found.unlooked {
            return Err(not_looked_at(search, unlooked).into());
        }
        if is_for_people {
            return Err(no_matches(search).into());
        }
        Exit::NothingFound
    } else {
        Exit::Done
    };
    printer.print(View::Hits(HitsView {
        query: &search.words,
        without: &search.without,
        found: &found,
    }))?;
    // Other formats say it themselves.
    let notes = is_for_people.then(|| notes(search, &found));
    Ok(Done::with_notes(exit, notes.into_iter().flatten()))
}

/// What a reader of the hits has to know of those that are not shown.
fn notes(search: &Search, found: &Hits) -> Vec<String> {
    let mut notes = Vec::new();
    if let Some(Unlooked {
        candidates,
        looked_at,
    }) = found.unlooked
    {
        notes.push(format!(
            "the library has the tables of an earlier version: {looked_at} of {candidates} entries \
             that may match were looked at; {UPGRADE}"
        ));
    }
    let shown = found
        .hits
        .chunk_by(|one, other| one.entry.id == other.entry.id);
    let whole = shown
        .clone()
        .filter(|parts| parts.iter().all(|hit| hit.missing.is_empty()));
    let shown = shown.count();
    let next = if search.limit <= shown && search.limit < MAX_HITS {
        "use `--limit` to see more"
    } else {
        "no search shows more at once: add a word to narrow it down"
    };
    let (Hits { total, lacking, .. }, whole) = (found, whole.count());
    if whole < *total {
        notes.push(format!(
            "showing {whole} of {total} matching entries; {next}"
        ));
    }
    let partial = shown - whole;
    if partial < *lacking {
        notes.push(format!(
            "showing {partial} of {lacking} entries that lack some of the words; {next}"
        ));
    }
    notes
}

fn not_looked_at(search: &Search, unlooked: Unlooked) -> Error {
    let Unlooked {
        candidates,
        looked_at,
    } = unlooked;
    Error::new(
        Code::LibraryFailed,
        format!(
            "cannot search all of the library for \"{}\": it has the tables of an earlier version, \
             of which a search looks at {looked_at} entries at most; none of these match, and \
             {} more may",
            search.words,
            candidates - looked_at
        ),
    )
    .with_hint(UPGRADE)
}

fn no_matches(search: &Search) -> Error {
    let section = match &search.scope.section {
        Some(section) => format!(" in a section \"{section}\""),
        None => String::new(),
    };
    let without: Vec<String> = search
        .without
        .iter()
        .map(|word| format!("\"{word}\""))
        .collect();
    let without = match without.as_slice() {
        [] => String::new(),
        words => format!(" without {}", words.join(", ")),
    };
    let is_filtered = search.scope.level.is_some() || search.scope.kept.is_some();
    let hint = match () {
        () if is_filtered => "there may be matches without `--level` and `--source`",
        () if search.scope.is_strict => {
            "every word must match; leave out `--all-words` to see more"
        }
        () => "check the spelling, or try `word*` for a prefix",
    };
    Error::new(
        Code::NothingFound,
        format!("no matches for \"{}\"{without}{section}", search.words),
    )
    .with_hint(hint)
}
