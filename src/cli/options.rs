//! The options of each command.

use std::path::PathBuf;

use clap::Args;
use clap::builder::NonEmptyStringValueParser;

use super::help_text;
use super::values::{ShellChoice, SourceChoice, format_parser, hits, kind_parser, level_parser};
use crate::entry::RiskLevel;
use crate::ingest::Kind;
use crate::render::Format;

/// Show one entry, whole or in parts
#[derive(Args, Debug)]
#[command(long_about = help_text::SHOW_ABOUT)]
pub struct ShowOptions {
    /// The entry: its id, title or another name for it; several words make one name
    #[arg(value_name = "NAME", required = true)]
    pub name: Vec<String>,
    /// Only these parts, in this order: section ids or titles, `risks`, `disclaimer`
    #[arg(short, long, value_name = "ID", value_delimiter = ',', value_parser = NonEmptyStringValueParser::new())]
    pub section: Vec<String>,
    /// List its parts: what `--section` takes, and how long each is
    #[arg(long, conflicts_with_all = ["section", "brief", "bare"])]
    pub outline: bool,
    /// Only what its author wrote to be read first, and the risks
    #[arg(long, conflicts_with = "section")]
    pub brief: bool,
    /// Output format [default: text]
    #[arg(short, long, value_parser = format_parser(|row| row.entry.is_some()))]
    pub format: Option<Format>,
    /// Print only the content, one paragraph, item, table row or risk per line
    #[arg(long, conflicts_with = "format")]
    pub bare: bool,
}

/// List matching entries, sorted by title
#[derive(Args, Debug)]
#[command(long_about = help_text::LIST_ABOUT)]
pub struct ListOptions {
    /// Only entries of this risk level
    #[arg(long, value_name = "LEVEL", value_parser = level_parser(&RiskLevel::ALL))]
    pub level: Option<RiskLevel>,
    /// Only entries of this risk level or lower; an unknown level is excluded
    #[arg(long, value_name = "LEVEL", value_parser = level_parser(&RiskLevel::ALL[..5]))]
    pub max_level: Option<RiskLevel>,
    /// Only entries with this name or identifier, the newest first
    #[arg(long, value_name = "NAME", value_parser = NonEmptyStringValueParser::new())]
    pub name: Option<String>,
    /// Only entries with a risk that has all these words, or words that begin with them
    #[arg(long, value_name = "WORDS", value_parser = NonEmptyStringValueParser::new())]
    pub risk: Option<String>,
    /// Only entries from this source
    #[arg(long, value_enum)]
    pub source: Option<SourceChoice>,
    /// Output format [default: table on a terminal, otherwise text]
    #[arg(short, long, value_parser = format_parser(|row| row.list.is_some()))]
    pub format: Option<Format>,
}

/// Search names and text
#[derive(Args, Debug)]
#[command(long_about = help_text::SEARCH_ABOUT)]
pub struct SearchOptions {
    /// What to search for: words; '"a phrase"' matches it as a whole, word* any word with that prefix
    #[arg(value_name = "WORDS", required = true)]
    pub words: Vec<String>,
    /// Exclude entries with this word, phrase or prefix* (repeatable)
    #[arg(long, value_name = "WORD", value_parser = NonEmptyStringValueParser::new())]
    pub without: Vec<String>,
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
    /// Output format [default: text]
    #[arg(short, long, value_parser = format_parser(|row| row.hits.is_some()))]
    pub format: Option<Format>,
}

/// Compare entries: their risks, and what each says of the others
#[derive(Args, Debug)]
#[command(long_about = help_text::COMPARE_ABOUT)]
pub struct CompareOptions {
    /// Two or more entries: ids, titles or aliases, one per argument
    #[arg(value_name = "NAME", required = true)]
    pub names: Vec<String>,
    /// Show every passage that was found, not only the first ones
    #[arg(long)]
    pub all: bool,
    /// Output format [default: table]
    #[arg(short, long, value_parser = format_parser(|row| row.comparison.is_some()))]
    pub format: Option<Format>,
}

