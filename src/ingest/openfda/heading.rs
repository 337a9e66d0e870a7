//! The heading with which a text begins: the number of the section and its title.

use super::fields;
use crate::ingest::spl::codes;

/// The beginning of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Heading<'t> {
    /// The author's number, with or without a title behind it.
    pub number: Option<&'t str>,
    /// The title, as it is written there.
    pub title: Option<&'t str>,
    /// Where the rest of the text begins: behind the title; where there is none, at the beginning.
    pub end: usize,
}

/// The heading over a text that is a section with this code. Where it is called otherwise than such
/// sections are, nothing tells its end: then it stays in the text, the number as well.
pub fn of_section<'t>(text: &'t str, code: &str) -> Heading<'t> {
    let may_go_on = fields::begins_sentence(code);
    find(text, |behind| {
        let headings = fields::headings(code);
        let ends = headings.filter_map(|heading| end_of(behind, &heading, may_go_on));
        ends.max()
    })
}

/// The heading that this text of a part without a field of its own begins with: one that any section may have.
pub fn of_part(text: &str) -> Heading<'_> {
    find(text, |behind| {
        let named = codes::all().filter(|(_, name)| name.len() > 4);
        named
            .flat_map(|(code, _)| fields::headings(code))
            .filter_map(|heading| end_of(behind, &heading, false))
            .max()
    })
}

fn find(text: &str, end_of_title: impl Fn(&str) -> Option<usize>) -> Heading<'_> {
    let number = text
        .split_once(char::is_whitespace)
        .map(|(number, _)| number)
        .filter(|number| is_number(number));
    let begin = number.map_or(0, str::len);
    let begin = text.len() - text[begin..].trim_start().len();
    match end_of_title(&text[begin..]) {
        Some(end) => Heading {
            number,
            title: Some(text[begin..begin + end].trim_end()),
            end: begin + end,
        },
        None => Heading {
            number,
            ..Heading::default()
        },
    }
}

/// Whether this is a number of sections: 5, 5.1.
pub fn is_number(word: &str) -> bool {
    let is_level = |level: &str| {
        (1..=2).contains(&level.len())
            && !level.starts_with('0')
            && level.bytes().all(|byte| byte.is_ascii_digit())
    };
    word.strip_suffix('.')
        .unwrap_or(word)
        .split('.')
        .all(is_level)
}

/// Where the heading ends with which a text begins, the signs behind it included. A new sentence has to
/// begin there unless it `may_go_on`.
fn end_of(text: &str, heading: &str, may_go_on: bool) -> Option<usize> {
    let mut words = fields::words(text);
    let mut end = 0;
    for wanted in heading.split(' ') {
        let (word, behind) = words.next()?;
        if word != wanted {
            return None;
        }
        end = behind;
    }
    if !text.starts_with(char::is_uppercase) {
        return None;
    }
    let rest = text[end..].trim_start_matches(['.', ':', ',', '?', '!']);
    let is_apart = rest.is_empty() || rest.starts_with(char::is_whitespace);
    let goes_on = rest.trim_start().starts_with(char::is_lowercase);
    (is_apart && (may_go_on || !goes_on)).then(|| text.len() - rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_is_split_off_where_it_ends() {
        for (text, code, number, title, rest) in [
            (
                "1 INDICATIONS AND USAGE CYMBALTA ® is",
                "34067-9",
                Some("1"),
                Some("INDICATIONS AND USAGE"),
                " CYMBALTA ® is",
            ),
            (
                "16 HOW SUPPLIED/STORAGE AND HANDLING 16.1 How Supplied X",
                "34069-5",
                Some("16"),
                Some("HOW SUPPLIED/STORAGE AND HANDLING"),
                " 16.1 How Supplied X",
            ),
            (
                "Carcinogenesis, Mutagenesis, Impairment of Fertility Long",
                "34083-6",
                None,
                Some("Carcinogenesis, Mutagenesis, Impairment of Fertility"),
                " Long",
            ),
            (
                "Teratogenic Effects. A study",
                "34077-8",
                None,
                Some("Teratogenic Effects."),
                " A study",
            ),
            (
                "Stop use and ask a doctor if rash occurs",
                "50566-9",
                None,
                Some("Stop use and ask a doctor if"),
                " rash occurs",
            ),
            (
                "Keep out of reach of children.",
                "50565-1",
                None,
                Some("Keep out of reach of children."),
                "",
            ),
            // These are sentences, or called otherwise.
            (
                "Overdosage of it is rare",
                "34088-5",
                None,
                None,
                "Overdosage of it is rare",
            ),
            (
                "6 SIDE EFFECTS Rash",
                "34084-4",
                Some("6"),
                None,
                "6 SIDE EFFECTS Rash",
            ),
            (
                "Pregnancy/Nursing X",
                "42228-7",
                None,
                None,
                "Pregnancy/Nursing X",
            ),
            (
                "contraindications None",
                "34070-3",
                None,
                None,
                "contraindications None",
            ),
        ] {
            let heading = of_section(text, code);
            let seen = (heading.number, heading.title, &text[heading.end..]);
            assert_eq!(seen, (number, title, rest), "{text}");
        }
    }
}
