//! The full-text index: what of an entry goes into which column, and how words are told apart. The
//! library keeps one in its file; a search makes one in memory for what it shows.

use crate::entry::{Entry, Part};

/// The columns of an index. What stands under a standard section id has a column of its own, so that
/// a search can be kept to it.
pub const COLUMNS: [&str; 10] = [
    "title",
    "aliases",
    "risks",
    "overview",
    "how_it_works",
    "benefits",
    "science",
    "protocol",
    "watch_out",
    OTHER,
];

/// The column of the sections whose ids are not standard.
pub const OTHER: &str = "other";

/// The tables of the index: names, and the SQL that makes them.
pub const TABLES: [(&str, &str); 1] = [(
    "entry_text",
    "CREATE VIRTUAL TABLE entry_text USING fts5 (title, aliases, risks, overview, how_it_works, benefits, science, protocol, watch_out, other, content = '', contentless_delete = 1, tokenize = 'porter unicode61 remove_diacritics 2')",
)];

/// How much a match in each column counts: names before risks before prose.
pub const WEIGHTS: &str = "20, 16, 8, 1, 1, 1, 1, 1, 1, 1";

/// The tokenizer that finds a word in all its forms: accents folded, endings stemmed.
pub const STEMMED: &str = "porter unicode61 remove_diacritics 2";

/// The tokenizer that finds the beginning of a word as it is written: accents folded.
pub const WRITTEN: &str = "unicode61 remove_diacritics 2";

/// The column in which sections with this id are indexed.
#[must_use]
pub fn column_of(section: &str) -> &'static str {
    let name = section.replace('-', "_");
    COLUMNS[2..]
        .iter()
        .find(|column| **column == name)
        .unwrap_or(&OTHER)
}

/// The text of an entry by column. In each, a line is a paragraph, a risk or a heading.
#[must_use]
pub fn texts_of(entry: &Entry) -> [String; COLUMNS.len()] {
    let mut texts: [String; COLUMNS.len()] = Default::default();
    let mut add = |column: &str, line: &str| {
        if let Some(text) = COLUMNS
            .iter()
            .position(|name| *name == column)
            .map(|at| &mut texts[at])
        {
            if !text.is_empty() {
                text.push('\n');
            }
            text.push_str(line);
        }
    };
    add("title", entry.title.as_str());
    for alias in &entry.aliases {
        add("aliases", alias.as_str());
    }
    for part in entry.parts() {
        for line in lines_of(part) {
            add(column_of(part.id()), line);
        }
    }
    texts
}

/// The lines of a part as they are indexed: its heading, where the author wrote it, and its text. A
/// disclaimer says nothing about the therapy and has none.
pub fn lines_of(part: Part<'_>) -> impl Iterator<Item = &str> {
    let (heading, paragraphs, risks) = match part {
        Part::Section(section) => (
            (!part.is_lead()).then(|| part.title()),
            section.paragraphs.as_slice(),
            [].as_slice(),
        ),
        Part::Risks(risks) => (None, [].as_slice(), risks),
        Part::Disclaimer(_) => (None, [].as_slice(), [].as_slice()),
    };
    heading
        .into_iter()
        .chain(paragraphs.iter().map(super::text::Text::as_str))
        .chain(risks.iter().map(|risk| risk.text.as_str()))
}

/// The SQL that makes an index; `options` go to FTS5 as they are.
#[must_use]
pub fn create(table: &str, tokenizer: &str, options: &str) -> String {
    let columns = COLUMNS.join(", ");
    format!(
        "CREATE VIRTUAL TABLE {table} USING fts5 ({columns}, {options} tokenize = '{tokenizer}');"
    )
}

/// The SQL that puts a row into an index: its rowid, then the columns.
#[must_use]
pub fn insert(table: &str) -> String {
    let columns = COLUMNS.join(", ");
    let values: Vec<String> = (1..=COLUMNS.len() + 1)
        .map(|number| format!("?{number}"))
        .collect();
    format!(
        "INSERT INTO {table} (rowid, {columns}) VALUES ({})",
        values.join(", ")
    )
}
