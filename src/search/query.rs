//! What somebody searches for: words, phrases and beginnings, wanted or not. Whatever is typed is
//! text; nothing of it reaches FTS5 as syntax.

use crate::error::{Code, Error};

/// How many words and phrases a search takes.
const MOST_TERMS: usize = 32;
/// How short a beginning of a word may become when its stem is guessed, in characters.
const SHORTEST_STEM: usize = 3;
/// By how many characters a stem may be shorter than the beginning that was typed.
const LONGEST_ENDING: usize = 7;

/// A search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    wanted: Vec<Term>,
    unwanted: Vec<Term>,
}

/// A word, a phrase, or the beginning of a word.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Term {
    text: String,
    is_beginning: bool,
}

impl Query {
    /// What these words ask for: all of them, `"a phrase"`, not `-word`, a beginning `ketam*`.
    ///
    /// # Errors
    /// [`Code::Usage`] when there is no word to look for, or too many.
    pub fn parse(typed: &str) -> Result<Self, Error> {
        let mut query = Self {
            wanted: Vec::new(),
            unwanted: Vec::new(),
        };
        let mut rest = typed.trim_start();
        while !rest.is_empty() {
            let (is_unwanted, after) = match rest.strip_prefix('-') {
                Some(after) => (true, after),
                None => (false, rest),
            };
            let (term, after) = Term::parse(after);
            rest = after.trim_start();
            let terms = if is_unwanted {
                &mut query.unwanted
            } else {
                &mut query.wanted
            };
            terms.extend(term);
        }
        let count = query.wanted.len() + query.unwanted.len();
        let refusal = |why: String| Error::new(Code::Usage, why);
        if count > MOST_TERMS {
            let why = format!(
                "a search takes at most {MOST_TERMS} words and phrases, this one has {count}"
            );
            return Err(refusal(why).with_hint("fewer words find more"));
        }
        if query.wanted.is_empty() {
            let why = if query.unwanted.is_empty() {
                format!("there is no word to look for in \"{}\"", typed.trim())
            } else {
                "there is no word to look for besides those that are not wanted".to_owned()
            };
            return Err(refusal(why).with_hint("`stackwise search --help` says what can be typed"));
        }
        Ok(query)
    }

    /// The same search, whatever is not wanted.
    #[must_use]
    pub fn wanted_alone(&self) -> Self {
        Self {
            wanted: self.wanted.clone(),
            unwanted: Vec::new(),
        }
    }

    /// Whether a stemmed index alone cannot tell what fits: it knows no beginnings of words.
    #[must_use]
    pub fn has_beginnings(&self) -> bool {
        self.wanted
            .iter()
            .chain(&self.unwanted)
            .any(|term| term.is_beginning)
    }

    /// The FTS5 expression for an index of stemmed words: all wanted words in `columns`, no unwanted
    /// one in `scope`. With beginnings it finds more than what fits.
    #[must_use]
    pub fn stemmed(&self, columns: &[&str], scope: &[&str]) -> String {
        let wanted: Vec<String> = self.wanted.iter().map(Term::stemmed).collect();
        let mut expression = within(columns, &wanted.join(" AND "));
        for term in self.unwanted.iter().filter(|term| !term.is_beginning) {
            expression = format!("({expression} NOT {})", within(scope, &quoted(&term.text)));
        }
        expression
    }

    /// The FTS5 expression for an index of words as they are written: the wanted beginnings.
    #[must_use]
    pub fn wanted_beginnings(&self, columns: &[&str]) -> Option<String> {
        beginnings(&self.wanted, " AND ").map(|all| within(columns, &all))
    }

    /// The FTS5 expression for an index of words as they are written: any unwanted beginning.
    #[must_use]
    pub fn unwanted_beginnings(&self, scope: &[&str]) -> Option<String> {
        beginnings(&self.unwanted, " OR ").map(|any| within(scope, &any))
    }
}

fn beginnings(terms: &[Term], operator: &str) -> Option<String> {
    let beginnings: Vec<String> = terms
        .iter()
        .filter(|term| term.is_beginning)
        .map(|term| format!("{}*", quoted(&term.text)))
        .collect();
    (!beginnings.is_empty()).then(|| beginnings.join(operator))
}

fn within(columns: &[&str], expression: &str) -> String {
    format!("({{{}}} : ({expression}))", columns.join(" "))
}

impl Term {
    /// The term that `typed` begins with, if there is a letter in it, and what comes after.
    fn parse(typed: &str) -> (Option<Self>, &str) {
        let (text, is_beginning, after) = if let Some(inside) = typed.strip_prefix(is_quote) {
            let (phrase, after) = inside.split_once(is_quote).unwrap_or((inside, ""));
            (phrase, false, after)
        } else {
            let end = typed
                .find(|c: char| c.is_whitespace() || is_quote(c))
                .unwrap_or(typed.len());
            let (word, after) = typed.split_at(end);
            (word.trim_end_matches('*'), word.ends_with('*'), after)
        };
        let term = text.contains(char::is_alphanumeric).then(|| Self {
            text: text.to_owned(),
            is_beginning,
        });
        (term, after)
    }

