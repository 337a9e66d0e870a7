//! Real labels, where there are any next to the crate: every word of them is in the entry, once and
//! in order; so are their tables and titles.

use std::path::Path;

use unicode_normalization::UnicodeNormalization as _;

use super::spoken::{Shape, Spoken};
use super::{label, read, tree};
use crate::entry::{Block, Cell, Entry, Section, Table};
use crate::ingest::spl::codes;

/// The letters and digits of words, as they are without sub- and superscripts.
fn letters(words: &str) -> String {
    let plain = words.replace(['\u{feff}', '\u{ad}'], "");
    plain.nfkd().filter(|c| c.is_alphanumeric()).collect()
}

/// The words of a piece, as they are without sub- and superscripts.
fn words(piece: &str) -> Vec<String> {
    let plain = piece
        .replace(['\u{feff}', '\u{ad}'], "")
        .replace("_(", "")
        .replace("^(", "");
    let plain: String = plain.nfkd().collect();
    let words = plain.split(|c: char| !c.is_alphanumeric());
    words
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// What an entry says, in order.
#[derive(Default)]
struct Written {
    pieces: Vec<String>,
    headings: Vec<String>,
    tables: Vec<Table>,
    /// The places of titles among the pieces that may be FDA's.
    names: Vec<usize>,
}

impl Written {
    fn of(entry: &Entry) -> Self {
        let mut written = Self::default();
        entry
            .sections
            .iter()
            .for_each(|section| written.section(section));
        written
    }

    fn section(&mut self, section: &Section) {
        let code = section.code.as_ref().map_or("", |code| code.as_str());
        let name = codes::name(code);
        if name.as_deref() == Some(section.title.as_str()) || section.title.as_str() == "Overview" {
            self.names.push(self.pieces.len());
        }
        let heading = section.heading();
        self.pieces.push(heading.to_string());
        self.headings.push(letters(&heading));
        // The highlights are said besides, but where they are all that a section says.
        if section.id.as_str() != "recent-major-changes" {
            self.blocks(&section.content);
        }
        section
            .sections
            .iter()
            .for_each(|section| self.section(section));
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::List(list) => {
                    for (at, item) in list.items().iter().enumerate() {
                        let number = list.start().map(|start| start as usize + at);
                        self.pieces.extend(number.map(|number| number.to_string()));
                        self.pieces
                            .extend(item.mark.as_ref().map(ToString::to_string));
                        self.blocks(&item.content);
                    }
                }
                Block::Table(table) => {
                    self.tables.push(Table::clone(table));
                    self.pieces.extend(table.caption().map(ToString::to_string));
                    for cell in table.head().iter().chain(table.rows()).flatten() {
                        self.blocks(&cell.content);
                    }
                    let notes = table.notes().iter();
                    self.pieces
                        .extend(notes.map(|note| note.as_str().to_owned()));
                }
                Block::Figure(_) => {}
                _ => block.for_each_text(&mut |words| self.pieces.push(without_figures(words))),
            }
        }
    }
}

fn without_figures(words: &str) -> String {
    let mut words = words.to_owned();
    while let Some(start) = words.find("[Figure: ") {
        let end = start + words[start..].find(']').unwrap();
        words.replace_range(start..=end, "");
    }
    words
}

fn assert_said_once(name: &str, xml: &str) {
    let spoken = Spoken::of(&tree::parse(xml));
    let Ok(entry) = read(xml) else {
        assert_eq!(letters(&spoken.pieces.concat()), "", "{name} is not read");
        return;
    };
    let written = Written::of(&entry);
    let said = letters(&spoken.pieces.join(" "));
    let mut left = said.as_str();
    for (at, piece) in written.pieces.iter().enumerate() {
        let letters = letters(piece);
        match left.strip_prefix(letters.as_str()) {
            Some(rest) => left = rest,
            None if written.names.contains(&at) => {}
            None => {
                let next: String = left.chars().take(200).collect();
                panic!("{name}: {piece:?} is written where the label says {next:?}");
            }
        }
    }
    assert_eq!(left, "", "{name}: this is not written");
    let pieces = written.pieces.iter().enumerate();
    let own = pieces.filter(|(at, _)| !written.names.contains(at));
    let shown: Vec<_> = own.flat_map(|(_, piece)| words(piece)).collect();
    let said: std::collections::HashSet<_> = spoken
        .pieces
        .iter()
        .flat_map(|piece| words(piece))
        .collect();
    for word in &shown {
        assert!(said.contains(word), "{name}: {word:?} runs words together");
    }
    let mut headings = written.headings.iter();
    for title in &spoken.titles {
        let title = letters(title);
        assert!(
            headings.any(|heading| *heading == title),
            "{name}: no section {title}"
        );
    }
    assert_eq!(spoken.tables.len(), written.tables.len(), "{name}: tables");
    for (spoken, written) in spoken.tables.iter().zip(&written.tables) {
        assert_same_table(name, spoken, written);
    }
}

/// Every cell with words has its spans, in its row.
fn assert_same_table(name: &str, spoken: &Shape, written: &Table) {
    let rows: Vec<_> = written.head().iter().chain(written.rows()).collect();
    assert_eq!(
        rows.len(),
        spoken.len(),
        "{name}: the rows of {:?}",
        spoken.first()
    );
    let mut columns = 0;
    let ends = [written.head().len(), rows.len()];
    for (at, (row, spoken)) in rows.into_iter().zip(spoken).enumerate() {
        // No cell of the head reaches into the rows, whatever it says.
        let end = ends.into_iter().find(|end| at < *end).unwrap();
        let said = spoken
            .iter()
            .map(|(words, columns, rows)| (letters(words), *columns, (end - at).min(*rows)));
        let said: Vec<_> = said.filter(|cell| !cell.0.is_empty()).collect();
        let shown = row
            .iter()
            .map(|cell| (cell_letters(cell), cell.colspan, cell.rowspan));
        let shown: Vec<_> = shown.filter(|cell| !cell.0.is_empty()).collect();
        assert_eq!(shown, said, "{name}");
        columns = columns.max(spoken.iter().map(|cell| cell.1).sum());
    }
    assert!(
        written.columns() >= columns,
        "{name}: the columns of {:?}",
        spoken.first()
    );
}

fn cell_letters(cell: &Cell) -> String {
    let mut written = Written::default();
    written.blocks(&cell.content);
    letters(&written.pieces.join(" "))
}

#[test]
fn every_word_of_a_label_is_shown_once() {
    let labels = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/spl");
    let Ok(files) = std::fs::read_dir(labels) else {
        return;
    };
    for path in files.map(|file| file.unwrap().path()) {
        if path.extension().is_some_and(|extension| extension == "xml") {
            let xml = std::fs::read_to_string(&path).unwrap();
            assert_said_once(&path.display().to_string(), &xml);
        }
    }
}

#[test]
fn every_word_of_an_odd_label_is_shown_once() {
    let odd = "one<list listType=\"ordered\"><item>two<footnote>three</footnote> four</item></list>\
               <table><caption>five</caption><tr><td>six<br/>seven</td><td>eight &amp; nine</td></tr></table>";
    assert_said_once("odd", &label(odd));
}
