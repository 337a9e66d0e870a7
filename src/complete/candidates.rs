//! The candidates that come from the entries: their names, and the sections of the one that was named.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use clap_complete::engine::{CompletionCandidate, PathCompleter};

use crate::entry::{Part, Summary};
use crate::error::Error;
use crate::library::LibraryPath;
use crate::lookup::Collection;
use crate::name::{after_words, fold};
use crate::text::Text;

/// How many names are offered at most.
const MAX_NAMES: usize = 200;

/// What the command line says before the word that is completed.
pub struct Before {
    /// The words of the name that was given.
    name: Vec<String>,
    /// The library that is used.
    library: Option<LibraryPath>,
}

impl Before {
    /// Reads as much of these words as is valid. `library` is used unless they name one.
    pub fn read(
        tree: &mut clap::Command,
        words: &[OsString],
        library: Option<LibraryPath>,
    ) -> Self {
        let lenient = std::mem::take(tree).ignore_errors(true);
        *tree = lenient;
        let matches = tree.try_get_matches_from_mut(words).unwrap_or_default();
        let names = matches.try_get_many::<String>("name").ok().flatten();
        let given = matches.try_get_one::<PathBuf>("library").ok().flatten();
        Self {
            name: names.unwrap_or_default().cloned().collect(),
            library: given.cloned().map(LibraryPath::named).or(library),
        }
    }
}

/// How an argument names entries.
#[derive(Clone, Copy)]
pub struct Names {
    /// Whether entries of the library alone are meant.
    in_library: bool,
    /// Whether all words of the command make one name.
    of_several_words: bool,
}

impl Names {
    /// How the command of this name takes them.
    pub fn of_command(command: &str) -> Self {
        Self {
            in_library: matches!(command, "remove" | "export"),
            of_several_words: command == "show",
        }
    }

    /// The names that begin with what was typed. They can be typed as they are offered.
    pub fn beginning_with(self, typed: &OsStr, before: &Before) -> Vec<CompletionCandidate> {
        let Some(typed) = typed.to_str() else {
            return Vec::new();
        };
        self.find(typed, before).unwrap_or_default()
    }

    fn find(self, typed: &str, before: &Before) -> Result<Vec<CompletionCandidate>, Error> {
        let path = before.library.as_ref();
        let collection = if self.in_library {
            Collection::of_library(path)?
        } else {
            Collection::open(path)?
        };
        let lead = if self.of_several_words {
            fold(&before.name.join(" "))
        } else {
            String::new()
        };
        // After a whole name somebody who types nothing more wants an option.
        let is_whole = |entry: &Summary| names(entry).any(|name| fold(name) == lead);
        if !lead.is_empty()
            && typed.is_empty()
            && collection
                .beginning_with(&lead, MAX_NAMES)?
                .iter()
                .any(is_whole)
        {
            return Ok(Vec::new());
        }
        let beginning = if lead.is_empty() {
            fold(typed)
        } else {
            format!("{lead} {}", fold(typed))
        };
        let named = collection.beginning_with(&beginning, MAX_NAMES)?;
        let lead = lead.split_whitespace().count();
        let mut candidates: Vec<CompletionCandidate> = Vec::with_capacity(named.len());
        for entry in &named {
            let candidate = candidate(entry, &beginning, lead, typed);
            let value = candidate.get_value();
            if !candidates.iter().any(|other| other.get_value() == value) {
                candidates.push(candidate);
            }
        }
        Ok(candidates)
    }
}

/// Everything that finds `entry`, the best first.
fn names(entry: &Summary) -> impl Iterator<Item = &str> {
    let aliases = entry.aliases.iter().map(Text::as_str);
    [entry.id.as_str(), entry.title.as_str()]
        .into_iter()
        .chain(aliases)
}

/// The name of `entry` that continues what was typed after the first `lead` words of it: its id
/// where that does, else its title or an alias.
///
/// Most shells offer only what begins with the very letters that were typed, so a name is taken as
/// it is written, or folded, where that makes it begin so.
fn candidate(entry: &Summary, beginning: &str, lead: usize, typed: &str) -> CompletionCandidate {
    let names: Vec<&str> = names(entry)
        .filter(|name| fold(name).starts_with(beginning))
        .map(|name| after_words(name, lead))
        .collect();
    let as_written = names.iter().find(|name| name.starts_with(typed));
    let value = as_written.map(|name| (*name).to_owned());
    let value = value
        .or_else(|| {
            let mut folded = names.iter().map(|name| fold(name));
            folded.find(|name| name.starts_with(typed))
        })
        .unwrap_or_else(|| {
            names
                .first()
                .map_or_else(String::new, |&name| name.to_owned())
        });
    let help = if value == entry.title.as_str() {
        entry.id.as_str()
    } else {
        entry.title.as_str()
    };
    CompletionCandidate::new(value).help(Some(help.to_owned().into()))
}

/// The files, relative to this folder.
pub fn paths(folder: Option<&Path>) -> PathCompleter {
    match folder {
        Some(folder) => PathCompleter::any().current_dir(folder),
        None => PathCompleter::any(),
    }
}

/// The sections of the entry that was named before which begin with what was typed.
pub fn sections(typed: &OsStr, before: &Before) -> Vec<CompletionCandidate> {
    let found = Collection::open(before.library.as_ref())
        .and_then(|collection| collection.find(&before.name.join(" ")));
    let (Ok(found), Some(typed)) = (found, typed.to_str()) else {
        return Vec::new();
    };
    let folded = fold(typed);
    // Whoever types a digit goes by the author's numbers.
    let is_number = typed.starts_with(|c: char| c.is_ascii_digit());
    let candidate = |part: Part| {
        let number = match part {
            Part::Section(section) if is_number => section.number.as_ref(),
            _ => None,
        };
        let value = match number {
            Some(number) if number.as_str().starts_with(typed) => number.to_string(),
            _ if fold(part.id()).starts_with(&folded) => part.id().to_owned(),
            _ => return None,
        };
        Some(CompletionCandidate::new(value).help(Some(part.heading().into_owned().into())))
    };
    found.entry.all_parts().filter_map(candidate).collect()
}
