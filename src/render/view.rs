//! What can be shown: the views that commands make and formats draw.

use std::cell::Cell;

use super::StatusView;
use super::age::Day;
use crate::compare::Comparison;
use crate::diff::Change;
use crate::entry::{Entry, Origin, Part, Risk};
use crate::error::Failure;
use crate::ingest::Problem;
use crate::lookup::Listed;
use crate::search::Hits;
use crate::text::Text;

/// Something to show.
pub enum View<'a> {
    /// An entry or parts of it.
    Entry(EntryView<'a>),
    /// What is in an entry.
    Outline(OutlineView<'a>),
    /// Entries of the collection.
    List(ListView<'a>),
    /// What a search found.
    Hits(HitsView<'a>),
    /// Entries side by side.
    Comparison(&'a Comparison<'a>),
    /// What changed between two entries.
    Diff(DiffView<'a>),
    /// What is wrong with source documents.
    Problems(ProblemsView<'a>),
    /// The status of the library.
    Status(StatusView<'a>),
}

/// Gives the entries of a list, one after the other.
pub type EachListed<'a> = dyn FnMut(&mut TakeListed) -> Result<(), Failure> + 'a;

/// Is given an entry of a list.
pub type TakeListed<'a> = dyn FnMut(&Listed) -> Result<(), Failure> + 'a;

/// Entries of the collection. They may be more than fit in memory, so they are drawn as they are read
/// where a format can do that.
pub struct ListView<'a> {
    /// Gives the entries, once.
    pub each: &'a mut EachListed<'a>,
    /// In how many entries a search finds the words of `--risk`.
    pub search_total: Option<usize>,
    /// With `--risk`: how many entries that were not given tell of risks that they do not list. It is
    /// known when all were given.
    pub unlisted_total: Option<&'a Cell<usize>>,
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
    /// Whether it is what the author wrote to be read first.
    pub is_brief: bool,
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
            is_brief: false,
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
            is_brief: false,
        }
    }

    /// What its author wrote to be read first.
    #[must_use]
    pub fn brief(entry: &'a Entry, origin: Origin, parts: Vec<Part<'a>>) -> Self {
        Self {
            is_brief: true,
            ..Self::only(entry, origin, parts)
        }
    }

    /// Whether a heading stands over a part here. The opening of a whole article has none, and
    /// neither has the disclaimer at its end: they are published so.
    pub(super) fn has_heading(&self, index: usize) -> bool {
        let part = self.parts[index];
        let is_bare = match part {
            Part::Section(_) => index == 0 && part.is_lead(),
            Part::Disclaimer(_) => true,
            Part::Risks(_) => false,
        };
        !(self.is_whole && is_bare)
    }

    /// The title that stands over a part here.
    pub(super) fn heading(&self, index: usize) -> Option<&'a str> {
        self.has_heading(index).then(|| self.parts[index].title())
    }

    /// The command that prints the disclaimer, where the entry has one that is not shown here.
    pub(super) fn disclaimer_command(&self) -> Option<String> {
        let is_shown = self
            .parts
            .iter()
            .any(|part| matches!(part, Part::Disclaimer(_)));
        (self.entry.disclaimer.is_some() && !is_shown).then(|| disclaimer_command(self.entry))
    }

    /// The command that prints all of the entry, where this is what is to be read first.
    pub(super) fn whole_command(&self) -> Option<String> {
        let id = &self.entry.id;
        self.is_brief.then(|| format!("stackwise show {id}"))
    }

    /// Where an entry of the user's own comes from: who published it and when, and whether it stands
    /// in place of a built-in entry. Built-in entries say it themselves.
    pub(super) fn library_source(&self) -> Option<String> {
        library_source(self.entry, self.origin, None)
    }

    /// Where an entry of the user's own is published.
    pub(super) fn library_address(&self) -> Option<&'a str> {
        let address = self.entry.source.url.as_ref();
        let address = address.filter(|_| self.origin != Origin::BuiltIn);
        address.map(Text::as_str)
    }

    /// Whether what the list of risks has is all in the highlights shown before it.
    pub(super) fn are_told_before(&self, risks: &[Risk]) -> bool {
        let is_told = |risk: &Risk| {
            let mut parts = self.parts.iter();
            parts.any(|part| match part {
                Part::Section(section) => {
                    risk.section.as_ref() == Some(&section.id) && !section.highlights.is_empty()
                }
                _ => false,
            })
        };
        self.is_brief && !risks.is_empty() && risks.iter().all(is_told)
    }
}

/// How many digits of a commit are shown.
const SHORT_COMMIT: usize = 12;

/// Where an entry of the user's own comes from, with how old it is `today`.
pub(super) fn library_source(entry: &Entry, origin: Origin, today: Option<Day>) -> Option<String> {
    if origin == Origin::BuiltIn {
        return None;
    }
    let source = &entry.source;
    let mut words = source.name.to_string();
    let dates = [
        ("effective", &source.effective_date),
        ("reviewed", &source.reviewed),
        ("published", &source.published),
    ];
    let date = dates
        .into_iter()
        .find_map(|(what, date)| Some((what, date.as_ref()?)));
    if let Some((what, date)) = date {
        words = format!("{words}, {what} {date}");
        if let Some(age) = today.and_then(|today| today.age_of(date.as_str())) {
            words = format!("{words}, {age}");
        }
    }
    let version = source.version.as_ref();
    let version = version.map_or(String::new(), |version| format!("version {version}, "));
    let commit = source.commit.as_ref().map(|commit| {
        let commit = commit.as_str();
        let short = commit.get(..SHORT_COMMIT).unwrap_or(commit);
        format!(" at {short}")
    });
    let document = source.path.as_ref();
    let document = document.map_or(String::new(), |path| {
        format!("{path}{}, ", commit.unwrap_or_default())
    });
    let place = if origin.shadows_built_in() {
        "your library, in place of the built-in entry"
    } else {
        "your library"
    };
    Some(format!("{words} ({version}{document}{place})"))
}

/// What is in an entry, and how long each part of it is.
pub struct OutlineView<'a> {
    /// The entry.
    pub entry: &'a Entry,
    /// Where it is kept.
    pub origin: Origin,
}

/// The command that prints an entry's disclaimer.
pub(super) fn disclaimer_command(entry: &Entry) -> String {
    format!("stackwise show {} -s {}", entry.id, Part::DISCLAIMER_ID)
}
