//! Long documents that say one thing again and again: what comes before it, the thing itself and
//! what comes after, parted by NUL. Time or memory that grows faster than the document shows here.

#![no_main]

use libfuzzer_sys::fuzz_target;

/// How long a document becomes, in bytes.
const LENGTH: usize = 1 << 17;

fuzz_target!(|input: &[u8]| {
    let mut pieces = input.splitn(3, |&byte| byte == 0);
    let mut piece = || pieces.next().unwrap_or_default();
    let (before, thing, after) = (piece(), piece(), piece());
    let times = LENGTH / thing.len().max(1);
    let document = [before, &thing.repeat(times), after].concat();
    stackwise_fuzz::read(&document, None);
});
