//! The shape of the code: imports run down the map of the crate.

use std::fs;
use std::path::{Path, PathBuf};

use crate::support::root;

/// The modules from top to bottom, as in the map of `src/lib.rs`.
fn modules_from_the_top() -> Vec<String> {
    let map = fs::read_to_string(root().join("src/lib.rs")).unwrap();
    let rows = map.lines().filter_map(|line| line.strip_prefix("//! | [`"));
    rows.map(|row| row.split('`').next().unwrap().to_owned())
        .skip(1)
        .collect()
}

fn source_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    entries
        .flat_map(|path| {
            if path.is_dir() {
                source_files(&path)
            } else {
                vec![path]
            }
        })
        .collect()
}

#[test]
fn imports_run_down_the_map_only() {
    let modules = modules_from_the_top();
    let source = root().join("src");
    let rank = |module: &str| modules.iter().position(|other| other == module);
    for path in source_files(&source) {
        let own = path
            .strip_prefix(&source)
            .unwrap()
            .components()
            .next()
            .unwrap();
        let own = Path::new(own.as_os_str())
            .file_stem()
            .unwrap()
            .to_str()
            .unwrap()
            .to_owned();
        // A test of a module may look at it from above.
        let is_test = path
            .iter()
            .any(|name| name == "tests" || name == "tests.rs");
        // `memory` and `start` belong to `main`.
        if matches!(own.as_str(), "lib" | "main" | "memory" | "start") || is_test {
            continue;
        }
        let own_rank = rank(&own).unwrap_or_else(|| panic!("{own} is not on the map"));
        let text = fs::read_to_string(&path).unwrap();
        for (_, after) in text
            .match_indices("crate::")
            .map(|(at, _)| text.split_at(at + 7))
        {
            let module: String = after
                .chars()
                .take_while(|c| c.is_alphanumeric() || *c == '_')
                .collect();
            let imports: Vec<String> = match module.as_str() {
                // `use crate::{a, b::c}`
                "" => after[1..after.find('}').unwrap()]
                    .split(',')
                    .map(|item| item.trim().split("::").next().unwrap().to_owned())
                    .collect(),
                module => vec![module.to_owned()],
            };
            for import in imports {
                let rank = rank(&import).unwrap_or_else(|| panic!("{import} is not on the map"));
                assert!(
                    rank >= own_rank,
                    "{} imports {import}, which stands above it",
                    path.display()
                );
            }
        }
    }
}
