//! The command line as plain data. What to do about it is for `settings`.

mod early;
mod help_text;
mod line;
mod options;
mod parse;
mod usage;
mod values;

use std::path::PathBuf;

use clap::{Args, CommandFactory as _, Parser, Subcommand};

pub use early::EarlyArgs;
pub use line::{CommandLine, program_tree};
pub use options::{
    AddOptions, CheckOptions, CompareOptions, CompletionsOptions, ConvertOptions, DiffOptions,
    DocumentOptions, ExportOptions, ListOptions, ManOptions, RemoveOptions, SchemaOptions,
    SearchOptions, ShowOptions, StatusOptions,
};
pub use parse::{Stopped, parse, short_help};
pub use usage::with_commands_near;
pub use values::{ColorChoice, ShellChoice, SourceChoice};

use crate::render::Format;
use values::columns;

/// The command line.
#[derive(Debug, Parser)]
#[command(
    name = "stackwise",
    bin_name = "stackwise",
    version,
    about = "An offline reference for health therapies",
    long_about = help_text::LONG_ABOUT,
    after_help = help_text::SHORT_EXAMPLES,
    after_long_help = help_text::AFTER_LONG_HELP,
    override_usage = help_text::USAGE,
    args_override_self = true
)]
pub struct Cli {
    /// The command; `None` prints the short help.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// The options that every command has.
    #[command(flatten)]
    pub common: CommonOptions,
}

impl Cli {
    /// The format that was asked for.
    #[must_use]
    pub fn format(&self) -> Option<Format> {
        match self.command.as_ref()? {
            Command::Show(options) if options.bare => Some(Format::Bare),
            Command::Show(options) => options.format,
            Command::List(options) => options.format,
            Command::Search(options) => options.format,
            Command::Compare(options) => options.format,
            Command::Diff(options) => options.format,
            Command::Check(options) => options.format,
            Command::Status(options) => options.format,
            _ => None,
        }
    }
}

/// The commands.
#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub enum Command {
    /// Show one entry, whole or in parts
    Show(ShowOptions),
    /// List matching entries, sorted by title
    List(ListOptions),
    /// Search names and text
    Search(SearchOptions),
    /// Compare entries and what they say of each other
    Compare(CompareOptions),
    /// Show what changed between two entries
    Diff(DiffOptions),
    /// Add entries to your library from files, folders or `-`
    Add(AddOptions),
    /// Remove entries from your library
    Remove(RemoveOptions),
    /// Export entries of your library as JSON Lines
    Export(ExportOptions),
    /// Convert source documents to JSON
    Convert(ConvertOptions),
    /// Validate source documents, or your library if no FILE is given
    Check(CheckOptions),
    /// Show where your library is and what is in it
    Status(StatusOptions),
    /// Print the JSON Schema of all JSON output
    Schema(SchemaOptions),
    /// Print the setup for shell completion
    Completions(CompletionsOptions),
    /// Print the manual page, or write one for every command
    Man(ManOptions),
}

/// Options of every command.
#[derive(Args, Debug)]
#[command(next_help_heading = "Output options")]
pub struct CommonOptions {
    /// Wrap text and tables to N columns (0: no wrapping)
    ///
    /// The default is COLUMNS, the width of the terminal, or 80. Prose takes at most 100 columns.
    #[arg(long, value_name = "N", global = true, value_parser = columns)]
    pub width: Option<usize>,
    /// When to use colour [default: auto]
    #[arg(long, value_name = "WHEN", global = true, value_enum)]
    pub color: Option<ColorChoice>,
    /// Use only ASCII characters for bullets and borders; the text of entries is not changed
    #[arg(long, global = true)]
    pub ascii: bool,
    /// Use this file as your library
    #[arg(long, value_name = "FILE", global = true)]
    pub library: Option<PathBuf>,
    /// Print long text directly instead of through a pager
    #[arg(long, global = true)]
    pub no_pager: bool,
}

/// The whole tree of commands: for help, manual pages and completion. `width` is the columns that
/// help may take.
#[must_use]
pub fn command(width: usize) -> clap::Command {
    Cli::command().term_width(width)
}
