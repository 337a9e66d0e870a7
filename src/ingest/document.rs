//! One source document on its way through the reader of its kind, whatever bytes it holds.

use std::io::{self, BufRead, Read as _};

use super::complaint::{Complaint, One};
use super::encoding::{self, Undecodable};
use super::limits;
use super::place::{Location, Places, Problem};
use super::readers::{self, Kind, Read, ReadMany};
use crate::entry::Entry;

/// The most bytes that a source document may have, unless it is JSON Lines: 64 MiB.
const MAX_DOCUMENT: usize = 64 << 20;
/// The most bytes that a line of JSON Lines may have: 16 MiB.
const MAX_LINE: usize = 16 << 20;
/// The most problems that are reported of a document. The rest of it is not read.
const MAX_PROBLEMS: usize = 10_000;
/// The byte order mark that some editors put at the beginning of a file.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// What came out of a source document: an entry, a problem or a note.
#[derive(Debug)]
pub enum Reading {
    /// An entry, and where it begins.
    Entry(Box<Entry>, Location),
    /// A problem, because of which there is no entry.
    Problem(Problem),
    /// A note on how the next entry was read.
    Note(Problem),
}

/// A document that is being read.
pub struct Document<'a, E> {
    pub(super) name: String,
    pub(super) source: &'a mut dyn BufRead,
    pub(super) kind: Option<Kind>,
    pub(super) take: &'a mut dyn FnMut(Reading) -> Result<(), E>,
    pub(super) problems: usize,
}

/// Why reading a document ended early.
pub(super) enum Stop<E> {
    /// `take` returned an error.
    Asked(E),
    /// The document cannot be read any further.
    Unreadable(Problem),
}

impl<'a, E> Document<'a, E> {
    /// A document whose entries and problems go to `take`.
    pub fn new(
        name: String,
        source: &'a mut dyn BufRead,
        kind: Option<Kind>,
        take: &'a mut dyn FnMut(Reading) -> Result<(), E>,
    ) -> Self {
        Self {
            name,
            source,
            kind,
            take,
            problems: 0,
        }
    }

    /// Reads all of it.
    pub fn read(mut self) -> Result<(), E> {
        match self.read_parts() {
            Ok(()) => Ok(()),
            Err(Stop::Asked(error)) => Err(error),
            Err(Stop::Unreadable(problem)) => (self.take)(Reading::Problem(problem)),
        }
    }

    fn read_parts(&mut self) -> Result<(), Stop<E>> {
        let mut beginning = self.read_beginning()?;
        let first_line = beginning.len();
        if let Some(read) = self.find_stream(&mut beginning)? {
            return self.read_stream(read, &beginning);
        }
        // JSON Lines are read line by line, however many there are; everything else is read whole.
        let first = beginning[..first_line].trim_ascii();
        if let Some(read) = readers::of_lines(self.kind, first) {
            return self.read_lines(read, beginning);
        }
        let mut bytes = beginning;
        let room = (MAX_DOCUMENT + 1).saturating_sub(bytes.len());
        (&mut *self.source)
            .take(room as u64)
            .read_to_end(&mut bytes)
            .map_err(|error| self.failure(1, &error))?;
        if bytes.len() > MAX_DOCUMENT {
            let limit = MAX_DOCUMENT >> 20;
            return Err(self.unreadable(1, format!(
                "the document has more than {limit} MiB, which is the limit; JSON Lines (one entry per line) can be of any size"
            )));
        }
        let text = match encoding::decode(&bytes) {
            Ok(text) => text,
            Err(error) => return self.undecodable(&error, 1),
        };
        let text = text.as_ref();
        if text.trim().is_empty() {
            return Err(self.unreadable(1, "the document is empty"));
        }
        match &readers::of_document(self.kind, text).read {
            Read::Many { read, .. } => self.read_many(*read, text, 1),
            Read::Stream { read, .. } => self.read_stream(*read, &bytes),
            Read::One(limits, read) => match limits.excess_of(text) {
                Some(excess) => Err(self.unreadable(1, excess)),
                None => self.take_one(text, read(text)),
            },
        }
    }

    /// The first line that is not blank, with what was before it but for the byte order mark.
    fn read_beginning(&mut self) -> Result<Vec<u8>, Stop<E>> {
        let mut read = Vec::new();
        loop {
            let before = read.len();
            let is_end = self.read_line(&mut read, 1)? == 0;
            if before == 0 && read.starts_with(BYTE_ORDER_MARK) {
                read.drain(..BYTE_ORDER_MARK.len());
            }
            let is_blank = read
                .get(before..)
                .is_none_or(|line| line.trim_ascii().is_empty());
            if is_end || !is_blank || read.len() > MAX_LINE {
                return Ok(read);
            }
        }
    }

