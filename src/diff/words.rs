//! Which words of a text were removed, and which were added.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use super::Segment;
use super::align::{Run, runs};

/// How many words of one text, times how many of another, are held against each other at most.
const MAX_PAIRS: usize = 200_000_000;

/// What stands between the paragraphs of one cell.
pub(super) const LINE_BREAK: char = '\n';

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

/// The runs of words that are the same and that are not. Where the words between those that both texts
/// open and end with are too many, the sentences are found that are the same, and only in the others
/// the words.
fn word_runs(old_words: &[&str], new_words: &[&str], most: usize) -> Vec<Run> {
    let [old, new] = numbered(old_words, new_words);
    let pairs = || old.iter().zip(&new);
    let shortest = old.len().min(new.len());
    let opening = pairs().take_while(|(one, other)| one == other).count();
    let ends = old.iter().rev().zip(new.iter().rev());
    let ending = ends
        .take(shortest - opening)
        .take_while(|(one, other)| one == other)
        .count();
    let (old, new) = (
        &old[opening..old.len() - ending],
        &new[opening..new.len() - ending],
    );
    let mut all = Vec::new();
    let mut push = |run: Run| all.push(run.behind(opening, opening));
    if are_few(old, new, most) {
        runs(old, new).into_iter().for_each(&mut push);
    } else {
        let (old_ends, new_ends) = (
            sentences(&old_words[opening..][..old.len()]),
            sentences(&new_words[opening..][..new.len()]),
        );
        for run in sentence_runs((old, &old_ends), (new, &new_ends), most) {
            match run {
                Run::Different(gone, come)
                    if are_few(&old[gone.clone()], &new[come.clone()], most) =>
                {
                    let inner = runs(&old[gone.clone()], &new[come.clone()]).into_iter();
                    inner
                        .map(|run| run.behind(gone.start, come.start))
                        .for_each(&mut push);
                }
                run => push(run),
            }
        }
    }
    if opening > 0 {
        all.insert(0, Run::Same(0..opening, 0..opening));
    }
    if ending > 0 {
        let [from, to] = [opening + old.len(), opening + new.len()];
        all.push(Run::Same(from..from + ending, to..to + ending));
    }
    all
}

/// Whether it does not take long to hold these against each other, whatever they are.
fn are_few<T>(old: &[T], new: &[T], most: usize) -> bool {
    old.len().saturating_mul(new.len()) <= most
}

/// Where each sentence of these words ends.
fn sentences(words: &[&str]) -> Vec<usize> {
    let ends = (1..=words.len())
        .filter(|&at| at == words.len() || words[at - 1].ends_with(['.', ';', ':', '。', '\n']));
    ends.collect()
}

/// The runs of words in sentences that are the same, and in others; one run if they are too many. Words
/// come with the ends of their sentences.
fn sentence_runs(
    (old, old_ends): (&[usize], &[usize]),
    (new, new_ends): (&[usize], &[usize]),
    most: usize,
) -> Vec<Run> {
    let everything = Run::Different(0..old.len(), 0..new.len());
    if !are_few(old_ends, new_ends, most) {
        return vec![everything];
    }
    let [one, other] = numbered(split(old, old_ends), split(new, new_ends));
    let words = |ends: &[usize], range: Range<usize>| {
        let at = |sentence: usize| sentence.checked_sub(1).map_or(0, |last| ends[last]);
        at(range.start)..at(range.end)
    };
    let runs = runs(&one, &other).into_iter();
    runs.map(|run| match run {
        Run::Same(a, b) => Run::Same(words(old_ends, a), words(new_ends, b)),
        Run::Different(a, b) => Run::Different(words(old_ends, a), words(new_ends, b)),
    })
    .collect()
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

/// The words of `text` and the blanks between them, so that they make up all of it. Scripts that are
/// written without blanks have a word for each ideograph.
pub(super) fn tokens(text: &str) -> Vec<Range<usize>> {
    let mut tokens = Vec::new();
    let mut start = 0;
    let mut before: Option<char> = None;
    for (at, c) in text.char_indices() {
        if before.is_some_and(|before| is_boundary(before, c)) {
            tokens.push(start..at);
            start = at;
        }
        before = Some(c);
    }
    if start < text.len() {
        tokens.push(start..text.len());
    }
    tokens
}

fn is_boundary(before: char, c: char) -> bool {
    let are_blank = (is_blank_char(before), is_blank_char(c));
    match are_blank {
        (true, true) => false,
        (false, false) => is_ideograph(c) || is_ideograph(before) && c.is_alphanumeric(),
        _ => true,
    }
}

fn is_blank(word: &str) -> bool {
    word.chars().all(is_blank_char)
}

/// Whether `c` stands between words. A no-break space does not.
fn is_blank_char(c: char) -> bool {
    matches!(c, ' ' | '\t' | LINE_BREAK)
}

/// Whether `c` is an ideograph or a kana, which are written without blanks.
fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Both sides with a number for each thing, the same for things that are the same.
pub(super) fn numbered<T: std::hash::Hash + Eq>(
    before: impl IntoIterator<Item = T>,
    after: impl IntoIterator<Item = T>,
) -> [Vec<usize>; 2] {
    let mut numbers = HashMap::new();
    let mut number = |thing| {
        let next = numbers.len();
        *numbers.entry(thing).or_insert(next)
    };
    let before = before.into_iter().map(&mut number).collect();
    let after = after.into_iter().map(&mut number).collect();
    [before, after]
}

/// The runs of words that end in these places.
fn split<'w>(words: &'w [usize], ends: &[usize]) -> Vec<&'w [usize]> {
    let starts = std::iter::once(0).chain(ends.iter().copied());
    starts
        .zip(ends)
        .map(|(start, &end)| words.get(start..end).unwrap_or_default())
        .collect()
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
