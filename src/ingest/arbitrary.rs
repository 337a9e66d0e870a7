//! Any entry that is valid, for tests, with text that is hard to write in any format.

use proptest::option;
use proptest::prelude::*;

use crate::entry::{
    About, Block, Entry, Identifier, Risk, RiskKind, RiskLevel, RiskRating, Section, Slug, Source,
    Substance,
};
use crate::text::{Text, is_hostile};

/// Words and signs that mean something in some format.
const NASTY: [&str; 48] = [
    "#",
    "##",
    "-",
    "--",
    "---",
    "-->",
    "<!--",
    "+++",
    "***",
    "* ",
    "+ ",
    "> ",
    "1.",
    "12)",
    "• ",
    "◦",
    "`",
    "``",
    "~~~",
    "|",
    "| --- |",
    "\\",
    "\"",
    "'",
    "\"\"\"",
    "[a](b)",
    "![",
    "]:",
    "<b>",
    "<http://a.b>",
    "&amp;",
    "&#27;",
    "&",
    "_",
    "**",
    "{",
    "}",
    "==",
    "$",
    "\\u002d",
    "\u{feff}",
    "\u{a0}",
    "e\u{301}",
    "氯胺酮",
    "كيتامين",
    "🧊",
    "Moderate Risk",
    "https://example.org/?a=b",
];

/// Titles that mean something.
const SPECIAL: [&str; 8] = [
    "Overview",
    "Health Risks",
    "Risks",
    "Disclaimer",
    "How It Works",
    "Benefits",
    "overview",
    "#",
];

pub fn text() -> impl Strategy<Value = Text> {
    let piece = prop_oneof![
        3 => prop::sample::select(&NASTY[..]).prop_map(str::to_owned),
        2 => "[a-zA-Z0-9 ]{1,12}",
        1 => "[ -~]{1,8}",
        1 => any::<char>().prop_map(String::from),
    ];
    let pieces = prop::collection::vec((piece, prop::sample::select(&["", " ", "  "][..])), 1..6);
    let any = pieces.prop_map(|pieces| {
        pieces
            .into_iter()
            .flat_map(|(a, b)| [a, b.to_owned()])
            .collect()
    });
    prop_oneof![
        20 => any,
        1 => any_long_text(),
    ]
    .prop_map(|words: String| {
        let safe: String = words.chars().filter(|&c| !is_hostile(c)).collect();
        // What is left may be nothing, or nothing that can be seen.
        let or_x = |_| Text::try_from("x".to_owned()).unwrap();
        Text::try_from(safe.trim().to_owned()).unwrap_or_else(or_x)
    })
}

fn any_long_text() -> impl Strategy<Value = String> {
    "[a-z*_`\\[<-]{1,9}".prop_map(|word| format!("{word} ").repeat(500))
}

fn title() -> impl Strategy<Value = Text> {
    let special = prop::sample::select(&SPECIAL[..]);
    prop_oneof![
        text(),
        special.prop_map(|title| Text::try_from(title.to_owned()).unwrap()),
    ]
}

fn slug() -> impl Strategy<Value = Slug> {
    prop_oneof![
        "[a-z0-9]{1,6}(-[a-z0-9]{1,4}){0,3}",
        prop::sample::select(
            &[
                "overview",
                "how-it-works",
                "health-risks",
                "disclaimer-2",
                "risks-2"
            ][..]
        )
        .prop_map(str::to_owned),
    ]
    .prop_map(|id| Slug::try_from(id).unwrap())
}

fn rating() -> impl Strategy<Value = RiskRating> {
    let level = prop::sample::select(&RiskLevel::ALL[..]);
    (level, prop_oneof![Just(0), Just(1), Just(2)], text()).prop_map(|(level, wording, text)| {
        let label = match wording {
            0 => None,
            1 => Some(Text::try_from(level.words().to_uppercase()).unwrap()),
            _ => Some(text),
        };
        RiskRating::new(level, label).unwrap_or(RiskRating { level, label: None })
    })
}

/// Sections whose ids are unique; the first may be an opening, and ids may be those of the titles.
fn sections() -> impl Strategy<Value = Vec<Section>> {
    let section = (
        option::of(slug()),
        title(),
        prop::collection::vec(text(), 0..3),
    );
    (any::<bool>(), prop::collection::vec(section, 0..5)).prop_map(|(opens, sections)| {
        let mut ids = super::ids::SectionIds::default();
        let mut sections: Vec<Section> = sections
            .into_iter()
            .map(|(id, title, paragraphs)| {
                let wish = super::headings::section_id(title.as_str());
                let id = id.unwrap_or_else(|| ids.give(wish, None));
                Section::new(id, title, paragraphs.into_iter().map(Block::from).collect())
            })
            .collect();
        if let Some(first) = sections.first_mut().filter(|_| opens) {
            first.id = Slug::try_from("overview".to_owned()).unwrap();
            first.title = Text::try_from("Overview".to_owned()).unwrap();
        }
        let mut seen = std::collections::HashSet::new();
        sections.retain(|section| {
            !["risks", "disclaimer"].contains(&section.id.as_str())
                && seen.insert(section.id.clone())
        });
        sections
    })
}

fn risks() -> impl Strategy<Value = Vec<Risk>> {
    let kind = prop::sample::select(vec![
        RiskKind::UndesirableEffect,
        RiskKind::Contraindication,
        RiskKind::Interaction,
        RiskKind::Warning,
        RiskKind::Unspecified,
    ]);
    prop::collection::vec((text(), kind), 0..4).prop_map(|risks| {
        risks
            .into_iter()
            .map(|(text, kind)| Risk {
                kind,
                ..Risk::new(text)
            })
            .collect()
    })
}

fn about() -> impl Strategy<Value = About> {
    let identifier = (slug(), text()).prop_map(|(system, value)| Identifier { system, value });
    (text(), prop::collection::vec(identifier, 0..3)).prop_map(|(name, identifiers)| About {
        substances: vec![Substance { name, identifiers }],
        products: Vec::new(),
    })
}

fn source() -> impl Strategy<Value = Source> {
    let optional = || option::of(text());
    (text(), optional(), optional(), optional(), optional()).prop_map(
        |(name, url, set_id, version, effective_date)| Source {
            url,
            set_id,
            version,
            effective_date,
            ..Source::named(name)
        },
    )
}

pub fn entry() -> impl Strategy<Value = Entry> {
    let names = (slug(), title(), prop::collection::vec(text(), 0..6));
    let parts = (sections(), risks(), option::of(text()));
    (names, rating(), parts, option::of(about()), source()).prop_map(
        |((id, title, aliases), risk, (sections, risks, disclaimer), about, source)| Entry {
            id,
            title,
            aliases,
            risk,
            sections,
            risks,
            risk_sections: Vec::new(),
            disclaimer,
            about,
            source,
        },
    )
}
