//! What is coded as a boxed warning, and whether it is one. Labels for consumers have seals and
//! cartons under that code, others a note on an authorisation.

use super::codes;
use super::parts::Part;

/// Words of which a boxed warning has at least one.
const WARNING: [&str; 28] = [
    "warning",
    "risk",
    "danger",
    "death",
    "fatal",
    "serious",
    "severe",
    "caution",
    "alert",
    "avoid",
    "harm",
    "bleed",
    "poison",
    "toxic",
    "allerg",
    "contraindicat",
    "life-threatening",
    "mortality",
    "adverse",
    "hazard",
    "fetal",
    "suicid",
    "abuse",
    "injury",
    "flammable",
    "fire",
    "overdose",
    "reye",
];
/// Words of what is no warning of the drug, unless the text calls itself one.
const OTHER: [&str; 7] = [
    "tamper",
    "safety seal",
    "seal is broken",
    "seal under cap",
    "imprinted",
    "blister",
    "carton",
];
/// Words of a note on an authorisation, which tells of risks as well.
const AUTHORISATION: [&str; 2] = ["emergency use", "this eua"];

/// How many bytes of a section are looked at: what is longer than that says what it is before.
const MAX_WORDS: usize = 64 << 10;

/// Takes the code of a boxed warning from what is none, at any depth.
pub fn clear_codes(parts: &mut [Part<'_>]) {
    for part in parts {
        if part.code == codes::BOXED_WARNING && !is_warning(part) {
            part.code = "";
        }
        clear_codes(&mut part.parts);
    }
}

fn is_warning(part: &Part<'_>) -> bool {
    let mut words = String::new();
    gather(part, &mut words);
    let words = words.to_lowercase();
    let has = |known: &[&str]| known.iter().any(|known| words.contains(known));
    let title = part
        .title
        .as_ref()
        .map(|title| title.as_str().to_lowercase());
    let is_titled_so = title.is_some_and(|title| title.contains("warning"));
    if has(&AUTHORISATION) && !is_titled_so {
        return false;
    }
    has(&WARNING) && (words.contains("warning") || !has(&OTHER))
}

fn gather(part: &Part<'_>, words: &mut String) {
    let mut add = |more: &str| {
        if words.len() < MAX_WORDS {
            words.push_str(more);
            words.push(' ');
        }
    };
    part.title.iter().for_each(|title| add(title.as_str()));
    for block in part.highlights.iter().chain(&part.content) {
        block.for_each_text(&mut add);
    }
    part.parts.iter().for_each(|part| gather(part, words));
}
