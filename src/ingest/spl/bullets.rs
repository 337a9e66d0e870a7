//! The marks of list items that are counted: numbers, letters and Roman numerals.

use super::tree::Element;

/// How the items of a list are told apart where they say nothing of it themselves.
#[derive(Clone, Copy)]
pub enum Counting {
    /// Without numbers.
    None,
    /// 1, 2, 3 …
    Decimal,
    /// In another way, which the function writes.
    Other(fn(usize) -> String),
}

impl Counting {
    /// What a list asks for.
    pub fn of(list: &Element<'_>) -> Self {
        if list.attribute("listType") != Some("ordered") {
            return Self::None;
        }
        let styles = list.attribute("styleCode").unwrap_or("");
        let style = |name: &str| name.to_ascii_lowercase();
        let known = styles.split_ascii_whitespace().map(style);
        let mut counting = known.filter_map(|style| match style.as_str() {
            "littlealpha" => Some(Self::Other(letters)),
            "bigalpha" => Some(Self::Other(|number| letters(number).to_uppercase())),
            "littleroman" => Some(Self::Other(roman)),
            "bigroman" => Some(Self::Other(|number| roman(number).to_uppercase())),
            _ => None,
        });
        counting.next().unwrap_or(Self::Decimal)
    }

    /// The mark of the item with this number.
    pub fn mark(self, number: usize) -> Option<String> {
        match self {
            Self::None => None,
            Self::Decimal => Some(format!("{number}.")),
            Self::Other(write) => Some(format!("{}.", write(number))),
        }
    }
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
