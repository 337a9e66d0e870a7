//! What a list shows of an entry, and where an entry is kept.

use super::{Entry, RiskRating, Slug, Source};
use crate::text::Text;

impl Entry {
    /// What a list shows of the entry, which is kept in `origin`.
    #[must_use]
    pub fn summary(self, origin: Origin) -> Summary {
        Summary {
            id: self.id,
            title: self.title,
            aliases: self.aliases,
            risk: self.risk,
            source: self.source,
            origin,
        }
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
    /// Where the text comes from.
    pub source: Source,
    /// Where the entry is kept.
    pub origin: Origin,
}

impl Summary {
    /// Everything that finds the entry: its id, its title, its aliases.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let aliases = self.aliases.iter().map(Text::as_str);
        [self.id.as_str(), self.title.as_str()]
            .into_iter()
            .chain(aliases)
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
