//! What somebody searches for: words, phrases and prefixes, and those that are excluded. Whatever is
//! typed is text; nothing of it reaches FTS5 as syntax.

use crate::error::{Code, Error};
use crate::index::{MAX_TERMS, Term, Terms};

/// How many prefixes a search takes: each matches many words.
const MAX_PREFIXES: usize = 16;
/// How many words a phrase may have.
const MAX_WORDS: usize = 32;
/// How long a word or phrase may be, in characters.
const MAX_LENGTH: usize = 256;

/// A search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    terms: Terms,
}

impl Query {
    /// What these words ask for: all of them, `"a phrase"`, a prefix `ketam*`.
    ///
    /// # Errors
    /// [`Code::Usage`] when there is no word to search for, more than a search takes, or a word with
    /// a leading `-`: elsewhere that excludes it, so it is not searched for either.
    pub fn parse(typed: &str) -> Result<Self, Error> {
        let mut terms = Terms::default();
        let mut count = 0;
        let mut rest = typed.trim_start();
        while !rest.is_empty() {
            let (term, after) = parse_term(rest.trim_start_matches('-'));
            let is_excluded = rest.starts_with('-');
            rest = after.trim_start();
            let Some(term) = term else { continue };
            if is_excluded {
                return Err(leading_hyphen(&term));
            }
            ensure_short(&term)?;
            count += 1;
            if count <= MAX_TERMS && !terms.wanted.contains(&term) {
                terms.wanted.push(term);
            }
        }
        ensure_few(count, MAX_TERMS, "words and phrases")?;
        if terms.wanted.is_empty() {
            let why = format!("there is no word to search for in \"{}\"", typed.trim());
            return Err(refusal(why).with_hint("see `stackwise search --help`"));
        }
        ensure_few_prefixes(&terms)?;
        Ok(Self { terms })
    }

    /// The same search without the entries that have any of these: each is a word, a phrase (several
    /// words) or a prefix.
    ///
    /// # Errors
    /// [`Code::Usage`] when one has no word in it, or they are more than a search takes.
    pub fn without(mut self, excluded: &[String]) -> Result<Self, Error> {
        for typed in excluded {
            let text = typed.trim().trim_matches(is_quote);
            let term = Term {
                text: text.trim_end_matches('*').to_owned(),
                is_prefix: text.ends_with('*'),
            };
            if !term.text.contains(char::is_alphanumeric) {
                let why = format!("there is no word to exclude in \"{typed}\"");
                return Err(refusal(why).with_hint("see `stackwise search --help`"));
            }
            ensure_short(&term)?;
            if !self.terms.unwanted.contains(&term) {
                self.terms.unwanted.push(term);
            }
        }
        let count = self.terms.wanted.len() + self.terms.unwanted.len();
        ensure_few(count, MAX_TERMS, "words and phrases")?;
        ensure_few_prefixes(&self.terms)?;
        Ok(self)
    }

    /// What an index is asked.
    #[must_use]
    pub fn terms(&self) -> &Terms {
        &self.terms
    }
}

fn ensure_few(count: usize, most: usize, of: &str) -> Result<(), Error> {
    if count <= most {
        return Ok(());
    }
    let why = format!("a search takes at most {most} {of}, this one has {count}");
    Err(refusal(why).with_hint("fewer words find more"))
}

fn ensure_few_prefixes(terms: &Terms) -> Result<(), Error> {
    let prefixes = terms.wanted.iter().chain(&terms.unwanted);
    let prefixes = prefixes.filter(|term| term.is_prefix).count();
    ensure_few(prefixes, MAX_PREFIXES, "prefixes (`word*`)")
}

fn leading_hyphen(term: &Term) -> Error {
    let quote = if term.text.contains(' ') { "'" } else { "" };
    let star = if term.is_prefix { "*" } else { "" };
    let word = format!("{}{star}", term.text);
    let why = format!("\"-{word}\" begins with a hyphen");
    refusal(why).with_hint(format!(
        "to exclude a word, use `--without {quote}{word}{quote}`"
    ))
}

fn ensure_short(term: &Term) -> Result<(), Error> {
    let length = term.text.chars().count();
    let words = term.text.split(|c: char| !c.is_alphanumeric());
    let words = words.filter(|word| !word.is_empty()).count();
    let why = if length > MAX_LENGTH {
        format!(
            "a word or phrase of a search has at most {MAX_LENGTH} characters, one of these has {length}"
        )
    } else if words > MAX_WORDS {
        format!("a phrase of a search has at most {MAX_WORDS} words, one of these has {words}")
    } else {
        return Ok(());
    };
    Err(refusal(why).with_hint("a part of the phrase finds it too"))
}

fn refusal(why: String) -> Error {
    Error::new(Code::Usage, why)
}

