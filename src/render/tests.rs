//! Any entry at any width: no line is too wide, and every form says the same words.

use std::collections::BTreeSet;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::{EntryView, Format, OutlineView, Page, View, render, wrap};
use crate::entry::{Entry, Origin};

/// What items have in place of a bullet here.
const MARKS: [&str; 5] = ["a)", "–", "(iv)", "氯.", "(a-very-long-mark-of-an-item)"];

fn words() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        8 => "[a-zé]{1,11}",
        1 => "[a-z]{20,40}",
        1 => Just("氯胺酮治疗".to_owned()),
        1 => Just("e\u{301}x\u{a0}10%".to_owned()),
    ];
    prop::collection::vec(word, 1..9).prop_map(|words| words.join(" "))
}

/// A paragraph, perhaps with marks.
fn prose() -> impl Strategy<Value = Value> {
    let marks = prop::collection::vec((0..3_usize, 1..4_usize), 0..4);
    (words(), marks).prop_map(|(text, marks)| {
        // Each begins and ends with a word, behind the one before.
        let ends: Vec<usize> = text
            .chars()
            .enumerate()
            .filter(|(_, c)| *c == ' ')
            .map(|(at, _)| at)
            .collect();
        let mut start = 0;
        let mut free = ends.iter();
        let marks = marks.into_iter().map_while(|(kind, words)| {
            let end = *free.nth(words - 1)?;
            let mark = match ["strong", "emphasis", "link"][kind] {
                "link" => {
                    json!({"kind": "link", "start": start, "end": end, "url": "https://a.b/c"})
                }
                kind => json!({"kind": kind, "start": start, "end": end}),
            };
            start = end + 1;
            Some(mark)
        });
        json!({"text": text, "marks": marks.collect::<Vec<_>>()})
    })
}

fn block() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        6 => prose(),
        1 => words().prop_map(|words| json!({"figure": words})),
        1 => (words(), words()).prop_map(|(a, b)| json!({"code": format!("{a}\n\t{b}\n")})),
    ];
    leaf.prop_recursive(3, 24, 5, |inner| {
        let item = (
            option(words()),
            option(inner.clone()),
            option(0..MARKS.len()),
        );
        let item = item.prop_map(|(text, block, mark)| {
            let content: Vec<Value> = text.map(Value::from).into_iter().chain(block).collect();
            (content, mark)
        });
        prop_oneof![
            prop::collection::vec(inner, 1..3).prop_map(|blocks| json!({"quote": blocks})),
            (prop::collection::vec(item, 1..4), option(0..30_u32)).prop_map(list),
            table(),
        ]
    })
}

/// The content of an item, and which of [`MARKS`] it has.
type Item = (Vec<Value>, Option<usize>);

fn list((items, start): (Vec<Item>, Option<u32>)) -> Value {
    let items = items.into_iter().map(|(content, mark)| {
        let mut item = json!({"content": content});
        if let Some(mark) = mark.filter(|_| start.is_none()) {
            item["mark"] = MARKS[mark].into();
        }
        item
    });
    let mut list = json!({"list": items.collect::<Vec<_>>()});
    if let Some(start) = start {
        list["ordered"] = true.into();
        list["start"] = start.into();
    }
    list
}

/// A table of which one row may be one cell.
fn table() -> impl Strategy<Value = Value> {
    let cell = || prop_oneof![4 => words(), 1 => Just(String::new())];
    let rows = (1..5_usize, 0..3_usize, 0..5_usize);
    let rows = rows.prop_flat_map(move |(columns, head, rows)| {
        let row = || prop::collection::vec(cell(), columns);
        (
            prop::collection::vec(row(), head),
            prop::collection::vec(row(), rows + 1),
            option(words()),
            words(),
        )
    });
    rows.prop_map(|(head, rows, caption, note)| {
        let columns = rows[0].len();
        let cells =
            |rows: Vec<Vec<String>>| -> Vec<Value> { rows.into_iter().map(Value::from).collect() };
        let mut rows = cells(rows);
        rows.push(json!([{"text": note, "colspan": columns}]));
        let mut table = json!({"head": cells(head), "rows": rows, "notes": [note]});
        if let Some(caption) = caption {
            table["caption"] = caption.into();
        }
        json!({"table": table})
    })
}

fn option<T: std::fmt::Debug + Clone>(
    of: impl Strategy<Value = T>,
) -> impl Strategy<Value = Option<T>> {
    prop::option::of(of)
}

fn entry() -> impl Strategy<Value = Entry> {
    let blocks = || prop::collection::vec(block(), 0..4);
    (words(), blocks(), words(), blocks(), words()).prop_map(
        |(outer, content, inner, nested, risk)| {
            let entry = json!({
                "schema_version": 2, "id": "x", "title": "Title", "risk": {"level": "unknown"},
                "sections": [{
                    "id": "outer", "number": "6", "title": outer, "content": content, "sections": [
                        {"id": "inner", "title": inner, "content": nested}
                    ]
                }],
                "risks": [{"text": risk, "lead": outer, "section": "inner"}],
                "risk_sections": [{"section": "outer", "kind": "warning", "listed": false}],
                "source": {"name": "Source", "effective_date": "2001-02-03"}
            });
            serde_json::from_value(entry).unwrap()
        },
    )
}

