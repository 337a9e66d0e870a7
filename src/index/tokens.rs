//! Text in words, as FTS5 splits and folds it with `unicode61 remove_diacritics 2`.

use std::ops::Range;

use super::characters::{folded, is_mark, is_of_word};

/// A word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// The word in small letters without marks.
    pub word: String,
    /// Where it is, in bytes.
    pub place: Range<usize>,
}

/// Where the words of a text are.
pub fn places(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let place = place_from(text, at)?;
        at = place.end;
        Some(place)
    })
}

/// Where the first word is behind this place, which is not within one.
pub fn place_from(text: &str, mut at: usize) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    while let Some(byte) = bytes.get(at) {
        match byte {
            0..0x80 if !byte.is_ascii_alphanumeric() => at += 1,
            0..0x80 => break,
            _ => {
                let c = text[at..].chars().next()?;
                if is_of_word(c) {
                    break;
                }
                at += c.len_utf8();
            }
        }
    }
    let start = at;
    while let Some(byte) = bytes.get(at) {
        match byte {
            0..0x80 if byte.is_ascii_alphanumeric() => at += 1,
            0..0x80 => break,
            _ => {
                let c = text[at..].chars().next()?;
                if !is_of_word(c) && !is_mark(c) {
                    break;
                }
                at += c.len_utf8();
            }
        }
    }
    (at > start).then_some(start..at)
}

/// Whether a word begins at this byte of a text.
pub fn begins_word(text: &str, at: usize) -> bool {
    let is_of_word = |c: char| {
        if c.is_ascii() {
            c.is_ascii_alphanumeric()
        } else {
            is_of_word(c)
        }
    };
    let (Some(before), Some(from)) = (text.get(..at), text.get(at..)) else {
        return false;
    };
    // A mark is part of the word before it, where there is one.
    let before = before.chars().rev().find(|c| !is_mark(*c));
    from.chars().next().is_some_and(is_of_word) && !before.is_some_and(is_of_word)
}

/// A word in small letters without marks.
pub fn fold_word(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    let fold = |c: char| match c {
        '\0'..='\x7F' => Some(c.to_ascii_lowercase()),
        _ => folded(c),
    };
    word.chars().filter_map(fold).collect()
}

/// The words of a text.
pub fn tokens(text: &str) -> impl Iterator<Item = Token> {
    places(text).map(|place| Token {
        word: fold_word(&text[place.clone()]),
        place,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rusqlite::Connection;

    use super::*;
    use crate::index::stems::stem;

    /// What FTS5 makes of texts: of each the words and the stems, in order.
    struct Fts5(Connection);

    impl Fts5 {
        fn new() -> Self {
            let connection = Connection::open_in_memory().unwrap();
            for (table, tokenizer) in [
                ("words", "unicode61 remove_diacritics 2"),
                ("stems", "porter unicode61 remove_diacritics 2"),
            ] {
                let sql = format!(
                    "CREATE VIRTUAL TABLE {table} USING fts5 (text, tokenize = '{tokenizer}');
                     CREATE VIRTUAL TABLE {table}_places USING fts5vocab ({table}, instance)"
                );
                connection.execute_batch(&sql).unwrap();
            }
            Self(connection)
        }

        fn add(&self, table: &str, row: i64, text: &str) {
            let sql = format!("INSERT INTO {table} (rowid, text) VALUES (?1, ?2)");
            let mut statement = self.0.prepare_cached(&sql).unwrap();
            statement.execute(rusqlite::params![row, text]).unwrap();
        }

        /// The terms of all rows, each with its row, in order.
        fn terms(&self, table: &str) -> Vec<(i64, Vec<u8>)> {
            let sql = format!("SELECT doc, term FROM {table}_places ORDER BY doc, offset");
            let mut statement = self.0.prepare(&sql).unwrap();
            let terms = statement.query_map([], |row| {
                Ok((row.get(0)?, row.get_ref(1)?.as_bytes()?.to_vec()))
            });
            terms.unwrap().map(Result::unwrap).collect()
        }
    }

    #[test]
    fn every_character_is_what_it_is_to_fts5() {
        let fts5 = Fts5::new();
        let mut expected = Vec::new();
        fts5.0.execute_batch("BEGIN").unwrap();
        let characters = (1..=u32::from(char::MAX)).filter_map(char::from_u32);
        // Of planes without letters a part is enough.
        for c in characters.filter(|c| u32::from(*c) < 0x3_2000 || u32::from(*c) % 97 == 0) {
            let (row, text) = (i64::from(u32::from(c)), format!("{c} a{c}b"));
            fts5.add("words", row, &text);
            expected.extend(tokens(&text).map(|token| (row, token.word.into_bytes())));
        }
        let terms = fts5.terms("words");
        for (own, fts5) in expected.iter().zip(&terms) {
            assert_eq!(own, fts5);
        }
        assert_eq!(expected.len(), terms.len());
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn words_begin_where_their_places_do(text in "[a-cÀ-ÿ \u{300}-\u{330}≥–\\-1]{0,40}|\\PC{0,40}") {
            let begins: Vec<usize> = (0..=text.len()).filter(|at| begins_word(&text, *at)).collect();
            let places: Vec<usize> = places(&text).map(|place| place.start).collect();
            prop_assert_eq!(begins, places);
        }
    }

    #[test]
    fn words_and_stems_of_any_text_are_those_of_fts5() {
        let endings = prop::sample::select(vec![
            "ational", "tional", "enci", "izer", "bli", "alli", "entli", "eli", "ousli", "ization",
            "ation", "ator", "alism", "iveness", "fulness", "ousness", "aliti", "iviti", "biliti",
            "logi", "icate", "ative", "alize", "iciti", "ical", "ful", "ness", "al", "ance",
            "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ion", "sion", "ou",
            "ism", "ate", "iti", "ous", "ive", "ize", "eed", "ed", "ing", "sses", "ies", "es", "s",
            "y", "ll", "e", "at", "bl", "iz", "ss", "zz", "é",
        ]);
        let word = ("[a-zA-Z]{0,6}", prop::collection::vec(endings, 0..3))
            .prop_map(|(start, endings)| start + &endings.concat());
        let words = prop::collection::vec(word, 0..8).prop_map(|words| words.join(" "));
        let config = ProptestConfig {
            cases: 4_000,
            failure_persistence: None,
            ..ProptestConfig::default()
        };
        let fts5 = Fts5::new();
        proptest!(config, |(text in prop_oneof![words, "\\PC{0,40}", "[a-z0-9é'’ß\u{301}œ-]{0,90}"])| {
            let own: Vec<_> = tokens(&text).collect();
            for table in ["words", "stems"] {
                fts5.0.execute_batch(&format!("DELETE FROM {table}")).unwrap();
                fts5.add(table, 1, &text);
            }
            let words: Vec<_> = own.iter().map(|it| (1, it.word.clone().into_bytes())).collect();
            prop_assert_eq!(words, fts5.terms("words"));
            let stems: Vec<_> = own.iter().map(|it| (1, stem(&it.word))).collect();
            prop_assert_eq!(stems, fts5.terms("stems"));
        });
    }
}
