//! From what was typed and the environment to what will be done. The one reader of the environment
//! and of what the streams are.
#![expect(
    clippy::disallowed_methods,
    reason = "this is the place that reads the environment"
)]

use std::env;
use std::ffi::OsString;
use std::io::{self, IsTerminal as _};
use std::path::PathBuf;

use crate::cli::{
    self, Cli, ColorChoice, Command, CompareOptions, Format, Glance, KindChoice, ListOptions,
    LookOptions, ReportFormat, SearchOptions, ShellChoice, ShowOptions,
};
use crate::commands::add::Add;
use crate::commands::check::{self, Check};
use crate::commands::compare::Compare;
use crate::commands::convert::Convert;
use crate::commands::export::Export;
use crate::commands::list::{self, Filter, List};
use crate::commands::remove::Remove;
use crate::commands::search::Search;
use crate::commands::show::{self, Show};
use crate::complete::Request;
use crate::ingest::Kind;
use crate::library::LibraryPath;
use crate::output::Pager;
use crate::render::{Form, Page, Signs};
use crate::search::{Kept, Scope};
use crate::theme::Theme;

/// The width where nothing tells one, in columns.
const DEFAULT_WIDTH: usize = 80;
/// The height of a terminal that does not tell it, in rows.
const DEFAULT_ROWS: usize = 24;
/// The most columns that help is given.
const WIDEST_HELP: usize = 100;

/// Tells the value of an environment variable that is set.
type Variables = Box<dyn Fn(&str) -> Option<OsString>>;

/// What the process runs in.
pub struct Environment {
    variables: Variables,
    stdin_is_terminal: bool,
    stdout_is_terminal: bool,
    stderr_is_terminal: bool,
    /// Columns and rows of the terminal that standard output is, each `None` where it does not tell.
    screen: (Option<usize>, Option<usize>),
}

/// What is to be done.
#[derive(Debug, PartialEq, Eq)]
pub enum Action {
    /// Print the short help.
    Help,
    /// Show an entry.
    Show(Show),
    /// List entries.
    List(List),
    /// Search.
    Search(Search),
    /// Compare entries.
    Compare(Compare),
    /// Add entries to the library.
    Add(Add),
    /// Take entries out of it.
    Remove(Remove),
    /// Write entries of it out.
    Export(Export),
    /// Convert source documents.
    Convert(Convert),
    /// Check source documents.
    Check(Check),
    /// Print the schema.
    Schema,
    /// Print what a shell needs to complete.
    Completions(ShellChoice),
    /// Print the manual page, or write all pages into a folder.
    Man(Option<PathBuf>),
}

/// What will be done, and how it will look.
#[derive(Debug, PartialEq, Eq)]
pub struct Settings {
    /// What is to be done.
    pub action: Action,
    /// How standard output looks.
    pub page: Page,
    /// The pager, where one may be used.
    pub pager: Option<Pager>,
    /// The file of the user's library, which need not be there; `None` where no place is known.
    pub library: Option<LibraryPath>,
}

impl Environment {
    /// The environment of this process.
    #[must_use]
    pub fn of_process() -> Self {
        let stdout = io::stdout();
        let stdout_is_terminal = stdout.is_terminal();
        let size = if stdout_is_terminal {
            terminal_size::terminal_size_of(&stdout)
        } else {
            None
        };
        let told = |number: u16| (number > 0).then_some(usize::from(number));
        Self {
            variables: Box::new(|name| env::var_os(name)),
            stdin_is_terminal: io::stdin().is_terminal(),
            stdout_is_terminal,
            stderr_is_terminal: io::stderr().is_terminal(),
            screen: size.map_or((None, None), |(columns, rows)| {
                (told(columns.0), told(rows.0))
            }),
        }
    }

    /// The value of a variable that is set to text.
    fn variable(&self, name: &str) -> Option<String> {
        (self.variables)(name)?.into_string().ok()
    }

    /// The path in a variable that is set and not empty, whatever bytes it is made of.
    fn path(&self, name: &str) -> Option<PathBuf> {
        let path = (self.variables)(name).filter(|path| !path.is_empty());
        path.map(PathBuf::from)
    }

    /// The value of a variable that is set and not empty.
    fn filled(&self, name: &str) -> Option<String> {
        self.variable(name).filter(|value| !value.is_empty())
    }

    /// Whether a variable is set to something other than nothing and `0`.
    fn is_on(&self, name: &str) -> bool {
        self.filled(name).is_some_and(|value| value != "0")
    }

    /// `--width`, then `COLUMNS`, then the terminal, then 80. 0 columns asked for are no width at
    /// all; 0 told by `COLUMNS` or a terminal mean that it does not know.
    fn width(&self, asked: Option<usize>) -> Option<usize> {
        match asked {
            Some(0) => None,
            Some(width) => Some(width),
            None => self
                .variable("COLUMNS")
                .and_then(|columns| columns.trim().parse().ok())
                .filter(|&columns| columns > 0)
                .or(self.screen.0)
                .or(Some(DEFAULT_WIDTH)),
        }
    }

