//! The entries that match, from all places where entries are kept, in one order.

use std::cmp::Ordering;

use super::earlier::{self, Earlier};
use super::memory::Memory;
use super::query::Query;
use super::ranking::{Asked, Ranked, ranked};
use super::{FEW, Kept, Scope, Unlooked, failure};
use crate::entry::Entry;
use crate::error::{Code, Error};
use crate::index::{Postings, Terms, Within};
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
    /// The terms that no entry has of those that were searched.
    pub unseen: Vec<usize>,
    /// What could not be looked at.
    pub unlooked: Option<Unlooked>,
}

/// What is searched: the built-in entries in memory, and the library.
pub struct Sources<'c> {
    /// The index of the built-in entries. The number of a section is its place in the entry.
    pub memory: Memory,
    /// The built-in entries, each under its place as key.
    pub built_ins: Vec<Entry>,
    /// The library, where it is searched.
    pub library: Option<&'c Library>,
}

impl<'c> Sources<'c> {
    /// What this scope leaves to be searched.
    pub fn new(collection: &'c Collection, terms: &Terms, scope: &Scope) -> Result<Self, Error> {
        let is_searched = |kept| scope.kept.is_none_or(|only| only == kept);
        let mut sources = Self {
            memory: Memory::ranking(terms).map_err(|error| failure(&error))?,
            built_ins: Vec::new(),
            library: collection.library().filter(|_| is_searched(Kept::Library)),
        };
        if is_searched(Kept::BuiltIn) {
            for built_in in collection.unshadowed()? {
                sources.built_ins.push(built_in.entry());
            }
        }
        for (key, entry) in (0..).zip(&sources.built_ins) {
            sources
                .memory
                .add(key, entry, scope.section.as_deref())
                .map_err(|error| failure(&error))?;
        }
        Ok(sources)
    }

    /// Finds the entries that match. The order holds for the first `count`, whatever `count` is.
    pub fn find(&self, query: &Query, scope: &Scope, count: usize) -> Result<Candidates, Error> {
        let (terms, section) = (query.terms(), scope.section.as_deref());
        let mut found = vec![in_memory(&self.memory, terms, section)?];
        let (mut entries, mut unlooked) = (self.memory.entries, None);
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
        }
        self.retain_level(&mut entries, scope)?;
        let all = terms.all();
        let total = entries.iter().filter(|entry| entry.has == all).count();
        if total >= FEW || scope.is_strict {
            entries.retain(|entry| entry.has == all || entry.is_answer && !scope.is_strict);
        }
        self.sort(&mut entries, count)?;
        let is_unseen = |at: &usize| found.iter().all(|found| found.wanted[*at].is_empty());
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
                let folded = fold(name);
                let is_named = |entry: &Entry| entry.names().any(|own| fold(own) == folded);
                let built_ins = (0..).zip(&self.built_ins);
                let named = built_ins.filter(|(_, entry)| is_named(entry));
                Ok(named.map(|(key, _)| key).collect())
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
                .built_in(entry.key)
                .is_some_and(|it| it.risk.level == level),
            _ => own.binary_search(&entry.key).is_ok(),
        });
        Ok(())
    }

    /// The built-in entry with this key.
    pub fn built_in(&self, key: i64) -> Option<&Entry> {
        self.built_ins.get(usize::try_from(key).ok()?)
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
        let entry = self.built_in(entry.key);
        Ok(entry.map_or_else(String::new, |entry| entry.id.to_string()))
    }
}

/// In which entries in memory each term is.
pub fn in_memory(memory: &Memory, terms: &Terms, section: Option<&str>) -> Result<Postings, Error> {
    let within = match section {
        Some(_) => Within::Parts,
        None => Within::Entries,
    };
    let found = memory.postings(terms, within);
    found.map_err(|error| failure(&error))?.ok_or_else(|| {
        Error::new(
            Code::LibraryFailed,
            "cannot search: more parts of entries match than a search can hold",
        )
        .with_hint("use words that are less common, or longer prefixes")
    })
}
