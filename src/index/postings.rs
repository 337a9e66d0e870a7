//! From terms to the entries and the parts of entries in which they are.

use rusqlite::{Connection, Result, params};

use super::rows::{key_of, number_of_row, row, rows_of};
use super::weights::{weight_at, weight_of};
use super::{Bits, Kind, Term, Terms};

/// How many rows of one question are held at most, 16 bytes each.
const MAX_ROWS: usize = 3_000_000;

/// An entry in which a term is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Posting {
    /// The key of the entry.
    pub key: i64,
    /// How much the term says of it, by how often it is where.
    pub weight: f32,
}

/// What an index knows of a search.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Postings {
    /// For each wanted term the entries that have it, by key.
    pub wanted: Vec<Vec<Posting>>,
    /// For each wanted term the rows of names that have it, in order.
    pub names: Vec<Vec<i64>>,
    /// The keys of entries that have an unwanted term.
    pub unwanted: Vec<i64>,
}

impl Postings {
    /// What is known where none of the terms is.
    #[must_use]
    pub fn of_nothing(terms: &Terms) -> Self {
        Self {
            wanted: vec![Vec::new(); terms.wanted.len()],
            names: vec![Vec::new(); terms.wanted.len()],
            unwanted: Vec::new(),
        }
    }

    /// Leaves what is known of the entries with these keys.
    pub fn retain(&mut self, is_left: impl Fn(i64) -> bool) {
        for entries in &mut self.wanted {
            entries.retain(|posting| is_left(posting.key));
        }
        for rows in &mut self.names {
            rows.retain(|row| is_left(key_of(*row)));
        }
        self.unwanted.retain(|key| is_left(*key));
    }

    /// Gives the entries these keys in place of their places.
    pub fn renumber(&mut self, keys: &[i64]) {
        let key = |place: i64| {
            usize::try_from(place)
                .ok()
                .and_then(|at| keys.get(at).copied())
        };
        for posting in self.wanted.iter_mut().flatten() {
            posting.key = key(posting.key).unwrap_or_default();
        }
        for own in self.names.iter_mut().flatten() {
            let key = key(key_of(*own)).unwrap_or_default();
            *own = row(key, number_of_row(*own)).unwrap_or_default();
        }
        for own in &mut self.unwanted {
            *own = key(*own).unwrap_or_default();
        }
    }

    /// Adds what is known of entries with higher keys.
    pub fn append(&mut self, mut further: Self) {
        for (own, further) in self.wanted.iter_mut().zip(&mut further.wanted) {
            own.append(further);
        }
        for (own, further) in self.names.iter_mut().zip(&mut further.names) {
            own.append(further);
        }
        self.unwanted.append(&mut further.unwanted);
    }
}

/// Where in entries terms are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Within {
    /// Anywhere.
    Entries,
    /// In the parts with this number.
    Number(i64),
}

/// The entries in which the terms are; `None` where so many match that they cannot be held.
///
/// # Errors
/// What SQLite says, as with everything below.
pub fn postings(
    connection: &Connection,
    terms: &Terms,
    within: Within,
) -> Result<Option<Postings>> {
    let mut found = Postings::default();
    let mut held = 0;
    for term in &terms.wanted {
        let Some(entries) = entries_with(connection, term, within)? else {
            return Ok(None);
        };
        held += entries.len();
        if held > MAX_ROWS {
            return Ok(None);
        }
        found.wanted.push(entries);
        found.names.push(names_with(connection, term)?);
    }
    for term in &terms.unwanted {
        let Some(entries) = entries_with(connection, term, within)? else {
            return Ok(None);
        };
        found
            .unwanted
            .extend(entries.iter().map(|posting| posting.key));
    }
    found.unwanted.sort_unstable();
    Ok(Some(found))
}

