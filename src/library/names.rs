//! Finding entries by their names, and the names themselves. The tables only say where to look: the
//! entry itself has to carry the name.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::tables::Version;
use super::{Library, Only};
use crate::entry::{Entry, Slug, Summary};
use crate::error::Error;
use crate::name::{fold, fold_coarsely};

/// How many names that nobody wants are passed over before the next that might be is looked up.
const MAX_PASSED: usize = 8;

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
    fn folding(&self) -> fn(&str) -> String {
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

    /// The names that are no identifiers, as a table of SQL.
    fn names_alone(&self) -> &'static str {
        if self.version < Version::Three {
            "name"
        } else {
            "(SELECT folded, entry FROM name INDEXED BY name_alone WHERE NOT is_identifier)"
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

    /// Up to `most` entries that have a name which begins with this folded one, by that name. However
    /// many there are, no more of them are read. What is damaged is left out: this is for offering
    /// names, where nobody can be told.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn beginning_with(&self, folded: &str, most: usize) -> Result<Vec<Summary>, Error> {
        let failed = |error| self.failure("read", &error);
        let table = self.names_alone();
        let sql = format!(
            "SELECT folded, entry FROM {table}
             WHERE folded >= ?1 AND folded < ?1 || char(0x10FFFF) ORDER BY folded"
        );
        let mut statement = self.connection.prepare_cached(&sql).map_err(failed)?;
        let mut rows = statement.query([self.folding()(folded)]).map_err(failed)?;
        let mut seen = BTreeSet::new();
        let mut named = Vec::new();
        while named.len() < most
            && let Some(row) = rows.next().map_err(failed)?
        {
            let key: i64 = row.get(1).map_err(failed)?;
            if seen.contains(&key) {
                continue;
            }
            let name: String = row.get(0).map_err(failed)?;
            if let Ok(summary) = self.summary_led_to(&name, key) {
                seen.insert(key);
                if has_name(&summary, |own| own.starts_with(folded)) {
                    named.push(summary);
                }
            }
        }
        Ok(named)
    }

    /// Gives the folded names in their order, each with the row of the entry that it leads to, to
    /// `look`. Where that answers with a number of bytes, further names that begin with so much of this
    /// one are left out: passed over or, where they are many, not even read.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn scan_names(
        &self,
        mut look: impl FnMut(&str, i64) -> Option<usize>,
    ) -> Result<(), Error> {
        let failed = |error| self.failure("read", &error);
        let table = self.names_alone();
        let sql =
            format!("SELECT folded, entry FROM {table} WHERE folded >= ?1 ORDER BY folded, entry");
        let mut names = self.connection.prepare(&sql).map_err(failed)?;
        let mut from = Some(String::new());
        while let Some(start) = from.take() {
            let mut rows = names.query([start]).map_err(failed)?;
            let mut left_out: Option<String> = None;
            let mut passed = 0;
            while let Some(row) = rows.next().map_err(failed)? {
                let name = row.get_ref(0).map_err(failed)?;
                let name = name.as_str().map_err(|error| failed(error.into()))?;
                if let Some(beginning) = &left_out
                    && name.starts_with(beginning)
                {
                    passed += 1;
                    if passed == MAX_PASSED {
                        from = successor(beginning);
                        break;
                    }
                    continue;
                }
                let key: i64 = row.get(1).map_err(failed)?;
                passed = 0;
                left_out = look(name, key).map(|end| name[..end].to_owned());
            }
        }
        Ok(())
    }
}

/// Whether the entry carries a name that, folded, is the one that is meant.
fn has_name(entry: &Summary, is_meant: impl Fn(&str) -> bool) -> bool {
    entry.found_by().any(|name| is_meant(&fold(&name)))
}

/// The first text that comes after every text with this prefix; `None` where there is none.
fn successor(beginning: &str) -> Option<String> {
    let mut successor = beginning.to_owned();
    while let Some(last) = successor.pop() {
        if let Some(next) = (last..=char::MAX).nth(1) {
            successor.push(next);
            return Some(successor);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::{LibraryPath, Writer, json};

    /// A library in this folder with entries of these ids.
    fn library(folder: &std::path::Path, ids: &[String]) -> Library {
        let path = LibraryPath::named(folder.join("library.db"));
        let writer = Writer::begin::<Error>(&path, &mut |_| Ok(())).unwrap();
        for id in ids {
            let document = format!(
                r#"{{"schema_version":1,"id":"{id}","title":"{id}","risk":{{"level":"low"}},
                    "sections":[],"source":{{"name":"S"}}}}"#
            );
            let entry: Entry = serde_json::from_str(&document).unwrap();
            writer.put(&entry, &json(&entry), false).unwrap();
        }
        writer.commit().unwrap();
        Library::open(&path).unwrap().unwrap()
    }

    #[test]
    fn names_that_begin_so_are_left_out_and_all_others_looked_at() {
        for count in [1, MAX_PASSED, MAX_PASSED + 1, 40] {
            let ids: Vec<String> = ["a", "b", "ba", "c"]
                .iter()
                .flat_map(|word| (10..10 + count).map(move |number| format!("{word}-{number}")))
                .collect();
            let folder = tempfile::tempdir().unwrap();
            let library = library(folder.path(), &ids);
            let mut looked_at = Vec::new();
            library
                .scan_names(|name, key| {
                    let entry = library.summary_led_to(name, key).unwrap();
                    looked_at.push(entry.id.to_string());
                    name.starts_with("b ").then_some(2)
                })
                .unwrap();
            let is_left_out = |id: &String| id.starts_with("b-") && id != "b-10";
            let wanted: Vec<String> = ids.into_iter().filter(|id| !is_left_out(id)).collect();
            assert_eq!(looked_at, wanted, "{count}");
        }
    }

    #[test]
    fn a_successor_comes_after_all_that_begin_so() {
        assert_eq!(successor("ab").as_deref(), Some("ac"));
        assert_eq!(successor("a\u{10ffff}").as_deref(), Some("b"));
        assert_eq!(successor("a\u{d7ff}").as_deref(), Some("a\u{e000}"));
        assert_eq!(successor("\u{10ffff}"), None);
        assert_eq!(successor(""), None);
    }
}
