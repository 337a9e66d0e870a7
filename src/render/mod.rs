//! From views to bytes. Renderers are given what to show, how the page looks and a writer; they
//! know nothing of the command line or of where the data came from.

pub mod json;
pub mod markdown;
pub mod message;
pub mod table;
pub mod text;
mod wrap;

use owo_colors::Style;

use crate::entry::{Entry, Part};
use crate::theme::{Role, Theme};

/// The most columns that prose is given, however wide the terminal: longer lines are hard to read.
const WIDEST_PROSE: usize = 100;

/// How output looks on one stream. Decided once, before anything is rendered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// The columns that a line may take; `None` means that nothing is wrapped.
    pub width: Option<usize>,
    /// The looks.
    pub theme: Theme,
    /// The signs that the program adds of its own.
    pub signs: Signs,
    /// Whether tables are drawn; otherwise each row is a block of `Field: value` lines.
    pub grids: bool,
}

impl Page {
    fn prose_width(&self) -> Option<usize> {
        self.width.map(|width| width.min(WIDEST_PROSE))
    }

    fn style(&self, role: Role) -> Style {
        self.theme.style(role)
    }
}

/// The signs that the program adds of its own. An author's text is never changed to fit them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signs {
    /// Stands before a list item.
    pub bullet: &'static str,
    /// Stands between a title and a risk level.
    pub separator: &'static str,
    /// Whether tables have borders of box-drawing characters, or of `+`, `-` and `|`.
    pub box_drawing: bool,
}

impl Signs {
    /// Signs beyond ASCII, the bullet being that of the published articles.
    pub const UNICODE: Self = Self {
        bullet: "•",
        separator: "·",
        box_drawing: true,
    };
    /// ASCII alone.
    pub const ASCII: Self = Self {
        bullet: "*",
        separator: "-",
        box_drawing: false,
    };
}

/// An entry, or parts of one in the order in which they were asked for.
pub struct EntryView<'a> {
    /// The entry that the parts belong to.
    pub entry: &'a Entry,
    /// What is shown of it.
    pub parts: Vec<Part<'a>>,
    /// Whether that is the whole entry.
    pub is_whole: bool,
}

impl<'a> EntryView<'a> {
    /// The whole entry.
    #[must_use]
    pub fn whole(entry: &'a Entry) -> Self {
        Self {
            entry,
            parts: entry.parts().collect(),
            is_whole: true,
        }
    }

    /// Only these parts of it.
    #[must_use]
    pub fn only(entry: &'a Entry, parts: Vec<Part<'a>>) -> Self {
        Self {
            entry,
            parts,
            is_whole: false,
        }
    }

    /// The heading that stands over a part here. The opening of a whole article has none, and
    /// neither has the disclaimer at its end: they are published so.
    fn heading(&self, index: usize) -> Option<&'a str> {
        let part = self.parts[index];
        let is_bare = match part {
            Part::Section(_) => index == 0 && part.is_lead(),
            Part::Disclaimer(_) => true,
            Part::Risks(_) => false,
        };
        (!(self.is_whole && is_bare)).then(|| part.title())
    }

    /// The command that prints the disclaimer, where the entry has one that is not shown here.
    fn disclaimer_command(&self) -> Option<String> {
        let is_shown = self
            .parts
            .iter()
            .any(|part| matches!(part, Part::Disclaimer(_)));
        (self.entry.disclaimer.is_some() && !is_shown).then(|| {
            format!(
                "stackwise show {} -s {}",
                self.entry.id,
                Part::DISCLAIMER_ID
            )
        })
    }
}

/// What stands in a list of entries for one of them.
pub struct Summary<'a> {
    /// The entry.
    pub entry: &'a Entry,
    /// Where the entry is kept.
    pub origin: Origin,
}

/// Where an entry is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    /// Compiled into the program.
    BuiltIn,
    /// In the user's library.
    Library,
}

impl Origin {
    /// The origin as it is typed and as it stands in JSON.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::BuiltIn => "built-in",
            Self::Library => "library",
        }
    }
}
