//! Labels that nobody would write: whatever lies in what, every word is in the entry, once.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use proptest::prelude::*;

use super::{label, read};

/// An element and what is in it; words where there is nothing.
#[derive(Clone, Debug)]
struct Odd(&'static str, Vec<Odd>);

const ELEMENTS: [&str; 22] = [
    "paragraph",
    "list",
    "list listType=\"ordered\"",
    "list listType=\"ordered\" styleCode=\"BigAlpha\"",
    "item",
    "caption",
    "table",
    "thead",
    "tbody",
    "tfoot",
    "tr",
    "td",
    "td colspan=\"2\"",
    "td rowspan=\"2\"",
    "th colspan=\"7\" rowspan=\"0\"",
    "content styleCode=\"bold\"",
    "content styleCode=\"italics\"",
    "linkHtml href=\"http://a.example\"",
    "sup",
    "footnote",
    "br",
    "renderMultiMedia",
];

fn odd() -> impl Strategy<Value = Odd> {
    let leaf = prop::sample::select(ELEMENTS.to_vec()).prop_map(|name| Odd(name, Vec::new()));
    leaf.prop_recursive(24, 200, 5, |inner| {
        let name = prop::sample::select(ELEMENTS.to_vec());
        (name, prop::collection::vec(inner, 1..5)).prop_map(|(name, within)| Odd(name, within))
    })
}

impl Odd {
    fn write(&self, words: &mut usize, xml: &mut String) {
        let Self(tag, within) = self;
        let name = tag.split(' ').next().unwrap();
        if name == "br" {
            return xml.push_str("<br/>");
        }
        write!(xml, "<{tag}>").unwrap();
        for inner in within {
            inner.write(words, xml);
        }
        *words += 1;
        write!(xml, " wörd{words}q </{name}>").unwrap();
    }
}

const CODES: [&str; 12] = [
    "", "42229-5", "34066-1", "34071-1", "43685-7", "50570-1", "53414-9", "34067-9", "51945-4",
    "43683-2", "42231-1", "99999-9",
];

/// A section: its code, what it has, and the sections in it.
#[derive(Clone, Debug)]
struct OddSection(&'static str, [bool; 4], Vec<OddSection>);

fn odd_section() -> impl Strategy<Value = OddSection> {
    let code = || prop::sample::select(CODES.to_vec());
    let leaf =
        (code(), any::<[bool; 4]>()).prop_map(|(code, has)| OddSection(code, has, Vec::new()));
    leaf.prop_recursive(18, 60, 4, move |inner| {
        let within = prop::collection::vec(inner, 1..4);
        (code(), any::<[bool; 4]>(), within)
            .prop_map(|(code, has, within)| OddSection(code, has, within))
    })
}

impl OddSection {
    fn write(&self, words: &mut usize, xml: &mut String) {
        let Self(code, [has_title, has_text, has_highlights, is_bold], within) = self;
        let mut word = || {
            *words += 1;
            format!("wörd{words}q")
        };
        write!(xml, "<component><section><code code=\"{code}\"/>").unwrap();
        if *has_title {
            write!(xml, "<title>5.1 {}</title>", word()).unwrap();
        }
        if *has_text {
            let style = if *is_bold { "bold" } else { "" };
            let (one, two) = (word(), word());
            write!(
                xml,
                "<text><content styleCode=\"{style}\">{one}</content><br/>{two}</text>"
            )
            .unwrap();
        }
        if *has_highlights {
            write!(
                xml,
                "<excerpt><highlight><text>{}</text></highlight></excerpt>",
                word()
            )
            .unwrap();
        }
        for inner in within {
            inner.write(words, xml);
        }
        xml.push_str("</section></component>");
    }
}

/// That the label says each of so many words once.
fn assert_once(xml: &str, count: usize) {
    let entry = read(xml).unwrap();
    let mut said = String::new();
    for section in entry.all_sections() {
        let texts = section.texts().join(" ");
        writeln!(said, "{} {texts}", section.title).unwrap();
    }
    let mut found = BTreeMap::new();
    for part in said.split("wörd").skip(1) {
        *found.entry(part.split('q').next().unwrap()).or_insert(0) += 1;
    }
    for number in 1..=count {
        let times = found.get(number.to_string().as_str()).copied();
        assert_eq!(times, Some(1), "{number} in {xml}");
    }
}

proptest! {
    #[test]
    fn every_word_is_there_once_whatever_it_lies_in(odds in prop::collection::vec(odd(), 1..6)) {
        let (mut count, mut text) = (0, String::new());
        for odd in &odds {
            odd.write(&mut count, &mut text);
        }
        assert_once(&label(&format!("x {text}")), count);
        let highlights = format!("<excerpt><highlight><text>{text}</text></highlight></excerpt>");
        assert_once(&label(&format!("x</text>{highlights}<text>")), count);
    }

    #[test]
    fn risks_are_listed_whole_or_not_at_all(odds in prop::collection::vec(odd(), 1..6)) {
        let (mut count, mut text) = (0, String::new());
        for odd in &odds {
            odd.write(&mut count, &mut text);
        }
        let entry = read(&label(&format!("x {text}"))).unwrap();
        let [told] = entry.risk_sections.as_slice() else {
            panic!("{text}");
        };
        prop_assert!(told.listed || entry.risks.is_empty());
        let lines = entry.risks.iter().map(|risk| {
            let lead = risk.lead.as_ref().map_or("", |lead| lead.as_str());
            format!("{lead} {}", risk.text)
        });
        let lines: Vec<_> = lines.collect();
        for number in (1..=count).filter(|_| told.listed) {
            let word = format!("wörd{number}q");
            prop_assert!(lines.iter().any(|line| line.contains(&word)), "{word} in {text}");
        }
    }

    #[test]
    fn every_section_is_there_once_wherever_it_lies(odds in prop::collection::vec(odd_section(), 1..6)) {
        let (mut count, mut sections) = (0, String::new());
        for odd in &odds {
            odd.write(&mut count, &mut sections);
        }
        let end = "</structuredBody>";
        assert_once(&label("x").replace(end, &(sections + end)), count);
    }
}
