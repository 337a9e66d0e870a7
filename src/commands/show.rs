//! `show`: one entry, whole or in parts, or what is in it.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::mem::ManuallyDrop;

use super::{Done, Printer};
use crate::entry::standard::{INDICATIONS, LETTER};
use crate::entry::{Entry, Part, Section, Slug};
use crate::error::{Error, Exit, Failure};
use crate::library::LibraryPath;
use crate::lookup::{self, Collection, Found};
use crate::render::{EntryView, Format, OutlineView, View, not_listed};
use crate::text::Text;

/// What is to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Show {
    /// The name of the entry, as typed.
    pub name: String,
    /// How much of it.
    pub extent: Extent,
}

/// How much is shown of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Extent {
    /// All of it.
    Whole,
    /// The parts with these names, in the order asked.
    Sections(Vec<String>),
    /// What its author wrote to be read first, and the risks.
    Brief,
    /// What is in it.
    Outline,
}

/// Shows an entry.
///
/// # Errors
/// When no entry or section has the name, several entries have, the library cannot be read, or the
/// output cannot be written.
pub fn run(
    show: &Show,
    path: Option<&LibraryPath>,
    printer: &mut Printer,
) -> Result<Done, Failure> {
    let collection = Collection::open(path)?;
    let asked = Asked::default();
    // Not dropped: to free a large entry piece by piece takes time, and the program ends here anyway.
    let found = ManuallyDrop::new(match &show.extent {
        Extent::Sections(names) => {
            collection.find_only(&show.name, &|headings| asked.find(headings, names))?
        }
        Extent::Whole | Extent::Brief | Extent::Outline => collection.find(&show.name)?,
    });
    let Found { entry, origin } = &*found;
    let origin = *origin;
    printer.title = Some(entry.title.clone());
    let first;
    let view = match &show.extent {
        Extent::Outline => {
            printer.print(View::Outline(OutlineView { entry, origin }))?;
            return Ok(Exit::Done.into());
        }
        Extent::Whole => EntryView::whole(entry, origin),
        Extent::Sections(names) => EntryView::only(entry, origin, asked.parts(entry, names)?),
        Extent::Brief => {
            first = read_first(entry);
            let risks = entry.parts().filter(|part| matches!(part, Part::Risks(_)));
            let parts = first.iter().map(Part::Section).chain(risks);
            EntryView::brief(entry, origin, parts.collect())
        }
    };
    let note = note_beside(&view, printer.format);
    printer.print(View::Entry(view))?;
    Ok(Done::with_notes(Exit::Done, note))
}

/// The ids of the parts that are asked for, which are found by the headings of an entry.
#[derive(Default)]
struct Asked(RefCell<Vec<String>>);

impl Asked {
    /// Finds the parts with these names, and tells the ids of all sections in them; none where one of them
    /// is not there.
    fn find(&self, headings: &Entry, names: &[String]) -> BTreeSet<Slug> {
        let parts = lookup::find_parts(headings, names).unwrap_or_default();
        let ids = parts.iter().map(|part| part.id().to_owned());
        self.0.replace(ids.collect());
        let sections = parts.into_iter().filter_map(|part| match part {
            Part::Section(section) => Some(section.with_nested()),
            Part::Risks(_) | Part::Disclaimer(_) => None,
        });
        let sections = sections.flatten();
        sections.map(|section| section.id.clone()).collect()
    }

    /// The parts that were found, of the entry as it was read then.
    ///
    /// # Errors
    /// When one of them is not there.
    fn parts<'e>(&self, entry: &'e Entry, names: &[String]) -> Result<Vec<Part<'e>>, Error> {
        let ids = self.0.borrow();
        if ids.is_empty() {
            return lookup::find_parts(entry, names);
        }
        let part = |id: &String| entry.all_parts().find(|part| part.id() == id);
        Ok(ids.iter().filter_map(part).collect())
    }
}

/// What is said beside bare lines: that risks are not all in them.
fn note_beside(view: &EntryView, format: Format) -> Option<String> {
    let has_risks = view.parts.iter().any(|part| matches!(part, Part::Risks(_)));
    let is_silent = format == Format::Bare && has_risks;
    let told = is_silent.then(|| not_listed(view.entry, str::to_owned));
    told.flatten()
        .map(|told| told.replacen("Also tells", "the entry also tells", 1))
}

/// What an author wrote to be read first: the highlights of sections, without what else is in these.
/// Where there are none, the boxed warning and, of a label, what the drug is for; else the opening, but
/// for a letter before it.
fn read_first(entry: &Entry) -> Vec<Section> {
    let mut highlights = Vec::new();
    for section in entry.all_sections().filter(|it| !it.highlights.is_empty()) {
        highlights.push(Section {
            highlights: section.highlights.clone(),
            ..titled(section)
        });
    }
    if !highlights.is_empty() {
        return highlights;
    }
    let boxed = entry.boxed_warning();
    let uses = uses(&entry.sections);
    if !uses.is_empty() {
        return boxed.into_iter().chain(uses).cloned().collect();
    }
    let is_boxed = |section: &Section| boxed.is_some_and(|boxed| boxed.id == section.id);
    let is_letter = |section: &&Section| has_code(section, LETTER);
    let mut sections = entry.sections.iter();
    let opening = sections
        .find(|section| !is_letter(section))
        .or_else(|| entry.sections.first());
    let mut first: Vec<Section> = opening
        .into_iter()
        .map(|opening| match opening.content.as_slice() {
            content if content.is_empty() || is_boxed(opening) => opening.clone(),
            content => Section {
                content: content.to_vec(),
                ..titled(opening)
            },
        })
        .collect();
    let is_there = first.iter().flat_map(Section::with_nested).any(is_boxed);
    first.extend(boxed.filter(|_| !is_there).cloned());
    first
}

/// The sections of a label, at any depth, that tell what the drug is for.
fn uses(sections: &[Section]) -> Vec<&Section> {
    let found = sections.iter().map(|section| {
        if has_code(section, INDICATIONS) {
            vec![section]
        } else {
            uses(&section.sections)
        }
    });
    found.flatten().collect()
}

fn has_code(section: &Section, code: &str) -> bool {
    section.code.as_ref().map(Text::as_str) == Some(code)
}

/// A section with nothing in it.
fn titled(section: &Section) -> Section {
    Section {
        number: section.number.clone(),
        code: section.code.clone(),
        ..Section::new(section.id.clone(), section.title.clone(), Vec::new())
    }
}
