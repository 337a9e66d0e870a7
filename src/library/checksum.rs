//! Checksums of what the library keeps of an entry. They tell damage of the file or the disk; they
//! are no protection from somebody who means to change the text.

use std::hash::Hasher as _;

use rusqlite::types::ValueRef;
use twox_hash::XxHash3_64;

/// The checksum of values that stand in the row with this key. A row that comes to stand under
/// another key does not pass for that one.
pub(super) fn of<'v>(key: i64, values: impl IntoIterator<Item = ValueRef<'v>>) -> i64 {
    let mut hasher = XxHash3_64::with_seed(0);
    hasher.write(&key.to_le_bytes());
    for value in values {
        match value {
            ValueRef::Text(bytes) | ValueRef::Blob(bytes) => {
                // With its length, so that no two lists of values make the same bytes.
                hasher.write(&bytes.len().to_le_bytes());
                hasher.write(bytes);
            }
            // No column holds anything but text, bytes or NULL.
            _ => hasher.write(&u64::MAX.to_le_bytes()),
        }
    }
    hasher.finish().cast_signed()
}
