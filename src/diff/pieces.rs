//! The pieces that an entry is taken apart into.

use std::borrow::Cow;

use super::{Segment, What};
use crate::entry::{About, Cell, Entry, Identifier, Mark, Section, Slug, Source};
use crate::text::Text;

/// A piece of an entry. Two are the same only if all of this is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Piece<'a> {
    /// What it is.
    pub what: What,
    /// Whether it was written to be read first.
    pub is_highlight: bool,
    /// Its words; of a row of a table, or of what has fields, cell by cell.
    pub cells: Vec<Cow<'a, str>>,
    pub form: Form<'a>,
}

/// What there is to a piece besides its words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Form<'a> {
    /// How deep it lies in lists and quotations.
    pub depth: usize,
    pub marks: &'a [Mark],
    pub row: &'a [Cell],
    /// The section that a risk was taken from.
    pub section: Option<&'a str>,
}

impl<'a> Piece<'a> {
    pub(super) fn new(what: What, words: impl Into<Cow<'a, str>>) -> Self {
        Self::with_fields(what, vec![words.into()])
    }

    pub(super) fn with_fields(what: What, cells: Vec<Cow<'a, str>>) -> Self {
        Self {
            what,
            is_highlight: false,
            cells,
            form: Form::default(),
        }
    }

    /// The whole of it as what was removed, or as what was added.
    pub(super) fn whole(&self, segment: fn(String) -> Segment) -> Vec<Vec<Segment>> {
        let words = |cell: &Cow<str>| match cell.as_ref() {
            "" => Vec::new(),
            words => vec![segment(words.to_owned())],
        };
        self.cells.iter().map(words).collect()
    }
}

/// What names and rates an entry.
pub(super) fn of_names(entry: &Entry) -> Vec<Piece<'_>> {
    let mut pieces = vec![
        Piece::new(What::Id, entry.id.as_str()),
        Piece::new(What::Title, entry.title.as_str()),
        Piece::new(What::Level, entry.risk.level.code()),
    ];
    pieces.extend(texts(What::LevelLabel, &entry.risk.label));
    pieces.extend(texts(What::Alias, &entry.aliases));
    pieces
}

/// The list of risks.
pub(super) fn of_risks(entry: &Entry) -> Vec<Piece<'_>> {
    let risks = entry.risks.iter().map(|risk| {
        let lead = risk.lead.as_ref().map_or("", Text::as_str);
        let cells = [risk.kind.code(), lead, risk.text.as_str()].map(Cow::Borrowed);
        let mut piece = Piece::with_fields(What::Risk, cells.into());
        piece.form.section = risk.section.as_ref().map(Slug::as_str);
        piece
    });
    let sections = entry.risk_sections.iter().map(|it| {
        let listed = if it.listed { "listed" } else { "not listed" };
        let cells = [it.section.as_str(), it.kind.code(), listed].map(Cow::Borrowed);
        Piece::with_fields(What::RiskSection, cells.into())
    });
    risks.chain(sections).collect()
}

/// The disclaimer.
pub(super) fn of_disclaimer(entry: &Entry) -> Vec<Piece<'_>> {
    texts(What::Disclaimer, &entry.disclaimer).collect()
}

/// What an entry is about.
pub(super) fn of_about(entry: &Entry) -> Vec<Piece<'_>> {
    let Some(About {
        substances,
        products,
    }) = &entry.about
    else {
        return Vec::new();
    };
    let identifiers = |all: &[Identifier]| {
        let words = all.iter().map(|it| format!("{}:{}", it.system, it.value));
        Cow::Owned(words.collect::<Vec<_>>().join(" "))
    };
    let substances = substances.iter().map(|it| {
        let cells = vec![it.name.as_str().into(), identifiers(&it.identifiers)];
        Piece::with_fields(What::Substance, cells)
    });
    let products = products.iter().map(|it| {
        let optional = |text: &'_ Option<Text>| text.as_ref().map_or("", Text::as_str).to_owned();
        let cells = vec![
            it.name.as_str().into(),
            optional(&it.form).into(),
            optional(&it.route).into(),
            identifiers(&it.identifiers),
        ];
        Piece::with_fields(What::Product, cells)
    });
    substances.chain(products).collect()
}

/// Where the text of an entry comes from.
pub(super) fn of_source(entry: &Entry) -> Vec<Piece<'_>> {
    let Source {
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
        // Where it was read says nothing of what it says.
        path: _,
        commit: _,
    } = &entry.source;
    let references = references.iter().map(|it| {
        let url = it.url.as_ref().map_or("", Text::as_str);
        Piece::with_fields(What::Reference, vec![it.text.as_str().into(), url.into()])
    });
    texts(What::Publisher, [name])
        .chain(texts(What::SetId, set_id))
        .chain(texts(What::Version, version))
        .chain(texts(What::EffectiveDate, effective_date))
        .chain(texts(What::Url, url))
        .chain(texts(What::Author, authors))
        .chain(texts(What::Published, published))
        .chain(texts(What::Reviewed, reviewed))
        .chain(texts(What::ReviewDue, review_due))
        .chain(texts(What::License, license))
        .chain(references)
        .collect()
}

/// A piece for each of these texts.
pub(super) fn texts<'a>(
    what: What,
    texts: impl IntoIterator<Item = &'a Text>,
) -> impl Iterator<Item = Piece<'a>> {
    let texts = texts.into_iter();
    texts.map(move |text| Piece::new(what, text.as_str()))
}

/// What names a section.
pub(super) fn of_heading(section: &Section) -> Vec<Piece<'_>> {
    let mut pieces = vec![Piece::new(What::Id, section.id.as_str())];
    pieces.extend(texts(What::Number, &section.number));
    pieces.extend(texts(What::Code, &section.code));
    pieces.push(Piece::new(What::Title, section.title.as_str()));
    pieces
}
