//! From a name to an entry, built-in or the user's own, and from a section's name to a part of it.
//! A miss is an error with suggestions: nothing is ever answered in its place.

mod misses;

use std::collections::BTreeSet;

use crate::catalog::{self, BuiltIn};
use crate::entry::standard::{STANDARD_SECTIONS, meant_by};
use crate::entry::{Entry, Origin, Part, Summary};
use crate::error::{Code, Error, Suggestion};
use crate::library::{Library, LibraryPath};
use crate::name::{Suggestions, fold};

/// An entry with where it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The entry.
    pub entry: Entry,
    /// Where it is kept.
    pub origin: Origin,
}

impl Found {
    fn built_in(built_in: &BuiltIn) -> Self {
        Self {
            entry: built_in.entry(),
            origin: Origin::BuiltIn,
        }
    }

    /// One of the user's own entries.
    fn own(entry: Entry) -> Self {
        let shadows_built_in = catalog::with_id(entry.id.as_str()).is_some();
        Self {
            entry,
            origin: Origin::Library { shadows_built_in },
        }
    }
}

/// The built-in entries and the user's own as one.
pub struct Collection {
    library: Option<Library>,
    has_built_ins: bool,
}

impl Collection {
    /// The built-in entries with those of the library at `path`, if there is one.
    ///
    /// # Errors
    /// When there is a library that cannot be read.
    pub fn open(path: Option<&LibraryPath>) -> Result<Self, Error> {
        let library = path.map(Library::open).transpose()?.flatten();
        Ok(Self {
            library,
            has_built_ins: true,
        })
    }

    /// The entries of the library at `path` alone.
    ///
    /// # Errors
    /// When there is a library that cannot be read.
    pub fn of_library(path: Option<&LibraryPath>) -> Result<Self, Error> {
        Ok(Self {
            has_built_ins: false,
            ..Self::open(path)?
        })
    }

    /// The user's own entries, where there are any.
    #[must_use]
    pub fn library(&self) -> Option<&Library> {
        self.library.as_ref()
    }

    /// The built-in entries that none of the user's own stands in place of.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn unshadowed(&self) -> Result<Vec<&'static BuiltIn>, Error> {
        let mut unshadowed = Vec::new();
        for built_in in self.built_ins() {
            if !self.is_shadowed(built_in)? {
                unshadowed.push(built_in);
            }
        }
        Ok(unshadowed)
    }

    /// The entry in this row of the library.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn with_key(&self, key: i64) -> Result<Option<Found>, Error> {
        let Some(library) = &self.library else {
            return Ok(None);
        };
        Ok(library.with_key(key)?.map(Found::own))
    }

    fn built_ins(&self) -> impl Iterator<Item = &'static BuiltIn> {
        catalog::all().filter(|_| self.has_built_ins)
    }

    /// The entry that has this name: an id, a title or an alias, after folding. An id stands for its
    /// own entry, whatever else is called so.
    ///
    /// # Errors
    /// [`Code::EntryNotFound`] with suggestions when no entry has it, [`Code::AmbiguousName`] with
    /// all of them when several have, [`Code::LibraryFailed`] when the library leads to an entry that
    /// has it not.
    pub fn find(&self, name: &str) -> Result<Found, Error> {
        let folded = fold(name);
        let id = folded.replace(' ', "-");
        if let Some(found) = self.with_id(&id)? {
            return Ok(found);
        }
        let own = match &self.library {
            Some(library) => library.named(name)?,
            None => Vec::new(),
        };
        let mut built_in = catalog::find(&folded).filter(|_| self.has_built_ins);
        if let Some(it) = built_in
            && self.is_shadowed(it)?
        {
            built_in = None;
        }
        match (own.as_slice(), built_in, &self.library) {
            ([], None, _) => Err(self.no_such_entry(name, &folded)?),
            ([], Some(built_in), library) => {
                if let Some(library) = library {
                    library.ensure_whole_names(&folded)?;
                }
                Ok(Found::built_in(built_in))
            }
            ([one], None, Some(library)) => library.entry_named(name, one.key).map(Found::own),
            _ => {
                let own = own.into_iter().map(|named| named.summary);
                let named = own.chain(built_in.map(summary)).collect();
                Err(misses::ambiguous(name, named))
            }
        }
    }

    /// Up to `most` entries that have a name which begins with this folded one, by id.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn beginning_with(&self, folded: &str, most: usize) -> Result<Vec<Summary>, Error> {
        let mut named = match &self.library {
            Some(library) => library.beginning_with(folded, most)?,
            None => Vec::new(),
        };
        let ids: BTreeSet<&str> = catalog::names()
            .filter(|(name, _)| name.starts_with(folded))
            .map(|(_, built_in)| built_in.id)
            .collect();
        for built_in in self.built_ins().filter(|it| ids.contains(it.id)) {
            if !self.is_shadowed(built_in)? {
                named.push(summary(built_in));
            }
        }
        named.sort_by(|one, other| one.id.as_str().cmp(other.id.as_str()));
        named.truncate(most);
        Ok(named)
    }

    fn with_id(&self, id: &str) -> Result<Option<Found>, Error> {
        if let Some(library) = &self.library
            && let Some(entry) = library.entry_with_id(id)?
        {
            return Ok(Some(Found::own(entry)));
        }
        let built_in = catalog::with_id(id).filter(|_| self.has_built_ins);
        Ok(built_in.map(Found::built_in))
    }

    fn is_shadowed(&self, built_in: &BuiltIn) -> Result<bool, Error> {
        match &self.library {
            Some(library) => library.has(built_in.id),
            None => Ok(false),
        }
    }

    /// Gives what a list says of every entry to `take`, by folded title, with a way to the entry
    /// itself.
    ///
    /// # Errors
    /// When the library cannot be read, or what `take` says.
    pub fn for_each<E: From<Error>>(
        &self,
        mut take: impl FnMut(Summary, &dyn Fn() -> Result<Entry, Error>) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut built_ins = Vec::new();
        for built_in in self.unshadowed()? {
            let summary = summary(built_in);
            built_ins.push((fold(summary.title.as_str()), summary, built_in));
        }
        built_ins.sort_by(|(title, summary, _), (other, other_summary, _)| {
            (title, summary.id.as_str()).cmp(&(other, other_summary.id.as_str()))
        });
        let mut built_ins = built_ins.into_iter().peekable();
        if let Some(library) = &self.library {
            library.summaries()?.for_each(|row| {
                let title = row.title_folded()?;
                while let Some((_, summary, built_in)) =
                    built_ins.next_if(|(own, ..)| own.as_str() <= title)
                {
                    take(summary, &|| Ok(built_in.entry()))?;
                }
                let mut summary = row.summary()?;
                let shadows_built_in = catalog::with_id(summary.id.as_str()).is_some();
                summary.origin = Origin::Library { shadows_built_in };
                take(summary, &|| row.entry())
            })?;
        }
        for (_, summary, built_in) in built_ins {
            take(summary, &|| Ok(built_in.entry()))?;
        }
        Ok(())
    }
}

