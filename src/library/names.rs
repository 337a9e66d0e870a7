//! Finding entries by their names, and the names themselves. The tables only say where to look: the
//! entry itself has to carry the name.

use std::borrow::Cow;

use super::tables::Version;
use super::{Library, Only};
use crate::entry::{Entry, Slug, Summary};
use crate::error::Error;
use crate::name::{fold, fold_coarsely};

/// An entry of the library that a name led to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Its row.
    pub key: i64,
    /// What lists say of it.
    pub summary: Summary,
}

impl Library {
    /// How the names in the tables are folded.
    pub(super) fn folding(&self) -> fn(&str) -> String {
        if self.version == Version::One {
            fold_coarsely
        } else {
            fold
        }
    }

    /// The columns of a name: folded, its entry, and whether it is an identifier.
    pub(super) fn name_columns(&self) -> &'static str {
        if self.version < Version::Three {
            "folded, entry, FALSE"
        } else {
            "folded, entry, is_identifier"
        }
    }

    /// The entry in this row, which has to have this name.
    ///
    /// # Errors
    /// When the library cannot be read, or is damaged: the name led to no entry or to another.
    pub fn entry_named(&self, name: &str, key: i64, only: Only) -> Result<Entry, Error> {
        let folded = self.folding()(name);
        let entry = self.with_key(key, only)?;
        let entry = entry.ok_or_else(|| self.leads_nowhere(&folded))?;
        self.ensure_led_to(&folded, &entry.id, entry.found_by())?;
        Ok(entry)
    }

    /// What lists say of the entry in this row, which has to have the name that led to it, folded as
    /// in the tables. Every entry that is found by a name comes from here.
    ///
    /// # Errors
    /// When the library cannot be read, or is damaged: the name leads to no entry or to another.
    pub fn summary_led_to(&self, folded: &str, key: i64) -> Result<Summary, Error> {
        let summary = self.summary_with_key(key)?;
        let summary = summary.ok_or_else(|| self.leads_nowhere(folded))?;
        self.ensure_led_to(folded, &summary.id, summary.found_by())?;
        Ok(summary)
    }

    fn ensure_led_to<'n>(
        &self,
        folded: &str,
        id: &Slug,
        mut names: impl Iterator<Item = Cow<'n, str>>,
    ) -> Result<(), Error> {
        let folding = self.folding();
        if names.any(|name| folding(&name) == folded) {
            return Ok(());
        }
        Err(self.damage(&format!(
            "its name \"{folded}\" leads to another entry, \"{id}\""
        )))
    }

    fn leads_nowhere(&self, folded: &str) -> Error {
        self.damage(&format!("its name \"{folded}\" leads to no entry"))
    }

    /// The entry with this id, which has to carry it.
    ///
    /// # Errors
    /// When the library cannot be read, or is damaged: the id leads to another entry.
    pub fn entry_with_id(&self, id: &str, only: Only) -> Result<Option<Entry>, Error> {
        match self.entry(id, only)? {
            Some(entry) if entry.id.as_str() != id => Err(self.damage(&format!(
                "its id \"{id}\" leads to another entry, \"{}\"",
                entry.id
            ))),
            found => Ok(found),
        }
    }

    /// The entries that have this name.
    ///
    /// # Errors
    /// When the library cannot be read, or a name in it leads to no entry or to another.
    pub fn named(&self, name: &str) -> Result<Vec<Named>, Error> {
        let (folded, wanted) = (self.folding()(name), fold(name));
        let mut named = Vec::new();
        for key in self.keys("SELECT entry FROM name WHERE folded = ?1", &folded)? {
            let summary = self.summary_led_to(&folded, key)?;
            if has_name(&summary, |own| own == wanted) {
                named.push(Named { key, summary });
            }
        }
        Ok(named)
    }

    /// The newest of the entries that have this name, at most `most` where they are more, and how many
    /// have it: of thousands no more are read than are told.
    ///
    /// # Errors
    /// When the library cannot be read, or the name leads to no entry or to another.
    pub fn newest_named(&self, name: &str, most: usize) -> Result<(Vec<Named>, usize), Error> {
        let folded = self.folding()(name);
        let count = self.count_named(&folded)?;
        if count <= most || self.version < Version::Four {
            let named = self.named(name)?;
            let count = named.len();
            return Ok((named, count));
        }
        let mut named = Vec::new();
        for (key, newness) in self.newest_keys(&folded, most)? {
            let summary = self.summary_led_to(&folded, key)?;
            if summary.source.newness() != newness {
                let id = &summary.id;
                return Err(self.damage(&format!(
                    "its name \"{folded}\" has another date than the entry \"{id}\""
                )));
            }
            named.push(Named { key, summary });
        }
        Ok((named, count))
    }

    /// Fails where an entry has this title and no name leads to it: it would be missed.
    ///
    /// # Errors
    /// When there is one, or the library cannot be read.
    pub fn ensure_none_titled(&self, name: &str) -> Result<(), Error> {
        let (folded, wanted) = (self.folding()(name), fold(name));
        for key in self.keys("SELECT key FROM entry WHERE title_folded = ?1", &folded)? {
            let summary = self.summary_led_to(&folded, key)?;
            if has_name(&summary, |own| own == wanted) {
                let id = summary.id;
                return Err(self.damage(&format!("no name leads to its entry \"{id}\"")));
            }
        }
        Ok(())
    }

    fn count_named(&self, folded: &str) -> Result<usize, Error> {
        self.connection
            .prepare_cached("SELECT count(*) FROM name WHERE folded = ?1")
            .and_then(|mut count| count.query_row([folded], |row| row.get::<_, i64>(0)))
            .map(|count| usize::try_from(count).unwrap_or(0))
            .map_err(|error| self.failure("read", &error))
    }

    /// The rows of the newest entries of this name, with how new they are to be.
    fn newest_keys(&self, folded: &str, most: usize) -> Result<Vec<(i64, i64)>, Error> {
        let sql = format!(
            "SELECT entry, newness FROM name WHERE folded = ?1
             ORDER BY newness DESC, entry LIMIT {most}"
        );
        self.connection
            .prepare_cached(&sql)
            .and_then(|mut rows| {
                let keys = rows.query_map([folded], |row| Ok((row.get(0)?, row.get(1)?)));
                keys?.collect()
            })
            .map_err(|error| self.failure("read", &error))
    }

    fn keys(&self, sql: &str, folded: &str) -> Result<Vec<i64>, Error> {
        self.connection
            .prepare_cached(sql)
            .and_then(|mut rows| rows.query_map([folded], |row| row.get(0))?.collect())
            .map_err(|error| self.failure("read", &error))
    }
}

/// Whether the entry carries a name that, folded, is the one that is meant.
pub(super) fn has_name(entry: &Summary, is_meant: impl Fn(&str) -> bool) -> bool {
    entry.found_by().any(|name| is_meant(&fold(&name)))
}
