//! The files and folders that source documents are read from.

use std::fs::{self, File};
use std::io::BufReader;
use std::path::{Path, PathBuf};

use super::Problem;

/// The endings of the files that are read when a folder is named.
const ENDINGS: [&str; 7] = ["json", "jsonl", "ndjson", "md", "markdown", "txt", "xml"];

/// One place that a source document is read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// Standard input.
    Stdin,
    /// A file.
    File(PathBuf),
}

impl Input {
    /// How messages name it.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Stdin => "standard input".to_owned(),
            Self::File(path) => crate::text::visible(&path.display().to_string()).into_owned(),
        }
    }
}

/// The inputs that these arguments name: `-` is standard input, a folder all source documents in it
/// and below, by name.
///
/// # Errors
/// A problem for each argument that names none.
pub fn expand(arguments: &[PathBuf]) -> Result<Vec<Input>, Vec<Problem>> {
    let mut inputs = Vec::new();
    let mut problems = Vec::new();
    for argument in arguments {
        if argument.as_os_str() == "-" {
            inputs.push(Input::Stdin);
        } else if argument.is_dir() {
            let before = inputs.len();
            let name = Input::File(argument.clone()).name();
            if let Err(why) = walk(argument, &mut inputs) {
                problems.push(Problem::of_file(
                    &name,
                    format!("the folder cannot be read: {why}"),
                ));
            } else if inputs.len() == before {
                let endings = ENDINGS.join(", ");
                problems.push(Problem::of_file(
                    &name,
                    format!("the folder holds no source documents (files that end in {endings})"),
                ));
            }
        } else {
            inputs.push(Input::File(argument.clone()));
        }
    }
    if problems.is_empty() {
        Ok(inputs)
    } else {
        Err(problems)
    }
}

fn walk(folder: &Path, inputs: &mut Vec<Input>) -> std::io::Result<()> {
    let mut folders = vec![folder.to_owned()];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let path = entry.path();
            // What links elsewhere is not followed: it could lead round in a circle.
            let kind = entry.file_type()?;
            let is_hidden = entry.file_name().to_string_lossy().starts_with('.');
            let ending = path
                .extension()
                .map(|ending| ending.to_string_lossy().to_lowercase());
            if is_hidden {
                continue;
            }
            if kind.is_dir() {
                folders.push(path);
            } else if ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str())) {
                files.push(path);
            }
        }
    }
    files.sort();
    inputs.extend(files.into_iter().map(Input::File));
    Ok(())
}

/// Opens a file that holds a source document.
///
/// # Errors
/// Why it cannot be read.
pub fn open(path: &Path) -> Result<BufReader<File>, String> {
    let metadata = fs::metadata(path).map_err(|error| format!("cannot be read: {error}"))?;
    if !metadata.is_file() {
        // Opening a pipe that nobody writes to would wait for ever.
        return Err("is not a file; `-` reads standard input".to_owned());
    }
    let file = File::open(path).map_err(|error| format!("cannot be read: {error}"))?;
    Ok(BufReader::with_capacity(128 * 1024, file))
}
