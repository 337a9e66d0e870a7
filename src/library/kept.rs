//! Which entries the library holds because a folder does, that it is kept to: `add --prune`.

use std::collections::BTreeMap;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, params};

use super::failure::damaged;
use super::tables::Version;
use super::write::Writer;
use super::{Library, checksum};
use crate::error::Error;

/// The ids of entries, each with the document in the folder that it was read from.
pub type Kept = BTreeMap<String, String>;

impl Library {
    /// What the library holds because this folder does. Tables of an earlier version tell of none.
    ///
    /// # Errors
    /// When the library cannot be read, or is damaged there.
    pub fn kept_to(&self, folder: &str) -> Result<Kept, Error> {
        if self.version < Version::Three {
            return Ok(Kept::new());
        }
        kept_to(&self.connection, folder).map_err(|error| self.failure("read", &error))
    }

    /// The ids of the labels of this set.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn ids_of_set(&self, set_id: &str) -> Result<Vec<String>, Error> {
        ids_of_set(&self.connection, set_id).map_err(|error| self.failure("read", &error))
    }
}

impl Writer {
    /// What the library holds because this folder does.
    ///
    /// # Errors
    /// When the library cannot be read, or is damaged there.
    pub fn kept_to(&self, folder: &str) -> Result<Kept, Error> {
        let library = self.library();
        kept_to(&library.connection, folder).map_err(|error| library.failure("read", &error))
    }

    /// Notes that this folder holds the entry with this id, in this document of it. A folder that
    /// was noted before is so no more. Where there is no such entry nothing is done.
    ///
    /// # Errors
    /// When the library cannot be written.
    pub fn keep(&self, id: &str, folder: &str, path: &str) -> Result<(), Error> {
        let library = self.library();
        keep(&library.connection, id, folder, path)
            .map_err(|error| library.failure("write", &error))
    }

    /// The ids of the labels of this set.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn ids_of_set(&self, set_id: &str) -> Result<Vec<String>, Error> {
        self.library().ids_of_set(set_id)
    }
}

fn kept_to(connection: &Connection, folder: &str) -> rusqlite::Result<Kept> {
    let mut statement = connection.prepare_cached(
        "SELECT key, id, path, checksum FROM origin JOIN entry ON key = entry WHERE folder = ?1",
    )?;
    let mut rows = statement.query([folder])?;
    let mut kept = Kept::new();
    while let Some(row) = rows.next()? {
        let (key, id, path): (_, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        // Another entry under this key would leave the library in its place.
        if row.get::<_, i64>(3)? != checksum_of(key, &id, folder, &path) {
            return Err(damaged(format!(
                "the origin of the entry \"{id}\" is damaged"
            )));
        }
        kept.insert(id, path);
    }
    Ok(kept)
}

/// What is wrong with what is kept of folders.
pub(super) fn damage(library: &Library) -> rusqlite::Result<Vec<String>> {
    if library.version < Version::Three {
        return Ok(Vec::new());
    }
    let connection = &library.connection;
    let mut statement = connection.prepare("SELECT DISTINCT folder FROM origin")?;
    let folders = statement.query_map([], |row| row.get::<_, String>(0))?;
    let mut damage = Vec::new();
    for folder in folders {
        damage.extend(kept_to(connection, &folder?).err().map(|it| it.to_string()));
    }
    Ok(damage)
}

fn keep(connection: &Connection, id: &str, folder: &str, path: &str) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached("SELECT key FROM entry WHERE id = ?1")?;
    let mut rows = statement.query([id])?;
    let Some(row) = rows.next()? else {
        return Ok(());
    };
    let key: i64 = row.get(0)?;
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO origin (entry, folder, path, checksum) VALUES (?1, ?2, ?3, ?4)",
        )?
        .execute(params![
            key,
            folder,
            path,
            checksum_of(key, id, folder, path)
        ])
        .map(drop)
}

fn checksum_of(key: i64, id: &str, folder: &str, path: &str) -> i64 {
    checksum::of(key, [id, folder, path].map(ValueRef::from))
}

fn ids_of_set(connection: &Connection, set_id: &str) -> rusqlite::Result<Vec<String>> {
    connection
        .prepare_cached("SELECT id FROM entry WHERE set_id = ?1 ORDER BY key")?
        .query_map([set_id], |row| row.get(0))?
        .collect()
}
