//! From the entries that match to what is shown of them.

use super::candidates::{BUILT_INS, Candidates, Sources};
use super::marking::MAX_PIECE;
use super::memory::Memory;
use super::query::Query;
use super::ranking::Ranked;
use super::sections::{Headings, Matched, best};
use super::{Hit, Scope, Snippet, failure};
use crate::entry::{Entry, Origin, Summary};
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
    /// The texts of the last hits, which are not marked yet.
    waiting: Vec<Vec<String>>,
    size: usize,
    memory: Memory,
    headings: Headings,
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
            headings: Headings::default(),
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
        let mut headings = Vec::with_capacity(matched.len());
        for it in &matched {
            let terms = self.query.terms();
            let found = self
                .headings
                .terms_in(it.part.title, &mut self.memory, terms);
            headings.push(found.map_err(|error| failure(&error))?);
        }
        let (best, more_sections) = best(&matched, &headings, worths);
        let missing = self.query.missing(ranked.has);
        for part in best {
            let text: Vec<String> = part.lines.iter().map(|line| (*line).to_owned()).collect();
            self.size += text.iter().map(String::len).sum::<usize>();
            self.waiting.push(text);
            self.hits.push(Hit {
                entry: summary(entry, origin),
                section_id: part.id.to_owned(),
                section_title: part.title.to_owned(),
                snippet: Snippet::default(),
                missing: missing.clone(),
                more_sections,
            });
        }
        Ok(())
    }

    /// The parts of an entry that have any of the terms.
    fn matched<'p, 'e>(
        &self,
        ranked: &Ranked,
        entry: &Entry,
        parts: &'p [IndexedPart<'e>],
    ) -> Result<Vec<Matched<'p, 'e>>, Error> {
        let terms = self.query.terms();
        let (found, is_numbered) = match self.sources.library {
            Some(library) if ranked.source != BUILT_INS => {
                if library.has_earlier_index() {
                    (in_one(entry, self.query), false)
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
                matched.push(Matched { part, has });
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

    fn mark(&mut self) -> Result<(), Error> {
        let texts = std::mem::take(&mut self.waiting);
        self.size = 0;
        let terms = self.query.terms();
        let marked = self.memory.mark(&texts, terms);
        let marked = marked.map_err(|error| failure(&error))?;
        self.memory = Memory::new(terms).map_err(|error| failure(&error))?;
        let first = self.hits.len() - texts.len();
        for (at, lines) in marked.into_iter().enumerate() {
            let is_unmarked = lines.iter().all(|line| line.matches.is_empty());
            // A phrase may go over the end of a piece that is looked through at once.
            if is_unmarked && texts[at].iter().map(String::len).sum::<usize>() < MAX_PIECE / 2 {
                return Err(self.damaged_index());
            }
            self.hits[first + at].snippet = Snippet::of(&lines);
        }
        Ok(())
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

/// The parts of an entry, of which no index tells, that have any of the terms.
fn in_one(entry: &Entry, query: &Query) -> rusqlite::Result<Vec<(i64, u32)>> {
    let mut memory = Memory::ranking(query.terms())?;
    memory.add(0, entry, None)?;
    memory.parts_with(query.terms(), 0)
}

/// What is shown of an entry itself.
fn summary(entry: &Entry, origin: Origin) -> Summary {
    Summary {
        id: entry.id.clone(),
        title: entry.title.clone(),
        aliases: entry.aliases.clone(),
        risk: entry.risk.clone(),
        source: entry.source.clone(),
        origin,
    }
}

/// How much text an entry has, in bytes.
fn size_of(entry: &Entry) -> usize {
    let paragraphs = entry
        .sections
        .iter()
        .flat_map(|section| &section.paragraphs);
    let risks = entry.risks.iter().map(|risk| &risk.text);
    let texts = paragraphs.chain(risks).chain(&entry.disclaimer);
    texts.map(|text| text.as_str().len()).sum()
}
