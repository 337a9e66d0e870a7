//! An offline reference for health therapies: what the `stackwise` command is made of.
//!
//! The command is [`run`]. Programs of your own can look entries up and read source documents:
//!
//! ```
//! use stackwise::entry::{Entry, EntryDocument};
//! use stackwise::{Collection, Kind, Reading};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! // The built-in entries. `Some(&LibraryPath)` adds a library.
//! let entries = Collection::open(None)?;
//! let ketamine = entries.find("ketamine")?.entry;
//! assert_eq!(ketamine.risks[0].text.as_str(), "Dissociation");
//! assert!(entries.find("ketamin").is_err());
//!
//! // Everything that a document says: entries, problems, and notes on what was left out.
//! let mut note = "# Valerian Root\n\nLow Risk\n\nA herb.\n".as_bytes();
//! let readings = stackwise::read(&mut note, Some(Kind::Markdown));
//! let [Reading::Entry(valerian, _)] = readings.as_slice() else {
//!     panic!("the note has problems");
//! };
//!
//! // An entry as JSON, in the shape of `stackwise show --format json`.
//! let json = serde_json::to_string(&EntryDocument::from(valerian.as_ref()))?;
//! assert_eq!(serde_json::from_str::<Entry>(&json)?, **valerian);
//! # Ok(())
//! # }
//! ```
//!
//! All text in an entry is [`Text`], which no terminal acts on.

// The modules in order. A module imports only from modules below it.
//
// | module | holds |
// |---|---|
// | [`run`] | the program, given its arguments and streams |
// | [`settings`] | what was typed and the environment → what will be done |
// | [`complete`] | what TAB offers |
// | [`manual`] | the man pages |
// | [`cli`] | the command line, as plain data |
// | [`commands`] | one thin file per command: find, choose, show |
// | [`output`] | standard output, with or without a pager before it |
// | [`render`] | a view, a format, a page and a writer in, bytes out |
// | [`compare`] | entries → their risks side by side, and what each says of the others |
// | [`search`] | words → the parts of entries in which they are |
// | [`diff`] | two entries → what changed between them |
// | [`lookup`] | a name → an entry, or suggestions |
// | [`catalog`] | the built-in entries |
// | [`library`] | the user's own entries, in SQLite |
// | [`index`] | the full-text index: its tables, what goes in them, and which rows match |
// | [`ingest`] | source documents → entries, or complaints with their places |
// | [`theme`] | roles → styles |
// | [`interrupt`] | signals that ask the program to end |
// | [`error`] | what went wrong, and how the process ends |
// | [`entry`] | what an entry is |
// | [`name`] | how names are compared |
// | [`text`] | text that is safe to print |

#![forbid(unsafe_code)]

mod catalog;
mod cli;
mod commands;
mod compare;
mod complete;
mod diff;
pub mod entry;
mod error;
mod index;
mod ingest;
mod interrupt;
mod library;
mod lookup;
mod manual;
mod name;
mod output;
mod render;
mod search;
mod settings;
mod text;
mod theme;

pub use error::{Code, Error, Exit};
pub use ingest::{Kind, Location, Problem, Reading, read};
pub use library::LibraryPath;
pub use lookup::{Collection, Found};
pub use text::Text;

/// What the program itself, its tests and its fuzz targets use. It may change at any time.
#[doc(hidden)]
pub mod internals {
    pub mod cli {
        pub use crate::cli::*;
    }
    pub mod error {
        pub use crate::error::*;
    }
    pub mod ingest {
        pub use crate::ingest::*;
    }
    pub mod interrupt {
        pub use crate::interrupt::*;
    }
    pub mod library {
        pub use crate::library::*;
    }
    pub mod lookup {
        pub use crate::lookup::*;
    }
    pub mod name {
        pub use crate::name::*;
    }
    pub mod render {
        pub use crate::render::*;
    }
    pub mod search {
        pub use crate::search::*;
    }
    pub mod text {
        pub use crate::text::*;
    }
}

use std::ffi::OsString;
use std::io::{self, BufRead, Write};

use clap::builder::StyledStr;

use cli::{CommandLine, EarlyArgs, Stopped};
use commands::{Done, Printer};
use error::Failure;
use output::{Delivery, Output};
use settings::{Action, Environment, Settings};
use text::visible;
use theme::Theme;

/// Standard input, output and error.
struct Streams<'a> {
    stdin: &'a mut dyn BufRead,
    stdout: &'a mut dyn Write,
    stderr: &'a mut dyn Write,
}

/// Runs the program with these arguments, the first being its own name.
pub fn run(
    arguments: &[OsString],
    stdin: &mut dyn BufRead,
    stdout: &mut dyn Write,
    stderr: &mut dyn Write,
) -> Exit {
    let environment = Environment::of_process();
    let mut streams = Streams {
        stdin,
        stdout,
        stderr,
    };
    let (early, ended) = match environment.completion(arguments) {
        Some(request) => {
            let answered = complete::answer(&request, streams.stdout);
            (EarlyArgs::default(), answered)
        }
        None => run_line(arguments, &environment, &mut streams),
    };
    ended.unwrap_or_else(|failure| match failure.into_error() {
        Some(error) => complain(&error, early, &environment, streams.stderr),
        None => Exit::Done,
    })
}

