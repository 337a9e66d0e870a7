//! Which members of an archive are read, and which are refused.

use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use zip::CompressionMethod;
use zip::read::ZipFile;

use super::measured::{self, is_excess};
use crate::ingest::readers::READERS;

/// The endings of packed files, the archives first.
const PACKED: [&str; 3] = ["zip", "gz", "zst"];

/// What files are called, but for their endings, that tell of those beside them.
const ABOUT_OTHERS: [&str; 4] = ["readme", "license", "contributing", "changelog"];

/// The endings of the files that are read where a folder or an archive is named.
pub fn endings() -> impl Iterator<Item = &'static str> {
    let readers = READERS.iter().flat_map(|reader| reader.endings);
    readers.copied().chain(PACKED)
}

/// Whether a file of this name is a source document or holds some: by its ending, where that is gz or
/// zst by the one before. Hidden files are none, nor are those that macOS puts into archives.
pub fn is_document(name: &str) -> bool {
    let is_hidden = |part: &str| part.starts_with('.') && part.len() > 1 && part != "..";
    if name.ends_with(['/', '\\']) || name.starts_with("__MACOSX/") {
        return false;
    }
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    if is_hidden(file) {
        return false;
    }
    match ending(file) {
        Some(packed) if packed == "gz" || packed == "zst" => {
            let stem = Path::new(file).file_stem().and_then(|stem| stem.to_str());
            stem.is_some_and(is_document)
        }
        Some(ending) => endings().any(|it| it == ending),
        None => false,
    }
}

/// Whether a file of this name tells of the files beside it: it is no entry, though it may look like one.
pub fn is_about_others(name: &str) -> bool {
    let file = Path::new(name.rsplit(['/', '\\']).next().unwrap_or(name));
    let is_text = ending(name).is_some_and(|it| ["md", "markdown", "txt"].contains(&it.as_str()));
    let stem = file.file_stem().and_then(|stem| stem.to_str());
    is_text && stem.is_some_and(|stem| ABOUT_OTHERS.iter().any(|it| stem.eq_ignore_ascii_case(it)))
}

fn ending(file: &str) -> Option<String> {
    let ending = Path::new(file).extension()?.to_str()?;
    Some(ending.to_ascii_lowercase())
}

/// Why a member is not even begun to be read.
pub(super) fn excess<R: Read>(member: &ZipFile<'_, R>) -> Option<String> {
    let is_absolute = |name: &str| name.starts_with(['/', '\\']) || name.contains(':');
    if member.enclosed_name().is_none() || member.name().is_ok_and(|name| is_absolute(&name)) {
        return Some("its name leads out of the archive".to_owned());
    }
    if member.is_symlink() {
        return Some("it is a symbolic link".to_owned());
    }
    let is_known = [CompressionMethod::Stored, CompressionMethod::Deflated];
    if !is_known.contains(&member.compression()) {
        return Some("its compression method is not supported, only deflate".to_owned());
    }
    is_excess(member.size(), member.compressed_size()).then(measured::excess)
}

/// How many members an archive may say that it has, by the records at its end: see sections 4.3.14 to
/// 4.3.16 of PKWARE's APPNOTE. What looks like such a record may be part of a comment: the highest number
/// counts, as nobody knows here which of them are believed. 0 where there is no such record.
pub(super) fn count<R: Read + Seek>(archive: &mut R) -> io::Result<u64> {
    /// The record without its comment, and the most bytes of that.
    const RECORD: usize = 22;
    const COMMENT: usize = 65_535;
    /// What says where the record for large archives is, right before that record.
    const LOCATOR: usize = 20;
    let size = archive.seek(SeekFrom::End(0))?;
    let from = size.saturating_sub((RECORD + COMMENT + LOCATOR) as u64);
    let end = read_at(archive, from, size - from)?;
    let mut highest = 0;
    for at in 0..end.len().saturating_sub(RECORD - 1) {
        if !end[at..].starts_with(b"PK\x05\x06") {
            continue;
        }
        let mut count = number(&end, at + 10, 2);
        let locator = at.checked_sub(LOCATOR);
        if let Some(locator) = locator.filter(|&at| end[at..].starts_with(b"PK\x06\x07")) {
            let record = read_at(archive, number(&end, locator + 8, 8), 56)?;
            if record.starts_with(b"PK\x06\x06") {
                let large = number(&record, 32, 8);
                count = if count == 0xFFFF {
                    large
                } else {
                    count.max(large)
                };
            }
        }
        highest = highest.max(count);
    }
    Ok(highest)
}

/// Whether more than so many members are listed from this place on: writers that cannot count so far
/// begin anew at 65,536.
pub(super) fn are_more_listed<R: Read + Seek>(
    archive: &mut R,
    from: u64,
    count: usize,
) -> io::Result<bool> {
    /// A member in the list, without its name, extra fields and comment.
    const MEMBER: usize = 46;
    archive.seek(SeekFrom::Start(from))?;
    let mut list = BufReader::new(archive);
    let mut member = [0; MEMBER];
    for _ in 0..count {
        list.read_exact(&mut member)?;
        let rest: u64 = [28, 30, 32].map(|at| number(&member, at, 2)).iter().sum();
        list.seek_relative(rest.cast_signed())?;
    }
    let mut next = [0; 4];
    Ok(list.read_exact(&mut next).is_ok() && next == *b"PK\x01\x02")
}

fn read_at<R: Read + Seek>(archive: &mut R, at: u64, size: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    archive.seek(SeekFrom::Start(at))?;
    archive.take(size).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The number of so many bytes, the lowest first, at this place.
fn number(bytes: &[u8], at: usize, size: usize) -> u64 {
    let bytes = bytes.get(at..at + size).unwrap_or_default();
    bytes
        .iter()
        .rev()
        .fold(0, |number, &byte| number << 8 | u64::from(byte))
}
