//! What somebody searches for: words, phrases and prefixes, and those that are excluded. Whatever is
//! typed is text; nothing of it reaches FTS5 as syntax.

use super::ignored::take_stop_words;
use super::limits::{MAX_PREFIXES, ensure_few, ensure_short, refusal};
use crate::error::Error;
use crate::index::{MAX_TERMS, Term, Terms};

/// How many names are made of what was typed, at most.
const MAX_NAMES: usize = 9;

/// A search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    terms: Terms,
    typed: String,
    ignored: Vec<String>,
}

impl Query {
    /// What these words ask for: all of them, `"a phrase"`, a prefix `ketam*`.
    ///
    /// # Errors
    /// `Code::Usage` when there is no word to search for, more than a search takes, or a word with
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
        let ignored = take_stop_words(&mut terms.wanted);
        Ok(Self {
            terms,
            typed: typed.to_owned(),
            ignored,
        })
    }

    /// The same search without the entries that have any of these: each is a word, a phrase (several
    /// words) or a prefix.
    ///
    /// # Errors
    /// `Code::Usage` when one has no word in it, or they are more than a search takes.
    pub fn without(mut self, excluded: &[String]) -> Result<Self, Error> {
        for typed in excluded {
            let text = typed.trim().trim_matches(is_quote);
            let term = Term {
                text: text.trim_end_matches('*').to_owned(),
                is_prefix: text.ends_with('*'),
                is_quoted: true,
                instead: Vec::new(),
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

    /// The words that count, as typed.
    #[must_use]
    pub fn words(&self) -> Vec<String> {
        self.terms.wanted.iter().map(Term::typed).collect()
    }

    /// The words that an entry lacks which has these of the terms, a bit each.
    #[must_use]
    pub fn missing(&self, has: u32) -> Vec<String> {
        let wanted = self.terms.wanted.iter().enumerate();
        let missing = wanted.filter(|(at, _)| has & 1 << at == 0);
        missing.map(|(_, term)| term.typed()).collect()
    }

    /// What was typed, taken for names: with each of the words that are looked for in place of one that
    /// no entry has.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        let mut names = vec![String::new()];
        for typed in self.typed.split_whitespace() {
            let word = trimmed(typed);
            let term = self.terms.wanted.iter().find(|term| term.text == word);
            let words = match term {
                Some(term) if !term.instead.is_empty() => term.instead.as_slice(),
                _ => &[word.to_owned()],
            };
            let with = |name: &String| {
                let words = words.iter().map(|word| format!("{name} {word}"));
                words.collect::<Vec<_>>()
            };
            names = names.iter().flat_map(with).take(MAX_NAMES).collect();
        }
        names
    }

    /// The words that do not count, as they say nothing.
    #[must_use]
    pub fn ignored(&self) -> &[String] {
        &self.ignored
    }

    /// Looks for these words in place of a wanted term.
    pub(super) fn look_instead(&mut self, term: usize, words: &[String]) {
        self.terms.wanted[term].instead = words.to_vec();
    }

    /// What an index is asked.
    #[must_use]
    pub fn terms(&self) -> &Terms {
        &self.terms
    }
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

/// The term that `typed` begins with, if there is a letter in it, and what comes after.
fn parse_term(typed: &str) -> (Option<Term>, &str) {
    let is_quoted = typed.starts_with(is_quote);
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
        text: trimmed(text).to_owned(),
        is_prefix,
        is_quoted,
        instead: Vec::new(),
    });
    (term, after)
}

/// A word without the marks around it: `(are)`, `diabetes?`.
fn trimmed(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_ascii_punctuation() || matches!(c, '…' | '’' | '‘'))
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Code;

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
            ("  c   b c ", r#""c" "b""#),
            (r#""glutamate system" x"#, r#""glutamate system" "x""#),
            ("“glutamate system", r#""glutamate system""#),
            ("long-acting AND NEAR(x", r#""long-acting" "NEAR(x""#),
            ("title:x ^y {z}", r#""title:x" "y" "z""#),
            ("what is (are) diabetes?", r#""diabetes""#),
            (r#"vitamin "a""#, r#""vitamin" "a""#),
            ("ALL leukemia", r#""ALL" "leukemia""#),
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
            let terms = query.terms();
            for within in [index::Within::Entries, index::Within::Parts] {
                prop_assert!(index::postings(&connection, terms, within).is_ok());
            }
            prop_assert!(index::parts_with(&connection, terms, 1).is_ok());
        });
    }
}
