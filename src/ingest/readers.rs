//! The readers of source documents: one row for each kind.

use std::io::BufRead;
use std::str::FromStr;

use super::complaint::{Complaint, One, Take, TakeAt};
use super::limits::Limits;
use super::place::Spot;
use super::{article, json, markdown, openfda, spl};
use crate::entry::Entry;

/// The kinds of source documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Entries as JSON: an object, an array, or one a line.
    Json,
    /// A note in Markdown.
    Markdown,
    /// An article as Stackwise publishes it.
    Article,
    /// A drug label.
    Spl,
    /// Drug labels as openFDA gives them.
    OpenFda,
}

impl Kind {
    /// The name and the summary of every kind.
    pub fn all() -> impl Iterator<Item = (&'static str, &'static str)> {
        READERS.iter().map(|reader| (reader.name, reader.summary))
    }
}

impl FromStr for Kind {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let reader = READERS.iter().find(|reader| reader.name == name);
        reader
            .map(|reader| reader.kind)
            .ok_or_else(|| format!("no kind of documents is named \"{name}\""))
    }
}

/// What reads the documents of one kind.
pub struct Reader {
    /// The kind.
    pub kind: Kind,
    /// Its name on the command line.
    pub name: &'static str,
    /// What it is, for the help.
    pub summary: &'static str,
    /// The endings of their files, by which they are found in a folder.
    pub endings: &'static [&'static str],
    /// Whether a document is one of them, by how it begins and what is in it. Where several say so,
    /// the first in the table reads it.
    pub recognises: fn(&str) -> bool,
    /// How they are read.
    pub read: Read,
}

/// How the documents of one kind are read.
pub enum Read {
    /// A document is one entry.
    One(Limits, fn(&str) -> One),
    /// A document holds any number of entries.
    Many {
        /// Reads them.
        read: ReadMany,
        /// Whether a first line is an entry by itself. Then the document is read line by line,
        /// however many there are.
        is_entry_line: fn(&[u8]) -> bool,
    },
    /// A document holds any number of entries, is of any size, and is read as it comes.
    Stream {
        /// Reads them.
        read: ReadStream,
        /// Whether a document with this beginning is one of them; `None` where that is still open.
        begins: fn(&[u8]) -> Option<bool>,
    },
}

/// Reads a document that holds any number of entries.
pub type ReadMany = fn(&str, &mut Take);

/// Reads a document that is read as it comes. The error says where it cannot be read on, and why.
pub type ReadStream = fn(&mut dyn BufRead, &mut TakeAt) -> Result<(), (Spot, String)>;

/// Every reader. The last one takes whatever no other does.
pub static READERS: [Reader; 5] = [
    Reader {
        kind: Kind::Json,
        name: "json",
        summary: "Entries as JSON: an object, an array, or one per line",
        endings: &["json", "jsonl", "ndjson"],
        recognises: json::recognises,
        read: Read::Many {
            read: json::read,
            is_entry_line: json::is_entry_line,
        },
    },
    Reader {
        kind: Kind::Spl,
        name: "spl",
        summary: "A drug label (Structured Product Labeling, XML)",
        endings: &["xml"],
        recognises: spl::recognises,
        read: Read::One(spl::LIMITS, spl::read),
    },
    Reader {
        kind: Kind::OpenFda,
        name: "openfda",
        summary: "Drug labels as openFDA gives them (JSON, of any size)",
        // That of JSON.
        endings: &[],
        recognises: |text| openfda::begins(text.as_bytes()) == Some(true),
        read: Read::Stream {
            read: openfda::read,
            begins: openfda::begins,
        },
    },
    Reader {
        kind: Kind::Markdown,
        name: "markdown",
        summary: "A note in Markdown",
        endings: &["md", "markdown"],
        recognises: markdown::recognises,
        read: Read::One(markdown::LIMITS, |text| {
            markdown::read(text).map(without_notes)
        }),
    },
    Reader {
        kind: Kind::Article,
        name: "article",
        summary: "An article as Stackwise publishes it",
        endings: &["txt"],
        recognises: |_| true,
        read: Read::One(article::LIMITS, |text| {
            article::read(text).map(without_notes)
        }),
    },
];

/// The reader of a document: that of its kind, otherwise the first that recognises it.
pub fn of_document(kind: Option<Kind>, text: &str) -> &'static Reader {
    let text = text.trim_start();
    let [.., last] = &READERS;
    of_kind(kind)
        .find(|reader| kind.is_some() || (reader.recognises)(text))
        .unwrap_or(last)
}

/// What reads a document with this beginning as it comes, if anything does; and whether that is still open.
pub fn of_beginning(kind: Option<Kind>, beginning: &[u8]) -> (Option<ReadStream>, bool) {
    let mut is_open = false;
    for reader in of_kind(kind) {
        if let Read::Stream { read, begins } = reader.read {
            match begins(beginning) {
                _ if kind.is_some() => return (Some(read), false),
                Some(true) => return (Some(read), false),
                Some(false) => {}
                None => is_open = true,
            }
        }
    }
    (None, is_open)
}

/// What reads the lines of a document whose first one this is, if each is an entry by itself.
pub fn of_lines(kind: Option<Kind>, first_line: &[u8]) -> Option<ReadMany> {
    of_kind(kind).find_map(|reader| match reader.read {
        Read::Many {
            read,
            is_entry_line,
        } if is_entry_line(first_line) => Some(read),
        _ => None,
    })
}

/// The reader of documents of this kind; every one where the kind is open.
fn of_kind(kind: Option<Kind>) -> impl Iterator<Item = &'static Reader> {
    let is_of_kind = move |reader: &&Reader| kind.is_none_or(|kind| kind == reader.kind);
    READERS.iter().filter(is_of_kind)
}

/// An entry whose reader has nothing to note.
fn without_notes(entry: Entry) -> (Entry, Vec<Complaint>) {
    (entry, Vec::new())
}
