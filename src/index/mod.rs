//! The full-text index, which answers every question by the numbers of its rows alone. The library
//! keeps one in its file; the build makes one of the built-ins.

mod characters;
mod fingerprint;
mod freeze;
mod frozen;
mod matching;
mod parts;
mod postings;
mod rows;
mod stems;
mod stop_words;
mod table;
mod terms;
mod tokens;
mod weights;
mod write;

pub use fingerprint::Fingerprint;
pub use freeze::freeze;
pub use frozen::Frozen;
pub use matching::{Match, Matcher};
pub(crate) use parts::place_of_number;
pub use parts::{IndexedPart, Kind, parts_of};
use postings::joined;
pub use postings::{
    Posting, Postings, Within, for_each_word_of_names, has_word, parts_with, postings,
};
pub(crate) use rows::row;
pub use rows::{key_of, number_of, number_of_row, section_ids, section_with_number};
pub use stop_words::{only_asks, says_nothing};
pub use terms::{Bits, MAX_TERMS, Term, Terms};
pub use weights::length_of_name;
pub use write::{clear, create, delete, insert};

/// The tables of an index, none of which keeps its text:
///
/// - `stemmed` and `words` have a row for each part of an entry. `stemmed` finds a word in all its
///   forms, `words` the beginning of a word as it is written.
/// - `weights` has up to 16 rows for each entry, by how much the words in them say of it: that ranks
///   entries without counting words.
/// - `names` has a row for each name of an entry, which tells how long the name is.
/// - `spellings` has the words of an entry's names as they are written.
///
/// `section` numbers the ids of sections; a number is never given twice.
///
/// SQLite reads these from version 3.38 on. (`contentless_delete` would need 3.43.) So a row can be
/// taken out only by who knows its text: what an entry is split into is part of the version of a
/// library's tables.
pub const TABLES: [(&str, &str); 6] = [
    (
        "section",
        "CREATE TABLE section (key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE) STRICT",
    ),
    (
        "stemmed",
        "CREATE VIRTUAL TABLE stemmed USING fts5 (body, title, aliases, risks, content = '', \
         tokenize = 'porter unicode61 remove_diacritics 2')",
    ),
    (
        "words",
        "CREATE VIRTUAL TABLE words USING fts5 (text, content = '', \
         tokenize = 'unicode61 remove_diacritics 2')",
    ),
    (
        "weights",
        "CREATE VIRTUAL TABLE weights USING fts5 (words, content = '', \
         detail = none, tokenize = 'porter unicode61 remove_diacritics 2')",
    ),
    (
        "names",
        "CREATE VIRTUAL TABLE names USING fts5 (name, content = '', \
         detail = none, tokenize = 'porter unicode61 remove_diacritics 2')",
    ),
    (
        "spellings",
        "CREATE VIRTUAL TABLE spellings USING fts5 (names, content = '', \
         detail = none, tokenize = 'unicode61 remove_diacritics 2')",
    ),
];
/// The tables of words among them.
pub const WORD_TABLES: [&str; 5] = ["stemmed", "words", "weights", "names", "spellings"];
