//! Signals at moments that nobody chose. The dice are thrown anew from the same seed every time.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::sample::is_complete;
use crate::scene::{BINARY, Scenario, Scene, all_at_once, entries, library};
use crate::table::Table;
use crate::verdict::judge;

/// What the dice begin with.
pub const SEED: u64 = 0x5354_4B57;
/// How many moments are tried for each signal.
const MOMENTS: usize = 24;
/// An addition that takes long enough to be hit.
const MANY: Scenario = Scenario {
    name: "add 400 entries",
    arguments: &["add", "many.jsonl"],
    has_library: true,
};
/// The same where the library is brought over to the tables of this version first.
const UPGRADE: Scenario = Scenario {
    name: "add 400 entries, and upgrade",
    ..MANY
};

/// Random numbers (xorshift), the same in every run.
pub struct Dice(u64);

impl Dice {
    pub fn new() -> Self {
        Self(SEED)
    }

    /// A number from 0 to less than 1.
    pub fn throw(&mut self) -> f64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        f64::from(u32::try_from(self.0 >> 32).unwrap()) / (f64::from(u32::MAX) + 1.0)
    }

    /// One of these.
    pub fn pick<T: Copy>(&mut self, all: &[T]) -> T {
        self.throw();
        all[usize::try_from(self.0 >> 32).unwrap() % all.len()]
    }
}

#[test]
fn a_signal_at_any_moment_leaves_the_library_as_it_was_or_as_meant() {
    let mut table = Table::default();
    let many = |folder: &Path| {
        fs::write(folder.join("many.jsonl"), entries(400, "many", "many", 60)).unwrap();
    };
    try_moments(
        &Scene::new(&MANY, many),
        &["KILL", "INT", "TERM"],
        MOMENTS,
        &mut table,
    );
    table.finish(&format!("A signal at a random moment (seed {SEED:#x})"));
}

#[test]
fn a_kill_at_any_moment_of_an_upgrade_leaves_the_library_as_it_was_or_as_meant() {
    let mut table = Table::default();
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    for version in [2, 3] {
        let earlier = fixtures.join(format!("library-version-{version}.db"));
        let scene = Scene::new(&UPGRADE, |folder| {
            fs::copy(earlier, folder.join("before.db")).unwrap();
            fs::write(folder.join("many.jsonl"), entries(400, "many", "many", 60)).unwrap();
        });
        let moments = if is_complete() { 100 } else { MOMENTS / 2 };
        try_moments(&scene, &["KILL"], moments, &mut table);
    }
    table.finish(&format!(
        "A kill at a random moment of an upgrade (seed {SEED:#x})"
    ));
}

/// Sends each signal at so many moments.
fn try_moments(scene: &Scene, signals: &[&'static str], moments: usize, table: &mut Table) {
    let length = usual_length(scene);
    let mut dice = Dice::new();
    let mut shots = Vec::new();
    for _ in 0..moments {
        for &signal in signals {
            shots.push((signal, length.mul_f64(dice.throw() * 1.1)));
        }
    }
    let verdicts = all_at_once(&shots, |(signal, moment)| {
        let trial = scene.trial();
        let mut command = scene.command(BINARY, &library(&trial));
        let child = command
            .args(scene.arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        sleep(*moment);
        send(signal, &child);
        judge(scene, &trial, &child.wait_with_output().unwrap().into())
    });
    for ((signal, moment), verdict) in shots.iter().zip(verdicts) {
        table.count(
            &format!("SIG{signal}"),
            &format!("after {moment:?}"),
            verdict,
        );
    }
}

/// How long it takes where nothing goes wrong.
fn usual_length(scene: &Scene) -> Duration {
    let trial = scene.trial();
    let begun = Instant::now();
    assert_eq!(scene.run(scene.arguments, &library(&trial)).code, Some(0));
    begun.elapsed()
}

/// Sends a signal to a process that was not waited for yet, and so is still there.
fn send(signal: &str, child: &Child) {
    let line = format!("kill -{signal} {}", child.id());
    let sent = Command::new("/bin/sh").args(["-c", &line]).status();
    assert!(sent.unwrap().success(), "{line}");
}
