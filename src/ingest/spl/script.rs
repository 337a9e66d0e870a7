//! Superscripts and subscripts → plain text that means the same and runs no words together.
//!
//! `10<sup>6</sup>` is 10⁶, never 106. What has a raised or lowered form in Unicode gets it; the marks
//! of footnotes and trademarks are known to be raised, and stay as they are. A subscript after a symbol
//! is written on the line, as is usual: Cmax, `HbA1c`. Anything else
//! stays as it is, set off as `^(…)` or `_(…)` where it would run into what is before it.

/// The most letters in a row that are written in Unicode's small forms: longer words in them, such
/// as notes that were only set small, cannot be read.
const MAX_LETTERS: usize = 3;
/// The most letters that a symbol has, such as the AUC of `AUC<sub>0-24</sub>`.
const MAX_SYMBOL: usize = 4;

const RAISED: (&str, &str) = (
    "0123456789+-−–=()abcdefghijklmnoprstuvwxyz",
    "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ",
);
const LOWERED: (&str, &str) = (
    "0123456789+-−–=()aehijklmnoprstuvx",
    "₀₁₂₃₄₅₆₇₈₉₊₋₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ",
);

/// `words` as a superscript behind `before`.
pub fn raised(before: &str, words: &str) -> String {
    let is_mark = |c: char| matches!(c, '*' | '†' | '‡' | '§' | '¶' | '#' | '®' | '™' | '℠' | '°');
    match words {
        "TM" => "™".to_owned(),
        "SM" => "℠".to_owned(),
        _ if words.chars().all(is_mark) => words.to_owned(),
        _ if words.starts_with('[') && words.ends_with(']') => words.to_owned(),
        // Commas and spaces separate the marks of several notes: ᵃ,ᵇ.
        _ => small(RAISED, words, |c| is_mark(c) || matches!(c, ',' | ' '))
            .unwrap_or_else(|| set_off(before, '^', words)),
    }
}

/// `words` as a subscript behind `before`.
pub fn lowered(before: &str, words: &str) -> String {
    let has_letters = words.chars().any(char::is_alphabetic);
    match small(LOWERED, words, |_| false) {
        Some(small) if !has_letters => small,
        _ if ends_in_symbol(before) => words.to_owned(),
        Some(small) => small,
        None => set_off(before, '_', words),
    }
}

/// `words` in Unicode's small forms, if all have one or may stay as they are, and can be read in it.
fn small(forms: (&str, &str), words: &str, stays: impl Fn(char) -> bool) -> Option<String> {
    let mut letters = 0;
    let small_form = |c: char| {
        letters = if c.is_alphabetic() { letters + 1 } else { 0 };
        let place = forms.0.chars().position(|plain| plain == c);
        match place {
            Some(_) if letters > MAX_LETTERS => None,
            Some(place) => forms.1.chars().nth(place),
            None => stays(c).then_some(c),
        }
    };
    words.chars().map(small_form).collect()
}

/// Whether a symbol such as C, AUC or `HbA` comes last: a short word, and not an ordinary one.
fn ends_in_symbol(before: &str) -> bool {
    let start = before
        .char_indices()
        .rev()
        .take_while(|(_, c)| c.is_alphanumeric())
        .take(MAX_SYMBOL + 1)
        .last();
    let word = start.map_or("", |(start, _)| &before[start..]);
    let letters = word.chars().count();
    let has_capital = word.chars().any(char::is_uppercase);
    word.ends_with(char::is_alphabetic) && letters <= MAX_SYMBOL && (letters == 1 || has_capital)
}

/// Sets `words` off only where they could be mistaken for a part of the word or the number before them.
fn set_off(before: &str, sign: char, words: &str) -> String {
    let is_ordinal =
        before.ends_with(|c: char| c.is_ascii_digit()) && words.chars().all(char::is_alphabetic);
    let runs_on =
        before.ends_with(char::is_alphanumeric) && words.starts_with(char::is_alphanumeric);
    if runs_on && !is_ordinal {
        format!("{sign}({words})")
    } else {
        words.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_forms_go_in_pairs() {
        for (plain, small) in [RAISED, LOWERED] {
            assert_eq!(plain.chars().count(), small.chars().count());
        }
    }

    #[test]
    fn superscripts_are_raised_or_set_off() {
        for (before, words, expected) in [
            ("10", "6", "⁶"),
            ("10", "-6", "⁻⁶"),
            ("10", "−6", "⁻⁶"),
            ("10", "1.5", "^(1.5)"),
            ("10", "1/2", "^(1/2)"),
            ("Placebo", "a", "ᵃ"),
            ("Placebo", "a,b", "ᵃ,ᵇ"),
            ("Placebo", "a*", "ᵃ*"),
            ("58%", "**", "**"),
            ("58%", "[7]", "[7]"),
            ("Na", "+", "⁺"),
            ("1", "st", "ˢᵗ"),
            ("NAME", "®", "®"),
            ("NAME", "TM", "™"),
            ("x", "Q", "^(Q)"),
            ("", "a Of all patients", "a Of all patients"),
            ("x ", "see below", "see below"),
            ("x", "see below", "^(see below)"),
            ("25", "TH", "TH"),
        ] {
            assert_eq!(raised(before, words), expected, "{before}^{words}");
        }
    }

    #[test]
    fn subscripts_are_lowered_written_on_the_line_or_set_off() {
        for (before, words, expected) in [
            ("H", "2", "₂"),
            ("the C", "max", "max"),
            ("AUC", "0-24", "₀₋₂₄"),
            ("AUC", "0-∞", "0-∞"),
            ("AUC", "(0-24h)", "(0-24h)"),
            ("HbA", "1c", "1c"),
            ("t", "1/2", "1/2"),
            ("placebo", "a", "ₐ"),
            ("dose", "b", "_(b)"),
            ("(CH₂)", "n", "ₙ"),
            ("1.5", "x1", "ₓ₁"),
            ("BONINE", "®", "®"),
            ("", "ss", "ₛₛ"),
        ] {
            assert_eq!(lowered(before, words), expected, "{before}_{words}");
        }
    }
}