/// Show what changed between two entries
#[derive(Args, Debug)]
#[command(long_about = help_text::DIFF_ABOUT)]
pub struct DiffOptions {
    /// The earlier entry: its name, or a file that holds it; `-` for standard input
    #[arg(value_name = "BEFORE")]
    pub before: PathBuf,
    /// The later entry: its name, or a file that holds it; `-` for standard input
    #[arg(value_name = "AFTER")]
    pub after: PathBuf,
    /// The kind of the documents [default: detected from their content]
    #[arg(long, value_name = "KIND", value_parser = kind_parser())]
    pub from: Option<Kind>,
    /// Output format [default: text]
    #[arg(short, long, value_parser = format_parser(|row| row.diff.is_some()))]
    pub format: Option<Format>,
}

/// Which source documents are read, and as what.
#[derive(Args, Debug)]
pub struct DocumentOptions {
    /// Files, folders, or `-` for standard input
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
    /// The kind of the documents [default: detected from their content]
    #[arg(long, value_name = "KIND", value_parser = kind_parser())]
    pub from: Option<Kind>,
}

/// Add entries to your library from files, folders or `-`
#[derive(Args, Debug)]
#[command(long_about = help_text::ADD_ABOUT)]
pub struct AddOptions {
    /// The documents.
    #[command(flatten)]
    pub documents: DocumentOptions,
    /// Overwrite existing entries
    #[arg(long)]
    pub replace: bool,
    /// Add valid entries even if others fail, and report those that failed
    #[arg(long)]
    pub keep_going: bool,
    /// Remove entries that these folders held before and no longer hold
    #[arg(long, conflicts_with = "keep_going")]
    pub prune: bool,
}

/// Remove entries from your library
#[derive(Args, Debug)]
#[command(long_about = help_text::REMOVE_ABOUT)]
pub struct RemoveOptions {
    /// The entries: ids, titles or aliases, one per argument
    #[arg(value_name = "NAME", required = true)]
    pub names: Vec<String>,
}

/// Export entries of your library as JSON Lines
#[derive(Args, Debug)]
#[command(long_about = help_text::EXPORT_ABOUT)]
pub struct ExportOptions {
    /// The entries: ids, titles or aliases, one per argument [default: all]
    #[arg(value_name = "NAME")]
    pub names: Vec<String>,
}

/// Convert source documents to JSON
#[derive(Args, Debug)]
#[command(long_about = help_text::CONVERT_ABOUT)]
pub struct ConvertOptions {
    /// The documents.
    #[command(flatten)]
    pub documents: DocumentOptions,
}

/// Validate source documents, or your library if no FILE is given
#[derive(Args, Debug)]
#[command(long_about = help_text::CHECK_ABOUT)]
pub struct CheckOptions {
    /// Files, folders, or `-` for standard input [default: your library]
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// The kind of the documents [default: detected from their content]
    #[arg(long, value_name = "KIND", value_parser = kind_parser(), requires = "files")]
    pub from: Option<Kind>,
    /// Output format [default: text]
    #[arg(short, long, value_parser = format_parser(|row| row.problems.is_some()))]
    pub format: Option<Format>,
}

/// Show where your library is and what is in it
#[derive(Args, Debug)]
#[command(long_about = help_text::STATUS_ABOUT)]
pub struct StatusOptions {
    /// Verify the whole library
    #[arg(long)]
    pub check: bool,
    /// Output format [default: text]
    #[arg(short, long, value_parser = format_parser(|row| row.status.is_some()))]
    pub format: Option<Format>,
}

/// Print the JSON Schema of all JSON output
#[derive(Args, Debug)]
#[command(long_about = help_text::SCHEMA_ABOUT)]
pub struct SchemaOptions {}

/// Print the setup for shell completion
#[derive(Args, Debug)]
#[command(long_about = help_text::COMPLETIONS_ABOUT)]
pub struct CompletionsOptions {
    /// The shell
    #[arg(value_enum)]
    pub shell: ShellChoice,
}

/// Print the manual page, or write one for every command
#[derive(Args, Debug)]
#[command(long_about = help_text::MAN_ABOUT)]
pub struct ManOptions {
    /// Write stackwise.1 and a page for every command into this folder
    #[arg(long, value_name = "DIR")]
    pub dir: Option<PathBuf>,
}
