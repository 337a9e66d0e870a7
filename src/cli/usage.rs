//! Messages about a command line that is not valid, or whose first word is not a command.

use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::line::{COMMANDS, CommandLine, InUse};
use crate::error::{Code, Error, Suggestion};
use crate::name::{Suggestions, fold};

/// Commands of other programs, with what they are called here.
const COMMANDS_ELSEWHERE: [(&str, &str); 16] = [
    ("ls", "list"),
    ("rm", "remove"),
    ("delete", "remove"),
    ("uninstall", "remove"),
    ("find", "search"),
    ("grep", "search"),
    ("query", "search"),
    ("get", "show"),
    ("cat", "show"),
    ("view", "show"),
    ("info", "show"),
    ("import", "add"),
    ("install", "add"),
    ("validate", "check"),
    ("lint", "check"),
    ("version", "--version"),
];

/// Options and values of other programs, with what they are called here.
const OPTIONS_ELSEWHERE: [(&str, &str); 8] = [
    ("--json", "--format json"),
    ("--markdown", "--format markdown"),
    ("--md", "--format markdown"),
    ("--table", "--format table"),
    ("--output", "--format"),
    ("-o", "--format"),
    ("--exclude", "--without"),
    ("--no-color", "--color never"),
];

/// Values of other programs, with what they are called here.
const VALUES_ELSEWHERE: [(&str, &str); 5] = [
    ("md", "markdown"),
    ("txt", "text"),
    ("plain", "text"),
    ("yes", "always"),
    ("no", "never"),
];

/// clap's error in this program's words, with suggestions of its own.
pub(super) fn error(error: &clap::Error, line: &CommandLine) -> Error {
    let context = |kind| match error.get(kind) {
        Some(ContextValue::String(value)) => Some(value.as_str()),
        _ => None,
    };
    let suggested = match error.kind() {
        ErrorKind::UnknownArgument => {
            let typed = context(ContextKind::InvalidArg).unwrap_or_default();
            let tree = line.tree();
            let options = tree
                .get_arguments()
                .filter_map(|argument| argument.get_long().map(|long| format!("--{long}")));
            near(typed, &OPTIONS_ELSEWHERE, options)
        }
        ErrorKind::InvalidValue => {
            let typed = context(ContextKind::InvalidValue).unwrap_or_default();
            let values = match error.get(ContextKind::ValidValue) {
                Some(ContextValue::Strings(values)) => values.clone(),
                _ => Vec::new(),
            };
            near(typed, &VALUES_ELSEWHERE, values)
        }
        _ => Vec::new(),
    };
    if let Some(word) = excluded_word(line, error) {
        return unexpected(word, line);
    }
    let usage = Error::new(Code::Usage, message(error)).with_hint(help_hint(line));
    with_commands_near(usage.with_suggestions(suggested), line)
}

/// `stackwise help WORD` where the word is not a command.
pub(super) fn no_such_command(line: &CommandLine) -> Option<Error> {
    if !(line.is_help && matches!(line.in_use, InUse::Show)) {
        return None;
    }
    let word = line.first_word.as_ref()?.to_string_lossy();
    let error = Error::new(Code::Usage, format!("there is no command \"{word}\""));
    Some(with_commands_near(
        error.with_hint("see `stackwise --help`"),
        line,
    ))
}

/// Adds the commands that may have been meant, if the first word is not a command.
#[must_use]
pub fn with_commands_near(mut error: Error, line: &CommandLine) -> Error {
    let word = line.first_word.as_ref().and_then(|word| word.to_str());
    let commands = word.map(|word| {
        near(
            word,
            &COMMANDS_ELSEWHERE,
            COMMANDS.iter().map(|row| row.name),
        )
    });
    let commands = commands.unwrap_or_default();
    if commands.is_empty() {
        return error;
    }
    // The list of all entries does not help someone who meant a command.
    if error.code == Code::EntryNotFound {
        error.hint = None;
    }
    let commands = commands.into_iter().map(|command| Suggestion {
        meaning: Some("a command".to_owned()),
        ..command
    });
    error.suggestions.extend(commands);
    error
}

/// What may have been meant by `typed`: its name here, else candidates with a similar spelling.
fn near<T: AsRef<str>>(
    typed: &str,
    elsewhere: &[(&str, &str)],
    candidates: impl IntoIterator<Item = T>,
) -> Vec<Suggestion> {
    if let Some((_, here)) = elsewhere.iter().find(|(word, _)| *word == typed) {
        return vec![Suggestion::of(*here)];
    }
    let candidates: Vec<T> = candidates.into_iter().collect();
    let mut near = Suggestions::new(typed);
    for candidate in &candidates {
        near.consider(&fold(candidate.as_ref()), candidate.as_ref());
    }
    near.into_nearest()
        .map(|near| Suggestion::of(near.named))
        .collect()
}

/// The word that a search seems to exclude as other programs do it: `-word`.
fn excluded_word<'a>(line: &'a CommandLine, error: &clap::Error) -> Option<&'a str> {
    let context = |kind| match error.get(kind) {
        Some(ContextValue::String(value)) => Some(value.as_str()),
        _ => None,
    };
    let is_meant = |word: &&str| match error.kind() {
        // clap reports `-child` as `-c`.
        ErrorKind::UnknownArgument => context(ContextKind::InvalidArg)
            .and_then(|option| option.strip_prefix('-'))
            .is_some_and(|option| word.starts_with(option)),
        // It reports `-fatigue` as the format `atigue`.
        ErrorKind::InvalidValue => context(ContextKind::InvalidValue)
            .is_some_and(|value| word.strip_prefix('f') == Some(value)),
        _ => false,
    };
    short_words(line).filter(|_| is_search(line)).find(is_meant)
}

/// `-headache`, which clap reads as `-h` and answers with the help.
pub(super) fn bundled_help(line: &CommandLine) -> Option<Error> {
    let word = short_words(line).find(|word| word.starts_with('h'))?;
    Some(unexpected(word, line))
}

fn unexpected(word: &str, line: &CommandLine) -> Error {
    let error = Error::new(Code::Usage, format!("unexpected argument '-{word}' found"));
    if !is_search(line) {
        return error.with_hint(help_hint(line));
    }
    let quote = if word.contains(' ') { "'" } else { "" };
    error.with_hint(format!(
        "to exclude a word, use `--without {quote}{word}{quote}`"
    ))
}

/// What was typed as `-word`, without the `-`: more than a short option.
fn short_words(line: &CommandLine) -> impl Iterator<Item = &str> {
    let arguments = line.typed.iter().take_while(|argument| *argument != "--");
    arguments.filter_map(|argument| {
        let word = argument.to_str()?.strip_prefix('-')?;
        (!word.starts_with('-') && word.chars().count() > 1).then_some(word)
    })
}

fn is_search(line: &CommandLine) -> bool {
    matches!(line.in_use, InUse::Command(row) if row.name == "search")
}

fn help_hint(line: &CommandLine) -> String {
    format!("see `{} --help`", line.bin_name())
}

/// The first paragraph of clap's message, on one line.
fn message(error: &clap::Error) -> String {
    let rendered = error.render().to_string();
    let paragraph = rendered.split("\n\n").next().unwrap_or_default();
    let message = paragraph.strip_prefix("error: ").unwrap_or(paragraph);
    let lines: Vec<&str> = message.lines().map(str::trim).collect();
    lines.join(" ")
}
