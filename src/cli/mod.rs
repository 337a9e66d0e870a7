//! What can be typed. Plain data; what comes of it is for `settings`.

mod glance;
mod parse;
mod usage;
mod words;

use std::path::PathBuf;

use clap::builder::{
    NonEmptyStringValueParser, PossibleValue, PossibleValuesParser, TypedValueParser,
};
use clap::{Args, Parser, Subcommand, ValueEnum};

pub use glance::{Glance, glance};
pub use parse::{command, parse, short_help};
pub use usage::usage_error;

use crate::entry::RiskLevel;

/// The command line.
#[derive(Debug, Parser)]
#[command(
    name = "stackwise",
    bin_name = "stackwise",
    version,
    about = "An offline reference for health therapies",
    long_about = words::LONG_ABOUT,
    after_help = words::SHORT_EXAMPLES,
    after_long_help = words::AFTER_LONG_HELP,
    args_override_self = true
)]
pub struct Cli {
    /// What is to be done; the short help where nothing was typed.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// How output is to look.
    #[command(flatten)]
    pub look: LookOptions,
}

/// The commands.
#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub enum Command {
    /// Show one entry, whole or in parts
    Show(ShowOptions),
    /// List the entries that fit, by title
    List(ListOptions),
    /// Search in names and text
    Search(SearchOptions),
    /// Compare the risks of entries
    Compare(CompareOptions),
    /// Put entries into your library, from files, folders or `-`
    Add(AddOptions),
    /// Take entries out of your library
    Remove(RemoveOptions),
    /// Write entries of your library out as JSON Lines
    Export(ExportOptions),
    /// Print source documents as entries in JSON
    Convert(ConvertOptions),
    /// Validate source documents, or your library where no FILE is given
    Check(CheckOptions),
    /// Print the JSON Schema of what the program prints as JSON
    #[command(long_about = words::SCHEMA_ABOUT)]
    Schema,
    /// Print what makes a shell complete names, sections and options on TAB
    #[command(long_about = words::COMPLETIONS_ABOUT)]
    Completions {
        /// The shell
        #[arg(value_enum)]
        shell: ShellChoice,
    },
    /// Print the manual page, or write it with a page for every command
    #[command(long_about = words::MAN_ABOUT)]
    Man {
        /// Write stackwise.1 and a page for every command into this folder
        #[arg(long, value_name = "DIR")]
        dir: Option<PathBuf>,
    },
}

/// Options of every command.
#[derive(Args, Debug)]
#[command(next_help_heading = "Output options")]
pub struct LookOptions {
    /// Wrap text and tables to this many columns, 0 for not at all
    ///
    /// Without it: COLUMNS, the terminal's width, or 80. Prose takes at most 100 columns.
    #[arg(long, value_name = "N", global = true, value_parser = columns)]
    pub width: Option<usize>,
    /// Colour the output; `auto` where not given
    #[arg(long, value_name = "WHEN", global = true, value_enum)]
    pub color: Option<ColorChoice>,
    /// Use ASCII alone for bullets and borders; the articles' own text stays as it is
    #[arg(long, global = true)]
    pub ascii: bool,
    /// Use this file as your library
    #[arg(long, value_name = "FILE", global = true)]
    pub library: Option<PathBuf>,
    /// Print long text directly instead of through a pager
    #[arg(long, global = true)]
    pub no_pager: bool,
}

/// Show one entry, whole or in parts
#[derive(Args, Debug)]
#[command(long_about = words::SHOW_ABOUT)]
pub struct ShowOptions {
    /// The entry: its id, title or another name for it; several words make one name
    #[arg(value_name = "NAME", required = true)]
    pub name: Vec<String>,
    /// Only these parts, in this order: section ids or titles, `risks`, `disclaimer`
    #[arg(short, long, value_name = "ID", value_delimiter = ',', value_parser = NonEmptyStringValueParser::new())]
    pub section: Vec<String>,
    /// The form of the output
    #[arg(short, long, value_enum)]
    pub format: Option<Format>,
    /// Print the content alone, one paragraph or risk a line
    #[arg(long, conflicts_with = "format")]
    pub bare: bool,
}

/// List the entries that fit, by title
#[derive(Args, Debug)]
#[command(long_about = words::LIST_ABOUT)]
pub struct ListOptions {
    /// Only entries of this risk level
    #[arg(long, value_name = "LEVEL", value_parser = level_parser(&RiskLevel::ALL))]
    pub level: Option<RiskLevel>,
    /// Only entries of this risk level or less; an unknown level is never that
    #[arg(long, value_name = "LEVEL", value_parser = level_parser(&RiskLevel::ALL[..5]))]
    pub max_level: Option<RiskLevel>,
    /// Only entries with a risk that has all these words, or words that begin so
    #[arg(long, value_name = "WORDS", value_parser = NonEmptyStringValueParser::new())]
    pub risk: Option<String>,
    /// Only entries that are kept there
    #[arg(long, value_enum)]
    pub source: Option<SourceChoice>,
    /// The form of the output: a table on a terminal, text elsewhere, unless given
    #[arg(short, long, value_enum)]
    pub format: Option<Format>,
}

