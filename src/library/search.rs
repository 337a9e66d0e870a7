//! Asking a library's full-text index.

use super::Library;
use super::tables::Version;
use crate::error::{Code, Error};
use crate::index::{self, Matches, Ranking, Terms};

impl Library {
    /// The entries that match, in any part or in the sections with this id.
    ///
    /// # Errors
    /// When the library cannot be read, or so many parts match that they cannot be held.
    pub fn matches(&self, terms: &Terms, section: Option<&str>) -> Result<Matches, Error> {
        let matches = || {
            let number = match section {
                Some(id) => match index::number_of(&self.connection, id)? {
                    Some(number) => Some(number),
                    None => return Ok(Some(Matches::default())),
                },
                None => None,
            };
            index::matches(&self.connection, terms, number)
        };
        matches()
            .map_err(|error| self.failure("search", &error))?
            .ok_or_else(|| self.too_many())
    }

    /// The entries that match in their order, which holds for the first `count` of them.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn rank(&self, terms: &Terms, matches: &Matches, count: usize) -> Result<Ranking, Error> {
        let id_of = |key| {
            self.connection
                .prepare_cached("SELECT id FROM entry WHERE key = ?1")?
                .query_row([key], |row| row.get(0))
        };
        index::rank(&self.connection, terms, matches, count, id_of)
            .map_err(|error| self.failure("search", &error))
    }

    /// The id of the sections that have this number in the index.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn section_with_number(&self, number: i64) -> Result<Option<String>, Error> {
        index::section_with_number(&self.connection, number)
            .map_err(|error| self.failure("search", &error))
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
        read().map_err(|error| self.failure("search", &error))
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
