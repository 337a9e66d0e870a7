//! What does not tell two letters apart: width, case, and the marks over some scripts.

use unicode_normalization::char::is_combining_mark;
use unicode_script::{Script, UnicodeScript as _};

/// The letter of common width for a fullwidth or halfwidth form, by the `<wide>` and `<narrow>`
/// decompositions of the Unicode Character Database.
pub fn without_width(c: char) -> char {
    /// The letters of `U+FF61` to `U+FF9F`.
    const KATAKANA: &str = "。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノ\
                            ハヒフヘホマミムメモヤユヨラリルレロワン\u{3099}\u{309a}";
    let code = u32::from(c);
    let moved = |first: u32, to: u32| char::from_u32(code - first + to).unwrap_or(c);
    match code {
        0x3000 => ' ',
        0xFF01..=0xFF5E => moved(0xFF01, 0x21),
        0xFF5F..=0xFF60 => moved(0xFF5F, 0x2985),
        0xFF61..=0xFF9F => {
            let mut letters = KATAKANA.chars().skip((code - 0xFF61) as usize);
            letters.next().unwrap_or(c)
        }
        0xFFA0 => '\u{3164}',
        0xFFA1..=0xFFBE => moved(0xFFA1, 0x3131),
        0xFFC2..=0xFFC7 => moved(0xFFC2, 0x314F),
        0xFFCA..=0xFFCF => moved(0xFFCA, 0x3155),
        0xFFD2..=0xFFD7 => moved(0xFFD2, 0x315B),
        0xFFDA..=0xFFDC => moved(0xFFDA, 0x3161),
        0xFFE0 => '¢',
        0xFFE1 => '£',
        0xFFE2 => '¬',
        0xFFE3 => '¯',
        0xFFE4 => '¦',
        0xFFE5 => '¥',
        0xFFE6 => '₩',
        0xFFE8 => '│',
        0xFFE9..=0xFFEC => moved(0xFFE9, 0x2190),
        0xFFED => '■',
        0xFFEE => '○',
        _ => c,
    }
}

/// The letters that stand for `c` and for every other case of it.
///
/// The small letter of the capital of the small letter is what Unicode calls full case folding, but
/// for these: `ı` is no case of `i`, ligatures are none of their letters, and marks stay marks.
pub fn without_case(c: char) -> impl Iterator<Item = char> {
    let has_case = !matches!(c, 'ı' | '\u{fb00}'..='\u{fb17}') && !is_combining_mark(c);
    let stays = (!has_case).then_some(c);
    let folds = has_case.then(|| {
        c.to_lowercase()
            .flat_map(char::to_uppercase)
            .flat_map(char::to_lowercase)
    });
    stays.into_iter().chain(folds.into_iter().flatten())
}

/// Decomposed `letters` without the marks that stand over Latin, Greek and Cyrillic ones.
pub fn without_marks(letters: impl Iterator<Item = char>) -> impl Iterator<Item = char> {
    let mut base = None;
    letters.filter(move |&c| {
        if is_combining_mark(c) {
            return !base.is_some_and(|base: char| {
                let script = base.script();
                matches!(script, Script::Latin | Script::Greek | Script::Cyrillic)
            });
        }
        base = Some(c);
        true
    })
}
