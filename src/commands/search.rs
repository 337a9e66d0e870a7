//! `search`: the parts of entries in which words are.

use std::io::Write;

use super::{Failure, Outcome};
use crate::error::{Code, Error};
use crate::lookup::{self, Collection};
use crate::render::{Form, Page, json, markdown, table, text};
use crate::search::{self, Hits, MAX_HITS, Query, Unlooked};

/// What to do about a library with tables of an earlier version.
const BRING_OVER: &str = "the next `stackwise add` or `remove` brings it up to date";

/// What is searched for, and how hits are shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Search {
    /// The words, as typed.
    pub words: String,
    /// The words that no entry may have, as typed.
    pub without: Vec<String>,
    /// The name of the kind of section to search in; everywhere where `None`.
    pub section: Option<String>,
    /// How many hits are shown at most.
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
    let query = Query::parse(&search.words)?.without(&search.without)?;
    let section = search.section.as_deref().map(lookup::section_id);
    let found = search::search(collection, &query, section.as_deref(), search.limit)?;
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
        Form::Text => text::hits(&found.hits, page, out)?,
        Form::Table => table::hits(&found.hits, page, out)?,
        Form::Markdown => markdown::hits(&found.hits, out)?,
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
    let (shown, total) = (shown.count(), found.total);
    if shown < total {
        let next = if search.limit <= found.hits.len() && search.limit < MAX_HITS {
            "`--limit` shows more"
        } else {
            "no search shows more at once: add a word to narrow it down"
        };
        remarks.push(format!(
            "{shown} of {total} matching entries are shown; {next}"
        ));
    }
    if found.is_unscored {
        remarks.push(
            "too much matches to put the best first: add a word to narrow it down".to_owned(),
        );
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
    let place = match &search.section {
        Some(section) => format!(" in a section \"{section}\""),
        None => String::new(),
    };
    Error::new(
        Code::NothingFound,
        format!("nothing fits \"{}\"{place}", search.words),
    )
    .with_hint("all words have to be in an entry; `word*` finds words that begin so")
}
