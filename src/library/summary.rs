//! What lists say of an entry, in the columns of a row: written, and read again.

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension as _, Row, ToSql};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::failure::{damaged, unwritable};
use super::tables::Version;
use super::{Library, checksum};
use crate::entry::{Origin, RiskRating, Slug, Source, Summary};
use crate::error::Error;
use crate::name::fold;
use crate::text::Text;

/// The columns of a summary behind the key, in order, each with the version of the tables that has it first.
const SUMMARY: [(&str, Version); 17] = [
    ("id", Version::One),
    ("title", Version::One),
    ("title_folded", Version::One),
    ("level", Version::One),
    ("label", Version::One),
    ("boxed_warning", Version::Three),
    ("source", Version::One),
    ("url", Version::Three),
    ("set_id", Version::Three),
    ("version", Version::Three),
    ("effective_date", Version::One),
    ("published", Version::Three),
    ("reviewed", Version::Three),
    ("review_due", Version::Three),
    ("aliases", Version::One),
    ("identifiers", Version::Three),
    ("unlisted_risks", Version::Three),
];

/// The columns of a summary in tables of this version: the key, those of [`SUMMARY`], and their checksum.
pub(super) fn columns(version: Version) -> String {
    let columns = SUMMARY.map(|(name, since)| if since <= version { name } else { "NULL" });
    let checksum = if version == Version::One {
        "NULL"
    } else {
        "summary_checksum"
    };
    format!("key, {}, {checksum}", columns.join(", "))
}

impl Library {
    /// What lists say of the entry in this row.
    ///
    /// # Errors
    /// When the library cannot be read, or is damaged there.
    pub fn summary_with_key(&self, key: i64) -> Result<Option<Summary>, Error> {
        let columns = columns(self.version);
        let sql = format!("SELECT {columns} FROM entry WHERE key = ?1");
        self.connection
            .prepare_cached(&sql)
            .and_then(|mut statement| {
                statement
                    .query_row([key], |row| summary_at(row, 0, self.version))
                    .optional()
            })
            .map_err(|error| self.failure("read", &error))
    }
}

/// Puts in what lists say of an entry.
pub(super) fn insert(connection: &Connection, key: i64, summary: &Summary) -> rusqlite::Result<()> {
    let aliases = json_of(&summary.aliases)?;
    let identifiers = json_of(&summary.identifiers)?;
    let unlisted_risks = json_of(&summary.unlisted_risks)?;
    let title_folded = fold(summary.title.as_str());
    let source = &summary.source;
    let text = |text: &'_ Option<Text>| text.as_ref().map(Text::as_str).map(str::to_owned);
    let columns: [_; SUMMARY.len()] = [
        Some(summary.id.to_string()),
        Some(summary.title.to_string()),
        Some(title_folded),
        Some(summary.risk.level.code().to_owned()),
        text(&summary.risk.label),
        summary.boxed_warning.as_ref().map(Slug::to_string),
        Some(source.name.to_string()),
        text(&source.url),
        text(&source.set_id),
        text(&source.version),
        text(&source.effective_date),
        text(&source.published),
        text(&source.reviewed),
        text(&source.review_due),
        Some(aliases),
        Some(identifiers),
        Some(unlisted_risks),
    ];
    let values = columns.iter().map(|value| ValueRef::from(value.as_deref()));
    let checksum = checksum::of(key, values);
    let mut values: Vec<&dyn ToSql> = vec![&key];
    values.extend(columns.iter().map(|value| value as &dyn ToSql));
    values.push(&checksum);
    let names = SUMMARY.map(|(name, _)| name).join(", ");
    let places = vec!["?"; values.len()].join(", ");
    let sql = format!("INSERT INTO entry (key, {names}, summary_checksum) VALUES ({places})");
    let mut statement = connection.prepare_cached(&sql)?;
    statement.execute(values.as_slice()).map(drop)
}

fn json_of<T: Serialize>(list: &[T]) -> rusqlite::Result<String> {
    serde_json::to_string(list).map_err(|error| unwritable(error.into()))
}

/// The summary in the [`columns`] of this version that begin at this one.
pub(super) fn summary_at(row: &Row, first: usize, version: Version) -> rusqlite::Result<Summary> {
    let key: i64 = row.get(first)?;
    let mut values = Vec::with_capacity(SUMMARY.len());
    for (at, (_, since)) in SUMMARY.iter().enumerate() {
        if *since <= version {
            values.push(row.get_ref(first + 1 + at)?);
        }
    }
    let checksum: Option<i64> = row.get(first + 1 + SUMMARY.len())?;
    if checksum.is_some_and(|checksum| checksum != checksum::of(key, values)) {
        return Err(damaged(format!(
            "what it lists of the entry in row {key} is not what was written"
        )));
    }
    let mut at = first;
    let mut next = || -> rusqlite::Result<Option<String>> {
        at += 1;
        row.get(at)
    };
    // In the order of the columns.
    let id = required(next()?)?;
    let title = required(next()?)?;
    next()?;
    let level = next()?.unwrap_or_default().parse().map_err(damaged)?;
    Ok(Summary {
        id,
        title,
        risk: RiskRating {
            level,
            label: optional(next()?)?,
        },
        boxed_warning: optional(next()?)?,
        source: Source {
            name: required(next()?)?,
            url: optional(next()?)?,
            set_id: optional(next()?)?,
            version: optional(next()?)?,
            effective_date: optional(next()?)?,
            published: optional(next()?)?,
            reviewed: optional(next()?)?,
            review_due: optional(next()?)?,
            authors: Vec::new(),
            license: None,
            references: Vec::new(),
            path: None,
            commit: None,
        },
        aliases: list(next()?)?,
        identifiers: list(next()?)?,
        unlisted_risks: list(next()?)?,
        origin: Origin::Library {
            shadows_built_in: false,
        },
    })
}

/// What a column holds that is a list in JSON; nothing where the tables do not have the column.
fn list<T: DeserializeOwned>(json: Option<String>) -> rusqlite::Result<Vec<T>> {
    let Some(json) = json else {
        return Ok(Vec::new());
    };
    serde_json::from_str(&json).map_err(|error| damaged(error.to_string()))
}

/// A text out of the library: what somebody put there by hand is held to the same rules.
fn optional<T: TryFrom<String, Error = String>>(
    words: Option<String>,
) -> rusqlite::Result<Option<T>> {
    words
        .map(|words| T::try_from(words).map_err(damaged))
        .transpose()
}

pub(super) fn required<T: TryFrom<String, Error = String>>(
    words: Option<String>,
) -> rusqlite::Result<T> {
    T::try_from(words.unwrap_or_default()).map_err(damaged)
}
