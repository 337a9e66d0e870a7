//! Which words tell a risk: those by which it is looked for in a text that has it in other words.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::vocabulary::{Vocabulary, WordId, key, spans};
use super::window::first_sentence;
use crate::entry::{Entry, Risk, RiskKind};
use crate::index::says_nothing;
use crate::name::fold;

/// Words that many risks have, whatever they are, so that they tell none from another; in order.
const GENERAL_WORDS: &str = "
    adult adverse alert ask associated avoid away boxed call capsule cause certain clinical
    common component concomitant condition consider contact contain contained containing
    contraindicated death discontinue disease disorder doctor drug effect event experience factor
    following formulation get health help history inactive include including increase increased
    ingredient known label major may medication occur occurred patient pediatric people pharmacist
    possible potential potentially previous product professional reaction recommended reduce related
    reported right risk see serious severe signs simultaneous substance symptom tablet take taking
    talk tell therapy treatment use used using warning";
/// Words in the headings of groups of risks; in order.
const GROUPS: &str = "condition disorder general infection investigation other procedure system";

/// The most words of the head of a risk, as "Bleeding" is in "Bleeding: can be fatal".
const LONGEST_HEAD: usize = 12;
/// The words of the names of an entry: they tell nothing of a risk in the text of another.
pub fn words_of_names(entry: &Entry) -> Vec<Cow<'_, str>> {
    let substances = entry.about.iter().flat_map(|about| &about.substances);
    let aliases = entry.aliases.iter().chain([&entry.title]);
    let names = aliases.chain(substances.map(|it| &it.name));
    names
        .flat_map(|name| words_in(name.as_str()))
        .map(key)
        .collect()
}

