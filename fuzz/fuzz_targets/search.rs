//! Searches: the first line is what is typed, the second the section, the others are what an entry
//! of the library says.

#![no_main]

use std::cell::OnceCell;

use libfuzzer_sys::fuzz_target;
use stackwise::entry::Entry;
use stackwise::internals::lookup;
use stackwise::internals::render::{HitsView, Page, json, markdown, table, text};
use stackwise::internals::search::{Hit, Hits, Query, Scope, search};
use stackwise_fuzz::shelf::{self, Shelf};
use stackwise_fuzz::{assert_safe, page, written};

/// How many entries are shown at most.
const LIMIT: usize = 20;

thread_local!(static SHELF: OnceCell<Shelf> = const { OnceCell::new() });

fuzz_target!(|input: &str| {
    let mut lines = input.lines();
    let (typed, section) = (lines.next().unwrap_or(""), lines.next().unwrap_or(""));
    SHELF.with(|shelf| {
        let shelf = shelf.get_or_init(Shelf::new);
        let entry = shelf.put(lines);
        assert_found(shelf, &entry);
        let query = match Query::parse(typed) {
            Ok(query) => query,
            Err(refusal) => return assert_safe(&refusal.message),
        };
        let ids = (!section.is_empty()).then(|| lookup::section_ids(section));
        let scope = Scope {
            section: ids.as_ref().map(|_| section.to_owned()),
            ..Scope::default()
        };
        for limit in [1, LIMIT] {
            let found = match search(&shelf.collection(), &query, &scope, limit) {
                Ok(found) => found,
                // No entry has such a section.
                Err(refusal) if ids.is_some() => return assert_safe(&refusal.message),
                Err(failure) => panic!("{failure}"),
            };
            let entries = found
                .hits
                .chunk_by(|one, other| one.entry.id == other.entry.id);
            assert!(entries.count() <= limit);
            for hit in &found.hits {
                assert!(ids.as_ref().is_none_or(|ids| ids.contains(&hit.section_id)));
                assert_verbatim(shelf, hit);
            }
            assert_shown(typed, &found);
        }
    });
});

/// An entry is found by a word that stands in it.
fn assert_found(shelf: &Shelf, entry: &Entry) {
    let mut words = entry.title.as_str().split(' ');
    let is_word = |word: &&str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_alphanumeric());
    if let Some(word) = words.find(is_word) {
        let query = Query::parse(word).expect("a word is a query");
        let found = search(&shelf.collection(), &query, &Scope::default(), LIMIT);
        let hits = found.expect("every query can be searched for").hits;
        let is_found = hits.iter().any(|hit| hit.entry.id.as_str() == shelf::ID);
        assert!(is_found, "{word} does not find {}", entry.title);
    }
}

/// A snippet is a piece of the entry's own text, and its matches are pieces of the snippet.
fn assert_verbatim(shelf: &Shelf, hit: &Hit) {
    let found = shelf.collection().find(hit.entry.id.as_str());
    let entry = found.expect("what was found is there").entry;
    let json = stackwise::internals::library::json(&entry);
    let snippet = &hit.snippet;
    let quoted =
        serde_json::to_string(snippet.text.trim_matches('…')).expect("text can be written");
    assert!(
        json.contains(quoted.trim_matches('"')),
        "{quoted} is not in {json}"
    );
    assert!(
        !snippet.matches.is_empty(),
        "nothing is marked in {snippet:?}"
    );
    let mut end = 0;
    for found in &snippet.matches {
        assert!(
            found.start >= end && !snippet.text[found.clone()].is_empty(),
            "{snippet:?}"
        );
        end = found.end;
    }
}

fn assert_shown(typed: &str, found: &Hits) {
    let view = HitsView {
        query: typed,
        without: &[],
        found,
    };
    for page in [Some(1), Some(30), Some(80), None].map(page) {
        written(|out| text::hits(&view, &page, out));
        written(|out| table::hits(&view, &page, out));
    }
    written(|out| markdown::hits(&view, &Page::PLAIN, out));
    written(|out| json::hits(&view, &Page::PLAIN, out));
}
