//! From the entries that match to what is shown of them.

use super::candidates::{BUILT_INS, Candidates, Sources};
use super::earlier;
use super::marking::{MAX_PIECE, MarkedLine};
use super::memory::Memory;
use super::query::Query;
use super::ranking::Ranked;
use super::sections::{Known, MAX_SECTIONS, Matched, Worths, choose};
use super::waiting::{Waiting, WaitingPart, size_of};
use super::{Hit, Scope, Snippet, failure};
use crate::entry::{Entry, Origin};
use crate::error::{Code, Error};
use crate::index::{self, IndexedPart, Kind};
use crate::lookup::Collection;

/// How much text is marked at once, in bytes.
const MAX_MARKED: usize = 1 << 20;
/// How much text of entries is read at most for the hits that are shown, in bytes.
const MAX_READ: usize = 96 << 20;

/// The hits of the first `limit` entries, or of as many as can be read.
pub fn of(
    found: &Candidates,
    sources: &Sources,
    collection: &Collection,
    query: &Query,
    scope: &Scope,
    limit: usize,
) -> Result<Vec<Hit>, Error> {
    let mut shown = Shown::new(collection, sources, query, scope)?;
    let mut read = 0;
    for ranked in found.entries.iter().take(limit) {
        if read > MAX_READ {
            break;
        }
        let (entry, origin) = shown.entry(ranked)?;
        read += size_of(&entry);
        shown.add(ranked, &entry, origin, &found.worths)?;
        if shown.size > MAX_MARKED {
            shown.mark()?;
        }
    }
    shown.mark()?;
    Ok(shown.hits)
}

/// What is shown. Texts are marked many at a time: each time costs something.
struct Shown<'a> {
    collection: &'a Collection,
    sources: &'a Sources<'a>,
    query: &'a Query,
    scope: &'a Scope,
    hits: Vec<Hit>,
    waiting: Vec<Waiting>,
    size: usize,
    memory: Memory,
    known: Known,
}

impl<'a> Shown<'a> {
    fn new(
        collection: &'a Collection,
        sources: &'a Sources<'a>,
        query: &'a Query,
        scope: &'a Scope,
    ) -> Result<Self, Error> {
        Ok(Self {
            collection,
            sources,
            query,
            scope,
            hits: Vec::new(),
            waiting: Vec::new(),
            size: 0,
            memory: Memory::new(query.terms()).map_err(|error| failure(&error))?,
            known: Known::default(),
        })
    }

    /// The entry itself.
    fn entry(&self, ranked: &Ranked) -> Result<(Entry, Origin), Error> {
        let found = if ranked.source == BUILT_INS {
            let entry = self.sources.built_in(ranked.key).cloned();
            entry.map(|entry| (entry, Origin::BuiltIn))
        } else {
            let found = self.collection.with_key(ranked.key)?;
            found.map(|found| (found.entry, found.origin))
        };
        found.ok_or_else(|| self.damaged_index())
    }

    /// Adds the best parts of an entry. What the index says is in it has to be there.
    fn add(
        &mut self,
        ranked: &Ranked,
        entry: &Entry,
        origin: Origin,
        worths: &[f64],
    ) -> Result<(), Error> {
        let parts = index::parts_of(entry);
        let matched = self.matched(ranked, entry, &parts)?;
        if matched.iter().fold(0, |bits, it| bits | it.has) != ranked.has {
            return Err(self.damaged_index());
        }
        let choice = choose(&matched, worths);
        let name = choice.name.map(|part| WaitingPart::new(part, 0.0));
        let sections = choice.sections.iter();
        let sections: Vec<_> = sections
            .map(|(part, worth)| WaitingPart::new(part, *worth))
            .collect();
        let parts = sections.iter().chain(&name);
        self.size += parts.map(WaitingPart::size).sum::<usize>();
        self.waiting.push(Waiting {
            summary: entry.summary(origin),
            missing: self.query.missing(ranked.has),
            worths: choice.worths,
            is_ranked: choice.is_ranked,
            count: choice.count,
            sections,
            name,
        });
        Ok(())
    }

