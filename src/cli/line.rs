//! A command line before it is parsed: the command in use, the one tree that holds it, and the
//! arguments for it.
//!
//! Options before and after the command mean the same, so the command's name is taken out and the
//! rest is given to the options of that command alone. Building those of all commands takes longer
//! than everything else that a look-up does.

use std::ffi::OsString;

use clap::{ArgMatches, Args as _, CommandFactory as _, FromArgMatches as _};

use super::{
    AddOptions, CheckOptions, Cli, Command, CommonOptions, CompareOptions, CompletionsOptions,
    ConvertOptions, DiffOptions, ExportOptions, ListOptions, ManOptions, RemoveOptions,
    SchemaOptions, SearchOptions, ShowOptions, StatusOptions,
};

/// The option that `stackwise help` stands for.
const HELP: &str = "--help";

/// A command: its name, its options, and what they are read as.
pub struct CommandRow {
    /// What is typed.
    pub name: &'static str,
    add_options: fn(clap::Command) -> clap::Command,
    read: fn(&mut ArgMatches) -> Result<Command, clap::Error>,
}

macro_rules! command_rows {
    ($($name:literal: $variant:ident($options:ty),)*) => {
        [$(CommandRow {
            name: $name,
            add_options: <$options>::augment_args,
            read: |matches| <$options>::from_arg_matches_mut(matches).map(Command::$variant),
        }),*]
    };
}

/// The commands. `show` comes first: it is in use if the first word is not a command.
pub const COMMANDS: [CommandRow; 14] = command_rows! {
    "show": Show(ShowOptions),
    "list": List(ListOptions),
    "search": Search(SearchOptions),
    "compare": Compare(CompareOptions),
    "diff": Diff(DiffOptions),
    "add": Add(AddOptions),
    "remove": Remove(RemoveOptions),
    "export": Export(ExportOptions),
    "convert": Convert(ConvertOptions),
    "check": Check(CheckOptions),
    "status": Status(StatusOptions),
    "schema": Schema(SchemaOptions),
    "completions": Completions(CompletionsOptions),
    "man": Man(ManOptions),
};

/// What the command line asks for.
#[derive(Clone, Copy)]
pub enum InUse {
    /// The program itself: no word was typed.
    Program,
    /// This command.
    Command(&'static CommandRow),
    /// `show`, as the first word is not a command.
    Show,
}

/// A command line, taken apart.
pub struct CommandLine {
    /// What it asks for.
    pub in_use: InUse,
    /// The first word, if it is not a command.
    pub first_word: Option<OsString>,
    /// Whether it was `stackwise help …`.
    pub is_help: bool,
    /// The arguments, without the program and the command.
    pub typed: Vec<OsString>,
}

impl CommandLine {
    /// Takes these arguments apart, the first being the program's own name.
    #[must_use]
    pub fn read(arguments: &[OsString]) -> Self {
        let mut typed = arguments.get(1..).unwrap_or_default().to_vec();
        let mut is_help = false;
        while let Some(at) = first_word(&typed).filter(|&at| typed[at] == "help") {
            typed.remove(at);
            is_help = true;
        }
        let at = first_word(&typed);
        let row = at.and_then(|at| COMMANDS.iter().find(|row| typed[at] == row.name));
        let (in_use, first_word) = match (row, at) {
            (Some(row), Some(at)) => {
                typed.remove(at);
                (InUse::Command(row), None)
            }
            (_, Some(at)) => (InUse::Show, Some(typed[at].clone())),
            (_, None) if typed.iter().any(|argument| argument == "--") => (InUse::Show, None),
            (_, None) => (InUse::Program, None),
        };
        if is_help {
            typed.insert(0, HELP.into());
        }
        Self {
            in_use,
            first_word,
            is_help,
            typed,
        }
    }

    /// The name of the command in use.
    #[must_use]
    pub fn command(&self) -> Option<&'static str> {
        self.row().map(|row| row.name)
    }

    /// The command that can be typed for what is in use: `stackwise`, `stackwise show`.
    #[must_use]
    pub fn bin_name(&self) -> String {
        match self.row() {
            Some(row) => format!("stackwise {}", row.name),
            None => "stackwise".to_owned(),
        }
    }

    /// The tree that holds what is in use.
    #[must_use]
    pub fn tree(&self) -> clap::Command {
        let Some(row) = self.row() else {
            return Cli::command().no_binary_name(true);
        };
        let command = clap::Command::new("stackwise")
            .bin_name(self.bin_name())
            .no_binary_name(true)
            .args_override_self(true);
        // After the common options, as both have an about.
        let command = CommonOptions::augment_args(command).next_help_heading(None::<&str>);
        (row.add_options)(command)
    }

