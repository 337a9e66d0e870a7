//! Closed pipes, full disks, missing streams and bare environments.

use std::fs::{File, OpenOptions};
use std::io;
use std::process::Stdio;

use pretty_assertions::assert_eq;

use crate::support::{Ended, ended, printed, stackwise, words};

/// A command line for everything that prints.
const PRINTING: [&str; 27] = [
    "show ketamine",
    "show ketamine --bare",
    "show ketamine -s risks",
    "show ketamine -f table",
    "show ketamine -f json",
    "show ketamine -f markdown",
    "search nausea",
    "search nausea -f json",
    "search nausea -f table",
    "search nausea -f markdown",
    "list",
    "list -f table",
    "list -f json",
    "list -f markdown",
    "diff ketamine ketamine",
    "diff ketamine ketamine -f json",
    "diff ketamine ketamine -f markdown",
    "status",
    "status -f table",
    "status -f json",
    "status -f markdown",
    "schema",
    "completions zsh",
    "man",
    "",
    "--help",
    "--version",
];

#[test]
fn a_reader_that_has_gone_is_no_error() {
    for line in PRINTING {
        let (reader, writer) = io::pipe().unwrap();
        drop(reader);
        let seen = ended(stackwise(words(line)).stdout(writer));
        let wanted = Ended {
            status: 0,
            stdout: String::new(),
            stderr: String::new(),
        };
        assert_eq!(seen, wanted, "{line}");
    }
}

#[test]
fn a_full_disk_is_an_error_with_a_message() {
    let message = "error: cannot write to standard output: No space left on device (os error 28)\n\
                   hint: the output is incomplete\n";
    for line in PRINTING {
        let full = OpenOptions::new().write(true).open("/dev/full").unwrap();
        let seen = ended(stackwise(words(line)).stdout(full));
        let is_json = line.contains("json");
        assert_eq!((seen.status, seen.stdout.as_str()), (2, ""), "{line}");
        if is_json {
            let error: serde_json::Value = serde_json::from_str(&seen.stderr).unwrap();
            assert_eq!(error["error"]["code"], "write-failed");
        } else {
            assert_eq!(seen.stderr, message, "{line}");
        }
    }
}

#[test]
fn a_standard_output_that_is_closed_is_an_error_with_a_message() {
    let folder = tempfile::tempdir().unwrap();
    let library = folder.path().join("library.db");
    let entry = r#"{"schema_version":1,"id":"kept","title":"Kept","risk":{"level":"low"},
        "sections":[],"source":{"name":"Test"}}"#;
    let document = folder.path().join("kept.json");
    std::fs::write(&document, entry).unwrap();
    let run = |line: &str, redirection: &str| {
        let mut shell = std::process::Command::new("/bin/sh");
        shell
            .args(["-c", &format!("exec \"$0\" {line} {redirection}")])
            .arg(crate::support::BINARY)
            .current_dir(folder.path())
            .env_clear()
            .env("STACKWISE_LIBRARY", &library);
        let seen = ended(&mut shell);
        (seen.status, seen.stderr)
    };
    // What prints nothing needs nowhere to print.
    let added = "1 added, 0 replaced, 0 unchanged\n".to_owned();
    assert_eq!(run("add kept.json", ">&-"), (0, added));
    let message = "error: cannot write to standard output: Bad file descriptor (os error 9)\n\
                   hint: the output is incomplete\n";
    for line in PRINTING.into_iter().chain(["export", "convert kept.json"]) {
        if line.contains("json") && line != "convert kept.json" {
            continue;
        }
        for closed in [">&-", "1</dev/null"] {
            assert_eq!(
                run(line, closed),
                (2, message.to_owned()),
                "{line} {closed}"
            );
        }
        // Programs that start others open it for reading as well.
        for null in [">/dev/null", "1<>/dev/null"] {
            assert_eq!(run(line, null), (0, String::new()), "{line} {null}");
        }
    }
}

/// Otherwise the next file that is opened, such as the library, would be taken for a stream; and likewise in
/// the programs that are started.
#[cfg(target_os = "linux")]
#[test]
fn output_that_is_closed_leads_to_nothing() {
    // Waits for a document that does not come.
    let mut child = std::process::Command::new("/bin/sh")
        .args(["-c", "exec \"$0\" check - >&- 2>&-", crate::support::BINARY])
        .env_clear()
        .stdin(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let process = std::path::PathBuf::from(format!("/proc/{}", child.id()));
    let leads = |stream: u32| {
        let file = std::fs::read_link(process.join(format!("fd/{stream}"))).ok()?;
        let flags = std::fs::read_to_string(process.join(format!("fdinfo/{stream}"))).ok()?;
        let flags = flags.lines().find_map(|line| line.strip_prefix("flags:"))?;
        let is_handed_on = u32::from_str_radix(flags.trim(), 8).ok()? & 0o2_000_000 == 0;
        Some((file.to_str()?.to_owned(), is_handed_on))
    };
    let nothing = Some(("/dev/null".to_owned(), true));
    let mut seen = Vec::new();
    for _ in 0..1000 {
        seen = (1..=2).map(leads).collect();
        if seen.iter().all(|stream| *stream == nothing) {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(seen, vec![nothing; 2]);
}

#[test]
fn an_error_that_nobody_can_read_still_has_its_exit_code() {
    let full = || OpenOptions::new().write(true).open("/dev/full").unwrap();
    assert_eq!(
        ended(stackwise(["show", "ketamin"]).stderr(full())).status,
        1
    );
    assert_eq!(ended(stackwise(["show"]).stderr(full())).status, 2);
}

#[test]
fn neither_input_nor_home_nor_locale_is_needed() {
    let wanted = printed("show ketamine -s risks");
    let closed = ended(
        std::process::Command::new("/bin/sh")
            .args([
                "-c",
                "exec \"$0\" show ketamine -s risks <&-",
                crate::support::BINARY,
            ])
            .env_clear(),
    );
    assert_eq!(
        closed,
        Ended {
            status: 0,
            stdout: wanted.clone(),
            stderr: String::new()
        }
    );
    for (name, value) in [
        ("LANG", "C"),
        ("LC_ALL", "xx_YY.nonsense"),
        ("HOME", "/nowhere"),
        ("TERM", ""),
    ] {
        let seen = ended(stackwise(words("show ketamine -s risks")).env(name, value));
        assert_eq!(seen.stdout, wanted, "{name}={value}");
    }
}

#[test]
fn reading_writes_no_file() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path();
    for line in PRINTING {
        let out = File::create("/dev/null").unwrap();
        let mut command = stackwise(words(line));
        command
            .current_dir(folder)
            .env_remove("STACKWISE_LIBRARY")
            .env("HOME", folder)
            .env("XDG_DATA_HOME", folder);
        assert_eq!(ended(command.stdout(Stdio::from(out))).status, 0, "{line}");
    }
    assert_eq!(folder.read_dir().unwrap().count(), 0);
}