/// Does what was typed. Returns how errors should look as well.
fn run_line(
    arguments: &[OsString],
    environment: &Environment,
    streams: &mut Streams,
) -> (EarlyArgs, Result<Exit, Failure>) {
    let help_width = |early: &EarlyArgs| environment.help_width(early);
    match cli::parse(arguments, help_width) {
        Ok((cli, line)) => {
            let early = EarlyArgs::of(&cli);
            let settings = Settings::resolve(cli, environment);
            let ended = match settings.action {
                Action::Help => {
                    let help = cli::short_help(help_width(&early));
                    print_help(&help, environment.help_theme(&early), streams.stdout)
                }
                _ => run_action(settings, streams),
            };
            (
                early,
                ended.map_err(|failure| with_commands_near(failure, &line)),
            )
        }
        Err(Stopped::Help(help, early)) => {
            let theme = environment.help_theme(&early);
            (early, print_help(&help, theme, streams.stdout))
        }
        Err(Stopped::Invalid(error, early)) => (early, Err((*error).into())),
    }
}

/// A first word that is no command may have been meant as one.
fn with_commands_near(failure: Failure, line: &CommandLine) -> Failure {
    match failure {
        Failure::Refused(error) if error.code == Code::EntryNotFound => {
            cli::with_commands_near(error, line).into()
        }
        failure => failure,
    }
}

/// Does it, and hands out what it shows.
fn run_action(settings: Settings, streams: &mut Streams) -> Result<Exit, Failure> {
    let mut output = Output::new(streams.stdout, settings.pager);
    let mut printer = Printer {
        format: settings.format,
        page: &settings.page,
        out: &mut output,
        title: None,
    };
    let path = settings.library.as_ref();
    let Done { exit, messages } = run_command(settings.action, path, streams.stdin, &mut printer)?;
    if let Some(title) = printer.title {
        output.name(title.to_string());
    }
    tell(&messages, streams.stderr);
    match output.finish()? {
        Delivery::Done => {}
        Delivery::WithoutPager(why) => tell(
            &[format!(
                "note: the pager failed ({why}), so the text was printed without it; `--no-pager` \
                 uses none"
            )],
            streams.stderr,
        ),
        Delivery::Interrupted => {
            let message = "interrupted while the pager was open";
            return Err(Error::new(Code::Interrupted, message).into());
        }
    }
    Ok(exit)
}

fn run_command(
    action: Action,
    path: Option<&LibraryPath>,
    stdin: &mut dyn BufRead,
    printer: &mut Printer,
) -> Result<Done, Failure> {
    match action {
        Action::Show(show) => commands::show::run(&show, path, printer),
        Action::List(filter) => commands::list::run(&filter, path, printer),
        Action::Search(search) => commands::search::run(&search, path, printer),
        Action::Compare(compare) => commands::compare::run(&compare, path, printer),
        Action::Diff(diff) => commands::diff::run(&diff, path, stdin, printer),
        Action::Check(check) if check.files.is_empty() => {
            commands::check::run_library(path, printer)
        }
        Action::Check(check) => commands::check::run(&check, stdin, printer),
        Action::Add(add) => commands::add::run(&add, path.ok_or_else(no_library)?, stdin),
        Action::Remove(remove) => commands::remove::run(&remove, path.ok_or_else(no_library)?),
        Action::Export(export) => commands::export::run(&export, path, printer.out),
        Action::Convert(convert) => commands::convert::run(&convert, stdin, printer.out),
        Action::Status(status) => commands::status::run(status, path, printer),
        Action::Schema => commands::schema::run(printer.out),
        Action::Completions(shell) => Ok(complete::set_up(shell, printer.out)?.into()),
        Action::Man(None) => Ok(manual::print(printer.out)?.into()),
        Action::Man(Some(folder)) => Ok(manual::write(&folder)?.into()),
        // `run_line` prints it.
        Action::Help => Ok(Exit::Done.into()),
    }
}

/// Prints messages. They are no data, and lost where nobody can read them.
fn tell(messages: &[String], stderr: &mut dyn Write) {
    let lines = messages.iter().map(|message| visible(message) + "\n");
    // In one write, so that they are printed whole or not at all.
    let _ = stderr.write_all(lines.collect::<String>().as_bytes());
}

fn no_library() -> Error {
    Error::new(
        Code::LibraryFailed,
        "there is no place for a library: no home folder is known",
    )
    .with_hint("name one with `--library FILE` or STACKWISE_LIBRARY")
}

/// Prints help, or a version, that was asked for.
fn print_help(help: &StyledStr, theme: Theme, stdout: &mut dyn Write) -> Result<Exit, Failure> {
    let help = match theme {
        Theme::Plain => help.to_string(),
        Theme::Colored => help.ansi().to_string(),
    };
    let mut output = Output::new(stdout, None);
    for line in help.lines() {
        writeln!(output, "{}", line.trim_end())?;
    }
    output.finish()?;
    Ok(Exit::Done)
}

/// Prints what went wrong, in the format that was asked for, and returns how the process ends.
fn complain(
    error: &Error,
    early: EarlyArgs,
    environment: &Environment,
    stderr: &mut dyn Write,
) -> Exit {
    let mut message = Vec::new();
    // Writing to a Vec cannot fail; if standard error cannot be written there is nowhere left to say so.
    let _: io::Result<()> = if early.wants_json {
        render::json::error(error, &mut message)
    } else {
        render::message::error(error, environment.error_theme(&early), &mut message)
    };
    let _ = stderr.write_all(&message).and_then(|()| stderr.flush());
    match interrupt::pending_signal() {
        Some(signal) if error.code == Code::Interrupted => Exit::Signal(signal),
        _ => error.exit(),
    }
}
