//! Names in their order: those that begin alike, and all of them.

use std::collections::BTreeSet;

use super::Library;
use super::names::has_name;
use super::tables::Version;
use crate::entry::Summary;
use crate::error::Error;

/// How many names that nobody wants are passed over before the next that might be is looked up.
const MAX_PASSED: usize = 8;

impl Library {
    /// The names that are no identifiers, as a table of SQL.
    fn names_alone(&self) -> &'static str {
        if self.version < Version::Three {
            "name"
        } else {
            "(SELECT folded, entry FROM name INDEXED BY name_alone WHERE NOT is_identifier)"
        }
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
    use crate::entry::Entry;
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
