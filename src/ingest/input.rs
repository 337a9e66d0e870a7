//! The files and folders that source documents are read from.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use super::archive;
use super::place::Problem;

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
/// and below, sorted by name. An argument that names none becomes a problem in its place.
#[must_use]
pub fn expand(arguments: &[PathBuf]) -> Vec<Result<Input, Problem>> {
    let mut inputs = Vec::new();
    for argument in arguments {
        if argument.as_os_str() == "-" {
            inputs.push(Ok(Input::Stdin));
        } else if argument.is_dir() {
            match files_in(argument) {
                Ok(files) => inputs.extend(files.into_iter().map(Input::File).map(Ok)),
                Err(why) => {
                    let name = Input::File(argument.clone()).name();
                    inputs.push(Err(Problem::of_file(&name, why)));
                }
            }
        } else {
            inputs.push(Ok(Input::File(argument.clone())));
        }
    }
    inputs
}

fn files_in(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let files = walk(folder).map_err(|why| format!("the folder cannot be read: {why}"))?;
    if files.is_empty() {
        let endings: Vec<&str> = archive::endings().collect();
        let endings = endings.join(", ");
        return Err(format!(
            "the folder holds no source documents (files that end in {endings})"
        ));
    }
    Ok(files)
}

/// Whether the file of this name would be read when its folder is named.
#[must_use]
pub fn has_known_ending(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default();
    archive::is_document(&name.to_string_lossy())
}

fn walk(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut folders = vec![folder.to_owned()];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let path = entry.path();
            // Symbolic links are not followed: they could form a loop.
            let kind = entry.file_type()?;
            let is_hidden = entry.file_name().to_string_lossy().starts_with('.');
            if is_hidden {
                continue;
            }
            if kind.is_dir() {
                folders.push(path);
            } else if has_known_ending(&path) {
                files.push(path);
            }
        }
    }
    files.sort();
    Ok(files)
}

/// Opens a file that holds a source document.
///
/// # Errors
/// Why it cannot be read.
pub fn open(path: &Path) -> Result<File, String> {
    let metadata = fs::metadata(path).map_err(|error| format!("cannot be read: {error}"))?;
    if !metadata.is_file() {
        // Opening a pipe that nobody writes to would block for ever.
        return Err("is not a file; `-` reads standard input".to_owned());
    }
    File::open(path).map_err(|error| format!("cannot be read: {error}"))
}
