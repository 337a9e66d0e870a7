//! Drug labels in Structured Product Labeling (SPL, an HL7 version 3 standard), as FDA and `DailyMed`
//! publish them → entries.
//!
//! The words of a label are kept as they are: every paragraph, list item, table row, caption,
//! footnote and title of its sections stands in the entry, once and in order. What a plain line of
//! text cannot hold is written with the fewest signs that keep the meaning: bullets before list
//! items, bars between table cells, marks before footnotes, small or set-off super- and subscripts.

mod codes;
mod figures;
mod label;
mod lists;
mod plan;
mod prose;
mod references;
mod script;
mod sections;
mod slug;
mod table;
#[cfg(test)]
mod tests;
mod tree;
mod xml;

use self::label::Label;
use self::sections::Body;
use self::tree::Element;
use super::Complaint;
use crate::entry::{Entry, RiskLevel, RiskRating};
use crate::text::Text;

/// What is said of the places where a label marks text as deleted.
const LEFT_OUT: &str = "what the label marks as deleted here is left out";

/// The entry that a label is.
///
/// # Errors
/// With everything that is wrong with the document, in its order.
pub fn read(xml: &str) -> Result<Entry, Vec<Complaint>> {
    read_with_notes(xml).map(|(entry, _)| entry)
}

/// The same, with what a reader has to know of how the label was read, in its order.
///
/// # Errors
/// With everything that is wrong with the document, in its order.
pub fn read_with_notes(xml: &str) -> Result<(Entry, Vec<Complaint>), Vec<Complaint>> {
    let parsed = xml::parse(xml);
    let entry = read_tree(parsed.root, parsed.complaints)?;
    let note = |offset| Complaint::new(offset, LEFT_OUT);
    Ok((entry, parsed.deleted.into_iter().map(note).collect()))
}

fn read_tree(
    root: Option<Element<'_>>,
    mut complaints: Vec<Complaint>,
) -> Result<Entry, Vec<Complaint>> {
    let Some(document) = root else {
        return Err(complaints);
    };
    if document.name != "document" {
        complaints.push(Complaint::new(
            document.offset,
            "this is not a drug label (SPL): the root is not <document> in the namespace urn:hl7-org:v3",
        ));
        return Err(complaints);
    }
    let label = Label::of(&document, &mut complaints);
    match label {
        Some(label) if complaints.is_empty() => Body::of(&document)
            .and_then(|body| {
                let refused = |message| Complaint::new(document.offset, message);
                entry(label, body).map_err(refused)
            })
            .map_err(|complaint| vec![complaint]),
        _ => {
            complaints.sort_by_key(|complaint| complaint.offset);
            Err(complaints)
        }
    }
}

/// A label has no rating of its own: whether it has a boxed warning is as near as it comes.
fn entry(label: Label, body: Body) -> Result<Entry, String> {
    let boxed_warning = body
        .has_boxed_warning
        .then(|| text("Boxed Warning".to_owned()));
    let entry = Entry {
        id: label.id,
        title: label.title,
        aliases: label.aliases,
        risk: RiskRating {
            level: RiskLevel::Unknown,
            label: boxed_warning.flatten(),
        },
        sections: body.sections,
        risks: body.risks,
        disclaimer: None,
        about: Some(label.about),
        source: label.source,
    };
    entry.check_section_ids()?;
    Ok(entry)
}

/// `words` without blanks at their ends, unless none are left. They are never hostile: a document
/// with hostile characters is refused, with their places, before anything is made of it.
fn text(words: String) -> Option<Text> {
    let trimmed = words.trim();
    let words = if trimmed.len() == words.len() {
        words
    } else {
        trimmed.to_owned()
    };
    Text::try_from(words).ok()
}
