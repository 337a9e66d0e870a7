//! How many of all faults are tried: a sample by default, all with `STACKWISE_TEST_FAULTS=all`.
#![expect(clippy::disallowed_methods, reason = "tests read how they are to run")]

use std::env;
use std::io::{self, Write as _};

/// Every so many faults one is tried, the same ones in every run. It has no factor in common with the
/// number of faults that take turns.
const STEP: usize = 11;

/// Whether all faults are to be tried.
pub fn is_complete() -> bool {
    env::var_os("STACKWISE_TEST_FAULTS").is_some_and(|value| value == "all")
}

/// Counts what a test tries.
#[derive(Default)]
pub struct Sample {
    tried: usize,
    all: usize,
}

impl Sample {
    /// Those of these faults that are to be tried.
    pub fn of<T>(&mut self, faults: Vec<T>) -> Vec<T> {
        let step = if is_complete() { 1 } else { STEP };
        self.all += faults.len();
        let some: Vec<T> = faults.into_iter().step_by(step).collect();
        self.tried += some.len();
        some
    }

    /// Says how many of how many were tried, past what captures the output of tests that pass.
    pub fn tell(&self, what: &str) {
        let Self { tried, all } = self;
        let mut line = format!("\n{what}: {tried} of {all} tried");
        if tried < all {
            line += "; STACKWISE_TEST_FAULTS=all tries all";
        }
        line.push('\n');
        io::stderr().write_all(line.as_bytes()).unwrap();
    }
}
