//! From the name of a section to a part of an entry.

use crate::entry::standard::{STANDARD_SECTIONS, meant_by};
use crate::entry::{Entry, Part};
use crate::error::{Code, Error, Suggestion};
use crate::name::{Suggestions, fold};

/// The part of `entry` that this names: an id or a title after folding, or a common word for one.
pub(super) fn find_part<'a>(entry: &'a Entry, name: &str) -> Option<Part<'a>> {
    let folded = fold(name);
    entry
        .parts()
        .find(|part| fold(part.id()) == folded)
        .or_else(|| entry.parts().find(|part| fold(part.title()) == folded))
        .or_else(|| part_meant_by(entry, &folded))
}

/// The part of `entry` that people ask for by this synonym, which is folded.
fn part_meant_by<'a>(entry: &'a Entry, synonym: &str) -> Option<Part<'a>> {
    meant_by(synonym).find_map(|section| entry.parts().find(|part| part.id() == section.id))
}

/// The parts of `entry` that these names ask for, in their order, each once.
///
/// # Errors
/// [`Code::SectionNotFound`] for the first name that the entry has no part for, with suggestions
/// and the list of what it has.
pub fn find_parts<'a>(entry: &'a Entry, names: &[String]) -> Result<Vec<Part<'a>>, Error> {
    let mut parts = Vec::with_capacity(names.len());
    for name in names {
        let part = find_part(entry, name).ok_or_else(|| no_such_section(entry, name))?;
        if !parts.iter().any(|other: &Part| other.id() == part.id()) {
            parts.push(part);
        }
    }
    Ok(parts)
}

fn no_such_section(entry: &Entry, name: &str) -> Error {
    let ids: Vec<&str> = entry.parts().map(Part::id).collect();
    let mut near = Suggestions::new(name);
    for part in entry.parts() {
        near.consider(&fold(part.id()), part.id());
        near.consider(&fold(part.title()), part.id());
    }
    for section in &STANDARD_SECTIONS {
        for synonym in section.synonyms {
            if let Some(part) = part_meant_by(entry, synonym).filter(|it| it.id() == section.id) {
                near.consider(synonym, part.id());
            }
        }
    }
    Error::new(
        Code::SectionNotFound,
        format!(
            "\"{}\" has no section named \"{name}\"; it has {}",
            entry.id,
            ids.join(", ")
        ),
    )
    .with_suggestions(near.into_nearest().map(|near| Suggestion::of(near.named)))
}

/// The id of the section that this names in any entry: a common word for a standard one, or the id
/// that it would be.
#[must_use]
pub fn section_id(name: &str) -> String {
    let folded = fold(name);
    match meant_by(&folded).last() {
        Some(section) => section.id.to_owned(),
        None => folded.replace(' ', "-"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lookup::Collection;

    fn ketamine() -> Entry {
        Collection::open(None)
            .unwrap()
            .find("ketamine")
            .unwrap()
            .entry
    }

    fn parts(names: &[&str]) -> Result<Vec<String>, Error> {
        let entry = ketamine();
        let names: Vec<String> = names.iter().map(|&name| name.to_owned()).collect();
        find_parts(&entry, &names).map(|parts| parts.iter().map(|p| p.id().to_owned()).collect())
    }

    #[test]
    fn a_section_is_found_by_id_title_or_common_word() {
        for (name, id) in [
            ("risks", "risks"),
            ("Health Risks", "risks"),
            ("health_risks", "risks"),
            ("SIDE-EFFECTS", "risks"),
            ("mechanism", "how-it-works"),
            ("How It Works", "how-it-works"),
            ("evidence", "science"),
            ("the science behind it", "science"),
            ("dosage", "protocol"),
            ("warnings", "watch-out"),
            ("what to watch out for", "watch-out"),
            (" overview ", "overview"),
            ("disclaimer", "disclaimer"),
        ] {
            assert_eq!(parts(&[name]).unwrap(), [id], "{name:?}");
        }
    }

    #[test]
    fn sections_come_in_the_order_asked_and_once() {
        assert_eq!(
            parts(&["protocol", "risks", "benefits", "dosage"]).unwrap(),
            ["protocol", "risks", "benefits"]
        );
    }

    #[test]
    fn an_entry_s_own_section_comes_before_a_common_word() {
        let mut entry = ketamine();
        let own = "warnings".to_owned().try_into().unwrap();
        entry.sections[1].id = own;
        let found = find_parts(&entry, &["warnings".to_owned()]).unwrap();
        assert_eq!(found, [Part::Section(&entry.sections[1])]);
    }
}
