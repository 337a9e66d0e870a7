//! strace: what system calls a run makes, and one of them going wrong.

use std::fs;

use tempfile::TempDir;

use crate::scene::{BINARY, Ended, Scene, library};

/// The calls that write, sync, make, rename or delete.
const CALLS: [&str; 16] = [
    "write",
    "writev",
    "pwrite64",
    "pwritev",
    "fsync",
    "fdatasync",
    "ftruncate",
    "fallocate",
    "openat",
    "mkdir",
    "rename",
    "renameat2",
    "unlink",
    "unlinkat",
    "fchown",
    "fchmod",
];

/// One call of a run: its name, and which one of that name it is, from 1.
#[derive(Clone, Debug)]
pub struct Call {
    pub name: String,
    pub number: usize,
    /// How often each of [`CALLS`] was called by then, this one not counted.
    pub before: [usize; CALLS.len()],
}

/// What is to happen at a call.
#[derive(Clone, Copy, Debug)]
pub enum Fault {
    /// It fails with this error.
    Once(&'static str),
    /// It fails with this error, and so does all that comes after it.
    FromThenOn(&'static str),
    /// The process gets this signal.
    Signal(&'static str),
}

/// What the faults are called.
impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Once(error) => write!(f, "{error} once"),
            Self::FromThenOn(error) => write!(f, "{error} from then on"),
            Self::Signal(signal) => write!(f, "SIG{signal}"),
        }
    }
}

/// The calls of a run in which nothing goes wrong, in order.
pub fn calls(scene: &Scene) -> Vec<Call> {
    let trial = scene.trial();
    let (_, log) = traced(scene, &trial, &[]);
    let mut counts = [0; CALLS.len()];
    let mut calls = Vec::new();
    for line in log.lines() {
        let call = line.split_once(' ').map_or("", |(_, call)| call.trim());
        let Some((name, rest)) = call.split_once('(') else {
            continue;
        };
        let before = counts;
        let at = CALLS.iter().position(|call| *call == name).unwrap();
        counts[at] += 1;
        // Opening a file for reading changes nothing.
        if name != "openat" || rest.contains("O_CREAT") {
            calls.push(Call {
                name: name.to_owned(),
                number: counts[at],
                before,
            });
        }
    }
    calls
}

/// Runs with a fault at a call. Also tells whether it came to that.
pub fn run(scene: &Scene, trial: &TempDir, call: &Call, fault: Fault) -> (Ended, bool) {
    let (name, number) = (&call.name, call.number);
    let injections: Vec<String> = match fault {
        Fault::Once(error) => vec![format!("inject={name}:error={error}:when={number}")],
        Fault::Signal(signal) => vec![format!("inject={name}:signal={signal}:when={number}")],
        Fault::FromThenOn(error) => CALLS
            .iter()
            .zip(call.before)
            // What is told is to be heard, as long as it is not that which fails.
            .filter(|(other, _)| **other != "write" || name == "write")
            .map(|(name, before)| format!("inject={name}:error={error}:when={}+", before + 1))
            .collect(),
    };
    let (ended, log) = traced(scene, trial, &injections);
    let was_reached = match fault {
        Fault::Signal("KILL") => ended.signal == Some(9),
        Fault::Signal(signal) => log.contains(&format!("--- SIG{signal} ")),
        _ => log.contains("(INJECTED)"),
    };
    (ended, was_reached)
}

fn traced(scene: &Scene, trial: &TempDir, injections: &[String]) -> (Ended, String) {
    let log = trial.path().join("log");
    let mut command = scene.command("strace", &library(trial));
    command.args(["-f", "-qq", "-o"]).arg(&log);
    // Faster, but strace sends no signals then.
    if !injections
        .iter()
        .any(|injection| injection.contains("signal="))
    {
        command.arg("--seccomp-bpf");
    }
    command.args(["-e", &format!("trace={}", CALLS.join(","))]);
    for injection in injections {
        command.args(["-e", injection]);
    }
    let output = command.arg(BINARY).args(scene.arguments).output().unwrap();
    let written = fs::read_to_string(&log).unwrap();
    fs::remove_file(log).unwrap();
    (output.into(), written)
}
