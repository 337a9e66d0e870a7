//! `search`: the parts of entries in which words are.

use std::io::Write;

use super::{Failure, Outcome};
use crate::error::{Code, Error};
use crate::lookup::{self, Collection};
use crate::render::{Form, Page, json, markdown, table, text};
use crate::search::{self, Query};

/// What is searched for, and how hits are shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Search {
    /// The words, as typed.
    pub words: String,
    /// The name of the kind of section to search in; everywhere where `None`.
    pub section: Option<String>,
    /// How many hits are shown at most.
    pub limit: usize,
    /// The form of the hits.
    pub form: Form,
}

/// Searches. Returns a remark for people besides, where there is one.
///
/// # Errors
/// When nothing fits, except in JSON, where the list is then empty; when the words are no query, the
/// library cannot be read, or `out` cannot be written.
pub fn run(
    search: &Search,
    collection: &Collection,
    page: &Page,
    out: &mut dyn Write,
) -> Result<(Outcome, Option<&'static str>), Failure> {
    let query = Query::parse(&search.words)?;
    let section = search.section.as_deref().map(lookup::section_id);
    let found = search::search(collection, &query, section.as_deref(), search.limit)?;
    let outcome = if found.hits.is_empty() {
        Outcome::NothingFound
    } else {
        Outcome::Found
    };
    match search.form {
        Form::Json => json::hits(&search.words, &found.hits, out)?,
        _ if outcome == Outcome::NothingFound => return Err(nothing_found(search).into()),
        Form::Text => text::hits(&found.hits, page, out)?,
        Form::Table => table::hits(&found.hits, page, out)?,
        Form::Markdown => markdown::hits(&found.hits, out)?,
    }
    let remark = found
        .is_partly_ranked
        .then_some("very many entries fit and only some were ranked; a further word finds better");
    Ok((outcome, remark))
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