/// What a list says of a built-in entry.
fn summary(built_in: &BuiltIn) -> Summary {
    built_in.entry().summary(Origin::BuiltIn)
}

/// The part of `entry` that this names: an id or a title after folding, or a common word for one.
fn find_part<'a>(entry: &'a Entry, name: &str) -> Option<Part<'a>> {
    let folded = fold(name);
    entry
        .parts()
        .find(|part| fold(part.id()) == folded)
        .or_else(|| entry.parts().find(|part| fold(part.title()) == folded))
        .or_else(|| part_meant_by(entry, &folded))
}

/// The part of `entry` that people ask for by this synonym, which is folded.
fn part_meant_by<'a>(entry: &'a Entry, synonym: &str) -> Option<Part<'a>> {
    meant_by(synonym).find_map(|section| entry.parts().find(|part| part.id() == section.id))
}

/// The parts of `entry` that these names ask for, in their order, each once.
///
/// # Errors
/// [`Code::SectionNotFound`] for the first name that the entry has no part for, with suggestions
/// and the list of what it has.
pub fn find_parts<'a>(entry: &'a Entry, names: &[String]) -> Result<Vec<Part<'a>>, Error> {
    let mut parts = Vec::with_capacity(names.len());
    for name in names {
        let part = find_part(entry, name).ok_or_else(|| no_such_section(entry, name))?;
        if !parts.iter().any(|other: &Part| other.id() == part.id()) {
            parts.push(part);
        }
    }
    Ok(parts)
}

fn no_such_section(entry: &Entry, name: &str) -> Error {
    let ids: Vec<&str> = entry.parts().map(Part::id).collect();
    let mut near = Suggestions::new(name);
    for part in entry.parts() {
        near.consider(&fold(part.id()), part.id());
        near.consider(&fold(part.title()), part.id());
    }
    for section in &STANDARD_SECTIONS {
        for synonym in section.synonyms {
            if let Some(part) = part_meant_by(entry, synonym).filter(|it| it.id() == section.id) {
                near.consider(synonym, part.id());
            }
        }
    }
    Error::new(
        Code::SectionNotFound,
        format!(
            "\"{}\" has no section named \"{name}\"; it has {}",
            entry.id,
            ids.join(", ")
        ),
    )
    .with_suggestions(near.into_nearest().map(|near| Suggestion::of(near.named)))
}

/// The id of the section that this names in any entry: a common word for a standard one, or the id
/// that it would be.
#[must_use]
pub fn section_id(name: &str) -> String {
    let folded = fold(name);
    match meant_by(&folded).last() {
        Some(section) => section.id.to_owned(),
        None => folded.replace(' ', "-"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ketamine() -> Entry {
        Collection::open(None)
            .unwrap()
            .find("ketamine")
            .unwrap()
            .entry
    }

    fn parts(names: &[&str]) -> Result<Vec<String>, Error> {
        let entry = ketamine();
        let names: Vec<String> = names.iter().map(|&name| name.to_owned()).collect();
        find_parts(&entry, &names).map(|parts| parts.iter().map(|p| p.id().to_owned()).collect())
    }

    #[test]
    fn a_section_is_found_by_id_title_or_common_word() {
        for (name, id) in [
            ("risks", "risks"),
            ("Health Risks", "risks"),
            ("health_risks", "risks"),
            ("SIDE-EFFECTS", "risks"),
            ("mechanism", "how-it-works"),
            ("How It Works", "how-it-works"),
            ("evidence", "science"),
            ("the science behind it", "science"),
            ("dosage", "protocol"),
            ("warnings", "watch-out"),
            ("what to watch out for", "watch-out"),
            (" overview ", "overview"),
            ("disclaimer", "disclaimer"),
        ] {
            assert_eq!(parts(&[name]).unwrap(), [id], "{name:?}");
        }
    }

    #[test]
    fn sections_come_in_the_order_asked_and_once() {
        assert_eq!(
            parts(&["protocol", "risks", "benefits", "dosage"]).unwrap(),
            ["protocol", "risks", "benefits"]
        );
    }

    #[test]
    fn an_entry_s_own_section_comes_before_a_common_word() {
        let mut entry = ketamine();
        let own = "warnings".to_owned().try_into().unwrap();
        entry.sections[1].id = own;
        let found = find_parts(&entry, &["warnings".to_owned()]).unwrap();
        assert_eq!(found, [Part::Section(&entry.sections[1])]);
    }
}
