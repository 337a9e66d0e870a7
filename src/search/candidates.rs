//! The entries that match, from all places where entries are kept, in one order.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use super::earlier::{self, Earlier};
use super::query::Query;
use super::ranking::{Asked, Ranked, ranked};
use super::{FEW, Kept, Scope, Unlooked};
use crate::catalog;
use crate::entry::Entry;
use crate::error::Error;
use crate::index::{Frozen, Postings, Terms};
use crate::library::Library;
use crate::lookup::Collection;
use crate::name::fold;

/// The number of the source of built-in entries, and of the library's.
pub const BUILT_INS: usize = 0;
const LIBRARY: usize = 1;

/// The entries that match.
pub struct Candidates {
    /// The entries, the best first: those that have every term or are asked for by name, then others.
    pub entries: Vec<Ranked>,
    /// How many of them have every term.
    pub total: usize,
    /// What each term is worth.
    pub worths: Vec<f64>,
    /// The terms that no entry has of those that were searched; none of a name.
    pub unseen: Vec<usize>,
    /// What could not be looked at.
    pub unlooked: Option<Unlooked>,
}

/// What is searched: the built-in entries by the index that the build made, and the library.
pub struct Sources<'c> {
    collection: &'c Collection,
    /// The index of the built-in entries, where they are searched. Their keys are their places.
    pub built_ins: Option<Frozen<'static>>,
    /// The library, where it is searched.
    pub library: Option<&'c Library>,
}

impl<'c> Sources<'c> {
    /// What this scope leaves to be searched.
    pub fn new(collection: &'c Collection, scope: &Scope) -> Self {
        let is_searched = |kept| scope.kept.is_none_or(|only| only == kept);
        let has_built_ins = collection.has_built_ins() && is_searched(Kept::BuiltIn);
        Self {
            collection,
            built_ins: has_built_ins.then(|| Frozen::new(catalog::INDEX)),
            library: collection.library().filter(|_| is_searched(Kept::Library)),
        }
    }

    /// In which built-in entries each term is.
    pub fn in_built_ins(&self, terms: &Terms, section: Option<&str>) -> Result<Postings, Error> {
        let Some(index) = self.built_ins else {
            return Ok(Postings::of_nothing(terms));
        };
        let mut found = index.postings(terms, section, &built_in);
        if self.collection.library().is_some() {
            let lists = found.wanted.iter().flatten();
            let keys: BTreeSet<i64> = lists.map(|posting| posting.key).collect();
            let mut shadowed = BTreeSet::new();
            for key in keys {
                if !self.is_shown(key)? {
                    shadowed.insert(key);
                }
            }
            found.retain(|key| !shadowed.contains(&key));
        }
        Ok(found)
    }

    /// Whether none of the user's own entries stands in place of the built-in one with this key.
    pub fn is_shown(&self, key: i64) -> Result<bool, Error> {
        let built_in = usize::try_from(key).ok().and_then(catalog::at);
        let Some(built_in) = built_in else {
            return Ok(false);
        };
        Ok(!self.collection.is_shadowed(built_in)?)
    }

    /// Finds the entries that match. The order holds for the first `count`, whatever `count` is.
    pub fn find(&self, query: &Query, scope: &Scope, count: usize) -> Result<Candidates, Error> {
        let (terms, section) = (query.terms(), scope.section.as_deref());
        let mut found = vec![self.in_built_ins(terms, section)?];
        let mut entries = self.built_ins.map_or(0, |index| index.count());
        let mut unlooked = None;
        if let Some(library) = self.library {
            if library.has_earlier_index() {
                let earlier: Earlier = earlier::find(library, query, section)?;
                found.push(earlier.postings);
                entries += earlier.entries;
                unlooked = earlier.unlooked;
            } else {
                found.push(library.postings(terms, section)?);
                entries += library.count()?;
            }
        }
        let asked = Asked::new(&terms.wanted, &found, entries, query.is_sentence());
        let mut entries = Vec::new();
        for (source, found) in found.iter().enumerate() {
            let named = self.named(source, query)?;
            entries.extend(ranked(source, found, &asked, &named));
            if section.is_none() {
                add_named(source, found, &named, &mut entries);
            }
        }
        self.retain_level(&mut entries, scope)?;
        let all = terms.all();
        let has_all = |entry: &Ranked| entry.has == all || entry.is_named;
        let total = entries.iter().filter(|entry| has_all(entry)).count();
        if total >= FEW || scope.is_strict {
            entries.retain(|entry| has_all(entry) || entry.is_answer && !scope.is_strict);
        }
        let is_name = entries.iter().any(|entry| entry.is_named);
        self.sort(&mut entries, count)?;
        let is_unseen =
            |at: &usize| !is_name && found.iter().all(|found| found.wanted[*at].is_empty());
        Ok(Candidates {
            unseen: (0..terms.wanted.len()).filter(is_unseen).collect(),
            entries,
            total,
            worths: asked.worths,
            unlooked,
        })
    }

