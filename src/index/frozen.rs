//! Reads an index that `freeze` wrote: what an entry is known by there is its place, as a key.

use super::matching::{Matcher, Phrase};
use super::parts::{Kind, number_of_part, parts_of, place_of_number};
use super::table::Table;
use super::weights::{weight_at, weight_of};
use super::{Bits, Posting, Postings, Term, Terms, stems::stem, tokens::fold_word};
use crate::entry::{Entry, Part, RiskLevel};

/// The index.
#[derive(Clone, Copy)]
pub struct Frozen<'b> {
    entries: Table<'b>,
    section_ids: Table<'b>,
    weights: Table<'b>,
    stems: Table<'b>,
    names: Table<'b>,
    words: Table<'b>,
    spellings: Table<'b>,
}

/// An entry, and the number of something of it.
type Row = (u32, u32);

/// The entry with this key.
pub type EntryOf<'f> = &'f dyn Fn(i64) -> Option<Entry>;

impl<'b> Frozen<'b> {
    /// The index in these bytes.
    #[must_use]
    pub fn new(mut bytes: &'b [u8]) -> Self {
        let mut next = || Table::take(&mut bytes);
        Self {
            entries: next(),
            section_ids: next(),
            weights: next(),
            stems: next(),
            names: next(),
            words: next(),
            spellings: next(),
        }
    }

    /// How many entries are in it.
    #[must_use]
    pub fn count(&self) -> usize {
        self.entries.len()
    }

    /// The ids of sections, in order.
    pub fn section_ids(&self) -> impl Iterator<Item = String> {
        let ids = (0..self.section_ids.len()).map(|at| self.section_ids.key(at));
        ids.map(|id| String::from_utf8_lossy(id).into_owned())
    }

    /// Whether the entry with this key is of a level.
    #[must_use]
    pub fn is_of_level(&self, key: i64, level: RiskLevel) -> bool {
        let own = usize::try_from(key).map(|at| self.entries.values(at).next());
        own == Ok(Some(level as u32))
    }

    /// The entries in which the terms are, in any part or in the sections with this id.
    #[must_use]
    pub fn postings(&self, terms: &Terms, section: Option<&str>, entry_of: EntryOf) -> Postings {
        let with = |term| self.entries_with(term, section, entry_of);
        let unwanted = terms.unwanted.iter().flat_map(with);
        let mut unwanted: Vec<i64> = unwanted.map(|posting| posting.key).collect();
        unwanted.sort_unstable();
        Postings {
            wanted: terms.wanted.iter().map(with).collect(),
            names: terms
                .wanted
                .iter()
                .map(|term| self.names_with(term))
                .collect(),
            unwanted,
        }
    }

