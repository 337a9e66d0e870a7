//! What a list shows of an entry, and where an entry is kept.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::{About, Entry, Identifier, RiskRating, Slug, Source};
use crate::text::Text;

impl Entry {
    /// What a list shows of the entry, which is kept in `origin`.
    #[must_use]
    pub fn summary(&self, origin: Origin) -> Summary {
        Summary {
            id: self.id.clone(),
            title: self.title.clone(),
            aliases: self.aliases.clone(),
            risk: self.risk.clone(),
            boxed_warning: self.boxed_warning().map(|section| section.id.clone()),
            identifiers: self.identifiers(),
            unlisted_risks: self
                .risk_sections
                .iter()
                .filter(|it| !it.listed)
                .map(|it| it.section.clone())
                .collect(),
            source: self.source.in_short(),
            origin,
        }
    }

    /// What public records know it by, each once.
    #[must_use]
    pub fn identifiers(&self) -> Vec<Identifier> {
        let all = self.about.iter().flat_map(About::identifiers);
        let mut seen = BTreeSet::new();
        all.filter(|it| seen.insert(*it)).cloned().collect()
    }
}

/// What a list shows of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// What identifies the entry.
    pub id: Slug,
    /// The author's title.
    pub title: Text,
    /// Further names that find the entry.
    pub aliases: Vec<Text>,
    /// The author's overall rating.
    pub risk: RiskRating,
    /// The id of the section that is the label's boxed warning.
    pub boxed_warning: Option<Slug>,
    /// What public records know it by.
    pub identifiers: Vec<Identifier>,
    /// The ids of the sections that tell of risks which are not in the entry's list.
    pub unlisted_risks: Vec<Slug>,
    /// Where the text comes from, without authors, license and references.
    pub source: Source,
    /// Where the entry is kept.
    pub origin: Origin,
}

impl Summary {
    /// Everything that finds the entry: its names, its identifiers, and its set id.
    pub fn found_by(&self) -> impl Iterator<Item = Cow<'_, str>> {
        found_by(self.names(), self.identifiers.iter(), &self.source)
    }

    /// Everything that finds the entry: its id, its title, its aliases.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let aliases = self.aliases.iter().map(Text::as_str);
        [self.id.as_str(), self.title.as_str()]
            .into_iter()
            .chain(aliases)
    }
}

impl Entry {
    /// Everything that finds the entry: its names, its identifiers, and its set id.
    pub fn found_by(&self) -> impl Iterator<Item = Cow<'_, str>> {
        let identifiers = self.about.iter().flat_map(About::identifiers);
        found_by(self.names(), identifiers, &self.source)
    }
}

fn found_by<'a>(
    names: impl Iterator<Item = &'a str>,
    identifiers: impl Iterator<Item = &'a Identifier>,
    source: &'a Source,
) -> impl Iterator<Item = Cow<'a, str>> {
    let set_id = source.set_id.iter().map(Text::as_str);
    let names = names.chain(set_id).map(Cow::Borrowed);
    names.chain(identifiers.flat_map(Identifier::names))
}

impl Identifier {
    /// The two ways to ask by it: `0069-4200` and `ndc:0069-4200`.
    #[must_use]
    pub fn names(&self) -> [Cow<'_, str>; 2] {
        let named = format!("{}:{}", self.system, self.value);
        [Cow::Borrowed(self.value.as_str()), Cow::Owned(named)]
    }
}

/// Where an entry is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Compiled into the program.
    BuiltIn,
    /// In the user's library.
    Library {
        /// Whether it shadows a built-in entry with the same id.
        shadows_built_in: bool,
    },
}

impl Origin {
    /// The name of the kind of origin, as it is typed and as it is in JSON.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::BuiltIn => "built-in",
            Self::Library { .. } => "library",
        }
    }

    /// Whether the entry shadows a built-in one.
    #[must_use]
    pub fn shadows_built_in(self) -> bool {
        self == Self::Library {
            shadows_built_in: true,
        }
    }
}
