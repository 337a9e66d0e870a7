//! Whether rows are missing. A damaged page of the file can hide rows, and what is not there cannot
//! be held against its checksum: so the library keeps a tally of the rows that ought to be there.

use std::cell::RefCell;
use std::collections::BTreeMap;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension as _, params};

use super::summary::{self, summary_at};
use super::tables::Version;
use super::{Library, Titled, checksum};
use crate::entry::{Entry, RiskLevel, Summary};
use crate::error::Error;

/// How many characters names of one tally begin with: so few names have to be looked at to hold them
/// against it, however many there are.
const BEGINNING: usize = 3;
/// What the tallies of entries stand under: of their rows and, so that a list of ids needs no other
/// checksum, of their rows, ids and levels. No beginning of a name is as long.
const ENTRIES: &str = "entries";
const IDS: &str = "ids of entries";

/// The exclusive or of the checksums of some rows, in whatever order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tally(i64);

impl Tally {
    /// Adds a row that is not in it, or takes out one that is.
    fn toggle<'v>(&mut self, key: i64, values: impl IntoIterator<Item = ValueRef<'v>>) {
        self.0 ^= checksum::of(key, values);
    }

    pub(super) fn toggle_entry(&mut self, key: i64) {
        self.toggle(key, []);
    }

    fn toggle_listed(&mut self, key: i64, id: &str, level: RiskLevel) {
        self.toggle(key, [ValueRef::from(id), ValueRef::from(level.code())]);
    }

    fn toggle_name(&mut self, folded: &str, is_identifier: bool, key: i64) {
        let mark = is_identifier.then_some(ValueRef::Null);
        self.toggle(key, [ValueRef::from(folded)].into_iter().chain(mark));
    }
}

/// Changes to the tallies of a library, by what they stand under.
#[derive(Default)]
pub(super) struct Changes(RefCell<BTreeMap<String, Tally>>);

impl Changes {
    /// The entry in this row comes or goes; `None` where it cannot be read.
    pub(super) fn entry(&self, key: i64, entry: Option<&Entry>) {
        let mut changes = self.0.borrow_mut();
        let entries = changes.entry(ENTRIES.to_owned()).or_default();
        entries.toggle_entry(key);
        if let Some(entry) = entry {
            let ids = changes.entry(IDS.to_owned()).or_default();
            ids.toggle_listed(key, entry.id.as_str(), entry.risk.level);
        }
    }

    /// A name comes or goes.
    pub(super) fn name(&self, folded: &str, is_identifier: bool, key: i64) {
        let mut changes = self.0.borrow_mut();
        changes
            .entry(beginning(folded).to_owned())
            .or_default()
            .toggle_name(folded, is_identifier, key);
    }

    /// Brings the tallies up to date; that of ids is made anew where it is not there, or not to be
    /// trusted.
    pub(super) fn write(self, connection: &Connection, trusts_ids: bool) -> rusqlite::Result<()> {
        let is_anew = !trusts_ids || kept(connection, IDS)?.is_none();
        let mut changes = self.0.into_inner();
        if is_anew {
            forget_ids(connection)?;
            changes.remove(IDS);
        }
        // Without overflow, this is the exclusive or.
        let mut statement = connection.prepare(
            "INSERT INTO tally (of, sum) VALUES (?1, ?2)
             ON CONFLICT DO UPDATE SET sum = (sum | excluded.sum) - (sum & excluded.sum)",
        )?;
        for (of, Tally(change)) in changes {
            statement.execute(params![of, change])?;
        }
        if is_anew {
            statement.execute(params![IDS, of_ids(connection)?.0])?;
        }
        Ok(())
    }
}

fn beginning(folded: &str) -> &str {
    let end = folded.char_indices().nth(BEGINNING);
    end.map_or(folded, |(end, _)| &folded[..end])
}

impl Library {
    /// Fails where names that begin like this folded one are missing: the name may be among them.
    ///
    /// # Errors
    /// When they are, or the library cannot be read.
    pub fn ensure_whole_names(&self, folded: &str) -> Result<(), Error> {
        if self.version == Version::One {
            return Ok(());
        }
        let beginning = beginning(folded);
        let read = || {
            let mut found = Tally::default();
            let columns = self.name_columns();
            let sql = format!(
                "SELECT {columns} FROM name WHERE folded >= ?1 AND folded < ?1 || char(0x10FFFF)"
            );
            let mut statement = self.connection.prepare_cached(&sql)?;
            let mut rows = statement.query([beginning])?;
            while let Some(row) = rows.next()? {
                let name = row.get_ref(0)?.as_str()?;
                if self::beginning(name) == beginning {
                    found.toggle_name(name, row.get(2)?, row.get(1)?);
                }
            }
            Ok(found == tally(&self.connection, beginning)?)
        };
        let is_whole = read().map_err(|error| self.failure("read", &error))?;
        if is_whole {
            Ok(())
        } else {
            Err(self.damage(&format!(
                "names that begin with \"{beginning}\" are missing"
            )))
        }
    }

