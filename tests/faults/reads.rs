//! Every call that reads goes wrong in turn, under every command that reads: what is shown is then
//! right, or refused.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;

use tempfile::TempDir;

use crate::sample::Sample;
use crate::scene::{BINARY, Ended, SCENARIOS, Scene, all_at_once, can_run, entries, library};

/// Something that reads.
struct Reader {
    name: &'static str,
    arguments: &'static [&'static str],
    /// What it is given in the environment.
    variables: &'static [(&'static str, &'static str)],
}

const fn reader(name: &'static str, arguments: &'static [&'static str]) -> Reader {
    Reader {
        name,
        arguments,
        variables: &[],
    }
}

const READERS: [Reader; 10] = [
    reader("show built-in", &["show", "ketamine", "-s", "risks"]),
    reader("show", &["show", "kept-0"]),
    reader("list", &["list"]),
    reader("search", &["search", "kept0"]),
    reader("export", &["export"]),
    reader("compare", &["compare", "ketamine", "kept-1"]),
    reader("check", &["check", "new.jsonl"]),
    reader("convert", &["convert", "new.jsonl"]),
    reader("add", &["add", "new.jsonl"]),
    Reader {
        name: "TAB",
        arguments: &["--", "stackwise", "show", "kep"],
        variables: &[("COMPLETE", "fish")],
    },
];

/// The calls that read, or tell what can be read, with what each can fail with.
const CALLS: [(&str, &[&str]); 10] = [
    ("read", &["EIO", "ENOMEM"]),
    ("pread64", &["EIO", "ENOMEM"]),
    ("openat", &["EIO", "EMFILE", "ENFILE", "ENOMEM"]),
    ("newfstatat", &["EIO", "ENOMEM"]),
    ("statx", &["EIO", "ENOMEM"]),
    ("fstat", &["EIO", "ENOMEM"]),
    ("lseek", &["EIO"]),
    ("fcntl", &["EIO", "ENOLCK"]),
    ("getdents64", &["EIO", "ENOMEM"]),
    ("getrandom", &["EIO", "ENOSYS"]),
];

/// A call of a run with what is to go wrong there.
struct Shot<'r> {
    reader: &'r Reader,
    call: &'static str,
    number: usize,
    error: &'static str,
}

fn traced(scene: &Scene, reader: &Reader, injection: Option<&str>) -> (Ended, String, TempDir) {
    let trial = scene.trial();
    let log = trial.path().join("log");
    let mut command = scene.command("strace", &library(&trial));
    let names: Vec<_> = CALLS.iter().map(|(name, _)| *name).collect();
    command.args(["-f", "-qq", "--seccomp-bpf", "-o"]).arg(&log);
    command.args(["-e", &format!("trace={}", names.join(","))]);
    if let Some(injection) = injection {
        command.args(["-e", &format!("inject={injection}")]);
    }
    for (name, value) in reader.variables {
        command.arg(format!("--env={name}={value}"));
    }
    let output = command.arg(BINARY).args(reader.arguments).output().unwrap();
    let written = fs::read_to_string(&log).unwrap();
    fs::remove_file(log).unwrap();
    (output.into(), written, trial)
}

/// How often each call is made once the program itself runs: what its loader reads is not its own.
fn shots<'r>(reader: &'r Reader, log: &str) -> Vec<Shot<'r>> {
    let mut counts = BTreeMap::new();
    let mut shots = Vec::new();
    let mut has_begun = false;
    for line in log.lines() {
        let call = line.split_once(' ').map_or("", |(_, call)| call.trim());
        let Some((name, rest)) = call.split_once('(') else {
            continue;
        };
        let Some((name, errors)) = CALLS.iter().find(|(known, _)| *known == name) else {
            continue;
        };
        let number: &mut usize = counts.entry(*name).or_default();
        *number += 1;
        // A lock that cannot be given back keeps its own holder waiting for it: two minutes a run.
        let is_unlocking = rest.contains("F_UNLCK");
        let is_loader = rest.contains(".so") || (!has_begun && *name != "getrandom");
        // The C library's last act of its own is to ask for random numbers, or the next file.
        has_begun |= *name == "getrandom" || (*name == "openat" && rest.contains("/proc/self"));
        if !is_loader && !is_unlocking {
            shots.extend(errors.iter().map(|error| Shot {
                reader,
                call: name,
                number: *number,
                error,
            }));
        }
    }
    shots
}

