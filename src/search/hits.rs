//! From the entries that match to what is shown of them.

use super::candidates::{BUILT_INS, Candidates, Sources, built_in};
use super::earlier::size_of;
use super::marking::marked;
use super::query::Query;
use super::ranking::Ranked;
use super::sections::{Choice, MAX_SECTIONS, Matched, Worths, choose};
use super::{Hit, Scope, Snippet};
use crate::entry::{Entry, Origin};
use crate::error::{Code, Error};
use crate::index::{self, Bits, IndexedPart, Kind, Matcher};
use crate::lookup::{self, Collection};

/// How much text of entries is read at most for the hits that are shown, in bytes.
const MAX_READ: usize = 96 << 20;
/// A part that is larger, in bytes, may have a phrase that is found by the index alone: it goes over the
/// end of a piece that is looked through.
const MAX_LOOKED_THROUGH: usize = 32 << 10;

/// The hits of the first `limit` entries, or of as many as can be read.
pub fn of(
    found: &Candidates,
    sources: &Sources,
    collection: &Collection,
    query: &Query,
    scope: &Scope,
    limit: usize,
) -> Result<Vec<Hit>, Error> {
    let shown = Shown {
        collection,
        sources,
        query,
        scope,
        matcher: Matcher::new(&query.terms().wanted),
    };
    let (mut hits, mut read) = (Vec::new(), 0);
    for ranked in found.entries.iter().take(limit) {
        if read > MAX_READ {
            break;
        }
        let (entry, origin) = shown.entry(ranked)?;
        read += size_of(&entry);
        hits.extend(shown.hits(ranked, &entry, origin, &found.worths)?);
    }
    Ok(hits)
}

/// What is shown.
struct Shown<'a> {
    collection: &'a Collection,
    sources: &'a Sources<'a>,
    query: &'a Query,
    scope: &'a Scope,
    matcher: Matcher,
}

