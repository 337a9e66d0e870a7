//! Source documents → entries, or problems with their places. Knows nothing of where entries go.

#[cfg(test)]
mod arbitrary;
pub mod article;
mod draft;
mod headings;
pub mod input;
pub mod json;
pub mod markdown;
pub mod metadata;
mod place;
pub mod spl;

use std::io::{self, BufRead, Read as _};

pub use input::Input;
pub use place::{Excerpt, Problem, Whereabouts};

use crate::entry::Entry;

/// The most bytes that a source document may have, unless it is JSON Lines: 64 MiB.
const LARGEST_DOCUMENT: usize = 64 << 20;
/// The most bytes that a line of JSON Lines may have: 16 MiB.
const LONGEST_LINE: usize = 16 << 20;

/// What is wrong with a source document, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    /// Where in the document it is, in bytes from its beginning.
    pub offset: usize,
    /// What is wrong there.
    pub message: String,
}

impl Complaint {
    /// A complaint about what stands `offset` bytes into a document.
    #[must_use]
    pub fn new(offset: usize, message: impl Into<String>) -> Self {
        Self {
            offset,
            message: message.into(),
        }
    }
}

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
}

/// What came out of a source document: an entry, or what keeps it from being one.
#[derive(Debug)]
pub enum Reading {
    /// An entry, and where it begins.
    Entry(Box<Entry>, Whereabouts),
    /// Something wrong.
    Problem(Problem),
}

/// Reads what `input` holds and gives it to `take`, one entry or problem at a time, in order.
///
/// The kind is recognised from the content unless given. What cannot be read at all is a problem too.
///
/// # Errors
/// What `take` says.
pub fn read<E>(
    input: &Input,
    kind: Option<Kind>,
    stdin: &mut dyn BufRead,
    take: &mut dyn FnMut(Reading) -> Result<(), E>,
) -> Result<(), E> {
    let name = input.name();
    let opened = match input {
        Input::Stdin => Ok(None),
        Input::File(path) => input::open(path).map(Some),
    };
    let mut file;
    let source: &mut dyn BufRead = match opened {
        Ok(None) => stdin,
        Ok(Some(opened)) => {
            file = opened;
            &mut file
        }
        Err(why) => return take(Reading::Problem(Problem::of_file(&name, why))),
    };
    let mut document = Document {
        name,
        source,
        kind,
        take,
    };
    match document.read() {
        Ok(()) => Ok(()),
        Err(Stop::Asked(error)) => Err(error),
        Err(Stop::Unreadable(why)) => {
            let problem = Problem::of_file(&document.name, why);
            (document.take)(Reading::Problem(problem))
        }
    }
}

/// A document on its way through the reader of its kind.
struct Document<'a, E> {
    name: String,
    source: &'a mut dyn BufRead,
    kind: Option<Kind>,
    take: &'a mut dyn FnMut(Reading) -> Result<(), E>,
}

/// Why reading a document ended early.
enum Stop<E> {
    /// Whoever takes the entries said so.
    Asked(E),
    /// The document cannot be read.
    Unreadable(String),
}

impl<E> From<io::Error> for Stop<E> {
    fn from(error: io::Error) -> Self {
        Self::Unreadable(format!("cannot be read: {error}"))
    }
}

