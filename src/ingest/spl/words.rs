//! The words of a label as what an entry holds: text, and ids.

use super::tree::{Element, Node, is_white_space};
use crate::ingest::ids;
use crate::text::Text;

/// `words` without blanks at their ends, unless none are left. They are never hostile: a document
/// with hostile characters is refused, with their places, before anything is made of it.
pub fn text(words: String) -> Option<Text> {
    let trimmed = words.trim();
    let words = if trimmed.len() == words.len() {
        words
    } else {
        trimmed.to_owned()
    };
    Text::try_from(words).ok()
}

/// The words in `element`, with a blank wherever another element begins or ends: the `<suffix>` of a
/// product's name ("Extra Strength") follows without one.
pub fn gathered(element: &Element<'_>) -> Option<Text> {
    fn gather(element: &Element<'_>, words: &mut String) {
        for node in &element.children {
            match node {
                Node::Words(more) => words.extend(more.chars().filter(|c| !is_unseen(*c))),
                Node::Element(child) => {
                    words.push(' ');
                    gather(child, words);
                    words.push(' ');
                }
            }
        }
    }
    let mut gathered = String::new();
    gather(element, &mut gathered);
    let words: Vec<_> = gathered
        .split(is_white_space)
        .filter(|word| !word.is_empty())
        .collect();
    text(words.join(" "))
}

/// Whether a character says how text was kept, and is none: soft hyphens, marks of a byte order.
pub fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{feff}')
}

/// `words` as an id of at most `max_bytes`. Trademark signs would become letters of it, and `&` is
/// "and".
pub fn slug(words: &str, max_bytes: usize) -> String {
    let is_silent = |c: char| matches!(c, '®' | '™' | '℠');
    let words = words.replace(is_silent, "").replace('&', " and ");
    ids::slug(&words, max_bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_drugs_become_ids() {
        assert_eq!(slug("LIPITOR®", 64), "lipitor");
        let words = "Children’s Cold & Cough™";
        assert_eq!(slug(words, 64), "childrens-cold-and-cough");
        assert_eq!(slug(words, 18), "childrens-cold-and");
    }
}