    /// The parts of an entry that have any of the terms.
    fn matched<'p, 'e>(
        &mut self,
        ranked: &Ranked,
        entry: &Entry,
        parts: &'p [IndexedPart<'e>],
    ) -> Result<Vec<Matched<'p, 'e>>, Error> {
        let terms = self.query.terms();
        let (found, is_numbered) = match self.sources.library {
            Some(library) if ranked.source != BUILT_INS => {
                if library.has_earlier_index() {
                    (earlier::parts_with(entry, terms), false)
                } else {
                    (Ok(library.parts_with(terms, ranked.key)?), true)
                }
            }
            _ => (self.sources.memory.parts_with(terms, ranked.key), false),
        };
        let mut matched = Vec::new();
        for (number, has) in found.map_err(|error| failure(&error))? {
            let part = self.part(number, parts, is_numbered)?;
            let section = self.scope.section.as_deref();
            if section.is_none_or(|id| part.kind >= Kind::Risks && part.id == id) {
                let heading = self
                    .known
                    .terms_in(part.title, &mut self.memory, terms)
                    .map_err(|error| failure(&error))?;
                matched.push(Matched { part, has, heading });
            }
        }
        // The numbers of sections are not the author's order.
        matched.sort_by_key(|it| parts.iter().position(|part| part.id == it.part.id));
        Ok(matched)
    }

    /// The part of an entry with this number.
    fn part<'p, 'e>(
        &self,
        number: i64,
        parts: &'p [IndexedPart<'e>],
        is_numbered: bool,
    ) -> Result<&'p IndexedPart<'e>, Error> {
        let kind = Kind::of_number(number);
        let mut of_kind = parts.iter().filter(|it| it.kind == kind);
        let found = match (kind, is_numbered, self.sources.library) {
            (Kind::Section, true, Some(library)) => {
                let id = library.section_with_number(number)?;
                of_kind.find(|it| Some(it.id) == id.as_deref())
            }
            (Kind::Section, ..) => of_kind.nth(index::place_of_number(number)),
            _ => of_kind.next(),
        };
        found.ok_or_else(|| self.damaged_index())
    }

    /// Marks the parts that wait, and makes hits of the best of them.
    fn mark(&mut self) -> Result<(), Error> {
        let waiting = std::mem::take(&mut self.waiting);
        self.size = 0;
        let parts = waiting
            .iter()
            .flat_map(|entry| entry.sections.iter().chain(&entry.name));
        let texts: Vec<&[String]> = parts.map(|part| part.lines.as_slice()).collect();
        let marked = self.memory.mark(&texts, self.query.terms());
        let mut marked = marked.map_err(|error| failure(&error))?.into_iter();
        for entry in waiting {
            let mut shown = Vec::new();
            for part in &entry.sections {
                let lines = marked.next().unwrap_or_default();
                let (snippet, worth) = self.snippet(part, &lines, &entry.worths)?;
                shown.push((part, snippet, worth + part.worth));
            }
            if entry.is_ranked {
                shown.sort_by(|(.., one), (.., other)| other.total_cmp(one));
            }
            shown.truncate(MAX_SECTIONS);
            let more_sections = entry.count - shown.len();
            if let Some(name) = &entry.name {
                let lines = marked.next().unwrap_or_default();
                let (snippet, worth) = self.snippet(name, &lines, &entry.worths)?;
                shown.push((name, snippet, worth));
            }
            self.hits
                .extend(shown.into_iter().map(|(part, snippet, _)| Hit {
                    entry: entry.summary.clone(),
                    section_id: part.id.clone(),
                    section_title: part.title.clone(),
                    snippet,
                    missing: entry.missing.clone(),
                    more_sections,
                }));
        }
        self.memory = Memory::new(self.query.terms()).map_err(|error| failure(&error))?;
        Ok(())
    }

    /// The window of a part that shows most, and what it is worth. A part has the words that it was
    /// found by.
    fn snippet(
        &mut self,
        part: &WaitingPart,
        lines: &[MarkedLine],
        worths: &Worths,
    ) -> Result<(Snippet, f64), Error> {
        let is_unmarked = lines.iter().all(|line| line.matches.is_empty());
        // A phrase may go over the end of a piece that is looked through at once.
        if is_unmarked && part.size() < MAX_PIECE / 2 {
            return Err(self.damaged_index());
        }
        let (known, memory, terms) = (&mut self.known, &mut self.memory, self.query.terms());
        let terms_in = |text: &str| known.terms_in(text, memory, terms);
        Snippet::best(lines, terms_in, |has| worths.of(has)).map_err(|error| failure(&error))
    }

    /// The index has words that the entries have not.
    fn damaged_index(&self) -> Error {
        let what = "its full-text index does not match the text of the entries";
        match self.collection.library() {
            Some(library) => library.damage(what),
            None => Error::new(Code::LibraryFailed, what),
        }
    }
}
