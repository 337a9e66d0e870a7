//! Verifying a whole library: the file, every entry, and what finds them.

use std::collections::BTreeMap;

use rusqlite::Row;

use super::read::entry;
use super::rows::names_of;
use super::summary::{self, summary_at};
use super::tables::Version;
use super::tally::{self, Tally};
use super::verify_index::IndexOfText;
use super::{Library, kept};
use crate::entry::{Entry, Summary};
use crate::error::Error;

/// How many damages of the file as such are told at most. Each entry that is damaged is told besides.
const MAX_FILE_DAMAGE: u32 = 100;

/// What came of verifying a library.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verified {
    /// How many entries were read.
    pub entries: usize,
    /// What is damaged, a sentence each.
    pub damage: Vec<String>,
}

impl Library {
    /// Reads the whole library and tells all damage.
    ///
    /// # Errors
    /// When it cannot be read so far that its damage could be told.
    pub fn verify(&self) -> Result<Verified, Error> {
        let mut verified = Verified::default();
        let read = || -> rusqlite::Result<()> {
            self.verify_file(&mut verified)?;
            self.verify_entries(&mut verified)?;
            self.verify_names(&mut verified)
        };
        let mut read = read;
        match read() {
            Ok(()) => Ok(verified),
            // What cannot be read is damage as well, where some was told already.
            Err(error) if !verified.damage.is_empty() => {
                verified.damage.push(format!("reading stopped: {error}"));
                Ok(verified)
            }
            Err(error) => Err(self.failure("read", &error)),
        }
    }

    /// The structure of the file, its indexes and its full-text index.
    fn verify_file(&self, verified: &mut Verified) -> rusqlite::Result<()> {
        let sql = format!("PRAGMA integrity_check({MAX_FILE_DAMAGE})");
        let mut statement = self.connection.prepare(&sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let told: String = row.get(0)?;
            if told != "ok" {
                let lines = told.lines().filter(|line| !line.starts_with("***"));
                verified.damage.extend(lines.map(str::to_owned));
            }
        }
        Ok(())
    }

    /// Every entry: its text, what lists say of it, and its names.
    fn verify_entries(&self, verified: &mut Verified) -> rusqlite::Result<()> {
        let columns = [self.entry_columns(), &summary::columns(self.version)].join(", ");
        let sql = format!("SELECT {columns} FROM {} ORDER BY key", self.entries());
        let mut statement = self.connection.prepare(&sql)?;
        let mut rows = statement.query([])?;
        let mut tally = Tally::default();
        // The index of an earlier version is made anew by the next writer.
        let mut index = None;
        if self.version >= Version::Three {
            index = Some(IndexOfText::new(&self.connection)?);
        }
        while let Some(row) = rows.next()? {
            verified.entries += 1;
            tally.toggle_entry(row.get(0)?);
            match self.verify_entry(row) {
                Ok((entry, damage)) => {
                    verified.damage.extend(damage);
                    if let Some(index) = &mut index {
                        let size = row.get_ref(1)?.as_bytes()?.len();
                        index.add(row.get(0)?, &entry, size)?;
                    }
                }
                Err(error) => {
                    let id: String = row.get(4).unwrap_or_default();
                    verified.damage.push(format!("the entry \"{id}\": {error}"));
                    // What the index should say of it cannot be told.
                    index = None;
                }
            }
        }
        let whole = self.ensure_whole_entries(tally);
        let whole = whole.and_then(|()| self.titled().map(drop));
        verified
            .damage
            .extend(whole.err().map(|_| "entries are missing".to_owned()));
        if let Some(index) = index
            && !index.matches(&self.connection)?
        {
            verified.damage.push(
                "the full-text index does not match the text of the entries: searches may miss \
                 some"
                    .to_owned(),
            );
        }
        Ok(())
    }

    /// The entry in this row, and what is wrong with what finds it.
    fn verify_entry(&self, row: &Row) -> rusqlite::Result<(Entry, Option<String>)> {
        let entry = entry(row)?;
        let summary = summary_at(row, 3, self.version)?;
        let id = &entry.id;
        if !is_summary_of(&summary, &entry, self.version) {
            let damage = format!("the entry \"{id}\": what lists say of it is not what it says");
            return Ok((entry, Some(damage)));
        }
        // The names of version 1 are folded by another rule.
        let mut names = names_of(&summary);
        if self.version < Version::Three {
            names.retain(|_, is_identifier| !*is_identifier);
        }
        if self.version > Version::One && self.names_of(row.get(0)?)? != names {
            let damage = format!("the entry \"{id}\": the names that find it are not its own");
            return Ok((entry, Some(damage)));
        }
        if self.version >= Version::Four && !self.are_as_new(row.get(0)?, &entry)? {
            let damage = format!("the entry \"{id}\": its names have another date");
            return Ok((entry, Some(damage)));
        }
        Ok((entry, None))
    }

    fn names_of(&self, key: i64) -> rusqlite::Result<BTreeMap<String, bool>> {
        let columns = self.name_columns();
        self.connection
            .prepare_cached(&format!("SELECT {columns} FROM name WHERE entry = ?1"))?
            .query_map([key], |row| Ok((row.get(0)?, row.get(2)?)))?
            .collect()
    }

    /// Whether all names of the entry in this row are as new as it is.
    fn are_as_new(&self, key: i64, entry: &Entry) -> rusqlite::Result<bool> {
        let sql = "SELECT 1 FROM name WHERE entry = ?1 AND newness <> ?2";
        let mut statement = self.connection.prepare_cached(sql)?;
        let others = statement.exists([key, entry.source.newness()])?;
        Ok(!others)
    }

    /// Names that lead to no entry.
    fn verify_names(&self, verified: &mut Verified) -> rusqlite::Result<()> {
        let sql = "SELECT folded FROM name WHERE entry NOT IN (SELECT key FROM entry)";
        let mut statement = self.connection.prepare(sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let name: String = row.get(0)?;
            verified
                .damage
                .push(format!("the name \"{name}\" leads to no entry"));
        }
        verified.damage.extend(kept::damage(self)?);
        if self.version > Version::One {
            let incomplete = tally::incomplete(self)?;
            verified.damage.extend(
                incomplete
                    .iter()
                    .map(|beginning| format!("names that begin with \"{beginning}\" are missing")),
            );
        }
        Ok(())
    }
}

/// Whether this is what lists say of the entry: tables of earlier versions say less.
fn is_summary_of(summary: &Summary, entry: &Entry, version: Version) -> bool {
    let whole = entry.summary(summary.origin);
    if version >= Version::Three {
        return *summary == whole;
    }
    summary.id == whole.id
        && summary.title == whole.title
        && summary.aliases == whole.aliases
        && summary.risk == whole.risk
        && summary.source.name == whole.source.name
        && summary.source.effective_date == whole.source.effective_date
}
