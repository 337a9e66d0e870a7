//! An offline reference for health therapies on the command line.
//!
//! The map of the crate; imports run down it only:
//!
//! | module | holds |
//! |---|---|
//! | [`run`] | the program, given its arguments and streams |
//! | [`settings`] | what was typed and the environment → what will be done |
//! | [`complete`] | what is offered when somebody presses TAB |
//! | [`manual`] | the man pages |
//! | [`cli`] | what can be typed |
//! | [`commands`] | one thin file a command: find, choose, render |
//! | [`output`] | standard output, with or without a pager before it |
//! | [`render`] | text, tables, JSON, Markdown: a view and a writer in, bytes out |
//! | [`search`] | words → the parts of entries in which they are |
//! | [`lookup`] | a name → an entry, or suggestions |
//! | [`catalog`] | the built-in entries |
//! | [`library`] | the user's own entries, in SQLite |
//! | [`index`] | the full-text index: its tables, what goes in them, and which rows match |
//! | [`ingest`] | source documents → entries, or complaints with their places |
//! | [`theme`] | roles → styles |
//! | [`interrupt`] | signals that ask the program to end |
//! | [`error`] | what went wrong |
//! | [`entry`] | what an entry is |
//! | [`name`] | how names are compared |
//! | [`text`] | text that is safe to print |

#![forbid(unsafe_code)]

pub mod catalog;
pub mod cli;
pub mod commands;
pub mod complete;
pub mod entry;
pub mod error;
pub mod index;
pub mod ingest;
pub mod interrupt;
pub mod library;
pub mod lookup;
pub mod manual;
pub mod name;
pub mod output;
pub mod render;
pub mod search;
pub mod settings;
pub mod text;
pub mod theme;

use std::ffi::OsString;
use std::fmt::Display;
use std::io::{self, BufRead, Write};

use clap::builder::StyledStr;

use cli::{Cli, EarlyArgs, Stopped};
use commands::{Failure, Outcome};
use error::{Code, EXIT_DONE, Error};
use lookup::Collection;
use output::{Delivery, Output};
use settings::{Action, Environment, Settings};
use text::visible;
use theme::Theme;

/// How the process is to end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// With this exit code.
    Code(u8),
    /// By the signal that interrupted it.
    Signal(i32),
}

/// Runs the program with these arguments, the first being its own name.
pub fn run(
    arguments: &[OsString],
    stdin: &mut dyn BufRead,
    stdout: &mut dyn Write,
    stderr: &mut dyn Write,
) -> Ending {
    let environment = Environment::of_process();
    if let Some(request) = environment.completion(arguments) {
        let answered = complete::answer(&request, stdout);
        return ended(answered, EarlyArgs::default(), &environment, stderr);
    }
    let (cli, line) = match cli::parse(arguments, |early| environment.help_width(early)) {
        Ok(read) => read,
        Err(Stopped::Help(help, early)) => {
            let printed = print_help(&help, environment.help_theme(&early), stdout);
            return ended(printed, early, &environment, stderr);
        }
        Err(Stopped::Invalid(error, early)) => {
            return complain(&error, early, &environment, stderr);
        }
    };
    let early = EarlyArgs::of(&cli);
    let answered = answer(cli, &environment, stdin, stdout, stderr);
    let answered = answered.map_err(|failure| match failure {
        Failure::Refused(error) if error.code == Code::EntryNotFound => {
            cli::with_commands_near(error, &line).into()
        }
        failure => failure,
    });
    ended(answered, early, &environment, stderr)
}

/// How the process is to end, once what went wrong is told.
fn ended(
    answered: Result<Outcome, Failure>,
    early: EarlyArgs,
    environment: &Environment,
    stderr: &mut dyn Write,
) -> Ending {
    match answered {
        Ok(outcome) => Ending::Code(outcome.exit_code()),
        Err(failure) => match failure.into_error() {
            Some(error) => complain(&error, early, environment, stderr),
            None => Ending::Code(EXIT_DONE),
        },
    }
}

