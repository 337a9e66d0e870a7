//! How much comes out of a packing: bytes are counted while they are read, so that no size that an
//! archive claims has to be believed.

use std::cell::Cell;
use std::io::{self, BufRead, Read};
use std::rc::Rc;

/// How many times the size of what is packed may come out. Labels come to 20 times, tables of numbers
/// to 100; zeros to 1,000.
const MAX_RATIO: u64 = 250;
/// How many bytes may come out before that counts.
const FREE: u64 = 4 << 20;

/// How many bytes were read.
pub(super) type Count = Rc<Cell<u64>>;

/// A packed source that counts what is read of it.
pub(super) struct Counted<'s> {
    source: &'s mut dyn BufRead,
    count: Count,
}

impl<'s> Counted<'s> {
    pub(super) fn new(source: &'s mut dyn BufRead) -> (Count, Self) {
        let count = Count::default();
        let counted = Self {
            source,
            count: Rc::clone(&count),
        };
        (count, counted)
    }
}

impl Read for Counted<'_> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let read = self.source.read(bytes)?;
        self.count.set(self.count.get() + read as u64);
        Ok(read)
    }
}

impl BufRead for Counted<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.source.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.source.consume(amount);
        self.count.set(self.count.get() + amount as u64);
    }
}

/// What comes out of a packing, as long as it is not too much.
pub(super) struct Measured<R> {
    unpacked: R,
    /// How much was read of what is packed.
    packed: Count,
    size: u64,
    /// How much is to come out, where that is said.
    said: Option<u64>,
}

impl<R: Read> Measured<R> {
    /// What is unpacked while the packed bytes are counted.
    pub(super) fn new(unpacked: R, packed: Count) -> Self {
        Self {
            unpacked,
            packed,
            size: 0,
            said: None,
        }
    }

    /// What a member of an archive unpacks to, of which that says how many bytes it has, packed and
    /// unpacked.
    pub(super) fn member(unpacked: R, packed: u64, size: u64) -> Self {
        Self {
            said: Some(size),
            ..Self::new(unpacked, Rc::new(Cell::new(packed)))
        }
    }
}

impl<R: Read> Read for Measured<R> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let read = self.unpacked.read(bytes)?;
        self.size += read as u64;
        if is_excess(self.size, self.packed.get()) {
            return Err(io::Error::other(excess()));
        }
        // That more comes out is seen by whoever unpacks.
        if read == 0 && !bytes.is_empty() && self.said.is_some_and(|said| self.size < said) {
            return Err(io::Error::other("it is shorter than the archive says"));
        }
        Ok(read)
    }
}

/// Whether so many bytes are too many for so many that are packed.
pub(super) fn is_excess(size: u64, packed: u64) -> bool {
    size > FREE && size / MAX_RATIO > packed
}

/// Why that is refused.
pub(super) fn excess() -> String {
    format!("it unpacks to more than {MAX_RATIO} times its size, which is the limit")
}
