//! Documents that are packed: in ZIP archives, and by gzip or Zstandard. Nothing is unpacked to disk,
//! and nothing without a limit.

mod measured;
mod members;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::io::{self, BufRead, BufReader, Cursor, Read, Seek};

use flate2::bufread::MultiGzDecoder;
use zip::ZipArchive;
use zip::result::ZipError;

use self::measured::{Counted, Measured};
pub use self::members::{endings, is_about_others, is_document};
use super::document::{Document, Reading};
use super::place::Problem;
use super::pool::{self, Job, Pool};
use super::readers::Kind;
use crate::text::visible;

/// How deep packings may lie in each other: DailyMed's archives hold an archive for each label.
const MAX_DEPTH: usize = 2;
/// The most members that an archive may have: those of DailyMed have up to 10,000.
const MAX_MEMBERS: usize = 50_000;
/// The most bytes that an archive may have which cannot be read in place, as it lies in another or
/// comes from standard input: 128 MiB.
const MAX_HELD: usize = 128 << 20;
/// The binary logarithm of the most bytes that a Zstandard frame may refer back to: 32 MiB.
const MAX_WINDOW: u32 = 25;

/// How a source is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Packing {
    Zip,
    Gzip,
    Zstandard,
}

impl Packing {
    /// The packing of a source with this beginning.
    fn of(beginning: &[u8]) -> Option<Self> {
        match beginning {
            [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => Some(Self::Zip),
            [0x1f, 0x8b, ..] => Some(Self::Gzip),
            [0x28, 0xb5, 0x2f, 0xfd, ..] => Some(Self::Zstandard),
            _ => None,
        }
    }
}

/// Reads documents out of whatever they are packed in, and gives what they hold to `take`.
pub struct Unpacker<'a, E> {
    kind: Option<Kind>,
    pool: Option<&'a mut Pool>,
    take: &'a mut dyn FnMut(Reading) -> Result<(), E>,
}

impl<'a, E> Unpacker<'a, E> {
    /// The kind of all documents is detected unless given. Where there is a pool, its threads read.
    pub fn new(
        kind: Option<Kind>,
        pool: Option<&'a mut Pool>,
        take: &'a mut dyn FnMut(Reading) -> Result<(), E>,
    ) -> Self {
        Self { kind, pool, take }
    }

    /// Reads a file of so many bytes, which may be an archive of any size.
    pub fn file<R: Read + Seek>(&mut self, name: &str, file: R, size: u64) -> Result<(), E> {
        // The beginning of each member is looked at before any is read: a larger buffer would read far more.
        let mut file = BufReader::with_capacity(16 * 1024, file);
        match beginning_of(&mut file) {
            Ok(Some(Packing::Zip)) => self.archive(name, file, 1),
            Ok(_) => self.hand_on(name, &mut file, size, 0),
            Err(why) => self.problem(name, why),
        }
    }

    /// Reads a source of so many bytes, or has it read by the pool.
    fn hand_on(
        &mut self,
        name: &str,
        source: &mut dyn BufRead,
        size: u64,
        depth: usize,
    ) -> Result<(), E> {
        if self.pool.is_none() || size > pool::MAX_BYTES {
            return self.source(name, source, depth);
        }
        let mut bytes = Vec::new();
        if let Err(error) = source.take(pool::MAX_BYTES + 1).read_to_end(&mut bytes) {
            return self.problem(name, unreadable(&error));
        }
        if bytes.len() as u64 > pool::MAX_BYTES {
            // It is larger than it was said to be.
            return self.source(name, &mut bytes.as_slice().chain(source), depth);
        }
        let job = Job {
            name: name.to_owned(),
            bytes,
            depth,
            kind: self.kind,
        };
        match &mut self.pool {
            Some(pool) => pool.submit(job, &mut *self.take),
            None => Ok(()),
        }
    }

    /// Gives on what is still being read, so that what comes next comes after it.
    pub fn finish(&mut self) -> Result<(), E> {
        match &mut self.pool {
            Some(pool) => pool.finish(&mut *self.take),
            None => Ok(()),
        }
    }

    /// Reads a source that lies in so many packings.
    pub fn source(&mut self, name: &str, source: &mut dyn BufRead, depth: usize) -> Result<(), E> {
        let packing = match beginning_of(source) {
            Ok(packing) => packing,
            Err(why) => return self.problem(name, why),
        };
        if packing.is_some() && depth == MAX_DEPTH {
            let why = format!(
                "an archive or a compressed file lies more than {MAX_DEPTH} deep in others, which \
                 is the limit"
            );
            return self.problem(name, why);
        }
        self.finish()?;
        match packing {
            None => Document::new(name.to_owned(), source, self.kind, &mut *self.take).read(),
            Some(Packing::Gzip) => {
                let (count, source) = Counted::new(source);
                let unpacked = Measured::new(MultiGzDecoder::new(source), count);
                self.source(name, &mut BufReader::new(unpacked), depth + 1)
            }
            Some(Packing::Zstandard) => {
                let (count, source) = Counted::new(source);
                let decoder = zstd::Decoder::with_buffer(source).and_then(|mut decoder| {
                    decoder.window_log_max(MAX_WINDOW)?;
                    Ok(decoder)
                });
                match decoder {
                    Ok(decoder) => {
                        let unpacked = Measured::new(decoder, count);
                        self.source(name, &mut BufReader::new(unpacked), depth + 1)
                    }
                    Err(error) => self.problem(name, format!("cannot be unpacked: {error}")),
                }
            }
            Some(Packing::Zip) => {
                let mut held = Vec::new();
                match source.take(MAX_HELD as u64 + 1).read_to_end(&mut held) {
                    Err(error) => self.problem(name, unreadable(&error)),
                    Ok(size) if size > MAX_HELD => {
                        let limit = MAX_HELD >> 20;
                        self.problem(name, format!(
                            "the archive has more than {limit} MiB, which is the limit unless it is \
                             a file that is named"
                        ))
                    }
                    Ok(_) => self.archive(name, Cursor::new(held), depth + 1),
                }
            }
        }
    }

