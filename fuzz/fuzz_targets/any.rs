//! Documents of any kind, which the program recognises.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|document: &[u8]| {
    stackwise_fuzz::read(document, None);
});
