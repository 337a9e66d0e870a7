//! The full-text index, which answers every question by the numbers of its rows alone. The library
//! keeps one in its file; the build makes one of the built-ins.

mod characters;
mod fingerprint;
mod forms;
mod freeze;
mod frozen;
mod matching;
mod parts;
mod postings;
mod risks;
mod rows;
mod stems;
mod stop_words;
mod table;
mod terms;
mod tokens;
mod weights;
mod write;

pub use fingerprint::Fingerprint;
pub use forms::are_whole as are_forms_whole;
pub use freeze::freeze;
pub use frozen::Frozen;
pub use matching::{Match, Matcher};
pub(crate) use parts::place_of_number;
pub use parts::{IndexedPart, Kind, parts_of};
pub use postings::{Form, Index, Posting, Postings, Within, for_each_word_of_names, has_word};
pub use risks::{entries_with_risk, has_words};
pub(crate) use rows::row;
pub use rows::{Numbering, key_of, number_of_id, number_of_row, section_ids};
pub use stop_words::{only_asks, says_nothing};
pub use terms::{Bits, MAX_TERMS, Term, Terms};
pub use weights::length_of_name;
pub use write::{IndexWriter, clear, create};

/// The tables of an index, none of which keeps its text:
///
/// - `words` has a row for each part of an entry. It finds words as they are written, their
///   beginnings, and phrases.
/// - `stem` has the stem of every word that ever was in a part. With `words` it finds a word in all its
///   forms.
/// - `place` tells in which rows of `words` the sections with an id are; `section` numbers the ids. A
///   number is never given twice.
/// - `weights` has up to 16 rows for each entry, by how much the words in them say of it: that finds
///   and ranks entries without counting words.
/// - `names` has a row for each name of an entry, which tells how long the name is.
/// - `spellings` has the words of an entry's names as they are written.
/// - `risks` has a row for each line of an entry's list of risks, folded.
///
/// None keeps how long its rows are, which nothing asks for.
///
/// SQLite reads these from version 3.38 on. (`contentless_delete` would need 3.43.) So a row can be
/// taken out only by who knows its text: what an entry is split into is part of the version of a
/// library's tables.
pub const TABLES: [(&str, &str); 8] = [
    (
        "section",
        "CREATE TABLE section (key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE) STRICT",
    ),
    (
        "place",
        "CREATE TABLE place (section INTEGER NOT NULL, part INTEGER NOT NULL, \
         PRIMARY KEY (section, part)) STRICT, WITHOUT ROWID",
    ),
    (
        "stem",
        "CREATE TABLE stem (stem BLOB NOT NULL, word TEXT NOT NULL, \
         PRIMARY KEY (stem, word)) STRICT, WITHOUT ROWID",
    ),
    (
        "words",
        "CREATE VIRTUAL TABLE words USING fts5 (text, content = '', columnsize = 0, \
         tokenize = 'unicode61 remove_diacritics 2')",
    ),
    (
        "weights",
        "CREATE VIRTUAL TABLE weights USING fts5 (words, content = '', columnsize = 0, \
         detail = none, tokenize = 'porter unicode61 remove_diacritics 2')",
    ),
    (
        "names",
        "CREATE VIRTUAL TABLE names USING fts5 (name, content = '', columnsize = 0, \
         detail = none, tokenize = 'porter unicode61 remove_diacritics 2')",
    ),
    (
        "spellings",
        "CREATE VIRTUAL TABLE spellings USING fts5 (names, content = '', columnsize = 0, \
         detail = none, tokenize = 'unicode61 remove_diacritics 2')",
    ),
    (
        "risks",
        "CREATE VIRTUAL TABLE risks USING fts5 (line, content = '', columnsize = 0, \
         detail = none, tokenize = 'ascii')",
    ),
];
/// The tables of words among them.
pub const WORD_TABLES: [&str; 5] = ["words", "weights", "names", "spellings", "risks"];
