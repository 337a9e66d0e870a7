//! What is done to a library, and the library before and after it.
#![expect(clippy::disallowed_methods, reason = "tests read how they are to run")]

use std::env;
use std::ffi::OsStr;
use std::fmt::Write as _;
use std::fs;
use std::os::unix::process::ExitStatusExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::json;
use tempfile::TempDir;

/// The path of the binary under test.
pub const BINARY: &str = env!("CARGO_BIN_EXE_stackwise");

/// Something that is done to a library.
pub struct Scenario {
    pub name: &'static str,
    pub arguments: &'static [&'static str],
    /// Whether there is a library before.
    pub has_library: bool,
}

/// What is done with the small documents of every [`Scene`].
pub const SCENARIOS: [Scenario; 4] = [
    Scenario {
        name: "add, no library",
        arguments: &["add", "new.jsonl"],
        has_library: false,
    },
    Scenario {
        name: "add",
        arguments: &["add", "new.jsonl"],
        has_library: true,
    },
    Scenario {
        name: "add --replace",
        arguments: &["add", "--replace", "changed.jsonl"],
        has_library: true,
    },
    Scenario {
        name: "remove",
        arguments: &["remove", "kept-1"],
        has_library: true,
    },
];

/// A folder with documents, a library as it is before, and what it holds before and after.
pub struct Scene {
    pub folder: TempDir,
    pub arguments: &'static [&'static str],
    has_library: bool,
    pub before: Vec<String>,
    pub after: Vec<String>,
    /// What the program says when nothing goes wrong.
    pub told: String,
}

/// How a run ended.
pub struct Ended {
    /// The exit code, unless a signal ended it.
    pub code: Option<i32>,
    pub signal: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl From<Output> for Ended {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code(),
            signal: output.status.signal(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

impl Scene {
    /// A scene with the small documents and those that `more` writes.
    pub fn new(scenario: &Scenario, more: impl FnOnce(&Path)) -> Self {
        let mut scene = Self {
            folder: folder(),
            arguments: scenario.arguments,
            has_library: scenario.has_library,
            before: Vec::new(),
            after: Vec::new(),
            told: String::new(),
        };
        let at = |name: &str| scene.folder.path().join(name);
        fs::write(at("kept.jsonl"), entries(2, "kept", "as it was", 5)).unwrap();
        fs::write(at("changed.jsonl"), entries(2, "kept", "changed", 5)).unwrap();
        fs::write(at("new.jsonl"), entries(2, "new", "new", 5)).unwrap();
        fs::write(at("next.jsonl"), entries(1, "next", "next", 5)).unwrap();
        more(scene.folder.path());
        let base = scene.folder.path().join("before.db");
        // One of an earlier version may be there.
        if scene.has_library && !base.exists() {
            let added = scene.run(&["add", "kept.jsonl"], &base);
            assert_eq!(added.code, Some(0), "{}", added.stderr);
        }
        scene.before = scene.export(&base).unwrap();
        let trial = scene.trial();
        let done = scene.run(scene.arguments, &library(&trial));
        assert_eq!(done.code, Some(0), "{}", done.stderr);
        scene.after = scene.export(&library(&trial)).unwrap();
        assert_ne!(scene.before, scene.after);
        scene.told = done.stderr;
        scene
    }

    /// A new folder with the library as it is before.
    pub fn trial(&self) -> TempDir {
        let trial = tempfile::tempdir_in(self.folder.path()).unwrap();
        if self.has_library {
            let base = self.folder.path().join("before.db");
            fs::copy(base, library(&trial)).unwrap();
        }
        trial
    }

    /// A program that runs where the documents are, on this library.
    pub fn command(&self, program: impl AsRef<OsStr>, library: &Path) -> Command {
        let mut command = Command::new(program);
        command
            .current_dir(self.folder.path())
            .env_clear()
            .env("STACKWISE_LIBRARY", library)
            .env("TMPDIR", self.folder.path())
            .stdin(Stdio::null());
        command
    }

    /// Runs the program without a fault.
    pub fn run(&self, arguments: &[&str], library: &Path) -> Ended {
        let mut command = self.command(BINARY, library);
        command.args(arguments).output().unwrap().into()
    }

    /// What a library holds, an entry a line, or why it cannot be read.
    pub fn export(&self, library: &Path) -> Result<Vec<String>, String> {
        let ended = self.run(&["export"], library);
        match ended.code {
            Some(0) => Ok(ended.stdout.lines().map(str::to_owned).collect()),
            Some(1) if ended.stderr.contains("no entries to export") => Ok(Vec::new()),
            Some(2) if !library.exists() => Ok(Vec::new()),
            _ => Err(ended.stderr),
        }
    }
}

/// The library of a trial.
pub fn library(trial: &TempDir) -> PathBuf {
    trial.path().join("library.db")
}

/// A new folder, in memory where that is offered: thousands of runs would wait for a disk.
fn folder() -> TempDir {
    tempfile::tempdir_in("/dev/shm")
        .or_else(|_| tempfile::tempdir())
        .unwrap()
}

/// Entries, one a line, with a text of so many words.
pub fn entries(count: usize, word: &str, title: &str, length: usize) -> String {
    let mut lines = String::new();
    for number in 0..count {
        let text = format!("{word}{number} ").repeat(length);
        let entry = json!({
            "schema_version": 1, "id": format!("{word}-{number}"), "title": format!("{word} {number} {title}"),
            "aliases": [], "risk": { "level": "low" },
            "sections": [{ "id": "overview", "title": "Overview", "paragraphs": [text.trim_end()] }],
            "risks": [{ "text": "Drowsiness", "kind": "undesirable-effect" }],
            "disclaimer": null, "source": { "name": "Test" }
        });
        writeln!(lines, "{entry}").unwrap();
    }
    lines
}

/// Whether a test can run here: `tool` works. Where it has to (`CI` is set) it fails otherwise.
pub fn can_run(tool: &str, arguments: &[&str]) -> bool {
    let tried = Command::new(tool)
        .args(arguments)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    let works = tried.is_ok_and(|status| status.success());
    assert!(
        works || env::var_os("CI").is_none(),
        "`{tool} {}` does not work here",
        arguments.join(" ")
    );
    if !works {
        eprintln!(
            "skipped: `{tool} {}` does not work here",
            arguments.join(" ")
        );
    }
    works
}

/// Does every piece of work, on as many processors as there are, and gives back what came of it in
/// the same order.
pub fn all_at_once<W: Sync, R: Send>(work: &[W], each: impl Fn(&W) -> R + Sync) -> Vec<R> {
    let workers = std::thread::available_parallelism().map_or(1, |count| count.get().min(4));
    let next = std::sync::atomic::AtomicUsize::new(0);
    let mut done: Vec<(usize, R)> = std::thread::scope(|scope| {
        let running: Vec<_> = (0..workers)
            .map(|_| {
                scope.spawn(|| {
                    let mut own = Vec::new();
                    loop {
                        let at = next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                        let Some(piece) = work.get(at) else {
                            return own;
                        };
                        own.push((at, each(piece)));
                    }
                })
            })
            .collect();
        running
            .into_iter()
            .flat_map(|worker| worker.join().unwrap())
            .collect()
    });
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, result)| result).collect()
}
