//! The files and folders that source documents are read from.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

use super::archive;
use super::place::Problem;

/// The file that says what is left out of a folder, in the syntax of `.gitignore`.
const IGNORE_FILE: &str = ".stackwiseignore";

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

/// The source documents in a folder and below, sorted, but for what is hidden or left out. Symbolic
/// links to folders are not followed: they could form a loop.
fn walk(folder: &Path) -> Result<Vec<PathBuf>, ignore::Error> {
    let walk = WalkBuilder::new(folder)
        .standard_filters(false)
        .hidden(true)
        .add_custom_ignore_filename(IGNORE_FILE)
        .build();
    let mut files = Vec::new();
    for entry in walk {
        let entry = entry?;
        if let Some(error) = entry.error() {
            return Err(error.clone());
        }
        let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
        let name = entry.file_name().to_string_lossy();
        if !is_folder && archive::is_document(&name) && !archive::is_about_others(&name) {
            files.push(entry.into_path());
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