    /// The keys of the entries that what was typed is a name of.
    fn named(&self, source: usize, query: &Query) -> Result<Vec<i64>, Error> {
        let mut named = Vec::new();
        for name in query.names() {
            named.extend(self.named_so(source, &name)?);
        }
        Ok(named)
    }

    fn named_so(&self, source: usize, name: &str) -> Result<Vec<i64>, Error> {
        match self.library {
            Some(library) if source == LIBRARY && !library.has_earlier_index() => {
                library.keys_named(name)
            }
            _ if source == BUILT_INS => {
                let mut keys = Vec::new();
                for place in catalog::places_of(&fold(name)).filter(|_| self.built_ins.is_some()) {
                    match i64::try_from(place) {
                        Ok(key) if self.is_shown(key)? => keys.push(key),
                        _ => {}
                    }
                }
                Ok(keys)
            }
            _ => Ok(Vec::new()),
        }
    }

    /// Leaves the entries of the level that was asked for.
    fn retain_level(&self, entries: &mut Vec<Ranked>, scope: &Scope) -> Result<(), Error> {
        let Some(level) = scope.level else {
            return Ok(());
        };
        let own = match self.library {
            Some(library) => library.keys_of_level(level)?,
            None => Vec::new(),
        };
        entries.retain(|entry| match entry.source {
            BUILT_INS => self
                .built_ins
                .is_some_and(|index| index.is_of_level(entry.key, level)),
            _ => own.binary_search(&entry.key).is_ok(),
        });
        Ok(())
    }

    /// Puts the entries in order, equals among the first `count` by id.
    fn sort(&self, entries: &mut [Ranked], count: usize) -> Result<(), Error> {
        entries.sort_by(Ranked::order);
        let mut start = 0;
        while start < count.min(entries.len()) {
            let rest = &mut entries[start..];
            let equal = rest.partition_point(|other| other.order(&rest[0]) != Ordering::Greater);
            if equal > 1 {
                let mut named = Vec::with_capacity(equal);
                for entry in &rest[..equal] {
                    named.push((self.id_of(entry)?, *entry));
                }
                named.sort_by(|(one, _), (other, _)| one.cmp(other));
                for (place, (_, entry)) in rest.iter_mut().zip(named) {
                    *place = entry;
                }
            }
            start += equal;
        }
        Ok(())
    }

    fn id_of(&self, entry: &Ranked) -> Result<String, Error> {
        if let (LIBRARY, Some(library)) = (entry.source, self.library) {
            return library.id_with_key(entry.key);
        }
        let built_in = usize::try_from(entry.key).ok().and_then(catalog::at);
        Ok(built_in.map_or_else(String::new, |built_in| built_in.id.to_owned()))
    }
}

/// Adds the entries that what was typed is a name of, an id for one, though they have none of the words.
fn add_named(source: usize, found: &Postings, named: &[i64], entries: &mut Vec<Ranked>) {
    let is_there = |key: i64, entries: &[Ranked]| {
        let mut own = entries.iter();
        own.any(|entry| (entry.source, entry.key) == (source, key))
    };
    for &key in named {
        if !is_there(key, entries) && found.unwanted.binary_search(&key).is_err() {
            entries.push(Ranked::named(source, key));
        }
    }
}

/// The built-in entry with this key.
pub fn built_in(key: i64) -> Option<Entry> {
    Some(catalog::at(usize::try_from(key).ok()?)?.entry())
}
