//! What can be typed. Plain data and the words of the help; what comes of it is for `settings`.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::{
    NonEmptyStringValueParser, PossibleValue, PossibleValuesParser, TypedValueParser,
};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};

use crate::entry::RiskLevel;
use crate::error::{Code, Error};
use crate::name::{Suggestions, fold};

const SHORT_EXAMPLES: &str = "\
Examples:
  stackwise show ketamine                    the whole article
  stackwise show ketamine --section risks    its health risks
  stackwise list                             every entry

`stackwise --help` says more.";

const LONG_ABOUT: &str = "\
An offline reference for health therapies

Examples:
  stackwise show ketamine
      the whole article
  stackwise show ketamine --section risks
      its health risks, under its title and risk level
  stackwise show ketamine -s protocol,benefits -f markdown
      two sections in this order, as Markdown
  stackwise show ketamine -s risks -f json | jq -r '.risks[].text'
      the risks for a script
  stackwise list --max-level moderate
      the entries that are rated moderate or less";

const AFTER_LONG_HELP: &str = "\
Exit status:
  0  done; also when the reader of the output went away
  1  nothing found: no such entry or section, nothing fits; or `check`
     found problems
  2  could not do it: not understood, a file that cannot be read or is
     not valid, or the output cannot be written

A signal ends the program by that signal, which a shell tells as 128 and
its number: 130 for Ctrl-C, 143 for `kill`. `add` and `remove` leave the
library as it was then, and say so; where they were past that they end
what they do. A second signal ends them at once, and nothing is lost.

Environment:
  STACKWISE_LIBRARY
      your library, where --library does not give it; else
      $XDG_DATA_HOME/stackwise/library.db
  STACKWISE_PAGER, PAGER
      the pager for long text on a terminal, else less;
      empty or `cat` for none
  COLUMNS
      the width, where --width does not give it
  NO_COLOR, CLICOLOR_FORCE, FORCE_COLOR, CLICOLOR, TERM
      whether output is coloured, where --color does not say it
  LC_ALL, LC_CTYPE, LANG
      whether bullets and borders may go beyond ASCII
  ACCESSIBLE
      1 for lines of `Field: value` instead of tables

The articles are for information only and are no substitute for
professional medical advice: `stackwise show NAME -s disclaimer`.";

const SHOW_ABOUT: &str = "\
Show one entry, whole or in parts

Examples:
  stackwise show ketamine
  stackwise show ketamine therapy --section risks
  stackwise show ketamine -s protocol,benefits
  stackwise show ketamine -s risks --format table
  stackwise show ketamine -s risks --bare | wc -l";

const LIST_ABOUT: &str = "\
List the entries that fit, by title

On a terminal the list is a table, elsewhere one id a line.

Examples:
  stackwise list
  stackwise list --max-level moderate
  stackwise list --risk 'blood pressure' --format json";

const SEARCH_ABOUT: &str = "\
Search in names and text

All words have to be in an entry, in any of their forms: \"Infusions\"
finds \"infusion\". Matches in names come first, then those in risks.
A phrase has quotes of its own.

Examples:
  stackwise search nausea
  stackwise search '\"glutamate system\"' neuroplastic*
  stackwise search pressure -uncontrolled --section risks";

const COMPARE_ABOUT: &str = "\
Compare the risks of entries

Levels side by side, then each risk in each entry's own words. Entries
share a risk where they word it the same.

Examples:
  stackwise compare ketamine humira-608d4f0d
  stackwise compare ketamine viagra --format json";

const ADD_ABOUT: &str = "\
Put entries into your library, from files, folders or `-`

All is read and checked first. One bad document adds nothing, unless
--keep-going is given; the same entry again is no error. A folder stands
for the source documents in it: .json, .jsonl, .ndjson, .md, .markdown,
.txt, .xml.

Examples:
  stackwise add our-articles.jsonl
  stackwise add label.xml notes/
  stackwise show ketamine -f json | jq '…' | stackwise add --replace -";

const REMOVE_ABOUT: &str = "\
Take entries out of your library

All that are named, or none.

Examples:
  stackwise remove lipitor-c6e131fe";

const EXPORT_ABOUT: &str = "\
Write entries of your library out as JSON Lines

Examples:
  stackwise export > backup.jsonl
  stackwise export lipitor-c6e131fe | jq .";

const CONVERT_ABOUT: &str = "\
Print source documents as entries in JSON

