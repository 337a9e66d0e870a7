//! Views as tables: what stands in them, for every format that has tables.

use super::grid::{BLANK_LINE, Grid, Value};
use super::risks::groups;
use super::search::{self, SharedTitles};
use super::{Page, Symbols, plain};
use crate::entry::{Entry, Origin, Risk, Section, Summary};
use crate::search::Hit;
use crate::theme::Role;

/// Sections and the sections in them, each a row.
pub(super) fn section_grid<'a>(sections: &[&'a Section], symbols: Symbols) -> Grid<'a> {
    let row = |section: &'a Section| {
        let blocks = plain::blocks(section.shown(), symbols).into_iter();
        let blocks: Vec<String> = blocks.map(|lines| lines.join("\n")).collect();
        vec![
            Value::new(section.heading(), Role::Heading),
            Value::new(blocks.join(BLANK_LINE), Role::Text),
        ]
    };
    Grid {
        fields: vec!["Section", "Text"],
        rows: sections
            .iter()
            .flat_map(|section| section.with_nested())
            .map(row)
            .collect(),
        has_ruled_rows: true,
    }
}

/// Risks, each a row, over which what they hang on has one without a number.
pub(super) fn risk_grid<'a>(entry: &'a Entry, risks: &'a [Risk]) -> Grid<'a> {
    let mut rows = Vec::new();
    let mut number = 0;
    for group in groups(entry, risks) {
        for (_, opening, role) in group.openings() {
            rows.push(vec![
                Value::new("", Role::Label),
                Value::new(opening.to_owned(), role),
                Value::new("", Role::Text),
            ]);
        }
        rows.extend(group.risks.iter().map(|risk| {
            number += 1;
            vec![
                Value::new(number.to_string(), Role::Label),
                Value::new(risk.text.as_str(), Role::Text),
                Value::new(risk.kind.words(), Role::Text),
            ]
        }));
    }
    Grid {
        fields: vec!["Number", "Risk", "Kind"],
        rows,
        has_ruled_rows: false,
    }
}

pub(super) fn list_grid<'a>(summaries: &'a [Summary]) -> Grid<'a> {
    let row = |summary: &'a Summary| {
        vec![
            Value::new(summary.title.as_str(), Role::Title),
            Value::new(summary.risk.words(), Role::Level(summary.risk.level)),
            Value::new(summary.id.as_str(), Role::Text),
            Value::new(origin_words(summary.origin), Role::Text),
        ]
    };
    Grid {
        fields: vec!["Title", "Risk level", "ID", "Source"],
        rows: summaries.iter().map(row).collect(),
        has_ruled_rows: false,
    }
}

/// The hits of a search, their snippets written by `write`. The last hit of an entry says how many
/// more parts of it match.
pub(super) fn hit_grid<'a>(
    hits: &'a [Hit],
    page: &Page,
    write: impl Fn(&Hit) -> String,
) -> Grid<'a> {
    let titles = SharedTitles::of(hits);
    let are_lacking = hits.iter().any(|hit| !hit.missing.is_empty());
    let row = |(at, hit): (usize, &'a Hit)| {
        let mut text = write(hit);
        let next = hits.get(at + 1);
        if next.is_none_or(|next| next.entry.id != hit.entry.id)
            && let Some(words) = more_sections(hit)
        {
            text = text + BLANK_LINE + &words;
        }
        let mut row = vec![
            Value::new(hit.entry.title.as_str(), Role::Title),
            Value::new(hit.entry.risk.words(), Role::Level(hit.entry.risk.level)),
            Value::new(hit.entry.id.as_str(), Role::Text),
            Value::new(search::heading(hit, page), Role::Heading),
            Value::new(text, Role::Text),
        ];
        if titles.are_any() {
            let source = titles.source(hit).unwrap_or_default();
            row.insert(3, Value::new(source, Role::Text));
        }
        if are_lacking {
            row.push(Value::new(search::typed(&hit.missing), Role::Note));
        }
        row
    };
    let mut fields = vec!["Title", "Risk level", "ID", "Section", "Text"];
    if titles.are_any() {
        fields.insert(3, "Source");
    }
    if are_lacking {
        fields.push("Missing");
    }
    Grid {
        fields,
        rows: hits.iter().enumerate().map(row).collect(),
        has_ruled_rows: true,
    }
}

/// How many more parts of an entry match than are shown, in words, where there are any.
pub(super) fn more_sections(hit: &Hit) -> Option<String> {
    let (count, id) = (hit.more_sections, &hit.entry.id);
    let sections = match count {
        0 => return None,
        1 => "section of this entry matches",
        _ => "sections of this entry match",
    };
    Some(format!(
        "{count} more {sections}: see `stackwise show {id}`"
    ))
}

/// Where an entry is kept, in words.
pub(super) fn origin_words(origin: Origin) -> String {
    let place = if origin.shadows_built_in() {
        " (in place of built-in)"
    } else {
        ""
    };
    format!("{}{place}", origin.code())
}
