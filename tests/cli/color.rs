//! The colour policy, case by case, in a pipe and on a terminal.

use pretty_assertions::assert_eq;

use crate::support::{ended, on_terminal, printed, stackwise, words};

/// The option, the environment, and whether a pipe and a terminal are coloured.
type Case = (
    &'static str,
    &'static [(&'static str, &'static str)],
    bool,
    bool,
);

const CASES: &[Case] = &[
    ("", &[], false, true),
    ("", &[("TERM", "xterm-256color")], false, true),
    ("", &[("TERM", "dumb")], false, false),
    ("", &[("NO_COLOR", "1")], false, false),
    ("", &[("NO_COLOR", "0")], false, false),
    ("", &[("NO_COLOR", "")], false, true),
    ("", &[("CLICOLOR_FORCE", "1")], true, true),
    ("", &[("CLICOLOR_FORCE", "0")], false, true),
    ("", &[("CLICOLOR_FORCE", "")], false, true),
    ("", &[("FORCE_COLOR", "1")], true, true),
    ("", &[("FORCE_COLOR", "0")], false, true),
    ("", &[("CLICOLOR", "0")], false, false),
    ("", &[("CLICOLOR", "1")], false, true),
    (
        "",
        &[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1")],
        false,
        false,
    ),
    (
        "",
        &[("CLICOLOR_FORCE", "1"), ("CLICOLOR", "0")],
        true,
        true,
    ),
    ("", &[("FORCE_COLOR", "1"), ("TERM", "dumb")], true, true),
    ("--color auto", &[("FORCE_COLOR", "1")], true, true),
    ("--color always", &[], true, true),
    ("--color always", &[("NO_COLOR", "1")], true, true),
    (
        "--color always",
        &[("TERM", "dumb"), ("CLICOLOR", "0")],
        true,
        true,
    ),
    ("--color never", &[], false, false),
    ("--color never", &[("CLICOLOR_FORCE", "1")], false, false),
    ("--color=never --color=always", &[], true, true),
];

#[test]
fn the_policy_holds_for_every_stream_and_form() {
    for &(option, variables, in_pipe, on_screen) in CASES {
        for command in [
            "show ketamine -s risks",
            "show ketamine -s risks -f table",
            "--help",
        ] {
            let line = format!("{option} {command}");
            let piped = ended(stackwise(words(&line)).envs(variables.iter().copied()));
            assert_eq!(
                has_color(&piped.stdout),
                in_pipe,
                "pipe: {line} {variables:?}"
            );
            let (_, shown) = on_terminal(&line, variables, (80, 50));
            assert_eq!(
                has_color(&shown),
                on_screen,
                "terminal: {line} {variables:?}"
            );
        }
        let line = format!("{option} show ketamin");
        let piped = ended(stackwise(words(&line)).envs(variables.iter().copied()));
        assert_eq!(
            has_color(&piped.stderr),
            in_pipe,
            "pipe: {line} {variables:?}"
        );
        let (_, shown) = on_terminal(&line, variables, (80, 50));
        assert_eq!(
            has_color(&shown),
            on_screen,
            "terminal: {line} {variables:?}"
        );
    }
}

/// Whether letters are coloured, not merely bold or dimmed: that has to obey the policy as well.
fn has_color(shown: &str) -> bool {
    let is_color = ["\u{1b}[3", "\u{1b}[1;3", "\u{1b}[38;"]
        .iter()
        .any(|sgr| shown.contains(sgr));
    // clap's help has no colours of its own, only bold and underlined words.
    let is_help = shown.contains("Usage:");
    assert_eq!(
        shown.contains('\u{1b}'),
        is_color || (is_help && shown.contains("\u{1b}["))
    );
    shown.contains('\u{1b}')
}

#[test]
fn colored_output_without_its_escapes_is_the_plain_output() {
    for line in [
        "show ketamine",
        "show ketamine --width 33",
        "show ketamine -f table",
        "show ketamine -f table --width 30",
        "show ketamine -f table --ascii",
        "show ketamine -s risks,disclaimer -f table",
        "list -f table",
        "--help",
        "show --help",
    ] {
        let colored = printed(&format!("{line} --color always"));
        assert!(colored.contains('\u{1b}'), "{line}");
        let stripped = anstream::adapter::strip_str(&colored).to_string();
        assert_eq!(
            stripped,
            printed(&format!("{line} --color never")),
            "{line}"
        );
    }
}

#[test]
fn json_markdown_and_bare_text_are_never_colored() {
    for line in [
        "show ketamine -f json",
        "show ketamine -f markdown",
        "show ketamine --bare",
        "list -f json",
        "list -f text",
        "list -f markdown",
        "schema",
    ] {
        assert!(
            !printed(&format!("{line} --color always")).contains('\u{1b}'),
            "{line}"
        );
    }
}
