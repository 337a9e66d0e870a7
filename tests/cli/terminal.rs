//! Widths, signs and the pager on a real terminal.

use std::io::Read as _;
use std::os::unix::process::ExitStatusExt as _;

use pretty_assertions::assert_eq;

use crate::support::{BINARY, ended, on_terminal, printed, stackwise, words};

const PLAIN: (&str, &str) = ("NO_COLOR", "1");
const UTF8: (&str, &str) = ("LANG", "C.UTF-8");

fn shown(line: &str, variables: &[(&str, &str)], size: (u16, u16)) -> String {
    let (status, shown) = on_terminal(line, variables, size);
    assert_eq!(status, 0, "{line}: {shown}");
    shown
}

#[test]
fn the_width_is_that_of_the_option_then_columns_then_the_terminal() {
    let at = |width: usize| printed(&format!("show ketamine --width {width}"));
    let line = "show ketamine --no-pager";
    assert_eq!(shown(line, &[PLAIN, UTF8], (47, 20)), at(47));
    assert_eq!(
        shown(line, &[PLAIN, UTF8, ("COLUMNS", "52")], (47, 20)),
        at(52)
    );
    assert_eq!(
        shown(
            &format!("{line} --width 61"),
            &[PLAIN, UTF8, ("COLUMNS", "52")],
            (47, 20)
        ),
        at(61)
    );
    assert_eq!(shown(line, &[PLAIN, UTF8], (0, 0)), at(80));
    assert_eq!(
        shown(line, &[PLAIN, UTF8, ("COLUMNS", "0")], (47, 20)),
        at(47)
    );
    assert_eq!(
        shown(line, &[PLAIN, UTF8, ("COLUMNS", "wide")], (47, 20)),
        at(47)
    );
    assert_eq!(shown(line, &[PLAIN, UTF8], (300, 20)), at(100));
}

#[test]
fn piped_text_depends_on_columns_but_not_on_the_terminal() {
    let piped = ended(stackwise(words("show ketamine")).env("COLUMNS", "52"));
    assert_eq!(piped.stdout, printed("show ketamine --width 52"));
    assert_eq!(
        printed("show ketamine"),
        printed("show ketamine --width 80")
    );
}

#[test]
fn a_terminal_without_utf_8_gets_ascii_signs_around_the_author_s_own_text() {
    let line = "show ketamine -s risks";
    let ascii = printed(&format!("{line} --ascii"));
    assert!(ascii.is_ascii());
    for variables in [
        &[PLAIN][..],
        &[PLAIN, ("LANG", "C")],
        &[PLAIN, UTF8, ("LC_ALL", "C")],
        &[PLAIN, UTF8, ("LC_CTYPE", "POSIX")],
    ] {
        assert_eq!(shown(line, variables, (80, 50)), ascii, "{variables:?}");
    }
    for variables in [
        &[PLAIN, UTF8][..],
        &[PLAIN, ("LC_ALL", "en_GB.utf8")],
        &[PLAIN, ("LC_ALL", ""), ("LANG", "de_DE.UTF-8")],
    ] {
        assert_eq!(
            shown(line, variables, (80, 50)),
            printed(line),
            "{variables:?}"
        );
    }
    assert!(printed("show ketamine --ascii").contains("neuroplasticity—the"));
}

#[test]
fn borders_go_by_the_locale_in_a_pipe_too() {
    let line = "show ketamine -s risks -f table";
    let in_locale = |locale| ended(stackwise(words(line)).env("LANG", locale)).stdout;
    assert!(in_locale("C.UTF-8").contains('┌'));
    assert!(in_locale("C").contains("+--------+"));
}

#[test]
fn accessible_output_has_fields_instead_of_tables() {
    let line = "show ketamine -s risks -f table";
    let fields = shown(line, &[PLAIN, UTF8, ("ACCESSIBLE", "1")], (80, 50));
    assert!(
        fields.contains("Number: 1\nRisk: Dissociation\nKind: side effect\n\nNumber: 2\n"),
        "{fields}"
    );
    let table = shown(line, &[PLAIN, UTF8, ("ACCESSIBLE", "0")], (80, 50));
    assert!(table.contains('│'));
}