    /// `--color`, then `NO_COLOR`, then `CLICOLOR_FORCE` or `FORCE_COLOR`, then `CLICOLOR=0`, then
    /// `TERM=dumb`, then whether the stream is a terminal.
    fn theme(&self, asked: ColorChoice, is_terminal: bool) -> Theme {
        let is_colored = match asked {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto if self.filled("NO_COLOR").is_some() => false,
            ColorChoice::Auto if self.is_on("CLICOLOR_FORCE") || self.is_on("FORCE_COLOR") => true,
            ColorChoice::Auto => {
                self.variable("CLICOLOR").as_deref() != Some("0")
                    && self.variable("TERM").as_deref() != Some("dumb")
                    && is_terminal
            }
        };
        if is_colored {
            Theme::Colored
        } else {
            Theme::Plain
        }
    }

    /// Signs beyond ASCII unless they are not wanted, or a terminal cannot show them. Borders go by
    /// the locale in a pipe as well; a list's bullet is the author's own there.
    fn signs(&self, ascii: bool) -> Signs {
        let is_unicode = cfg!(windows) || self.has_unicode_locale();
        if ascii || (self.stdout_is_terminal && !is_unicode) {
            Signs::ASCII
        } else {
            Signs {
                box_drawing: is_unicode,
                ..Signs::UNICODE
            }
        }
    }

    /// Whether the characters of the locale (`LC_ALL`, then `LC_CTYPE`, then `LANG`) are UTF-8.
    fn has_unicode_locale(&self) -> bool {
        ["LC_ALL", "LC_CTYPE", "LANG"]
            .into_iter()
            .find_map(|name| self.filled(name))
            .is_some_and(|locale| {
                let locale = locale.to_ascii_lowercase();
                locale.contains("utf-8") || locale.contains("utf8")
            })
    }

    /// `STACKWISE_PAGER`, then `PAGER`, then `less`; none where there is nobody to turn its pages.
    fn pager(&self) -> Option<Pager> {
        if !(self.stdin_is_terminal && self.stdout_is_terminal) {
            return None;
        }
        let typed = self
            .variable("STACKWISE_PAGER")
            .or_else(|| self.variable("PAGER"))
            .unwrap_or_else(|| "less".to_owned());
        let command =
            shlex::split(&typed).filter(|words| !words.is_empty() && *words != ["cat"])?;
        let environment = match self.variable("LESS") {
            Some(_) => Vec::new(),
            None => vec![("LESS", "FRX")],
        };
        let (columns, rows) = self.screen;
        Some(Pager {
            command,
            environment,
            columns: columns.unwrap_or(DEFAULT_WIDTH),
            rows: rows.unwrap_or(DEFAULT_ROWS),
        })
    }

    /// `--library`, then `STACKWISE_LIBRARY`, then the place that XDG gives for a program's data.
    fn library(&self, asked: Option<PathBuf>) -> Option<LibraryPath> {
        let named = asked.or_else(|| self.path("STACKWISE_LIBRARY"));
        named.map(LibraryPath::named).or_else(|| {
            let folder = self.data_folder()?.join("stackwise");
            Some(LibraryPath::default_at(folder.join("library.db")))
        })
    }

    /// Where programs keep a user's data: `XDG_DATA_HOME` where that is absolute, as the XDG Base
    /// Directory Specification wants it, else `.local/share` in `HOME`; on Windows `APPDATA`.
    ///
    /// A home folder that only the system's list of users tells is not looked for: a static program
    /// would load whatever modules the system has for that.
    fn data_folder(&self) -> Option<PathBuf> {
        if cfg!(windows) {
            return self.path("APPDATA");
        }
        self.path("XDG_DATA_HOME")
            .filter(|folder| folder.is_absolute())
            .or_else(|| Some(self.path("HOME")?.join(".local/share")))
    }

    /// What a shell asks for with `COMPLETE`. A command that was typed is never taken for that.
    #[must_use]
    pub fn completion(&self, arguments: &[OsString]) -> Option<Request> {
        let shell = self.filled("COMPLETE")?;
        let words = match arguments.get(1) {
            None => None,
            Some(first) if first == "--" => Some(arguments[2..].to_vec()),
            Some(_) => return None,
        };
        Some(Request {
            shell,
            words,
            folder: env::current_dir().ok(),
            library: self.library(None),
        })
    }

    fn page(&self, look: &LookOptions) -> Page {
        Page {
            width: self.width(look.width),
            theme: self.theme(look.color.unwrap_or_default(), self.stdout_is_terminal),
            signs: self.signs(look.ascii),
            grids: !self.is_on("ACCESSIBLE"),
        }
    }

    /// The columns that help takes.
    #[must_use]
    pub fn help_width(&self, glance: &Glance) -> usize {
        self.width(glance.width)
            .unwrap_or(usize::MAX)
            .min(WIDEST_HELP)
    }

    /// How help looks.
    #[must_use]
    pub fn help_theme(&self, glance: &Glance) -> Theme {
        self.theme(glance.color, self.stdout_is_terminal)
    }

