//! What a library holds, without reading what is in it.

use std::fs;

use super::Library;
use super::tables::Version;
use crate::error::Error;

/// What a library holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    /// How many entries there are.
    pub entries: u32,
    /// How many of them are drug labels; `None` where the tables are of a version that does not tell.
    pub labels: Option<u32>,
    /// The earliest effective date, where any entry has one.
    pub oldest: Option<String>,
    /// The latest effective date.
    pub newest: Option<String>,
    /// How many bytes the file has.
    pub bytes: u64,
    /// The version of its tables.
    pub tables: i32,
    /// The version that they are brought to by the next writer; `None` where they have it.
    pub upgrades_to: Option<i32>,
}

impl Library {
    /// What the library holds, by its columns alone: no entry is read, and none is verified.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn status(&self) -> Result<Status, Error> {
        let labels = if self.version < Version::Three {
            "NULL"
        } else {
            "count(set_id)"
        };
        // A date is digits and hyphens, so that it is safe to print whatever is in the file.
        let is_date =
            "effective_date GLOB '[0-9][0-9][0-9][0-9]*' AND effective_date NOT GLOB '*[^0-9-]*'";
        let sql = format!(
            "SELECT count(*), {labels}, min(effective_date) FILTER (WHERE {is_date}),
                 max(effective_date) FILTER (WHERE {is_date}) FROM entry"
        );
        let current = Version::CURRENT.number();
        let status = self.connection.query_row(&sql, [], |row| {
            Ok(Status {
                entries: row.get(0)?,
                labels: row.get(1)?,
                oldest: row.get(2)?,
                newest: row.get(3)?,
                bytes: 0,
                tables: self.version.number(),
                upgrades_to: (self.version < Version::CURRENT).then_some(current),
            })
        });
        let status = status.map_err(|error| self.failure("read", &error))?;
        let bytes = fs::metadata(self.path.as_path()).map_or(0, |file| file.len());
        Ok(Status { bytes, ..status })
    }
}
