//! Bringing tables of an earlier version over to those of this one, in the writer's transaction.

use rusqlite::{Connection, params};

use super::Library;
use super::read::damaged;
use super::tables::{self, Version};
use super::tally::Changes;
use super::write::insert;
use crate::entry::Entry;

/// The tables of version 1 under other names, out of the way of the new ones.
const SET_ASIDE: &str = "
    DROP INDEX entry_by_title;
    DROP TABLE name;
    DROP TABLE entry_text;
    ALTER TABLE entry RENAME TO entry_before;
";

/// Brings the tables over where they are of an earlier version, and tells how many entries were in
/// them. Names are folded anew, and every entry gets its checksums and its place in the index.
pub(super) fn upgrade(
    library: &Library,
    connection: &Connection,
    tallies: &Changes,
) -> rusqlite::Result<Option<usize>> {
    // Another program may have done it since the library was opened.
    let version = match library.version {
        Version::Two => return Ok(None),
        Version::One => tables::recognise(connection)?,
    };
    match version {
        Ok(Version::One) => {}
        Ok(Version::Two) => return Ok(None),
        Err(why) => return Err(damaged(why)),
    }
    connection.execute_batch(SET_ASIDE)?;
    tables::create(connection)?;
    let mut count = 0;
    let mut statement = connection.prepare("SELECT key, json FROM entry_before ORDER BY key")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let key = row.get(0)?;
        let json = row.get_ref(1)?.as_str()?;
        let entry: Entry = serde_json::from_str(json)
            .map_err(|error| damaged(format!("the entry in row {key} is no entry: {error}")))?;
        insert(connection, tallies, key, &entry, json)?;
        count += 1;
    }
    drop(rows);
    drop(statement);
    connection.execute("DROP TABLE entry_before", params![])?;
    Ok(Some(count))
}