    /// The entries in which a term is, by key.
    fn entries_with(&self, term: &Term, section: Option<&str>, entry_of: EntryOf) -> Vec<Posting> {
        let is_weighed = term.is_one_word() && section.is_none();
        let mut rows = if is_weighed {
            let stems = Phrase::all_of(term, 1).into_iter();
            let rows = stems.flat_map(|phrase| self.weights.pairs(&phrase.words()[0]));
            rows.collect()
        } else {
            self.rows_with(term, None, entry_of)
        };
        rows.sort_unstable();
        rows.dedup();
        let mut found: Vec<Posting> = Vec::new();
        for (entry, number) in rows {
            if section.is_some_and(|id| !self.is_in_section(entry, number, id)) {
                continue;
            }
            let weight = if is_weighed {
                weight_at(i64::from(number))
            } else {
                weight_of(Kind::of_number(i64::from(number)))
            };
            #[expect(
                clippy::cast_possible_truncation,
                reason = "the last digits tell nothing"
            )]
            let weight = weight as f32;
            match found.last_mut() {
                Some(last) if last.key == i64::from(entry) => last.weight += weight,
                _ => found.push(Posting {
                    key: i64::from(entry),
                    weight,
                }),
            }
        }
        found
    }

    /// The parts in which a term is, of all entries or of one.
    fn rows_with(&self, term: &Term, only: Option<u32>, entry_of: EntryOf) -> Vec<Row> {
        let mut found = Vec::new();
        for phrase in Phrase::all_of(term, 1) {
            let last = phrase.words().len() - 1;
            let mut rows: Option<Vec<Row>> = None;
            for (at, word) in phrase.words().iter().enumerate() {
                let mut own: Vec<Row> = match (term.is_prefix, at == last) {
                    (false, _) => self.stems.pairs(word).collect(),
                    (true, false) => self.words.pairs(word).collect(),
                    (true, true) => self.words.pairs_with_prefix(word).collect(),
                };
                own.retain(|(entry, _)| only.is_none_or(|only| only == *entry));
                own.sort_unstable();
                own.dedup();
                if let Some(before) = &rows {
                    own.retain(|row| before.binary_search(row).is_ok());
                }
                rows = Some(own);
            }
            let mut rows = rows.unwrap_or_default();
            if last > 0 {
                retain_with_phrase(&mut rows, phrase, entry_of);
            }
            found.extend(rows);
        }
        found
    }

    fn is_in_section(&self, entry: u32, number: u32, id: &str) -> bool {
        let number = i64::from(number);
        match Kind::of_number(number) {
            Kind::Title | Kind::Aliases => false,
            Kind::Risks => id == Part::RISKS_ID,
            Kind::Section => {
                let mut ids = self.entries.values(entry as usize).skip(1);
                let own = ids.nth(place_of_number(number));
                own.is_some_and(|at| self.section_ids.key(at as usize) == id.as_bytes())
            }
        }
    }

    /// The rows of names that have a term, or all words of it.
    fn names_with(&self, term: &Term) -> Vec<i64> {
        let mut found: Vec<i64> = Vec::new();
        for words in term.words_in_names().unwrap_or_default() {
            let mut rows: Option<Vec<Row>> = None;
            for word in words {
                let own = self.names.pairs(&stem(&fold_word(word)));
                let before = rows.as_ref();
                let is_in_all = |row: &Row| before.is_none_or(|it| it.binary_search(row).is_ok());
                rows = Some(own.filter(is_in_all).collect());
            }
            let rows = rows.unwrap_or_default().into_iter();
            found.extend(
                rows.filter_map(|(entry, number)| super::row(entry.into(), number.into()).ok()),
            );
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The parts of an entry in which each of the wanted terms is, a bit for each, by number. The
    /// number of a section is its place.
    #[must_use]
    pub fn parts_with(&self, terms: &Terms, key: i64, entry_of: EntryOf) -> Vec<(i64, Bits)> {
        let only = u32::try_from(key).unwrap_or(u32::MAX);
        let mut found: Vec<(i64, Bits)> = Vec::new();
        for (at, term) in terms.wanted.iter().enumerate() {
            let rows = self.rows_with(term, Some(only), entry_of);
            found.extend(rows.iter().map(|(_, number)| (i64::from(*number), 1 << at)));
        }
        joined(found)
    }

    /// The keys of the entries that have a word as it is written.
    pub fn entries_with_word(&self, word: &str) -> impl Iterator<Item = i64> {
        let rows = self.words.pairs(word.as_bytes());
        rows.map(|(entry, _)| i64::from(entry))
    }

    /// Gives every word of names to `take`, with the number of entries that have it.
    pub fn for_each_word_of_names(&self, mut take: impl FnMut(&str, u32)) {
        for at in 0..self.spellings.len() {
            let count = self.spellings.values(at).next();
            if let (Ok(word), Some(count)) = (str::from_utf8(self.spellings.key(at)), count) {
                take(word, count);
            }
        }
    }
}

/// Parts with the terms that are in them, each part once.
fn joined(mut found: Vec<(i64, Bits)>) -> Vec<(i64, Bits)> {
    found.sort_unstable();
    found.dedup_by(|later, earlier| {
        let is_same = later.0 == earlier.0;
        if is_same {
            earlier.1 |= later.1;
        }
        is_same
    });
    found
}

/// Leaves the parts in which the words of a phrase stand together.
fn retain_with_phrase(rows: &mut Vec<Row>, phrase: Phrase, entry_of: EntryOf) {
    let matcher = Matcher::of(vec![phrase]);
    let mut found: Vec<Row> = Vec::new();
    for own in rows.chunk_by(|one, other| one.0 == other.0) {
        let Some(entry) = entry_of(own[0].0.into()) else {
            continue;
        };
        let mut place = 0;
        for part in parts_of(&entry) {
            let number = number_of_part(part.kind, place);
            place += usize::from(part.kind == Kind::Section);
            let row = own.iter().find(|row| i64::from(row.1) == number);
            if let Some(row) = row
                && matcher.terms_in(part.lines.iter().copied()) != 0
            {
                found.push(*row);
            }
        }
    }
    *rows = found;
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rusqlite::Connection;

    use super::*;
    use crate::index::{self, Within, freeze};

    fn entry(place: usize, texts: &[String; 4]) -> Entry {
        let [title, alias, risk, prose] = texts;
        let json = serde_json::json!({
            "schema_version": 1, "id": format!("e{place}"), "title": format!("Tea {title}"),
            "aliases": [format!("of {alias}")], "risk": { "level": "low" },
            "sections": [
                { "id": "use", "title": "Use", "paragraphs": [format!("it {prose}"), format!("x {risk}")] },
                { "id": "dose", "title": "Dose", "paragraphs": [format!("no {alias}")] },
            ],
            "risks": [{ "text": format!("a {risk}") }], "source": { "name": "S" }
        });
        serde_json::from_value(json).unwrap()
    }

    #[test]
    fn it_answers_as_an_index_in_sqlite_does() {
        let words = [
            "tea",
            "teas",
            "linden",
            "lindens",
            "5-ht",
            "Ångström",
            "of",
            "dosing",
            "β",
            "it’s",
        ];
        let text = prop::collection::vec(prop::sample::select(words.to_vec()), 1..6);
        let text = text.prop_map(|words| words.join(" "));
        let texts = prop::array::uniform4(text);
        let typed = prop::sample::select(vec![
            "tea",
            "lind*",
            "\"tea linden\"",
            "5-ht",
            "5-h*",
            "\"dosing of tea\"",
            "angstrom",
            "β*",
            "x",
            "\"linden tea\"",
            "it’s",
            "use",
            "\"it tea\"",
        ]);
        let typed = prop::collection::vec(typed, 1..4);
        let entries = prop::collection::vec(texts, 1..6);
        let config = ProptestConfig {
            failure_persistence: None,
            ..ProptestConfig::default()
        };
        proptest!(config, |(entries in entries, typed in typed, instead in any::<bool>())| {
            let entries: Vec<Entry> = entries.iter().enumerate().map(|(at, it)| entry(at, it)).collect();
            let connection = Connection::open_in_memory().unwrap();
            index::create(&connection).unwrap();
            let inserter = index::IndexWriter::default();
            for (key, entry) in (0..).zip(&entries) {
                inserter.insert(&connection, key, entry).unwrap();
            }
            let index = index::Index::new(&connection, index::Form::Current);
            let bytes = freeze(&entries);
            let frozen = Frozen::new(&bytes);
            let term = |text: &&str| Term {
                text: text.trim_matches(['*', '"']).to_owned(),
                is_prefix: text.ends_with('*'),
                is_quoted: text.starts_with('"'),
                is_possessive: false,
                instead: if instead { vec!["teas".into(), "dosing".into()] } else { Vec::new() },
            };
            let wanted: Vec<Term> = typed.iter().map(term).collect();
            let terms = Terms { unwanted: wanted[..1].to_vec(), wanted };
            let entry_of = |key: i64| entries.get(usize::try_from(key).ok()?).cloned();
            let in_sqlite = index.postings(&terms, &Within::Entries).unwrap().unwrap();
            prop_assert_eq!(frozen.postings(&terms, None, &entry_of), in_sqlite);
            for id in ["use", "dose", "risks"] {
                let within = match index::number_of_id(&connection, id).unwrap() {
                    Some(number) => Within::Sections(number),
                    None => Within::Risks,
                };
                let in_sqlite = index.postings(&terms, &within).unwrap().unwrap();
                prop_assert_eq!(frozen.postings(&terms, Some(id), &entry_of), in_sqlite);
            }
            let matcher = Matcher::new(&terms.wanted);
            for (key, entry) in (0..).zip(&entries) {
                let mut place = 0;
                let mut in_text = Vec::new();
                for part in parts_of(entry) {
                    let number = number_of_part(part.kind, place);
                    place += usize::from(part.kind == Kind::Section);
                    in_text.push((number, matcher.terms_in(part.lines.iter().copied())));
                }
                in_text.retain(|(_, has)| *has != 0);
                prop_assert_eq!(frozen.parts_with(&terms, key, &entry_of), in_text);
            }
        });
    }
}
