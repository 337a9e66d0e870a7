//! Signals that ask the program to end while it writes to the library.

use std::fs;
use std::io::{Read as _, Write as _};
use std::os::unix::process::ExitStatusExt as _;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use pretty_assertions::assert_eq;
use rusqlite::Connection;
use serde_json::json;
use tempfile::TempDir;

use crate::support::{BINARY, ended, stackwise, words};

/// The signals that are tried, with their numbers.
const SIGNALS: [(&str, i32); 3] = [("HUP", 1), ("INT", 2), ("TERM", 15)];

/// A folder with a library that has the entry `kept`, and a source document `new.json`.
struct Scene {
    folder: TempDir,
}

impl Scene {
    fn new() -> Self {
        let scene = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        for id in ["kept", "new"] {
            let entry = json!({
                "schema_version": 1, "id": id, "title": id, "aliases": [],
                "risk": { "level": "low" },
                "sections": [{ "id": "overview", "title": "Overview", "paragraphs": ["Text."] }],
                "risks": [], "disclaimer": null, "source": { "name": "Test" }
            });
            let path = scene.folder.path().join(id).with_extension("json");
            fs::write(path, entry.to_string()).unwrap();
        }
        assert_eq!(ended(&mut scene.command("add kept.json")).status, 0);
        scene
    }

    fn library(&self) -> PathBuf {
        self.folder.path().join("library.db")
    }

    fn command(&self, line: &str) -> Command {
        self.set_up(stackwise(words(line)))
    }

    fn set_up(&self, mut command: Command) -> Command {
        command
            .current_dir(self.folder.path())
            .env("STACKWISE_LIBRARY", self.library())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// A writer that keeps others waiting until it is dropped.
    fn other_writer(&self) -> Connection {
        let connection = Connection::open(self.library()).unwrap();
        connection.execute_batch("BEGIN IMMEDIATE").unwrap();
        connection
    }

    fn files(&self) -> Vec<String> {
        let files = fs::read_dir(self.folder.path()).unwrap();
        let mut files: Vec<_> = files
            .map(|file| file.unwrap().file_name().into_string().unwrap())
            .collect();
        files.sort();
        files
    }
}

fn send(signal: &str, process: u32) {
    let line = format!("kill -{signal} {process}");
    let status = Command::new("/bin/sh").args(["-c", &line]).status();
    assert!(status.unwrap().success(), "{line}");
}

/// Waits until the process keeps the signals from ending it.
fn wait_until_it_watches(process: u32) {
    // HUP, INT and TERM are the signals 1, 2 and 15.
    const CAUGHT: u64 = 1 | 1 << 1 | 1 << 14;
    let begun = Instant::now();
    let catches_all = || {
        let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap();
        let mask = |field: &str| {
            let mut lines = status.lines();
            let mask = lines.find_map(|line| line.strip_prefix(field)).unwrap();
            u64::from_str_radix(mask.trim(), 16).unwrap()
        };
        // What is ignored does not end it either.
        (mask("SigCgt:") | mask("SigIgn:")) & CAUGHT == CAUGHT
    };
    while !catches_all() {
        assert!(begun.elapsed() < Duration::from_secs(20), "it never did");
        sleep(Duration::from_millis(2));
    }
    // The last of them is caught a moment before it is remembered.
    sleep(Duration::from_millis(20));
}

/// The signal that a process died by, and what it said.
fn died(child: Child) -> (Option<i32>, String) {
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.stdout, b"");
    (
        output.status.signal(),
        String::from_utf8(output.stderr).unwrap(),
    )
}

#[test]
fn a_signal_ends_a_writer_that_waits_and_it_says_what_is_left() {
    let scene = Scene::new();
    let before = fs::read(scene.library()).unwrap();
    let writer = scene.other_writer();
    let lines = [
        ("add kept.json new.json", "added"),
        ("remove kept", "removed"),
    ];
    for (line, done) in lines {
        for (name, number) in SIGNALS {
            let child = scene.command(line).spawn().unwrap();
            wait_until_it_watches(child.id());
            let sent = Instant::now();
            send(name, child.id());
            let message =
                format!("error: interrupted: nothing was {done}; the library is as it was\n");
            assert_eq!(died(child), (Some(number), message), "{line}: {name}");
            let took = sent.elapsed();
            assert!(took < Duration::from_secs(1), "{line}: {name}: {took:?}");
        }
    }
    drop(writer);
    assert_eq!(fs::read(scene.library()).unwrap(), before);
    assert_eq!(scene.files(), ["kept.json", "library.db", "new.json"]);
}

