//! From the name of a section to a part of an entry.

use std::collections::BTreeSet;

use crate::entry::standard::{MEANING_ALL, STANDARD_SECTIONS, StandardSection, meant_by};
use crate::entry::{Entry, Part};
use crate::error::{Code, Error, Suggestion};
use crate::name::{Suggestions, fold, folds_to};
use crate::text::Text;

/// How many sections of an entry are named in a message at most: of more there is an outline.
const MAX_NAMED: usize = 10;

/// The parts of `entry`, at any depth, that this names: the one with just this id; else those with this
/// title or id, after folding; with this number; with this LOINC code; or those that a common word means.
pub(super) fn find<'a>(entry: &'a Entry, name: &str) -> Vec<Part<'a>> {
    let folded = fold(name);
    let number = without_dots(name);
    let having = |is_meant: &dyn Fn(Part) -> bool| {
        let parts = entry.all_parts().filter(|part| is_meant(*part));
        outermost(&parts.collect::<Vec<_>>())
    };
    // A heading that is more than its title has a number before it, and so two words or more.
    let may_be_heading = folded.contains(' ');
    let has_title = |part: Part| {
        folds_to(part.title(), &folded) || may_be_heading && folds_to(&part.heading(), &folded)
    };
    let has_number = |part: Part| number_of(part).is_some_and(|own| without_dots(own) == number);
    let ways: [&dyn Fn() -> Vec<Part<'a>>; 5] = [
        &|| having(&|part| part.id() == name),
        &|| having(&|part| has_title(part) || folds_to(part.id(), &folded)),
        &|| having(&has_number),
        &|| having(&|part| code_of(part) == Some(name.trim())),
        &|| parts_meant_by(entry, &folded),
    ];
    let mut found = ways.iter().map(|way| way());
    found.find(|parts| !parts.is_empty()).unwrap_or_default()
}

/// The parts without those that lie in another of them.
fn outermost<'a>(parts: &[Part<'a>]) -> Vec<Part<'a>> {
    let is_inner = |part: &Part| {
        parts.iter().any(|other| match (other, part) {
            (Part::Section(outer), Part::Section(inner)) => {
                outer.with_nested().skip(1).any(|it| it.id == inner.id)
            }
            _ => false,
        })
    };
    let inner: Vec<bool> = parts.iter().map(is_inner).collect();
    let parts = parts.iter().zip(inner);
    parts
        .filter(|(_, inner)| !inner)
        .map(|(part, _)| *part)
        .collect()
}

fn number_of(part: Part<'_>) -> Option<&str> {
    match part {
        Part::Section(section) => section.number.as_ref().map(Text::as_str),
        Part::Risks(_) | Part::Disclaimer(_) => None,
    }
}

fn code_of(part: Part<'_>) -> Option<&str> {
    match part {
        Part::Section(section) => section.code.as_ref().map(Text::as_str),
        Part::Risks(_) | Part::Disclaimer(_) => None,
    }
}

/// A number as it is compared: some authors end it with a dot.
fn without_dots(number: &str) -> &str {
    number.trim().trim_end_matches('.')
}

/// The parts of `entry` that people ask for by this synonym, which is folded: those of the first
/// standard section that has it and that the entry has, or of all that have it where it means several.
fn parts_meant_by<'a>(entry: &'a Entry, synonym: &str) -> Vec<Part<'a>> {
    let mut meant = meant_by(synonym).map(|section| parts_of(entry, section));
    if MEANING_ALL.contains(&synonym) {
        return outermost(&meant.flatten().collect::<Vec<_>>());
    }
    meant.find(|parts| !parts.is_empty()).unwrap_or_default()
}

/// The sections of `entry` that common words in these words, which are folded, ask for, each with the
/// common word: "side effects" for its adverse reactions.
#[must_use]
pub fn asked_for<'a>(entry: &'a Entry, words: &str) -> Vec<(Part<'a>, &'static str)> {
    let words = format!(" {words} ");
    let is_asked = |synonym: &&&str| words.contains(&format!(" {synonym} "));
    let synonyms: BTreeSet<&&str> = STANDARD_SECTIONS
        .iter()
        .flat_map(|section| section.synonyms)
        .filter(is_asked)
        .collect();
    let meant = |synonym: &&'static str| {
        let parts = parts_meant_by(entry, synonym).into_iter();
        let synonym = *synonym;
        parts.map(move |part| (part, synonym)).collect::<Vec<_>>()
    };
    synonyms.into_iter().flat_map(meant).collect()
}

