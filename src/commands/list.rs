//! `list`: the entries that fit a filter, by title.

use std::io::Write;

use super::{Failure, Outcome};
use crate::catalog;
use crate::entry::{Entry, RiskLevel};
use crate::error::{Code, Error};
use crate::name::fold;
use crate::render::{Origin, Page, Summary, json, markdown, table, text};

/// Which entries are to be listed, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    /// What an entry has to be.
    pub filter: Filter,
    /// The form of the list.
    pub form: Form,
}

/// What an entry has to be: all of what is given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Exactly of this level.
    pub level: Option<RiskLevel>,
    /// Of this level or less; what is unknown is not.
    pub max_level: Option<RiskLevel>,
    /// With one risk in which each of these words begins a word, after folding.
    pub risk: Option<String>,
    /// Kept here.
    pub origin: Option<Origin>,
}

/// The forms of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// One id a line.
    Text,
    /// A table.
    Table,
    /// JSON.
    Json,
    /// A Markdown table.
    Markdown,
}

/// Lists entries.
///
/// # Errors
/// When none fits, except in JSON, where the list is then empty; or when `out` cannot be written.
pub fn run(list: &List, page: &Page, out: &mut dyn Write) -> Result<Outcome, Failure> {
    let entries = fitting_entries(&list.filter);
    let summaries: Vec<Summary> = entries
        .iter()
        .map(|entry| Summary {
            entry,
            origin: Origin::BuiltIn,
        })
        .collect();
    if summaries.is_empty() && list.form != Form::Json {
        return Err(nothing_fits().into());
    }
    match list.form {
        Form::Text => text::list(&summaries, out)?,
        Form::Table => table::list(&summaries, page, out)?,
        Form::Json => json::list(&summaries, out)?,
        Form::Markdown => markdown::list(&summaries, out)?,
    }
    Ok(if summaries.is_empty() {
        Outcome::NothingFound
    } else {
        Outcome::Found
    })
}

/// The entries that fit, in the order of their folded titles.
fn fitting_entries(filter: &Filter) -> Vec<Entry> {
    if filter.origin == Some(Origin::Library) {
        return Vec::new();
    }
    let mut entries: Vec<Entry> = catalog::all()
        .map(catalog::BuiltIn::entry)
        .filter(|entry| filter.fits(entry))
        .collect();
    entries.sort_by_cached_key(|entry| (fold(entry.title.as_str()), entry.id.to_string()));
    entries
}

fn nothing_fits() -> Error {
    Error::new(Code::NothingFound, "no entry fits what was asked for")
        .with_hint("`stackwise list` shows every entry")
}

impl Filter {
    fn fits(&self, entry: &Entry) -> bool {
        let level = entry.risk.level;
        self.level.is_none_or(|wanted| level == wanted)
            && self.max_level.is_none_or(|most| level.is_at_most(most))
            && self
                .risk
                .as_ref()
                .is_none_or(|words| has_risk(entry, words))
    }
}

/// Whether one risk of `entry` has, for each of `words`, a word that begins with it.
fn has_risk(entry: &Entry, words: &str) -> bool {
    let wanted = fold(words);
    let mut wanted = words_of(&wanted).peekable();
    wanted.peek().is_some()
        && entry.risks.iter().any(|risk| {
            let own = fold(risk.text.as_str());
            wanted
                .clone()
                .all(|word| words_of(&own).any(|own| own.starts_with(word)))
        })
}

fn words_of(folded: &str) -> impl Iterator<Item = &str> + Clone {
    folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters_hold_together() {
        let fits = |filter: Filter| !fitting_entries(&filter).is_empty();
        let with_risk = |words: &str| Filter {
            risk: Some(words.to_owned()),
            ..Filter::default()
        };
        assert!(fits(Filter::default()));
        assert!(fits(with_risk("nausea")));
        assert!(fits(with_risk("Blood PRESSURE")));
        assert!(fits(with_risk("psych")));
        assert!(!fits(with_risk("pressure nausea")));
        assert!(!fits(with_risk("essure")));
        let level = |level| Filter {
            level: Some(level),
            ..with_risk("nausea")
        };
        assert!(fits(level(RiskLevel::Moderate)));
        assert!(!fits(level(RiskLevel::High)));
        let most = |level| Filter {
            max_level: Some(level),
            ..Filter::default()
        };
        assert!(fits(most(RiskLevel::Moderate)));
        assert!(!fits(most(RiskLevel::Low)));
        let origin = |origin| Filter {
            origin: Some(origin),
            ..Filter::default()
        };
        assert!(fits(origin(Origin::BuiltIn)));
        assert!(!fits(origin(Origin::Library)));
    }
}
