//! How a library keeps an entry: as JSON that is compressed, in tables of earlier versions as it is.

use std::borrow::Cow;
use std::io;

use rusqlite::types::ValueRef;
use zstd::bulk::Decompressor;
use zstd::zstd_safe::{CCtx, DCtx, compress_bound, get_error_name};

/// How hard to compress; reading costs the same. The next level makes labels 0.4 % smaller, and takes twice as
/// long for documents of a few kB, which gain nothing.
const LEVEL: i32 = 8;
/// The most bytes that a document may have: more than any entry that can be added.
const MAX_BYTES: usize = 64 << 20;

/// Compresses documents, one after the other.
pub(super) struct Packer(CCtx<'static>);

/// Why a document can be neither packed nor unpacked, though nothing is wrong with it.
const NO_MEMORY: &str = "there is not enough memory";

impl Packer {
    /// Gets ready to compress.
    pub(super) fn new() -> io::Result<Self> {
        let context = CCtx::try_create();
        context.map(Self).ok_or_else(|| io::Error::other(NO_MEMORY))
    }

    /// The document, compressed.
    pub(super) fn pack(&mut self, json: &str) -> io::Result<Vec<u8>> {
        let mut packed = Vec::with_capacity(compress_bound(json.len()));
        match self.0.compress(&mut packed, json.as_bytes(), LEVEL) {
            Ok(_) => Ok(packed),
            Err(code) => Err(io::Error::other(get_error_name(code))),
        }
    }
}

/// The document that a library keeps as this value, or why it is none.
pub(super) fn unpack(kept: ValueRef<'_>) -> Result<Cow<'_, str>, String> {
    match kept {
        ValueRef::Text(json) => str::from_utf8(json)
            .map(Cow::Borrowed)
            .map_err(|error| error.to_string()),
        ValueRef::Blob(packed) => unpack_bytes(packed).map(Cow::Owned),
        _ => Err("it is neither text nor bytes".to_owned()),
    }
}

fn unpack_bytes(packed: &[u8]) -> Result<String, String> {
    if packed.is_empty() {
        return Err("it is empty".to_owned());
    }
    let size = Decompressor::upper_bound(packed).ok_or("it does not tell its size")?;
    if size > MAX_BYTES {
        return Err("it is larger than any entry".to_owned());
    }
    let mut context = DCtx::try_create().ok_or(NO_MEMORY)?;
    let mut json = Vec::with_capacity(size);
    context
        .decompress(&mut json, packed)
        .map_err(get_error_name)?;
    String::from_utf8(json).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_packed_comes_back_and_nothing_else_is_taken_for_it() {
        let json = "{\"id\": \"é\"}".repeat(1000);
        let packed = Packer::new().unwrap().pack(&json).unwrap();
        assert!(packed.len() < json.len() / 10);
        assert_eq!(unpack(ValueRef::Blob(&packed)).unwrap(), json);
        assert_eq!(unpack(ValueRef::Text(json.as_bytes())).unwrap(), json);
        for wrong in [
            ValueRef::Null,
            ValueRef::Integer(1),
            ValueRef::Text(b"\xff"),
            ValueRef::Blob(b""),
            ValueRef::Blob(json.as_bytes()),
            ValueRef::Blob(&packed[..packed.len() - 1]),
        ] {
            assert!(unpack(wrong).is_err(), "{wrong:?}");
        }
        // A frame that claims a gigabyte.
        let bomb = [0x28, 0xb5, 0x2f, 0xfd, 0xa0, 0, 0, 0, 0x40, 1, 0, 0];
        assert_eq!(
            unpack(ValueRef::Blob(&bomb)).unwrap_err(),
            "it is larger than any entry"
        );
    }
}
