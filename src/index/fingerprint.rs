//! What an index says, as one number: an index on disk is held against one made of the text anew.

use std::hash::Hasher as _;

use rusqlite::{Connection, Result};
use twox_hash::XxHash3_64;

/// A sum over everything in an index, whatever the order in which it was put there: where each word
/// is, and how many there are. Sums of indexes of different parts add up to
/// the sum of the index of all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fingerprint {
    words: u64,
    /// What FTS5 keeps for scores: how many rows and words there are.
    totals: [i64; 1 + MAX_COLUMNS],
}

/// How many columns a table of the index has at most.
const MAX_COLUMNS: usize = 1;

impl Fingerprint {
    /// The fingerprint of one of the index's tables.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn of(connection: &Connection, table: &str) -> Result<Self> {
        let mut found = Self::default();
        connection.execute_batch(&format!(
            "CREATE VIRTUAL TABLE IF NOT EXISTS temp.{table}_places
                 USING fts5vocab (main, {table}, instance)"
        ))?;
        let sql = format!("SELECT doc, term, col, offset FROM temp.{table}_places");
        let mut statement = connection.prepare(&sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let mut hasher = Hasher::new(row.get(0)?);
            hasher.write(row.get_ref(1)?.as_bytes()?);
            // Tables without places of words have neither.
            hasher.write(row.get_ref(2)?.as_bytes_or_null()?.unwrap_or_default());
            let place: Option<i64> = row.get(3)?;
            hasher.write(&place.unwrap_or(-1).to_le_bytes());
            found.words = found.words.wrapping_add(hasher.finish());
        }
        let sql = format!("SELECT block FROM {table}_data WHERE id = 1");
        let totals: Vec<u8> = connection.query_row(&sql, [], |row| row.get(0))?;
        for (total, value) in found.totals.iter_mut().zip(varints(&totals)) {
            *total = value;
        }
        Ok(found)
    }

    /// The fingerprint of what tells where sections are.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn of_places(connection: &Connection) -> Result<Self> {
        let mut found = Self::default();
        let mut statement = connection.prepare("SELECT section, part FROM place")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let mut hasher = Hasher::new(row.get(1)?);
            hasher.write(&row.get::<_, i64>(0)?.to_le_bytes());
            found.words = found.words.wrapping_add(hasher.finish());
        }
        Ok(found)
    }

    /// Adds the fingerprint of an index of other parts.
    pub fn add(&mut self, other: Self) {
        self.words = self.words.wrapping_add(other.words);
        for (total, further) in self.totals.iter_mut().zip(other.totals) {
            *total = total.wrapping_add(further);
        }
    }
}

/// A hasher of values in the row with this number, each with its length, so that different
/// rows hash differently.
struct Hasher(XxHash3_64);

impl Hasher {
    fn new(row: i64) -> Self {
        let mut hasher = XxHash3_64::with_seed(0);
        hasher.write(&row.to_le_bytes());
        Self(hasher)
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0.write(&bytes.len().to_le_bytes());
        self.0.write(bytes);
    }

    fn finish(&self) -> u64 {
        self.0.finish()
    }
}

/// The numbers in a record of FTS5: SQLite's variable-length integers, one after the other.
fn varints(record: &[u8]) -> impl Iterator<Item = i64> {
    let mut bytes = record.iter();
    std::iter::from_fn(move || {
        let mut value: i64 = 0;
        for place in 0.. {
            let byte = i64::from(*bytes.next()?);
            // The ninth byte gives all of its bits.
            if place == 8 {
                return Some(value << 8 | byte);
            }
            value = value << 7 | byte & 0x7F;
            if byte < 0x80 {
                break;
            }
        }
        Some(value)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn varints_are_read_as_sqlite_writes_them() {
        let record = [
            0x05, 0x81, 0x00, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
        ];
        assert_eq!(varints(&record).collect::<Vec<_>>(), [5, 128, -1]);
        assert_eq!(varints(&[0x81]).next(), None);
    }
}
