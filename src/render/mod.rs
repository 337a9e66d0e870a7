//! From views to bytes. Renderers are given what to show, how the page looks and a writer; they
//! know nothing of the command line or of where the data came from.

mod blocks;
mod grid;
pub mod json;
pub mod markdown;
pub mod message;
mod safe;
pub mod table;
pub mod text;
mod wrap;

use owo_colors::Style;

use crate::entry::{Entry, Origin, Part, RiskKind};
use crate::text::Text;
use crate::theme::{Role, Theme};

/// The most columns that prose is given, however wide the terminal: longer lines are hard to read.
const WIDEST_PROSE: usize = 100;

/// The forms of what is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Plain text.
    Text,
    /// Tables.
    Table,
    /// JSON.
    Json,
    /// Markdown.
    Markdown,
}

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
    /// Where it is kept.
    pub origin: Origin,
    /// What is shown of it.
    pub parts: Vec<Part<'a>>,
    /// Whether that is the whole entry.
    pub is_whole: bool,
}

impl<'a> EntryView<'a> {
    /// The whole entry.
    #[must_use]
    pub fn whole(entry: &'a Entry, origin: Origin) -> Self {
        Self {
            entry,
            origin,
            parts: entry.parts().collect(),
            is_whole: true,
        }
    }

    /// Only these parts of it.
    #[must_use]
    pub fn only(entry: &'a Entry, origin: Origin, parts: Vec<Part<'a>>) -> Self {
        Self {
            entry,
            origin,
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
        (self.entry.disclaimer.is_some() && !is_shown).then(|| disclaimer_command(self.entry))
    }

    /// Where an entry of the user's own comes from: who published it, when it took effect, and
    /// whether it stands in place of a built-in entry. Built-in entries say it themselves.
    fn library_source(&self) -> Option<String> {
        if self.origin == Origin::BuiltIn {
            return None;
        }
        let source = &self.entry.source;
        let mut words = source.name.to_string();
        if let Some(version) = &source.version {
            words = format!("{words}, version {version}");
        }
        if let Some(date) = &source.effective_date {
            words = format!("{words}, in effect from {date}");
        }
        let place = if self.origin.shadows_built_in() {
            "your library, in place of the built-in entry"
        } else {
            "your library"
        };
        Some(format!("{words} ({place})"))
    }
}

/// Several entries side by side.
pub struct Comparison<'a> {
    /// The entries with where they are kept, in the order in which they were named.
    pub entries: Vec<(&'a Entry, Origin)>,
    /// Their risks, in the order in which they are told.
    pub rows: Vec<RiskRow<'a>>,
}

/// A risk of one or more of the entries that are compared.
pub struct RiskRow<'a> {
    /// What kind it is, as the first entry says that does.
    pub kind: RiskKind,
    /// The words of each entry that has it, by the order of the entries.
    pub texts: Vec<Option<&'a Text>>,
}

impl RiskRow<'_> {
    /// How many entries have it.
    #[must_use]
    pub fn sharing(&self) -> usize {
        self.texts.iter().flatten().count()
    }

    /// Who shares it, in words.
    fn sharing_words(&self) -> String {
        match (self.sharing(), self.texts.len()) {
            (2, 2) => "by both".to_owned(),
            (1, _) => "no".to_owned(),
            (count, all) if count == all => format!("by all {all}"),
            (count, all) => format!("by {count} of {all}"),
        }
    }
}

impl Comparison<'_> {
    /// What the entries that list no risks are told to say: an empty column is no promise.
    fn remarks(&self) -> impl Iterator<Item = String> {
        let without = self
            .entries
            .iter()
            .filter(|(entry, _)| entry.risks.is_empty());
        without.map(|(entry, _)| {
            format!(
                "{} has no list of health risks here, which does not mean that it has none: \
                 `stackwise show {}`",
                entry.title, entry.id
            )
        })
    }

    /// The commands that print the disclaimers of the entries that have one.
    fn disclaimer_commands(&self) -> impl Iterator<Item = String> {
        let with = self
            .entries
            .iter()
            .filter(|(entry, _)| entry.disclaimer.is_some());
        with.map(|(entry, _)| disclaimer_command(entry))
    }
}

fn disclaimer_command(entry: &Entry) -> String {
    format!("stackwise show {} -s {}", entry.id, Part::DISCLAIMER_ID)
}
