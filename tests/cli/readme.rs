//! The README is true: its commands print what it says, and its picture is the program's output.

use std::fs;
use std::path::Path;
use std::process::Command;

use pretty_assertions::assert_eq;

use crate::support::{assert_file, has_program, path_with_binary, printed, root};

/// A command of the README with what it prints, as one `console` block shows them.
struct Example {
    command: String,
    output: String,
}

fn examples() -> Vec<Example> {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let mut examples: Vec<Example> = Vec::new();
    let mut in_console = false;
    for line in readme.lines() {
        if line.starts_with("```") {
            in_console = line == "```console";
        } else if in_console {
            if let Some(command) = line.strip_prefix("$ ") {
                let command = command.to_owned();
                examples.push(Example {
                    command,
                    output: String::new(),
                });
            } else {
                let example = examples.last_mut().expect("a block opens with a command");
                example.output += line;
                example.output.push('\n');
            }
        }
    }
    examples
}

#[test]
fn the_commands_of_the_readme_print_what_it_shows() {
    if !has_program("jq") {
        return;
    }
    let examples = examples();
    assert!(
        examples.len() >= 8,
        "only {} examples were found",
        examples.len()
    );
    let scratch = tempfile::tempdir().unwrap();
    for file in fs::read_dir(root().join("tests/fixtures/readme")).unwrap() {
        let file = file.unwrap();
        fs::copy(file.path(), scratch.path().join(file.file_name())).unwrap();
    }
    for Example { command, output } in examples {
        let ran = Command::new("/bin/sh")
            .args(["-c", &format!("exec 2>&1; {command}")])
            .current_dir(scratch.path())
            .env_clear()
            .env("PATH", path_with_binary())
            .env("LANG", "C.UTF-8")
            .env("HOME", scratch.path())
            .output()
            .unwrap();
        assert_eq!(String::from_utf8_lossy(&ran.stdout), output, "$ {command}");
    }
}

#[test]
fn the_picture_in_the_readme_is_what_the_program_prints() {
    let command = "show ketamine --section risks";
    let colored = printed(&format!("{command} --color always"));
    let screen = format!("\u{1b}[32m$\u{1b}[0m stackwise {command}\n{colored}");
    let svg = anstyle_svg::Term::new().render_svg(&screen);
    let picture = Path::new("tests/golden/show-risks.svg");
    assert_file(&root().join(picture), &svg);
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    assert!(readme.contains(&format!("({})", picture.display())));
}

#[test]
fn every_file_that_the_readme_links_to_is_there() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    for (at, _) in readme.match_indices("](") {
        let target = readme[at + 2..].split(')').next().unwrap();
        if !target.contains("://") && !target.starts_with('#') {
            assert!(root().join(target).exists(), "{target}");
        }
    }
}
