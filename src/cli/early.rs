//! What can be read of a command line that is not valid: how its errors and its help should look.

use std::ffi::{OsStr, OsString};

use clap::builder::ValueParser;
use clap::{Arg, ArgAction, ArgMatches, ValueEnum as _};

use super::{Cli, ColorChoice, CommandLine};
use crate::render::Format;

/// The arguments that matter to errors and help.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EarlyArgs {
    /// Whether JSON was asked for, so that errors are JSON too.
    pub wants_json: bool,
    /// The colour that was asked for.
    pub color: ColorChoice,
    /// The width that was asked for.
    pub width: Option<usize>,
}

impl EarlyArgs {
    /// Those of a command line that is valid.
    #[must_use]
    pub fn of(cli: &Cli) -> Self {
        Self {
            wants_json: cli.format() == Some(Format::Json),
            color: cli.common.color.unwrap_or_default(),
            width: cli.common.width,
        }
    }

    /// Reads them by the tree of the command in use, with its errors ignored.
    #[must_use]
    pub fn read(line: &CommandLine) -> Self {
        let tree = lenient(line.options_tree());
        let known = line
            .typed
            .iter()
            .filter(|argument| is_known(argument, &tree));
        let known: Vec<&OsString> = known.collect();
        let matches = tree.try_get_matches_from(known).unwrap_or_default();
        let value = |id: &str| last_value(&matches, id);
        Self {
            wants_json: value("format").as_deref() == Some("json"),
            color: value("color")
                .and_then(|choice| ColorChoice::from_str(&choice, false).ok())
                .unwrap_or_default(),
            width: value("width").and_then(|width| width.parse().ok()),
        }
    }
}

/// The same options, but any value is taken, or none, and any words: clap stops at the first error,
/// ignored or not, and would not see a format after it.
fn lenient(tree: clap::Command) -> clap::Command {
    let has = |id: &str| tree.get_arguments().any(|argument| argument.get_id() == id);
    let format = (!has("format")).then(|| Arg::new("format").short('f').long("format"));
    let has_words = tree.get_arguments().any(Arg::is_positional);
    // Only the last of them may take all further words.
    let last = tree
        .get_positionals()
        .last()
        .map(|last| last.get_id().clone());
    let words = (!has_words).then(|| Arg::new("words").action(ArgAction::Append));
    tree.args(format.into_iter().chain(words))
        .ignore_errors(true)
        .disable_help_flag(true)
        .disable_version_flag(true)
        .mut_args(|argument| {
            if !argument.get_action().takes_values() {
                return argument;
            }
            let argument = argument.value_parser(ValueParser::os_string());
            if last.as_ref() == Some(argument.get_id()) {
                argument.required(false).num_args(0..)
            } else if argument.is_positional() {
                argument.required(false)
            } else {
                argument.num_args(0..=1)
            }
        })
}

/// Whether the tree knows this argument, if it is an option.
fn is_known(argument: &OsStr, tree: &clap::Command) -> bool {
    let argument = argument.to_string_lossy();
    let mut options = tree.get_arguments();
    if let Some(long) = argument.strip_prefix("--") {
        let name = long.split('=').next();
        return long.is_empty() || options.any(|option| option.get_long() == name);
    }
    let short = argument
        .strip_prefix('-')
        .and_then(|short| short.chars().next());
    short.is_none() || options.any(|option| option.get_short() == short)
}

fn last_value(matches: &ArgMatches, id: &str) -> Option<String> {
    let value = matches.try_get_one::<OsString>(id).ok().flatten()?;
    value.to_str().map(str::to_owned)
}
