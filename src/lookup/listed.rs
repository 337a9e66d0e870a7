//! The entries of a list. Of each no more is read than is asked for: a list of ids takes nothing else.

use std::cell::OnceCell;

use super::collection::summary;
use crate::catalog::{self, BuiltIn};
use crate::entry::{Entry, Origin, RiskLevel, Slug, Summary};
use crate::error::Error;
use crate::library::{Library, Titled};

/// An entry of a list.
pub struct Listed<'c> {
    id: Slug,
    level: RiskLevel,
    place: Place<'c>,
    summary: OnceCell<Summary>,
}

/// Where it is.
#[derive(Clone, Copy)]
enum Place<'c> {
    BuiltIn(&'static BuiltIn),
    /// In this row of the library.
    Library(&'c Library, i64),
}

impl<'c> Listed<'c> {
    pub(super) fn built_in(built_in: &'static BuiltIn) -> Self {
        let summary = summary(built_in);
        Self {
            id: summary.id.clone(),
            level: summary.risk.level,
            place: Place::BuiltIn(built_in),
            summary: OnceCell::from(summary),
        }
    }

    /// One of the user's own entries.
    pub(super) fn own(library: &'c Library, titled: Titled) -> Self {
        Self {
            id: titled.id,
            level: titled.level,
            place: Place::Library(library, titled.key),
            summary: OnceCell::new(),
        }
    }

    /// One in this row, of which a summary was read already.
    pub(super) fn own_with(library: &'c Library, key: i64, summary: Summary) -> Self {
        let listed = Self {
            id: summary.id.clone(),
            level: summary.risk.level,
            place: Place::Library(library, key),
            summary: OnceCell::new(),
        };
        let summary = listed.with_origin(summary);
        Self {
            summary: OnceCell::from(summary),
            ..listed
        }
    }

    /// What identifies the entry.
    #[must_use]
    pub fn id(&self) -> &Slug {
        &self.id
    }

    /// How risky it is.
    #[must_use]
    pub fn level(&self) -> RiskLevel {
        self.level
    }

    /// Where it is kept.
    #[must_use]
    pub fn origin(&self) -> Origin {
        match self.place {
            Place::BuiltIn(_) => Origin::BuiltIn,
            Place::Library(..) => Origin::Library {
                shadows_built_in: catalog::with_id(self.id.as_str()).is_some(),
            },
        }
    }

    /// What a list says of it.
    ///
    /// # Errors
    /// When the library cannot be read, or is damaged there.
    pub fn summary(&self) -> Result<&Summary, Error> {
        if let Some(summary) = self.summary.get() {
            return Ok(summary);
        }
        let summary = match self.place {
            Place::BuiltIn(built_in) => summary(built_in),
            Place::Library(library, key) => {
                let summary = library.summary_with_key(key)?;
                let summary = summary.filter(|summary| summary.id == self.id);
                self.with_origin(summary.ok_or_else(|| missing(library))?)
            }
        };
        Ok(self.summary.get_or_init(|| summary))
    }

    /// The whole entry.
    ///
    /// # Errors
    /// When the library cannot be read, or is damaged there.
    pub fn entry(&self) -> Result<Entry, Error> {
        match self.place {
            Place::BuiltIn(built_in) => Ok(built_in.entry()),
            Place::Library(library, key) => {
                let entry = library.with_key(key, None)?;
                let entry = entry.filter(|entry| entry.id == self.id);
                entry.ok_or_else(|| missing(library))
            }
        }
    }

    fn with_origin(&self, summary: Summary) -> Summary {
        Summary {
            origin: self.origin(),
            ..summary
        }
    }
}

fn missing(library: &Library) -> Error {
    library.damage("an entry is missing")
}
