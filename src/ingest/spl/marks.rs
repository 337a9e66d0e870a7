//! Runs of characters in one style → marks that lie in each other or apart. Knows nothing of labels.

use super::inline::{Run, Style};
use crate::entry::{Mark, MarkKind};
use crate::text::Text;

/// Where marked characters begin and end.
type Range = (usize, usize);

/// The marks of `words`, which are what follows the first `skipped` characters of the runs and has
/// `shift` others before it.
pub fn of(runs: &[Run], words: &str, skipped: usize, shift: usize, links: &[Text]) -> Vec<Mark> {
    let is_plain = runs.iter().all(|(_, style)| *style == Style::default());
    if is_plain {
        return Vec::new();
    }
    let words: Vec<char> = words.chars().collect();
    let marked = |key: &dyn Fn(&Style) -> Option<usize>| {
        let marked = ranges(runs, skipped, words.len(), key).into_iter();
        let whole = |(range, key)| Some((whole_words(&words, range)?, key));
        marked.filter_map(whole).collect::<Vec<_>>()
    };
    let alone = |of: fn(&Style) -> bool| {
        let marked = marked(&|style| of(style).then_some(0));
        marked.into_iter().map(|(range, _)| range).collect()
    };
    let links_at = marked(&|style| style.link);
    let linked: Vec<Range> = links_at.iter().map(|(range, _)| *range).collect();
    let whole = |ranges: Vec<Range>| {
        let whole = ranges
            .into_iter()
            .filter_map(|range| whole_words(&words, range));
        whole.collect::<Vec<_>>()
    };
    let strong = whole(cut(alone(|style| style.is_strong), &linked));
    let emphasised = cut(alone(|style| style.is_emphasised), &linked);
    let emphasised = whole(cut(emphasised, &strong));
    let mut marks = Vec::new();
    for (range, link) in links_at {
        marks.push(mark(MarkKind::Link, range, links.get(link).cloned()));
    }
    let kinds = [(MarkKind::Strong, strong), (MarkKind::Emphasis, emphasised)];
    for (kind, ranges) in kinds {
        marks.extend(ranges.into_iter().map(|range| mark(kind, range, None)));
    }
    marks.retain(|mark| mark.kind != MarkKind::Link || mark.url.is_some());
    for mark in &mut marks {
        mark.start += shift;
        mark.end += shift;
    }
    marks
}

fn mark(kind: MarkKind, (start, end): Range, url: Option<Text>) -> Mark {
    Mark {
        kind,
        start,
        end,
        url,
    }
}

/// The longest ranges of characters that are marked alike.
fn ranges(
    runs: &[Run],
    skipped: usize,
    length: usize,
    key: &dyn Fn(&Style) -> Option<usize>,
) -> Vec<(Range, usize)> {
    let mut ranges: Vec<(Range, usize)> = Vec::new();
    for (at, (start, style)) in runs.iter().enumerate() {
        let end = runs.get(at + 1).map_or(usize::MAX, |(next, _)| *next);
        let start = start.saturating_sub(skipped);
        let end = end.saturating_sub(skipped).min(length);
        let Some(key) = key(style).filter(|_| start < end) else {
            continue;
        };
        match ranges.last_mut() {
            Some(((_, last), same)) if *last == start && *same == key => *last = end,
            _ => ranges.push(((start, end), key)),
        }
    }
    ranges
}

/// The whole words in a range: blanks and parts of words at its ends are left out.
fn whole_words(words: &[char], (mut start, mut end): Range) -> Option<Range> {
    let is_within = |at: usize| {
        let is_letter = |at: usize| words.get(at).is_some_and(|c| c.is_alphanumeric());
        at > 0 && is_letter(at - 1) && is_letter(at)
    };
    let is_blank = |at: usize| words.get(at).is_some_and(|c| c.is_whitespace());
    while start < end && (is_within(start) || is_blank(start)) {
        start += 1;
    }
    while start < end && (is_within(end) || is_blank(end - 1)) {
        end -= 1;
    }
    (start < end).then_some((start, end))
}

/// The ranges, cut where they would lie across the ends of others. Both are in their order, and those
/// of each apart from each other.
fn cut(ranges: Vec<Range>, others: &[Range]) -> Vec<Range> {
    let mut pieces = Vec::new();
    for (mut start, end) in ranges {
        let first = others.partition_point(|other| other.1 <= start);
        if let Some(&(other_start, other_end)) = others.get(first)
            && other_start < start
            && other_end < end
        {
            pieces.push((start, other_end));
            start = other_end;
        }
        let last = others.partition_point(|other| other.0 < end);
        match last.checked_sub(1).and_then(|last| others.get(last)) {
            Some(&(other_start, other_end)) if other_start > start && other_end > end => {
                pieces.push((start, other_start));
                pieces.push((other_start, end));
            }
            _ => pieces.push((start, end)),
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_cut_where_they_would_lie_across_others() {
        let others = [(2, 5), (8, 12)];
        assert_eq!(cut(vec![(0, 1)], &others), [(0, 1)]);
        assert_eq!(cut(vec![(0, 6)], &others), [(0, 6)]);
        assert_eq!(cut(vec![(3, 10)], &others), [(3, 5), (5, 8), (8, 10)]);
        assert_eq!(cut(vec![(3, 5), (8, 9)], &others), [(3, 5), (8, 9)]);
        assert_eq!(cut(vec![(5, 8)], &others), [(5, 8)]);
    }

    #[test]
    fn only_whole_words_are_marked() {
        let words: Vec<_> = "one two".chars().collect();
        assert_eq!(whole_words(&words, (0, 4)), Some((0, 3)));
        assert_eq!(whole_words(&words, (1, 7)), Some((4, 7)));
        assert_eq!(whole_words(&words, (1, 6)), None);
        assert_eq!(whole_words(&words, (3, 4)), None);
    }
}