/// The term that `typed` begins with, if there is a letter in it, and what comes after.
fn parse_term(typed: &str) -> (Option<Term>, &str) {
    let (text, is_prefix, after) = if let Some(inside) = typed.strip_prefix(is_quote) {
        let (phrase, after) = inside.split_once(is_quote).unwrap_or((inside, ""));
        (phrase, false, after)
    } else {
        let end = typed
            .find(|c: char| c.is_whitespace() || is_quote(c))
            .unwrap_or(typed.len());
        let (word, after) = typed.split_at(end);
        (word.trim_end_matches('*'), word.ends_with('*'), after)
    };
    let term = text.contains(char::is_alphanumeric).then(|| Term {
        text: text.to_owned(),
        is_prefix,
    });
    (term, after)
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The expressions of a search: what must match, then what is excluded, after a `-`.
    fn expressions(typed: &str, excluded: &[&str]) -> String {
        let excluded: Vec<String> = excluded.iter().map(|&word| word.to_owned()).collect();
        let query = Query::parse(typed).unwrap().without(&excluded).unwrap();
        let wanted = query.terms.wanted.iter().map(Term::expression);
        let unwanted = query.terms.unwanted.iter().map(Term::expression);
        wanted
            .chain(unwanted.map(|term| format!("-{term}")))
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn words_phrases_and_exclusions_are_told_apart() {
        for (typed, expected) in [
            ("nausea", r#""nausea""#),
            ("  a   b a ", r#""a" "b""#),
            (r#""glutamate system" x"#, r#""glutamate system" "x""#),
            ("“glutamate system", r#""glutamate system""#),
            ("long-acting AND NEAR(x", r#""long-acting" "AND" "NEAR(x""#),
            ("title:x ^y {z}", r#""title:x" "^y" "{z}""#),
            ("ketam* ( ) *", r#""ketam"*"#),
            ("pain - relief --", r#""pain" "relief""#),
        ] {
            assert_eq!(expressions(typed, &[]), expected, "{typed}");
        }
        for (excluded, expected) in [
            (&["b"][..], r#""a" -"b""#),
            (&["b", "c d", "b"], r#""a" -"b" -"c d""#),
            (&["\"c d\"", "blood*"], r#""a" -"c d" -"blood"*"#),
        ] {
            assert_eq!(expressions("a", excluded), expected, "{excluded:?}");
        }
    }

    #[test]
    fn a_leading_hyphen_is_never_a_word_nor_an_exclusion() {
        for typed in [
            "migraine -child",
            "-child migraine",
            "a --child",
            "a -\"b c\"",
        ] {
            let refused = Query::parse(typed).unwrap_err();
            assert!(refused.message.ends_with("begins with a hyphen"), "{typed}");
            assert!(refused.hint.unwrap().contains("--without"), "{typed}");
        }
        let nothing = Query::parse("a").unwrap().without(&["*".to_owned()]);
        assert!(nothing.unwrap_err().message.contains("no word to exclude"));
    }

    #[test]
    fn a_search_that_is_none_is_refused_with_a_reason() {
        for typed in ["", "*", "\"\"", "( ) : ^", "- -", "\""] {
            let refused = Query::parse(typed).unwrap_err().message;
            assert!(refused.starts_with("there is no word"), "{typed}");
        }
        for (typed, limit) in [
            (
                "a ".repeat(33),
                "at most 32 words and phrases, this one has 33",
            ),
            (
                format!("\"{}\"", "a ".repeat(33)),
                "at most 32 words, one of these has 33",
            ),
            ("a-".repeat(33), "at most 32 words, one of these has 33"),
            (
                "a".repeat(257),
                "at most 256 characters, one of these has 257",
            ),
        ] {
            let refused = Query::parse(&typed).unwrap_err();
            assert_eq!(refused.code, Code::Usage);
            assert!(refused.message.ends_with(limit), "{}", refused.message);
        }
    }

    #[test]
    fn ten_thousand_queries_of_anything_are_text_to_fts5() {
        use crate::index;
        use proptest::prelude::*;

        let connection = rusqlite::Connection::open_in_memory().unwrap();
        index::create(&connection).unwrap();
        let entry = crate::catalog::all().next().unwrap().entry();
        index::insert(&connection, 1, &entry).unwrap();
        let anything = prop::collection::vec(any::<u8>(), 0..60)
            .prop_map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        let operators = prop::sample::select(vec![
            "AND",
            "OR",
            "NOT",
            "NEAR(",
            ")",
            "\"",
            "*",
            "^",
            ":",
            "{",
            "}",
            "-",
            "+",
            "title:",
            " ",
            "nausea",
            "\u{0}",
            "'",
            ";",
            "ket*",
            "\\",
            "“",
            "किताब*",
            "5-ht*",
        ]);
        let operators = prop::collection::vec(operators, 0..20).prop_map(|words| words.concat());
        let config = ProptestConfig {
            cases: 10_000,
            failure_persistence: None,
            ..ProptestConfig::default()
        };
        proptest!(config, |(typed in prop_oneof![anything, operators])| {
            let Ok(query) = Query::parse(&typed) else { return Ok(()) };
            prop_assert!(index::matches(&connection, query.terms(), None).is_ok());
        });
    }
}
