//! The built-in entries and the user's own as one collection.

use super::listed::Listed;
use crate::catalog::{self, BuiltIn};
use crate::entry::{Entry, Origin, Summary};
use crate::error::Error;
use crate::library::{Library, LibraryPath, Only};
use crate::name::fold;

/// An entry with where it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The entry.
    pub entry: Entry,
    /// Where it is kept.
    pub origin: Origin,
}

impl Found {
    pub(super) fn built_in(built_in: &BuiltIn, only: Only) -> Self {
        Self {
            entry: match only {
                Some(chooser) => built_in.entry_with_only(chooser),
                None => built_in.entry(),
            },
            origin: Origin::BuiltIn,
        }
    }

    /// One of the user's own entries.
    pub(super) fn own(entry: Entry) -> Self {
        let shadows_built_in = catalog::with_id(entry.id.as_str()).is_some();
        Self {
            entry,
            origin: Origin::Library { shadows_built_in },
        }
    }
}

/// The built-in entries and the user's own as one.
pub struct Collection {
    pub(super) library: Option<Library>,
    pub(super) has_built_ins: bool,
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

    /// Only the entries of the library at `path`.
    ///
    /// # Errors
    /// When there is a library that cannot be read.
    pub fn of_library(path: Option<&LibraryPath>) -> Result<Self, Error> {
        Ok(Self {
            has_built_ins: false,
            ..Self::open(path)?
        })
    }

    /// The user's own entries, if there are any.
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
        Ok(library.with_key(key, None)?.map(Found::own))
    }

    /// Whether the built-in entries are in it.
    #[must_use]
    pub fn has_built_ins(&self) -> bool {
        self.has_built_ins
    }

    pub(super) fn built_ins(&self) -> impl Iterator<Item = &'static BuiltIn> {
        catalog::all().filter(|_| self.has_built_ins)
    }

    /// Whether one of the user's own stands in place of a built-in.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn is_shadowed(&self, built_in: &BuiltIn) -> Result<bool, Error> {
        match &self.library {
            Some(library) => library.has(built_in.id),
            None => Ok(false),
        }
    }

    /// Gives every entry to `take`, by folded title; of the library's entries only those with these
    /// keys, which are in order, where any are given.
    ///
    /// # Errors
    /// When the library cannot be read, or what `take` says.
    pub fn for_each<E: From<Error>>(
        &self,
        only: Option<&[i64]>,
        mut take: impl FnMut(&Listed) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut built_ins = Vec::new();
        for built_in in self.unshadowed()? {
            let listed = Listed::built_in(built_in);
            let title = fold(listed.summary()?.title.as_str());
            built_ins.push((title, listed));
        }
        built_ins.sort_by(|(title, one), (other_title, other)| {
            (title, one.id()).cmp(&(other_title, other.id()))
        });
        let mut built_ins = built_ins.into_iter().peekable();
        if let Some(library) = &self.library {
            for entry in library.titled()? {
                if only.is_some_and(|only| only.binary_search(&entry.key).is_err()) {
                    continue;
                }
                while let Some((_, built_in)) =
                    built_ins.next_if(|(title, _)| *title <= entry.title_folded)
                {
                    take(&built_in)?;
                }
                take(&Listed::own(library, entry))?;
            }
        }
        built_ins.try_for_each(|(_, built_in)| take(&built_in))
    }
}

/// What a list says of a built-in entry.
pub(super) fn summary(built_in: &BuiltIn) -> Summary {
    built_in.headings().summary(Origin::BuiltIn)
}
