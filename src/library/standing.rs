//! How an entry that is to be added stands to what a library holds. Labels of one set are versions of
//! one another: the newest stays, and of one version the label itself, not openFDA's text of it.

use std::cmp::Ordering;

use rusqlite::{Connection, Row};

use super::read::is_same;
use crate::entry::{Entry, OPENFDA_LABELS, Slug, Source};
use crate::text::Text;

/// How an entry stands to what a library holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// There is nothing like it.
    New,
    /// It is there, the same.
    Same,
    /// A newer version of it is there, or the label of which this is openFDA's text.
    Older,
    /// Another with its id is there, with this title.
    Taken(String),
    /// It is to have this id: another label has its own, or it is there under this one.
    Renamed(Slug),
    /// The same version of the label is there with other words, with this title.
    Reworded(String),
    /// It stands in place of the entries with these keys.
    Newer(Vec<i64>),
}

/// How an entry, which would be kept as this JSON, stands to what is in these tables, which are of the
/// version that is written. `overwrites` says that it may stand in place of what is not older, and
/// that damage there does not matter.
pub(super) fn standing(
    connection: &Connection,
    entry: &Entry,
    json: &str,
    overwrites: bool,
) -> rusqlite::Result<Standing> {
    let mut statement = connection.prepare_cached(
        "SELECT key, document, document_checksum, title, set_id, version, effective_date, url,
             id
         FROM entry LEFT JOIN document USING (key) WHERE id = ?1 OR set_id = ?2 ORDER BY key",
    )?;
    let set_id = entry.source.set_id.as_ref().map(Text::as_str);
    let mut rows = statement.query((entry.id.as_str(), set_id))?;
    let mut keys = Vec::new();
    let mut taken = None;
    let mut is_older = false;
    while let Some(row) = rows.next()? {
        if is_same(row, entry, json, overwrites)? {
            return Ok(Standing::Same);
        }
        if let Some(id) = other_id(row, entry)? {
            return Ok(Standing::Renamed(id));
        }
        keys.push(row.get(0)?);
        match age(row, &entry.source)? {
            Some(Ordering::Less) => is_older = true,
            Some(Ordering::Greater) => {}
            None | Some(Ordering::Equal) if overwrites => {}
            None => taken = Some(Standing::Taken(row.get(3)?)),
            Some(Ordering::Equal) => taken = Some(Standing::Reworded(row.get(3)?)),
        }
    }
    Ok(match taken {
        _ if is_older => Standing::Older,
        Some(taken) => taken,
        None if keys.is_empty() => Standing::New,
        None => Standing::Newer(keys),
    })
}

/// The other of the two ids that a label may have, where the row says that it is to have that one: it
/// is an earlier version under it, or another label under the id that this one has.
fn other_id(row: &Row, entry: &Entry) -> rusqlite::Result<Option<Slug>> {
    let (Some(set_id), Some(ids)) = (row.get::<_, Option<String>>(4)?, entry.label_ids()) else {
        return Ok(None);
    };
    let is_own = entry.source.set_id.as_ref().map(Text::as_str) == Some(&set_id);
    let kept: String = row.get(8)?;
    let mut others = ids.into_iter().filter(|id| *id != entry.id);
    Ok(others.find(|other| is_own == (other.as_str() == kept)))
}

/// Whether a label is older or newer than that of its set in this row; `None` where it is no label of
/// the same set.
fn age(row: &Row, source: &Source) -> rusqlite::Result<Option<Ordering>> {
    let set_id: Option<String> = row.get(4)?;
    if set_id.is_none() || set_id.as_deref() != source.set_id.as_ref().map(Text::as_str) {
        return Ok(None);
    }
    let version: Option<String> = row.get(5)?;
    let date: Option<String> = row.get(6)?;
    let url: Option<String> = row.get(7)?;
    let own = (
        number(source.version.as_ref().map(Text::as_str)),
        !source.is_of_openfda(),
        text(source.effective_date.as_ref()),
    );
    let is_of_openfda = url.is_some_and(|url| url.starts_with(OPENFDA_LABELS));
    let kept = (number(version.as_deref()), !is_of_openfda, date);
    Ok(Some(own.cmp(&kept)))
}

/// A version as it is compared: labels count theirs. What is no number comes before all that are.
fn number(version: Option<&str>) -> Option<u64> {
    version?.trim().parse().ok()
}

fn text(text: Option<&Text>) -> Option<String> {
    text.map(Text::to_string)
}
