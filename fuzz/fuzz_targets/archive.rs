//! Archives, and what gzip and Zstandard pack: as standard input and as a file, the same comes out.

#![no_main]

use std::convert::Infallible;
use std::path::PathBuf;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use stackwise::internals::ingest::{self, Reading};
use stackwise_fuzz::assert_safe;
use tempfile::TempDir;

static FOLDER: LazyLock<TempDir> =
    LazyLock::new(|| tempfile::tempdir().expect("there is a temporary folder"));

/// What is read of this argument: ids and problems with their places, without its own name.
fn told(argument: PathBuf, name: &str, mut stdin: &[u8]) -> Vec<String> {
    let mut told = Vec::new();
    let Ok(()) = ingest::read_all::<Infallible>(&[argument], None, &mut stdin, &mut |reading| {
        let line = match reading {
            Reading::Entry(entry, place) => format!("{place} {}", entry.id),
            Reading::Problem(problem) | Reading::Note(problem) => problem.to_string(),
        };
        assert_safe(&line);
        let rest = line.strip_prefix(name);
        told.push(rest.expect("a place begins with the file").to_owned());
        Ok(())
    });
    told
}

fuzz_target!(|input: &[u8]| {
    let file = FOLDER.path().join("input");
    std::fs::write(&file, input).expect("the temporary folder can be written");
    let name = file.display().to_string();
    let from_file = told(file, &name, b"");
    let from_stdin = told("-".into(), "standard input", input);
    assert!(!from_file.is_empty() || input.trim_ascii().ends_with(b"]"));
    // How the library for files and memory words a failure may differ.
    let places = |told: &[String]| -> Vec<String> {
        let place = |line: &String| line.splitn(4, ':').take(3).collect();
        told.iter().map(place).collect()
    };
    assert_eq!(places(&from_file), places(&from_stdin));
});
