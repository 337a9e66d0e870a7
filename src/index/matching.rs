//! From words to the parts of entries in which they are, and to the order of these entries.

use std::cmp::Ordering;
use std::ops::Range;

use rusqlite::functions::FunctionFlags;
use rusqlite::{Connection, Result, params};

use super::{Kind, key_of, number_of_row};

/// How many terms can be wanted: a match tells of each by a bit.
pub const MAX_TERMS: usize = u32::BITS as usize;
/// How many rows of one question are held at most, 16 bytes each.
const MAX_ROWS: usize = 3_000_000;
/// How many terms in rows are scored at most: scores take most of the time.
const MAX_SCORED: u32 = 1_500_000;

/// A word, a phrase, or the beginning of a word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// What was typed, without what makes it a phrase or a prefix.
    pub text: String,
    /// Whether it is the beginning of the words that it matches.
    pub is_prefix: bool,
}

/// What is asked of an index.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    /// Each is in a part of the entry; at most [`MAX_TERMS`].
    pub wanted: Vec<Term>,
    /// None is in any part of the entry.
    pub unwanted: Vec<Term>,
}

impl Term {
    /// The term as an FTS5 expression, in which nothing typed is syntax.
    #[must_use]
    pub fn expression(&self) -> String {
        let quoted = self.text.replace('"', "\"\"").replace('\0', " ");
        let star = if self.is_prefix { "*" } else { "" };
        format!("\"{quoted}\"{star}")
    }
}

impl Terms {
    /// Whether some term is a prefix.
    #[must_use]
    pub fn has_prefix(&self) -> bool {
        let mut terms = self.wanted.iter().chain(&self.unwanted);
        terms.any(|term| term.is_prefix)
    }

    /// The FTS5 expression that any of the wanted terms fits: the prefixes, or all others.
    #[must_use]
    pub fn any_wanted(&self, is_prefix: bool) -> Option<String> {
        let terms = self.wanted.iter();
        let expressions: Vec<String> = terms
            .filter(|term| term.is_prefix == is_prefix)
            .map(Term::expression)
            .collect();
        (!expressions.is_empty()).then(|| expressions.join(" OR "))
    }
}

/// A part of an entry with the wanted terms that are in it, a bit each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PartMatch {
    row: i64,
    terms: u32,
}

impl PartMatch {
    /// The number of the part.
    #[must_use]
    pub fn number(self) -> i64 {
        number_of_row(self.row)
    }

    /// How many of the terms are in it.
    #[must_use]
    pub fn terms(self) -> u32 {
        self.terms.count_ones()
    }

    fn weight(self) -> u64 {
        let weight = match Kind::of_number(self.number()) {
            Kind::Title => 20,
            Kind::Aliases => 16,
            Kind::Risks => 8,
            Kind::Section => 1,
        };
        weight * u64::from(self.terms())
    }
}

/// The entries that match, with their parts that have any wanted term, by row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matches {
    parts: Vec<PartMatch>,
    wanted: u32,
    /// Whether a section was asked for: then there is one tier.
    is_one_section: bool,
}

impl Matches {
    /// How many entries match.
    #[must_use]
    pub fn count(&self) -> usize {
        self.parts.chunk_by(is_same_entry).count()
    }

    /// The parts of one of the entries.
    #[must_use]
    pub fn parts(&self, ranked: &Ranked) -> &[PartMatch] {
        &self.parts[ranked.parts.clone()]
    }

    /// The rows of the entries, by number.
    fn unranked(&self) -> Vec<Ranked> {
        let mut start = 0;
        let entry = |parts: &[PartMatch]| {
            let range = start..start + parts.len();
            start = range.end;
            Ranked {
                key: key_of(parts[0].row),
                tier: self.tier(parts),
                score: 0.0,
                weight: parts.iter().map(|part| part.weight()).sum(),
                parts: range,
            }
        };
        self.parts.chunk_by(is_same_entry).map(entry).collect()
    }