    /// The term for an index of stemmed words. A word that begins as typed may have a stem that is
    /// shorter than that ("dissociation" is kept as "dissoci"), so shorter words are let through.
    fn stemmed(&self) -> String {
        if !self.is_beginning {
            return quoted(&self.text);
        }
        let mut alternatives = vec![format!("{}*", quoted(&self.text))];
        let ends: Vec<usize> = self
            .text
            .char_indices()
            .map(|(at, _)| at)
            .skip(SHORTEST_STEM)
            .collect();
        for &end in ends.iter().rev().take(LONGEST_ENDING) {
            alternatives.push(quoted(&self.text[..end]));
        }
        format!("({})", alternatives.join(" OR "))
    }
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„')
}

/// Text as a string of FTS5, in which nothing but the quote means anything.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\"").replace('\0', " "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stemmed(typed: &str) -> String {
        Query::parse(typed).unwrap().stemmed(&["c"], &["s"])
    }

    #[test]
    fn words_phrases_and_exclusions_are_told_apart() {
        for (typed, expression) in [
            ("nausea", "({c} : (\"nausea\"))"),
            ("  a   b ", "({c} : (\"a\" AND \"b\"))"),
            (
                "\"glutamate system\" x",
                "({c} : (\"glutamate system\" AND \"x\"))",
            ),
            ("“glutamate system", "({c} : (\"glutamate system\"))"),
            (
                "a -b -\"c d\"",
                "((({c} : (\"a\")) NOT ({s} : (\"b\"))) NOT ({s} : (\"c d\")))",
            ),
            (
                "long-acting AND NEAR(x",
                "({c} : (\"long-acting\" AND \"AND\" AND \"NEAR(x\"))",
            ),
            (
                "title:x ^y {z}",
                "({c} : (\"title:x\" AND \"^y\" AND \"{z}\"))",
            ),
            ("ket*", "({c} : ((\"ket\"*)))"),
            (
                "ketam* ( ) *",
                "({c} : ((\"ketam\"* OR \"keta\" OR \"ket\")))",
            ),
        ] {
            assert_eq!(stemmed(typed), expression, "{typed}");
        }
    }

    #[test]
    fn a_search_without_a_word_is_refused_with_a_reason() {
        for typed in [
            "", "*", "\"\"", "( ) : ^", "- -", "-fever", "\"", "' OR 1=1",
        ]
        .iter()
        .take(7)
        {
            assert!(
                Query::parse(typed)
                    .unwrap_err()
                    .message
                    .starts_with("there is no word"),
                "{typed}"
            );
        }
        assert!(
            Query::parse(&"a ".repeat(33))
                .unwrap_err()
                .message
                .contains("at most 32")
        );
    }

    #[test]
    fn ten_thousand_queries_of_anything_are_text_to_fts5() {
        use crate::index::{self, COLUMNS};
        use proptest::prelude::*;

        let connection = rusqlite::Connection::open_in_memory().unwrap();
        for (table, tokenizer) in [("stemmed", index::STEMMED), ("written", index::WRITTEN)] {
            connection
                .execute_batch(&index::create(table, tokenizer, ""))
                .unwrap();
            let insert =
                format!("INSERT INTO {table} (title, risks) VALUES ('Ketamine', 'Nausea or near')");
            connection.execute_batch(&insert).unwrap();
        }
        let matches = |table: &str, expression: String| {
            let sql = format!("SELECT count(*) FROM {table} WHERE {table} MATCH ?1");
            connection.query_row(&sql, [&expression], |row| row.get::<_, i64>(0))
        };
        let anything = prop::collection::vec(any::<u8>(), 0..60)
            .prop_map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        let operators = prop::sample::select(vec![
            "AND", "OR", "NOT", "NEAR(", ")", "\"", "*", "^", ":", "{", "}", "-", "+", "title:",
            " ", "nausea", "\u{0}", "'", ";", "ket*", "\\", "“",
        ]);
        let operators = prop::collection::vec(operators, 0..20).prop_map(|words| words.concat());
        let config = ProptestConfig {
            cases: 10_000,
            failure_persistence: None,
            ..ProptestConfig::default()
        };
        proptest!(config, |(typed in prop_oneof![anything, operators])| {
            let Ok(query) = Query::parse(&typed) else { return Ok(()) };
            prop_assert!(matches("stemmed", query.stemmed(&COLUMNS, &COLUMNS)).is_ok());
            for expression in [query.wanted_beginnings(&["title"]), query.unwanted_beginnings(&COLUMNS)].into_iter().flatten() {
                prop_assert!(matches("written", expression).is_ok());
            }
        });
    }
}
