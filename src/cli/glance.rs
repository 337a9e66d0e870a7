//! A look at a command line that may not be understood: for its errors and its help.

use std::ffi::OsString;

use clap::ValueEnum as _;

use super::ColorChoice;

/// What is needed of a command line even when it cannot be understood.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Glance {
    /// Whether JSON was asked for, so that errors are JSON too.
    pub wants_json: bool,
    /// The colour that was asked for.
    pub color: ColorChoice,
    /// The width that was asked for.
    pub width: Option<usize>,
}

/// Looks for the options that matter to errors and help.
#[must_use]
pub fn glance(arguments: &[OsString]) -> Glance {
    let value = |spellings: &[&str]| last_value(arguments, spellings);
    Glance {
        wants_json: value(&["--format", "-f"]) == Some("json"),
        color: value(&["--color"])
            .and_then(|choice| ColorChoice::from_str(choice, false).ok())
            .unwrap_or_default(),
        width: value(&["--width"]).and_then(|width| width.parse().ok()),
    }
}

/// The last value given to an option: `--option value`, `--option=value`, `-o value` or `-ovalue`.
fn last_value<'a>(arguments: &'a [OsString], spellings: &[&str]) -> Option<&'a str> {
    let typed: Vec<&str> = arguments
        .iter()
        .map(|argument| argument.to_str().unwrap_or_default())
        .take_while(|argument| *argument != "--")
        .collect();
    let value_at = |at: usize, spelling: &str| {
        let rest = typed[at].strip_prefix(spelling)?;
        match rest.strip_prefix('=') {
            Some(value) => Some(value),
            None if rest.is_empty() => typed.get(at + 1).copied(),
            None => (!spelling.starts_with("--")).then_some(rest),
        }
    };
    (0..typed.len())
        .rev()
        .find_map(|at| spellings.iter().find_map(|spelling| value_at(at, spelling)))
}
