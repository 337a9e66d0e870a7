//! An index in memory of the entries that a search may show. Built-in entries and those of the
//! library go through it alike, so that one list has one order; it also knows where the words are.

use std::collections::BTreeSet;
use std::ops::Range;

use rusqlite::{Connection, OptionalExtension as _, Result, Row, params};

use super::query::Query;
use crate::entry::{Entry, Part};
use crate::index::{self, COLUMNS};

/// What stands before a match, and after it, in marked text. No text of an entry can hold them.
const MARK: char = '\u{1}';
const UNMARK: char = '\u{2}';

/// Where the wanted words have to be, and where no unwanted one may be.
pub struct Tier {
    /// The columns for the wanted words.
    pub columns: Vec<&'static str>,
    /// The columns without the unwanted ones.
    pub scope: Vec<&'static str>,
}

/// What is searched, the best first: names, then risks, then all; or the one column that holds the
/// sections with this id.
pub fn tiers(section: Option<&str>) -> Vec<Tier> {
    match section {
        Some(id) => {
            let column = vec![index::column_of(id)];
            vec![Tier {
                columns: column.clone(),
                scope: column,
            }]
        }
        None => [&["title", "aliases"][..], &["risks"], &COLUMNS]
            .map(|columns| Tier {
                columns: columns.to_vec(),
                scope: COLUMNS.to_vec(),
            })
            .into(),
    }
}

/// The index.
pub struct Memory {
    connection: Connection,
    /// The tables: one of stemmed words and, where beginnings are looked for, one of written words.
    tables: Vec<&'static str>,
    entries: Vec<Entry>,
}

/// A part of an entry with marked lines.
pub struct MarkedPart {
    /// The part's id, or what names are called.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// Its lines, matches marked.
    pub lines: Vec<MarkedLine>,
}

/// A line with the byte ranges of its matches, in order.
pub struct MarkedLine {
    /// The line itself.
    pub text: String,
    /// Where the matches are.
    pub matches: Vec<Range<usize>>,
}

impl Memory {
    /// An index without entries.
    ///
    /// # Errors
    /// When SQLite has no memory for it, as with everything below.
    pub fn new(has_beginnings: bool) -> Result<Self> {
        let connection = Connection::open_in_memory()?;
        let mut tables = vec!["stemmed"];
        connection.execute_batch(&index::create("stemmed", index::STEMMED, ""))?;
        if has_beginnings {
            connection.execute_batch(&index::create("written", index::WRITTEN, ""))?;
            tables.push("written");
        }
        Ok(Self {
            connection,
            tables,
            entries: Vec::new(),
        })
    }

    /// Adds an entry, or only what has this id of it.
    pub fn add(&mut self, mut entry: Entry, section: Option<&str>) -> Result<()> {
        if let Some(id) = section {
            entry.sections.retain(|section| section.id.as_str() == id);
            if id != Part::RISKS_ID {
                entry.risks.clear();
            }
        }
        let texts = index::texts_of(&entry);
        for table in &self.tables {
            let mut statement = self.connection.prepare_cached(&index::insert(table))?;
            statement.raw_bind_parameter(1, row_of(self.entries.len()))?;
            for (at, text) in texts.iter().enumerate() {
                statement.raw_bind_parameter(at + 2, text)?;
            }
            statement.raw_execute()?;
        }
        self.entries.push(entry);
        Ok(())
    }

