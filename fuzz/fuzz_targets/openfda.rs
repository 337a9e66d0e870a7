//! Drug labels as openFDA gives them.

#![no_main]

use libfuzzer_sys::fuzz_target;
use stackwise::internals::ingest::Kind;

fuzz_target!(|document: &[u8]| {
    stackwise_fuzz::read(document, Some(Kind::OpenFda));
});
