//! Checks every `assets/*.json` and writes the catalog of built-in entries and their index to `OUT_DIR`.
//!
//! A problem in an asset stops the build with `file:line:column: reason`. Every problem is reported, not
//! just the first.

#![expect(
    clippy::disallowed_methods,
    reason = "cargo passes everything to build scripts in the environment"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

use serde::Deserialize;
use serde_json::value::RawValue;

#[allow(dead_code, unused_imports)]
#[path = "src/entry/mod.rs"]
mod entry;
/// What an index is made of; the rest of the module is about libraries.
#[allow(dead_code, unused_imports)]
#[path = "src/index"]
mod index {
    mod characters;
    pub mod freeze;
    mod parts;
    mod stems;
    mod stop_words;
    mod tokens;
    mod weights;

    use parts::{IndexedPart, Kind};
    use stop_words::says_nothing;
}
#[allow(dead_code, unused_imports)]
#[path = "src/name/mod.rs"]
mod name;
#[allow(dead_code)]
#[path = "src/text.rs"]
mod text;

use entry::{Entry, EntryDocument};

/// An asset that was read: its file, its text, and the entry in it.
struct Asset {
    path: PathBuf,
    json: String,
    entry: Entry,
}

impl Asset {
    /// The same entry without spaces and line breaks: what a look-up reads.
    fn compact(&self) -> String {
        serde_json::to_string(&EntryDocument::from(&self.entry))
            .expect("an entry can be written as JSON")
    }

    /// The file that the program embeds.
    fn embedded(&self, out: &Path) -> PathBuf {
        out.join(format!("{}.json", self.entry.id))
    }
}

/// The parts of an asset by which its entry is found, as they stand in the file: each knows its place.
#[derive(Deserialize)]
struct Names<'a> {
    #[serde(borrow)]
    id: &'a RawValue,
    #[serde(borrow)]
    title: &'a RawValue,
    #[serde(borrow, default)]
    aliases: Vec<&'a RawValue>,
}

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=assets");
    for source in ["entry", "index", "name", "text.rs"] {
        println!("cargo::rerun-if-changed=src/{source}");
    }
    // tests/cli/assets.rs runs it again, on assets of its own.
    let script = env::current_exe().expect("a build script has a path");
    println!("cargo::rustc-env=BUILD_SCRIPT={}", script.display());
    let root = PathBuf::from(variable("CARGO_MANIFEST_DIR"));
    let mut problems = Vec::new();
    let mut assets = read_assets(&root, &mut problems);
    // The catalog is searched by id, and the order of file names is another: "-" comes before ".".
    assets.sort_by(|one, other| one.entry.id.as_str().cmp(other.entry.id.as_str()));
    let names = collect_names(&assets, &root, &mut problems);
    if !problems.is_empty() {
        for problem in problems {
            println!("cargo::error={problem}");
        }
        return ExitCode::FAILURE;
    }
    let out = PathBuf::from(variable("OUT_DIR"));
    for asset in &assets {
        write(&asset.embedded(&out), &asset.compact());
    }
    let entries = assets.iter().map(|asset| &asset.entry);
    write_bytes(&out.join("index"), &index::freeze::freeze(entries));
    write(
        &out.join("catalog.rs"),
        &catalog_source(&assets, &names, &out),
    );
    ExitCode::SUCCESS
}

fn write(path: &Path, text: &str) {
    write_bytes(path, text.as_bytes());
}

fn write_bytes(path: &Path, bytes: &[u8]) {
    fs::write(path, bytes).unwrap_or_else(|e| panic!("cannot write {}: {e}", path.display()));
}

fn variable(name: &str) -> String {
    env::var(name).unwrap_or_else(|e| panic!("cargo sets {name} for a build script: {e}"))
}

/// Every `assets/*.json` that holds an entry, in the order of the file names.
fn read_assets(root: &Path, problems: &mut Vec<String>) -> Vec<Asset> {
    let folder = root.join("assets");
    let mut paths: Vec<PathBuf> = fs::read_dir(&folder)
        .unwrap_or_else(|e| panic!("cannot read {}: {e}", folder.display()))
        .map(|file| {
            file.expect("a folder that could be opened can be read")
                .path()
        })
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "json")
        })
        .collect();
    paths.sort();
    let mut assets = Vec::new();
    for path in paths {
        let shown = shown(&path, root);
        let json = match fs::read_to_string(&path) {
            Ok(json) => json,
            Err(e) => {
                problems.push(format!("{shown}:1:1: cannot be read: {e}"));
                continue;
            }
        };
        match serde_json::from_str::<Entry>(&json) {
            Ok(entry)
                if path
                    .file_stem()
                    .is_some_and(|stem| stem == entry.id.as_str()) =>
            {
                assets.push(Asset { path, json, entry });
            }
            Ok(entry) => {
                let (line, column) = place_of_names(&json)[0].1;
                problems.push(format!(
                    "{shown}:{line}:{column}: the entry's id is \"{id}\", so its file must be assets/{id}.json",
                    id = entry.id
                ));
            }
            Err(e) => {
                let reason = e.to_string();
                let place = format!(" at line {} column {}", e.line(), e.column());
                problems.push(format!(
                    "{shown}:{}:{}: {}",
                    e.line(),
                    e.column().max(1),
                    text::visible(reason.strip_suffix(&place).unwrap_or(&reason))
                ));
            }
        }
    }
    assets
}