fn drawn(view: View, format: Format, page: &Page) -> String {
    let mut out = Vec::new();
    render(view, format, page, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

const ORIGIN: Origin = Origin::Library {
    shadows_built_in: false,
};

fn shown(entry: &Entry, format: Format, page: &Page) -> String {
    drawn(View::Entry(EntryView::whole(entry, ORIGIN)), format, page)
}

/// The page of so many columns.
fn page(width: Option<usize>) -> Page {
    Page {
        width,
        ..Page::PLAIN
    }
}

/// Words, without what may stand around them; scripts without blanks are told by the letter.
fn said(text: &str) -> BTreeSet<String> {
    let mut said = BTreeSet::new();
    for word in text.split(|c: char| !(c.is_alphanumeric() || c == '\u{301}')) {
        let (wide, others): (Vec<char>, Vec<char>) = word.chars().partition(|c| *c > '\u{1100}');
        said.extend(wide.into_iter().map(String::from));
        said.insert(others.into_iter().collect());
    }
    said
}

/// Whether a line holds one word alone, behind signs.
fn is_single_word(line: &str) -> bool {
    let is_sign = |word: &&str| {
        let is_number = word.trim_end_matches('.').parse::<u32>().is_ok();
        is_number || MARKS.contains(word) || matches!(*word, ">" | "•" | "◦" | "▪" | "[Figure:")
    };
    line.split(' ')
        .filter(|it| !it.is_empty())
        .skip_while(is_sign)
        .count()
        <= 1
}

/// Every word of an entry's text.
fn own_words(entry: &Entry) -> BTreeSet<String> {
    let mut own = said(entry.risks[0].text.as_str());
    for section in entry.all_sections() {
        own.extend(said(section.title.as_str()));
        own.extend(section.texts().into_iter().flat_map(said));
    }
    own
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn no_line_is_too_wide_and_none_ends_in_a_blank(entry in entry(), width in 1_usize..200) {
        let accessible = Page { grids: false, ..page(Some(width)) };
        for page in [page(Some(width)), accessible] {
            let outline = View::Outline(OutlineView { entry: &entry, origin: ORIGIN });
            let text = shown(&entry, Format::Text, &page);
            for line in text.lines().chain(drawn(outline, Format::Text, &page).lines()) {
                let is_code = line.contains("    ");
                prop_assert!(
                    wrap::display_width(line) <= width || is_single_word(line) || is_code || width < 20,
                    "{} of {width}: {line:?}\n{text}", wrap::display_width(line)
                );
                prop_assert_eq!(line.trim_end(), line);
            }
        }
    }

    #[test]
    fn every_form_says_every_word_at_every_width(entry in entry()) {
        let own = own_words(&entry);
        for width in [Some(1), Some(20), Some(40), Some(80), Some(200), None] {
            for format in [Format::Text, Format::Table, Format::Bare] {
                let mut own = own.clone();
                if format == Format::Bare {
                    let titles = entry.all_sections().flat_map(|section| said(section.title.as_str()));
                    let titles: BTreeSet<String> = titles.collect();
                    own.retain(|word| !titles.contains(word));
                }
                let missing: Vec<_> = own.difference(&said(&shown(&entry, format, &page(width)))).cloned().collect();
                prop_assert!(missing.is_empty(), "{format:?} at {width:?} lacks {missing:?}");
            }
        }
    }

    #[test]
    fn text_says_no_other_words_at_other_widths(entry in entry()) {
        let at = |width| said(&shown(&entry, Format::Text, &page(Some(width))));
        prop_assert_eq!(at(40), at(80));
        prop_assert_eq!(at(80), at(200));
    }

    #[test]
    fn styles_change_no_character(entry in entry(), width in 1_usize..120) {
        let plain = page(Some(width));
        let colored = Page { theme: crate::theme::Theme::Colored, ..plain.clone() };
        for format in [Format::Text, Format::Table] {
            let stripped = anstream::adapter::strip_str(&shown(&entry, format, &colored)).to_string();
            prop_assert_eq!(stripped, shown(&entry, format, &plain));
        }
    }
}

#[test]
fn a_head_as_long_as_a_book_is_told_once_where_there_is_no_room_for_columns() {
    let head = "word ".repeat(200_000);
    let rows: Vec<Value> = (0..2000)
        .map(|row| json!([format!("r{row}"), "x"]))
        .collect();
    let entry = json!({
        "schema_version": 2, "id": "x", "title": "T", "risk": {"level": "low"},
        "sections": [{"id": "s", "title": "S", "content": [
            {"table": {"head": [["", head.trim()]], "rows": rows}}
        ]}],
        "source": {"name": "Source"}
    });
    let entry: Entry = serde_json::from_value(entry).unwrap();
    for format in [Format::Text, Format::Table, Format::Bare] {
        let shown = shown(&entry, format, &page(None));
        assert!(shown.len() < 3_000_000, "{format:?}: {}", shown.len());
        assert!(shown.contains("r1999"));
    }
}

#[test]
fn a_title_as_long_as_a_book_is_outlined_at_any_width() {
    let title = "word ".repeat(20_000);
    let section = |id: &str, title: &str| json!({"id": id, "title": title, "content": ["x"]});
    let entry = json!({
        "schema_version": 2, "id": "x", "title": "T", "risk": {"level": "low"},
        "sections": [section("long", title.trim()), section("short", "S"), section(&"i".repeat(64), "I")],
        "source": {"name": "Source"}
    });
    let entry: Entry = serde_json::from_value(entry).unwrap();
    for width in [None, Some(1), Some(80), Some(100_000), Some(usize::MAX)] {
        for format in [Format::Text, Format::Table, Format::Markdown] {
            let view = OutlineView {
                entry: &entry,
                origin: ORIGIN,
            };
            let shown = drawn(View::Outline(view), format, &page(width));
            assert!(
                shown.matches("word").count() >= 20_000,
                "{format:?} {width:?}"
            );
            assert!(
                shown.len() < 1_000_000 && shown.contains("short"),
                "{format:?} {width:?}"
            );
        }
    }
}
