//! The numbers of list items, in letters and Roman numerals too.

use crate::entry::{NumberStyle, Numbering};

/// The number of the item in this place, as it is written before it.
pub(super) fn label(numbering: Numbering, place: usize) -> String {
    let number = numbering.start as usize + place;
    let words = match numbering.style {
        NumberStyle::Decimal => number.to_string(),
        NumberStyle::LowerAlpha => letters(number),
        NumberStyle::UpperAlpha => letters(number).to_uppercase(),
        NumberStyle::LowerRoman => roman(number),
        NumberStyle::UpperRoman => roman(number).to_uppercase(),
    };
    format!("{words}.")
}
/// a, b … z, aa, ab …
fn letters(mut number: usize) -> String {
    let mut letters = Vec::new();
    while number > 0 {
        number -= 1;
        letters.extend(('a'..='z').nth(number % 26));
        number /= 26;
    }
    letters.into_iter().rev().collect()
}

/// i, ii, iii, iv …; beyond what anybody reads, the number itself.
fn roman(mut number: usize) -> String {
    const NUMERALS: [(usize, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    if number >= 4000 {
        return number.to_string();
    }
    let mut roman = String::new();
    for (value, numeral) in NUMERALS {
        while number >= value {
            roman.push_str(numeral);
            number -= value;
        }
    }
    roman
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_counted_in_letters_and_roman_numerals() {
        let counted = |count: fn(usize) -> String| [1, 4, 26, 27, 53].map(count).join(" ");
        assert_eq!(counted(letters), "a d z aa ba");
        assert_eq!(counted(roman), "i iv xxvi xxvii liii");
        assert_eq!(roman(4000), "4000");
    }
}
