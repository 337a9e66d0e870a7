//! Verifying the full-text index: it is made anew out of the entries, some at a time, and held
//! against the one in the file.

use rusqlite::{Connection, params};

use crate::entry::Entry;
use crate::index::{self, Fingerprint, IndexWriter, WORD_TABLES};

/// How much text is indexed at once, in bytes.
const MAX_TEXT: usize = 8 << 20;

/// What the index of the entries that were read would say.
pub(super) struct IndexOfText {
    /// The numbers and ids of sections, which the file gave them.
    sections: Vec<(i64, String)>,
    fingerprints: [Fingerprint; WORD_TABLES.len()],
    places: Fingerprint,
    writer: IndexWriter,
    /// An index of the last entries.
    connection: Connection,
    size: usize,
}

impl IndexOfText {
    /// An index without entries, with the numbers of sections that the library has.
    pub(super) fn new(library: &Connection) -> rusqlite::Result<Self> {
        let sections: Vec<_> = library
            .prepare("SELECT key, id FROM section")?
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<Result<_, _>>()?;
        Ok(Self {
            connection: empty_index(&sections)?,
            sections,
            fingerprints: [Fingerprint::default(); WORD_TABLES.len()],
            places: Fingerprint::default(),
            writer: IndexWriter::default(),
            size: 0,
        })
    }

    pub(super) fn add(&mut self, key: i64, entry: &Entry, size: usize) -> rusqlite::Result<()> {
        if self.size > 0 && self.size + size > MAX_TEXT {
            self.take()?;
        }
        self.size += size;
        self.writer.insert(&self.connection, key, entry)
    }

    /// Adds the last entries to the fingerprints.
    fn take(&mut self) -> rusqlite::Result<()> {
        let fresh = empty_index(&self.sections)?;
        let filled = std::mem::replace(&mut self.connection, fresh);
        filled.execute_batch("COMMIT")?;
        for (table, fingerprint) in WORD_TABLES.iter().zip(&mut self.fingerprints) {
            fingerprint.add(Fingerprint::of(&filled, table)?);
        }
        self.places.add(Fingerprint::of_places(&filled)?);
        self.size = 0;
        Ok(())
    }

    /// Whether the library's index says the same.
    pub(super) fn matches(mut self, library: &Connection) -> rusqlite::Result<bool> {
        self.take()?;
        for (table, fingerprint) in WORD_TABLES.iter().zip(self.fingerprints) {
            if Fingerprint::of(library, table)? != fingerprint {
                return Ok(false);
            }
        }
        Ok(Fingerprint::of_places(library)? == self.places && index::are_forms_whole(library)?)
    }
}

fn empty_index(sections: &[(i64, String)]) -> rusqlite::Result<Connection> {
    let connection = Connection::open_in_memory()?;
    index::create(&connection)?;
    connection.execute_batch("BEGIN")?;
    {
        let mut insert = connection.prepare("INSERT INTO section (key, id) VALUES (?1, ?2)")?;
        for (key, id) in sections {
            insert.execute(params![key, id])?;
        }
    }
    Ok(connection)
}
