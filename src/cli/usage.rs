//! What is said of a command line that cannot be understood.

use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::command;
use crate::error::{Code, Error, Suggestion};
use crate::name::{Suggestions, fold};

/// clap's error in this program's words, with suggestions of its own.
#[must_use]
pub fn usage_error(error: &clap::Error, arguments: &[OsString]) -> Error {
    let context = |kind| match error.get(kind) {
        Some(ContextValue::String(value)) => Some(value.clone()),
        _ => None,
    };
    let mut root = command(usize::MAX);
    root.build();
    let command = arguments
        .iter()
        .skip(1)
        .find_map(|argument| root.find_subcommand(argument))
        .unwrap_or(&root);
    let (typed, candidates): (Option<String>, Vec<String>) = match error.kind() {
        ErrorKind::InvalidSubcommand => (
            context(ContextKind::InvalidSubcommand),
            root.get_subcommands()
                .map(|c| c.get_name().to_owned())
                .collect(),
        ),
        ErrorKind::UnknownArgument => (
            context(ContextKind::InvalidArg),
            command
                .get_arguments()
                .filter_map(|argument| argument.get_long().map(|long| format!("--{long}")))
                .collect(),
        ),
        ErrorKind::InvalidValue => (
            context(ContextKind::InvalidValue),
            match error.get(ContextKind::ValidValue) {
                Some(ContextValue::Strings(values)) => values.clone(),
                _ => Vec::new(),
            },
        ),
        _ => (None, Vec::new()),
    };
    let mut near = Suggestions::new(&typed.unwrap_or_default());
    for candidate in &candidates {
        near.consider(&fold(candidate), candidate.as_str());
    }
    Error::new(Code::Usage, usage_message(error))
        .with_suggestions(near.into_nearest().map(|near| Suggestion::of(near.named)))
        .with_hint(format!(
            "`{} --help` says what can be typed",
            command.get_bin_name().unwrap_or("stackwise")
        ))
}

/// The first paragraph of what clap says, on one line.
fn usage_message(error: &clap::Error) -> String {
    let rendered = error.render().to_string();
    let paragraph = rendered.split("\n\n").next().unwrap_or_default();
    let message = paragraph.strip_prefix("error: ").unwrap_or(paragraph);
    let lines: Vec<&str> = message.lines().map(str::trim).collect();
    lines.join(" ")
}
