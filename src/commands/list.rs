//! `list`: the entries that fit a filter, by title.

use std::fmt;
use std::io::Write;

use super::{Failure, Outcome};
use crate::entry::{Entry, Origin, RiskLevel, Summary};
use crate::error::{Code, Error};
use crate::lookup::Collection;
use crate::name::fold;
use crate::render::{Form, Page, json, markdown, table, text};
use crate::search::{self, Query};

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

/// Lists entries. Returns a remark for people besides, where there is one.
///
/// # Errors
/// When none fits, except in JSON, where the list is then empty; when the library cannot be read, or
/// `out` cannot be written.
pub fn run(
    list: &List,
    collection: &Collection,
    page: &Page,
    out: &mut dyn Write,
) -> Result<(Outcome, Option<String>), Failure> {
    let elsewhere = list.filter.found_elsewhere(collection)?;
    let mut outcome = Outcome::NothingFound;
    let mut each = |take: &mut dyn FnMut(&Summary) -> Result<(), Failure>| {
        collection.for_each(|summary, entry| {
            if list.filter.fits(&summary, entry)? {
                outcome = Outcome::Found;
                take(&summary)?;
            }
            Ok(())
        })
    };
    let mut gathered = Vec::new();
    // A list can be as long as the library: what can be written as it is read, is.
    match list.form {
        Form::Text => each(&mut |summary| Ok(text::list_item(summary, out)?))?,
        Form::Json => json::list(each, elsewhere.as_ref().map(|it| it.count), out)?,
        Form::Table | Form::Markdown => each(&mut |summary| {
            gathered.push(summary.clone());
            Ok(())
        })?,
    }
    if outcome == Outcome::NothingFound && list.form != Form::Json {
        return Err(nothing_fits(elsewhere.as_ref()).into());
    }
    match list.form {
        Form::Text | Form::Json => {}
        Form::Table => table::list(&gathered, page, out)?,
        Form::Markdown => markdown::list(&gathered, out)?,
    }
    let remark = elsewhere.filter(|_| list.form != Form::Json);
    Ok((outcome, remark.map(|elsewhere| elsewhere.to_string())))
}

fn nothing_fits(elsewhere: Option<&Elsewhere>) -> Error {
    let error = Error::new(Code::NothingFound, "no entry fits what was asked for");
    match elsewhere {
        Some(elsewhere) => error.with_hint(elsewhere.to_string()),
        None => error.with_hint("`stackwise list` shows every entry"),
    }
}

/// Where else the words of a risk are than in lists of risks.
struct Elsewhere {
    /// The words, as typed.
    words: String,
    /// How many entries `search` finds.
    count: usize,
    /// Whether there may be more.
    is_partial: bool,
}

impl fmt::Display for Elsewhere {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let least = if self.is_partial { "at least " } else { "" };
        let entries = if self.count == 1 { "entry" } else { "entries" };
        write!(
            f,
            "`--risk` looks in lists of risks alone; in names and text `stackwise search {}` finds \
             {least}{} {entries}",
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
        }))
    }

    fn fits(
        &self,
        summary: &Summary,
        entry: &dyn Fn() -> Result<Entry, Error>,
    ) -> Result<bool, Error> {
        let level = summary.risk.level;
        let fits = self.level.is_none_or(|wanted| level == wanted)
            && self.max_level.is_none_or(|most| level.is_at_most(most))
            && self.source.is_none_or(|place| place.holds(summary.origin));
        match &self.risk {
            Some(words) if fits => Ok(has_risk(&entry()?, words)),
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
        let entry = Collection::open(None)
            .unwrap()
            .find("ketamine")
            .unwrap()
            .entry;
        let summary = entry.clone().summary(Origin::BuiltIn);
        let fits = |filter: Filter| filter.fits(&summary, &|| Ok(entry.clone())).unwrap();
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
