//! Runs the binary as a user would, with nothing of this machine's environment but what a test gives.
#![expect(clippy::disallowed_methods, reason = "tests read how they are to run")]

use std::ffi::OsStr;
use std::fmt::Write as _;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::{env, fs};

use pretty_assertions::assert_eq;

/// The path of the binary under test.
pub const BINARY: &str = env!("CARGO_BIN_EXE_stackwise");

/// How a run ended.
#[derive(Debug, PartialEq, Eq)]
pub struct Ended {
    pub status: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Ended {
    fn of(output: Output) -> Self {
        Self {
            status: output.status.code().expect("the program was not killed"),
            stdout: String::from_utf8(output.stdout).expect("output is UTF-8"),
            stderr: String::from_utf8(output.stderr).expect("messages are UTF-8"),
        }
    }
}

/// The program with these arguments, a cleared environment, and no input.
pub fn stackwise<S: AsRef<OsStr>>(arguments: impl IntoIterator<Item = S>) -> Command {
    let mut command = Command::new(BINARY);
    // Without a home there is no default library.
    command.args(arguments).env_clear().stdin(Stdio::null());
    command
}

/// The arguments in a command line without quotes.
pub fn words(line: &str) -> Vec<&str> {
    line.split(' ').filter(|word| !word.is_empty()).collect()
}

/// Runs the program with pipes for its output.
pub fn run(line: &str) -> Ended {
    ended(&mut stackwise(words(line)))
}

pub fn ended(command: &mut Command) -> Ended {
    Ended::of(command.output().expect("the binary runs"))
}

/// What the program prints when all goes well.
pub fn printed(line: &str) -> String {
    let ended = run(line);
    assert_eq!((ended.status, ended.stderr.as_str()), (0, ""), "{line}");
    ended.stdout
}

/// What a run prints on a terminal of this size, and its exit code. Standard input is the terminal.
pub fn on_terminal(
    line: &str,
    variables: &[(&str, &str)],
    (columns, rows): (u16, u16),
) -> (i32, String) {
    let (mut pty, pts) = pty_process::blocking::open().unwrap();
    pty.resize(pty_process::Size::new(rows, columns)).unwrap();
    let mut child = pty_process::blocking::Command::new(BINARY)
        .args(words(line))
        .env_clear()
        .envs(variables.iter().copied())
        .spawn(pts)
        .unwrap();
    let mut shown = Vec::new();
    // Reading a terminal that the last program has left is an error on Linux: all was read by then.
    let _ = pty.read_to_end(&mut shown);
    let status = child.wait().unwrap().code().unwrap();
    let shown = String::from_utf8(shown).unwrap().replace("\r\n", "\n");
    (status, shown)
}

/// Holds a run, with its exit code and both streams, against `tests/golden/NAME`.
/// `UPDATE_GOLDEN=1` writes the file instead.
pub fn assert_golden(name: &str, line: &str, variables: &[(&str, &str)]) {
    let ended = ended(stackwise(words(line)).envs(variables.iter().copied()));
    let mut seen = String::new();
    for (variable, value) in variables {
        write!(seen, "{variable}={value} ").unwrap();
    }
    write!(
        seen,
        "stackwise {line}\nstatus: {}\n--- stdout\n{}--- stderr\n{}",
        ended.status, ended.stdout, ended.stderr
    )
    .unwrap();
    assert_file(&root().join("tests/golden").join(name), &seen);
}

/// Holds `seen` against a file, or writes it with `UPDATE_GOLDEN=1`.
pub fn assert_file(path: &Path, seen: &str) {
    if env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(path, seen).unwrap();
    }
    let wanted = fs::read_to_string(path).unwrap_or_default();
    assert_eq!(
        wanted,
        seen,
        "{} differs; UPDATE_GOLDEN=1 writes it anew",
        path.display()
    );
}

/// The root of the project.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Whether `program` is there; where it has to be (`CI` is set) its absence fails the test.
pub fn has_program(program: &str) -> bool {
    let paths = env::var_os("PATH").unwrap_or_default();
    let is_there = env::split_paths(&paths).any(|folder| folder.join(program).is_file());
    assert!(
        is_there || env::var_os("CI").is_none(),
        "{program} is not installed"
    );
    if !is_there {
        println!("skipped: {program} is not installed");
    }
    is_there
}

/// This machine's `PATH`, with the binary under test before it.
pub fn path_with_binary() -> std::ffi::OsString {
    let folder = Path::new(BINARY).parent().unwrap().to_owned();
    let paths = env::var_os("PATH").unwrap_or_default();
    env::join_paths(std::iter::once(folder).chain(env::split_paths(&paths))).unwrap()
}
