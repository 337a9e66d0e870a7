//! Any entry that is valid, for tests, with text that is hard to write in any format.

mod blocks;
mod sections;

use proptest::option;
use proptest::prelude::*;

pub use self::blocks::{blocks, prose};
use self::sections::sections;
use crate::entry::{
    About, Entry, Identifier, Product, Reference, Risk, RiskKind, RiskLevel, RiskRating,
    RiskSection, Slug, Source, Substance,
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

fn kind() -> impl Strategy<Value = RiskKind> {
    prop::sample::select(vec![
        RiskKind::UndesirableEffect,
        RiskKind::Contraindication,
        RiskKind::Interaction,
        RiskKind::Warning,
        RiskKind::Unspecified,
    ])
}

/// Risks and the sections that tell of risks, each with the number of a section, if it has one.
type Risks = (Vec<(Risk, Option<usize>)>, Vec<(usize, RiskKind, bool)>);

fn risks() -> impl Strategy<Value = Risks> {
    let lead = prop_oneof![2 => Just(None), 1 => option::of(text())];
    let risk = (text(), kind(), lead, option::weighted(0.3, 0..9_usize)).prop_map(
        |(text, kind, lead, section)| {
            let risk = Risk {
                kind,
                lead,
                ..Risk::new(text)
            };
            (risk, section)
        },
    );
    let section = (0..9_usize, kind(), any::<bool>());
    let sections = prop_oneof![2 => Just(Vec::new()), 1 => prop::collection::vec(section, 0..3)];
    (prop::collection::vec(risk, 0..5), sections)
}

fn about() -> impl Strategy<Value = About> {
    let identifier = || (slug(), text()).prop_map(|(system, value)| Identifier { system, value });
    let identifiers = move || prop::collection::vec(identifier(), 0..3);
    let substance =
        (text(), identifiers()).prop_map(|(name, identifiers)| Substance { name, identifiers });
    let names = (text(), option::of(text()), option::of(text()));
    let product = (names, identifiers()).prop_map(|((name, form, route), identifiers)| Product {
        name,
        form,
        route,
        identifiers,
    });
    (
        prop::collection::vec(substance, 1..3),
        prop::collection::vec(product, 0..2),
        any::<bool>(),
    )
        .prop_map(|(substances, products, has_substances)| About {
            substances: if has_substances || products.is_empty() {
                substances
            } else {
                Vec::new()
            },
            products,
        })
}

fn source() -> impl Strategy<Value = Source> {
    let optional = || option::of(text());
    let label = (optional(), optional(), optional());
    let article = (optional(), optional(), optional(), optional());
    let reference = (text(), optional()).prop_map(|(text, url)| Reference { text, url });
    let lists = (
        prop::collection::vec(text(), 0..3),
        prop::collection::vec(reference, 0..3),
    );
    let document = (optional(), optional());
    (text(), optional(), label, article, lists, document).prop_map(
        |(
            name,
            url,
            (set_id, version, effective_date),
            (published, reviewed, review_due, license),
            (authors, references),
            (path, commit),
        )| Source {
            name,
            url,
            authors,
            published,
            reviewed,
            review_due,
            license,
            references,
            set_id,
            version,
            effective_date,
            path,
            commit,
        },
    )
}

pub fn entry() -> impl Strategy<Value = Entry> {
    let names = (slug(), title(), prop::collection::vec(text(), 0..6));
    let parts = (sections(), risks(), option::of(text()));
    (names, rating(), parts, option::of(about()), source()).prop_map(
        |((id, title, aliases), risk, (sections, risks, disclaimer), about, source)| {
            let mut entry = Entry {
                id,
                title,
                aliases,
                risk,
                sections,
                risks: Vec::new(),
                risk_sections: Vec::new(),
                disclaimer,
                about,
                source,
            };
            let ids: Vec<Slug> = entry.all_sections().map(|it| it.id.clone()).collect();
            let (risks, sections) = risks;
            let risks = risks.into_iter().map(|(risk, section)| Risk {
                section: section.and_then(|at| ids.get(at)).cloned(),
                ..risk
            });
            entry.risks = risks.collect();
            let sections = sections.into_iter().filter_map(|(at, kind, listed)| {
                let section = ids.get(at)?.clone();
                Some(RiskSection {
                    section,
                    kind,
                    listed,
                })
            });
            entry.risk_sections = sections.collect();
            entry
        },
    )
}
