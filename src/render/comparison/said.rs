//! What is said of a comparison, in the same words in every form.

use crate::compare::{Comparison, Mentions, Passage, RiskRow, Told};
use crate::entry::{Entry, RiskKind};
use crate::name::fold;
use crate::render::view::disclaimer_command;

/// How much of another cell of a row is shown, in characters.
const MAX_CELL: usize = 60;

/// Rows under one heading.
pub(super) struct Group<'c, 'a> {
    pub(super) title: &'static str,
    pub(super) rows: &'c [RiskRow<'a>],
    /// Whether they are of several kinds.
    pub(super) is_mixed: bool,
}

/// The rows by what they have in common: shared ones, then kind by kind.
pub(super) fn groups<'c, 'a>(comparison: &'c Comparison<'a>) -> Vec<Group<'c, 'a>> {
    let is_shared = |row: &RiskRow| row.sharing() > 1;
    let runs = comparison.risks.chunk_by(|one, next| {
        is_shared(one) == is_shared(next) && (is_shared(one) || one.kind == next.kind)
    });
    runs.map(|rows| Group {
        title: if is_shared(&rows[0]) {
            "Shared risks"
        } else {
            title_of(rows[0].kind)
        },
        rows,
        is_mixed: is_shared(&rows[0]),
    })
    .collect()
}

fn title_of(kind: RiskKind) -> &'static str {
    match kind {
        RiskKind::Contraindication => "Contraindications",
        RiskKind::Warning => "Warnings",
        RiskKind::Interaction => "Interactions",
        RiskKind::UndesirableEffect => "Side effects",
        RiskKind::Unspecified => "Risks of a kind that is not stated",
    }
}

/// What an entry is called beside the others: by its id as well where another has its title.
pub(super) fn called(comparison: &Comparison, at: usize) -> String {
    let entry = comparison.entries[at].0;
    let title = fold(entry.title.as_str());
    let alike = comparison.entries.iter();
    match alike
        .filter(|(it, _)| fold(it.title.as_str()) == title)
        .count()
    {
        1 => entry.title.to_string(),
        _ => format!("{} ({})", entry.title, entry.id),
    }
}

/// What an entry tells of a risk that it does not list.
pub(super) fn elsewhere(told: &Told) -> String {
    let Some(passages) = told.passages() else {
        return "not found in its text in these words".to_owned();
    };
    let opening = match told {
        Told::PartlyInText(_) => "some of these words ",
        _ => "",
    };
    let shown: Vec<String> = passages.shown.iter().map(quoted).collect();
    let shown = format!("{opening}{}", shown.join("; "));
    match passages.more() {
        0 => shown,
        1 => format!("{shown}; and 1 more passage"),
        more => format!("{shown}; and {more} more passages"),
    }
}

/// A passage with its place on one line.
fn quoted(passage: &Passage) -> String {
    let lead = passage.lead.as_ref();
    let lead = lead.map_or(String::new(), |lead| format!("\"{lead}\" "));
    let row = row(passage).map_or(String::new(), |row| format!(" ({row})"));
    format!(
        "in {}: {lead}\"{}\"{row}",
        place(passage),
        passage.snippet.text
    )
}

/// The headings over a passage, the outermost first.
pub(super) fn place(passage: &Passage) -> String {
    passage.headings().join(" > ")
}

/// The row that a passage is a cell of, in short.
pub(super) fn row(passage: &Passage) -> Option<String> {
    let short = |cell: &&str| match cell.char_indices().nth(MAX_CELL) {
        Some((far, _)) => format!("{}…", cell[..far].trim_end()),
        None => (*cell).to_owned(),
    };
    let cells: Vec<String> = passage.row.iter().map(short).collect();
    (!cells.is_empty()).then(|| format!("row of a table: {}", cells.join(" | ")))
}

/// What stands over what one entry says of another.
pub(super) fn heading(comparison: &Comparison, mentions: &Mentions) -> String {
    let (by, of) = (
        called(comparison, mentions.by),
        called(comparison, mentions.of),
    );
    format!("What {by} says of {of}")
}

/// What has to be known of what one entry says of another, beside the passages.
pub(super) fn notes(comparison: &Comparison, mentions: &Mentions) -> Vec<String> {
    let (by, of) = (
        called(comparison, mentions.by),
        called(comparison, mentions.of),
    );
    let mut notes = Vec::new();
    if !mentions.common_names.is_empty() {
        let names = mentions.common_names.join(", ");
        notes.push(format!(
            "Names of both, which count only where the text speaks of another product: {names}."
        ));
    }
    match (mentions.passages.total, mentions.names.as_slice()) {
        (0, []) => notes.push(format!(
            "{by} does not name {of} apart from itself. {}",
            Mentions::NO_STATEMENT
        )),
        (0, names) => notes.push(format!(
            "{by} does not name {of} (looked for: {}). {}",
            names.join(", "),
            Mentions::NO_STATEMENT
        )),
        _ => {}
    }
    match mentions.passages.more() {
        0 => {}
        more => notes.push(format!(
            "{} of {} passages are shown: `--all` shows the other {more}.",
            mentions.passages.shown.len(),
            mentions.passages.total
        )),
    }
    notes
}

/// What has to be known of the risks: what is not in the lists, and what the columns do not say.
pub(super) fn remarks(comparison: &Comparison) -> Vec<String> {
    let entries = comparison.entries.iter().enumerate();
    let mut remarks: Vec<String> = entries
        .flat_map(|(at, (entry, _))| {
            let title = called(comparison, at);
            without_list(&title, entry)
                .into_iter()
                .chain(unlisted(&title, entry))
        })
        .collect();
    let told = || comparison.risks.iter().flat_map(|row| &row.told);
    if told().any(|told| *told == Told::NotFound) {
        remarks.push(
            "What is not found in a text in these words may be told there in others.".to_owned(),
        );
    }
    if told().filter_map(Told::passages).any(|it| it.more() > 0) {
        let first = "Where a text tells of a risk in several passages, the first is shown: `--all` \
                     shows the others.";
        remarks.push(first.to_owned());
    }
    remarks
}

/// An empty column is no promise.
fn without_list(title: &str, entry: &Entry) -> Option<String> {
    entry.risks.is_empty().then(|| {
        format!(
            "{title} has no list of health risks here, which does not mean that it has none: \
             `stackwise show {}`",
            entry.id
        )
    })
}

/// Which sections of an entry tell of risks that are not listed.
fn unlisted(title: &str, entry: &Entry) -> Option<String> {
    let others = entry.risk_sections.iter().filter(|it| !it.listed);
    let sections = others.filter_map(|other| {
        let mut sections = entry.all_sections();
        sections.find(|section| section.id == other.section)
    });
    let (headings, ids): (Vec<String>, Vec<&str>) = sections
        .map(|section| (section.heading().into_owned(), section.id.as_str()))
        .unzip();
    (!ids.is_empty()).then(|| {
        format!(
            "{title} also tells of risks, not listed here: {} (`stackwise show {} -s {}`)",
            headings.join(", "),
            entry.id,
            ids.join(",")
        )
    })
}

/// The commands that print the disclaimers of the entries that have one.
pub(super) fn disclaimers(comparison: &Comparison) -> Vec<String> {
    let entries = comparison.entries.iter().map(|(entry, _)| entry);
    let with = entries.filter(|entry| entry.disclaimer.is_some());
    with.map(|entry| disclaimer_command(entry)).collect()
}