    /// How errors look.
    #[must_use]
    pub fn error_theme(&self, glance: &Glance) -> Theme {
        self.theme(glance.color, self.stderr_is_terminal)
    }
}

impl Settings {
    /// What comes of what was typed.
    #[must_use]
    pub fn resolve(cli: Cli, environment: &Environment) -> Self {
        let action = match cli.command {
            None => Action::Help,
            Some(Command::Show(options)) => Action::Show(resolve_show(options)),
            Some(Command::List(options)) => Action::List(resolve_list(options, environment)),
            Some(Command::Search(options)) => Action::Search(resolve_search(options)),
            Some(Command::Compare(options)) => Action::Compare(resolve_compare(options)),
            Some(Command::Add(options)) => Action::Add(Add {
                files: options.documents.files,
                kind: options.documents.from.map(resolve_kind),
                replaces: options.replace,
                keeps_going: options.keep_going,
                shows_progress: environment.stderr_is_terminal && !environment.is_on("ACCESSIBLE"),
            }),
            Some(Command::Remove(options)) => Action::Remove(Remove {
                names: options.names,
            }),
            Some(Command::Export(options)) => Action::Export(Export {
                names: options.names,
            }),
            Some(Command::Convert(options)) => Action::Convert(Convert {
                files: options.documents.files,
                kind: options.documents.from.map(resolve_kind),
            }),
            Some(Command::Check(options)) => Action::Check(Check {
                files: options.files,
                kind: options.from.map(resolve_kind),
                form: match options.format {
                    ReportFormat::Json => check::Form::Json,
                    ReportFormat::Text => check::Form::Text {
                        with_excerpts: environment.stdout_is_terminal,
                    },
                },
            }),
            Some(Command::Schema) => Action::Schema,
            Some(Command::Completions { shell }) => Action::Completions(shell),
            Some(Command::Man { dir }) => Action::Man(dir),
        };
        let pager = if cli.look.no_pager || !action.is_for_people() {
            None
        } else {
            environment.pager()
        };
        Self {
            page: environment.page(&cli.look),
            action,
            pager,
            library: environment.library(cli.look.library),
        }
    }
}

impl Action {
    /// Whether the output is for people to read, not for programs.
    fn is_for_people(&self) -> bool {
        match self {
            Self::Show(show) => !matches!(show.form, show::Form::Json | show::Form::Bare),
            Self::List(list) => list.form != Form::Json,
            Self::Search(search) => search.form != Form::Json,
            Self::Compare(compare) => compare.form != Form::Json,
            Self::Check(check) => check.form != check::Form::Json,
            Self::Help
            | Self::Add(_)
            | Self::Remove(_)
            | Self::Export(_)
            | Self::Convert(_)
            | Self::Schema
            | Self::Completions(_)
            | Self::Man(_) => false,
        }
    }
}

fn resolve_kind(choice: KindChoice) -> Kind {
    match choice {
        KindChoice::Json => Kind::Json,
        KindChoice::Markdown => Kind::Markdown,
        KindChoice::Article => Kind::Article,
        KindChoice::Spl => Kind::Spl,
    }
}

fn resolve_show(options: ShowOptions) -> Show {
    let form = match options.format {
        _ if options.bare => show::Form::Bare,
        None | Some(Format::Text) => show::Form::Text,
        Some(Format::Table) => show::Form::Table,
        Some(Format::Json) => show::Form::Json,
        Some(Format::Markdown) => show::Form::Markdown,
    };
    Show {
        name: options.name.join(" "),
        sections: options.section,
        form,
    }
}

fn resolve_search(options: SearchOptions) -> Search {
    Search {
        words: options.words.join(" "),
        scope: Scope {
            section: options.section,
            level: options.level,
            kept: options.source.map(|source| match source {
                cli::SourceChoice::BuiltIn => Kept::BuiltIn,
                cli::SourceChoice::Library => Kept::Library,
            }),
            is_strict: options.all_words,
        },
        limit: options.limit,
        form: resolve_form(options.format).unwrap_or(Form::Text),
    }
}

fn resolve_compare(options: CompareOptions) -> Compare {
    Compare {
        names: options.names,
        form: resolve_form(options.format).unwrap_or(Form::Table),
    }
}

fn resolve_form(format: Option<Format>) -> Option<Form> {
    format.map(|format| match format {
        Format::Text => Form::Text,
        Format::Table => Form::Table,
        Format::Json => Form::Json,
        Format::Markdown => Form::Markdown,
    })
}

fn resolve_list(options: ListOptions, environment: &Environment) -> List {
    let own = if environment.stdout_is_terminal {
        Form::Table
    } else {
        Form::Text
    };
    let form = resolve_form(options.format).unwrap_or(own);
    let filter = Filter {
        level: options.level,
        max_level: options.max_level,
        risk: options.risk,
        source: options.source.map(|source| match source {
            cli::SourceChoice::BuiltIn => list::Place::BuiltIn,
            cli::SourceChoice::Library => list::Place::Library,
        }),
    };
    List { filter, form }
}