#[test]
fn a_signal_ends_at_once_what_reads_standard_input() {
    let scene = Scene::new();
    for (name, number) in SIGNALS {
        let mut command = scene.command("add kept.json -");
        let child = command.stdin(Stdio::piped()).spawn().unwrap();
        send(name, child.id());
        assert_eq!(died(child), (Some(number), String::new()), "{name}");
    }
    assert_eq!(scene.files(), ["kept.json", "library.db", "new.json"]);
}

#[test]
fn a_second_signal_ends_a_writer_at_once() {
    let scene = Scene::new();
    let before = fs::read(scene.library()).unwrap();
    let writer = scene.other_writer();
    let child = scene.command("add new.json").spawn().unwrap();
    wait_until_it_watches(child.id());
    for signal in ["STOP", "INT", "TERM", "CONT"] {
        send(signal, child.id());
    }
    let (signal, told) = died(child);
    assert!(matches!(signal, Some(2 | 15)), "{signal:?}");
    assert_eq!(told, "");
    drop(writer);
    assert_eq!(fs::read(scene.library()).unwrap(), before);
    assert_eq!(ended(&mut scene.command("add new.json")).status, 0);
    assert_eq!(scene.files(), ["kept.json", "library.db", "new.json"]);
}

#[test]
fn what_was_started_to_outlive_a_hangup_does() {
    let scene = Scene::new();
    let writer = scene.other_writer();
    let mut shell = Command::new("/bin/sh");
    shell
        .args(["-c", "trap '' HUP; exec \"$0\" add new.json", BINARY])
        .env_clear();
    let child = scene.set_up(shell).spawn().unwrap();
    wait_until_it_watches(child.id());
    send("HUP", child.id());
    drop(writer);
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(output.stderr, b"1 added, 0 replaced, 0 unchanged\n");
}

#[test]
fn ctrl_c_on_a_terminal_clears_the_progress_and_says_what_is_left() {
    let scene = Scene::new();
    let writer = scene.other_writer();
    let (mut pty, pts) = pty_process::blocking::open().unwrap();
    pty.resize(pty_process::Size::new(24, 80)).unwrap();
    let mut child = pty_process::blocking::Command::new(BINARY)
        .args(["add", "new.json"])
        .current_dir(scene.folder.path())
        .env_clear()
        .env("TERM", "xterm")
        .env("STACKWISE_LIBRARY", scene.library())
        .spawn(pts)
        .unwrap();
    wait_until_it_watches(child.id());
    // Long enough for the progress to be shown.
    sleep(Duration::from_millis(500));
    pty.write_all(b"\x03").unwrap();
    let sent = Instant::now();
    while child.try_wait().unwrap().is_none() && sent.elapsed() < Duration::from_secs(10) {
        sleep(Duration::from_millis(5));
    }
    if child.try_wait().unwrap().is_none() {
        // A second one ends it at once, and what it shows is not what is wanted.
        pty.write_all(b"\x03").unwrap();
    }
    let mut shown = Vec::new();
    // Reading a terminal that the last program has left is an error on Linux: all was read by then.
    let _ = pty.read_to_end(&mut shown);
    assert_eq!(child.wait().unwrap().signal(), Some(2));
    let shown = String::from_utf8(shown).unwrap();
    let size = fs::metadata(scene.folder.path().join("new.json"))
        .unwrap()
        .len();
    let read = format!("1 entry, {size} B of {size} B, 0s left");
    assert!(shown.contains("0 entries"), "{shown:?}");
    assert!(shown.contains(&read), "{shown:?}");
    let last = shown.rsplit_once("\x1b[2K").unwrap().1;
    assert_eq!(
        last,
        "\x1b[31;1merror:\x1b[0m interrupted: nothing was added; the library is as it was\r\n"
    );
    drop(writer);
}
