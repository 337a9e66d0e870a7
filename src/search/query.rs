//! What somebody searches for: words, phrases and prefixes, and those that are excluded. Whatever is
//! typed is text; nothing of it reaches FTS5 as syntax.

use super::ignored::{find_stop_words, is_sentence};
use super::limits::{MAX_PREFIXES, MAX_TYPED, ensure_few, ensure_short, refusal};
use super::typed::{Word, is_quote, parse_term, runs, trimmed, with_apostrophe};
use crate::error::Error;
use crate::index::{Bits, MAX_TERMS, Term, Terms};
use crate::name::fold;

/// How many names are made of what was typed, at most.
const MAX_NAMES: usize = 9;

/// A search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    terms: Terms,
    typed: String,
    words: Vec<Word>,
}

impl Query {
    /// What these words ask for: all of them, `"a phrase"`, a prefix `ketam*`.
    ///
    /// # Errors
    /// `Code::Usage` when there is no word to search for, more than a search takes, or a word with
    /// a leading `-`: elsewhere that excludes it, so it is not searched for either.
    pub fn parse(typed: &str) -> Result<Self, Error> {
        let mut words: Vec<Word> = Vec::new();
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
            if count <= MAX_TYPED && words.iter().all(|word| word.term != term) {
                let counts = true;
                words.push(Word { term, counts });
            }
        }
        ensure_few(count, MAX_TYPED, "words with all that do not count")?;
        if words.is_empty() {
            let why = format!("there is no word to search for in \"{}\"", typed.trim());
            return Err(refusal(why).with_hint("see `stackwise search --help`"));
        }
        find_stop_words(&mut words);
        let mut query = Self {
            terms: Terms::default(),
            typed: typed.to_owned(),
            words,
        };
        query.take_words_that_count();
        ensure_few(query.terms.wanted.len(), MAX_TERMS, "words and phrases")?;
        ensure_few_prefixes(&query.terms)?;
        Ok(query)
    }

    fn take_words_that_count(&mut self) {
        let wanted = self.words.iter().filter(|word| word.counts);
        self.terms.wanted = wanted.map(|word| word.term.clone()).collect();
    }

    /// Takes what was typed for names: words that say nothing count in one, `Down syndrome`, and words
    /// may lack an apostrophe, `alzheimers disease`. `is_name` tells whether an entry has this name.
    ///
    /// # Errors
    /// What `is_name` says.
    pub(super) fn find_names(
        &mut self,
        is_name: impl Fn(&str) -> Result<bool, Error>,
    ) -> Result<(), Error> {
        let typed = self.typed.clone();
        let typed: Vec<&str> = typed.split_whitespace().map(trimmed).collect();
        let place = |text: &&str| self.words.iter().position(|word| word.term.text == **text);
        let places: Vec<Option<usize>> = typed.iter().map(place).collect();
        for (start, end) in runs(typed.len()) {
            let own: Vec<usize> = places[start..end].iter().flatten().copied().collect();
            let run = &typed[start..end];
            if self.is_to_be_counted(&own) && is_name(&run.join(" "))? {
                for at in own {
                    self.words[at].counts = true;
                }
                self.take_words_that_count();
            }
            for (at, place) in places[start..end].iter().enumerate() {
                if let (Some(name), Some(place)) = (with_apostrophe(run, at), *place)
                    && !self.words[place].term.is_possessive
                    && is_name(&name)?
                {
                    self.words[place].term.is_possessive = true;
                }
            }
        }
        self.take_words_that_count();
        Ok(())
    }

    /// Whether some of these words count, and others could as well.
    fn is_to_be_counted(&self, words: &[usize]) -> bool {
        let counted = words.iter().filter(|at| self.words[**at].counts).count();
        let more = words.len() - counted;
        counted > 0 && more > 0 && self.terms.wanted.len() + more <= MAX_TERMS
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
                is_possessive: false,
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
    pub fn missing(&self, has: Bits) -> Vec<String> {
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

    /// The words that were typed, folded, with blanks between them.
    #[must_use]
    pub fn folded(&self) -> String {
        let words = self.typed.split(|c: char| !c.is_alphanumeric());
        fold(&words.collect::<Vec<_>>().join(" "))
    }

    /// The words that do not count, as they say nothing.
    #[must_use]
    pub fn ignored(&self) -> Vec<String> {
        let ignored = self.words.iter().filter(|word| !word.counts);
        ignored.map(|word| word.term.text.clone()).collect()
    }

    /// Whether this is a sentence, in which not each word is meant.
    #[must_use]
    pub fn is_sentence(&self) -> bool {
        is_sentence(&self.words)
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
    fn words_of_asking_count_unless_they_stand_in_a_sentence() {
        for (typed, expected) in [
            ("please use linden", r#""please" "use" "linden""#),
            ("is it of use to take linden please", r#""linden""#),
            ("the use of it", r#""use""#),
            ("is it", r#""is" "it""#),
        ] {
            assert_eq!(expressions(typed, &[]), expected, "{typed}");
        }
    }

    #[test]
    fn words_that_say_nothing_count_where_they_are_in_a_name() {
        let mut query = Query::parse("what is down syndrome, and what is down").unwrap();
        let is_name = |name: &str| Ok(name == "down syndrome");
        query.find_names(is_name).unwrap();
        assert_eq!(query.words(), ["down", "syndrome"]);
        assert_eq!(query.ignored(), ["what", "is", "and"]);
    }

    #[test]
    fn a_word_of_a_name_may_lack_its_apostrophe() {
        let mut query = Query::parse("bells palsy symptoms").unwrap();
        query.find_names(|name| Ok(name == "bell's palsy")).unwrap();
        let lengths: Vec<usize> = query.terms().wanted.iter().map(Term::length).collect();
        assert_eq!(lengths, [2, 1, 1]);
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

    /// Sixteen different words.
    fn sixteen(word: &str) -> String {
        let words = (0..16).map(|length| word.repeat(length + 1));
        words.collect::<Vec<_>>().join(" ") + " "
    }

    #[test]
    fn a_search_that_is_none_is_refused_with_a_reason() {
        for typed in ["", "*", "\"\"", "( ) : ^", "- -", "\""] {
            let refused = Query::parse(typed).unwrap_err().message;
            assert!(refused.starts_with("there is no word"), "{typed}");
        }
        for (typed, limit) in [
            (
                ["b", "c", "d", "e", "f"].map(sixteen).concat(),
                "at most 64 words and phrases, this one has 80",
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
        index::IndexWriter::default()
            .insert(&connection, 1, &entry)
            .unwrap();
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
            let index = index::Index::new(&connection, index::Form::Current);
            for within in [index::Within::Entries, index::Within::Sections(1)] {
                prop_assert!(index.postings(terms, &within).is_ok());
            }
        });
    }
}