/// Does what was typed.
fn answer(
    cli: Cli,
    environment: &Environment,
    stdin: &mut dyn BufRead,
    stdout: &mut dyn Write,
    stderr: &mut dyn Write,
) -> Result<Outcome, Failure> {
    let early = EarlyArgs::of(&cli);
    let Settings {
        action,
        page,
        pager,
        library,
    } = Settings::resolve(cli, environment);
    let path = library.as_ref();
    let mut output = Output::new(stdout, pager);
    let out = &mut output;
    let outcome = match action {
        Action::Help => {
            return print_help(
                &cli::short_help(environment.help_width(&early)),
                environment.help_theme(&early),
                stdout,
            );
        }
        Action::Show(show) => commands::show::run(&show, &Collection::open(path)?, &page, out)?,
        Action::List(list) => {
            let (outcome, remark) =
                commands::list::run(&list, &Collection::open(path)?, &page, out)?;
            note(remark, stderr);
            outcome
        }
        Action::Search(search) => {
            let collection = Collection::open(path)?;
            let (outcome, remarks) = commands::search::run(&search, &collection, &page, out)?;
            note(remarks, stderr);
            outcome
        }
        Action::Compare(compare) => {
            commands::compare::run(&compare, &Collection::open(path)?, &page, out)?
        }
        Action::Export(export) => commands::export::run(&export, path, out)?,
        Action::Convert(convert) => {
            let (outcome, remark) = commands::convert::run(&convert, stdin, out)?;
            note(remark, stderr);
            outcome
        }
        Action::Check(check) if check.files.is_empty() => {
            let (outcome, report) = commands::check::run_library(&check, path, &page, out)?;
            // It is no data, and lost where nobody can read it.
            let _ = writeln!(stderr, "{report}");
            outcome
        }
        Action::Check(check) => commands::check::run(&check, stdin, &page, out)?,
        Action::Schema => commands::schema::run(out)?,
        Action::Completions(shell) => complete::set_up(shell, out)?,
        Action::Man(None) => manual::print(out)?,
        Action::Man(Some(folder)) => manual::write(&folder)?,
        Action::Add(add) => {
            let counts = commands::add::run(&add, path.ok_or_else(no_library)?, stdin)?;
            report(&counts, stderr)
        }
        Action::Remove(remove) => {
            let removed = commands::remove::run(&remove, path.ok_or_else(no_library)?)?;
            report(&removed, stderr)
        }
    };
    match output.finish()? {
        Delivery::Done => {}
        Delivery::WithoutPager(why) => {
            let _ = writeln!(
                stderr,
                "note: the pager failed ({why}), so the text was printed without it; `--no-pager` \
                 uses none"
            );
        }
        Delivery::Interrupted => {
            let message = "interrupted while the pager was open";
            return Err(Error::new(Code::Interrupted, message).into());
        }
    }
    Ok(outcome)
}

/// Prints remarks. They are no data, and lost where nobody can read them.
fn note<T: Display>(remarks: impl IntoIterator<Item = T>, stderr: &mut dyn Write) {
    for remark in remarks {
        // In one write, so that it is told whole or not at all.
        let _ = stderr.write_all(format!("note: {}\n", visible(&remark.to_string())).as_bytes());
    }
}

/// Says what was done to the library. That is no data, and lost where nobody can read it.
fn report(done: &impl Display, stderr: &mut dyn Write) -> Outcome {
    // In one write, so that it is told whole or not at all.
    let _ = stderr.write_all(format!("{done}\n").as_bytes());
    Outcome::Found
}

fn no_library() -> Error {
    Error::new(
        Code::LibraryFailed,
        "there is no place for a library: no home folder is known",
    )
    .with_hint("`--library FILE` or STACKWISE_LIBRARY gives one")
}

/// Prints help, or a version, that was asked for.
fn print_help(help: &StyledStr, theme: Theme, stdout: &mut dyn Write) -> Result<Outcome, Failure> {
    let help = match theme {
        Theme::Plain => help.to_string(),
        Theme::Colored => help.ansi().to_string(),
    };
    let mut output = Output::new(stdout, None);
    for line in help.lines() {
        writeln!(output, "{}", line.trim_end())?;
    }
    output.finish()?;
    Ok(Outcome::Found)
}

/// Tells what went wrong, in the form that was asked for, and returns how the process is to end.
fn complain(
    error: &Error,
    early: EarlyArgs,
    environment: &Environment,
    stderr: &mut dyn Write,
) -> Ending {
    let mut told = Vec::new();
    // Writing to a Vec cannot fail; if standard error cannot be written there is nowhere left to say so.
    let _: io::Result<()> = if early.wants_json {
        render::json::error(error, &mut told)
    } else {
        render::message::error(error, environment.error_theme(&early), &mut told)
    };
    let _ = stderr.write_all(&told).and_then(|()| stderr.flush());
    match interrupt::arrived() {
        Some(signal) if error.code == Code::Interrupted => Ending::Signal(signal),
        _ => Ending::Code(error.code.exit_code()),
    }
}
