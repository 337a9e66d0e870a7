//! What the process runs in. The one reader of the environment and of what the streams are.
#![expect(
    clippy::disallowed_methods,
    reason = "this is the place that reads the environment"
)]

use std::env;
use std::ffi::{OsStr, OsString};
use std::io::{self, IsTerminal as _};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use crate::cli::{ColorChoice, CommonOptions, EarlyArgs};
use crate::complete::Request;
use crate::library::LibraryPath;
use crate::output::Pager;
use crate::render::{Day, Format, Page, Symbols};
use crate::theme::Theme;

/// The width if none is given, in columns.
const DEFAULT_WIDTH: usize = 80;
/// The height of a terminal of unknown size, in rows.
const DEFAULT_ROWS: usize = 24;
/// The most columns that help is given.
const MAX_HELP_WIDTH: usize = 100;

/// Gives the value of an environment variable that is set.
type Variables = Box<dyn Fn(&str) -> Option<OsString>>;

/// What the process runs in.
pub struct Environment {
    variables: Variables,
    stdin_is_terminal: bool,
    stdout_is_terminal: bool,
    stderr_is_terminal: bool,
    /// Columns and rows of the terminal that standard output is, each `None` if unknown.
    screen: (Option<usize>, Option<usize>),
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
        let known = |number: u16| (number > 0).then_some(usize::from(number));
        Self {
            variables: Box::new(|name| env::var_os(name)),
            stdin_is_terminal: io::stdin().is_terminal(),
            stdout_is_terminal,
            stderr_is_terminal: io::stderr().is_terminal(),
            screen: size.map_or((None, None), |(columns, rows)| {
                (known(columns.0), known(rows.0))
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

    /// `--width`, then `COLUMNS`, then the terminal, then 80. `--width 0` is no width at all; 0
    /// from `COLUMNS` or a terminal means that it is unknown.
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

    /// Symbols beyond ASCII unless `--ascii` is given, or a terminal cannot show them. In a pipe as
    /// well, borders depend on the locale; a list's bullet is the author's own there.
    fn symbols(&self, ascii: bool) -> Symbols {
        let is_unicode = cfg!(windows) || self.has_unicode_locale();
        if ascii || (self.stdout_is_terminal && !is_unicode) {
            Symbols::ASCII
        } else {
            Symbols {
                box_drawing: is_unicode,
                ..Symbols::UNICODE
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

    /// `STACKWISE_PAGER`, then `PAGER`, then `less`; none where there is nobody to turn its pages,
    /// or where they are read out.
    pub(super) fn pager(&self) -> Option<Pager> {
        if !(self.stdin_is_terminal && self.stdout_is_terminal) || self.is_on("ACCESSIBLE") {
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
        let is_less = Path::new(&command[0]).file_name() == Some(OsStr::new("less"));
        let (columns, rows) = self.screen;
        Some(Pager {
            is_prompted: is_less && !environment.is_empty(),
            command,
            environment,
            columns: columns.unwrap_or(DEFAULT_WIDTH),
            rows: rows.unwrap_or(DEFAULT_ROWS),
        })
    }

    /// `--library`, then `STACKWISE_LIBRARY`, then the place that XDG gives for a program's data.
    pub(super) fn library(&self, asked: Option<PathBuf>) -> Option<LibraryPath> {
        let named = asked.or_else(|| self.path("STACKWISE_LIBRARY"));
        named.map(LibraryPath::named).or_else(|| {
            let folder = self.data_folder()?.join("stackwise");
            Some(LibraryPath::default_at(folder.join("library.db")))
        })
    }

    /// Where programs keep a user's data: `XDG_DATA_HOME` where that is absolute, as the XDG Base
    /// Directory Specification wants it, else `.local/share` in `HOME`; on Windows `APPDATA`.
    ///
    /// The system's list of users is not asked for a home folder: a static program would load
    /// whatever modules the system has for that.
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

    pub(super) fn page(&self, common: &CommonOptions) -> Page {
        Page {
            width: self.width(common.width),
            theme: self.theme(common.color.unwrap_or_default(), self.stdout_is_terminal),
            symbols: self.symbols(common.ascii),
            grids: !self.is_on("ACCESSIBLE"),
            excerpts: self.stdout_is_terminal,
            today: self.today(),
        }
    }

    /// `SOURCE_DATE_EPOCH`, by which output can be made anew as it was, else the clock.
    fn today(&self) -> Option<Day> {
        let fixed = self.filled("SOURCE_DATE_EPOCH");
        let seconds = match fixed.and_then(|seconds| seconds.parse().ok()) {
            Some(seconds) => seconds,
            None => SystemTime::now().duration_since(UNIX_EPOCH).ok()?.as_secs(),
        };
        Some(Day::at(seconds))
    }

    /// The columns that help takes.
    #[must_use]
    pub fn help_width(&self, early: &EarlyArgs) -> usize {
        self.width(early.width)
            .unwrap_or(usize::MAX)
            .min(MAX_HELP_WIDTH)
    }

    /// How help looks.
    #[must_use]
    pub fn help_theme(&self, early: &EarlyArgs) -> Theme {
        self.theme(early.color, self.stdout_is_terminal)
    }

    /// How errors common.
    #[must_use]
    pub fn error_theme(&self, early: &EarlyArgs) -> Theme {
        self.theme(early.color, self.stderr_is_terminal)
    }

    /// The format of a list if none is asked for: a table for people, text for programs.
    pub(super) fn list_format(&self) -> Format {
        if self.stdout_is_terminal {
            Format::Table
        } else {
            Format::Text
        }
    }

    /// Whether somebody watches how far a long command has got.
    pub(super) fn shows_progress(&self) -> bool {
        self.stderr_is_terminal && !self.is_on("ACCESSIBLE")
    }
}
