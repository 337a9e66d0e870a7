//! What changed between two entries: by section, by paragraph, by word. Knows nothing of where they
//! come from, or of output.
//!
//! An entry is taken apart into pieces (a paragraph, an item of a list, a row of a table, a risk, the
//! date of its source). The pieces of sections that are the same section are aligned with each other;
//! of those that were changed, the words are aligned. Nothing is left out: what is the same, with what
//! was removed, is all of the earlier entry, and with what was added all of the later one.

mod align;
mod change;
mod content;
mod pieces;
mod runs;
mod sections;
#[cfg(test)]
mod tests;
mod tokens;
mod words;

pub use change::{Change, ChangeKind, Place, Placed, Segment, What};

use crate::entry::Entry;
use align::{Step, align};
use pieces::Piece;
use sections::{Node, Sections};

/// What changed from `before` to `after`, in the order of an entry. Empty if they are the same.
#[must_use]
pub fn diff<'a>(before: &'a Entry, after: &'a Entry) -> Vec<Change<'a>> {
    let mut changes = Vec::new();
    let mut compare = |place, take: fn(&Entry) -> Vec<Piece<'_>>| {
        changes_of(place, &take(before), &take(after), &mut changes);
    };
    compare(Place::Entry, pieces::of_names);
    diff_sections(before, after, &mut changes);
    let mut compare = |place, take: fn(&Entry) -> Vec<Piece<'_>>| {
        changes_of(place, &take(before), &take(after), &mut changes);
    };
    compare(Place::Risks, pieces::of_risks);
    compare(Place::Disclaimer, pieces::of_disclaimer);
    compare(Place::About, pieces::of_about);
    compare(Place::Source, pieces::of_source);
    changes
}

/// The changes between these pieces, which are in one place.
fn changes_of<'a>(
    place: Place<'a>,
    before: &[Piece],
    after: &[Piece],
    changes: &mut Vec<Change<'a>>,
) {
    for step in align(before, after) {
        let change = |kind, piece: &Piece, cells: Vec<Vec<Segment>>| Change {
            kind,
            place,
            what: piece.what,
            is_highlight: piece.is_highlight,
            is_of_form: kind == ChangeKind::Changed
                && cells
                    .iter()
                    .flatten()
                    .all(|it| matches!(it, Segment::Same(_))),
            cells,
        };
        changes.extend(match step {
            Step::Same => None,
            Step::Removed(at) => {
                let cells = before[at].whole(Segment::Removed);
                Some(change(ChangeKind::Removed, &before[at], cells))
            }
            Step::Added(at) => {
                let cells = after[at].whole(Segment::Added);
                Some(change(ChangeKind::Added, &after[at], cells))
            }
            Step::Changed(one, other) => {
                let cells = words::of_cells(&before[one].cells, &after[other].cells);
                Some(change(ChangeKind::Changed, &after[other], cells))
            }
        });
    }
}

fn diff_sections<'a>(before: &'a Entry, after: &'a Entry, changes: &mut Vec<Change<'a>>) {
    let sections = Sections::of(before, after);
    for (before, after) in sections.in_order() {
        let place = Place::Section {
            before: before.map(Node::placed),
            after: after.map(Node::placed),
        };
        let whole = |kind, is_of_form| Change {
            kind,
            place,
            what: What::Section,
            is_highlight: false,
            cells: Vec::new(),
            is_of_form,
        };
        let content = |node: Option<&Node<'a>>| match node {
            Some(node) => content::of_section(node.section),
            None => Vec::new(),
        };
        let (Some(before), Some(after)) = (before, after) else {
            let kind = match after {
                Some(_) => ChangeKind::Added,
                None => ChangeKind::Removed,
            };
            changes.push(whole(kind, false));
            changes_of(place, &content(before), &content(after), changes);
            continue;
        };
        if sections.is_moved(after) {
            changes.push(whole(ChangeKind::Moved, false));
        }
        let already = changes.len();
        let (one, other) = (before.section, after.section);
        let heads = [one, other].map(pieces::of_heading);
        changes_of(place, &heads[0], &heads[1], changes);
        let is_same = one.highlights == other.highlights && one.content == other.content;
        if !is_same {
            changes_of(
                place,
                &content(Some(before)),
                &content(Some(after)),
                changes,
            );
            // Two lists may have become one, with the same items.
            if changes.len() == already {
                changes.push(whole(ChangeKind::Changed, true));
            }
        }
    }
}
