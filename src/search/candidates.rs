//! The entries that match, from all places where entries are kept, in one order.

use super::memory::Memory;
use super::query::Query;
use super::{Unlooked, earlier, failure};
use crate::entry::{Entry, Origin};
use crate::error::{Code, Error};
use crate::index::{Matches, PartMatch, Ranked, Ranking};
use crate::lookup::Collection;

/// The entries that match.
pub struct Candidates {
    /// The entries, the best first.
    pub entries: Vec<Candidate>,
    /// Whether there were too many to be given a score each.
    pub is_unscored: bool,
    /// What could not be looked at.
    pub unlooked: Option<Unlooked>,
    /// The index of the built-in entries.
    pub memory: Memory,
    /// The built-in entries.
    pub built_ins: Vec<Entry>,
}

/// An entry that matches.
pub struct Candidate {
    /// Where it is.
    pub place: Place,
    /// Its parts that have any of the words.
    pub parts: Vec<PartMatch>,
    tier: u8,
}

/// Where an entry is, and how its sections are numbered.
#[derive(Clone, Copy)]
pub enum Place {
    /// In memory, under this key. The number of a section is its place in the entry.
    BuiltIn(i64),
    /// In the library, under this key. The number of a section is its place in the entry.
    Earlier(i64),
    /// In the library, under this key. The library's index knows the numbers of sections.
    Library(i64),
}

impl Candidates {
    /// Finds the entries that match, in any part or in the sections with this id. The order holds
    /// for the first `count`, whatever `count` is; built-in entries stand first in each tier.
    pub fn find(
        collection: &Collection,
        query: &Query,
        section: Option<&str>,
        count: usize,
    ) -> Result<Self, Error> {
        let memory = Memory::new(query.terms()).map_err(|error| failure(&error))?;
        let mut found = Self {
            entries: Vec::new(),
            is_unscored: false,
            unlooked: None,
            memory,
            built_ins: Vec::new(),
        };
        found.find_built_ins(collection, query, section)?;
        if let Some(library) = collection.library() {
            if library.has_earlier_index() {
                let (entries, unlooked) = earlier::find(library, query, section)?;
                found.entries.extend(entries);
                found.unlooked = unlooked;
            } else {
                let matches = library.matches(query.terms(), section)?;
                let ranking = library.rank(query.terms(), &matches, count)?;
                found.is_unscored = ranking.is_unscored;
                let entries = candidates(&matches, ranking, Place::Library);
                found
                    .entries
                    .extend(entries.map(|(_, candidate)| candidate));
            }
        }
        if section.is_none() {
            // What is equal stays in the order in which it was found.
            found.entries.sort_by_key(|candidate| candidate.tier);
        }
        Ok(found)
    }

    fn find_built_ins(
        &mut self,
        collection: &Collection,
        query: &Query,
        section: Option<&str>,
    ) -> Result<(), Error> {
        for (key, built_in) in (0..).zip(collection.unshadowed()?) {
            let entry = built_in.entry();
            self.memory
                .add(key, &entry, section)
                .map_err(|error| failure(&error))?;
            self.built_ins.push(entry);
        }
        let (matches, ranking) = in_memory(&self.memory, query)?;
        let entries = candidates(&matches, ranking, Place::BuiltIn);
        self.entries.extend(entries.map(|(_, candidate)| candidate));
        Ok(())
    }
}

/// What matches in memory, ranked.
pub fn in_memory(memory: &Memory, query: &Query) -> Result<(Matches, Ranking), Error> {
    let matches = memory.matches(query.terms());
    let matches = matches.map_err(|error| failure(&error))?.ok_or_else(|| {
        Error::new(
            Code::LibraryFailed,
            "cannot search: more parts of entries match than a search can hold",
        )
        .with_hint("use words that are less common, or longer prefixes")
    })?;
    let ranking = memory.rank(query.terms(), &matches);
    let ranking = ranking.map_err(|error| failure(&error))?;
    Ok((matches, ranking))
}

/// The entries in their order, each in the `place` with its key.
pub fn candidates(
    matches: &Matches,
    ranking: Ranking,
    place: impl Fn(i64) -> Place,
) -> impl Iterator<Item = (Ranked, Candidate)> {
    ranking.entries.into_iter().map(move |ranked| {
        let candidate = Candidate {
            place: place(ranked.key),
            parts: matches.parts(&ranked).to_vec(),
            tier: ranked.tier,
        };
        (ranked, candidate)
    })
}

impl Candidate {
    /// The entry itself; `None` where it is there no more.
    pub fn entry(
        &self,
        built_ins: &[Entry],
        collection: &Collection,
    ) -> Result<Option<(Entry, Origin)>, Error> {
        match self.place {
            Place::BuiltIn(key) => {
                let built_in = usize::try_from(key).ok().and_then(|at| built_ins.get(at));
                Ok(built_in.map(|entry| (entry.clone(), Origin::BuiltIn)))
            }
            Place::Earlier(key) | Place::Library(key) => {
                let found = collection.with_key(key)?;
                Ok(found.map(|found| (found.entry, found.origin)))
            }
        }
    }
}
