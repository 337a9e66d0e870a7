//! The account of what is promised: every test that it names is there.

use std::fs;

use crate::support::root;

#[test]
fn every_test_that_holds_a_promise_is_there() {
    let account = fs::read_to_string(root().join("tests/README.md")).unwrap();
    let rows = account.lines().filter(|line| line.starts_with("| "));
    let named: Vec<_> = rows
        .filter_map(|row| row.rsplit('|').nth(1))
        .flat_map(|cell| cell.split('`'))
        .filter_map(|name| name.split_once("::"))
        .collect();
    assert!(named.len() > 40, "{} are named", named.len());
    for (place, test) in named {
        let folder = match place.split_once('/') {
            Some(("src", _)) => "",
            Some(("faults", _)) => "tests/",
            _ => "tests/cli/",
        };
        let file = [
            format!("{folder}{place}.rs"),
            format!("{folder}{place}/mod.rs"),
        ]
        .map(|path| root().join(path))
        .into_iter()
        .find(|path| path.is_file());
        let text = fs::read_to_string(file.unwrap_or_else(|| panic!("no file {place}"))).unwrap();
        assert!(
            text.contains(&format!("fn {test}(")),
            "no test {place}::{test}"
        );
    }
}