/// What is wrong with how a run ended; `None` where it is right, or refused.
fn complaint(
    scene: &Scene,
    reader: &Reader,
    right: &Ended,
    ended: &Ended,
    trial: &TempDir,
) -> Option<String> {
    let is_right =
        (ended.code, &ended.stdout, &ended.stderr) == (right.code, &right.stdout, &right.stderr);
    let is_refused = ended.code == Some(2)
        && !ended.stderr.contains("panicked")
        && right.stdout.starts_with(&ended.stdout)
        && (ended.stderr.starts_with("error: ") || ended.stdout != right.stdout);
    // A shell is offered nothing where something is wrong, and told nothing.
    let is_silent = reader.name == "TAB"
        && (ended.code, ended.stdout.as_str(), ended.stderr.as_str()) == (Some(0), "", "");
    // What cannot be read is a problem of the document.
    let is_problem =
        reader.name == "check" && ended.code == Some(1) && ended.stdout.contains("cannot be read");
    if !(is_right || is_refused || is_silent || is_problem) {
        return Some(format!(
            "{:?}/{:?}, stdout of {} instead of {} bytes, {:?}",
            ended.code,
            ended.signal,
            ended.stdout.len(),
            right.stdout.len(),
            ended.stderr
        ));
    }
    if reader.name == "add" {
        let held = scene.export(&library(trial));
        let wanted = if ended.code == Some(0) {
            &scene.after
        } else {
            &scene.before
        };
        if held.as_ref() != Ok(wanted) {
            return Some(format!("{:?} left {held:?}", ended.stderr));
        }
    }
    None
}

#[test]
fn a_fault_at_any_call_that_reads_is_refused_or_does_not_matter() {
    if !can_run("strace", &["-o", "/dev/null", "true"]) {
        return;
    }
    let scene = Scene::new(&SCENARIOS[1], |_| {});
    let mut table = String::from("\nFaults at system calls that read\n");
    let mut sample = Sample::default();
    let mut complaints = Vec::new();
    for reader in &READERS {
        let (right, log, _) = traced(&scene, reader, None);
        assert_eq!(right.code, Some(0), "{}: {}", reader.name, right.stderr);
        let shots = shots(reader, &log);
        assert!(shots.len() > 5, "{} reads too little", reader.name);
        let shots = sample.of(shots);
        let found = all_at_once(&shots, |shot| {
            let injection = format!("{}:error={}:when={}", shot.call, shot.error, shot.number);
            let (ended, _, trial) = traced(&scene, shot.reader, Some(&injection));
            let complaint = complaint(&scene, shot.reader, &right, &ended, &trial);
            complaint.map(|why| format!("{}, {injection}: {why}", shot.reader.name))
        });
        let bad: Vec<_> = found.into_iter().flatten().collect();
        writeln!(
            table,
            "{:14} | {:4} runs | {:3} wrong",
            reader.name,
            shots.len(),
            bad.len()
        )
        .unwrap();
        complaints.extend(bad);
    }
    sample.tell("faults at system calls that read");
    println!("{table}");
    assert!(
        complaints.is_empty(),
        "{} complaints:\n{}",
        complaints.len(),
        complaints.join("\n")
    );
}

/// Runs the program with so much address space, in KiB.
fn limited(scene: &Scene, reader: &Reader, limit: usize) -> (Ended, TempDir) {
    let trial = scene.trial();
    let mut command = scene.command("sh", &library(&trial));
    command
        .args([
            "-c",
            "ulimit -v $0 && exec \"$@\"",
            &limit.to_string(),
            BINARY,
        ])
        .args(reader.arguments)
        .envs(reader.variables.iter().copied());
    (command.output().unwrap().into(), trial)
}

/// With less than the least the program cannot even be loaded.
#[test]
fn too_little_memory_is_told() {
    let scene = Scene::new(&SCENARIOS[1], |folder| {
        fs::write(
            folder.join("long.jsonl"),
            entries(1, "long", "long", 400_000),
        )
        .unwrap();
    });
    let version = reader("version", &["--version"]);
    let is_enough = |limit: &usize| limited(&scene, &version, *limit).0.code == Some(0);
    let least = (8..512).map(|mib| mib << 10).find(is_enough).unwrap();
    let mut complaints = Vec::new();
    let mut refused = 0;
    let long = reader("convert", &["convert", "long.jsonl"]);
    for reader in READERS.iter().chain([&long]) {
        let (right, _) = limited(&scene, reader, 1 << 30);
        let limits: Vec<usize> = (0..24).map(|step| least + step * 512).collect();
        let found = all_at_once(&limits, |&limit| {
            let (ended, trial) = limited(&scene, reader, limit);
            let complaint = complaint(&scene, reader, &right, &ended, &trial);
            let is_refused = ended.code == Some(2);
            (
                is_refused,
                complaint.map(|why| format!("{}, {limit} KiB: {why}", reader.name)),
            )
        });
        refused += found.iter().filter(|(is_refused, _)| *is_refused).count();
        complaints.extend(found.into_iter().filter_map(|(_, complaint)| complaint));
    }
    assert_eq!(complaints, Vec::<String>::new());
    assert!(refused > 0, "it is never too little");
}
