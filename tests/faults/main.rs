//! What the library is after a fault: as it was, or as it was to become. Each test makes something go
//! wrong at every point, or at many, and prints a table of what was left:
//! `cargo test --test faults -- --nocapture`.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
#![allow(clippy::print_stdout, reason = "the tables are what the tests show")]
#![allow(clippy::print_stderr, reason = "a test says that it was skipped")]

mod calls;
mod disks;
mod large;
mod moments;
mod reads;
mod sample;
mod scene;
mod table;
mod trace;
mod verdict;
