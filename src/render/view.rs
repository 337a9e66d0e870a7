//! What can be shown: the views that commands make and formats draw.

use super::StatusView;
use crate::diff::Change;
use crate::entry::{Entry, Origin, Part, RiskKind, Summary};
use crate::error::Failure;
use crate::ingest::Problem;
use crate::search::Hits;
use crate::text::Text;

/// Something to show.
pub enum View<'a> {
    /// An entry or parts of it.
    Entry(EntryView<'a>),
    /// Entries of the collection.
    List(ListView<'a>),
    /// What a search found.
    Hits(HitsView<'a>),
    /// Entries side by side.
    Comparison(Comparison<'a>),
    /// What changed between two entries.
    Diff(DiffView<'a>),
    /// What is wrong with source documents.
    Problems(ProblemsView<'a>),
    /// The status of the library.
    Status(StatusView<'a>),
}

/// What a list shows of each entry, one after the other.
pub type Summaries<'a> = dyn FnMut(&mut TakeSummary) -> Result<(), Failure> + 'a;

/// Is given what a list shows of an entry.
pub type TakeSummary<'a> = dyn FnMut(&Summary) -> Result<(), Failure> + 'a;

/// Entries of the collection. They may be more than fit in memory, so they are drawn as they are read
/// where a format can do that.
pub struct ListView<'a> {
    /// Gives the entries, once.
    pub each: &'a mut Summaries<'a>,
    /// In how many entries a search finds the words of `--risk`.
    pub search_total: Option<usize>,
}

/// What a search found.
pub struct HitsView<'a> {
    /// The words that were searched for, as typed.
    pub query: &'a str,
    /// The words that were excluded, as typed.
    pub without: &'a [String],
    /// The hits, and how many more there are.
    pub found: &'a Hits,
}

/// What changed between two entries.
pub struct DiffView<'a> {
    /// The earlier entry.
    pub before: DiffSide<'a>,
    /// The later entry.
    pub after: DiffSide<'a>,
    /// The changes; none if they are the same.
    pub changes: &'a [Change<'a>],
}

/// One of two entries that are held against each other.
pub struct DiffSide<'a> {
    /// The entry.
    pub entry: &'a Entry,
    /// Where it is kept; `None` if it was read from a file.
    pub origin: Option<Origin>,
    /// The file that it was read from, as it was named; otherwise its id.
    pub name: &'a str,
}

/// What is wrong with source documents.
pub struct ProblemsView<'a> {
    /// What keeps them from being entries.
    pub problems: &'a [Problem],
    /// What there is to know of how they were read.
    pub notes: &'a [Problem],
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
    pub(super) fn heading(&self, index: usize) -> Option<&'a str> {
        let part = self.parts[index];
        let is_bare = match part {
            Part::Section(_) => index == 0 && part.is_lead(),
            Part::Disclaimer(_) => true,
            Part::Risks(_) => false,
        };
        (!(self.is_whole && is_bare)).then(|| part.title())
    }

    /// The command that prints the disclaimer, where the entry has one that is not shown here.
    pub(super) fn disclaimer_command(&self) -> Option<String> {
        let is_shown = self
            .parts
            .iter()
            .any(|part| matches!(part, Part::Disclaimer(_)));
        (self.entry.disclaimer.is_some() && !is_shown).then(|| disclaimer_command(self.entry))
    }

    /// Where an entry of the user's own comes from: who published it, when it took effect, and
    /// whether it stands in place of a built-in entry. Built-in entries say it themselves.
    pub(super) fn library_source(&self) -> Option<String> {
        if self.origin == Origin::BuiltIn {
            return None;
        }
        let source = &self.entry.source;
        let mut words = source.name.to_string();
        if let Some(version) = &source.version {
            words = format!("{words}, version {version}");
        }
        if let Some(date) = &source.effective_date {
            words = format!("{words}, effective {date}");
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
    /// Their risks, in display order.
    pub rows: Vec<RiskRow<'a>>,
}

/// A risk of one or more of the entries that are compared.
pub struct RiskRow<'a> {
    /// Its kind, from the first entry that gives one.
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
    pub(super) fn sharing_words(&self) -> String {
        match (self.sharing(), self.texts.len()) {
            (2, 2) => "by both".to_owned(),
            (1, _) => "no".to_owned(),
            (count, all) if count == all => format!("by all {all}"),
            (count, all) => format!("by {count} of {all}"),
        }
    }
}

impl Comparison<'_> {
    /// A remark for each entry that lists no risks: an empty column is no promise.
    pub(super) fn remarks(&self) -> impl Iterator<Item = String> {
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
    pub(super) fn disclaimer_commands(&self) -> impl Iterator<Item = String> {
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
