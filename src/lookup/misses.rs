//! What is said if a name finds no entry, or several.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::collection::{Collection, Found, summary};
use super::sections::find;
use crate::catalog::{self, BuiltIn};
use crate::entry::{Chooser, Summary};
use crate::error::{Code, Error, Suggestion};
use crate::library::Library;
use crate::name::{Suggestions, fold};
use crate::text::Text;

/// How many entries of one name are listed at most.
pub(super) const MAX_LISTED: usize = 10;
/// How many words of an unknown name are searched for a name and a section in it.
const MAX_WORDS: usize = 8;

/// Where the entry of a near name is.
#[derive(Clone, Copy)]
enum Place<'l> {
    /// In the program.
    BuiltIn(&'static BuiltIn),
    /// In this row of the library.
    Library(&'l Library, i64),
}

impl PartialEq for Place<'_> {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::BuiltIn(one), Self::BuiltIn(other)) => one.id == other.id,
            (Self::Library(_, one), Self::Library(_, other)) => one == other,
            _ => false,
        }
    }
}

impl Collection {
    pub(super) fn no_such_entry(&self, name: &str, folded: &str) -> Result<Error, Error> {
        if let Some(library) = &self.library {
            library.ensure_none_titled(name)?;
        }
        let suggestions = self.entries_near(folded)?;
        if let Some(library) = &self.library {
            library.ensure_whole_names(folded)?;
        }
        let place = if self.has_built_ins {
            ""
        } else {
            " in the library"
        };
        let message = format!("no entry{place} is named \"{name}\"");
        let error = Error::new(Code::EntryNotFound, message);
        if !suggestions.is_empty() {
            return Ok(error.with_suggestions(suggestions));
        }
        Ok(match self.section_after_name(folded)? {
            Some((id, section)) => error.with_hint(format!(
                "to show a section, use `stackwise show {id} --section {section}`"
            )),
            None => error.with_hint("`stackwise list` shows every entry"),
        })
    }

    /// The entries with names near to this folded one. Those, too, have to carry the names.
    fn entries_near(&self, folded: &str) -> Result<Vec<Suggestion>, Error> {
        let mut near = Suggestions::new(folded);
        let unshadowed = self.unshadowed()?;
        let unshadowed: BTreeSet<&str> = unshadowed.iter().map(|built_in| built_in.id).collect();
        for (name, built_in) in catalog::names().filter(|(_, it)| unshadowed.contains(it.id)) {
            near.consider(name, Place::BuiltIn(built_in));
        }
        if let Some(library) = &self.library {
            library.scan_names(|name, key| {
                near.consider(name, Place::Library(library, key));
                near.prunable_prefix(name)
            })?;
        }
        let suggested = near.into_nearest().map(|near| {
            let summary = match near.named {
                Place::BuiltIn(built_in) => summary(built_in),
                Place::Library(library, key) => library.summary_led_to(&near.name, key)?,
            };
            Ok(suggestion(&summary, &near.name))
        });
        suggested.collect()
    }

    /// The entry and the section in a name that is both, such as "ketamine risks".
    fn section_after_name(&self, folded: &str) -> Result<Option<(String, String)>, Error> {
        let headings_alone: &Chooser = &|_| BTreeSet::new();
        for (at, _) in folded.match_indices(' ').take(MAX_WORDS) {
            let Some(Found { entry, .. }) =
                self.with_id(&folded[..at].replace(' ', "-"), Some(headings_alone))?
            else {
                continue;
            };
            if let [part, ..] = find(&entry, &folded[at + 1..]).as_slice() {
                return Ok(Some((entry.id.to_string(), part.id().to_owned())));
            }
        }
        Ok(None)
    }
}

/// The id of an entry with its title and, where it is another, the near name: names of drugs look
/// alike, and who reads has to see which substance it is.
fn suggestion(entry: &Summary, near: &str) -> Suggestion {
    let mut meaning = entry.title.to_string();
    let is_told = [entry.id.as_str(), entry.title.as_str()]
        .into_iter()
        .any(|name| fold(name) == near);
    if !is_told {
        let aliases = entry.aliases.iter();
        let as_written = aliases.map(Text::as_str).find(|it| fold(it) == near);
        meaning += "; also named ";
        meaning += as_written.unwrap_or(near);
    }
    Suggestion {
        typed: entry.id.to_string(),
        meaning: Some(meaning),
    }
}

/// Several entries have the name, `count` of them: the newest, which are among these, and how many more
/// there are.
pub(super) fn ambiguous(name: &str, mut named: Vec<Summary>, count: usize) -> Error {
    named.sort_by_cached_key(|it| {
        let title = fold(it.title.as_str());
        (Reverse(it.source.newness()), title, it.id.to_string())
    });
    let listed = named.iter().take(MAX_LISTED);
    let mut details: Vec<String> = listed
        .clone()
        .map(|summary| {
            let date = summary.source.effective_date.as_ref();
            let date = date.map_or_else(String::new, |date| format!(", {date}"));
            format!(
                "{}: {} ({}{date})",
                summary.id, summary.title, summary.source.name
            )
        })
        .collect();
    let more = count.saturating_sub(MAX_LISTED);
    if more > 0 {
        details.push(format!("and {more} more"));
    }
    let error = Error::new(
        Code::AmbiguousName,
        format!("{count} entries are named \"{name}\""),
    )
    .with_details(details)
    .with_suggestions(listed.map(|it| Suggestion::of(it.id.as_str())));
    if more == 0 {
        return error;
    }
    let typed = shlex::try_quote(name).unwrap_or(name.into());
    error.with_hint(format!("`stackwise list --name {typed}` lists them all"))
}
