//! Readers beside writers: each command sees the library of one moment.

use std::fmt::Write as _;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use std::{env, thread};

use serde_json::{Value, json};

use crate::library::{Scene, entry};

/// How long it goes on, in seconds, unless `STACKWISE_TEST_SECONDS` says it.
const SECONDS: u64 = 6;
const WRITERS: usize = 10;

/// Two entries that always say the same number.
fn pair(number: usize) -> String {
    let mut lines = String::new();
    for id in ["left", "right"] {
        let mut entry = entry(id, &format!("The {id} one"));
        entry["sections"][0]["paragraphs"] = json!([format!("Together always{number} here.")]);
        entry["risks"] = json!([{ "text": format!("Risk always{number}") }]);
        entry["source"]["name"] = json!(format!("always{number}"));
        writeln!(lines, "{entry}").unwrap();
    }
    lines
}

/// Every number that stands after "always" in what was printed.
fn numbers(printed: &str) -> Vec<&str> {
    printed
        .split("always")
        .skip(1)
        .map(|rest| {
            &rest[..rest
                .find(|c: char| !c.is_ascii_digit())
                .unwrap_or(rest.len())]
        })
        .collect()
}

/// A command, and how often it prints the number.
const READS: [(&str, usize); 10] = [
    ("export", 6),
    ("export left right", 6),
    ("compare left right -f json", 4),
    ("list -f json --source library", 2),
    ("list -f json --risk risk --source library", 2),
    ("search together -f json", 4),
    ("search together -s overview -f json", 4),
    ("search together one -f json", 4),
    ("show left -f json", 3),
    ("search togeth* -f json", 4),
];

#[expect(
    clippy::disallowed_methods,
    reason = "a test reads how long it goes on"
)]
fn duration() -> Duration {
    let asked = env::var("STACKWISE_TEST_SECONDS").ok();
    Duration::from_secs(
        asked
            .and_then(|seconds| seconds.parse().ok())
            .unwrap_or(SECONDS),
    )
}

#[test]
fn no_reader_sees_half_of_what_is_written_together() {
    let scene = Scene::new();
    scene.write("pair-0.jsonl", pair(0));
    assert_eq!(scene.run("add pair-0.jsonl").status, 0);
    let is_over = AtomicBool::new(false);
    let written = AtomicUsize::new(0);
    let read = AtomicUsize::new(0);
    let until = Instant::now() + duration();
    thread::scope(|scope| {
        for writer in 0..WRITERS {
            let (scene, is_over, written) = (&scene, &is_over, &written);
            scope.spawn(move || {
                for turn in 0.. {
                    if is_over.load(Ordering::SeqCst) {
                        break;
                    }
                    let number = 1 + writer + turn * WRITERS;
                    let file = format!("pair-{writer}.jsonl");
                    scene.write(&file, pair(number));
                    let ended = scene.run(&format!("add --replace {file}"));
                    assert_eq!(ended.status, 0, "{}", ended.stderr);
                    written.fetch_add(1, Ordering::SeqCst);
                }
            });
        }
        let readers: Vec<_> = READS
            .into_iter()
            .map(|(line, times)| {
                let (scene, read) = (&scene, &read);
                scope.spawn(move || {
                    while Instant::now() < until {
                        let ended = scene.run(line);
                        assert_eq!(ended.status, 0, "{line}: {}", ended.stderr);
                        let seen = numbers(&ended.stdout);
                        assert!(
                            seen.len() == times && seen.iter().all(|number| *number == seen[0]),
                            "{line}: {}",
                            ended.stdout
                        );
                        if line.ends_with("json") {
                            serde_json::from_str::<Value>(&ended.stdout).unwrap();
                        }
                        read.fetch_add(1, Ordering::SeqCst);
                    }
                })
            })
            .collect();
        let ended: Vec<_> = readers
            .into_iter()
            .map(thread::ScopedJoinHandle::join)
            .collect();
        is_over.store(true, Ordering::SeqCst);
        for reader in ended {
            reader.unwrap();
        }
    });
    println!(
        "{} pairs written, {} readings",
        written.into_inner(),
        read.into_inner()
    );
    assert_eq!(scene.run("check").status, 0);
}
