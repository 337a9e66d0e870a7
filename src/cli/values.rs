//! The values that options take.

use clap::ValueEnum;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use crate::entry::RiskLevel;
use crate::ingest::Kind;
use crate::render::{FORMATS, Format, FormatRow};

/// When to colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ColorChoice {
    /// When the terminal supports it
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
    /// Part of the program
    BuiltIn,
    /// Your library
    Library,
}

pub(super) fn columns(typed: &str) -> Result<usize, &'static str> {
    typed
        .parse()
        .map_err(|_| "it must be a whole number of columns")
}

pub(super) fn hits(typed: &str) -> Result<usize, &'static str> {
    match typed.parse() {
        Ok(number @ 1..) => Ok(number),
        _ => Err("it must be a whole number, 1 or more"),
    }
}

pub(super) fn level_parser(
    levels: &[RiskLevel],
) -> impl TypedValueParser<Value = RiskLevel> + use<> {
    let codes: Vec<PossibleValue> = levels
        .iter()
        .map(|l| PossibleValue::new(l.code()))
        .collect();
    PossibleValuesParser::new(codes).try_map(|code| code.parse::<RiskLevel>())
}

/// The names of formats, of those whose rows `can_draw` accepts.
pub(super) fn format_parser(
    can_draw: fn(&FormatRow) -> bool,
) -> impl TypedValueParser<Value = Format> {
    // `--bare` is an option of its own.
    let offered = |row: &&FormatRow| can_draw(row) && row.format != Format::Bare;
    let names = FORMATS
        .iter()
        .filter(offered)
        .map(|row| PossibleValue::new(row.name).help(row.about));
    PossibleValuesParser::new(names.collect::<Vec<_>>()).try_map(|name| Format::named(&name))
}

/// The names of the kinds of source documents.
pub(super) fn kind_parser() -> impl TypedValueParser<Value = Kind> {
    let kinds: Vec<PossibleValue> = Kind::all()
        .map(|(name, summary)| PossibleValue::new(name).help(summary))
        .collect();
    PossibleValuesParser::new(kinds).try_map(|name| name.parse::<Kind>())
}
