//! What changed between two entries, for people: what stands in it, in words.

mod markdown;
mod text;

pub use markdown::markdown;
pub use text::text;

use std::borrow::Cow;

use super::{DiffSide, DiffView};
use crate::diff::{Change, ChangeKind, Place, Placed, Segment, What};
use crate::entry::Origin;

/// What is said where the words are the same.
const OF_FORM: &str = "only emphasis, links, marks or nesting changed";

/// What is said where nothing changed.
const SAME: &str = "No changes.";

/// The changes of one place after the other.
fn by_place<'v>(view: &'v DiffView) -> impl Iterator<Item = &'v [Change<'v>]> {
    view.changes.chunk_by(|one, other| one.place == other.place)
}

/// The heading over the changes of a place: of a section with its id.
fn heading(place: Place) -> (Cow<'static, str>, Option<String>) {
    match place {
        Place::Entry => ("Entry".into(), None),
        Place::Risks => ("Health Risks".into(), None),
        Place::Disclaimer => ("Disclaimer".into(), None),
        Place::About => ("About".into(), None),
        Place::Source => ("Source".into(), None),
        Place::Section { before, after } => match after.or(before) {
            Some(Placed { section, .. }) => (
                section.heading().into_owned().into(),
                Some(section.id.to_string()),
            ),
            None => ("Section".into(), None),
        },
    }
}

/// What happened to a whole section, in words.
fn whole(change: &Change) -> String {
    match change.kind {
        ChangeKind::Added => "This section was added.".to_owned(),
        ChangeKind::Removed => "This section was removed.".to_owned(),
        ChangeKind::Changed => {
            "Its words are the same; only how lists and the like are set changed.".to_owned()
        }
        ChangeKind::Moved => {
            let Place::Section { before, after } = change.place else {
                return "This section was moved.".to_owned();
            };
            let holder = |placed: Option<Placed>| match placed.and_then(|it| it.parent) {
                Some(parent) => format!("in \"{}\"", parent.heading()),
                None => "in no other section".to_owned(),
            };
            let (from, to) = (holder(before), holder(after));
            if from == to {
                "This section was moved before or after others.".to_owned()
            } else {
                format!("This section was moved: it was {from}, it is {to}.")
            }
        }
    }
}

/// What names the words of a piece, where that is not plain from where they are.
fn label(change: &Change) -> Option<String> {
    let label = match change.what {
        What::Paragraph | What::ListItem | What::Section | What::Disclaimer | What::Risk => None,
        What::Id => Some("ID"),
        What::Title => Some("Title"),
        What::Alias => Some("Alias"),
        What::Level => Some("Risk level"),
        What::LevelLabel => Some("Wording of the risk level"),
        What::Number => Some("Number"),
        What::Code => Some("LOINC code"),
        What::TableCaption => Some("Table caption"),
        What::TableHead => Some("Table head"),
        What::TableRow => Some("Table row"),
        What::TableNote => Some("Table note"),
        What::Figure => Some("Figure"),
        What::CodeLine => Some("Code"),
        What::RiskSection => Some("Section that tells of risks"),
        What::Substance => Some("Substance"),
        What::Product => Some("Product"),
        What::Publisher => Some("Publisher"),
        What::Url => Some("URL"),
        What::Author => Some("Author"),
        What::Published => Some("Published"),
        What::Reviewed => Some("Reviewed"),
        What::ReviewDue => Some("Review due"),
        What::License => Some("License"),
        What::Reference => Some("Reference"),
        What::SetId => Some("Set ID"),
        What::Version => Some("Version"),
        What::EffectiveDate => Some("Effective"),
    };
    match (change.is_highlight, label) {
        (true, None) => Some("Highlight".to_owned()),
        (true, Some(label)) => Some(format!("Highlight, {label}")),
        (false, label) => label.map(str::to_owned),
    }
}

/// The words of the cells to show: fields that are empty are left out, cells of a table are not.
fn cells<'c>(change: &'c Change) -> impl Iterator<Item = &'c [Segment]> {
    let is_table = matches!(change.what, What::TableHead | What::TableRow);
    let cells = change.cells.iter().map(Vec::as_slice);
    cells.filter(move |cell| is_table || !cell.is_empty())
}

impl DiffSide<'_> {
    /// Where the entry comes from: what was typed may be a name and a file.
    fn origin_words(&self) -> String {
        let name = self.name;
        match self.origin {
            None if name == "standard input" => name.to_owned(),
            None => format!("{name} (file)"),
            Some(Origin::BuiltIn) => format!("{name} (built-in)"),
            Some(Origin::Library {
                shadows_built_in: false,
            }) => format!("{name} (your library)"),
            Some(Origin::Library {
                shadows_built_in: true,
            }) => {
                format!("{name} (your library, in place of the built-in entry)")
            }
        }
    }
}

impl DiffView<'_> {
    /// The entry whose disclaimer stands under both: the later one, if it has one.
    fn with_disclaimer(&self) -> Option<&DiffSide<'_>> {
        let mut sides = [&self.after, &self.before].into_iter();
        sides.find(|side| side.entry.disclaimer.is_some())
    }
}
