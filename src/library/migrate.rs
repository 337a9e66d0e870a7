//! Bringing tables of an earlier version over to those of this one, in the writer's transaction.

use rusqlite::{Connection, params};

use super::read::{damaged, entry};
use super::rows::{Rows, json};
use super::tables::{self, Version};

/// Brings the tables over where they are of an earlier version, and tells how many entries were in
/// them. Names are folded anew, and every entry gets its checksums and its place in the index. Before
/// each entry `may_go_on` is asked, with the number of all; where it says no, the transaction is not to be committed.
pub(super) fn upgrade(
    opened: Version,
    connection: &Connection,
    may_go_on: &mut dyn FnMut(usize) -> bool,
) -> rusqlite::Result<(Rows, Option<usize>)> {
    // Another program may have done it since the library was opened.
    let version = match opened {
        Version::CURRENT => Version::CURRENT,
        Version::One | Version::Two => tables::recognise(connection)?.map_err(damaged)?,
    };
    if version == Version::CURRENT {
        return Ok((Rows::of(connection)?, None));
    }
    tables::set_aside(connection, version)?;
    tables::create(connection)?;
    let rows = Rows::of(connection)?;
    let checksum = match version {
        Version::One => "NULL",
        Version::Two | Version::Three => "json_checksum",
    };
    let sql = format!("SELECT key, json, {checksum} FROM entry_before ORDER BY key");
    let sql_of_count = "SELECT count(*) FROM entry_before";
    let count: i64 = connection.query_row(sql_of_count, [], |row| row.get(0))?;
    let count = usize::try_from(count).unwrap_or(0);
    let mut statement = connection.prepare(&sql)?;
    let mut before = statement.query([])?;
    while let Some(row) = before.next()? {
        if !may_go_on(count) {
            break;
        }
        let entry = entry(row)?;
        rows.insert(connection, row.get(0)?, &entry, &json(&entry))?;
    }
    drop(before);
    drop(statement);
    connection.execute("DROP TABLE entry_before", params![])?;
    Ok((rows, Some(count)))
}
