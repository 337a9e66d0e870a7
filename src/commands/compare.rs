//! `compare`: risk levels side by side, and which risks entries share.

use super::{Done, Printer};
use crate::entry::{Entry, Origin, RiskKind};
use crate::error::{Code, Error, Exit, Failure};
use crate::library::LibraryPath;
use crate::lookup::{Collection, Found};
use crate::name::fold;
use crate::render::{Comparison, RiskRow, View};

/// What is compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compare {
    /// The names of the entries, as typed.
    pub names: Vec<String>,
}

/// Compares entries.
///
/// # Errors
/// When a name finds none or one that another found, the library cannot be read, or the output cannot
/// be written.
pub fn run(
    compare: &Compare,
    path: Option<&LibraryPath>,
    printer: &mut Printer,
) -> Result<Done, Failure> {
    if let [only] = compare.names.as_slice() {
        let message = format!("cannot compare \"{only}\" with nothing: a second name is missing");
        let error = Error::new(Code::Usage, message);
        return Err(error.with_hint("see `stackwise compare --help`").into());
    }
    let collection = Collection::open(path)?;
    let mut entries: Vec<Found> = Vec::with_capacity(compare.names.len());
    for name in &compare.names {
        let found = collection.find(name)?;
        if let Some(twice) = entries
            .iter()
            .find(|other| other.entry.id == found.entry.id)
        {
            let message = format!(
                "\"{name}\" is \"{}\", which is already named",
                twice.entry.id
            );
            let error = Error::new(Code::Usage, message);
            return Err(error.with_hint("name each entry once").into());
        }
        entries.push(found);
    }
    let entries: Vec<(&Entry, Origin)> = entries
        .iter()
        .map(|found| (&found.entry, found.origin))
        .collect();
    printer.print(View::Comparison(Comparison {
        rows: rows(&entries),
        entries,
    }))?;
    Ok(Exit::Done.into())
}

/// The kinds in the order in which they are shown: the gravest first.
const KINDS: [RiskKind; 5] = [
    RiskKind::Contraindication,
    RiskKind::Warning,
    RiskKind::Interaction,
    RiskKind::UndesirableEffect,
    RiskKind::Unspecified,
];

/// One row per risk. Entries share a row only where their words are the same after folding; what is
/// shared comes first, then kind by kind, in the order of the entries.
fn rows<'a>(entries: &[(&'a Entry, Origin)]) -> Vec<RiskRow<'a>> {
    let mut rows: Vec<(String, RiskRow)> = Vec::new();
    for (column, (entry, _)) in entries.iter().enumerate() {
        for risk in &entry.risks {
            let folded = fold(risk.text.as_str());
            let free = |row: &RiskRow| row.texts[column].is_none();
            let at = rows
                .iter()
                .position(|(words, row)| *words == folded && free(row));
            let at = at.unwrap_or_else(|| {
                rows.push((
                    folded,
                    RiskRow {
                        kind: risk.kind,
                        texts: vec![None; entries.len()],
                    },
                ));
                rows.len() - 1
            });
            let row = &mut rows[at].1;
            row.texts[column] = Some(&risk.text);
            if row.kind == RiskKind::Unspecified {
                row.kind = risk.kind;
            }
        }
    }
    let mut rows: Vec<RiskRow> = rows.into_iter().map(|(_, row)| row).collect();
    rows.sort_by_key(|row| {
        let kind = KINDS.iter().position(|kind| *kind == row.kind);
        (std::cmp::Reverse(row.sharing()), kind)
    });
    rows
}
