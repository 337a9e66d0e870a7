//! Which words of a text were removed, and which were added.

use std::borrow::Cow;
use std::ops::Range;

use super::Segment;
use super::runs::{Run, numbered, runs, word_runs};
use super::tokens::{is_blank, tokens};

/// How many words of one text, times how many of another, are held against each other at most.
const MAX_PAIRS: usize = 200_000_000;

/// The words of the cells of a row, or of the one cell of a text: cell by cell where there are as many,
/// else those that are left beside those that are the same.
pub(super) fn of_cells(before: &[Cow<str>], after: &[Cow<str>]) -> Vec<Vec<Segment>> {
    if before.len() == after.len() {
        let pairs = before.iter().zip(after);
        return pairs.map(|(before, after)| of(before, after)).collect();
    }
    let mut cells = Vec::with_capacity(before.len().max(after.len()));
    let [old, new] = numbered(before.iter(), after.iter());
    for run in runs(&old, &new) {
        let (gone, come) = match run {
            Run::Same(range, _) => {
                cells.extend(before[range].iter().map(|cell| of(cell, cell)));
                continue;
            }
            Run::Different(gone, come) => (&before[gone], &after[come]),
        };
        let pairs = gone.iter().zip(come);
        cells.extend(pairs.map(|(before, after)| of(before, after)));
        cells.extend(gone.iter().skip(come.len()).map(|cell| of(cell, "")));
        cells.extend(come.iter().skip(gone.len()).map(|cell| of("", cell)));
    }
    cells
}

/// What is the same, was removed and was added: together with the first all of `before`, in order,
/// and all of `after`.
pub(super) fn of(before: &str, after: &str) -> Vec<Segment> {
    segments(before, after, MAX_PAIRS)
}

/// The same with another limit.
pub(super) fn segments(before: &str, after: &str, most: usize) -> Vec<Segment> {
    if before == after {
        return same(before);
    }
    let (old, new) = (tokens(before), tokens(after));
    let texts = |text, tokens: &[Range<usize>]| -> Vec<&str> {
        let of = |range: &Range<usize>| str::get(text, range.clone()).unwrap_or_default();
        tokens.iter().map(of).collect()
    };
    let (old_words, new_words) = (texts(before, &old), texts(after, &new));
    let mut segments = Segments::default();
    let mut runs = word_runs(&old_words, &new_words, most)
        .into_iter()
        .peekable();
    while let Some(run) = runs.next() {
        match run {
            // A blank between two changes is part of them: a word is not read apart from the next.
            Run::Same(range, _)
                if segments.has_changes()
                    && runs.peek().is_some()
                    && old_words[range.clone()].iter().all(|word| is_blank(word)) =>
            {
                let blanks = old_words[range].concat();
                segments.removed.push_str(&blanks);
                segments.added.push_str(&blanks);
            }
            Run::Same(range, _) => segments.same(&old_words[range].concat()),
            Run::Different(gone, come) => {
                segments.removed.push_str(&old_words[gone].concat());
                segments.added.push_str(&new_words[come].concat());
            }
        }
    }
    segments.finish()
}

fn same(text: &str) -> Vec<Segment> {
    match text {
        "" => Vec::new(),
        text => vec![Segment::Same(text.to_owned())],
    }
}

/// Segments in the making: what was removed before what was added in its place.
#[derive(Default)]
struct Segments {
    done: Vec<Segment>,
    removed: String,
    added: String,
}

impl Segments {
    fn has_changes(&self) -> bool {
        !(self.removed.is_empty() && self.added.is_empty())
    }

    fn same(&mut self, words: &str) {
        if let (false, Some(Segment::Same(before))) = (self.has_changes(), self.done.last_mut()) {
            before.push_str(words);
            return;
        }
        self.close();
        self.done.extend(same(words));
    }

    fn close(&mut self) {
        let [removed, added] = [&mut self.removed, &mut self.added].map(std::mem::take);
        let changed = [
            (removed, Segment::Removed as fn(String) -> _),
            (added, Segment::Added),
        ];
        let changed = changed.into_iter().filter(|(words, _)| !words.is_empty());
        self.done
            .extend(changed.map(|(words, segment)| segment(words)));
    }

    fn finish(mut self) -> Vec<Segment> {
        self.close();
        self.done
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// With the signs that text output has as well.
    fn marked(before: &str, after: &str) -> String {
        let segments = of(before, after);
        let marked = segments.iter().map(|segment| match segment {
            Segment::Same(words) => words.clone(),
            Segment::Removed(words) => format!("[-{words}-]"),
            Segment::Added(words) => format!("{{+{words}+}}"),
        });
        marked.collect()
    }

    #[test]
    fn whole_words_are_marked_and_neighbours_together() {
        for (before, after, wanted) in [
            ("a b c", "a b c", "a b c"),
            (
                "take 2.5 mg daily",
                "take 25 mg daily",
                "take [-2.5-]{+25+} mg daily",
            ),
            (
                "one two three",
                "one six seven three",
                "one [-two-]{+six seven+} three",
            ),
            ("a b c d", "a x y d", "a [-b c-]{+x y+} d"),
            ("do not take", "do take", "do [-not -]take"),
            ("take", "take daily", "take{+ daily+}"),
            ("", "new", "{+new+}"),
            ("10 mg", "10\u{a0}mg", "[-10 mg-]{+10\u{a0}mg+}"),
            ("氯胺酮治疗。", "氯胺酮的治疗。", "氯胺酮{+的+}治疗。"),
        ] {
            assert_eq!(marked(before, after), wanted);
        }
    }

    #[test]
    fn cells_are_held_against_each_other_by_column() {
        let cells = |texts: &[&'static str]| -> Vec<Cow<str>> {
            texts.iter().map(|text| Cow::Borrowed(*text)).collect()
        };
        let same = |words: &str| vec![Segment::Same(words.to_owned())];
        let added = |words: &str| vec![Segment::Added(words.to_owned())];
        assert_eq!(
            of_cells(&cells(&["5", "5"]), &cells(&["5", "6"])),
            [
                same("5"),
                vec![Segment::Removed("5".into()), Segment::Added("6".into())]
            ]
        );
        assert_eq!(
            of_cells(&cells(&["a", "c"]), &cells(&["a", "b", "c"])),
            [same("a"), added("b"), same("c")]
        );
    }
}
