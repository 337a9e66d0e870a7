//! The words of a label as what an entry holds: text, and ids.

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