/// The entries in which a term is, by key.
fn entries_with(
    connection: &Connection,
    term: &Term,
    within: Within,
) -> Result<Option<Vec<Posting>>> {
    let is_weighed = term.is_one_word() && within == Within::Entries;
    let sql = match (is_weighed, term.is_prefix) {
        (true, _) => "SELECT rowid FROM weights WHERE weights MATCH ?1 ORDER BY rowid",
        (false, true) => "SELECT rowid FROM words WHERE words MATCH ?1 ORDER BY rowid",
        (false, false) => "SELECT rowid FROM stemmed WHERE stemmed MATCH ?1 ORDER BY rowid",
    };
    let weigh = |row| {
        if is_weighed {
            weight_at(number_of_row(row))
        } else {
            weight_of(Kind::of_number(number_of_row(row)))
        }
    };
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([term.expression()])?;
    let mut found: Vec<Posting> = Vec::new();
    while let Some(row) = rows.next()? {
        let row = row.get(0)?;
        if let Within::Number(number) = within
            && number_of_row(row) != number
        {
            continue;
        }
        let key = key_of(row);
        #[expect(
            clippy::cast_possible_truncation,
            reason = "the last digits tell nothing"
        )]
        let weight = weigh(row) as f32;
        match found.last_mut() {
            Some(last) if last.key == key => last.weight += weight,
            _ => found.push(Posting { key, weight }),
        }
        if found.len() > MAX_ROWS {
            return Ok(None);
        }
    }
    Ok(Some(found))
}

/// The rows of names that have a term, or all words of it; none for prefixes.
fn names_with(connection: &Connection, term: &Term) -> Result<Vec<i64>> {
    let Some(expression) = term.in_names() else {
        return Ok(Vec::new());
    };
    connection
        .prepare_cached("SELECT rowid FROM names WHERE names MATCH ?1 ORDER BY rowid")?
        .query_map([expression], |row| row.get(0))?
        .collect()
}

/// The parts of one entry in which each of the wanted terms is, a bit for each term, by number.
///
/// # Errors
/// What SQLite says.
pub fn parts_with(connection: &Connection, terms: &Terms, key: i64) -> Result<Vec<(i64, Bits)>> {
    let [first, last] = rows_of(key)?;
    let mut found: Vec<(i64, Bits)> = Vec::new();
    for (at, term) in terms.wanted.iter().enumerate() {
        let sql = if term.is_prefix {
            "SELECT rowid FROM words WHERE words MATCH ?1 AND rowid BETWEEN ?2 AND ?3"
        } else {
            "SELECT rowid FROM stemmed WHERE stemmed MATCH ?1 AND rowid BETWEEN ?2 AND ?3"
        };
        let mut statement = connection.prepare_cached(sql)?;
        let mut rows = statement.query(params![term.expression(), first, last])?;
        while let Some(row) = rows.next()? {
            found.push((number_of_row(row.get(0)?), 1 << at));
        }
    }
    Ok(joined(found))
}

/// Parts with the terms that are in them, each part once.
pub(super) fn joined(mut found: Vec<(i64, Bits)>) -> Vec<(i64, Bits)> {
    found.sort_unstable();
    found.dedup_by(|later, earlier| {
        let is_same = later.0 == earlier.0;
        if is_same {
            earlier.1 |= later.1;
        }
        is_same
    });
    found
}

/// Whether some text has this word as it is written.
///
/// # Errors
/// What SQLite says.
pub fn has_word(connection: &Connection, word: &str) -> Result<bool> {
    let term = Term {
        text: word.to_owned(),
        ..Term::default()
    };
    connection
        .prepare_cached("SELECT 1 FROM words WHERE words MATCH ?1")?
        .exists([term.expression()])
}

/// Gives every word of names to `take`, with the number of entries that have it.
///
/// # Errors
/// What SQLite says.
pub fn for_each_word_of_names(
    connection: &Connection,
    mut take: impl FnMut(&str, u32),
) -> Result<()> {
    connection.execute_batch(
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.words_of_names
             USING fts5vocab (main, spellings, row)",
    )?;
    let mut statement = connection.prepare_cached("SELECT term, doc FROM temp.words_of_names")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let count: u32 = row.get(1)?;
        take(row.get_ref(0)?.as_str()?, count);
    }
    Ok(())
}