    /// The options of what is in use, without the commands that the program's own tree has.
    #[must_use]
    pub fn options_tree(&self) -> clap::Command {
        if self.row().is_some() {
            return self.tree();
        }
        CommonOptions::augment_args(clap::Command::new("stackwise").no_binary_name(true))
            .args_override_self(true)
    }

    /// Whether help is asked for.
    #[must_use]
    pub fn asks_help(&self) -> bool {
        let mut arguments = self.typed.iter().take_while(|argument| *argument != "--");
        arguments.any(|argument| argument == "-h" || argument == HELP)
    }

    /// What was typed, from the matches of the tree.
    ///
    /// # Errors
    /// clap's.
    pub fn cli(&self, mut matches: ArgMatches) -> Result<Cli, clap::Error> {
        let Some(row) = self.row() else {
            return Cli::from_arg_matches_mut(&mut matches);
        };
        Ok(Cli {
            command: Some((row.read)(&mut matches)?),
            common: CommonOptions::from_arg_matches_mut(&mut matches)?,
        })
    }

    fn row(&self) -> Option<&'static CommandRow> {
        match self.in_use {
            InUse::Program => None,
            InUse::Command(row) => Some(row),
            InUse::Show => Some(&COMMANDS[0]),
        }
    }
}

/// What can follow the program's own name: its options, and the commands without theirs.
#[must_use]
pub fn program_tree() -> clap::Command {
    let whole = Cli::command();
    let about = |name| {
        whole
            .find_subcommand(name)
            .and_then(clap::Command::get_about)
    };
    let commands = COMMANDS.iter().map(|row| {
        let about = about(row.name).cloned().unwrap_or_default();
        clap::Command::new(row.name).about(about)
    });
    let help = clap::Command::new("help").about("Print the help of a command");
    let options = whole.get_arguments().cloned();
    clap::Command::new("stackwise")
        .no_binary_name(true)
        .disable_help_subcommand(true)
        .version(env!("CARGO_PKG_VERSION"))
        .args(options.map(|option| option.global(false)))
        .subcommands(commands.chain([help]))
}

/// Where the first word is that is neither an option nor the value of one. After `--` there is none
/// that can be a command.
fn first_word(typed: &[OsString]) -> Option<usize> {
    let mut at = 0;
    while let Some(argument) = typed.get(at) {
        let option = argument.to_string_lossy();
        if !option.starts_with('-') || option == "-" {
            return Some(at);
        }
        if option == "--" {
            return None;
        }
        at += if takes_next(&option) { 2 } else { 1 };
    }
    None
}

/// Whether the value of this option is the next argument. It is the same in every command that has
/// the option.
fn takes_next(option: &str) -> bool {
    let is_long = option.starts_with("--");
    let has_own_value = option.contains('=') || !is_long && option.chars().count() > 2;
    let common: fn(clap::Command) -> clap::Command = CommonOptions::augment_args;
    let of_commands = COMMANDS.iter().map(|row| row.add_options);
    let mut known = std::iter::once(common)
        .chain(of_commands)
        .filter_map(|add| {
            let tree = add(clap::Command::new("stackwise"));
            let argument = tree.get_arguments().find(|it| is_spelled(it, option))?;
            Some(argument.get_action().takes_values())
        });
    !has_own_value && known.next().unwrap_or(false)
}

fn is_spelled(argument: &clap::Arg, option: &str) -> bool {
    match option.strip_prefix("--") {
        Some(long) => argument.get_long() == Some(long),
        None => argument.get_short() == option.chars().nth(1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_has_every_command_in_the_order_of_the_help() {
        let tree = Cli::command();
        let names: Vec<&str> = tree
            .get_subcommands()
            .map(clap::Command::get_name)
            .collect();
        assert_eq!(COMMANDS.map(|row| row.name).as_slice(), names);
    }

    #[test]
    fn an_option_takes_a_value_in_every_command_or_in_none() {
        for row in &COMMANDS {
            let tree = CommonOptions::augment_args(clap::Command::new("stackwise"));
            for argument in (row.add_options)(tree).get_arguments() {
                let takes_value = argument.get_action().takes_values();
                let long = argument.get_long().map(|long| format!("--{long}"));
                let short = argument.get_short().map(|short| format!("-{short}"));
                for option in long.into_iter().chain(short) {
                    assert_eq!(takes_next(&option), takes_value, "{} {option}", row.name);
                }
            }
        }
    }
}
