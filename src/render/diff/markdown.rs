//! What changed between two entries, as Markdown with `<del>` and `<ins>`: unlike asterisks and tildes
//! they can stand next to any letter.

use std::io::{self, Write};

use super::{OF_FORM, SAME, by_place, cells, heading, label, whole};
use crate::diff::{Change, ChangeKind, Segment, What};
use crate::render::markdown::{escaped, escaped_heading};
use crate::render::{DiffView, Page};

/// What changed, under the titles and risk levels of both entries, with a disclaimer in full.
///
/// # Errors
/// When `out` cannot be written.
pub fn markdown(view: &DiffView, _: &Page, out: &mut dyn Write) -> io::Result<()> {
    let title = view.after.entry.title.as_str();
    writeln!(out, "# Changes: {}\n", escaped_heading(title))?;
    for (side, name) in [(&view.before, "Before"), (&view.after, "After")] {
        let entry = side.entry;
        let [title, rating] = [entry.title.as_str(), &entry.risk.words()].map(escaped);
        let from = escaped(&side.origin_words());
        writeln!(out, "- {name}: {title}, **{rating}**, {from}")?;
    }
    if view.changes.is_empty() {
        writeln!(out, "\n{SAME}")?;
    }
    for changes in by_place(view) {
        let Some(first) = changes.first() else {
            continue;
        };
        let (title, id) = heading(first.place);
        let id = id.map_or_else(String::new, |id| format!(" (`{id}`)"));
        writeln!(out, "\n## {}{id}\n", escaped_heading(&title))?;
        for change in changes {
            writeln!(out, "- {}", piece(change))?;
        }
    }
    let disclaimer = view
        .with_disclaimer()
        .and_then(|it| it.entry.disclaimer.as_ref());
    if let Some(words) = disclaimer {
        writeln!(out, "\n---\n\n{}", escaped(words.as_str()))?;
    }
    Ok(())
}

fn piece(change: &Change) -> String {
    if change.what == What::Section {
        return escaped(&whole(change));
    }
    let kind = match change.kind {
        ChangeKind::Added => "Added",
        ChangeKind::Removed => "Removed",
        ChangeKind::Changed | ChangeKind::Moved => "Changed",
    };
    let what = match (label(change), change.what) {
        (Some(label), _) => format!(", {label}"),
        (None, What::ListItem) => ", list item".to_owned(),
        (None, _) => String::new(),
    };
    let words = cells(change).map(|cell| cell.iter().map(marked).collect::<String>());
    let words = words.collect::<Vec<_>>().join(" \\| ");
    let form = if change.is_of_form {
        format!(" ({OF_FORM})")
    } else {
        String::new()
    };
    format!("{kind}{what}: {words}{form}").trim_end().to_owned()
}

fn marked(segment: &Segment) -> String {
    // The paragraphs of a cell stand on one line here.
    let words = escaped(&segment.words().replace('\n', " / "));
    match segment {
        Segment::Same(_) => words,
        Segment::Removed(_) => format!("<del>{words}</del>"),
        Segment::Added(_) => format!("<ins>{words}</ins>"),
    }
}