impl<E> Document<'_, E> {
    fn read(&mut self) -> Result<(), Stop<E>> {
        // Entries one a line are read so, however many they are; everything else is read whole.
        let first_line = self.first_line()?;
        let first = first_line.trim_ascii();
        let may_be_json = self.kind.is_none_or(|kind| kind == Kind::Json);
        if may_be_json && first.starts_with(b"{") && json::is_one_value(first) {
            return self.read_lines(first_line);
        }
        let mut bytes = first_line;
        let room = (LARGEST_DOCUMENT + 1).saturating_sub(bytes.len());
        (&mut *self.source)
            .take(room as u64)
            .read_to_end(&mut bytes)?;
        if bytes.len() > LARGEST_DOCUMENT {
            return Err(Stop::Unreadable(format!(
                "the document has more than {} MiB, which is the limit; entries one a line (JSON Lines) have none",
                LARGEST_DOCUMENT >> 20
            )));
        }
        let text = match std::str::from_utf8(&bytes) {
            Ok(text) => text,
            Err(error) => {
                let valid = String::from_utf8_lossy(&bytes[..error.valid_up_to()]);
                let complaint = Complaint::new(valid.len(), "the text is not UTF-8 from here on");
                return self.complain(&valid, &[complaint], 1);
            }
        };
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        if text.trim().is_empty() {
            return Err(Stop::Unreadable("the document is empty".to_owned()));
        }
        match self.kind.unwrap_or_else(|| recognise(text)) {
            Kind::Json => self.read_json(text, 1),
            Kind::Spl => self.whole(text, spl::read(text)),
            Kind::Markdown => self.whole(text, markdown::read(text)),
            Kind::Article => self.whole(text, article::read(text)),
        }
    }

    /// The first line that is not blank, with what was before it.
    fn first_line(&mut self) -> Result<Vec<u8>, Stop<E>> {
        let mut read = Vec::new();
        loop {
            let before = read.len();
            let room = (LONGEST_LINE + 1).saturating_sub(before) as u64;
            (&mut *self.source)
                .take(room)
                .read_until(b'\n', &mut read)?;
            let line = read.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&read);
            if read.len() == before || !line.trim_ascii().is_empty() {
                return Ok(read);
            }
        }
    }

    /// Entries one a line, from the line that was read already on.
    fn read_lines(&mut self, mut line: Vec<u8>) -> Result<(), Stop<E>> {
        let mut number = line
            .split(|&byte| byte == b'\n')
            .count()
            .saturating_sub(1)
            .max(1);
        loop {
            if line.len() > LONGEST_LINE {
                return Err(Stop::Unreadable(format!(
                    "line {number} has more than {} MiB, which is the limit",
                    LONGEST_LINE >> 20
                )));
            }
            let start = number;
            match std::str::from_utf8(&line) {
                Ok(text) if text.trim().is_empty() => {}
                Ok(text) => self.read_json(text.trim_start_matches('\u{feff}'), start)?,
                Err(error) => {
                    let valid = String::from_utf8_lossy(&line[..error.valid_up_to()]).into_owned();
                    let complaint =
                        Complaint::new(valid.len(), "the text is not UTF-8 from here on");
                    self.complain(&valid, &[complaint], start)?;
                }
            }
            line.clear();
            let room = LONGEST_LINE as u64 + 1;
            if (&mut *self.source)
                .take(room)
                .read_until(b'\n', &mut line)?
                == 0
            {
                return Ok(());
            }
            number += 1;
        }
    }

    /// The entries in JSON text that begins on this line.
    fn read_json(&mut self, text: &str, first_line: usize) -> Result<(), Stop<E>> {
        let mut stop = Ok(());
        json::read(text, &mut |offset, entry| {
            let taken = match entry {
                Ok(entry) => self.entry(text, offset, *entry, first_line),
                Err(complaints) => self.complain(text, &complaints, first_line),
            };
            stop = taken;
            stop.is_ok()
        });
        stop
    }

    /// What came of a document that is one entry.
    fn whole(&mut self, text: &str, entry: Result<Entry, Vec<Complaint>>) -> Result<(), Stop<E>> {
        match entry {
            Ok(entry) => self.entry(text, 0, entry, 1),
            Err(complaints) => self.complain(text, &complaints, 1),
        }
    }

    fn entry(
        &mut self,
        text: &str,
        offset: usize,
        entry: Entry,
        first_line: usize,
    ) -> Result<(), Stop<E>> {
        let place = Whereabouts::new(&self.name, text, offset, first_line);
        (self.take)(Reading::Entry(Box::new(entry), place)).map_err(Stop::Asked)
    }

    /// Tells what is wrong with text that begins on this line of the document.
    fn complain(
        &mut self,
        text: &str,
        complaints: &[Complaint],
        first_line: usize,
    ) -> Result<(), Stop<E>> {
        for complaint in complaints {
            let place = Whereabouts::new(&self.name, text, complaint.offset, first_line);
            let problem = Problem::new(place, text, complaint);
            (self.take)(Reading::Problem(problem)).map_err(Stop::Asked)?;
        }
        Ok(())
    }
}

/// What kind of document this text is, by how it begins and what stands in it.
fn recognise(text: &str) -> Kind {
    let text = text.trim_start();
    if text.starts_with(['{', '[']) {
        return Kind::Json;
    }
    if text.starts_with('<') && !text.starts_with("<!--") {
        return Kind::Spl;
    }
    let is_markdown = text.starts_with("+++")
        || text.starts_with("<!--")
        || text.lines().any(|line| line.starts_with("# "));
    if is_markdown {
        Kind::Markdown
    } else {
        Kind::Article
    }
}