One entry is printed as a document, several one a line. Changes nothing.

Examples:
  stackwise convert article.txt > assets/NAME.json
  stackwise convert --from markdown - < note";

const CHECK_ABOUT: &str = "\
Report every problem of source documents

As file:line:column: message. Changes nothing; exit status 1 when there
are problems.

Examples:
  stackwise check notes/
  stackwise check --format json label.xml | jq '.problems[].message'";

const SCHEMA_ABOUT: &str = "\
Print the JSON Schema of what the program prints as JSON

Draft 2020-12, for every document: an entry, a list, problems, an error.

Examples:
  stackwise schema > stackwise.schema.json";

const COMPLETIONS_ABOUT: &str = "\
Print what makes a shell complete names, sections and options on TAB

To be put into the shell's start-up file; README.md says which that is.

Examples:
  stackwise completions bash >> ~/.bashrc
  stackwise completions zsh >> ~/.zshrc
  stackwise completions fish > ~/.config/fish/completions/stackwise.fish";

const MAN_ABOUT: &str = "\
Print the manual page, or write it with a page for every command

Examples:
  stackwise man | man -l -
  stackwise man --dir ~/.local/share/man/man1";

/// The command line.
#[derive(Debug, Parser)]
#[command(
    name = "stackwise",
    bin_name = "stackwise",
    version,
    about = "An offline reference for health therapies",
    long_about = LONG_ABOUT,
    after_help = SHORT_EXAMPLES,
    after_long_help = AFTER_LONG_HELP,
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
    #[command(long_about = REMOVE_ABOUT)]
    Remove {
        /// The entries: ids, titles or aliases, one an argument
        #[arg(value_name = "NAME", required = true)]
        names: Vec<String>,
    },
    /// Write entries of your library out as JSON Lines
    #[command(long_about = EXPORT_ABOUT)]
    Export {
        /// The entries: ids, titles or aliases, one an argument; all where none is named
        #[arg(value_name = "NAME")]
        names: Vec<String>,
    },
    /// Print source documents as entries in JSON
    Convert(ConvertOptions),
    /// Report every problem of source documents
    Check(CheckOptions),
    /// Print the JSON Schema of what the program prints as JSON
    #[command(long_about = SCHEMA_ABOUT)]
    Schema,
    /// Print what makes a shell complete names, sections and options on TAB
    #[command(long_about = COMPLETIONS_ABOUT)]
    Completions {
        /// The shell
        #[arg(value_enum)]
        shell: ShellChoice,
    },
    /// Print the manual page, or write it with a page for every command
    #[command(long_about = MAN_ABOUT)]
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
    /// Colour the output
    #[arg(long, value_name = "WHEN", global = true, value_enum, default_value_t = ColorChoice::Auto)]
    pub color: ColorChoice,
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
#[command(long_about = SHOW_ABOUT)]
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
#[command(long_about = LIST_ABOUT)]
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
#[command(long_about = SEARCH_ABOUT)]
pub struct SearchOptions {
    /// Words that all have to be there; "a phrase", -word for one that must not, begin* for a beginning
    #[arg(value_name = "WORDS", required = true)]
    pub words: Vec<String>,
    /// Only in sections with this id
    #[arg(short, long, value_name = "ID", value_parser = NonEmptyStringValueParser::new())]
    pub section: Option<String>,
    /// Show at most this many hits
    #[arg(long, value_name = "N", default_value_t = 10, value_parser = hits)]
    pub limit: usize,
    /// The form of the output
    #[arg(short, long, value_enum)]
    pub format: Option<Format>,
}

/// Compare the risks of entries
#[derive(Args, Debug)]
#[command(long_about = COMPARE_ABOUT)]
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
#[command(long_about = ADD_ABOUT)]
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

/// Print source documents as entries in JSON
#[derive(Args, Debug)]
#[command(long_about = CONVERT_ABOUT)]
pub struct ConvertOptions {
    /// The documents.
    #[command(flatten)]
    pub documents: DocumentOptions,
}

