//! JSON, and JSON Lines.

#![no_main]

use libfuzzer_sys::fuzz_target;
use stackwise::internals::ingest::Kind;

fuzz_target!(|document: &[u8]| {
    stackwise_fuzz::read(document, Some(Kind::Json));
});
