//! Finding where in a text the words are that were searched for.

use std::ops::Range;

use rusqlite::{Result, params};

use super::memory::Memory;
use crate::index::Terms;

/// What stands before a match, and after it, in marked text. No text of an entry can hold them.
const MARK: char = '\u{1}';
const UNMARK: char = '\u{2}';
/// How much of a part is looked through at once, in bytes: words are marked in the first piece that
/// has any, so that an enormous part is not marked for one snippet.
pub const MAX_PIECE: usize = 64 << 10;

/// A line with the byte ranges of its matches, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MarkedLine {
    /// The line itself.
    pub text: String,
    /// Where the matches are.
    pub matches: Vec<Range<usize>>,
    /// Whether the author's line begins here, and whether it ends here.
    pub begins: bool,
    pub ends: bool,
}

/// Lines of a part, which are looked through together.
struct Piece<'t> {
    lines: Vec<&'t str>,
    /// Whether the first line begins in it, and whether the last ends.
    begins: bool,
    ends: bool,
}

impl Memory {
    /// The lines of each text around its first matches, the wanted terms marked.
    pub fn mark(&mut self, texts: &[&[String]], terms: &Terms) -> Result<Vec<Vec<MarkedLine>>> {
        let mut pieces: Vec<_> = texts.iter().map(|lines| pieces_of(lines)).collect();
        let firsts: Vec<Piece> = pieces.iter_mut().filter_map(Iterator::next).collect();
        let mut marked = self.mark_pieces(&firsts, terms)?;
        for (lines, rest) in marked.iter_mut().zip(pieces) {
            let is_marked =
                |lines: &[MarkedLine]| lines.iter().any(|line| !line.matches.is_empty());
            if is_marked(lines) {
                continue;
            }
            for piece in rest {
                let mut further = self.mark_pieces(&[piece], terms)?;
                if is_marked(&further[0]) {
                    *lines = further.swap_remove(0);
                    break;
                }
            }
        }
        Ok(marked)
    }

    fn mark_pieces(&mut self, pieces: &[Piece], terms: &Terms) -> Result<Vec<Vec<MarkedLine>>> {
        let mut rows = Vec::with_capacity(pieces.len());
        for piece in pieces {
            rows.push(self.add_text(&piece.lines.join("\n"))?);
        }
        let Some(&first) = rows.first() else {
            return Ok(Vec::new());
        };
        let mut marked: Vec<_> = pieces.iter().map(Piece::unmarked).collect();
        for (is_prefix, table) in [(false, "stemmed"), (true, "words")] {
            let Some(expression) = terms.any_wanted(is_prefix) else {
                continue;
            };
            let (mark, unmark) = (u32::from(MARK), u32::from(UNMARK));
            let sql = format!(
                "SELECT rowid, highlight({table}, 0, char({mark}), char({unmark})) FROM {table}
                 WHERE {table} MATCH ?1 AND rowid >= ?2"
            );
            let mut statement = self.connection().prepare_cached(&sql)?;
            let mut found = statement.query(params![expression, first])?;
            while let Some(row) = found.next()? {
                let at = rows.binary_search(&row.get(0)?).unwrap_or(usize::MAX);
                if let Some(lines) = marked.get_mut(at) {
                    merge(lines, row.get_ref(1)?.as_str()?);
                }
            }
        }
        Ok(marked)
    }
}

/// A part in pieces of at most [`MAX_PIECE`] bytes, of whole lines where lines are no longer.
fn pieces_of(lines: &[String]) -> impl Iterator<Item = Piece<'_>> {
    let mut lines = lines.iter().map(String::as_str).peekable();
    let mut rest: Option<&str> = None;
    std::iter::from_fn(move || {
        let begins = rest.is_none();
        let mut piece = vec![rest.take().or_else(|| lines.next())?];
        let mut size = piece[0].len();
        if size > MAX_PIECE {
            let end = piece[0].floor_char_boundary(MAX_PIECE);
            let end = piece[0][..end]
                .rfind(' ')
                .filter(|at| *at > 0)
                .unwrap_or(end);
            let (own, further) = piece[0].split_at(end);
            piece[0] = own;
            rest = Some(further);
        } else {
            while let Some(line) = lines.next_if(|line| size + line.len() < MAX_PIECE) {
                size += line.len() + 1;
                piece.push(line);
            }
        }
        Some(Piece {
            lines: piece,
            begins,
            ends: rest.is_none(),
        })
    })
}

