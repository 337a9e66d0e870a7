//! The man pages: whole, and as `man` wants them.

use std::fs;
use std::process::Command;

use pretty_assertions::assert_eq;

use crate::support::{ended, has_program, printed, stackwise};

/// The pages in a folder, made for one test.
fn pages() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let ended = ended(stackwise(["man", "--dir"]).arg(folder.path().join("man1")));
    assert_eq!(
        (ended.status, ended.stdout.as_str(), ended.stderr.as_str()),
        (0, "", "")
    );
    folder
}

/// A page without the marks of its type.
fn plain(page: &str) -> String {
    let marks = ["\\fB", "\\fI", "\\fR"];
    let page = marks
        .iter()
        .fold(page.to_owned(), |page, mark| page.replace(mark, ""));
    page.replace("\\-", "-").replace("\\*(Aq", "'")
}

#[test]
fn every_command_has_a_page_with_every_option() {
    let mut program = stackwise::internals::cli::command(usize::MAX).disable_help_subcommand(true);
    program.build();
    let folder = pages();
    let files = fs::read_dir(folder.path().join("man1")).unwrap();
    assert_eq!(files.count(), program.get_subcommands().count() + 1);
    for command in std::iter::once(&program).chain(program.get_subcommands()) {
        let name = command.get_display_name().unwrap_or("stackwise");
        let page = fs::read_to_string(folder.path().join(format!("man1/{name}.1"))).unwrap();
        let page = plain(&page);
        for argument in command.get_arguments() {
            let wanted = match (argument.get_short(), argument.get_long()) {
                (Some(short), Some(long)) => format!("\n.TP\n-{short}, --{long}"),
                (Some(short), None) => format!("\n.TP\n-{short}"),
                (None, Some(long)) => format!("\n.TP\n--{long}"),
                (None, None) => {
                    let name = &argument.get_value_names().unwrap()[0];
                    let end = if argument.is_required_set() { '>' } else { ']' };
                    format!("{name}{end}\n")
                }
            };
            assert!(page.contains(&wanted), "{name}.1 lacks {wanted}");
            let help = argument.get_long_help().or(argument.get_help());
            let help = help.unwrap().to_string().replace("\n\n", "\n.sp\n");
            assert!(page.contains(&help), "{name}.1 lacks: {help}");
        }
        let about = command.get_about().unwrap();
        assert!(page.contains(&format!("{name} - {about}\n")), "{name}.1");
    }
}

#[test]
fn the_page_says_what_users_and_scripts_rely_on() {
    let page = plain(&printed("man"));
    let headings: Vec<&str> = page
        .lines()
        .filter_map(|line| line.strip_prefix(".SH "))
        .collect();
    assert_eq!(
        headings,
        [
            "NAME",
            "SYNOPSIS",
            "DESCRIPTION",
            "COMMANDS",
            "OPTIONS",
            "\"OUTPUT OPTIONS\"",
            "\"EXIT STATUS\"",
            "ENVIRONMENT",
            "SAFETY",
            "FILES",
            "EXAMPLES",
            "\"SEE ALSO\"",
        ]
    );
    for wanted in [
        "What you see is what was written.",
        "A near miss is never answered with something else.",
        "Nothing is sent anywhere.",
        "STACKWISE_LIBRARY",
        "NO_COLOR",
        "$XDG_DATA_HOME/stackwise/library.db",
        "stackwise show ketamine --section risks",
        "stackwise-show(1)",
    ] {
        assert!(page.contains(wanted), "{wanted}");
    }
}

#[test]
fn mandoc_has_nothing_against_the_pages_but_style() {
    if !has_program("mandoc") {
        return;
    }
    let folder = pages();
    for file in fs::read_dir(folder.path().join("man1")).unwrap() {
        let path = file.unwrap().path();
        let linted = Command::new("mandoc")
            .args(["-T", "lint", "-W", "warning"])
            .arg(path)
            .output();
        let linted = linted.unwrap();
        assert_eq!(String::from_utf8_lossy(&linted.stdout), "");
        assert!(linted.status.success());
    }
}

#[test]
fn a_page_that_cannot_be_written_is_an_error() {
    let ended = ended(&mut stackwise(["man", "--dir", "/dev/null/man1"]));
    assert_eq!((ended.status, ended.stdout.as_str()), (2, ""));
    assert!(
        ended
            .stderr
            .starts_with("error: cannot write /dev/null/man1: ")
    );
}
