//! `search`: the parts of entries in which words are.

use std::io::Write;

use super::{Failure, Outcome};
use crate::error::{Code, Error};
use crate::lookup::{self, Collection};
use crate::render::{Form, Page, json, markdown, table, text};
use crate::search::{self, Hits, MAX_HITS, Query, Scope, Unlooked};

/// What to do about a library with tables of an earlier version.
const BRING_OVER: &str = "the next `stackwise add` or `remove` brings it up to date";

/// What is searched for, and how hits are shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Search {
    /// The words, as typed.
    pub words: String,
    /// Where to search; the section by a name of it.
    pub scope: Scope,
    /// How many entries are shown at most.
    pub limit: usize,
    /// The form of the hits.
    pub form: Form,
}

/// Searches. Returns remarks for people besides: what is not shown, and why.
///
/// # Errors
/// When nothing fits, except in JSON, where the list is then empty; when the words are no query, the
/// library cannot be read or not all of it be looked at and nothing fits, or `out` cannot be written.
pub fn run(
    search: &Search,
    collection: &Collection,
    page: &Page,
    out: &mut dyn Write,
) -> Result<(Outcome, Vec<String>), Failure> {
    let query = Query::parse(&search.words)?;
    let scope = Scope {
        section: search.scope.section.as_deref().map(lookup::section_id),
        ..search.scope.clone()
    };
    let found = search::search(collection, &query, &scope, search.limit)?;
    if let Some(unlooked) = found.unlooked
        && found.hits.is_empty()
    {
        return Err(not_looked_at(search, unlooked).into());
    }
    let outcome = if found.hits.is_empty() {
        Outcome::NothingFound
    } else {
        Outcome::Found
    };
    match search.form {
        Form::Json => json::hits(&search.words, &found, out)?,
        _ if outcome == Outcome::NothingFound => return Err(nothing_found(search).into()),
        Form::Text => text::hits(&found, page, out)?,
        Form::Table => table::hits(&found, page, out)?,
        Form::Markdown => markdown::hits(&found, out)?,
    }
    let remarks = match search.form {
        // The document says it.
        Form::Json => Vec::new(),
        Form::Text | Form::Table | Form::Markdown => remarks(search, &found),
    };
    Ok((outcome, remarks))
}

/// What a reader of the hits has to know of those that are not shown.
fn remarks(search: &Search, found: &Hits) -> Vec<String> {
    let mut remarks = Vec::new();
    if let Some(Unlooked {
        candidates,
        looked_at,
    }) = found.unlooked
    {
        remarks.push(format!(
            "the library has the tables of an earlier version: {looked_at} of {candidates} entries \
             that may match were looked at; {BRING_OVER}"
        ));
    }
    let shown = found
        .hits
        .chunk_by(|one, other| one.entry.id == other.entry.id);
    let shown = shown.count();
    let next = if search.limit <= shown && search.limit < MAX_HITS {
        "use `--limit` to see more"
    } else {
        "no search shows more at once: add a word to narrow it down"
    };
    let (Hits { total, lacking, .. }, whole) = (found, shown.min(found.total));
    if whole < *total {
        remarks.push(format!(
            "showing {whole} of {total} matching entries; {next}"
        ));
    }
    let partial = shown - whole;
    if partial < *lacking {
        remarks.push(format!(
            "showing {partial} of {lacking} entries that lack some of the words; {next}"
        ));
    }
    remarks
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
             of which a search looks at {looked_at} entries at most; nothing fits in these, and \
             {} more may match",
            search.words,
            candidates - looked_at
        ),
    )
    .with_hint(BRING_OVER)
}

fn nothing_found(search: &Search) -> Error {
    let place = match &search.scope.section {
        Some(section) => format!(" in sections named \"{section}\""),
        None => String::new(),
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
        format!("no matches for \"{}\"{place}", search.words),
    )
    .with_hint(hint)
}