impl Piece<'_> {
    fn unmarked(&self) -> Vec<MarkedLine> {
        let last = self.lines.len() - 1;
        let line = |(at, line): (usize, &&str)| MarkedLine {
            text: (*line).to_owned(),
            matches: Vec::new(),
            begins: at > 0 || self.begins,
            ends: at < last || self.ends,
        };
        self.lines.iter().enumerate().map(line).collect()
    }
}

/// Adds the matches that this text has to the same lines. A match that goes over the end of a line
/// is one in each line.
fn merge(lines: &mut [MarkedLine], marked: &str) {
    let mut is_open = false;
    for (line, marked) in lines.iter_mut().zip(marked.split('\n')) {
        let (mut at, mut start) = (0, 0);
        let mut found = Vec::new();
        for piece in marked.split_inclusive([MARK, UNMARK]) {
            let words = piece.trim_end_matches([MARK, UNMARK]);
            at += words.len();
            if piece.ends_with(MARK) {
                (is_open, start) = (true, at);
            } else if piece.ends_with(UNMARK) {
                is_open = false;
                found.push(start..at);
            }
        }
        if is_open {
            found.push(start..at);
        }
        line.add(found);
    }
}

impl MarkedLine {
    /// Adds matches, in order, that are not in those already there.
    fn add(&mut self, further: Vec<Range<usize>>) {
        self.matches.extend(further);
        self.matches.retain(|found| !found.is_empty());
        self.matches.sort_by_key(|found| (found.start, found.end));
        self.matches.dedup_by(|later, earlier| {
            let overlaps = later.start < earlier.end;
            if overlaps {
                earlier.end = earlier.end.max(later.end);
            }
            overlaps
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::Term;

    fn terms(words: &[&str]) -> Terms {
        let term = |word: &&str| Term {
            text: word.trim_end_matches('*').to_owned(),
            is_prefix: word.ends_with('*'),
            ..Term::default()
        };
        Terms {
            wanted: words.iter().map(term).collect(),
            unwanted: Vec::new(),
        }
    }

    /// The lines of a text that have matches, these in brackets.
    fn marked(lines: &[&str], words: &[&str]) -> Vec<String> {
        let terms = terms(words);
        let mut memory = Memory::new(&terms).unwrap();
        let lines: Vec<String> = lines.iter().map(ToString::to_string).collect();
        let marked = memory.mark(&[&lines], &terms).unwrap();
        let shown = marked[0].iter().filter(|line| !line.matches.is_empty());
        shown
            .map(|line| {
                let mut text = line.text.clone();
                for found in line.matches.iter().rev() {
                    text.insert(found.end, ']');
                    text.insert(found.start, '[');
                }
                text
            })
            .collect()
    }

    #[test]
    fn words_prefixes_and_phrases_over_two_lines_are_marked() {
        let lines = ["Warm teas", "of linden", "a teapot"];
        assert_eq!(marked(&lines, &["tea"]), ["Warm [teas]"]);
        assert_eq!(marked(&lines, &["tea*"]), ["Warm [teas]", "a [teapot]"]);
        assert_eq!(
            marked(&lines, &["tea", "te*"]),
            ["Warm [teas]", "a [teapot]"]
        );
        assert_eq!(marked(&lines, &["tea of"]), ["Warm [teas]", "[of] linden"]);
    }

    #[test]
    fn a_match_far_down_an_enormous_part_is_found_and_marked() {
        let filler = "nothing of note ".repeat(10);
        let mut lines = vec![filler.trim(); 2_000];
        lines.push("the needle at last");
        assert_eq!(marked(&lines, &["needle"]), ["the [needle] at last"]);
        let long = "nothing of note ".repeat(20_000) + "needle";
        let found = marked(&[&long], &["needle"]);
        assert!(found[0].len() < MAX_PIECE && found[0].ends_with(" [needle]"));
    }
}
