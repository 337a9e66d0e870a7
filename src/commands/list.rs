//! `list`: the entries that match a filter, sorted by title.

use std::cell::Cell;
use std::fmt;

use super::{Done, Printer};
use crate::entry::{Origin, RiskLevel};
use crate::error::{Code, Error, Exit, Failure};
use crate::index;
use crate::library::LibraryPath;
use crate::lookup::{Collection, Listed};
use crate::render::{ListView, View};
use crate::search::{self, Query};

/// What an entry has to be: all of what is given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Exactly of this level.
    pub level: Option<RiskLevel>,
    /// Of this level or less; an unknown level is excluded.
    pub max_level: Option<RiskLevel>,
    /// With this name, or an identifier that is it.
    pub name: Option<String>,
    /// With one risk in which, or in the sentence over which, each of these words begins a word, after
    /// folding.
    pub risk: Option<String>,
    /// Kept here.
    pub source: Option<Place>,
}

/// Where entries can be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In the program.
    BuiltIn,
    /// In the user's library.
    Library,
}

/// Lists entries. With `--risk` it notes what a search finds besides, and where risks are not listed.
///
/// # Errors
/// When there are no matches, except in JSON, where the list is then empty; when the library cannot
/// be read, or the output cannot be written.
pub fn run(
    filter: &Filter,
    path: Option<&LibraryPath>,
    printer: &mut Printer,
) -> Result<Done, Failure> {
    let collection = Collection::open(path)?;
    let mut elsewhere = filter.found_elsewhere(&collection)?;
    let with_risk = filter.keys_with_risk(&collection)?;
    let mut exit = Exit::NothingFound;
    let unlisted = Cell::new(0);
    // Entries of one name are few: they tell themselves.
    let is_indexed = with_risk.is_some() && filter.name.is_none();
    if let Some(with_risk) = with_risk.as_deref().filter(|_| is_indexed) {
        unlisted.set(filter.unlisted_among(&collection, with_risk)?);
    }
    printer.print(View::List(ListView {
        each: &mut |take| {
            let mut choose = |listed: &Listed| {
                // Of the library's own, the index tells.
                let is_known = is_indexed && listed.origin() != Origin::BuiltIn;
                if filter.matches(listed, is_known, &unlisted)? {
                    exit = Exit::Done;
                    take(listed)?;
                }
                Ok(())
            };
            match &filter.name {
                Some(name) => collection.all_named(name)?.iter().try_for_each(choose),
                None => collection.for_each(with_risk.as_deref(), &mut choose),
            }
        },
        search_total: elsewhere.as_ref().map(|it| it.count),
        unlisted_total: filter.risk.as_ref().map(|_| &unlisted),
    }))?;
    if let Some(elsewhere) = &mut elsewhere {
        elsewhere.unlisted = unlisted.get();
    }
    if !printer.format.is_for_people() {
        return Ok(exit.into());
    }
    if exit == Exit::NothingFound {
        return Err(no_matches(elsewhere.as_ref()).into());
    }
    let note = elsewhere.map(|elsewhere| elsewhere.to_string());
    Ok(Done::with_notes(exit, note))
}

fn no_matches(elsewhere: Option<&Elsewhere>) -> Error {
    let error = Error::new(Code::NothingFound, "no matching entries");
    match elsewhere {
        Some(elsewhere) => error.with_hint(elsewhere.to_string()),
        None => error.with_hint("`stackwise list` shows every entry"),
    }
}

/// Where the words of a risk are, or may be, besides lists of risks.
struct Elsewhere {
    /// The words, as typed.
    words: String,
    /// How many entries `search` finds.
    count: usize,
    /// Whether there may be more.
    is_partial: bool,
    /// How many entries tell of risks that they do not list, and are not listed for another.
    unlisted: usize,
}

impl fmt::Display for Elsewhere {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let least = if self.is_partial { "at least " } else { "" };
        let entries = if self.count == 1 { "entry" } else { "entries" };
        f.write_str("`--risk` looks only in lists of risks; ")?;
        match self.unlisted {
            0 => {}
            1 => f.write_str("1 other entry tells of risks that are not listed; ")?,
            more => write!(
                f,
                "{more} other entries tell of risks that are not listed; "
            )?,
        }
        write!(
            f,
            "in names and text `stackwise search {}` finds {least}{} {entries}",
            self.words, self.count
        )
    }
}

impl Filter {
    /// What a search for the words of a risk finds; `None` where there are none.
    fn found_elsewhere(&self, collection: &Collection) -> Result<Option<Elsewhere>, Error> {
        let Some(words) = &self.risk else {
            return Ok(None);
        };
        // Words that no search takes are in no text.
        let Ok(query) = Query::parse(words) else {
            return Ok(None);
        };
        let (count, unlooked) = search::count(collection, &query)?;
        Ok(Some(Elsewhere {
            words: words.clone(),
            count,
            is_partial: unlooked.is_some(),
            unlisted: 0,
        }))
    }

    /// The keys of the library's entries with the risk that is asked for; `None` where none is, or
    /// only the entries tell.
    fn keys_with_risk(&self, collection: &Collection) -> Result<Option<Vec<i64>>, Error> {
        match (&self.risk, collection.library()) {
            (Some(words), Some(library)) => library.keys_with_risk(words),
            _ => Ok(None),
        }
    }

    /// How many of the library's entries that have all that is wanted but the risk tell of risks which
    /// they do not list.
    fn unlisted_among(&self, collection: &Collection, with_risk: &[i64]) -> Result<usize, Error> {
        let Some(library) = collection.library() else {
            return Ok(0);
        };
        if self.source == Some(Place::BuiltIn) {
            return Ok(0);
        }
        let others = library.keys_with_unlisted_risks()?.into_iter();
        let others = others
            .filter(|(key, level)| self.has_level(*level) && with_risk.binary_search(key).is_err());
        Ok(others.count())
    }

    fn has_level(&self, level: RiskLevel) -> bool {
        self.level.is_none_or(|wanted| level == wanted)
            && self.max_level.is_none_or(|most| level.is_at_most(most))
    }

    /// Whether an entry has all that is wanted; it may be known already that it has the risk. One that
    /// has all but the risk, and that tells of risks which it does not list, is counted.
    fn matches(
        &self,
        listed: &Listed,
        has_risk: bool,
        unlisted: &Cell<usize>,
    ) -> Result<bool, Error> {
        let fits = self.source.is_none_or(|place| place.holds(listed.origin()))
            && self.has_level(listed.level());
        match &self.risk {
            Some(words) if fits && !has_risk => {
                let entry = listed.entry()?;
                let has_risk = index::has_words(&entry, words);
                if !has_risk && entry.risk_sections.iter().any(|it| !it.listed) {
                    unlisted.set(unlisted.get() + 1);
                }
                Ok(has_risk)
            }
            _ => Ok(fits),
        }
    }
}

impl Place {
    fn holds(self, origin: Origin) -> bool {
        match self {
            Self::BuiltIn => origin == Origin::BuiltIn,
            Self::Library => origin != Origin::BuiltIn,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters_apply_together() {
        let collection = Collection::open(None).unwrap();
        let listed = collection.all_named("ketamine").unwrap();
        let fits = |filter: Filter| filter.matches(&listed[0], false, &Cell::new(0)).unwrap();
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
        assert!(!fits(with_risk("…")));
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
        let place = |place| Filter {
            source: Some(place),
            ..Filter::default()
        };
        assert!(fits(place(Place::BuiltIn)));
        assert!(!fits(place(Place::Library)));
    }
}
