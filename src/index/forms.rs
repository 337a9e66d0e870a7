//! The forms of words: every word that ever was in a text, by its stem. So one index of words as they
//! are written finds stems and phrases of stems as well.

use std::cell::RefCell;
use std::collections::BTreeSet;

use rusqlite::{Connection, Result, params};

use super::Term;
use super::stems::stem;
use super::tokens::{fold_word, places, tokens};

/// How many words are remembered to be in the table.
const MAX_KNOWN: usize = 200_000;
/// How many phrases are asked for at once, without looking first which there are.
const MAX_PHRASES: usize = 64;

/// Puts the words of texts into the table of forms.
#[derive(Default)]
pub(super) struct Known(RefCell<BTreeSet<String>>);

impl Known {
    pub(super) fn add(&self, connection: &Connection, text: &str) -> Result<()> {
        let mut known = self.0.borrow_mut();
        for word in tokens(text).map(|token| token.word) {
            if known.contains(&word) {
                continue;
            }
            connection
                .prepare_cached("INSERT OR IGNORE INTO stem (stem, word) VALUES (?1, ?2)")?
                .execute(params![stem(&word), word])?;
            if known.len() >= MAX_KNOWN {
                known.clear();
            }
            known.insert(word);
        }
        Ok(())
    }
}

/// The FTS5 expression of the parts with a term that is no prefix: the phrases of all forms of its
/// words. `None` where there are none.
pub(super) fn expression(connection: &Connection, term: &Term) -> Result<Option<String>> {
    let mut phrases = Vec::new();
    for text in term.texts() {
        phrases.extend(phrases_of(connection, text)?);
    }
    Ok((!phrases.is_empty()).then(|| phrases.join(" OR ")))
}

/// The phrases, each in quotes, that are this one in other forms.
fn phrases_of(connection: &Connection, text: &str) -> Result<Vec<String>> {
    let mut phrases = vec![String::new()];
    let mut count = 0;
    for place in places(text) {
        let forms = forms_of(connection, &fold_word(&text[place]))?;
        let further = |phrase: &String| {
            let further = forms.iter().map(|form| format!("{phrase} {form}"));
            further.collect::<Vec<_>>()
        };
        phrases = phrases.iter().flat_map(further).collect();
        count += 1;
        if count > 1 && phrases.len() > MAX_PHRASES {
            let mut is_there =
                connection.prepare_cached("SELECT 1 FROM words WHERE words MATCH ?1")?;
            let mut left = Vec::new();
            for phrase in phrases {
                if is_there.exists([format!("\"{phrase}\"")])? {
                    left.push(phrase);
                }
            }
            phrases = left;
        }
    }
    if count == 0 {
        return Ok(Vec::new());
    }
    let quoted = phrases
        .iter()
        .map(|phrase| format!("\"{}\"", phrase.trim_start()));
    Ok(quoted.collect())
}

/// The words that have the stem of this one.
fn forms_of(connection: &Connection, word: &str) -> Result<Vec<String>> {
    connection
        .prepare_cached("SELECT word FROM stem WHERE stem = ?1")?
        .query_map([stem(word)], |row| row.get(0))?
        .collect()
}

/// Whether the table has every word of the index with its stem, and no other stems.
///
/// # Errors
/// What SQLite says.
pub fn are_whole(connection: &Connection) -> Result<bool> {
    let mut statement = connection.prepare("SELECT stem, word FROM stem")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        if row.get_ref(0)?.as_blob()? != stem(row.get_ref(1)?.as_str()?) {
            return Ok(false);
        }
    }
    connection.execute_batch(
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.words_of_texts USING fts5vocab (main, words, row)",
    )?;
    let mut is_there = connection.prepare("SELECT 1 FROM stem WHERE stem = ?1 AND word = ?2")?;
    let mut statement = connection.prepare("SELECT term FROM temp.words_of_texts")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let word = row.get_ref(0)?.as_str()?;
        if !is_there.exists(params![stem(word), word])? {
            return Ok(false);
        }
    }
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index;

    #[test]
    fn phrases_of_words_with_many_forms_are_those_that_there_are() {
        let connection = Connection::open_in_memory().unwrap();
        index::create(&connection).unwrap();
        let text = "connect connected connecting connection connections relate relates related";
        let text = text.to_owned() + " relating relation relations; relating connections relate";
        let sql = "INSERT INTO words (rowid, text) VALUES (1, ?1)";
        connection.execute(sql, [&text]).unwrap();
        Known::default().add(&connection, &text).unwrap();
        let phrases = |text: &str| {
            let mut phrases = phrases_of(&connection, text).unwrap();
            phrases.sort();
            phrases
        };
        assert_eq!(phrases("relate").len(), 6);
        assert_eq!(phrases("relate connect").len(), 30);
        assert_eq!(
            phrases("relating connects related"),
            ["\"relating connections relate\""]
        );
        assert!(phrases("relate unknown").is_empty());
        assert!(phrases("…").is_empty());
        assert!(are_whole(&connection).unwrap());
        connection
            .execute_batch("DELETE FROM stem WHERE word = 'relates'")
            .unwrap();
        assert!(!are_whole(&connection).unwrap());
    }
}
