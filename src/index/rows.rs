//! The numbers of rows: the key of an entry in the high bits, what is told of the entry in the low
//! ones. So rows of one entry stand together, and a match tells what it is of without a join.

use rusqlite::{Connection, Error, OptionalExtension as _, Result};

use super::Kind;
use super::parts::FIRST_SECTION;
use crate::entry::Part;

/// How many low bits of a row's number are not the key's.
const PART_BITS: u32 = 24;
pub(super) const PART_MASK: i64 = (1 << PART_BITS) - 1;
/// The first key that an entry cannot have: its rows would have no numbers.
const END_OF_KEYS: i64 = 1 << (63 - PART_BITS);

/// The number of the parts that `--section` names with this id; `None` where no entry has one.
///
/// # Errors
/// What SQLite says, as with everything below.
pub fn number_of(connection: &Connection, id: &str) -> Result<Option<i64>> {
    if id == Part::RISKS_ID {
        return Ok(Kind::Risks.number());
    }
    connection
        .prepare_cached("SELECT key FROM section WHERE id = ?1")?
        .query_row([id], |row| row.get::<_, i64>(0))
        .optional()
        .map(|key| key.map(number_of_section))
}

/// The id of the sections with this number.
///
/// # Errors
/// What SQLite says.
pub fn section_with_number(connection: &Connection, number: i64) -> Result<Option<String>> {
    connection
        .prepare_cached("SELECT id FROM section WHERE key = ?1")?
        .query_row([number - FIRST_SECTION + 1], |row| row.get(0))
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

/// Keys begin with 1.
fn number_of_section(key: i64) -> i64 {
    FIRST_SECTION + key - 1
}

/// The number of the sections with this id, given now if it is new.
pub(super) fn intern(connection: &Connection, id: &str) -> Result<i64> {
    if let Some(number) = number_of(connection, id)? {
        return Ok(number);
    }
    connection
        .prepare_cached("INSERT INTO section (id) VALUES (?1)")?
        .execute([id])?;
    Ok(number_of_section(connection.last_insert_rowid()))
}

/// The number of a row.
pub(crate) fn row(key: i64, number: i64) -> Result<i64> {
    if !(0..END_OF_KEYS).contains(&key) {
        return Err(refusal(format!(
            "the index takes no entry with the key {key}"
        )));
    }
    if !(0..=PART_MASK).contains(&number) {
        return Err(refusal(format!(
            "the index takes at most {} different ids of sections",
            PART_MASK - FIRST_SECTION + 1
        )));
    }
    Ok(key << PART_BITS | number)
}

fn refusal(why: String) -> Error {
    Error::ToSqlConversionFailure(why.into())
}

/// The first and the last row that an entry can have.
pub(crate) fn rows_of(key: i64) -> Result<[i64; 2]> {
    Ok([row(key, 0)?, row(key, PART_MASK)?])
}

/// The key of the entry that a row is of.
#[must_use]
pub fn key_of(row: i64) -> i64 {
    row >> PART_BITS
}

/// The number of the part that a row is of.
#[must_use]
pub fn number_of_row(row: i64) -> i64 {
    row & PART_MASK
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_that_has_no_number_is_refused_with_the_limit() {
        assert_eq!(row(1, 3).unwrap(), (1 << 24) + 3);
        assert!(row(END_OF_KEYS - 1, PART_MASK).unwrap() > 0);
        for (key, number, why) in [
            (END_OF_KEYS, 0, "the index takes no entry with the key"),
            (-1, 0, "the index takes no entry with the key -1"),
            (
                1,
                PART_MASK + 1,
                "the index takes at most 16777213 different ids of sections",
            ),
        ] {
            let refused = row(key, number).unwrap_err().to_string();
            assert!(refused.starts_with(why), "{refused}");
        }
    }
}
