//! An index in memory, of the same tables as a library's but with the text in the table of stems: for
//! the entries that no index on disk has, and for finding where in a text the words are.

use rusqlite::{Connection, Result};

use crate::entry::Entry;
use crate::index::{self, Bits, IndexedPart, Kind, Postings, Terms, Within};

/// The table of stems, and the one of words as they are written.
const STEMMED: &str = "CREATE VIRTUAL TABLE stemmed USING fts5 (body, title, aliases, risks, \
                       tokenize = 'porter unicode61 remove_diacritics 2')";
const WORDS: &str = "CREATE VIRTUAL TABLE words USING fts5 (text, \
                     tokenize = 'unicode61 remove_diacritics 2')";

/// The index.
pub struct Memory {
    connection: Connection,
    has_words: bool,
    /// A key above those of all that is in it.
    next: i64,
    /// How many entries are in it.
    pub entries: usize,
    /// The bytes of text in it.
    pub size: usize,
}

impl Memory {
    /// An index without entries, for these terms.
    ///
    /// # Errors
    /// When SQLite has no memory for it, as with everything below.
    pub fn new(terms: &Terms) -> Result<Self> {
        let connection = Connection::open_in_memory()?;
        // In one transaction that never ends: nothing is written out between two rows.
        connection.execute_batch("BEGIN")?;
        connection.execute_batch(STEMMED)?;
        let has_words = terms.has_prefix();
        if has_words {
            connection.execute_batch(WORDS)?;
        }
        Ok(Self {
            connection,
            has_words,
            next: 0,
            entries: 0,
            size: 0,
        })
    }

    /// An index without entries, which can tell of entries what ranks them.
    pub fn ranking(terms: &Terms) -> Result<Self> {
        let memory = Self::new(terms)?;
        index::create_some(&memory.connection, &["weights", "names"])?;
        Ok(memory)
    }

    /// Adds an entry, or only what has this id of it, under this key.
    pub fn add(&mut self, key: i64, entry: &Entry, section: Option<&str>) -> Result<()> {
        self.next = self.next.max(key + 1);
        self.entries += 1;
        let parts = index::parts_of(entry);
        let mut place = 0;
        for part in &parts {
            let number = index::number_of_part(part.kind, place);
            place += usize::from(part.kind == Kind::Section);
            if is_asked_for(part, section) {
                let row = index::row(key, number)?;
                self.insert(part.kind, row, &part.lines.join("\n"))?;
            }
        }
        if section.is_none() {
            index::insert_weights(&self.connection, key, &parts)?;
        }
        index::insert_names(&self.connection, key, &parts)
    }

    fn insert(&mut self, kind: Kind, row: i64, text: &str) -> Result<()> {
        self.size += text.len();
        index::insert_part(&self.connection, kind, row, text)?;
        if self.has_words {
            index::insert_words(&self.connection, row, text)?;
        }
        Ok(())
    }

    /// Adds a text of no entry. The number of its row is told.
    pub(super) fn add_text(&mut self, text: &str) -> Result<i64> {
        let row = index::row(self.next, 0)?;
        self.next += 1;
        self.insert(Kind::Section, row, text)?;
        Ok(row)
    }

    pub(super) fn connection(&self) -> &Connection {
        &self.connection
    }

    /// The entries in which the terms are, all of each or what was added of it.
    pub fn postings(&self, terms: &Terms, within: Within) -> Result<Option<Postings>> {
        index::postings(&self.connection, terms, within)
    }

    /// The parts of an entry in which each of the terms is. The number of a section is its place
    /// among those with words.
    pub fn parts_with(&self, terms: &Terms, key: i64) -> Result<Vec<(i64, Bits)>> {
        index::parts_with(&self.connection, terms, key)
    }

    /// The terms that are in a text.
    pub fn terms_in(&mut self, text: &str, terms: &Terms) -> Result<Bits> {
        let row = self.add_text(text)?;
        let found = self.parts_with(terms, index::key_of(row))?;
        Ok(found.iter().fold(0, |bits, (_, own)| bits | own))
    }
}

/// Whether this part is in what has this id; names never are.
fn is_asked_for(part: &IndexedPart, section: Option<&str>) -> bool {
    section.is_none_or(|id| part.kind >= Kind::Risks && part.id == id)
}