    /// 0 where all that is wanted is in the names, 1 where it is in the risks, else 2.
    fn tier(&self, parts: &[PartMatch]) -> u8 {
        let has_all = |kinds: &[Kind]| {
            let parts = parts.iter();
            let own = parts.filter(|part| kinds.contains(&Kind::of_number(part.number())));
            own.fold(0, |terms, part| terms | part.terms) == self.wanted
        };
        match () {
            () if self.is_one_section => 0,
            () if has_all(&[Kind::Title, Kind::Aliases]) => 0,
            () if has_all(&[Kind::Risks]) => 1,
            () => 2,
        }
    }
}

fn is_same_entry(one: &PartMatch, other: &PartMatch) -> bool {
    key_of(one.row) == key_of(other.row)
}

/// The entries in which every wanted term is and no unwanted one, in any part or in those with this
/// number; `None` where so many parts match that they cannot be held.
///
/// # Errors
/// What SQLite says, as with everything below.
pub fn matches(
    connection: &Connection,
    terms: &Terms,
    number: Option<i64>,
) -> Result<Option<Matches>> {
    let mut found = Matches {
        wanted: u32::MAX >> (MAX_TERMS - terms.wanted.len().clamp(1, MAX_TERMS)),
        is_one_section: number.is_some(),
        ..Matches::default()
    };
    for (at, term) in terms.wanted.iter().enumerate() {
        let Some(rows) = rows_of(connection, term, number, found.window(at))? else {
            return Ok(None);
        };
        let rows = rows.into_iter().map(|row| PartMatch {
            row,
            terms: 1 << at,
        });
        found.parts = match at {
            0 => rows.collect(),
            _ => in_both(&found.parts, &rows.collect::<Vec<_>>()),
        };
        if found.parts.is_empty() {
            return Ok(Some(found));
        }
        if found.parts.len() > MAX_ROWS {
            return Ok(None);
        }
    }
    for term in &terms.unwanted {
        if found.parts.is_empty() {
            break;
        }
        let Some(rows) = rows_of(connection, term, number, found.window(1))? else {
            return Ok(None);
        };
        let mut unwanted = rows.into_iter().map(key_of).peekable();
        found.parts.retain(|part| {
            let key = key_of(part.row);
            while unwanted.next_if(|other| *other < key).is_some() {}
            unwanted.peek() != Some(&key)
        });
    }
    Ok(Some(found))
}

impl Matches {
    /// The first and the last row that the next term can matter in.
    fn window(&self, at: usize) -> [i64; 2] {
        match (at, self.parts.first(), self.parts.last()) {
            (1.., Some(first), Some(last)) => {
                [first.row & !super::PART_MASK, last.row | super::PART_MASK]
            }
            _ => [i64::MIN, i64::MAX],
        }
    }
}

/// The rows between two in which a term is, by number; `None` where there are too many.
fn rows_of(
    connection: &Connection,
    term: &Term,
    number: Option<i64>,
    [first, last]: [i64; 2],
) -> Result<Option<Vec<i64>>> {
    let sql = if term.is_prefix {
        "SELECT rowid FROM words WHERE words MATCH ?1 AND rowid BETWEEN ?2 AND ?3 ORDER BY rowid"
    } else {
        "SELECT rowid FROM stemmed WHERE stemmed MATCH ?1 AND rowid BETWEEN ?2 AND ?3 ORDER BY rowid"
    };
    let mut statement = connection.prepare_cached(sql)?;
    let mut found = statement.query(params![term.expression(), first, last])?;
    let mut rows = Vec::new();
    while let Some(row) = found.next()? {
        let row = row.get(0)?;
        if number.is_none_or(|number| number_of_row(row) == number) {
            rows.push(row);
        }
        if rows.len() > MAX_ROWS {
            return Ok(None);
        }
    }
    Ok(Some(rows))
}

/// The parts, from both, of the entries that are in both.
fn in_both(one: &[PartMatch], other: &[PartMatch]) -> Vec<PartMatch> {
    let mut both: Vec<PartMatch> = Vec::new();
    let mut others = other.chunk_by(is_same_entry).peekable();
    for own in one.chunk_by(is_same_entry) {
        let key = key_of(own[0].row);
        while others.next_if(|other| key_of(other[0].row) < key).is_some() {}
        if let Some(other) = others.next_if(|other| key_of(other[0].row) == key) {
            let start = both.len();
            both.extend(own);
            both.extend(other);
            both[start..].sort_by_key(|part| part.row);
        }
    }
    both.dedup_by(|later, earlier| {
        let is_same = later.row == earlier.row;
        if is_same {
            earlier.terms |= later.terms;
        }
        is_same
    });
    both
}