    /// Reads the documents in an archive, which is itself the packing of this depth.
    fn archive<R: Read + Seek>(&mut self, name: &str, archive: R, depth: usize) -> Result<(), E> {
        let mut archive = match open(archive) {
            Ok(archive) => archive,
            Err(why) => return self.problem(name, why),
        };
        let mut has_documents = false;
        for index in 0..archive.len() {
            let member = match archive
                .by_index_data(index)
                .and_then(|it| it.name().map(Cow::into_owned))
            {
                Ok(member) => member,
                Err(error) => {
                    has_documents = true;
                    self.problem(
                        name,
                        format!(
                            "its member {} cannot be read: {}",
                            index + 1,
                            reason(&error)
                        ),
                    )?;
                    continue;
                }
            };
            if !is_document(&member) || is_about_others(&member) {
                continue;
            }
            has_documents = true;
            let place = format!("{name}!{}", visible(&member));
            self.member(&place, &mut archive, index, depth)?;
        }
        if has_documents {
            Ok(())
        } else {
            let endings = members::endings().collect::<Vec<_>>().join(", ");
            self.problem(
                name,
                format!("the archive holds no source documents (files that end in {endings})"),
            )
        }
    }

    fn member<R: Read + Seek>(
        &mut self,
        place: &str,
        archive: &mut ZipArchive<R>,
        index: usize,
        depth: usize,
    ) -> Result<(), E> {
        let member = match archive.by_index(index) {
            Ok(member) => member,
            Err(error) => {
                return self.problem(place, format!("cannot be unpacked: {}", reason(&error)));
            }
        };
        if let Some(why) = members::excess(&member) {
            return self.problem(place, why);
        }
        let (packed, size) = (member.compressed_size(), member.size());
        let unpacked = Measured::member(member, packed, size);
        let mut unpacked = BufReader::with_capacity(64 * 1024, unpacked);
        self.hand_on(place, &mut unpacked, size, depth)
    }

    /// Tells of a problem with a source as a whole.
    pub fn problem(&mut self, name: &str, why: impl AsRef<str>) -> Result<(), E> {
        self.finish()?;
        (self.take)(Reading::Problem(Problem::of_file(name, why)))
    }
}

/// How a source is packed, or why it cannot be read: who has said so once may not say it again.
fn beginning_of(source: &mut dyn BufRead) -> Result<Option<Packing>, String> {
    match source.fill_buf() {
        Ok(beginning) => Ok(Packing::of(beginning)),
        Err(error) => Err(unreadable(&error)),
    }
}

fn unreadable(error: &io::Error) -> String {
    format!("cannot be read: {error}")
}

/// An archive that is within its limits, or why it is not.
fn open<R: Read + Seek>(archive: R) -> Result<ZipArchive<R>, String> {
    let failed = |error: &ZipError| format!("the archive cannot be read: {}", reason(error));
    let mut archive = archive;
    let too_many =
        || format!("the archive has more than {MAX_MEMBERS} members, which is the limit");
    // An index of them all is made before any is read.
    if members::count(&mut archive).unwrap_or(0) > MAX_MEMBERS as u64 {
        return Err(too_many());
    }
    let index = ZipArchive::new(&mut archive).map_err(|error| failed(&error))?;
    if index.has_duplicate_names() {
        return Err("the archive has two members of one name".to_owned());
    }
    let (listed, count) = (index.central_directory_start(), index.len());
    if count > MAX_MEMBERS {
        return Err(too_many());
    }
    match members::are_more_listed(&mut archive, listed, count) {
        Ok(false) => {}
        Ok(true) => return Err("the archive has more members than it says".to_owned()),
        Err(error) => return Err(failed(&error.into())),
    }
    let mut archive = ZipArchive::new(archive).map_err(|error| failed(&error))?;
    match archive.has_overlapping_entries() {
        Ok(false) => Ok(archive),
        Ok(true) => Err("the archive has members that overlap".to_owned()),
        Err(error) => Err(failed(&error)),
    }
}

/// What the library for archives says, as the end of a sentence.
fn reason(error: &ZipError) -> String {
    match error {
        ZipError::Io(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
            "it ends too early".to_owned()
        }
        ZipError::UnsupportedArchive(why) if *why == ZipError::PASSWORD_REQUIRED => {
            "it is encrypted".to_owned()
        }
        error => visible(&error.to_string()).into_owned(),
    }
}