/// Search in names and text
#[derive(Args, Debug)]
#[command(long_about = words::SEARCH_ABOUT)]
pub struct SearchOptions {
    /// What to search for: words, "a phrase", prefix*; -word leaves out entries with that word
    #[arg(value_name = "WORDS", required = true)]
    pub words: Vec<String>,
    /// Only in sections with this id
    #[arg(short, long, value_name = "ID", value_parser = NonEmptyStringValueParser::new())]
    pub section: Option<String>,
    /// Only entries of this risk level
    #[arg(long, value_name = "LEVEL", value_parser = level_parser(&RiskLevel::ALL))]
    pub level: Option<RiskLevel>,
    /// Only entries from this source
    #[arg(long, value_enum)]
    pub source: Option<SourceChoice>,
    /// Only entries that have every word as typed
    #[arg(long)]
    pub all_words: bool,
    /// Show at most this many entries
    #[arg(long, value_name = "N", default_value_t = 10, value_parser = hits)]
    pub limit: usize,
    /// The form of the output
    #[arg(short, long, value_enum)]
    pub format: Option<Format>,
}

/// Compare the risks of entries
#[derive(Args, Debug)]
#[command(long_about = words::COMPARE_ABOUT)]
pub struct CompareOptions {
    /// The entries: ids, titles or aliases, one an argument
    #[arg(value_name = "NAME", required = true, num_args = 2..)]
    pub names: Vec<String>,
    /// The form of the output
    #[arg(short, long, value_enum)]
    pub format: Option<Format>,
}

/// Which source documents are read, and as what.
#[derive(Args, Debug)]
pub struct DocumentOptions {
    /// Files, folders, or `-` for standard input
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
    /// What kind of documents they are, instead of looking at what is in them
    #[arg(long, value_name = "KIND", value_enum)]
    pub from: Option<KindChoice>,
}

/// Put entries into your library, from files, folders or `-`
#[derive(Args, Debug)]
#[command(long_about = words::ADD_ABOUT)]
pub struct AddOptions {
    /// The documents.
    #[command(flatten)]
    pub documents: DocumentOptions,
    /// Let an entry take the place of another with its id
    #[arg(long)]
    pub replace: bool,
    /// Add the good entries though others are bad, and report those
    #[arg(long)]
    pub keep_going: bool,
}

/// Take entries out of your library
#[derive(Args, Debug)]
#[command(long_about = words::REMOVE_ABOUT)]
pub struct RemoveOptions {
    /// The entries: ids, titles or aliases, one an argument
    #[arg(value_name = "NAME", required = true)]
    pub names: Vec<String>,
}

/// Write entries of your library out as JSON Lines
#[derive(Args, Debug)]
#[command(long_about = words::EXPORT_ABOUT)]
pub struct ExportOptions {
    /// The entries: ids, titles or aliases, one an argument; all where none is named
    #[arg(value_name = "NAME")]
    pub names: Vec<String>,
}

/// Print source documents as entries in JSON
#[derive(Args, Debug)]
#[command(long_about = words::CONVERT_ABOUT)]
pub struct ConvertOptions {
    /// The documents.
    #[command(flatten)]
    pub documents: DocumentOptions,
}

/// Validate source documents, or your library where no FILE is given
#[derive(Args, Debug)]
#[command(long_about = words::CHECK_ABOUT)]
pub struct CheckOptions {
    /// Files, folders, or `-` for standard input [default: your library]
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// What kind of documents they are, instead of looking at what is in them
    #[arg(long, value_name = "KIND", value_enum, requires = "files")]
    pub from: Option<KindChoice>,
    /// The form of the report
    #[arg(short, long, value_enum, default_value_t = ReportFormat::Text)]
    pub format: ReportFormat,
}

/// The forms of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    /// A problem a line
    Text,
    /// JSON
    Json,
}

/// The kinds of source documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum KindChoice {
    /// Entries as JSON: an object, an array, or one a line
    Json,
    /// A note in Markdown
    Markdown,
    /// An article as Stackwise publishes it
    Article,
    /// A drug label (Structured Product Labeling, XML)
    Spl,
}

/// The forms of output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Plain text
    Text,
    /// Tables
    Table,
    /// JSON
    Json,
    /// Markdown
    Markdown,
}

/// When to colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ColorChoice {
    /// When the environment and the terminal are for it
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// The shells that have completions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ShellChoice {
    /// Bash
    Bash,
    /// Elvish
    Elvish,
    /// Fish
    Fish,
    /// Nushell
    Nushell,
    /// PowerShell
    #[value(alias = "pwsh")]
    Powershell,
    /// Zsh
    Zsh,
}

/// Where entries are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SourceChoice {
    /// In the program
    BuiltIn,
    /// In the user's library
    Library,
}

fn columns(typed: &str) -> Result<usize, &'static str> {
    typed
        .parse()
        .map_err(|_| "it has to be a whole number of columns")
}

fn hits(typed: &str) -> Result<usize, &'static str> {
    match typed.parse() {
        Ok(number @ 1..) => Ok(number),
        _ => Err("it has to be a whole number from 1"),
    }
}

fn level_parser(levels: &[RiskLevel]) -> impl TypedValueParser<Value = RiskLevel> + use<> {
    let codes: Vec<PossibleValue> = levels
        .iter()
        .map(|l| PossibleValue::new(l.code()))
        .collect();
    PossibleValuesParser::new(codes).try_map(|code| code.parse::<RiskLevel>())
}