    /// Reads line by line; `lines` was read already.
    fn read_lines(&mut self, read: ReadMany, mut lines: Vec<u8>) -> Result<(), Stop<E>> {
        let mut number = 1;
        while !lines.is_empty() {
            if lines.len() > MAX_LINE {
                let limit = MAX_LINE >> 20;
                let message = format!("the line has more than {limit} MiB, which is the limit");
                return Err(self.unreadable(number, message));
            }
            if let Some(text) = self.text(&lines, number)? {
                self.read_many(read, text, number)?;
            }
            number += lines.split(|&byte| byte == b'\n').count() - 1;
            lines.clear();
            self.read_line(&mut lines, number)?;
        }
        Ok(())
    }

    /// Reads to the end of the line, or one byte more than a line may have. Returns how many bytes.
    fn read_line(&mut self, line: &mut Vec<u8>, number: usize) -> Result<usize, Stop<E>> {
        let room = (MAX_LINE + 1).saturating_sub(line.len()) as u64;
        (&mut *self.source)
            .take(room)
            .read_until(b'\n', line)
            .map_err(|error| self.failure(number, &error))
    }

    /// The bytes as text that begins on this line; `None` if they are not text, which is reported.
    fn text<'b>(&mut self, bytes: &'b [u8], first_line: usize) -> Result<Option<&'b str>, Stop<E>> {
        match std::str::from_utf8(bytes) {
            Ok(text) => Ok(Some(text)),
            Err(error) => {
                let before = String::from_utf8_lossy(&bytes[..error.valid_up_to()]).into_owned();
                let encoding = "UTF-8";
                self.undecodable(&Undecodable { before, encoding }, first_line)?;
                Ok(None)
            }
        }
    }

    /// Says where the bytes are no text.
    fn undecodable(&mut self, error: &Undecodable, first_line: usize) -> Result<(), Stop<E>> {
        let message = format!("the text is not valid {} from here on", error.encoding);
        let complaint = Complaint::new(error.before.len(), message);
        let mut places = Places::new(&error.before, first_line);
        self.complain(&mut places, vec![complaint])
    }

    /// The entries in a text that begins on this line.
    fn read_many(&mut self, read: ReadMany, text: &str, first_line: usize) -> Result<(), Stop<E>> {
        let mut places = Places::new(text, first_line);
        let mut stop = Ok(());
        read(text, &mut |offset, entry| {
            stop = match entry {
                Ok(entry) => self.take_entry(&mut places, offset, entry),
                Err(complaints) => self.complain(&mut places, complaints),
            };
            stop.is_ok()
        });
        stop
    }

    /// What came of a document that is one entry.
    fn take_one(&mut self, text: &str, one: One) -> Result<(), Stop<E>> {
        let mut places = Places::new(text, 1);
        let (entry, notes) = match one {
            Ok(read) => read,
            Err(complaints) => return self.complain(&mut places, complaints),
        };
        for note in &notes {
            let note = Reading::Note(places.note(&self.name, note));
            (self.take)(note).map_err(Stop::Asked)?;
        }
        self.take_entry(&mut places, 0, Box::new(entry))
    }

    fn take_entry(
        &mut self,
        places: &mut Places,
        offset: usize,
        entry: Box<Entry>,
    ) -> Result<(), Stop<E>> {
        if let Some(excess) = limits::excess_of_entry(&entry) {
            return self.complain(places, vec![Complaint::new(offset, excess)]);
        }
        let place = places.find(offset).in_file(&self.name);
        (self.take)(Reading::Entry(entry, place)).map_err(Stop::Asked)
    }

    /// Reports what is wrong, in the order of the places.
    fn complain(
        &mut self,
        places: &mut Places,
        mut complaints: Vec<Complaint>,
    ) -> Result<(), Stop<E>> {
        complaints.sort_by_key(|complaint| complaint.offset);
        for complaint in &complaints {
            let problem = places.problem(&self.name, complaint);
            if let Some(last) = one_too_many(&mut self.problems, &problem.place) {
                return Err(Stop::Unreadable(last));
            }
            (self.take)(Reading::Problem(problem)).map_err(Stop::Asked)?;
        }
        Ok(())
    }

    pub(super) fn failure(&self, line: usize, error: &io::Error) -> Stop<E> {
        self.unreadable(line, format!("cannot be read: {error}"))
    }

    pub(super) fn unreadable(&self, line: usize, why: impl AsRef<str>) -> Stop<E> {
        Stop::Unreadable(Problem::of_line(&self.name, line, why))
    }
}

/// Counts one more problem, at this place. Where that is one too many, the problem to end with.
pub(super) fn one_too_many(problems: &mut usize, place: &Location) -> Option<Problem> {
    if *problems == MAX_PROBLEMS {
        let message = format!("stopped after {MAX_PROBLEMS} problems; the rest was not read");
        return Some(Problem::at(place.clone(), message));
    }
    *problems += 1;
    None
}
