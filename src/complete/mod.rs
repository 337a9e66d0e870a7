//! What TAB offers: the words that can follow, from what was typed before and from the entries. Only
//! reads, and stays silent if something is wrong.

mod candidates;
mod quote;
mod shell;

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Arg;
use clap_complete::engine::{self, ArgValueCompleter, CompletionCandidate, ValueCompleter as _};

use crate::cli::{self, CommandLine, ShellChoice};
use crate::error::{Code, Error, Exit, Failure};
use crate::library::LibraryPath;
use candidates::Before;
use shell::Adapter;

/// What a shell asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The shell, by its name or its path.
    pub shell: String,
    /// What it passes of the command line; `None` where it asks for its script.
    pub words: Option<Vec<OsString>>,
    /// The folder that paths are relative to.
    pub folder: Option<PathBuf>,
    /// The user's library where the command line does not give one.
    pub library: Option<LibraryPath>,
}

/// Answers a shell.
///
/// # Errors
/// When a script is asked for that there is not, or that cannot be written.
pub fn answer(request: &Request, stdout: &mut dyn Write) -> Result<Exit, Failure> {
    let adapter = Adapter::of(&request.shell);
    let Some(passed) = &request.words else {
        let script = adapter.ok_or_else(|| unknown_shell(&request.shell))?.script;
        stdout.write_all(script.as_bytes())?;
        return Ok(Exit::Done);
    };
    if let Some(adapter) = adapter {
        let typed = (adapter.read)(passed);
        let mut lines = String::new();
        for candidate in offered(&typed.words, request) {
            // One candidate per line: a name with a line break cannot be offered.
            if let Some(line) = (adapter.write)(&candidate, &typed)
                && !line.contains(['\n', '\r'])
            {
                lines += &line;
                lines.push('\n');
            }
        }
        // If nobody reads it, nobody can be told that it could not be written.
        let _: io::Result<()> = stdout
            .write_all(lines.as_bytes())
            .and_then(|()| stdout.flush());
    }
    Ok(Exit::Done)
}

fn unknown_shell(shell: &str) -> Error {
    let known = Adapter::ALL.map(|adapter| adapter.name).join(", ");
    Error::new(
        Code::Usage,
        format!("COMPLETE is \"{shell}\", which is not a supported shell"),
    )
    .with_hint(format!(
        "supported are {known}; for Nushell, run `stackwise completions nushell`"
    ))
}

/// The candidates for the last of these words.
fn offered(words: &[OsString], request: &Request) -> Vec<CompletionCandidate> {
    let Some((current, before)) = words.split_last() else {
        return Vec::new();
    };
    let is_begun = !current.is_empty();
    let line = CommandLine::read(before);
    let mut tree = if line.command().is_some() {
        line.tree()
    } else {
        let name = Arg::new("name").value_name("NAME").num_args(1..);
        let has_names = is_begun && !line.is_help;
        cli::program_tree().args(has_names.then_some(name))
    };
    let before = Before::read(&mut tree, &line.typed, request.library.clone());
    let folder = request.folder.as_deref();
    let command = line.command().unwrap_or("show");
    let mut tree = with_candidates(tree, command, before, folder);
    let mut words = line.typed;
    words.push(current.clone());
    let last = words.len() - 1;
    let mut candidates = engine::complete(&mut tree, words, last, folder).unwrap_or_default();
    // Options are offered if nothing else can follow, or if one has been begun.
    let is_option = |candidate: &CompletionCandidate| {
        candidate.get_value().as_encoded_bytes().starts_with(b"-")
    };
    if !is_begun && !candidates.iter().all(is_option) {
        candidates.retain(|candidate| !is_option(candidate));
    }
    candidates
}

/// The tree with completions beyond options, listed values and paths.
fn with_candidates(
    tree: clap::Command,
    command: &str,
    before: Before,
    folder: Option<&Path>,
) -> clap::Command {
    let names = candidates::Names::of_command(command);
    let before = Arc::new(before);
    tree.mut_args(|argument| {
        let before = Arc::clone(&before);
        let value_names = argument.get_value_names().unwrap_or_default();
        if value_names.iter().any(|name| name == "NAME") {
            let complete = move |typed: &_| names.beginning_with(typed, &before);
            argument.add(ArgValueCompleter::new(complete))
        } else if ["before", "after"].contains(&argument.get_id().as_str()) {
            let paths = candidates::paths(folder);
            let complete = move |typed: &_| {
                let mut candidates = names.beginning_with(typed, &before);
                candidates.extend(paths.complete(typed));
                candidates
            };
            argument.add(ArgValueCompleter::new(complete))
        } else if argument.get_id() == "section" {
            let complete = move |typed: &_| candidates::sections(typed, &before);
            argument.add(ArgValueCompleter::new(complete))
        } else {
            argument
        }
    })
}

/// Prints the setup for a shell.
///
/// # Errors
/// When `out` cannot be written.
pub fn set_up(shell: ShellChoice, out: &mut dyn Write) -> Result<Exit, Failure> {
    out.write_all(match shell {
        ShellChoice::Bash => include_bytes!("../../completions/stackwise.bash").as_slice(),
        ShellChoice::Elvish => include_bytes!("../../completions/stackwise.elv"),
        ShellChoice::Fish => include_bytes!("../../completions/stackwise.fish"),
        ShellChoice::Nushell => include_bytes!("../../completions/stackwise.nu"),
        ShellChoice::Powershell => include_bytes!("../../completions/stackwise.ps1"),
        // What packagers install is a function by itself, found by its file name.
        ShellChoice::Zsh => b"eval \"$(COMPLETE=zsh stackwise)\"\n",
    })?;
    Ok(Exit::Done)
}
