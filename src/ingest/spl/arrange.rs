//! The sections of a label in the order and under the titles in which a reader looks for them. No word
//! is lost or changed by it, and none moves but with a whole section.

use std::collections::BTreeSet;

use super::boxed;
use super::codes;
use super::parts::Part;
use super::titles;
use super::words::text;
use crate::entry::Block;
use crate::name::fold;
use crate::text::Text;

/// The title of what a label says before its first section.
const OPENING: &str = "Overview";

/// Arranges the sections of a label.
pub fn arrange(mut parts: Vec<Part<'_>>) -> Vec<Part<'_>> {
    boxed::clear_codes(&mut parts);
    let titled = codes_of_titled(&parts);
    for part in &mut parts {
        clear_stray_codes(part, &titled);
    }
    let (mut opening, mut parts) = settle(parts, false);
    if !opening.is_empty() {
        let mut title = text(OPENING.to_owned());
        if let [Block::Paragraph(only)] = opening.as_slice()
            && only.as_str().len() <= titles::MAX_HEADING
        {
            // What is printed over all of it, such as "Drug Facts".
            title = Some(only.text().clone());
            opening.clear();
        }
        let first = Part {
            title,
            content: opening,
            ..Part::default()
        };
        parts.insert(0, first);
    }
    let mut parts = nest_warnings(parts);
    parts.sort_by_key(|part| match part.code {
        codes::BOXED_WARNING => 0,
        codes::RECENT_CHANGES => 2,
        _ => 1,
    });
    parts
}

/// The codes of the sections with titles.
fn codes_of_titled<'t>(parts: &[Part<'t>]) -> BTreeSet<&'t str> {
    let mut codes = BTreeSet::new();
    for part in parts {
        codes.extend(part.title.as_ref().map(|_| part.code));
        codes.append(&mut codes_of_titled(&part.parts));
    }
    codes
}

/// Takes the code from parts of a section that have no title, where it is that of a section which has
/// one: they would be called what they are not, or what their own parts are called. Those that tell of
/// risks keep it.
fn clear_stray_codes(outer: &mut Part<'_>, titled: &BTreeSet<&str>) {
    let is_titled = outer.title.is_some() && codes::is_specific(outer.code);
    for part in &mut outer.parts {
        let tells = codes::risk_kind(part.code).is_some() || codes::is_consumer_warning(part.code);
        if is_titled && part.title.is_none() && !tells && titled.contains(part.code) {
            part.code = "";
        }
        clear_stray_codes(part, titled);
    }
}

/// Gives titles to sections without one, or adds what they say to what comes before them: what is
/// before the first section of all is the first part of the result.
fn settle(mut parts: Vec<Part<'_>>, is_followed: bool) -> (Vec<Block>, Vec<Part<'_>>) {
    find_titles(&mut parts, is_followed);
    let mut opening = Vec::new();
    let mut settled: Vec<Part> = Vec::new();
    let mut parts = parts.into_iter().peekable();
    while let Some(part) = parts.next() {
        let is_followed = parts
            .peek()
            .is_some_and(|it| codes::is_consumer_warning(it.code));
        let introduces = part.code == codes::WARNINGS && is_followed;
        if part.title.is_some() {
            settled.push(part);
        } else if part.is_empty() && !introduces {
            // The data of products have a section of their own without a word.
        } else if codes::is_specific(part.code) {
            match settled.last_mut().filter(|last| last.code == part.code) {
                Some(last) => add(last, part),
                None => settled.push(named(part)),
            }
        } else if part.content.is_empty() && part.highlights.is_empty() {
            // It only holds others together.
            settled.extend(part.parts);
        } else if let Some(last) = settled.last_mut() {
            add(last, part);
        } else {
            opening.extend(part.highlights.into_iter().chain(part.content));
            settled.extend(part.parts);
        }
    }
    (opening, settled)
}

