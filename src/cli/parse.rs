//! From the words that were typed to what can be typed.

use std::borrow::Cow;
use std::ffi::OsString;
use std::mem;

use clap::{Args, CommandFactory as _, FromArgMatches as _, ValueEnum as _};

use super::{Cli, Command, Format, LookOptions};

/// What is typed, understood. `width` tells the columns that help may take.
///
/// # Errors
/// clap's: a real error, or help or a version that was asked for.
pub fn parse(arguments: &[OsString], width: impl FnOnce() -> usize) -> Result<Cli, clap::Error> {
    let arguments = with_words_apart(arguments);
    match parse_alone(&arguments) {
        Some(cli) => Ok(cli),
        None => parse_whole(&arguments, width()),
    }
}

/// What is typed, understood by everything that can be typed.
fn parse_whole(arguments: &[OsString], width: usize) -> Result<Cli, clap::Error> {
    let matches = command(width).try_get_matches_from(arguments)?;
    Cli::from_arg_matches(&matches)
}

/// What is typed after the name of a command, understood by the options of that command alone.
///
/// Making every command with its options takes longer than all else that a lookup does. That is left
/// to what this cannot tell: help, mistakes, and options before the name.
fn parse_alone(arguments: &[OsString]) -> Option<Cli> {
    let [_, name, typed @ ..] = arguments else {
        return None;
    };
    match name.to_str()? {
        "show" => parse_options(typed, Command::Show),
        "list" => parse_options(typed, Command::List),
        "search" => parse_options(typed, Command::Search),
        "compare" => parse_options(typed, Command::Compare),
        "add" => parse_options(typed, Command::Add),
        "remove" => parse_options(typed, Command::Remove),
        "export" => parse_options(typed, Command::Export),
        "convert" => parse_options(typed, Command::Convert),
        "check" => parse_options(typed, Command::Check),
        _ => None,
    }
}

fn parse_options<T: Args>(typed: &[OsString], command_with: fn(T) -> Command) -> Option<Cli> {
    let command = clap::Command::new("stackwise")
        .no_binary_name(true)
        .disable_help_flag(true)
        .args_override_self(true);
    // Nothing stands below this command that could share the options of all.
    let own = |argument: clap::Arg| argument.global(false);
    let mut command = T::augment_args(LookOptions::augment_args(command).mut_args(own));
    let matches = command.try_get_matches_from_mut(typed);
    // A process that is about to end need not take it apart.
    mem::forget(command);
    let mut matches = matches.ok()?;
    Some(Cli {
        command: Some(command_with(T::from_arg_matches_mut(&mut matches).ok()?)),
        look: LookOptions::from_arg_matches_mut(&mut matches).ok()?,
    })
}

/// The arguments with the words that a search shall not find (`-word`) behind `--`, where they are
/// not taken for options.
fn with_words_apart(arguments: &[OsString]) -> Cow<'_, [OsString]> {
    let is_search = arguments
        .iter()
        .skip(1)
        .find(|argument| !is_option(argument));
    if is_search.is_none_or(|command| command != "search") || arguments.iter().any(|a| a == "--") {
        return Cow::Borrowed(arguments);
    }
    let is_unwanted = |argument: &OsString| {
        argument.to_str().is_some_and(|typed| {
            let word = typed.strip_prefix('-').unwrap_or_default();
            let is_short_option = word.chars().count() == 1 || is_joined_value(word);
            !word.starts_with('-') && !word.is_empty() && !is_short_option
        })
    };
    let (unwanted, mut apart): (Vec<_>, Vec<_>) = arguments.iter().cloned().partition(is_unwanted);
    if !unwanted.is_empty() {
        apart.push("--".into());
        apart.extend(unwanted);
    }
    Cow::Owned(apart)
}

fn is_option(argument: &OsString) -> bool {
    argument
        .to_str()
        .is_some_and(|typed| typed.starts_with('-'))
}

/// Whether this is the `-f` of a format with its value joined: `fjson`, `f=json`.
fn is_joined_value(word: &str) -> bool {
    word.strip_prefix('f').is_some_and(|value| {
        let value = value.strip_prefix('=').unwrap_or(value);
        Format::from_str(value, false).is_ok()
    }) || word.starts_with("s=")
}

/// The short help.
#[must_use]
pub fn short_help(width: usize) -> clap::builder::StyledStr {
    command(width).render_help()
}

/// Everything that can be typed. `width` is the columns that help may take.
#[must_use]
pub fn command(width: usize) -> clap::Command {
    Cli::command().term_width(width)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const VOCABULARY: [&str; 40] = [
        "show",
        "list",
        "search",
        "compare",
        "add",
        "remove",
        "export",
        "convert",
        "check",
        "schema",
        "help",
        "ketamine",
        "risks",
        "low",
        "built-in",
        "a.json",
        "-",
        "--",
        "-s",
        "-srisks",
        "--section",
        "--section=a,b",
        "-f",
        "-fjson",
        "--format=text",
        "--bare",
        "--width",
        "40",
        "--width=0",
        "--color",
        "never",
        "--ascii",
        "--no-pager",
        "--library=x",
        "--level",
        "--replace",
        "--limit=3",
        "--help",
        "-h",
        "-V",
    ];

    fn typed(words: &[&str]) -> Vec<OsString> {
        let own = std::iter::once(&"stackwise");
        own.chain(words).map(OsString::from).collect()
    }

    #[test]
    fn a_lookup_is_understood_by_its_command_alone() {
        for line in [
            "show ketamine --section risks",
            "show ketamine therapy -s risks -f table --width 60 --color never",
            "list --max-level moderate",
            "search nausea --limit 3",
            "compare ketamine humira",
            "add --replace a.json b.md",
            "remove ketamine",
            "export",
            "convert -",
            "check --format json a.xml",
        ] {
            let words: Vec<&str> = line.split(' ').collect();
            assert!(parse_alone(&typed(&words)).is_some(), "{line}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn what_a_command_understands_alone_the_whole_understands_the_same(
            words in prop::collection::vec(prop::sample::select(&VOCABULARY[..]), 1..7),
        ) {
            let arguments = typed(&words);
            if let Some(alone) = parse_alone(&arguments) {
                let whole = parse_whole(&arguments, 80);
                prop_assert_eq!(format!("{alone:?}"), format!("{:?}", whole.unwrap()));
            }
        }
    }
}
