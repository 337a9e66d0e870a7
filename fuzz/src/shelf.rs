//! A library that always holds one entry more, of whatever texts are at hand.

use serde_json::json;
use stackwise::Error;
use stackwise::entry::Entry;
use stackwise::internals::library::{self, LibraryPath, Writer};
use stackwise::internals::lookup::Collection;
use stackwise::internals::text::Text;
use tempfile::TempDir;

/// The id of the entry that changes.
pub const ID: &str = "on-the-shelf";
/// What is there besides: a second entry under a name that the built-in one has too.
const OTHER: &str = r#"{"schema_version": 1, "id": "ketamine-2", "title": "Ketamine Therapy",
    "risk": {"level": "high"}, "sections": [{"id": "x", "title": "Ice", "paragraphs": ["Ice, or near it"]}],
    "source": {"name": "S"}}"#;

/// A library in a temporary folder, with the built-in entries.
pub struct Shelf {
    path: LibraryPath,
    _folder: TempDir,
}

impl Shelf {
    /// A library with its lasting entry.
    #[must_use]
    pub fn new() -> Self {
        let folder = tempfile::tempdir().expect("there is a temporary folder");
        let path = LibraryPath::named(folder.path().join("library.db"));
        let other: Entry = serde_json::from_str(OTHER).expect("it is an entry");
        put(&path, &other);
        Self {
            path,
            _folder: folder,
        }
    }

    /// The built-in entries and those of the library, as they are now.
    #[must_use]
    pub fn collection(&self) -> Collection {
        Collection::open(Some(&self.path)).expect("the library can be read")
    }

    /// Puts an entry on the shelf whose title, aliases, paragraphs and risks are these texts, where
    /// they are such as an entry may hold.
    pub fn put<'t>(&self, texts: impl Iterator<Item = &'t str>) -> Entry {
        let is_text = |words: &&str| Text::try_from((*words).to_owned()).is_ok();
        let mut texts = texts.filter(is_text);
        let title = texts.next().unwrap_or("Shelf");
        let aliases: Vec<&str> = texts.by_ref().take(2).collect();
        let risks: Vec<_> = texts
            .by_ref()
            .take(1)
            .map(|text| json!({"text": text}))
            .collect();
        let heading = texts.next().unwrap_or("Overview");
        let paragraphs: Vec<&str> = texts.collect();
        let entry = json!({
            "schema_version": 1, "id": ID, "title": title, "aliases": aliases, "risk": {"level": "low"},
            "sections": [{"id": "overview", "title": heading, "paragraphs": paragraphs}],
            "risks": risks, "source": {"name": "S"}
        });
        let entry: Entry = serde_json::from_value(entry).expect("it is an entry");
        put(&self.path, &entry);
        entry
    }
}

impl Default for Shelf {
    fn default() -> Self {
        Self::new()
    }
}

fn put(path: &LibraryPath, entry: &Entry) {
    let writer = Writer::begin::<Error>(path, &mut |_| Ok(())).expect("nobody else writes");
    let put = writer.put(entry, &library::json(entry), true);
    put.expect("every entry can be put into a library");
    writer.commit().expect("it can be written");
}