/// The words by which a risk is looked for in the text of others: those of its head where it has one,
/// without references to sections, words that tell nothing of a risk, and its entry's `own` names.
pub fn words_of(text: &str, own: &[Cow<str>], vocabulary: &mut Vocabulary) -> Vec<WordId> {
    let text = without_references(text);
    let text = head_of(&text);
    let words = words_in(text).filter(|word| {
        let is_number = word.chars().all(char::is_numeric);
        !is_number && !says_nothing(word) && !own.contains(&key(word))
    });
    let words: Vec<&str> = words.collect();
    let telling = words.iter().copied().filter(|word| !is_general(word));
    let telling: Vec<&str> = telling.collect();
    let words = if telling.is_empty() { words } else { telling };
    let mut words: Vec<WordId> = words.iter().flat_map(|word| vocabulary.add(word)).collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// What tells a risk in short: its head, as "Bleeding" in "Bleeding: can be fatal", or its first
/// sentence. A group of risks, as "Vascular disorders" in "Vascular disorders: vasculitis", is no head,
/// as what follows is another risk; nor is "WARNING".
fn head_of(text: &str) -> &str {
    let text = first_sentence(text);
    let Some((head, rest)) = text.split_once(':') else {
        return text;
    };
    let is_group = words_in(head).any(|word| is_in(GROUPS, word));
    let tells = words_in(head).any(|word| !is_general(word));
    match tells {
        false => rest,
        true if is_group || words_in(head).count() > LONGEST_HEAD => text,
        true => head,
    }
}

/// The beginning of a risk, up to a comma, that may tell it: "Pregnancy" of "Pregnancy, but for women
/// with …".
pub fn beginning_of(text: &str) -> Option<&str> {
    /// The most words of it.
    const LONGEST: usize = 3;
    let (beginning, _) = text.split_once(',')?;
    let tells = words_in(beginning).any(|word| !is_general(word));
    (tells && words_in(beginning).count() <= LONGEST).then_some(beginning)
}

/// Whether a risk names several risks on one line, each of which may be told of alone.
pub fn is_list(risk: &Risk, words: usize) -> bool {
    /// The most words of a list of few risks. Longer ones are sentences, but for those of side effects.
    const FEW: usize = 4;
    let text = without_references(risk.text.as_str());
    let text = head_of(&text);
    let commas = text.matches(',').count();
    let ends = [" and ", " or "].iter().any(|last| text.contains(last));
    let is_of_effects = risk.kind == RiskKind::UndesirableEffect && commas > 1;
    text.contains(" • ") || is_of_effects || (commas > 0 && ends && words <= FEW)
}

fn words_in(text: &str) -> impl Iterator<Item = &str> {
    spans(text).map(|(start, end)| &text[start..end])
}

fn is_general(word: &str) -> bool {
    static KEYS: LazyLock<BTreeSet<Cow<str>>> =
        LazyLock::new(|| GENERAL_WORDS.split_ascii_whitespace().map(key).collect());
    KEYS.contains(&key(word))
}

/// Whether a word is one of these, which are in order, in any form.
pub fn is_in(words: &str, word: &str) -> bool {
    let wanted = key(word);
    let first = |word: &str| word.as_bytes().first().copied();
    let words = words.split_ascii_whitespace();
    let mut words = words.take_while(|word| first(word) <= first(&wanted));
    words.any(|word| first(word) == first(&wanted) && key(word) == wanted)
}

/// A text without what it has in brackets on other sections: "[see Warnings (5.1)]", "(5.2)".
pub fn without_references(text: &str) -> Cow<'_, str> {
    if !text.contains(['[', '(']) {
        return Cow::Borrowed(text);
    }
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find(['[', '(']) {
        let closing = if rest[open..].starts_with('[') {
            ']'
        } else {
            ')'
        };
        let Some(close) = rest[open..].find(closing).map(|at| open + at) else {
            break;
        };
        let inner = &rest[open + 1..close];
        let is_reference = fold(inner).starts_with("see ")
            || inner
                .chars()
                .all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | ' ' | '-'));
        kept.push_str(&rest[..open]);
        if !is_reference {
            kept.push_str(&rest[open..=close]);
        }
        rest = &rest[close + 1..];
    }
    Cow::Owned(kept + rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_in_order() {
        for words in [GENERAL_WORDS, GROUPS] {
            assert!(words.split_ascii_whitespace().is_sorted(), "{words}");
        }
    }

    #[test]
    fn several_risks_on_one_line_are_a_list() {
        for (text, kind, list) in [
            ("diabetes • glaucoma", RiskKind::Warning, true),
            (
                "nervousness, dizziness or sleeplessness",
                RiskKind::Warning,
                true,
            ),
            ("Nausea, vomiting, pain", RiskKind::UndesirableEffect, true),
            ("Nausea, vomiting, pain", RiskKind::Warning, false),
            ("Hearing loss", RiskKind::UndesirableEffect, false),
        ] {
            let mut risk = Risk::new(text.to_owned().try_into().unwrap());
            risk.kind = kind;
            assert_eq!(is_list(&risk, 3), list, "{text}");
        }
    }

    #[test]
    fn a_risk_is_looked_for_by_its_head() {
        for (risk, head) in [
            ("Bleeding: Can be fatal. Stop it.", "Bleeding"),
            (
                "Can cause fatal bleeding. Promptly stop.",
                "Can cause fatal bleeding.",
            ),
            (
                "Vascular disorders: vasculitis",
                "Vascular disorders: vasculitis",
            ),
            ("WARNING: BLEEDING RISK", " BLEEDING RISK"),
            ("Hearing loss", "Hearing loss"),
        ] {
            assert_eq!(head_of(risk), head);
        }
    }

    #[test]
    fn references_to_sections_are_not_looked_for() {
        for (text, kept) in [
            (
                "Hearing Loss [see Warnings and Precautions (5.4) ]",
                "Hearing Loss ",
            ),
            ("Bleeding (5.2, 6.1)", "Bleeding "),
            ("Allergy (e.g., hives)", "Allergy (e.g., hives)"),
            ("An [open one", "An [open one"),
        ] {
            assert_eq!(without_references(text), kept);
        }
    }
}
