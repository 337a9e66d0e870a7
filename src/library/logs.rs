//! Logs beside a library that are not its own.
//!
//! A writer that is killed leaves a log, from which SQLite makes the file whole. Where a copy of the
//! library was put back in the meantime, the log belongs to the file that it replaced: SQLite would
//! mix the two. The file's change counter tells them apart, and its mode: a file in rollback mode
//! has no write-ahead log. (See <https://sqlite.org/fileformat2.html>, sections 1.3, 3 and 4.)

use std::fs::File;
use std::io::{self, BufReader, ErrorKind, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::Duration;

use super::failure::LibraryError;
use super::path::LibraryPath;
use crate::error::Error;

/// What a rollback journal begins with that is yet to be played back.
const JOURNAL_MAGIC: [u8; 8] = [0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7];
/// Where the file's modes for writing and reading are in its header: 2 for a write-ahead log.
const MODES: std::ops::Range<usize> = 18..20;
/// Where the change counter is in the header.
const COUNTER: usize = 24;
/// The bytes of the header that are looked at.
const HEADER: usize = 28;
const HEADER_LENGTH: i64 = 28;
/// The smallest page that SQLite has. In a log, 1 stands for the largest, which 16 bits cannot hold.
const SMALLEST_PAGE: i64 = 512;
const LARGEST_PAGE: i64 = 65_536;
/// The bytes before the frames of a write-ahead log, and before the page of a frame.
const WAL_HEADER: usize = 32;
const FRAME_HEADER: usize = 24;
/// The bytes of a header in a rollback journal; records follow from the next sector on.
const JOURNAL_HEADER: usize = 28;
/// How often a log is looked at that seems to be another's: a writer may just begin or end.
const LOOKS: usize = 4;
/// How long is waited between.
const PAUSE: Duration = Duration::from_millis(20);

/// Refuses a library with a log beside it that belongs to another file.
///
/// # Errors
/// With the path of the log. One that cannot be read is left to SQLite, which needs it as well.
pub(super) fn ensure_own(library: &LibraryPath) -> Result<(), Error> {
    let mut foreign = None;
    for look in 0..LOOKS {
        if look > 0 {
            sleep(PAUSE);
        }
        foreign = find_foreign(library);
        if foreign.is_none() {
            return Ok(());
        }
    }
    foreign.map_or(Ok(()), |log| {
        let (path, log) = (library.as_path().display(), log.display());
        Err(LibraryError::new(format!(
            "cannot open the library {path}: {log} was left by another copy of it"
        ))
        .hint(format!(
            "after restoring a copy, move {log} away; if another program was stopped while it \
             changed the library, open it with that program first"
        )))
    })
}

/// The log that belongs to another file, where there is one.
fn find_foreign(library: &LibraryPath) -> Option<PathBuf> {
    ["-wal", "-journal"].into_iter().find_map(|suffix| {
        let log = library.with_suffix(suffix);
        // In this order: a log that is gone by now was the library's own.
        if !log.exists() {
            return None;
        }
        let header = header_of(library.as_path()).ok()?;
        let is_foreign = match suffix {
            "-wal" => is_foreign_wal(&log, &header),
            _ => is_foreign_journal(&log, &header),
        };
        is_foreign.unwrap_or(false).then_some(log)
    })
}

fn header_of(library: &Path) -> io::Result<[u8; HEADER]> {
    let mut header = [0; HEADER];
    File::open(library)?.read_exact(&mut header)?;
    Ok(header)
}

fn number_at(bytes: &[u8], at: usize) -> u32 {
    let bytes = bytes
        .get(at..at + 4)
        .and_then(|bytes| bytes.try_into().ok());
    bytes.map_or(0, u32::from_be_bytes)
}

fn page_size_at(bytes: &[u8], at: usize) -> i64 {
    match i64::from(number_at(bytes, at)) {
        1 => LARGEST_PAGE,
        size => size.max(SMALLEST_PAGE),
    }
}

/// Whether a write-ahead log does not continue the file with this header: each of its transactions
/// has raised the counter of the file, which has some of them, or none, in it already.
fn is_foreign_wal(log: &Path, header: &[u8; HEADER]) -> io::Result<bool> {
    let mut log = BufReader::new(File::open(log)?);
    let mut opening = [0; WAL_HEADER];
    match log.read_exact(&mut opening) {
        Err(error) if error.kind() == ErrorKind::UnexpectedEof => return Ok(false),
        read => read?,
    }
    if header[MODES] != [2, 2] {
        return Ok(true);
    }
    let page_size = page_size_at(&opening, 8);
    let salts = &opening[16..24];
    let mut counters: Option<(u32, u32)> = None;
    let mut frame = [0; FRAME_HEADER];
    let mut page = [0; HEADER];
    loop {
        let read = log.read_exact(&mut frame);
        if read.is_err() || &frame[8..16] != salts {
            break;
        }
        let mut rest = page_size;
        if number_at(&frame, 0) == 1 {
            if log.read_exact(&mut page).is_err() {
                break;
            }
            rest -= HEADER_LENGTH;
            let counter = number_at(&page, COUNTER);
            counters = Some((counters.map_or(counter, |(first, _)| first), counter));
        }
        log.seek_relative(rest)?;
    }
    let own = number_at(header, COUNTER);
    Ok(counters.is_some_and(|(first, last)| own < first.saturating_sub(1) || own > last))
}

/// Whether a rollback journal is not known to take back a transaction of the file with this header:
/// that has raised the counter by one, or not yet. This program leaves no journal without the first
/// page, where the counter is.
fn is_foreign_journal(log: &Path, header: &[u8; HEADER]) -> io::Result<bool> {
    let mut log = BufReader::new(File::open(log)?);
    let mut start = 0;
    let mut is_empty = true;
    loop {
        log.seek(SeekFrom::Start(start))?;
        let mut opening = [0; JOURNAL_HEADER];
        if log.read_exact(&mut opening).is_err() || opening[..8] != JOURNAL_MAGIC {
            // Without any records it takes nothing back.
            return Ok(!is_empty);
        }
        is_empty = false;
        let count = number_at(&opening, 8);
        let sector = u64::from(number_at(&opening, 20)).max(1);
        let page_size = page_size_at(&opening, 24);
        log.seek(SeekFrom::Start(start + sector))?;
        let mut record = [0; 4 + HEADER];
        for _ in 0..count {
            if log.read_exact(&mut record).is_err() {
                return Ok(true);
            }
            if number_at(&record, 0) == 1 {
                let before = number_at(&record, 4 + COUNTER);
                let own = number_at(header, COUNTER);
                return Ok(own != before && own != before.wrapping_add(1));
            }
            // The rest of the page, and its checksum.
            log.seek_relative(page_size - HEADER_LENGTH + 4)?;
        }
        start = log.stream_position()?.next_multiple_of(sector);
    }
}