    /// The entries that fit the query, by when they were added, the best first.
    pub fn ranked(&self, query: &Query, section: Option<&str>) -> Result<Vec<usize>> {
        let sql = format!(
            "SELECT rowid FROM stemmed WHERE stemmed MATCH ?1 ORDER BY bm25(stemmed, {}), rowid",
            index::WEIGHTS
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let mut ranked = Vec::new();
        for tier in &tiers(section) {
            let expression = query.stemmed(&tier.columns, &tier.scope);
            let rows: Result<Vec<i64>> = statement
                .query_map([expression], |row| row.get(0))?
                .collect();
            for row in rows? {
                let at = usize::try_from(row).unwrap_or(usize::MAX);
                if !ranked.contains(&at) && self.is_so_written(row, query, tier)? {
                    ranked.push(at);
                }
            }
        }
        Ok(ranked)
    }

    /// Whether an entry has the words that begin as the query wants, and none that begin as it does not.
    fn is_so_written(&self, row: i64, query: &Query, tier: &Tier) -> Result<bool> {
        let has = |expression: Option<String>| match expression {
            Some(expression) => self
                .connection
                .prepare_cached("SELECT 1 FROM written WHERE rowid = ?1 AND written MATCH ?2")?
                .exists(params![row, expression])
                .map(Some),
            None => Ok(None),
        };
        let has_wanted = has(query.wanted_beginnings(&tier.columns))?;
        let has_unwanted = has(query.unwanted_beginnings(&tier.scope))?;
        Ok(has_wanted != Some(false) && has_unwanted != Some(true))
    }

    /// The parts of an entry in which the words of the query are, each with its lines.
    pub fn marked_parts(&self, at: usize, query: &Query) -> Result<Vec<MarkedPart>> {
        let row = row_of(at);
        // What is not wanted is not there, and marks nothing.
        let mut columns = self.marked("stemmed", row, &query.stemmed(&COLUMNS, &COLUMNS))?;
        if let Some(expression) = query.wanted_beginnings(&COLUMNS) {
            let written = self.marked("written", row, &expression)?;
            for (lines, others) in columns.iter_mut().zip(written) {
                for (line, other) in lines.iter_mut().zip(others) {
                    line.merge(other);
                }
            }
        }
        let mut parts = parts_of(&self.entries[at], columns);
        parts.retain(|part| part.lines.iter().any(|line| !line.matches.is_empty()));
        Ok(parts)
    }

    /// The lines of an entry by column, what fits the expression marked.
    fn marked(&self, table: &str, row: i64, expression: &str) -> Result<Vec<Vec<MarkedLine>>> {
        let (mark, unmark) = (u32::from(MARK), u32::from(UNMARK));
        let columns: Vec<String> = (0..COLUMNS.len())
            .map(|column| format!("highlight({table}, {column}, char({mark}), char({unmark}))"))
            .collect();
        let columns = columns.join(", ");
        let sql = format!("SELECT {columns} FROM {table} WHERE rowid = ?1 AND {table} MATCH ?2");
        let lines = |row: &Row| {
            let column = |at| {
                Ok(row
                    .get_ref(at)?
                    .as_str()?
                    .lines()
                    .map(MarkedLine::parse)
                    .collect())
            };
            (0..COLUMNS.len()).map(column).collect()
        };
        let marked: Option<Vec<Vec<MarkedLine>>> = self
            .connection
            .prepare_cached(&sql)?
            .query_row(params![row, expression], lines)
            .optional()?;
        Ok(marked.unwrap_or_else(|| COLUMNS.map(|_| Vec::new()).into()))
    }
}

fn row_of(at: usize) -> i64 {
    i64::try_from(at).unwrap_or(i64::MAX)
}

/// The parts of an entry, names first, with the lines that the columns hold of them.
fn parts_of(entry: &Entry, columns: Vec<Vec<MarkedLine>>) -> Vec<MarkedPart> {
    let mut columns: Vec<_> = columns.into_iter().map(Vec::into_iter).collect();
    let mut part = |id: &str, title: &str, column: &str, count: usize| {
        let at = COLUMNS.iter().position(|name| *name == column).unwrap_or(0);
        MarkedPart {
            id: id.to_owned(),
            title: title.to_owned(),
            lines: columns[at].by_ref().take(count).collect(),
        }
    };
    let mut parts = vec![
        part("title", "Title", "title", 1),
        part("aliases", "Aliases", "aliases", entry.aliases.len()),
    ];
    for own in entry.parts() {
        let count = index::lines_of(own).count();
        parts.push(part(
            own.id(),
            own.title(),
            index::column_of(own.id()),
            count,
        ));
    }
    parts
}

impl MarkedPart {
    /// How many different words are marked.
    pub fn distinct_words(&self) -> usize {
        let words = self.lines.iter().flat_map(|line| {
            let words = line.matches.iter().map(|found| &line.text[found.clone()]);
            words.map(str::to_lowercase)
        });
        words.collect::<BTreeSet<_>>().len()
    }
}

impl MarkedLine {
    fn parse(marked: &str) -> Self {
        let mut line = Self {
            text: String::with_capacity(marked.len()),
            matches: Vec::new(),
        };
        let mut start = 0;
        for c in marked.chars() {
            match c {
                MARK => start = line.text.len(),
                UNMARK => line.matches.push(start..line.text.len()),
                c => line.text.push(c),
            }
        }
        line
    }

    /// Adds the matches of the same line that another index knows.
    fn merge(&mut self, other: Self) {
        for found in other.matches {
            let overlaps = |own: &Range<usize>| own.start < found.end && found.start < own.end;
            if !self.matches.iter().any(overlaps) {
                self.matches.push(found);
            }
        }
        self.matches.sort_by_key(|found| found.start);
    }
}
