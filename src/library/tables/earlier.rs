//! What earlier versions had in place of today's tables.

use super::Object;

/// What version 3 has for names.
pub(super) const NAME_3: Object = (
    "name",
    "CREATE TABLE name (
        folded TEXT NOT NULL,
        entry INTEGER NOT NULL REFERENCES entry (key) ON DELETE CASCADE,
        is_identifier INTEGER NOT NULL,
        PRIMARY KEY (folded, entry)
    ) STRICT, WITHOUT ROWID",
);

/// What versions 1 to 3 have for the order of titles.
pub(super) const BY_TITLE_3: Object = (
    "entry_by_title",
    "CREATE INDEX entry_by_title ON entry (title_folded, id)",
);

/// What versions 1 and 2 have for names.
pub(super) const EARLIER_NAME: Object = (
    "name",
    "CREATE TABLE name (
        folded TEXT NOT NULL,
        entry INTEGER NOT NULL REFERENCES entry (key) ON DELETE CASCADE,
        PRIMARY KEY (folded, entry)
    ) STRICT, WITHOUT ROWID",
);

/// What version 2 has for entries.
pub(super) const ENTRY_2: Object = (
    "entry",
    "CREATE TABLE entry (
        key INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        title TEXT NOT NULL,
        title_folded TEXT NOT NULL,
        level TEXT NOT NULL,
        label TEXT,
        source TEXT NOT NULL,
        effective_date TEXT,
        aliases TEXT NOT NULL,
        summary_checksum INTEGER NOT NULL,
        json TEXT NOT NULL,
        json_checksum INTEGER NOT NULL
    ) STRICT",
);

/// What version 2 has for an index: see [`index`](crate::index), but for the numbers of ids of sections in rows.
pub(super) const INDEX_2: [Object; 6] = [
    (
        "section",
        "CREATE TABLE section (key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE) STRICT",
    ),
    (
        "stemmed",
        "CREATE VIRTUAL TABLE stemmed USING fts5 (body, title, aliases, risks, content = '', \
         contentless_delete = 1, tokenize = 'porter unicode61 remove_diacritics 2')",
    ),
    (
        "words",
        "CREATE VIRTUAL TABLE words USING fts5 (text, content = '', \
         contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2')",
    ),
    (
        "weights",
        "CREATE VIRTUAL TABLE weights USING fts5 (words, content = '', contentless_delete = 1, \
         detail = none, tokenize = 'porter unicode61 remove_diacritics 2')",
    ),
    (
        "names",
        "CREATE VIRTUAL TABLE names USING fts5 (name, content = '', contentless_delete = 1, \
         detail = none, tokenize = 'porter unicode61 remove_diacritics 2')",
    ),
    (
        "spellings",
        "CREATE VIRTUAL TABLE spellings USING fts5 (names, content = '', contentless_delete = 1, \
         detail = none, tokenize = 'unicode61 remove_diacritics 2')",
    ),
];

/// What version 1 has in place of these: entries without checksums, an index of one row an entry.
pub(super) const VERSION_1: [Object; 2] = [
    (
        "entry",
        "CREATE TABLE entry (
        key INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        title TEXT NOT NULL,
        title_folded TEXT NOT NULL,
        level TEXT NOT NULL,
        label TEXT,
        source TEXT NOT NULL,
        effective_date TEXT,
        aliases TEXT NOT NULL,
        json TEXT NOT NULL
    ) STRICT",
    ),
    (
        "entry_text",
        "CREATE VIRTUAL TABLE entry_text USING fts5 (title, aliases, risks, overview, \
         how_it_works, benefits, science, protocol, watch_out, other, \
         content = '', contentless_delete = 1, tokenize = 'porter unicode61 remove_diacritics 2')",
    ),
];