/// Looks for titles in the text, in these sections and in those in them. A section is not given one
/// where others without a title follow (as they do if `is_followed`): what they say would belong to
/// it.
fn find_titles(parts: &mut [Part<'_>], mut is_followed: bool) {
    for part in parts.iter_mut().rev() {
        let is_specific = codes::is_specific(part.code);
        if part.content.is_empty() && part.parts.is_empty() {
            // Its short form is all that it says.
            part.content = std::mem::take(&mut part.highlights);
            part.is_in_short = true;
        }
        if is_specific || !is_followed {
            give_title(part);
        }
        let is_apart = is_specific || part.title.is_some();
        let nested = std::mem::take(&mut part.parts);
        let (own, nested) = settle(nested, is_followed && !is_apart);
        part.content.extend(own);
        part.parts = nested;
        is_followed = !is_apart && (is_followed || !part.is_empty());
    }
}

/// Adds what a section without a title says behind everything in the one before it.
fn add<'t>(before: &mut Part<'t>, part: Part<'t>) {
    before
        .last()
        .content
        .extend(part.highlights.into_iter().chain(part.content));
    before.parts.extend(part.parts);
}

/// Makes a heading that stands in the text the title, where there is none.
fn give_title(part: &mut Part<'_>) {
    let is_own_document = codes::FOR_PATIENTS.contains(&part.code) || part.code == codes::PANEL;
    if part.title.is_some() || is_own_document {
        return;
    }
    let name = codes::name(part.code).map(|name| fold(&name));
    let repeats = |title: &Text| name.as_ref().is_some_and(|it| *it == fold(title.as_str()));
    let first = match part.content.first() {
        Some(Block::Paragraph(first)) => Some(first.text().clone()),
        _ => None,
    };
    let heading = titles::heading(part).or_else(|| first.filter(repeats));
    let is_contact = part.code == codes::QUESTIONS;
    let heading = heading.filter(|it| !is_contact || it.as_str().contains('?'));
    if let Some(heading) = heading {
        part.content.remove(0);
        (part.number, part.title) = titles::split(Some(heading), part.code);
    }
}

/// The section under FDA's name of its code.
fn named(mut part: Part<'_>) -> Part<'_> {
    let name = codes::name(part.code).or_else(|| part.display_name.and_then(bare_name));
    part.title = name.and_then(text).or_else(|| text(OPENING.to_owned()));
    part.is_named = true;
    part
}

/// What the label itself calls a code that is not among FDA's names, such as "LACTATION SECTION".
fn bare_name(name: &str) -> Option<String> {
    let words = name.split_whitespace().filter(|word| {
        let is_added = |added: &&str| word.eq_ignore_ascii_case(added);
        !["SPL", "SECTION"].iter().any(is_added)
    });
    let words: Vec<_> = words.collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// Puts the parts of a consumer's warnings that follow the warnings into these, where the label has
/// them side by side.
fn nest_warnings(parts: Vec<Part<'_>>) -> Vec<Part<'_>> {
    let mut nested: Vec<Part> = Vec::new();
    let mut waiting = Vec::new();
    for mut part in parts {
        part.parts = nest_warnings(std::mem::take(&mut part.parts));
        part.holds_warnings |= part
            .parts
            .iter()
            .any(|it| codes::is_consumer_warning(it.code));
        part.holds_warnings &= is_warnings(&part);
        let may_wait = !codes::is_specific(part.code) && !is_warnings(&part);
        match nested.last_mut().filter(|last| is_warnings(last)) {
            Some(warnings) if codes::is_consumer_warning(part.code) => {
                warnings.holds_warnings = true;
                warnings.parts.append(&mut waiting);
                warnings.parts.push(part);
            }
            // It belongs to the warnings only if more of them follow.
            Some(_) if may_wait => waiting.push(part),
            _ => {
                nested.append(&mut waiting);
                nested.push(part);
            }
        }
    }
    nested.append(&mut waiting);
    nested
}

/// Whether these are the warnings of a label for consumers, or may be.
fn is_warnings(part: &Part<'_>) -> bool {
    let title = part.title.as_ref().map(|title| fold(title.as_str()));
    let is_so_titled = matches!(title.as_deref(), Some("warning" | "warnings"));
    part.code == codes::WARNINGS || (!codes::is_specific(part.code) && is_so_titled)
}