#[test]
fn text_longer_than_the_screen_goes_through_the_pager() {
    let own = ("STACKWISE_PAGER", "sed 's/^/own: /'");
    let general = ("PAGER", "/bin/sed 's/^/general: /'");
    let path = ("PATH", "/usr/bin:/bin");
    let is_paged = |by: &str, line: &str, variables: &[(&str, &str)], size| {
        let text = shown(line, &[&[PLAIN, UTF8, path], variables].concat(), size);
        text.lines().all(|line| line.starts_with(by))
    };
    let long = "show ketamine";
    assert!(is_paged("own: ", long, &[own, general], (80, 24)));
    assert!(is_paged("general: ", long, &[general], (80, 24)));
    assert!(is_paged(
        "general: ",
        "show ketamine -f table",
        &[general],
        (80, 24)
    ));
    assert!(is_paged(
        "general: ",
        "show ketamine -f markdown",
        &[general],
        (80, 24)
    ));
    // Wrapped by the terminal, 15 rows' worth of lines are longer than they look.
    assert!(is_paged(
        "general: ",
        "show ketamine -s risks,protocol --width 0",
        &[general],
        (20, 25)
    ));
    for (line, variables) in [
        ("show ketamine --no-pager", &[own][..]),
        ("show ketamine -s risks", &[own]),
        ("show ketamine -f json", &[own]),
        ("show ketamine --bare", &[own]),
        (long, &[("STACKWISE_PAGER", ""), general]),
        (long, &[("STACKWISE_PAGER", "cat"), general]),
        (long, &[("PAGER", "")]),
        (long, &[("PAGER", "cat")]),
        (long, &[("PAGER", "/no/such/pager --at all")]),
        (long, &[("PAGER", "unbalanced 'quote")]),
    ] {
        assert!(
            !is_paged("own: ", line, variables, (80, 24)),
            "{line} {variables:?}"
        );
        let direct = printed(&line.replace(" --no-pager", ""));
        let text = shown(line, &[&[PLAIN, UTF8, path], variables].concat(), (80, 24));
        assert_eq!(text, direct, "{line} {variables:?}");
    }
}

#[test]
fn less_is_told_to_show_colors_and_to_leave_short_text_alone_unless_it_has_options() {
    let pager = ("PAGER", "sh -c 'cat >/dev/null; echo LESS=$LESS'");
    let path = ("PATH", "/usr/bin:/bin");
    assert_eq!(
        shown("show ketamine", &[pager, path], (80, 24)),
        "LESS=FRX\n"
    );
    assert_eq!(
        shown("show ketamine", &[pager, path, ("LESS", "-S")], (80, 24)),
        "LESS=-S\n"
    );
}

#[test]
fn a_pager_that_is_left_early_is_no_error() {
    let path = ("PATH", "/usr/bin:/bin");
    assert_eq!(
        shown("show ketamine", &[("PAGER", "true"), path], (80, 24)),
        ""
    );
    let first = shown(
        "show ketamine",
        &[PLAIN, UTF8, ("PAGER", "head -n 1"), path],
        (80, 24),
    );
    assert_eq!(first, "Ketamine Therapy · Moderate Risk\n");
}

#[test]
fn the_text_of_a_pager_that_fails_is_printed_without_it() {
    let path = ("PATH", "/usr/bin:/bin");
    let text = printed("show ketamine");
    for (pager, why) in [
        ("false", "exit status: 1"),
        ("sh -c 'exit 3'", "exit status: 3"),
        (
            "sh -c 'exec /no/such/pager 2>/dev/null'",
            "exit status: 127",
        ),
        ("sh -c 'cat >/dev/null; exit 1'", "exit status: 1"),
        ("sh -c 'kill -KILL $$'", "signal: 9 (SIGKILL)"),
        ("sh -c 'kill -TERM $$'", "signal: 15 (SIGTERM)"),
    ] {
        let note = format!(
            "note: the pager failed ({why}), so the text was printed without it; `--no-pager` uses none\n"
        );
        assert_eq!(
            shown(
                "show ketamine",
                &[PLAIN, UTF8, ("PAGER", pager), path],
                (80, 24)
            ),
            format!("{text}{note}"),
            "{pager}"
        );
    }
}

#[test]
fn a_signal_waits_for_the_pager() {
    // Each tells whether the program is still there when the pager ends.
    for (signal, number) in [("TERM", 15), ("HUP", 1)] {
        let pager = format!(
            "sh -c 'cat >/dev/null; kill -{signal} $PPID; sleep 0.3; kill -0 $PPID && echo kept'"
        );
        let (ended_by, shown) = ended_on_terminal(&pager);
        assert_eq!(
            (ended_by, shown.as_str()),
            (
                Some(number),
                "kept\nerror: interrupted while the pager was open\n"
            ),
            "{signal}"
        );
    }
    // Ctrl-C is the pager's own, unless it ends by it.
    let caught = "sh -c 'cat >/dev/null; kill -INT $PPID; sleep 0.1; echo kept'";
    assert_eq!(ended_on_terminal(caught), (None, "kept\n".to_owned()));
    let fatal = "sh -c 'cat >/dev/null; kill -INT $PPID; sleep 0.1; kill -INT $$'";
    let interrupted = "error: interrupted while the pager was open\n".to_owned();
    assert_eq!(ended_on_terminal(fatal), (Some(2), interrupted));
}

/// The signal that ends `show ketamine` with this pager, and what is shown.
fn ended_on_terminal(pager: &str) -> (Option<i32>, String) {
    let (mut pty, pts) = pty_process::blocking::open().unwrap();
    pty.resize(pty_process::Size::new(24, 80)).unwrap();
    let mut child = pty_process::blocking::Command::new(BINARY)
        .args(["show", "ketamine"])
        .env_clear()
        .envs([PLAIN, UTF8, ("PAGER", pager), ("PATH", "/usr/bin:/bin")])
        .spawn(pts)
        .unwrap();
    let mut shown = Vec::new();
    // Reading a terminal that the last program has left is an error on Linux: all was read by then.
    let _ = pty.read_to_end(&mut shown);
    let shown = String::from_utf8(shown).unwrap().replace("\r\n", "\n");
    (child.wait().unwrap().signal(), shown)
}
