//! What the targets share: everything that the program promises of a document that it is given.

pub mod shelf;

use std::borrow::Cow;
use std::convert::Infallible;
use std::path::PathBuf;

use stackwise::entry::{Block, Entry, Origin, Section};
use stackwise::internals::ingest::{self, Kind, Problem, Reading, markdown};
use stackwise::internals::library;
use stackwise::internals::render::{self, EntryView, Page};
use stackwise::internals::text::is_hostile;

/// The widths at which text and tables are tried; `None` is not wrapped.
const WIDTHS: [Option<usize>; 4] = [Some(1), Some(30), Some(80), None];

/// Reads a document as `check` and `add` do, its kind recognised unless given, and holds everything
/// that comes of it to what is promised. Returns the entries.
pub fn read(document: &[u8], kind: Option<Kind>) -> Vec<Entry> {
    let text = decoded(document);
    let lengths: Vec<usize> = text.split('\n').map(|line| line.chars().count()).collect();
    let mut entries = Vec::new();
    let mut problems = 0;
    let mut take = |reading| -> Result<(), Infallible> {
        match reading {
            Reading::Entry(entry, _) => entries.push(*entry),
            Reading::Problem(problem) => {
                problems += 1;
                assert_told(&lengths, &problem);
            }
            Reading::Note(note) => assert_told(&lengths, &note),
        }
        Ok(())
    };
    let Ok(()) = ingest::read_all(&[PathBuf::from("-")], kind, &mut &*document, &mut take);
    let is_empty_list = document.trim_ascii().ends_with(b"]");
    assert!(
        problems > 0 || !entries.is_empty() || is_empty_list,
        "neither an entry nor a problem came of it"
    );
    entries.iter().for_each(assert_kept);
    entries
}

/// The document as text, in its encoding: as far as it is text, or with signs in place of what is no UTF-8.
#[must_use]
pub fn decoded(document: &[u8]) -> Cow<'_, str> {
    // The mark of UTF-8 is no part of the text.
    let document = document.strip_prefix(b"\xef\xbb\xbf").unwrap_or(document);
    match ingest::decode(document) {
        Ok(text) => text,
        Err(wrong) if wrong.encoding == "UTF-8" => String::from_utf8_lossy(document),
        Err(wrong) => wrong.before.into(),
    }
}

/// The place of a problem is in the document, whose lines have these lengths, and its words are safe
/// to print.
fn assert_told(lengths: &[usize], problem: &Problem) {
    let place = &problem.place;
    let length = place.line.checked_sub(1).and_then(|line| lengths.get(line));
    let is_there = length.is_some_and(|length| (1..=length + 1).contains(&place.column));
    assert!(is_there, "there is no such place: {problem}");
    assert!(!problem.message.is_empty(), "nothing is said at {place}");
    assert_safe(&problem.to_string());
    if let Some(excerpt) = &problem.excerpt {
        assert_safe(&excerpt.text);
        for columns in [1, 7, 40] {
            assert!(excerpt.fitted(columns).mark <= columns, "{excerpt:?}");
        }
    }
}

/// An entry is the same after every way out and in again, and every form of it is safe to print.
pub fn assert_kept(entry: &Entry) {
    let json = library::json(entry);
    let read: Entry = serde_json::from_str(&json).expect("what was written as JSON is read");
    assert_eq!(&read, entry, "JSON changed it");
    assert_eq!(library::json(&read), json, "JSON is not the same each time");
    // What differs from one run to the next need not all be tried in each.
    let turn = json.len();
    let shadows_built_in = turn.is_multiple_of(2);
    let view = EntryView::whole(entry, Origin::Library { shadows_built_in });
    let page = written_with_tabs(|out| render::markdown::entry(&view, &Page::PLAIN, out));
    let read = markdown::read(&page).unwrap_or_else(|wrong| panic!("{page}\n{wrong:?}"));
    assert_eq!(&read, entry, "Markdown changed it:\n{page}");
    assert_shown(entry, WIDTHS[turn % WIDTHS.len()]);
}

/// Every form of an entry is safe to print, and text is whole at any width.
fn assert_shown(entry: &Entry, width: Option<usize>) {
    let view = EntryView::whole(entry, Origin::BuiltIn);
    let page = page(width);
    written(|out| render::json::entry(&view, &page, out));
    written(|out| render::table::entry(&view, &page, out));
    let bare = written_with_tabs(|out| render::text::bare(&view, &page, out));
    let text = written(|out| render::text::entry(&view, &page, out));
    let (bare, text) = (without_blanks(&bare), without_blanks(&text));
    let mut rest = bare.as_str();
    let mut find = |words: &str| {
        // Letters of scripts without blanks may stand in several lines of a cell.
        for word in words.split_whitespace().filter(|word| word.is_ascii()) {
            let (_, after) = rest
                .split_once(word)
                .unwrap_or_else(|| panic!("{word} in {bare}"));
            rest = after;
            assert!(text.contains(word), "{word} at {width:?}");
        }
    };
    for block in entry.all_sections().flat_map(Section::shown) {
        if !has_link(block) {
            block.for_each_text(&mut find);
        }
    }
    for risk in &entry.risks {
        find(risk.text.as_str());
    }
}

/// Whether the address of a link may stand within a word of the block.
fn has_link(block: &Block) -> bool {
    let json = serde_json::to_string(block).expect("a block can be written");
    json.contains("\"link\"")
}

/// A page of this width, as a pipe has it: without colours.
#[must_use]
pub fn page(width: Option<usize>) -> Page {
    Page {
        width,
        grids: width != Some(30),
        ..Page::PLAIN
    }
}

/// What a renderer writes, which has to be safe to print.
pub fn written(write: impl FnOnce(&mut Vec<u8>) -> std::io::Result<()>) -> String {
    let text = written_with_tabs(write);
    assert!(!text.contains('\t'), "{text:?}");
    text
}

/// The same where tabs have a meaning: in code, and between the cells of a row.
fn written_with_tabs(write: impl FnOnce(&mut Vec<u8>) -> std::io::Result<()>) -> String {
    let mut out = Vec::new();
    write(&mut out).expect("memory can be written");
    let text = String::from_utf8(out).expect("what is written is text");
    text.split(['\n', '\t']).for_each(assert_safe);
    text
}

/// These words hold nothing that a terminal would act on.
pub fn assert_safe(words: &str) {
    assert!(!words.contains(is_hostile), "{words:?}");
}

/// The words without what may be added or left out where a line is broken.
fn without_blanks(text: &str) -> String {
    text.chars().filter(|c| !matches!(c, ' ' | '\n')).collect()
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;

    /// What fuzzing begins with has to be fine, or it ends there.
    #[test]
    fn the_fixtures_of_the_project_keep_what_is_promised() {
        let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures");
        let mut entries = 0;
        for folder in ["", "good", "bad"] {
            let files = fs::read_dir(fixtures.join(folder)).expect("the fixtures are there");
            for file in files {
                let path = file.expect("a folder can be read").path();
                let kind = match path.extension().and_then(|it| it.to_str()) {
                    Some("json" | "jsonl") => None,
                    Some("md") => Some(Kind::Markdown),
                    Some("xml") => Some(Kind::Spl),
                    Some("txt") => Some(Kind::Article),
                    _ => continue,
                };
                let document = fs::read(&path).expect("a fixture can be read");
                entries += read(&document, kind).len();
            }
        }
        assert!(entries > 10, "{entries}");
    }
}
