//! How far reading has got, in bytes of the files that are read, for whoever watches.

use std::cell::Cell;
use std::fs;
use std::io::{self, Read, Seek, SeekFrom};

use super::input::Input;
use super::place::Problem;

/// How many bytes the files have that are to be read, and where in them reading is.
#[derive(Default)]
pub struct Meter {
    total: Cell<Option<u64>>,
    /// The bytes of the files that were read before the one that is being read.
    before: Cell<u64>,
    position: Cell<u64>,
}

impl Meter {
    /// How many bytes the files have; `None` where standard input is read, which may give any number.
    #[must_use]
    pub fn total(&self) -> Option<u64> {
        self.total.get()
    }

    /// How many of them lie behind the place that is being read.
    #[must_use]
    pub fn passed(&self) -> u64 {
        self.before.get().saturating_add(self.position.get())
    }

    /// These will be read.
    pub(super) fn expect(&self, inputs: &[Result<Input, Problem>]) {
        let sizes = inputs.iter().flatten().map(|input| match input {
            Input::Stdin => None,
            // One that is not there is told when its turn comes.
            Input::File(path) => Some(fs::metadata(path).map_or(0, |metadata| metadata.len())),
        });
        self.total.set(sizes.sum());
    }

    /// The next file, which has so many bytes.
    pub(super) fn file<R>(&self, file: R, size: u64) -> Metered<'_, R> {
        Metered {
            meter: self,
            file,
            size,
        }
    }
}

/// A file of which it is told how far it is read.
pub(super) struct Metered<'m, R> {
    meter: &'m Meter,
    file: R,
    size: u64,
}

impl<R: Read> Read for Metered<'_, R> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(bytes)?;
        let position = &self.meter.position;
        position.set(position.get() + read as u64);
        Ok(read)
    }
}

impl<R: Seek> Seek for Metered<'_, R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let position = self.file.seek(to)?;
        self.meter.position.set(position);
        Ok(position)
    }
}

impl<R> Drop for Metered<'_, R> {
    fn drop(&mut self) {
        let before = self.meter.before.get();
        self.meter.before.set(before.saturating_add(self.size));
        self.meter.position.set(0);
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    #[test]
    fn what_is_passed_is_told_over_all_files() {
        let folder = tempfile::tempdir().unwrap();
        let input = |name: &str, bytes: &[u8]| {
            let path = folder.path().join(name);
            fs::write(&path, bytes).unwrap();
            Ok(Input::File(path))
        };
        let inputs = [input("a", b"12345"), input("b", b"678")];
        let meter = Meter::default();
        meter.expect(&inputs);
        assert_eq!((meter.total(), meter.passed()), (Some(8), 0));
        let mut file = meter.file(Cursor::new(b"12345"), 5);
        file.read_exact(&mut [0; 2]).unwrap();
        assert_eq!(meter.passed(), 2);
        // As an archive is read, whose index is at its end.
        file.seek(SeekFrom::End(0)).unwrap();
        file.seek(SeekFrom::Start(1)).unwrap();
        assert_eq!(meter.passed(), 1);
        drop(file);
        assert_eq!(meter.passed(), 5);
        let mut file = meter.file(Cursor::new(b"678"), 3);
        file.read_exact(&mut [0; 3]).unwrap();
        assert_eq!(meter.passed(), 8);
        drop(file);
        assert_eq!(meter.passed(), 8);
        meter.expect(&[Ok(Input::Stdin)]);
        assert_eq!(meter.total(), None);
    }
}
