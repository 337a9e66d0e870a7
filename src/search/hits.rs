//! From the entries that match to what is shown of them.

use std::cmp::Reverse;

use super::candidates::{Candidate, Candidates, Place};
use super::memory::{MAX_PIECE, Memory};
use super::query::Query;
use super::{Hit, Snippet, failure};
use crate::entry::{Entry, Origin, Summary};
use crate::error::{Code, Error};
use crate::index::{self, IndexedPart, Kind, PartMatch};
use crate::library::Library;
use crate::lookup::Collection;

/// How many parts of one entry are shown at most.
const MAX_PARTS: usize = 3;
/// How much text is marked at once, in bytes.
const MAX_MARKED: usize = 1 << 20;
/// How much text of entries is read at most for the hits that are shown, in bytes.
const MAX_READ: usize = 96 << 20;

/// The hits of the first entries, at most `limit`, and whether there would be more.
pub fn of(
    found: Candidates,
    collection: &Collection,
    query: &Query,
    limit: usize,
) -> Result<(Vec<Hit>, bool), Error> {
    let mut shown = Shown::new(collection, query);
    let (mut room, mut read) = (limit, 0);
    let mut is_cut = false;
    let Candidates {
        entries,
        memory,
        built_ins,
        ..
    } = found;
    // What the built-in entries are in has room for the first texts.
    let mut memory = Some(memory);
    for candidate in &entries {
        if room == 0 || read > MAX_READ {
            is_cut = true;
            break;
        }
        let Some((entry, origin)) = candidate.entry(&built_ins, collection)? else {
            return Err(damaged_index(collection));
        };
        read += size_of(&entry);
        let parts = best_parts(candidate, &entry, collection)?;
        let most = parts.len().min(MAX_PARTS);
        let count = most.min(room);
        is_cut |= count < most;
        room -= count;
        let summary = summary(&entry, origin);
        for part in &parts[..count] {
            shown.add(part, &summary, parts.len() - count);
        }
        if shown.size > MAX_MARKED {
            shown.mark(memory.take())?;
        }
    }
    shown.mark(memory)?;
    Ok((shown.hits, is_cut))
}

/// The parts of an entry that have any of the words, the best first: names, then risks, then those
/// with most of the words.
fn best_parts<'e>(
    candidate: &Candidate,
    entry: &'e Entry,
    collection: &Collection,
) -> Result<Vec<IndexedPart<'e>>, Error> {
    let parts = index::parts_of(entry);
    let mut found = Vec::with_capacity(candidate.parts.len());
    for &part in &candidate.parts {
        match place_of(part, candidate.place, &parts, collection.library())? {
            Some(at) => found.push((part, at)),
            None => return Err(damaged_index(collection)),
        }
    }
    found.sort_by_key(|&(part, at)| (parts[at].kind, Reverse(part.terms()), at));
    Ok(found.into_iter().map(|(_, at)| parts[at].clone()).collect())
}

/// The index has words that the entries have not.
fn damaged_index(collection: &Collection) -> Error {
    let what = "its full-text index does not match the text of the entries";
    match collection.library() {
        Some(library) => library.damage(what),
        None => Error::new(Code::LibraryFailed, what),
    }
}

/// Which of an entry's parts matched.
fn place_of(
    part: PartMatch,
    place: Place,
    parts: &[IndexedPart],
    library: Option<&Library>,
) -> Result<Option<usize>, Error> {
    let kind = Kind::of_number(part.number());
    let mut of_kind = parts.iter().enumerate().filter(|(_, it)| it.kind == kind);
    let found = match (kind, place, library) {
        (Kind::Section, Place::Library(_), Some(library)) => {
            let id = library.section_with_number(part.number())?;
            of_kind.find(|(_, it)| Some(it.id) == id.as_deref())
        }
        (Kind::Section, ..) => of_kind.nth(index::place_of_number(part.number())),
        _ => of_kind.next(),
    };
    Ok(found.map(|(at, _)| at))
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

/// What is shown. Texts are marked many at a time: each time costs something.
struct Shown<'q> {
    collection: &'q Collection,
    query: &'q Query,
    hits: Vec<Hit>,
    /// The texts of the last hits, which are not marked yet.
    waiting: Vec<Vec<String>>,
    size: usize,
}

impl<'q> Shown<'q> {
    fn new(collection: &'q Collection, query: &'q Query) -> Self {
        Self {
            collection,
            query,
            hits: Vec::new(),
            waiting: Vec::new(),
            size: 0,
        }
    }

    fn add(&mut self, part: &IndexedPart, entry: &Summary, more_sections: usize) {
        let text: Vec<String> = part.lines.iter().map(|line| (*line).to_owned()).collect();
        self.size += text.iter().map(String::len).sum::<usize>();
        self.waiting.push(text);
        self.hits.push(Hit {
            entry: entry.clone(),
            section_id: part.id.to_owned(),
            section_title: part.title.to_owned(),
            snippet: Snippet::default(),
            more_sections,
        });
    }

    fn mark(&mut self, memory: Option<Memory>) -> Result<(), Error> {
        let texts = std::mem::take(&mut self.waiting);
        self.size = 0;
        let terms = self.query.terms();
        let marked = memory
            .map_or_else(|| Memory::new(terms), Ok)
            .and_then(|mut memory| memory.mark(&texts, terms))
            .map_err(|error| failure(&error))?;
        let first = self.hits.len() - texts.len();
        for (at, lines) in marked.into_iter().enumerate() {
            let is_unmarked = lines.iter().all(|line| line.matches.is_empty());
            // A phrase may go over the end of a piece that is looked through at once.
            if is_unmarked && texts[at].iter().map(String::len).sum::<usize>() < MAX_PIECE / 2 {
                return Err(damaged_index(self.collection));
            }
            self.hits[first + at].snippet = Snippet::of(&lines);
        }
        Ok(())
    }
}
