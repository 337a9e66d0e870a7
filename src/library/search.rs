//! Asking a library's full-text index.

use rusqlite::Row;

use super::Library;
use super::failure::damaged;
use super::tables::Version;
use crate::entry::{Part, RiskLevel};
use crate::error::{Code, Error};
use crate::index::{self, Form, Index, Postings, Terms, Within};
use crate::name::fold;

impl Library {
    /// The entries in which the terms are, in any part or in the sections with this id.
    ///
    /// # Errors
    /// When the library cannot be read, or so many parts match that they cannot be held.
    pub fn postings(&self, terms: &Terms, section: Option<&str>) -> Result<Postings, Error> {
        let form = if self.version < Version::Three {
            Form::Earlier
        } else {
            Form::Current
        };
        let postings = || {
            let within = match section {
                None => Within::Entries,
                Some(Part::RISKS_ID) => Within::Risks,
                Some(id) => match index::number_of_id(&self.connection, id)? {
                    Some(number) => Within::Sections(number),
                    None => return Ok(Some(Postings::of_nothing(terms))),
                },
            };
            Index::new(&self.connection, form).postings(terms, &within)
        };
        self.searched(postings())?.ok_or_else(|| self.too_many())
    }

    /// The keys of the entries with one risk in which each of these words begins a word, in order.
    /// `None` where the tables do not tell.
    ///
    /// # Errors
    /// When the library cannot be read, as with everything below.
    pub fn keys_with_risk(&self, words: &str) -> Result<Option<Vec<i64>>, Error> {
        if self.version < Version::Three {
            return Ok(None);
        }
        self.searched(index::entries_with_risk(&self.connection, words).map(Some))
    }

    /// The keys of the entries that tell of risks which they do not list, with their levels. Tables of
    /// earlier versions have none.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn keys_with_unlisted_risks(&self) -> Result<Vec<(i64, RiskLevel)>, Error> {
        if self.version < Version::Three {
            return Ok(Vec::new());
        }
        let read = || {
            let sql = "SELECT key, level FROM entry WHERE unlisted_risks <> '[]'";
            let mut statement = self.connection.prepare_cached(sql)?;
            let level = |row: &Row| {
                let level: String = row.get(1)?;
                Ok((row.get(0)?, level.parse().map_err(damaged)?))
            };
            statement.query_map([], level)?.collect()
        };
        self.searched(read())
    }

    /// How many entries there are.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn count(&self) -> Result<usize, Error> {
        let sql = "SELECT count(*) FROM entry";
        let count = self
            .connection
            .query_row(sql, [], |row| row.get::<_, i64>(0));
        Ok(usize::try_from(self.searched(count)?).unwrap_or(0))
    }

    /// The id of the entry with this key.
    ///
    /// # Errors
    /// When the library cannot be read, or has no such entry.
    pub fn id_with_key(&self, key: i64) -> Result<String, Error> {
        let id = || {
            self.connection
                .prepare_cached("SELECT id FROM entry WHERE key = ?1")?
                .query_row([key], |row| row.get(0))
        };
        match id() {
            Err(rusqlite::Error::QueryReturnedNoRows) => {
                Err(self.damage("its full-text index leads to an entry that it does not have"))
            }
            id => self.searched(id),
        }
    }

    /// The keys of the entries that have this name or id.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn keys_named(&self, name: &str) -> Result<Vec<i64>, Error> {
        let mut keys = self.keys_where("SELECT entry FROM name WHERE folded = ?1", &fold(name))?;
        keys.extend(self.keys_where("SELECT key FROM entry WHERE id = ?1", name.trim())?);
        keys.sort_unstable();
        keys.dedup();
        Ok(keys)
    }

    /// The keys of the entries of this level, in order.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn keys_of_level(&self, level: RiskLevel) -> Result<Vec<i64>, Error> {
        let sql = "SELECT key FROM entry WHERE level = ?1 ORDER BY key";
        self.keys_where(sql, level.code())
    }

    fn keys_where(&self, sql: &str, value: &str) -> Result<Vec<i64>, Error> {
        let keys = || {
            let mut statement = self.connection.prepare_cached(sql)?;
            statement.query_map([value], |row| row.get(0))?.collect()
        };
        self.searched(keys())
    }

    /// The ids of sections that entries have, or once had.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn section_ids(&self) -> Result<Vec<String>, Error> {
        self.searched(index::section_ids(&self.connection))
    }

    /// Whether a text has this word as it is written.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn has_word(&self, word: &str) -> Result<bool, Error> {
        self.searched(index::has_word(&self.connection, word))
    }

    /// Gives every word of names to `take`, with the number of entries that have it.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn for_each_word_of_names(&self, take: impl FnMut(&str, u32)) -> Result<(), Error> {
        self.searched(index::for_each_word_of_names(&self.connection, take))
    }

    /// Whether the index is one of an earlier version, of one row an entry.
    #[must_use]
    pub fn has_earlier_index(&self) -> bool {
        self.version == Version::One
    }

    /// The keys of up to `most` entries that match this expression in an index of an earlier version,
    /// of all where there is none, and how many fit.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn earlier_candidates(
        &self,
        expression: Option<&str>,
        most: usize,
    ) -> Result<(Vec<i64>, usize), Error> {
        let (sql, expression) = match expression {
            Some(expression) => (
                "SELECT rowid FROM entry_text WHERE entry_text MATCH ?1 ORDER BY rowid",
                expression,
            ),
            None => ("SELECT key FROM entry WHERE ?1 = '' ORDER BY key", ""),
        };
        let read = || {
            let mut statement = self.connection.prepare_cached(sql)?;
            let mut rows = statement.query([expression])?;
            let (mut keys, mut count) = (Vec::new(), 0);
            while let Some(row) = rows.next()? {
                if keys.len() < most {
                    keys.push(row.get(0)?);
                }
                count += 1;
            }
            Ok((keys, count))
        };
        self.searched(read())
    }

    fn searched<T>(&self, result: rusqlite::Result<T>) -> Result<T, Error> {
        result.map_err(|error| self.failure("search", &error))
    }

    fn too_many(&self) -> Error {
        Error::new(
            Code::LibraryFailed,
            format!(
                "cannot search the library {}: more parts of entries match than a search can hold",
                self.path.as_path().display()
            ),
        )
        .with_hint("use words that are less common, or longer prefixes")
    }
}
