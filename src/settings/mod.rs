//! From what was typed and the environment to what will be done.

mod environment;

use std::path::PathBuf;

use crate::cli::{Cli, Command, ListOptions, ShellChoice, SourceChoice};
use crate::commands::add::{Add, Mode};
use crate::commands::check::Check;
use crate::commands::compare::Compare;
use crate::commands::convert::Convert;
use crate::commands::diff::Diff;
use crate::commands::export::Export;
use crate::commands::list::{Filter, Place};
use crate::commands::remove::Remove;
use crate::commands::search::Search;
use crate::commands::show::{Extent, Show};
use crate::commands::status::Status;
use crate::library::LibraryPath;
use crate::output::Pager;
use crate::render::{Format, Page};
use crate::search::{Kept, Scope};

pub use environment::Environment;

/// What is to be done.
#[derive(Debug, PartialEq, Eq)]
pub enum Action {
    /// Print the short help.
    Help,
    /// Show an entry.
    Show(Show),
    /// List entries.
    List(Filter),
    /// Search.
    Search(Search),
    /// Compare entries.
    Compare(Compare),
    /// Show what changed between entries.
    Diff(Diff),
    /// Add entries to the library.
    Add(Add),
    /// Remove entries from it.
    Remove(Remove),
    /// Export entries of it.
    Export(Export),
    /// Convert source documents.
    Convert(Convert),
    /// Check source documents.
    Check(Check),
    /// Show the status of the library.
    Status(Status),
    /// Print the schema.
    Schema,
    /// Print the setup for a shell's completion.
    Completions(ShellChoice),
    /// Print the manual page, or write all pages into this folder.
    Man(Option<PathBuf>),
}

/// What will be done, and how it will look.
#[derive(Debug, PartialEq, Eq)]
pub struct Settings {
    /// What is to be done.
    pub action: Action,
    /// The format of what is shown, and of errors.
    pub format: Format,
    /// How standard output looks.
    pub page: Page,
    /// The pager, if one may be used.
    pub pager: Option<Pager>,
    /// The file of the user's library, which need not exist; `None` if no place is known.
    pub library: Option<LibraryPath>,
}

impl Settings {
    /// Decides what to do about what was typed.
    #[must_use]
    pub fn resolve(cli: Cli, environment: &Environment) -> Self {
        let asked = cli.format();
        let (action, default) = resolve_action(cli.command, environment);
        let format = asked.unwrap_or(default);
        let is_paged = format.is_for_people() && action.is_for_people() && !cli.common.no_pager;
        Self {
            action,
            format,
            page: environment.page(&cli.common),
            pager: environment.pager().filter(|_| is_paged),
            library: environment.library(cli.common.library),
        }
    }
}

impl Action {
    /// Whether it shows something to read, which may be long.
    fn is_for_people(&self) -> bool {
        matches!(
            self,
            Self::Show(_)
                | Self::List(_)
                | Self::Search(_)
                | Self::Compare(_)
                | Self::Diff(_)
                | Self::Check(_)
        )
    }
}

/// What is to be done, and the format of it if none is asked for.
fn resolve_action(command: Option<Command>, environment: &Environment) -> (Action, Format) {
    let action = match command {
        None => Action::Help,
        Some(Command::Show(options)) => Action::Show(Show {
            name: options.name.join(" "),
            extent: match (options.outline, options.brief) {
                (true, _) => Extent::Outline,
                (false, true) => Extent::Brief,
                (false, false) if options.section.is_empty() => Extent::Whole,
                (false, false) => Extent::Sections(options.section),
            },
        }),
        Some(Command::List(options)) => {
            return (Action::List(filter(options)), environment.list_format());
        }
        Some(Command::Search(options)) => Action::Search(Search {
            words: options.words.join(" "),
            without: options.without,
            scope: Scope {
                section: options.section,
                level: options.level,
                kept: options.source.map(|source| match source {
                    SourceChoice::BuiltIn => Kept::BuiltIn,
                    SourceChoice::Library => Kept::Library,
                }),
                is_strict: options.all_words,
            },
            limit: options.limit,
        }),
        Some(Command::Compare(options)) => {
            let compare = Compare {
                names: options.names,
                shows_all: options.all,
            };
            return (Action::Compare(compare), Format::Table);
        }
        Some(Command::Diff(options)) => Action::Diff(Diff {
            before: options.before,
            after: options.after,
            kind: options.from,
        }),
        Some(Command::Add(options)) => Action::Add(Add {
            files: options.documents.files,
            kind: options.documents.from,
            replaces: options.replace,
            mode: match (options.keep_going, options.prune) {
                (_, true) => Mode::Prune,
                (true, false) => Mode::Valid,
                (false, false) => Mode::All,
            },
            shows_progress: environment.shows_progress(),
        }),
        Some(Command::Remove(options)) => Action::Remove(Remove {
            names: options.names,
        }),
        Some(Command::Export(options)) => Action::Export(Export {
            names: options.names,
        }),
        Some(Command::Convert(options)) => Action::Convert(Convert {
            files: options.documents.files,
            kind: options.documents.from,
        }),
        Some(Command::Check(options)) => Action::Check(Check {
            files: options.files,
            kind: options.from,
        }),
        Some(Command::Status(options)) => Action::Status(Status {
            checks: options.check,
        }),
        Some(Command::Schema(_)) => Action::Schema,
        Some(Command::Completions(options)) => Action::Completions(options.shell),
        Some(Command::Man(options)) => Action::Man(options.dir),
    };
    (action, Format::Text)
}

fn filter(options: ListOptions) -> Filter {
    Filter {
        level: options.level,
        max_level: options.max_level,
        name: options.name,
        risk: options.risk,
        source: options.source.map(|source| match source {
            SourceChoice::BuiltIn => Place::BuiltIn,
            SourceChoice::Library => Place::Library,
        }),
    }
}
