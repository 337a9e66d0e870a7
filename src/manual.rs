//! The man pages: options from `cli` by `clap_mangen`, the rest from the help texts and from what only
//! a manual has room for.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};

use crate::cli;
use crate::error::{Code, Error, Exit, Failure};

/// The day of the last change to what the pages say, for their headers.
const DATE: &str = "2026-11-25";

/// What the program promises, and its files, laid out like the help.
const PROMISES_AND_FILES: &str = "\
Safety:
  What you see is what was written.
      The text of an article is printed word for word. The risk level is its
      author's own and is never computed. Any part of an entry is shown under
      its title and risk level, and ends with the disclaimer or the command
      that prints it; only --bare leaves these out.
  A near miss is never answered with something else.
      If there is no such entry or section, nothing is printed on standard
      output. Suggestions are printed on standard error, and the exit status
      is 1.
  Nothing is sent anywhere.
      The program does not use the network. Looking something up, completion
      included, writes no file; only `add`, `remove` and `man --dir` do.
  It is not medical advice.
      The articles are for information only: `stackwise show NAME -s
      disclaimer` prints what they say about that.

Files:
  $XDG_DATA_HOME/stackwise/library.db
      your library, one SQLite database. XDG_DATA_HOME defaults to
      ~/.local/share. The first `add` creates the file; reading never changes
      it. Damaged text in it is refused, never shown: `stackwise check`
      verifies all of it.
  library.db-wal, library.db-journal
      logs beside it, while it is written or after a crash. Before you restore
      a copy of the library, move them away together with the old file.";

/// Prints the page of the program.
///
/// # Errors
/// When `out` cannot be written.
pub fn print(out: &mut dyn Write) -> Result<Exit, Failure> {
    out.write_all(page(&command())?.as_bytes())?;
    Ok(Exit::Done)
}

/// Writes the page of the program and one page per command into `folder`, which is created if
/// needed.
///
/// # Errors
/// When a page cannot be written.
pub fn write(folder: &Path) -> Result<Exit, Failure> {
    let failed = |path: &Path, error: &io::Error| {
        let message = format!("cannot write {}: {error}", path.display());
        Error::new(Code::WriteFailed, message)
    };
    fs::create_dir_all(folder).map_err(|error| failed(folder, &error))?;
    let program = command();
    for command in std::iter::once(&program).chain(program.get_subcommands()) {
        let path = folder.join(format!("{}.1", display_name(command)));
        fs::write(&path, page(command)?).map_err(|error| failed(&path, &error))?;
    }
    Ok(Exit::Done)
}

/// The program with its commands, each of which has a page.
fn command() -> clap::Command {
    let mut command = cli::command(usize::MAX)
        .disable_help_subcommand(true)
        .subcommand_help_heading("COMMANDS");
    // Commands get their options only now.
    command.build();
    command
}

/// `stackwise`, or `stackwise-show` for a command.
fn display_name(command: &clap::Command) -> &str {
    command
        .get_display_name()
        .unwrap_or_else(|| command.get_name())
}

/// The page of a command.
fn page(command: &clap::Command) -> io::Result<String> {
    let is_program = command.has_subcommands();
    let man = Man::new(command.clone())
        .title(display_name(command).to_uppercase())
        .date(DATE)
        .source(concat!("stackwise ", env!("CARGO_PKG_VERSION")))
        .manual("User Commands");
    let about = Help::read(command.get_long_about().or(command.get_about()));
    let after = Help::read(command.get_after_long_help());
    let mut page = Vec::new();
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    about.description().to_writer(&mut page)?;
    if is_program {
        man.render_subcommands_section(&mut page)?;
    }
    man.render_options_section(&mut page)?;
    after.topics().to_writer(&mut page)?;
    if is_program {
        let further = Help::read(Some(&PROMISES_AND_FILES.into()));
        further.topics().to_writer(&mut page)?;
    }
    about.topics().to_writer(&mut page)?;
    see_also(command).to_writer(&mut page)?;
    Ok(tidy(&String::from_utf8_lossy(&page)))
}

/// References to the related pages.
fn see_also(command: &clap::Command) -> Roff {
    let mut names: Vec<&str> = command.get_subcommands().map(display_name).collect();
    if names.is_empty() {
        names.push("stackwise");
    }
    let pages: Vec<String> = names.iter().map(|name| format!("{name}(1)")).collect();
    let mut roff = Roff::new();
    roff.control("SH", ["SEE ALSO"]);
    roff.text([roman(pages.join(", "))]);
    roff
}

/// Removes what `mandoc` warns about: each part of a page repeats the same definitions, and `clap_mangen`
/// puts a break on either side of a blank line.
fn tidy(page: &str) -> String {
    let page = page.replace("\n.br\n\n.br\n", "\n\n");
    let mut tidied = String::with_capacity(page.len());
    for line in page.lines().map(str::trim_end) {
        let is_definition = line.starts_with(".ie ") || line.starts_with(".el ");
        if !(is_definition && tidied.contains(line)) {
            tidied += if line.is_empty() { ".sp" } else { line };
            tidied.push('\n');
        }
    }
    tidied
}

/// A help text, split into its parts.
#[derive(Debug, Default)]
struct Help {
    paragraphs: Vec<String>,
    topics: Vec<Topic>,
}

/// The indented lines under a line that ends with a colon.
#[derive(Debug)]
struct Topic {
    title: String,
    /// Terms with their explanations, which may be empty.
    items: Vec<(String, String)>,
}

impl Help {
    fn read(help: Option<&clap::builder::StyledStr>) -> Self {
        let help = help.map(ToString::to_string).unwrap_or_default();
        let mut read = Self::default();
        for block in help.split("\n\n") {
            match block.split_once(":\n  ") {
                Some((title, items)) => read.topics.push(Topic {
                    title: title.to_uppercase(),
                    items: items.split("\n  ").fold(Vec::new(), take_line),
                }),
                None => read.paragraphs.push(join(block)),
            }
        }
        read
    }

    fn description(&self) -> Roff {
        let mut roff = Roff::new();
        roff.control("SH", ["DESCRIPTION"]);
        for (index, paragraph) in self.paragraphs.iter().enumerate() {
            if index > 0 {
                roff.control("PP", []);
            }
            roff.text([roman(paragraph)]);
        }
        roff
    }

    fn topics(&self) -> Roff {
        let mut roff = Roff::new();
        for topic in &self.topics {
            roff.control("SH", [topic.title.as_str()]);
            for (index, (term, explanation)) in topic.items.iter().enumerate() {
                match (explanation.is_empty(), index) {
                    (true, 0) => {}
                    (true, _) => _ = roff.control("br", []),
                    (false, _) => _ = roff.control("TP", []),
                }
                roff.text([bold(term)]);
                if !explanation.is_empty() {
                    roff.text([roman(explanation)]);
                }
            }
        }
        roff
    }
}

/// Adds a line without its indentation. A line that is indented further continues the item above.
fn take_line(mut items: Vec<(String, String)>, line: &str) -> Vec<(String, String)> {
    match items.last_mut() {
        Some((_, explanation)) if line.starts_with(' ') => {
            *explanation = join(&format!("{explanation} {line}"));
        }
        _ => {
            let (term, explanation) = line.split_once("  ").unwrap_or((line, ""));
            items.push((term.to_owned(), join(explanation)));
        }
    }
    items
}

/// `words` on one line.
fn join(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