/// Every folded name with the index of the asset that it finds. Ids, titles and aliases of
/// different entries have to differ, and an entry's aliases have to add something.
fn collect_names(
    assets: &[Asset],
    root: &Path,
    problems: &mut Vec<String>,
) -> BTreeMap<String, usize> {
    let mut names: BTreeMap<String, (usize, String)> = BTreeMap::new();
    for (index, asset) in assets.iter().enumerate() {
        let shown = shown(&asset.path, root);
        for (position, (name, (line, column))) in
            place_of_names(&asset.json).into_iter().enumerate()
        {
            let place = format!("{shown}:{line}:{column}");
            let folded = name::fold(&name);
            if folded.is_empty() {
                problems.push(format!(
                    "{place}: the name {name:?} has no letters to find it by"
                ));
                continue;
            }
            match names.get(&folded) {
                // An id and a title may say the same; an alias that says it once more is a mistake.
                Some((other, _)) if *other == index && position < 2 => {}
                Some((_, taken)) => problems.push(format!(
                    "{place}: the name {name:?} is already taken: {taken}"
                )),
                None => {
                    names.insert(folded, (index, place));
                }
            }
        }
    }
    names
        .into_iter()
        .map(|(name, (index, _))| (name, index))
        .collect()
}

/// The id, the title and the aliases of an asset that was read, each with its line and column.
fn place_of_names(json: &str) -> Vec<(String, (usize, usize))> {
    let names: Names = serde_json::from_str(json).expect("the asset was read as an entry");
    [names.id, names.title]
        .into_iter()
        .chain(names.aliases)
        .map(|raw| {
            let offset = raw.get().as_ptr() as usize - json.as_ptr() as usize;
            let before = &json[..offset];
            let line = before.matches('\n').count() + 1;
            let column = before.chars().rev().take_while(|&c| c != '\n').count() + 1;
            let name = serde_json::from_str(raw.get()).expect("the name was read as text");
            (name, (line, column))
        })
        .collect()
}

/// Every folded identifier with the index of each asset that has it, but for those that are its names
/// as well.
fn collect_identifiers(
    assets: &[Asset],
    names: &BTreeMap<String, usize>,
) -> BTreeSet<(String, usize)> {
    let mut identifiers = BTreeSet::new();
    for (index, asset) in assets.iter().enumerate() {
        for identifier in asset.entry.identifiers() {
            let folded = identifier.names().map(|name| name::fold(&name));
            let others = folded
                .into_iter()
                .filter(|it| names.get(it) != Some(&index));
            identifiers.extend(others.map(|it| (it, index)));
        }
    }
    identifiers
}

/// The tables that `src/catalog.rs` includes.
fn catalog_source(assets: &[Asset], names: &BTreeMap<String, usize>, out: &Path) -> String {
    let mut source = String::new();
    let mut add = |line: std::fmt::Arguments<'_>| {
        writeln!(source, "{line}").expect("writing to a String cannot fail");
    };
    add(format_args!(
        "static BUILT_INS: [BuiltIn; {}] = [",
        assets.len()
    ));
    for asset in assets {
        add(format_args!(
            "    BuiltIn {{ id: {:?}, json: include_str!({:?}) }},",
            asset.entry.id.as_str(),
            asset.embedded(out).display().to_string(),
        ));
    }
    add(format_args!("];"));
    add(format_args!(
        "static NAMES: [(&str, usize); {}] = [",
        names.len()
    ));
    for (name, index) in names {
        add(format_args!("    ({name:?}, {index}),"));
    }
    add(format_args!("];"));
    let identifiers = collect_identifiers(assets, names);
    add(format_args!(
        "static IDENTIFIERS: [(&str, usize); {}] = [",
        identifiers.len()
    ));
    for (identifier, index) in &identifiers {
        add(format_args!("    ({identifier:?}, {index}),"));
    }
    add(format_args!("];"));
    source
}

/// A path relative to the root of the project.
fn shown(path: &Path, root: &Path) -> String {
    path.strip_prefix(root)
        .unwrap_or(path)
        .display()
        .to_string()
}