    /// Fails where these are not all entries, or have other ids or levels.
    ///
    /// # Errors
    /// When they are not, or the library cannot be read.
    pub(super) fn ensure_whole(&self, titled: &[Titled]) -> Result<(), Error> {
        let ids = if self.version < Version::Four {
            None
        } else {
            kept(&self.connection, IDS).map_err(|error| self.failure("read", &error))?
        };
        let mut found = Tally::default();
        if let Some(ids) = ids {
            for entry in titled {
                found.toggle_listed(entry.key, entry.id.as_str(), entry.level);
            }
            return if found == ids {
                Ok(())
            } else {
                Err(self.damage("entries are missing"))
            };
        }
        // Earlier tables have no such tally: the rows themselves have to say it.
        for entry in titled {
            let summary = self.summary_with_key(entry.key)?;
            let is_it = |it: Summary| it.id == entry.id && it.risk.level == entry.level;
            if !summary.is_some_and(is_it) {
                return Err(self.damage("an entry is missing"));
            }
            found.toggle_entry(entry.key);
        }
        self.ensure_whole_entries(found)
    }

    /// Fails where these are not all entries.
    ///
    /// # Errors
    /// When they are not, or the library cannot be read.
    pub(super) fn ensure_whole_entries(&self, found: Tally) -> Result<(), Error> {
        if self.version == Version::One {
            return Ok(());
        }
        let kept = tally(&self.connection, ENTRIES);
        if kept.map_err(|error| self.failure("read", &error))? == found {
            Ok(())
        } else {
            Err(self.damage("entries are missing"))
        }
    }
}

/// The tally that stands under this.
fn tally(connection: &Connection, of: &str) -> rusqlite::Result<Tally> {
    Ok(kept(connection, of)?.unwrap_or_default())
}

/// The tally that stands under this, where there is one.
fn kept(connection: &Connection, of: &str) -> rusqlite::Result<Option<Tally>> {
    connection
        .prepare_cached("SELECT sum FROM tally WHERE of = ?1")?
        .query_row([of], |row| row.get(0).map(Tally))
        .optional()
}

/// Takes the tally of ids away: the next [`Changes::write`] makes it anew.
pub(super) fn forget_ids(connection: &Connection) -> rusqlite::Result<()> {
    let forget = connection.execute("DELETE FROM tally WHERE of = ?1", [IDS]);
    forget.map(drop)
}

/// The tally of all rows, their ids and levels. A row that is missing, or not what was written, keeps it from
/// fitting any list that is read later: making it anew hides no damage.
fn of_ids(connection: &Connection) -> rusqlite::Result<Tally> {
    let mut found = Tally::default();
    let mut entries = tally(connection, ENTRIES)?;
    let columns = summary::columns(Version::CURRENT);
    let mut statement = connection.prepare(&format!("SELECT {columns} FROM entry"))?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let key = row.get(0)?;
        entries.toggle_entry(key);
        if let Ok(summary) = summary_at(row, 0, Version::CURRENT) {
            found.toggle_listed(key, summary.id.as_str(), summary.risk.level);
        }
    }
    let Tally(missing) = entries;
    Ok(Tally(found.0 ^ missing))
}

/// The beginnings of the names of which some are missing, or are not to be there.
pub(super) fn incomplete(library: &Library) -> rusqlite::Result<Vec<String>> {
    let connection = &library.connection;
    let mut found: BTreeMap<String, Tally> = BTreeMap::new();
    let sql = format!("SELECT {} FROM name", library.name_columns());
    let mut statement = connection.prepare(&sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let name = row.get_ref(0)?.as_str()?;
        let of = beginning(name);
        if !found.contains_key(of) {
            found.insert(of.to_owned(), Tally::default());
        }
        if let Some(tally) = found.get_mut(of) {
            tally.toggle_name(name, row.get(2)?, row.get(1)?);
        }
    }
    let mut statement = connection.prepare("SELECT of, sum FROM tally WHERE of NOT IN (?1, ?2)")?;
    let mut rows = statement.query([ENTRIES, IDS])?;
    while let Some(row) = rows.next()? {
        found.entry(row.get(0)?).or_default().0 ^= row.get::<_, i64>(1)?;
    }
    found.retain(|_, difference| *difference != Tally::default());
    Ok(found.into_keys().collect())
}
