//! Bringing tables of an earlier version over to those of this one, in the writer's transaction.

use std::collections::BTreeMap;

use rusqlite::{Connection, params};

use super::failure::damaged;
use super::read::entry;
use super::rows::{INSERT_NAME, Rows, json};
use super::tables::{self, Version};
use super::tally;
use crate::entry::newness;

/// Brings the tables over where they are of an earlier version, and tells how many entries were in
/// them. Before each entry `may_go_on` is asked, with the number of all; where it says no, the transaction is
/// not to be committed.
pub(super) fn upgrade(
    opened: Version,
    connection: &Connection,
    may_go_on: &mut dyn FnMut(usize) -> bool,
) -> rusqlite::Result<(Rows, Option<usize>)> {
    // Another program may have done it since the library was opened.
    let version = if opened == Version::CURRENT {
        opened
    } else {
        tables::recognise(connection)?.map_err(damaged)?
    };
    match version {
        Version::One | Version::Two => {
            let (rows, count) = make_anew(version, connection, may_go_on)?;
            Ok((rows, Some(count)))
        }
        Version::Three => {
            let count = add_newness(connection, may_go_on)?;
            Ok((Rows::of(connection)?, Some(count)))
        }
        Version::Four => Ok((Rows::of(connection)?, None)),
    }
}

/// From version 1 or 2: names are folded anew, and every entry gets its checksums and its place in the
/// index.
fn make_anew(
    version: Version,
    connection: &Connection,
    may_go_on: &mut dyn FnMut(usize) -> bool,
) -> rusqlite::Result<(Rows, usize)> {
    tables::set_aside(connection, version)?;
    tables::create(connection)?;
    let rows = Rows::of(connection)?;
    let checksum = if version == Version::One {
        "NULL"
    } else {
        "json_checksum"
    };
    let sql = format!("SELECT key, json, {checksum} FROM entry_before ORDER BY key");
    let count = count(connection, "entry_before")?;
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
    Ok((rows, count))
}

/// From version 3: of one name the newest come first. Everything else stays as it is, so that what is
/// damaged is found where it was.
fn add_newness(
    connection: &Connection,
    may_go_on: &mut dyn FnMut(usize) -> bool,
) -> rusqlite::Result<usize> {
    let count = count(connection, "entry")?;
    let sql = "SELECT key, coalesce(effective_date, reviewed, published, '') FROM entry";
    let mut statement = connection.prepare(sql)?;
    let mut rows = statement.query([])?;
    let mut entries = BTreeMap::new();
    while let Some(row) = rows.next()? {
        if !may_go_on(count) {
            return Ok(count);
        }
        entries.insert(row.get::<_, i64>(0)?, newness(row.get_ref(1)?.as_str()?));
    }
    tables::renew_names(connection, || {
        let mut statement =
            connection.prepare("SELECT folded, entry, is_identifier FROM name_before")?;
        let mut names = statement.query([])?;
        let mut add = connection.prepare(INSERT_NAME)?;
        while let Some(row) = names.next()? {
            let (name, key, is_identifier): (String, i64, i64) =
                (row.get(0)?, row.get(1)?, row.get(2)?);
            let newness = entries.get(&key).copied().unwrap_or_default();
            add.execute(params![name, newness, key, is_identifier])?;
        }
        Ok(())
    })?;
    tally::forget_ids(connection)?;
    Ok(count)
}

fn count(connection: &Connection, table: &str) -> rusqlite::Result<usize> {
    let sql = format!("SELECT count(*) FROM {table}");
    let count: i64 = connection.query_row(&sql, [], |row| row.get(0))?;
    Ok(usize::try_from(count).unwrap_or(0))
}
