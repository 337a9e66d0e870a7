//! What stands in the tables of a comparison.

use super::said::{Group, called, elsewhere, place, row};
use crate::compare::{Comparison, Mentions, RiskRow, Told};
use crate::entry::{Entry, Origin, Risk, RiskKind};
use crate::render::grid::{BLANK_LINE, Grid, Value};
use crate::render::grids::origin_words;
use crate::theme::Role;

/// The risk level of each entry.
pub(super) fn levels<'a>(comparison: &'a Comparison) -> Grid<'a> {
    let row = |(entry, origin): &(&'a Entry, Origin)| {
        let level = Role::Level(entry.risk.level);
        vec![
            Value::new(entry.title.as_str(), Role::Title),
            Value::new(entry.risk.words(), level),
            Value::new(entry.id.as_str(), Role::Text),
            Value::new(origin_words(*origin), Role::Text),
        ]
    };
    Grid {
        fields: vec!["Title", "Risk level", "ID", "Source"],
        rows: comparison.entries.iter().map(row).collect(),
        has_ruled_rows: false,
    }
}

/// What the entries are called at the head of their columns.
pub(super) fn columns(comparison: &Comparison) -> Vec<String> {
    let entries = 0..comparison.entries.len();
    entries.map(|at| called(comparison, at)).collect()
}

/// The risks of a group, a column an entry.
pub(super) fn risks<'a>(group: &'a Group, columns: &'a [String], bullet: &str) -> Grid<'a> {
    let mut leads = vec![None; columns.len()];
    let mut rows = Vec::with_capacity(group.rows.len());
    for row in group.rows {
        let mut values = Vec::new();
        if group.is_mixed {
            values.push(Value::new(row.kind.words(), Role::Text));
        }
        for (told, lead) in row.told.iter().zip(&mut leads) {
            values.push(cell(told, row, lead, bullet));
        }
        rows.push(values);
    }
    let kind = group.is_mixed.then_some("Kind");
    let columns = columns.iter().map(String::as_str);
    Grid {
        fields: kind.into_iter().chain(columns).collect(),
        rows,
        has_ruled_rows: true,
    }
}

/// What an entry tells of a risk. The sentence that listed ones hang on stands over the first of them.
fn cell<'a>(told: &'a Told, row: &RiskRow, lead: &mut Option<&'a str>, bullet: &str) -> Value<'a> {
    let risk = match told {
        Told::Listed(risk) => risk,
        Told::InText(_) | Told::PartlyInText(_) => return Value::new(elsewhere(told), Role::Text),
        Told::NotFound => return Value::new(elsewhere(told), Role::Note),
    };
    let before = std::mem::replace(lead, risk.lead.as_ref().map(crate::text::Text::as_str));
    let role = if row.sharing() > 1 {
        Role::Match
    } else {
        Role::Text
    };
    let text = in_its_kind(risk, row.kind);
    match *lead {
        None => Value::new(text, role),
        Some(lead) if before == Some(lead) => Value::new(format!("{bullet} {text}"), role),
        Some(lead) => Value::new(format!("{lead}{BLANK_LINE}{bullet} {text}"), role),
    }
}

/// A risk, with its kind where that is not the one that is said of its row.
fn in_its_kind(risk: &Risk, kind: RiskKind) -> String {
    if risk.kind == kind || risk.kind == RiskKind::Unspecified {
        return risk.text.to_string();
    }
    format!("{} ({})", risk.text, risk.kind.words())
}

/// Passages with their places.
pub(super) fn passages<'a>(mentions: &'a Mentions) -> Grid<'a> {
    let rows = mentions.passages.shown.iter().map(|passage| {
        let lead = passage.lead.iter().cloned();
        let words = lead
            .chain([passage.snippet.text.clone()])
            .chain(row(passage));
        vec![
            Value::new(place(passage), Role::Heading),
            Value::new(words.collect::<Vec<_>>().join(BLANK_LINE), Role::Text),
        ]
    });
    Grid {
        fields: vec!["Section", "Passage"],
        rows: rows.collect(),
        has_ruled_rows: true,
    }
}
