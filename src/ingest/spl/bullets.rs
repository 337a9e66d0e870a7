//! The bullets of list items: glyphs, numbers, letters and Roman numerals.

use super::tree::Element;

/// The bullet of the item with this number, in the style that the list asks for.
pub fn bullet(list: &Element<'_>, depth: usize, number: usize) -> String {
    if list.attribute("listType") != Some("ordered") {
        return if depth > 1 { "◦" } else { "•" }.to_owned();
    }
    let styles = list.attribute("styleCode").unwrap_or("");
    let is_style = |name: &str| {
        styles
            .split_ascii_whitespace()
            .any(|style| style.eq_ignore_ascii_case(name))
    };
    let words = if is_style("LittleAlpha") {
        letters(number)
    } else if is_style("BigAlpha") {
        letters(number).to_uppercase()
    } else if is_style("LittleRoman") {
        roman(number)
    } else if is_style("BigRoman") {
        roman(number).to_uppercase()
    } else {
        number.to_string()
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