/// The parts of `entry` that are a standard section: by its id, and by the first of its codes that the
/// entry has. Labels may have several sections with one code.
fn parts_of<'a>(entry: &'a Entry, section: &StandardSection) -> Vec<Part<'a>> {
    let has = |code: &&&str| entry.all_parts().any(|part| code_of(part) == Some(**code));
    let code = section.loinc.iter().find(has);
    let is_meant = |part: &Part| {
        part.id() == section.id || code.is_some_and(|code| code_of(*part) == Some(code))
    };
    outermost(&entry.all_parts().filter(is_meant).collect::<Vec<_>>())
}

/// The parts of `entry` that these names ask for, in their order, each once.
///
/// # Errors
/// [`Code::SectionNotFound`] for the first name that the entry has no part for, with suggestions
/// and the way to what it has.
pub fn find_parts<'a>(entry: &'a Entry, names: &[String]) -> Result<Vec<Part<'a>>, Error> {
    let mut parts = Vec::with_capacity(names.len());
    // Names are told apart by commas, and a title may have some.
    let commas = entry
        .all_parts()
        .map(|part| part.title().matches(',').count());
    let most = commas.max().unwrap_or(0) + 1;
    let mut rest = names;
    while let [name, ..] = rest {
        let mut counts = (1..=most.min(rest.len())).rev();
        let (found, count) = counts
            .find_map(|count| {
                let found = find(entry, &rest[..count].join(","));
                (!found.is_empty()).then_some((found, count))
            })
            .ok_or_else(|| no_such_section(entry, name))?;
        rest = &rest[count..];
        for part in found {
            if !parts.iter().any(|other: &Part| other.id() == part.id()) {
                parts.push(part);
            }
        }
    }
    Ok(parts)
}

fn no_such_section(entry: &Entry, name: &str) -> Error {
    let ids: Vec<&str> = entry.all_parts().map(Part::id).collect();
    let mut near = Suggestions::new(name);
    let folded = fold(name);
    for part in entry.all_parts() {
        near.consider(&fold(part.id()), part.id());
        let title = fold(part.title());
        near.consider(&title, part.id());
        // A word of the title may be all that was typed of it.
        if has_words(&title, &folded) {
            near.consider(&folded, part.id());
        }
    }
    for section in &STANDARD_SECTIONS {
        for synonym in section.synonyms {
            if let [part, ..] = parts_meant_by(entry, synonym).as_slice() {
                near.consider(synonym, part.id());
            }
        }
    }
    let id = &entry.id;
    let message = format!("\"{id}\" has no section named \"{name}\"");
    let suggestions = near.into_nearest().map(|near| Suggestion::of(near.named));
    let error = |message| Error::new(Code::SectionNotFound, message).with_suggestions(suggestions);
    if ids.len() <= MAX_NAMED {
        error(format!("{message}; it has {}", ids.join(", ")))
    } else {
        error(format!(
            "{message}; `stackwise show {id} --outline` lists those it has"
        ))
    }
}

/// Whether the words `typed` follow each other in `title`. Both are folded.
fn has_words(title: &str, typed: &str) -> bool {
    let words = |text: &str| {
        let words = text.split(|c: char| !c.is_alphanumeric());
        let words = words.filter(|word| !word.is_empty());
        words.map(str::to_owned).collect::<Vec<_>>()
    };
    let typed = words(typed);
    !typed.is_empty() && words(title).windows(typed.len()).any(|some| some == typed)
}

/// The ids of the sections that this may name in any entry: the one that it would be itself, then those
/// of the standard sections that it is a common word for, those of articles first.
#[must_use]
pub fn section_ids(name: &str) -> Vec<String> {
    let folded = fold(name);
    let own = folded.replace(' ', "-");
    let (articles, labels): (Vec<_>, Vec<_>) =
        meant_by(&folded).partition(|section| section.is_of_articles());
    let meant = articles
        .into_iter()
        .chain(labels)
        .map(|it| it.id.to_owned());
    std::iter::once(own).chain(meant).collect()
}

#[cfg(test)]
mod tests;
