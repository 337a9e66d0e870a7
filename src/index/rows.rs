//! The numbers of rows: the key of an entry in the high bits, what is told of the entry in the low
//! ones. So rows of one entry stand together, and a match tells what it is of without a join.

use rusqlite::{Connection, Error, OptionalExtension as _, Result};

use super::parts::FIRST_SECTION;

/// How rows of one table are numbered: how many low bits of a row's number are not the key's. The
/// fewer, the less room the numbers take in an index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Numbering {
    bits: u32,
}

impl Numbering {
    /// Of parts: the place of the part in its entry, a section's behind those that every entry has.
    pub const PARTS: Self = Self { bits: 13 };
    /// Of weights: the level of the weight.
    pub const WEIGHTS: Self = Self { bits: 4 };
    /// Of risks: which of the entry's it is.
    pub const RISKS: Self = Self { bits: 17 };
    /// Of names: which of the entry's it is, and its length.
    pub const NAMES: Self = Self { bits: 24 };
    /// Of everything in tables of version 2, where sections have the number of their id.
    pub const EARLIER: Self = Self { bits: 24 };

    /// The number of a row.
    ///
    /// # Errors
    /// When there is none: the key or what is told of the entry is beyond all numbers.
    pub fn row(self, key: i64, number: i64) -> Result<i64> {
        if !(0..1 << (63 - Self::NAMES.bits)).contains(&key) {
            return Err(refusal(format!(
                "the index takes no entry with the key {key}"
            )));
        }
        if !(0..=self.mask()).contains(&number) {
            return Err(refusal(format!(
                "the index takes at most {} sections of an entry, and {} risks",
                Self::PARTS.mask() - FIRST_SECTION + 1,
                Self::RISKS.mask() + 1
            )));
        }
        Ok(key << self.bits | number)
    }

    /// The key of the entry that a row is of.
    #[must_use]
    pub fn key_of(self, row: i64) -> i64 {
        row >> self.bits
    }

    /// What a row tells of the entry.
    #[must_use]
    pub fn number_of(self, row: i64) -> i64 {
        row & self.mask()
    }

    const fn mask(self) -> i64 {
        (1 << self.bits) - 1
    }
}

/// The number of this id of sections; `None` where no entry has one.
///
/// # Errors
/// What SQLite says, as with everything below.
pub fn number_of_id(connection: &Connection, id: &str) -> Result<Option<i64>> {
    connection
        .prepare_cached("SELECT key FROM section WHERE id = ?1")?
        .query_row([id], |row| row.get(0))
        .optional()
}

/// The ids of sections that have a number, in their order.
///
/// # Errors
/// What SQLite says.
pub fn section_ids(connection: &Connection) -> Result<Vec<String>> {
    connection
        .prepare_cached("SELECT id FROM section ORDER BY id")?
        .query_map([], |row| row.get(0))?
        .collect()
}

/// The number of this id of sections, given now if it is new.
pub(super) fn intern(connection: &Connection, id: &str) -> Result<i64> {
    if let Some(number) = number_of_id(connection, id)? {
        return Ok(number);
    }
    connection
        .prepare_cached("INSERT INTO section (id) VALUES (?1)")?
        .execute([id])?;
    Ok(connection.last_insert_rowid())
}

fn refusal(why: String) -> Error {
    Error::ToSqlConversionFailure(why.into())
}

/// The number of the row of a name.
///
/// # Errors
/// As [`Numbering::row`].
pub(crate) fn row(key: i64, number: i64) -> Result<i64> {
    Numbering::NAMES.row(key, number)
}

/// The key of the entry that has the name in this row.
#[must_use]
pub fn key_of(row: i64) -> i64 {
    Numbering::NAMES.key_of(row)
}

/// What the number of the row of a name tells of it.
#[must_use]
pub fn number_of_row(row: i64) -> i64 {
    Numbering::NAMES.number_of(row)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_that_has_no_number_is_refused_with_the_limit() {
        let parts = Numbering::PARTS;
        assert_eq!(parts.row(1, 3).unwrap(), (1 << 13) + 3);
        assert!(row((1 << 39) - 1, Numbering::NAMES.mask()).unwrap() > 0);
        for (key, number, why) in [
            (1 << 39, 0, "the index takes no entry with the key"),
            (-1, 0, "the index takes no entry with the key -1"),
            (
                1,
                8192,
                "the index takes at most 8189 sections of an entry, and 131072 risks",
            ),
        ] {
            let refused = parts.row(key, number).unwrap_err().to_string();
            assert!(refused.starts_with(why), "{refused}");
        }
    }
}
