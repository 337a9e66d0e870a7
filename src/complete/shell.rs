//! How each shell asks, and in what form it takes an answer. The scripts pass the words up to the
//! cursor, the last being the one to complete, and read a candidate a line.

use std::ffi::OsString;
use std::path::Path;

use clap::ValueEnum as _;
use clap_complete::engine::CompletionCandidate;

use super::quote::{self, Quotes, posix, split};
use crate::cli::ShellChoice;

/// What was typed, without quotes.
pub struct Typed {
    /// The words up to the cursor.
    pub words: Vec<OsString>,
    /// The part of the last word that the shell leaves as it is.
    kept: String,
    /// The quotes that the rest of it is in.
    quotes: Quotes,
}

/// What goes between the program and one shell.
pub struct Adapter {
    /// The name of the shell.
    pub name: &'static str,
    /// What makes the shell ask, in its own language.
    pub script: &'static str,
    /// What was typed, from what the script passes.
    pub read: fn(&[OsString]) -> Typed,
    /// The line for a candidate; `None` where it cannot stand there.
    pub write: fn(&CompletionCandidate, &Typed) -> Option<String>,
}

impl Adapter {
    /// Every shell that asks while it runs.
    pub const ALL: [Self; 5] = [
        Self {
            name: "bash",
            script: include_str!("scripts/bash.sh"),
            read: read_bash,
            write: write_bash,
        },
        Self {
            name: "elvish",
            script: include_str!("scripts/elvish.elv"),
            read: read_words,
            write: write_with_tab,
        },
        Self {
            name: "fish",
            script: include_str!("scripts/fish.fish"),
            read: read_fish,
            write: write_with_tab,
        },
        Self {
            name: "powershell",
            script: include_str!("scripts/powershell.ps1"),
            read: read_powershell,
            write: write_powershell,
        },
        Self {
            name: "zsh",
            script: include_str!("scripts/zsh.zsh"),
            read: read_words,
            write: write_zsh,
        },
    ];

    /// The adapter of a shell that is given by its name or its path.
    pub fn of(shell: &str) -> Option<Self> {
        let name = Path::new(shell).file_stem()?.to_str()?;
        let choice = ShellChoice::from_str(name, true).ok()?;
        let name = choice.to_possible_value()?;
        Self::ALL
            .into_iter()
            .find(|adapter| adapter.name == name.get_name())
    }
}

/// The words themselves.
fn read_words(passed: &[OsString]) -> Typed {
    Typed {
        words: passed.to_vec(),
        kept: String::new(),
        quotes: Quotes::None,
    }
}

/// The line up to the cursor, and the part of it that Bash puts a candidate in the place of: what
/// follows a blank, an open quote, or a character that breaks words (`COMP_WORDBREAKS`: `=`, `:`).
fn read_bash(passed: &[OsString]) -> Typed {
    let text = |at: usize| passed.get(at).map(|text| text.to_string_lossy());
    let line = text(0).unwrap_or_default();
    let replaced = text(1).unwrap_or_default();
    let typed = split(&line);
    let last = &line[typed.last_at..];
    let kept = split(last.strip_suffix(&*replaced).unwrap_or_default());
    Typed {
        words: typed.words.into_iter().map(OsString::from).collect(),
        kept: kept.words.concat(),
        quotes: kept.quotes,
    }
}

/// The words, of which the last has its quotes still.
fn read_fish(passed: &[OsString]) -> Typed {
    let mut typed = read_words(passed);
    if let Some(last) = typed.words.last_mut()
        && let Some(quoted) = last.to_str()
    {
        *last = split(quoted).words.join(" ").into();
    }
    typed
}

/// The words after an `=` each: `PowerShell` does not pass an empty one.
fn read_powershell(passed: &[OsString]) -> Typed {
    let words = passed.iter().map(|word| {
        let word = word.to_string_lossy();
        OsString::from(word.strip_prefix('=').unwrap_or(&word))
    });
    Typed {
        words: words.collect(),
        ..read_words(&[])
    }
}

/// The candidate, quoted, without what Bash keeps.
fn write_bash(candidate: &CompletionCandidate, typed: &Typed) -> Option<String> {
    let rest = candidate.get_value().to_str()?.strip_prefix(&typed.kept)?;
    Some(posix(rest, typed.quotes))
}

/// The candidate, a tab and its help. The shell quotes it.
fn write_with_tab(candidate: &CompletionCandidate, _: &Typed) -> Option<String> {
    let value = candidate.get_value().to_str()?;
    Some(format!("{value}\t{}", help(candidate)))
}

fn write_powershell(candidate: &CompletionCandidate, _: &Typed) -> Option<String> {
    let value = candidate.get_value().to_str()?;
    let quoted = quote::powershell(value);
    Some(format!("{quoted}\t{value}\t{}", help(candidate)))
}

/// The candidate, a colon and its help, as `_describe` takes them. The shell quotes it.
fn write_zsh(candidate: &CompletionCandidate, _: &Typed) -> Option<String> {
    let value = candidate.get_value().to_str()?;
    let escaped = value.replace('\\', r"\\").replace(':', r"\:");
    Some(format!("{escaped}:{}", help(candidate)))
}

/// The first line of a candidate's help.
fn help(candidate: &CompletionCandidate) -> String {
    let help = candidate.get_help().map(ToString::to_string);
    let help = help.unwrap_or_default();
    help.lines().next().unwrap_or_default().to_owned()
}
