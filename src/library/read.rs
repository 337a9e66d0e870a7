//! Finding and listing what a library holds.

use rusqlite::types::FromSqlError;
use rusqlite::{OptionalExtension as _, Row, Rows, Statement};

use super::Library;
use crate::entry::{Entry, Origin, RiskRating, Slug, Source, Summary};
use crate::error::Error;
use crate::text::Text;

/// The columns of a summary.
pub(super) const SUMMARY: &str = "id, title, aliases, level, label, source, effective_date";

impl Library {
    /// The entry with this id.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn entry(&self, id: &str) -> Result<Option<Entry>, Error> {
        self.connection
            .prepare_cached("SELECT json FROM entry WHERE id = ?1")
            .and_then(|mut statement| statement.query_row([id], |row| parsed(row, 0)).optional())
            .map_err(|error| self.failure("read", &error))
    }

    /// What stands in the library under the id of an entry that would be kept as this JSON.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn compare(&self, id: &str, json: &str) -> Result<Option<There>, Error> {
        let there = |row: &Row| {
            let is_same = row.get_ref(1)?.as_str()? == json;
            Ok(There {
                title: row.get(0)?,
                is_same,
            })
        };
        self.connection
            .prepare_cached("SELECT title, json FROM entry WHERE id = ?1")
            .and_then(|mut statement| statement.query_row([id], there).optional())
            .map_err(|error| self.failure("read", &error))
    }

    /// Whether there is an entry with this id.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn has(&self, id: &str) -> Result<bool, Error> {
        self.connection
            .prepare_cached("SELECT 1 FROM entry WHERE id = ?1")
            .and_then(|mut statement| statement.exists([id]))
            .map_err(|error| self.failure("read", &error))
    }

    /// The entry in this row.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn with_key(&self, key: i64) -> Result<Option<Entry>, Error> {
        self.connection
            .prepare_cached("SELECT json FROM entry WHERE key = ?1")
            .and_then(|mut statement| statement.query_row([key], |row| parsed(row, 0)).optional())
            .map_err(|error| self.failure("read", &error))
    }

    /// All entries by folded title, to be read one after the other.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn summaries(&self) -> Result<Summaries<'_>, Error> {
        let sql =
            format!("SELECT {SUMMARY}, title_folded, json FROM entry ORDER BY title_folded, id");
        let statement = self
            .connection
            .prepare(&sql)
            .map_err(|error| self.failure("read", &error))?;
        Ok(Summaries {
            library: self,
            statement,
        })
    }

    /// Gives the JSON of every entry, by id, to `take`.
    ///
    /// # Errors
    /// When the library cannot be read, or what `take` says.
    pub fn for_each_json<E: From<Error>>(
        &self,
        mut take: impl FnMut(&str) -> Result<(), E>,
    ) -> Result<(), E> {
        let failed = |error| E::from(self.failure("read", &error));
        let mut statement = self
            .connection
            .prepare("SELECT json FROM entry ORDER BY id")
            .map_err(failed)?;
        let mut rows = statement.query([]).map_err(failed)?;
        while let Some(row) = rows.next().map_err(failed)? {
            let json: String = row.get(0).map_err(failed)?;
            take(&json)?;
        }
        Ok(())
    }
}

/// What stands in a library under an id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct There {
    /// Its title.
    pub title: String,
    /// Whether it is the entry that was asked about.
    pub is_same: bool,
}

/// All summaries of a library.
pub struct Summaries<'l> {
    library: &'l Library,
    statement: Statement<'l>,
}

/// A summary on its way out of the library.
pub struct SummaryRow<'r> {
    library: &'r Library,
    row: &'r Row<'r>,
}

impl Summaries<'_> {
    /// Gives every summary, by folded title, to `take`.
    ///
    /// # Errors
    /// When the library cannot be read, or what `take` says.
    pub fn for_each<E: From<Error>>(
        mut self,
        mut take: impl FnMut(&SummaryRow) -> Result<(), E>,
    ) -> Result<(), E> {
        let library = self.library;
        let failed = |error| E::from(library.failure("read", &error));
        let mut rows: Rows = self.statement.query([]).map_err(failed)?;
        while let Some(row) = rows.next().map_err(failed)? {
            take(&SummaryRow { library, row })?;
        }
        Ok(())
    }
}

impl SummaryRow<'_> {
    /// The summary itself.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn summary(&self) -> Result<Summary, Error> {
        summary(self.row).map_err(|error| self.library.failure("read", &error))
    }

    /// The folded title, by which entries are sorted.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn title_folded(&self) -> Result<&str, Error> {
        self.row
            .get_ref(7)
            .and_then(|value| Ok(value.as_str()?))
            .map_err(|error| self.library.failure("read", &error))
    }

    /// The whole entry.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn entry(&self) -> Result<Entry, Error> {
        parsed(self.row, 8).map_err(|error| self.library.failure("read", &error))
    }
}

/// The entry whose JSON is in this column.
fn parsed(row: &Row, column: usize) -> rusqlite::Result<Entry> {
    let json = row.get_ref(column)?.as_str()?;
    serde_json::from_str(json).map_err(|error| FromSqlError::Other(error.into()).into())
}

pub(super) fn summary(row: &Row) -> rusqlite::Result<Summary> {
    let text = |column| -> rusqlite::Result<Text> { checked(row.get::<_, String>(column)?) };
    let optional = |column| -> rusqlite::Result<Option<Text>> {
        row.get::<_, Option<String>>(column)?
            .map(checked)
            .transpose()
    };
    let level: String = row.get(3)?;
    let aliases = row.get_ref(2)?.as_str()?;
    Ok(Summary {
        id: checked::<Slug>(row.get(0)?)?,
        title: text(1)?,
        aliases: serde_json::from_str(aliases)
            .map_err(|error| FromSqlError::Other(error.into()))?,
        risk: RiskRating {
            level: level
                .parse()
                .map_err(|error: String| FromSqlError::Other(error.into()))?,
            label: optional(4)?,
        },
        source: Source {
            name: text(5)?,
            url: None,
            set_id: None,
            version: None,
            effective_date: optional(6)?,
        },
        origin: Origin::Library {
            shadows_built_in: false,
        },
    })
}

/// A text out of the library: what somebody put there by hand is held to the same rules.
fn checked<T: TryFrom<String, Error = String>>(words: String) -> rusqlite::Result<T> {
    T::try_from(words).map_err(|error| FromSqlError::Other(error.into()).into())
}