/// Report every problem of source documents
#[derive(Args, Debug)]
#[command(long_about = CHECK_ABOUT)]
pub struct CheckOptions {
    /// The documents.
    #[command(flatten)]
    pub documents: DocumentOptions,
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

/// What is typed, understood. `width` is the columns that help may take.
///
/// # Errors
/// clap's: a real error, or help or a version that was asked for.
pub fn parse(arguments: &[OsString], width: usize) -> Result<Cli, clap::Error> {
    let matches = command(width).try_get_matches_from(with_words_apart(arguments))?;
    Cli::from_arg_matches(&matches)
}

/// The arguments with the words that a search shall not find (`-word`) behind `--`, where they are
/// not taken for options.
fn with_words_apart(arguments: &[OsString]) -> Vec<OsString> {
    let is_search = arguments
        .iter()
        .skip(1)
        .find(|argument| !is_option(argument));
    if is_search.is_none_or(|command| command != "search") || arguments.iter().any(|a| a == "--") {
        return arguments.to_vec();
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
    apart
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

/// What is needed of a command line even when it cannot be understood.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Glance {
    /// Whether JSON was asked for, so that errors are JSON too.
    pub wants_json: bool,
    /// The colour that was asked for.
    pub color: ColorChoice,
    /// The width that was asked for.
    pub width: Option<usize>,
}

/// Looks for the options that matter to errors and help.
#[must_use]
pub fn glance(arguments: &[OsString]) -> Glance {
    let value = |spellings: &[&str]| last_value(arguments, spellings);
    Glance {
        wants_json: value(&["--format", "-f"]) == Some("json"),
        color: value(&["--color"])
            .and_then(|choice| ColorChoice::from_str(choice, false).ok())
            .unwrap_or_default(),
        width: value(&["--width"]).and_then(|width| width.parse().ok()),
    }
}

/// The last value given to an option: `--option value`, `--option=value`, `-o value` or `-ovalue`.
fn last_value<'a>(arguments: &'a [OsString], spellings: &[&str]) -> Option<&'a str> {
    let typed: Vec<&str> = arguments
        .iter()
        .map(|argument| argument.to_str().unwrap_or_default())
        .take_while(|argument| *argument != "--")
        .collect();
    let value_at = |at: usize, spelling: &str| {
        let rest = typed[at].strip_prefix(spelling)?;
        match rest.strip_prefix('=') {
            Some(value) => Some(value),
            None if rest.is_empty() => typed.get(at + 1).copied(),
            None => (!spelling.starts_with("--")).then_some(rest),
        }
    };
    (0..typed.len())
        .rev()
        .find_map(|at| spellings.iter().find_map(|spelling| value_at(at, spelling)))
}

/// clap's error in this program's words, with suggestions of its own.
#[must_use]
pub fn usage_error(error: &clap::Error, arguments: &[OsString]) -> Error {
    let context = |kind| match error.get(kind) {
        Some(ContextValue::String(value)) => Some(value.clone()),
        _ => None,
    };
    let mut root = command(usize::MAX);
    root.build();
    let command = arguments
        .iter()
        .skip(1)
        .find_map(|argument| root.find_subcommand(argument))
        .unwrap_or(&root);
    let (typed, candidates): (Option<String>, Vec<String>) = match error.kind() {
        ErrorKind::InvalidSubcommand => (
            context(ContextKind::InvalidSubcommand),
            root.get_subcommands()
                .map(|c| c.get_name().to_owned())
                .collect(),
        ),
        ErrorKind::UnknownArgument => (
            context(ContextKind::InvalidArg),
            command
                .get_arguments()
                .filter_map(|argument| argument.get_long().map(|long| format!("--{long}")))
                .collect(),
        ),
        ErrorKind::InvalidValue => (
            context(ContextKind::InvalidValue),
            match error.get(ContextKind::ValidValue) {
                Some(ContextValue::Strings(values)) => values.clone(),
                _ => Vec::new(),
            },
        ),
        _ => (None, Vec::new()),
    };
    let mut near = Suggestions::new(&typed.unwrap_or_default());
    for candidate in &candidates {
        near.consider(&fold(candidate), candidate);
    }
    Error::new(Code::Usage, usage_message(error))
        .with_suggestions(near.into_nearest())
        .with_hint(format!(
            "`{} --help` says what can be typed",
            command.get_bin_name().unwrap_or("stackwise")
        ))
}

/// The first paragraph of what clap says, on one line.
fn usage_message(error: &clap::Error) -> String {
    let rendered = error.render().to_string();
    let paragraph = rendered.split("\n\n").next().unwrap_or_default();
    let message = paragraph.strip_prefix("error: ").unwrap_or(paragraph);
    let lines: Vec<&str> = message.lines().map(str::trim).collect();
    lines.join(" ")
}
