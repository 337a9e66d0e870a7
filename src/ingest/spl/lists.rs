//! Lists → a line an item, and the risks that the items tell of.

use super::prose::Writer;
use super::tree::{Element, Node};

/// The longest words, in bytes, that are said again before each item of the list they lead in.
const LONGEST_LEAD: usize = 120;

/// A list item that is being written.
pub struct Item {
    /// Its words so far, those of lists in it not included.
    own: String,
    /// What leads in the list that it is in.
    lead: String,
    /// Whether its own words lead in a list in it.
    leads: bool,
    /// Where its risk will stand among the others.
    place: usize,
}

impl Item {
    pub fn say(&mut self, words: &str) {
        if !self.own.is_empty() {
            self.own.push(' ');
        }
        self.own.push_str(words);
    }

    fn with_lead(&self) -> String {
        if self.lead.is_empty() {
            self.own.clone()
        } else {
            format!("{} {}", self.lead, self.own)
        }
    }
}

impl<'t> Writer<'t> {
    pub(super) fn list(&mut self, list: &'t Element<'t>) {
        self.end_line();
        if let Some(item) = self.page.items.last_mut() {
            let is_short = item.lead.len() + item.own.len() < LONGEST_LEAD;
            item.leads = is_short && item.own.ends_with(':');
        }
        self.list_depth += 1;
        let mut number = 0;
        for node in &list.children {
            match node {
                Node::Element(item) if item.name == "item" => {
                    number += 1;
                    self.item(item, bullet(list, self.list_depth, number));
                }
                Node::Element(other) => self.block(other),
                Node::Words(_) => self.node(node),
            }
        }
        self.list_depth -= 1;
        self.end_line();
    }

    /// An item's `<caption>` is its bullet, in place of the list's own.
    pub(super) fn item(&mut self, item: &'t Element<'t>, bullet: String) {
        self.end_line();
        let is_caption = |node: &&Node<'_>| matches!(node, Node::Element(e) if e.name == "caption");
        let captions = item.children.iter().filter(is_caption);
        let caption = self
            .apart(|writer| captions.for_each(|caption| writer.node(caption)))
            .join(" ");
        let bullet = if caption.is_empty() {
            bullet
        } else {
            caption.clone()
        };
        // An item that opens with a list: "2. a. words", but one glyph is enough.
        if matches!(&*self.page.bullet, "" | "•" | "◦") {
            self.page.bullet = bullet;
        } else {
            self.page.bullet = format!("{} {bullet}", self.page.bullet);
        }
        self.open_item();
        for node in item.children.iter().filter(|node| !is_caption(node)) {
            self.node(node);
        }
        self.end_line();
        self.close_item();
        // Words in the bullet of an empty item are words of the label, the list's own bullets are not.
        if !self.page.bullet.is_empty() && !caption.is_empty() {
            self.page.bullet.clear();
            self.push_line(&caption);
        }
        self.page.bullet.clear();
    }

    fn open_item(&mut self) {
        let outer = self.page.items.last().filter(|outer| outer.leads);
        let item = Item {
            own: String::new(),
            lead: outer.map_or_else(String::new, Item::with_lead),
            leads: false,
            place: self.risks.len(),
        };
        self.page.items.push(item);
        self.risks.push(None);
    }

    /// Every item is a risk of its own, in its own words. Where these lead in a list ("Patients
    /// with:"), they say nothing alone, and the items of that list little without them: so they stand
    /// before each of those instead.
    fn close_item(&mut self) {
        let Some(item) = self.page.items.pop() else {
            return;
        };
        let (before, inner) = self.risks.split_at_mut(item.place + 1);
        let led_in = item.leads && inner.iter().any(Option::is_some) && item.own.ends_with(':');
        if let (Some(kind), false, false) = (self.kind, led_in, item.own.is_empty()) {
            before[item.place] = Some((item.with_lead(), kind));
        }
    }
}

/// The bullet of the item with this number, in the style that the list asks for.
fn bullet(list: &Element<'_>, depth: usize, number: usize) -> String {
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
