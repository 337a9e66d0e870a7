//! Documents of any size that are read as they come, and never held as a whole.

use std::io::Read as _;

use super::document::{self, Document, Reading, Stop};
use super::limits;
use super::place::{Location, Problem, Spot};
use super::readers::{self, ReadStream};

/// How many bytes are looked at, beyond the first line, to tell what a document is.
const MAX_BEGINNING: u64 = 64 << 10;

impl<E> Document<'_, E> {
    /// What reads a document as it comes, where its kind is read so. To find that out, more of it may
    /// be read.
    pub(super) fn find_stream(
        &mut self,
        beginning: &mut Vec<u8>,
    ) -> Result<Option<ReadStream>, Stop<E>> {
        let (found, is_open) = readers::of_beginning(self.kind, beginning);
        if found.is_some() || !is_open {
            return Ok(found);
        }
        (&mut *self.source)
            .take(MAX_BEGINNING)
            .read_to_end(beginning)
            .map_err(|error| self.failure(1, &error))?;
        Ok(readers::of_beginning(self.kind, beginning).0)
    }

    /// Reads a document with this beginning.
    pub(super) fn read_stream(
        &mut self,
        read: ReadStream,
        beginning: &[u8],
    ) -> Result<(), Stop<E>> {
        let Self {
            name,
            source,
            take,
            problems,
            ..
        } = self;
        let place = |spot: Spot| Location {
            file: name.clone(),
            line: spot.line,
            column: spot.column,
        };
        let mut source = beginning.chain(&mut **source);
        let mut stop = Ok(());
        let mut is_empty = true;
        let ended = read(&mut source, &mut |spot, entry| {
            is_empty = false;
            let excess = match &entry {
                Ok(entry) => limits::excess_of_entry(entry).map(|excess| vec![excess]),
                Err(messages) => Some(messages.clone()),
            };
            stop = match (entry, excess) {
                (Ok(entry), None) => take(Reading::Entry(entry, place(spot))).map_err(Stop::Asked),
                (_, messages) => messages.into_iter().flatten().try_for_each(|message| {
                    if let Some(last) = document::one_too_many(problems, &place(spot)) {
                        return Err(Stop::Unreadable(last));
                    }
                    let problem = Problem::at(place(spot), message);
                    take(Reading::Problem(problem)).map_err(Stop::Asked)
                }),
            };
            stop.is_ok()
        });
        stop?;
        ended.map_err(|(spot, why)| Stop::Unreadable(Problem::at(place(spot), why)))?;
        if is_empty {
            return Err(self.unreadable(1, "the document holds no records"));
        }
        Ok(())
    }
}
