//! The README and `docs/` are true: their commands print what they show, their links lead somewhere, and
//! the picture is the program's output. `UPDATE_GOLDEN=1` writes what is printed now into them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use clap::builder::styling::RgbColor;

use crate::support::{
    assert_file, ended, has_program, path_with_binary, printed, root, stackwise, words,
};

/// The README and every file in `docs/`.
fn documents() -> Vec<PathBuf> {
    let docs = fs::read_dir(root().join("docs")).unwrap();
    let mut documents: Vec<_> = docs.map(|file| file.unwrap().path()).collect();
    documents.sort();
    documents.insert(0, root().join("README.md"));
    documents
}

/// A folder with the files that the examples read.
fn scratch() -> tempfile::TempDir {
    let scratch = tempfile::tempdir().unwrap();
    let files = fs::read_dir(root().join("tests/fixtures/readme")).unwrap();
    let files = files.map(|file| file.unwrap().path());
    for file in files.chain([root().join("tests/fixtures/render/velanor.json")]) {
        fs::copy(&file, scratch.path().join(file.file_name().unwrap())).unwrap();
    }
    scratch
}

/// What a command of an example prints, on both streams.
fn run(command: &str, scratch: &Path) -> String {
    let ran = Command::new("/bin/sh")
        .args(["-c", &format!("exec 2>&1; {command}")])
        .current_dir(scratch)
        .env_clear()
        .env("PATH", path_with_binary())
        .env("LANG", "C.UTF-8")
        .env("HOME", scratch)
        .output()
        .unwrap();
    String::from_utf8(ran.stdout).unwrap()
}

/// The document with what the commands in its `console` blocks print now, and how many these are.
fn replayed(document: &str, scratch: &Path) -> (String, usize) {
    let mut seen = String::new();
    let mut count = 0;
    let mut in_console = false;
    for line in document.lines() {
        let is_fence = line.starts_with("```");
        let command = line.strip_prefix("$ ").filter(|_| in_console);
        if is_fence || !in_console || command.is_some() {
            seen += line;
            seen.push('\n');
        }
        if let Some(command) = command {
            seen += &run(command, scratch);
            count += 1;
        }
        in_console = if is_fence {
            line == "```console"
        } else {
            in_console
        };
    }
    (seen, count)
}

#[test]
fn the_commands_of_the_readme_and_docs_print_what_they_show() {
    if !has_program("jq") {
        return;
    }
    let mut count = 0;
    for path in documents() {
        let document = fs::read_to_string(&path).unwrap();
        let (seen, commands) = replayed(&document, scratch().path());
        assert_file(&path, &seen);
        count += commands;
    }
    assert!(count >= 20, "only {count} examples were found");
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
fn the_pictures_of_a_table_are_what_the_program_prints() {
    let folder = tempfile::tempdir().unwrap();
    let stackwise = |line: &str| {
        let mut command = stackwise(words(line));
        command.env("STACKWISE_LIBRARY", folder.path().join("library.db"));
        // 2026-11-29: a picture does not grow older.
        ended(command.envs([("LANG", "C.UTF-8"), ("SOURCE_DATE_EPOCH", "1795910400")]))
    };
    let label = root().join("tests/fixtures/render/velanor.json");
    assert_eq!(stackwise(&format!("add {}", label.display())).status, 0);
    let command = "show velanor -s 6.1 --width 100";
    let colored = stackwise(&format!("{command} --color always"));
    let screen = format!(
        "\u{1b}[32m$\u{1b}[0m stackwise {command}\n{}",
        colored.stdout
    );
    let term = anstyle_svg::Term::new();
    let (black, white) = (RgbColor(0, 0, 0), RgbColor(255, 255, 255));
    let light = term.fg_color(black.into()).bg_color(white.into());
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    for (name, term) in [("dark", term), ("light", light)] {
        let picture = format!("tests/golden/show-table-{name}.svg");
        assert_file(&root().join(&picture), &term.render_svg(&screen));
        assert!(readme.contains(&format!("\"{picture}\"")));
    }
}

#[test]
fn every_file_that_a_document_links_to_is_there() {
    let others = ["CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md"].map(|name| root().join(name));
    for path in documents().into_iter().chain(others) {
        let document = fs::read_to_string(&path).unwrap();
        for (at, _) in document.match_indices("](") {
            let target = document[at + 2..].split([')', '#']).next().unwrap();
            let file = path.parent().unwrap().join(target);
            assert!(
                target.contains("://") || file.exists(),
                "{}: {target}",
                path.display()
            );
        }
    }
}
