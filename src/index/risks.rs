//! Lines of lists of risks: which have words with these prefixes. One rule for the index and for entries.

use std::borrow::Cow;

use rusqlite::{Connection, Result};

use super::Numbering;
use crate::entry::{Entry, Risk};
use crate::name::fold;

/// Whether one risk of an entry has, with the sentence that it hangs on, for each of these words a word
/// that begins with it.
#[must_use]
pub fn has_words(entry: &Entry, words: &str) -> bool {
    let wanted = fold(words);
    let mut wanted = words_of(&wanted).peekable();
    wanted.peek().is_some()
        && entry.risks.iter().any(|risk| {
            let own = fold(&line_of(risk));
            let begins = |word| words_of(&own).any(|own| own.starts_with(word));
            wanted.clone().all(begins)
        })
}

/// The keys of the entries that have such a risk, in order.
///
/// # Errors
/// What SQLite says.
pub fn entries_with_risk(connection: &Connection, words: &str) -> Result<Vec<i64>> {
    let wanted = fold(words);
    let words: Vec<String> = words_of(&wanted).map(|it| format!("\"{it}\"*")).collect();
    if words.is_empty() {
        return Ok(Vec::new());
    }
    let sql = "SELECT rowid FROM risks WHERE risks MATCH ?1 ORDER BY rowid";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([words.join(" AND ")])?;
    let mut keys = Vec::new();
    while let Some(row) = rows.next()? {
        keys.push(Numbering::RISKS.key_of(row.get(0)?));
    }
    keys.dedup();
    Ok(keys)
}

/// A risk behind the sentence that it hangs on.
fn line_of(risk: &Risk) -> Cow<'_, str> {
    match &risk.lead {
        Some(lead) => Cow::Owned(format!("{lead} {}", risk.text)),
        None => Cow::Borrowed(risk.text.as_str()),
    }
}

/// A risk as it is put into the index: its words, joined by blanks.
pub(super) fn indexed(risk: &Risk) -> String {
    let folded = fold(&line_of(risk));
    words_of(&folded).collect::<Vec<_>>().join(" ")
}

fn words_of(folded: &str) -> impl Iterator<Item = &str> + Clone {
    folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::index::{self, IndexWriter};

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn the_index_of_risks_answers_as_the_entries_do(
            lines in prop::collection::vec(
                prop::collection::vec("(naus|Naús|drop|e\u{301}|ハ|バ|²|-|co2|ก็|œ|ß)[a-z ]{0,3}", 1..5), 1..6),
            words in "(na|naus|drop|E|ハ|バ|co|²|ก|oe|s|-)( (na|dr|co))?",
        ) {
            let connection = Connection::open_in_memory().unwrap();
            index::create(&connection).unwrap();
            let inserter = IndexWriter::default();
            let mut expected = Vec::new();
            for (key, words_of_lines) in (1..).zip(&lines) {
                let line = words_of_lines.concat();
                let line = line.trim();
                let json = serde_json::json!({
                    "schema_version": 1, "id": "e", "title": "E", "risk": { "level": "low" },
                    "sections": [], "risks": [{ "text": "x" }, { "text": format!("a {line}") }],
                    "source": { "name": "S" }
                });
                let entry: Entry = serde_json::from_value(json).unwrap();
                inserter.insert(&connection, key, &entry).unwrap();
                if has_words(&entry, &words) {
                    expected.push(key);
                }
            }
            prop_assert_eq!(entries_with_risk(&connection, &words).unwrap(), expected);
        }
    }
}
