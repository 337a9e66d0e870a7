use pretty_assertions::assert_eq;

use super::*;
use crate::render::matrix::rows_in_words;
use crate::render::wrap;

fn table(json: &str) -> Table {
    serde_json::from_str(json).unwrap()
}

fn drawn(json: &str, width: usize) -> Option<Vec<String>> {
    fn text(cell: &Cell) -> &str {
        cell.prose().map_or("", |prose| prose.as_str())
    }
    let layout = CellLayout {
        lines: &|cell, width, out| {
            if text(cell).is_empty() {
                return;
            }
            for line in wrap::lines(text(cell), Some(width), "", 0) {
                out.push(line.words);
                out.end_line();
            }
        },
        extent: &|cell| wrap::extent(text(cell)),
    };
    let mut lines = Lines::default();
    let widest = draw(&table(json), Some(width), "-", &layout, &mut lines)?;
    assert_eq!(widest, lines.widest());
    let lines = (0..lines.len()).filter_map(|at| lines.get(at));
    Some(lines.map(|line| line.text.to_owned()).collect())
}

fn in_words(json: &str) -> Vec<String> {
    rows_in_words(&table(json), &|cell| {
        cell.prose().map_or("", |prose| prose.as_str()).to_owned()
    })
}

const PLAIN: &str = r#"{"head":[["Reaction","25 mg (n=312)","50 mg (n=511)"]],
    "rows":[["Headache","16%","21%"],["Nasal congestion","4%","4%"]]}"#;

const SPANS: &str = r#"{"head":[[{"rowspan":2},{"text":"Percent","colspan":2}],["Drug","Placebo"]],
    "rows":[[{"text":"Any age","colspan":3}],[{"text":"Pain","rowspan":2},"1","2"],["3","4"],
        ["Rash",{"text":"the same","colspan":2}]]}"#;

#[test]
fn columns_are_as_wide_as_their_text() {
    assert_eq!(
        drawn(PLAIN, 80).unwrap(),
        [
            "Reaction          25 mg (n=312)  50 mg (n=511)",
            "----------------------------------------------",
            "Headache          16%            21%",
            "Nasal congestion  4%             4%",
        ]
    );
}

#[test]
fn text_is_wrapped_in_cells_and_rows_of_several_lines_stand_apart() {
    assert_eq!(
        drawn(PLAIN, 32).unwrap(),
        [
            "Reaction     25 mg     50 mg",
            "             (n=312)   (n=511)",
            "--------------------------------",
            "Headache     16%       21%",
            "",
            "Nasal        4%        4%",
            "congestion",
        ]
    );
    assert_eq!(drawn(PLAIN, 20), None);
}

#[test]
fn cells_that_span_columns_or_rows_are_said_once() {
    assert_eq!(
        drawn(SPANS, 40).unwrap(),
        [
            "      Percent",
            "      Drug  Placebo",
            "-------------------",
            "Any age",
            "Pain  1     2",
            "      3     4",
            "Rash  the same",
        ]
    );
}

#[test]
fn what_lies_across_a_laid_out_page_is_as_wide_as_prose() {
    let page = r#"{"rows":[[{"text":"Call your doctor at once if you get any of these:","colspan":2}],
        ["yellow skin","dark urine"]]}"#;
    assert_eq!(
        drawn(page, 40).unwrap(),
        [
            "Call your doctor at once if you get any",
            "of these:",
            "",
            "yellow skin  dark urine",
        ]
    );
    assert_eq!(drawn(page, 80).unwrap().len(), 2);
}

#[test]
fn in_words_each_row_says_what_its_cells_are() {
    assert_eq!(
        in_words(PLAIN),
        [
            "Reaction",
            "Headache: 25 mg (n=312) 16%, 50 mg (n=511) 21%",
            "Nasal congestion: 25 mg (n=312) 4%, 50 mg (n=511) 4%",
        ]
    );
    assert_eq!(
        in_words(SPANS),
        [
            "Any age",
            "Pain: Percent, Drug 1, Percent, Placebo 2",
            "Pain: Percent, Drug 3, Percent, Placebo 4",
            "Rash: Percent the same",
        ]
    );
}
