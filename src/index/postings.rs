//! From terms to the entries and the parts of entries in which they are.

use rusqlite::{Connection, Result};

use super::parts::FIRST_SECTION;
use super::rows::{key_of, number_of_row, row};
use super::weights::{weight_at, weight_of};
use super::{Kind, Numbering, Term, Terms, forms};

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
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Within {
    /// Anywhere.
    Entries,
    /// In lists of risks.
    Risks,
    /// In the sections whose id has this number.
    Sections(i64),
}

/// Which tables an index has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Those that are written now.
    Current,
    /// Those of version 2 of a library, which has an index of stems, and the numbers of the ids of
    /// sections in rows.
    Earlier,
}

impl Form {
    fn parts(self) -> Numbering {
        match self {
            Self::Current => Numbering::PARTS,
            Self::Earlier => Numbering::EARLIER,
        }
    }

    fn weights(self) -> Numbering {
        match self {
            Self::Current => Numbering::WEIGHTS,
            Self::Earlier => Numbering::EARLIER,
        }
    }
}

/// An index in a database.
pub struct Index<'c> {
    connection: &'c Connection,
    form: Form,
}

impl<'c> Index<'c> {
    /// The one in this database.
    #[must_use]
    pub fn new(connection: &'c Connection, form: Form) -> Self {
        Self { connection, form }
    }

    /// The entries in which the terms are; `None` where so many match that they cannot be held.
    ///
    /// # Errors
    /// What SQLite says, as with everything below.
    pub fn postings(&self, terms: &Terms, within: &Within) -> Result<Option<Postings>> {
        let mut found = Postings::default();
        let rows = self.rows_within(within)?;
        let mut held = 0;
        for term in &terms.wanted {
            let Some(entries) = self.entries_with(term, rows.as_ref())? else {
                return Ok(None);
            };
            held += entries.len();
            if held > MAX_ROWS {
                return Ok(None);
            }
            found.wanted.push(entries);
            found.names.push(names_with(self.connection, term)?);
        }
        for term in &terms.unwanted {
            let Some(entries) = self.entries_with(term, rows.as_ref())? else {
                return Ok(None);
            };
            let keys = entries.iter().map(|posting| posting.key);
            found.unwanted.extend(keys);
        }
        found.unwanted.sort_unstable();
        Ok(Some(found))
    }

    /// The rows of parts to look in; `None` for all of them.
    fn rows_within(&self, within: &Within) -> Result<Option<RowsWithin>> {
        Ok(match (within, self.form) {
            (Within::Entries, _) => None,
            (Within::Risks, _) => Some(RowsWithin::Number(Kind::Risks as i64)),
            (Within::Sections(id), Form::Earlier) => {
                Some(RowsWithin::Number(FIRST_SECTION + id - 1))
            }
            (Within::Sections(id), Form::Current) => {
                let sql = "SELECT part FROM place WHERE section = ?1 ORDER BY part";
                let mut statement = self.connection.prepare_cached(sql)?;
                let rows = statement.query_map([id], |row| row.get(0))?;
                Some(RowsWithin::These(rows.collect::<Result<_>>()?))
            }
        })
    }

    /// The entries in which a term is, by key.
    fn entries_with(
        &self,
        term: &Term,
        within: Option<&RowsWithin>,
    ) -> Result<Option<Vec<Posting>>> {
        let is_weighed = term.is_one_word() && within.is_none();
        let (table, numbering) = match (is_weighed, term.is_prefix, self.form) {
            (true, ..) => ("weights", self.form.weights()),
            (false, false, Form::Earlier) => ("stemmed", self.form.parts()),
            (false, ..) => ("words", self.form.parts()),
        };
        let expression = if table == "words" && !term.is_prefix {
            forms::expression(self.connection, term)?
        } else {
            Some(term.expression())
        };
        let Some(expression) = expression else {
            return Ok(Some(Vec::new()));
        };
        let sql = format!("SELECT rowid FROM {table} WHERE {table} MATCH ?1 ORDER BY rowid");
        let mut statement = self.connection.prepare_cached(&sql)?;
        let mut rows = statement.query([expression])?;
        let mut found: Vec<Posting> = Vec::new();
        while let Some(row) = rows.next()? {
            let row = row.get(0)?;
            let number = numbering.number_of(row);
            if within.is_some_and(|within| !within.has(row, number)) {
                continue;
            }
            let weight = if is_weighed {
                weight_at(number)
            } else {
                weight_of(Kind::of_number(number))
            };
            let key = numbering.key_of(row);
            #[expect(
                clippy::cast_possible_truncation,
                reason = "the last digits tell nothing"
            )]
            let weight = weight as f32;
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
}

/// The rows of parts that are looked in.
enum RowsWithin {
    /// Those with this number.
    Number(i64),
    /// These, in order.
    These(Vec<i64>),
}

impl RowsWithin {
    fn has(&self, row: i64, number: i64) -> bool {
        match self {
            Self::Number(own) => *own == number,
            Self::These(rows) => rows.binary_search(&row).is_ok(),
        }
    }
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
