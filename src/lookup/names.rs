//! From a name to an entry, or to those that begin with it.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::collection::{Collection, Found, summary};
use super::listed::Listed;
use super::misses::{self, MAX_LISTED};
use crate::catalog::{self, BuiltIn};
use crate::entry::{Chooser, Summary};
use crate::error::Error;
use crate::library::Only;
use crate::name::fold;

impl Collection {
    /// The entry that has this name: an id, a title, an alias or an identifier, after folding. An id stands for its
    /// own entry, whatever else is called so.
    ///
    /// # Errors
    /// `Code::EntryNotFound` with suggestions when no entry has it, `Code::AmbiguousName` with
    /// all of them when several have, `Code::LibraryFailed` when the library leads to an entry that
    /// has it not.
    pub fn find(&self, name: &str) -> Result<Found, Error> {
        self.find_with(name, None)
    }

    /// The same, of which only the sections that `chooser` says are read; the others have headings alone.
    ///
    /// # Errors
    /// Likewise.
    pub fn find_only(&self, name: &str, chooser: &Chooser) -> Result<Found, Error> {
        self.find_with(name, Some(chooser))
    }

    fn find_with(&self, name: &str, only: Only) -> Result<Found, Error> {
        let folded = fold(name);
        let id = folded.replace(' ', "-");
        if let Some(found) = self.with_id(&id, only)? {
            return Ok(found);
        }
        let (own, count) = match &self.library {
            Some(library) => library.newest_named(name, MAX_LISTED)?,
            None => (Vec::new(), 0),
        };
        let built_ins = self.built_ins_named(&folded)?;
        match (own.as_slice(), built_ins.as_slice(), &self.library) {
            ([], [], _) => Err(self.no_such_entry(name, &folded)?),
            ([], [built_in], library) => {
                if let Some(library) = library {
                    library.ensure_whole_names(&folded)?;
                }
                Ok(Found::built_in(built_in, only))
            }
            ([one], [], Some(library)) => library.entry_named(name, one.key, only).map(Found::own),
            _ => {
                let own = own.into_iter().map(|named| named.summary);
                let named = own.chain(built_ins.iter().copied().map(summary)).collect();
                let built_ins = built_ins.len();
                Err(misses::ambiguous(name, named, count + built_ins))
            }
        }
    }

    /// Every entry that has this name, or an identifier that is it: by title and, within one, the newest
    /// first.
    ///
    /// # Errors
    /// When the library cannot be read, or leads to an entry that has the name not.
    pub fn all_named(&self, name: &str) -> Result<Vec<Listed<'_>>, Error> {
        let folded = fold(name);
        let mut named = Vec::new();
        if let Some(library) = &self.library {
            for own in library.named(name)? {
                named.push(Listed::own_with(library, own.key, own.summary));
            }
            if named.is_empty() {
                library.ensure_none_titled(name)?;
                library.ensure_whole_names(&folded)?;
            }
        }
        let built_ins = self.built_ins_named(&folded)?.into_iter();
        named.extend(built_ins.map(Listed::built_in));
        let mut sorted = Vec::new();
        for listed in named {
            let summary = listed.summary()?;
            let title = fold(summary.title.as_str());
            let order = (
                title,
                Reverse(summary.source.newness()),
                summary.id.to_string(),
            );
            sorted.push((order, listed));
        }
        sorted.sort_by(|(one, _), (other, _)| one.cmp(other));
        Ok(sorted.into_iter().map(|(_, listed)| listed).collect())
    }

    /// The built-in entries that have this folded name and that none of the user's own stands in place
    /// of.
    fn built_ins_named(&self, folded: &str) -> Result<Vec<&'static BuiltIn>, Error> {
        let mut built_ins = Vec::new();
        for built_in in catalog::find(folded).filter(|_| self.has_built_ins) {
            if !self.is_shadowed(built_in)? {
                built_ins.push(built_in);
            }
        }
        Ok(built_ins)
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

    pub(super) fn with_id(&self, id: &str, only: Only) -> Result<Option<Found>, Error> {
        if let Some(library) = &self.library
            && let Some(entry) = library.entry_with_id(id, only)?
        {
            return Ok(Some(Found::own(entry)));
        }
        let built_in = catalog::with_id(id).filter(|_| self.has_built_ins);
        Ok(built_in.map(|built_in| Found::built_in(built_in, only)))
    }
}