/// A matching entry with what tells its place.
#[derive(Clone, Debug)]
pub struct Ranked {
    /// The key of the entry.
    pub key: i64,
    /// Names before risks before all else.
    pub tier: u8,
    /// The sum of BM25 over the parts; the higher the better. No finer than what the order in which
    /// the parts are summed up leaves alone.
    score: f32,
    /// How many terms are in how many parts, names and risks counting more.
    weight: u64,
    parts: Range<usize>,
}

impl Ranked {
    /// Which of two entries stands first.
    #[must_use]
    pub fn order(&self, other: &Self) -> Ordering {
        self.tier
            .cmp(&other.tier)
            .then(other.score.total_cmp(&self.score))
            .then(other.weight.cmp(&self.weight))
    }
}

/// The matching entries in their order.
#[derive(Clone, Debug, Default)]
pub struct Ranking {
    /// The entries, the best first.
    pub entries: Vec<Ranked>,
    /// Whether there were too many to be given a score each.
    pub is_unscored: bool,
}

/// Ranks the entries that match, the first `count` of them for good: equals among them stand in the
/// order of what `id_of` says of their keys, whatever the order in which they were added.
///
/// # Errors
/// What SQLite or `id_of` says.
pub fn rank<E: From<rusqlite::Error>>(
    connection: &Connection,
    terms: &Terms,
    matches: &Matches,
    count: usize,
    id_of: impl Fn(i64) -> std::result::Result<String, E>,
) -> std::result::Result<Ranking, E> {
    let mut entries = matches.unranked();
    let found: u32 = matches.parts.iter().map(|part| part.terms()).sum();
    let is_unscored = found > MAX_SCORED;
    if count > 0 && entries.len() > 1 && !is_unscored {
        score(connection, terms, &mut entries)?;
    }
    entries.sort_by(Ranked::order);
    let mut start = 0;
    while start < count.min(entries.len()) {
        let rest = &mut entries[start..];
        let equal = rest.partition_point(|other| other.order(&rest[0]) != Ordering::Greater);
        if equal > 1 {
            let mut named = Vec::with_capacity(equal);
            for entry in &rest[..equal] {
                named.push((id_of(entry.key)?, entry.clone()));
            }
            named.sort_by(|(one, _), (other, _)| one.cmp(other));
            for (place, (_, entry)) in rest.iter_mut().zip(named) {
                *place = entry;
            }
        }
        start += equal;
    }
    Ok(Ranking {
        entries,
        is_unscored,
    })
}

/// Gives each of the entries, which are by key, its score.
fn score(connection: &Connection, terms: &Terms, entries: &mut [Ranked]) -> Result<()> {
    let Some(expression) = terms.any_wanted(false) else {
        return Ok(());
    };
    let keys: Vec<i64> = entries.iter().map(|entry| entry.key).collect();
    connection.create_scalar_function(
        "is_ranked",
        1,
        FunctionFlags::SQLITE_UTF8,
        move |context| Ok(keys.binary_search(&key_of(context.get(0)?)).is_ok()),
    )?;
    let mut statement = connection.prepare_cached(
        "SELECT rowid, bm25(stemmed, 1, 20, 16, 8) FROM stemmed
         WHERE stemmed MATCH ?1 AND is_ranked(rowid) ORDER BY rowid",
    )?;
    let mut rows = statement.query([expression])?;
    let mut at = 0;
    let mut sum = 0.0;
    while let Some(row) = rows.next()? {
        let key = key_of(row.get(0)?);
        if entries.get(at).is_none_or(|entry| entry.key != key) {
            sum = 0.0;
            at = entries.partition_point(|entry| entry.key < key);
        }
        // FTS5 calls the best the lowest.
        sum -= row.get::<_, f64>(1)?;
        #[expect(
            clippy::cast_possible_truncation,
            reason = "the last digits tell nothing"
        )]
        let score = sum as f32;
        if let Some(entry) = entries.get_mut(at) {
            entry.score = score;
        }
    }
    Ok(())
}