impl Shown<'_> {
    /// The entry itself.
    fn entry(&self, ranked: &Ranked) -> Result<(Entry, Origin), Error> {
        let found = if ranked.source == BUILT_INS {
            built_in(ranked.key).map(|entry| (entry, Origin::BuiltIn))
        } else {
            let found = self.collection.with_key(ranked.key)?;
            found.map(|found| (found.entry, found.origin))
        };
        found.ok_or_else(|| self.damaged_index())
    }

    /// The best parts of an entry. What the index says is in it has to be there.
    fn hits(
        &self,
        ranked: &Ranked,
        entry: &Entry,
        origin: Origin,
        worths: &[f64],
    ) -> Result<Vec<Hit>, Error> {
        let parts = index::parts_of(entry);
        let matched = self.matched(ranked, entry, &parts)?;
        if matched.iter().fold(0, |bits, it| bits | it.has) != ranked.has {
            return Err(self.damaged_index());
        }
        let choice = choose(&matched, worths);
        let mut shown = self.sections(&choice)?;
        let more_sections = choice.count - shown.len();
        if let Some(name) = choice.name {
            shown.push((name, self.snippet(name, &choice.worths)?.0));
        }
        if let (true, Some(title)) = (shown.is_empty(), parts.first()) {
            shown.push((title, Snippet::of(entry.title.as_str())));
        }
        let summary = entry.summary(origin);
        let missing = if ranked.is_named {
            Vec::new()
        } else {
            self.query.missing(ranked.has)
        };
        let hit = |(part, snippet): (&IndexedPart, Snippet)| {
            let path = entry.path_to(part.id);
            let (own, outer) = match path.split_last() {
                Some((own, outer)) => (Some(own), outer),
                None => (None, &[][..]),
            };
            Hit {
                entry: summary.clone(),
                section_id: part.id.to_owned(),
                section_title: own.map_or_else(|| part.title.to_owned(), |it| it.heading().into()),
                within: outer.iter().map(|it| it.heading().into()).collect(),
                selector: own.map_or(part.id, |own| entry.selector(own)).to_owned(),
                snippet,
                missing: missing.clone(),
                more_sections,
            }
        };
        Ok(shown.into_iter().map(hit).collect())
    }

    /// The sections that answer best, by what the best windows of them show.
    fn sections<'p, 'e>(
        &self,
        choice: &Choice<'p, 'e>,
    ) -> Result<Vec<(&'p IndexedPart<'e>, Snippet)>, Error> {
        let mut shown = Vec::new();
        for (part, besides, is_found) in &choice.sections {
            let (snippet, worth) = if *is_found {
                self.snippet(part, &choice.worths)?
            } else {
                // Behind the heading, which is shown anyway.
                let opening = part.lines.get(1).copied().unwrap_or_default();
                (Snippet::opening(opening), 0.0)
            };
            shown.push((*part, snippet, worth + besides));
        }
        if choice.is_ranked {
            shown.sort_by(|(.., one), (.., other)| other.total_cmp(one));
        }
        shown.truncate(MAX_SECTIONS);
        let shown = shown.into_iter().map(|(part, snippet, _)| (part, snippet));
        Ok(shown.collect())
    }

    /// The parts of an entry that have any of the terms, in the author's order.
    fn matched<'p, 'e>(
        &self,
        ranked: &Ranked,
        entry: &Entry,
        parts: &'p [IndexedPart<'e>],
    ) -> Result<Vec<Matched<'p, 'e>>, Error> {
        let section = self.scope.section.as_deref();
        let mut matched = Vec::new();
        for (part, has) in self.parts_with(ranked, entry, parts)? {
            if section.is_none_or(|id| part.kind >= Kind::Risks && part.id == id) {
                let heading = self.matcher.terms_in([part.title]);
                matched.push(Matched {
                    part,
                    has,
                    heading,
                    asked: 0,
                });
            }
        }
        self.add_asked_for(entry, parts, &mut matched);
        // What was asked for came last.
        matched.sort_by_key(|it| parts.iter().position(|part| part.id == it.part.id));
        Ok(matched)
    }

    /// Adds the sections that common words ask for, where these are not among their own words.
    fn add_asked_for<'p, 'e>(
        &self,
        entry: &Entry,
        parts: &'p [IndexedPart<'e>],
        matched: &mut Vec<Matched<'p, 'e>>,
    ) {
        for (asked_for, word) in lookup::asked_for(entry, &self.query.folded()) {
            let asked = self.matcher.terms_in([word]);
            let part = parts.iter().find(|part| part.id == asked_for.id());
            let section = self.scope.section.as_deref();
            let Some(part) = part.filter(|it| asked != 0 && section.is_none_or(|id| it.id == id))
            else {
                continue;
            };
            match matched.iter_mut().find(|it| it.part.id == part.id) {
                Some(it) => it.asked |= asked,
                None => matched.push(Matched {
                    part,
                    has: 0,
                    heading: 0,
                    asked,
                }),
            }
        }
    }

    /// The parts that have any of the terms, with these: of a built-in entry by its index, of others by
    /// their text.
    fn parts_with<'p, 'e>(
        &self,
        ranked: &Ranked,
        entry: &Entry,
        parts: &'p [IndexedPart<'e>],
    ) -> Result<Vec<(&'p IndexedPart<'e>, Bits)>, Error> {
        if let (BUILT_INS, Some(index)) = (ranked.source, self.sources.built_ins) {
            let terms = self.query.terms();
            let numbers = index.parts_with(terms, ranked.key, &|_| Some(entry.clone()));
            let with_part = |(number, has)| Ok((self.part(number, parts)?, has));
            return numbers.into_iter().map(with_part).collect();
        }
        let with_terms = parts.iter().map(|part| {
            let lines = part.lines.iter().copied();
            (part, self.matcher.terms_in(lines))
        });
        Ok(with_terms.filter(|(_, has)| *has != 0).collect())
    }

    /// The part of a built-in entry with this number.
    fn part<'p, 'e>(
        &self,
        number: i64,
        parts: &'p [IndexedPart<'e>],
    ) -> Result<&'p IndexedPart<'e>, Error> {
        let kind = Kind::of_number(number);
        let mut of_kind = parts.iter().filter(|it| it.kind == kind);
        let found = match kind {
            Kind::Section => of_kind.nth(index::place_of_number(number)),
            _ => of_kind.next(),
        };
        found.ok_or_else(|| self.damaged_index())
    }

    /// The window of a part that shows most, and what it is worth. A part has the words that it was
    /// found by.
    fn snippet(&self, part: &IndexedPart, worths: &Worths) -> Result<(Snippet, f64), Error> {
        let lines = marked(&part.lines, &self.matcher);
        let size: usize = part.lines.iter().map(|line| line.len()).sum();
        match Snippet::best(&lines, |has| worths.of(has)) {
            Some(best) => Ok(best),
            None if size > MAX_LOOKED_THROUGH => Ok((Snippet::default(), 0.0)),
            None => Err(self.damaged_index()),
        }
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
