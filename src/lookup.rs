//! From a name to an entry, and from a section's name to a part of it. A miss is an error with
//! suggestions: nothing is ever answered in its place.

use crate::catalog;
use crate::entry::{Entry, Part};
use crate::error::{Code, Error};
use crate::name::{fold, suggest};

/// Words that people use for the standard parts, folded, with the ids that they stand for: the
/// first that the entry has is meant.
const SYNONYMS: [(&str, &[&str]); 32] = [
    ("introduction", &["overview"]),
    ("description", &["overview"]),
    ("summary", &["overview"]),
    ("about", &["overview"]),
    ("mechanism", &["how-it-works"]),
    ("mechanism of action", &["how-it-works"]),
    ("works", &["how-it-works"]),
    ("benefit", &["benefits"]),
    ("indications", &["benefits"]),
    ("uses", &["benefits"]),
    ("evidence", &["science"]),
    ("research", &["science"]),
    ("studies", &["science"]),
    ("clinical studies", &["science"]),
    ("dosage", &["protocol"]),
    ("dose", &["protocol"]),
    ("dosing", &["protocol"]),
    ("administration", &["protocol"]),
    ("dosage and administration", &["protocol"]),
    ("treatment", &["protocol"]),
    ("warning", &["watch-out"]),
    ("warnings", &["watch-out"]),
    ("warnings and cautions", &["watch-out"]),
    ("cautions", &["watch-out"]),
    ("precautions", &["watch-out"]),
    ("risk", &["risks"]),
    ("health risk", &["risks"]),
    ("health risks", &["risks"]),
    ("side effect", &["adverse-reactions", "risks"]),
    ("side effects", &["adverse-reactions", "risks"]),
    ("adverse effects", &["adverse-reactions", "risks"]),
    ("adverse reactions", &["adverse-reactions", "risks"]),
];

/// The entry that has this name: an id, a title or an alias, after folding.
///
/// # Errors
/// [`Code::EntryNotFound`] with suggestions when no entry has it.
pub fn find_entry(name: &str) -> Result<Entry, Error> {
    let folded = fold(name);
    match catalog::find(&folded) {
        Some(built_in) => Ok(built_in.entry()),
        None => Err(no_such_entry(name, &folded)),
    }
}

fn no_such_entry(name: &str, folded: &str) -> Error {
    let suggestions = suggest(
        folded,
        catalog::names().map(|(name, built_in)| (name, built_in.id)),
    );
    let error = Error::new(Code::EntryNotFound, format!("no entry is named \"{name}\""));
    if !suggestions.is_empty() {
        return error.with_suggestions(suggestions.into_iter().map(str::to_owned).collect());
    }
    match section_after_name(folded) {
        Some((id, section)) => error.with_hint(format!(
            "a section is asked for by an option: `stackwise show {id} --section {section}`"
        )),
        None => error.with_hint("`stackwise list` shows every entry"),
    }
}

/// The entry and the section in a name that is both, such as "ketamine risks".
fn section_after_name(folded: &str) -> Option<(&'static str, String)> {
    folded.match_indices(' ').find_map(|(at, _)| {
        let built_in = catalog::find(&folded[..at])?;
        let entry = built_in.entry();
        let part = find_part(&entry, &folded[at + 1..])?;
        Some((built_in.id, part.id().to_owned()))
    })
}

/// The part of `entry` that this names: an id or a title after folding, or a common word for one.
fn find_part<'a>(entry: &'a Entry, name: &str) -> Option<Part<'a>> {
    let folded = fold(name);
    entry
        .parts()
        .find(|part| fold(part.id()) == folded)
        .or_else(|| entry.parts().find(|part| fold(part.title()) == folded))
        .or_else(|| {
            let (_, ids) = SYNONYMS.iter().find(|(word, _)| *word == folded)?;
            part_with_one_of(entry, ids)
        })
}

/// The part with the first of these ids that the entry has.
fn part_with_one_of<'a>(entry: &'a Entry, ids: &[&str]) -> Option<Part<'a>> {
    ids.iter()
        .find_map(|id| entry.parts().find(|part| part.id() == *id))
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
    let own_names = entry
        .parts()
        .flat_map(|part| [(fold(part.id()), part), (fold(part.title()), part)]);
    let common_words = SYNONYMS.iter().filter_map(|(word, ids)| {
        part_with_one_of(entry, ids).map(|part| ((*word).to_owned(), part))
    });
    let names: Vec<(String, Part)> = own_names.chain(common_words).collect();
    let suggestions = suggest(
        name,
        names.iter().map(|(name, part)| (name.as_str(), part.id())),
    );
    Error::new(
        Code::SectionNotFound,
        format!(
            "\"{}\" has no section named \"{name}\"; it has {}",
            entry.id,
            ids.join(", ")
        ),
    )
    .with_suggestions(suggestions.into_iter().map(str::to_owned).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(names: &[&str]) -> Result<Vec<String>, Error> {
        let entry = find_entry("ketamine").unwrap();
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
        let mut entry = find_entry("ketamine").unwrap();
        let own = "warnings".to_owned().try_into().unwrap();
        entry.sections[1].id = own;
        let found = find_parts(&entry, &["warnings".to_owned()]).unwrap();
        assert_eq!(found, [Part::Section(&entry.sections[1])]);
    }

    #[test]
    fn every_common_word_is_folded_and_stands_for_itself_alone() {
        for (index, (synonym, ids)) in SYNONYMS.iter().enumerate() {
            assert_eq!(fold(synonym), *synonym);
            assert!(!ids.is_empty());
            assert!(SYNONYMS[..index].iter().all(|(other, _)| other != synonym));
        }
    }
}
