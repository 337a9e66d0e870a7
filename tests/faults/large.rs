//! Faults in a transaction that does not fit in memory: its pages go to the write-ahead log long before
//! it is committed.

use std::fs;
use std::path::Path;

use crate::moments::{Dice, SEED};
use crate::sample::Sample;
use crate::scene::{Scenario, Scene, all_at_once, can_run, entries};
use crate::table::Table;
use crate::trace::{self, Fault};
use crate::verdict::{Left, judge};

const LARGE: Scenario = Scenario {
    name: "add 12 entries of 3 MB",
    arguments: &["add", "large.jsonl"],
    has_library: true,
};

/// More than SQLite is given for pages, though compressed: signs in no order, which are no words.
fn write_large(folder: &Path) {
    const SIGNS: [char; 28] = [
        '!', '#', '$', '%', '&', '(', ')', '*', '+', ',', '-', '.', '/', ':', ';', '<', '=', '>',
        '?', '@', '[', ']', '^', '_', '{', '|', '}', '~',
    ];
    let mut dice = Dice::new();
    let mut lines = String::new();
    for (number, line) in entries(12, "large", "large", 1).lines().enumerate() {
        let text: String = (0..3_000_000).map(|_| dice.pick(&SIGNS)).collect();
        lines += &line.replace(&format!("[\"large{number}\"]"), &format!("[\"{text}\"]"));
        lines.push('\n');
    }
    fs::write(folder.join("large.jsonl"), lines).unwrap();
}

/// Faults, each within this part of all the writes.
const FAULTS: [(Fault, f64, Option<Left>); 6] = [
    (Fault::Signal("KILL"), 0.05, Some(Left::AsBefore)),
    (Fault::Signal("INT"), 0.05, Some(Left::AsBefore)),
    (Fault::FromThenOn("ENOSPC"), 0.05, Some(Left::AsBefore)),
    (Fault::Signal("TERM"), 1.0, None),
    (Fault::Signal("KILL"), 1.0, None),
    (Fault::Once("EIO"), 1.0, None),
];

/// How many writes there are at most before the first page of an entry.
const FIRST: usize = 50;

/// Which part of `all` comes before the one at `at`.
fn share(at: usize, all: usize) -> f64 {
    f64::from(u32::try_from(at).unwrap()) / f64::from(u32::try_from(all).unwrap())
}

#[test]
fn a_fault_in_a_transaction_larger_than_memory_leaves_all_or_nothing() {
    if !can_run("strace", &["-o", "/dev/null", "true"]) {
        return;
    }
    let scene = Scene::new(&LARGE, write_large);
    let calls = trace::calls(&scene);
    let writes: Vec<_> = calls
        .iter()
        .filter(|call| call.name == "pwrite64")
        .collect();
    let mut dice = Dice::new();
    let shots = FAULTS.map(|(fault, part, wanted)| {
        let point = part * dice.throw();
        // The first writes make the journal mode another.
        let at = (FIRST..writes.len() - 1)
            .find(|&at| share(at, writes.len()) >= point)
            .unwrap_or(FIRST);
        (fault, writes[at], wanted)
    });
    let mut sample = Sample::default();
    let shots = sample.of(shots.to_vec());
    let verdicts = all_at_once(&shots, |(fault, call, _)| {
        let trial = scene.trial();
        let (ended, was_reached) = trace::run(&scene, &trial, call, *fault);
        assert!(was_reached, "{fault} was not reached at {call:?}");
        judge(&scene, &trial, &ended)
    });
    let mut table = Table::default();
    for ((fault, call, wanted), verdict) in shots.iter().zip(verdicts) {
        let detail = format!("write {} of {}", call.number, writes.len());
        assert!(
            wanted.is_none_or(|left| left == verdict.left),
            "{fault}, {detail}"
        );
        table.count(&format!("{fault}"), &detail, verdict);
    }
    sample.tell("faults in a transaction larger than memory");
    table.finish(&format!("{} (seed {SEED:#x})", LARGE.name));
}
