//! The status of the library, as JSON.

use std::io::{self, Write};

use schemars::JsonSchema;
use serde::Serialize;

use super::document;
use crate::entry::SchemaVersion;
use crate::render::{Page, StatusView};
use crate::text::visible;

/// Where the library is, what is in it, and whether it is sound.
#[derive(Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Status")]
pub(super) struct StatusDocument<'a> {
    schema_version: SchemaVersion,
    built_in: BuiltInBody,
    /// Where the library is, or would be; null if no place is known.
    path: Option<&'a str>,
    /// What is in it; null if there is none.
    library: Option<LibraryBody<'a>>,
    /// What is wrong with the library, if it was checked; empty if it is sound.
    #[serde(skip_serializing_if = "Option::is_none")]
    problems: Option<Vec<String>>,
}

/// The built-in entries.
#[derive(Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "BuiltInStatus")]
struct BuiltInBody {
    /// How many there are.
    entries: usize,
    /// How many of them the library has another entry in place of.
    shadowed: usize,
}

/// What is in a library.
#[derive(Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "LibraryStatus")]
struct LibraryBody<'a> {
    /// How many entries it has.
    entries: u32,
    /// How many of them are drug labels; null if its tables are of a version that does not tell.
    labels: Option<u32>,
    /// The earliest effective date; null if no entry has one.
    oldest: Option<&'a str>,
    /// The latest effective date.
    newest: Option<&'a str>,
    /// How many bytes the file has.
    bytes: u64,
    /// The version of its tables.
    tables: i32,
    /// Whether the next `add` or `remove` upgrades them.
    upgrade_due: bool,
}

/// The status of the library.
///
/// # Errors
/// When `out` cannot be written.
pub fn status(view: &StatusView, _: &Page, out: &mut dyn Write) -> io::Result<()> {
    let library = view.library.as_ref().map(|library| LibraryBody {
        entries: library.entries,
        labels: library.labels,
        oldest: library.oldest.as_deref(),
        newest: library.newest.as_deref(),
        bytes: library.bytes,
        tables: library.tables,
        upgrade_due: library.upgrades_to.is_some(),
    });
    let told = |problem: &String| visible(problem).into_owned();
    let status = StatusDocument {
        schema_version: SchemaVersion,
        built_in: BuiltInBody {
            entries: view.built_ins,
            shadowed: view.shadowed,
        },
        path: view.path.as_deref(),
        library,
        problems: view.problems.map(|all| all.iter().map(told).collect()),
    };
    document(&status, out)
}
