//! From arguments to the command line.

use std::ffi::OsString;

use clap::builder::StyledStr;
use clap::error::ErrorKind;

use super::line::CommandLine;
use super::{Cli, EarlyArgs, command, usage};
use crate::error::Error;

/// Why a command line is not carried out.
#[derive(Debug)]
pub enum Stopped {
    /// Help or a version was asked for: this.
    Help(StyledStr, EarlyArgs),
    /// It is not valid.
    Invalid(Box<Error>, EarlyArgs),
}

/// Reads a command line. `help_width` tells how many columns help may take.
///
/// # Errors
/// When it is not valid, or asks for help.
pub fn parse(
    arguments: &[OsString],
    help_width: impl FnOnce(&EarlyArgs) -> usize,
) -> Result<(Cli, CommandLine), Stopped> {
    let line = CommandLine::read(arguments);
    if let Some(error) = usage::no_such_command(&line).or_else(|| usage::bundled_help(&line)) {
        return Err(Stopped::Invalid(error.into(), EarlyArgs::read(&line)));
    }
    // Help is wrapped as it is made, so its width has to be known before.
    let early = line.asks_help().then(|| match line.typed.as_slice() {
        [_help] => EarlyArgs::default(),
        _ => EarlyArgs::read(&line),
    });
    let tree = match &early {
        Some(early) => line.tree().term_width(help_width(early)),
        None => line.tree(),
    };
    let matches = tree.try_get_matches_from(&line.typed);
    let error = match matches.and_then(|matches| line.cli(matches)) {
        Ok(cli) => return Ok((cli, line)),
        Err(error) => error,
    };
    let early = early.unwrap_or_else(|| match error.kind() {
        // It looks the same whatever was asked for.
        ErrorKind::DisplayVersion => EarlyArgs::default(),
        _ => EarlyArgs::read(&line),
    });
    Err(if error.use_stderr() {
        Stopped::Invalid(usage::error(&error, &line).into(), early)
    } else {
        Stopped::Help(error.render(), early)
    })
}

/// The short help.
#[must_use]
pub fn short_help(width: usize) -> StyledStr {
    command(width).render_help()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(words: &[&str]) -> Result<String, (String, EarlyArgs)> {
        let own = std::iter::once(&"stackwise");
        let arguments: Vec<OsString> = own.chain(words).map(OsString::from).collect();
        match parse(&arguments, |_| 80) {
            Ok((cli, _)) => Ok(format!("{cli:?}")),
            Err(Stopped::Invalid(error, early)) => Err((error.message, early)),
            Err(Stopped::Help(help, early)) => Err((help.to_string(), early)),
        }
    }

    /// A command with its words, and its options in one of their spellings each.
    #[derive(Clone, Debug)]
    struct Typed {
        command: &'static str,
        words: Vec<&'static str>,
        options: Vec<Vec<&'static str>>,
    }

    /// The spellings of each option that is tried.
    const OPTIONS: [(&str, &[&[&str]]); 9] = [
        ("", &[&["--library", "show"], &["--library=show"]]),
        ("", &[&["--color", "never"], &["--color=never"]]),
        ("", &[&["--width", "40"], &["--width=40"]]),
        ("", &[&["--ascii"]]),
        (
            "",
            &[
                &["-f", "json"],
                &["-fjson"],
                &["-f=json"],
                &["--format", "json"],
                &["--format=json"],
            ],
        ),
        ("search", &[&["--without", "child"], &["--without=child"]]),
        ("search", &[&["--limit", "3"], &["--limit=3"]]),
        (
            "search show",
            &[
                &["-s", "risks"],
                &["-srisks"],
                &["-s=risks"],
                &["--section", "risks"],
                &["--section=risks"],
            ],
        ),
        ("list", &[&["--max-level", "low"], &["--max-level=low"]]),
    ];

    fn typed() -> impl Strategy<Value = Typed> {
        let commands = vec![
            ("search", vec!["migraine"]),
            ("show", vec!["ketamine", "therapy"]),
            ("list", vec![]),
            ("compare", vec!["list", "show"]),
        ];
        let command = prop::sample::select(commands);
        command.prop_flat_map(|(command, words)| {
            let fit = OPTIONS
                .iter()
                .filter(|(commands, _)| commands.is_empty() || commands.contains(command));
            let spelled: Vec<_> = fit
                .map(|(_, spellings)| {
                    let spelled = prop::sample::select(spellings.to_vec());
                    prop::option::of(spelled.prop_map(<[&str]>::to_vec))
                })
                .collect();
            spelled.prop_map(move |options| Typed {
                command,
                words: words.clone(),
                options: options.into_iter().flatten().collect(),
            })
        })
    }

    /// The first spelling of what this is a spelling of.
    fn plain(option: &[&'static str]) -> Vec<&'static str> {
        let (_, spellings) = OPTIONS
            .iter()
            .find(|(_, spellings)| spellings.contains(&option))
            .unwrap();
        spellings[0].to_vec()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]

        #[test]
        fn options_mean_the_same_in_any_place_and_spelling(
            (typed, order) in typed().prop_flat_map(|typed| {
                let pieces: Vec<usize> = (0..typed.options.len() + 1 + typed.words.len()).collect();
                (Just(typed), Just(pieces).prop_shuffle())
            }),
        ) {
            let Typed { command, words, options } = typed;
            let mut plainly = vec![command];
            plainly.extend(&words);
            plainly.extend(options.iter().flat_map(|option| plain(option)));
            // The command and its words keep their order among the options, wherever those stand.
            let mut in_order = std::iter::once(command).chain(words);
            let mut mixed = Vec::new();
            for piece in order {
                match options.get(piece) {
                    Some(option) => mixed.extend(option),
                    None => mixed.extend(in_order.next()),
                }
            }
            prop_assert_eq!(read(&mixed), read(&plainly), "{:?}", mixed);
            prop_assert!(read(&plainly).is_ok(), "{:?}", plainly);
        }

        #[test]
        fn a_name_alone_is_a_name_after_show(
            words in prop::collection::vec(prop::sample::select(vec![
                "ketamine", "therapy", "-s", "-srisks", "--section=a,b", "risks", "-fjson", "--bare",
                "--width=40", "--library", "x", "--nonsense", "-x", "", "-",
            ]), 1..6),
        ) {
            let shown = [&["show"], &words[..]].concat();
            let is_word = CommandLine::read(&[&["stackwise"], &words[..]].concat().iter()
                .map(OsString::from).collect::<Vec<_>>()).first_word.is_some();
            if is_word {
                prop_assert_eq!(read(&words), read(&shown));
            }
        }
    }

    #[test]
    fn the_format_of_a_message_is_known_wherever_it_stands() {
        for line in [
            "-f json show",
            "show ketamine --nonsense -f json",
            "list --level nonsense --nons -x ketamine -fjson",
            "show ketamine --width -1 --format json",
            "show -s --format=json",
            "add --format json",
            "nonsense --max-level low -f json",
            "--nonsense -f json",
            "search -child -f json",
            "search a -headache -f json",
            "show ketamine -f text -f json --width x",
        ] {
            let words: Vec<&str> = line.split(' ').collect();
            assert!(read(&words).unwrap_err().1.wants_json, "{line}");
        }
        for line in [
            "show ketamine -f json -f text --width x",
            "list -- -f json",
            "list --level json --nonsense",
        ] {
            let words: Vec<&str> = line.split(' ').collect();
            assert!(!read(&words).unwrap_err().1.wants_json, "{line}");
        }
    }
}
