//! Finding entries by their names, and the names themselves.

use std::collections::BTreeSet;

use super::Library;
use super::read::{SUMMARY, summary};
use crate::entry::Summary;
use crate::error::Error;

/// How many names that nobody wants are passed over before the next that might be is looked up.
const MOST_PASSED: usize = 8;

impl Library {
    /// The entries that have this folded name, by title.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn named(&self, folded: &str) -> Result<Vec<Summary>, Error> {
        let sql = format!(
            "SELECT {SUMMARY} FROM name JOIN entry ON key = entry WHERE folded = ?1
             ORDER BY title_folded, id"
        );
        self.connection
            .prepare_cached(&sql)
            .and_then(|mut statement| statement.query_map([folded], summary)?.collect())
            .map_err(|error| self.failure("read", &error))
    }

    /// Up to `most` entries that have a folded name which begins so, by that name. However many
    /// there are, no more of them are read.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn beginning_with(&self, folded: &str, most: usize) -> Result<Vec<Summary>, Error> {
        let sql = format!(
            "SELECT {SUMMARY} FROM name JOIN entry ON key = entry
             WHERE folded >= ?1 AND folded < ?1 || char(0x10FFFF) ORDER BY folded"
        );
        let read = || {
            let mut statement = self.connection.prepare_cached(&sql)?;
            let mut rows = statement.query([folded])?;
            let mut seen = BTreeSet::new();
            let mut named = Vec::new();
            while named.len() < most
                && let Some(row) = rows.next()?
            {
                if seen.insert(row.get::<_, String>(0)?) {
                    named.push(summary(row)?);
                }
            }
            Ok(named)
        };
        read().map_err(|error| self.failure("read", &error))
    }

    /// Gives the folded names in their order, each with a way to the id of the entry that it finds, to
    /// `look`. Where that answers with a number of bytes, further names that begin with so much of this
    /// one are left out: passed over or, where they are many, not even read.
    ///
    /// # Errors
    /// When the library cannot be read, or what `look` says.
    pub fn scan_names(
        &self,
        mut look: impl FnMut(&str, &dyn Fn() -> Result<String, Error>) -> Result<Option<usize>, Error>,
    ) -> Result<(), Error> {
        let failed = |error| self.failure("read", &error);
        let mut names = self
            .connection
            .prepare("SELECT folded, entry FROM name WHERE folded >= ?1 ORDER BY folded, entry")
            .map_err(failed)?;
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
                    if passed == MOST_PASSED {
                        from = successor(beginning);
                        break;
                    }
                    continue;
                }
                let key: i64 = row.get(1).map_err(failed)?;
                passed = 0;
                left_out = look(name, &|| self.id_of(key))?.map(|end| name[..end].to_owned());
            }
        }
        Ok(())
    }

    fn id_of(&self, key: i64) -> Result<String, Error> {
        self.connection
            .prepare_cached("SELECT id FROM entry WHERE key = ?1")
            .and_then(|mut statement| statement.query_row([key], |row| row.get(0)))
            .map_err(|error| self.failure("read", &error))
    }
}

/// The first text that comes after every text which begins so; `None` where there is none.
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
    use crate::entry::Entry;
    use crate::library::json;

    /// A library in this folder with entries of these ids.
    fn library(folder: &std::path::Path, ids: &[String]) -> Library {
        let path = folder.join("library.db");
        let library = Library::open_for_writing(&path).unwrap();
        let writer = library.begin().unwrap();
        for id in ids {
            let document = format!(
                r#"{{"schema_version":1,"id":"{id}","title":"{id}","risk":{{"level":"low"}},
                    "sections":[],"source":{{"name":"S"}}}}"#
            );
            let entry: Entry = serde_json::from_str(&document).unwrap();
            writer.put(&entry, &json(&entry), false).unwrap();
        }
        writer.commit().unwrap();
        library.close().unwrap();
        Library::open(&path).unwrap().unwrap()
    }

    #[test]
    fn names_that_begin_so_are_left_out_and_all_others_looked_at() {
        for count in [1, MOST_PASSED, MOST_PASSED + 1, 40] {
            let ids: Vec<String> = ["a", "b", "ba", "c"]
                .iter()
                .flat_map(|word| (10..10 + count).map(move |number| format!("{word}-{number}")))
                .collect();
            let folder = tempfile::tempdir().unwrap();
            let library = library(folder.path(), &ids);
            let mut looked_at = Vec::new();
            library
                .scan_names(|name, id| {
                    looked_at.push(id()?);
                    Ok(name.starts_with("b ").then_some(2))
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
