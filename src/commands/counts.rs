//! What came of an addition, in numbers and in words.

use std::fmt;

use super::{left_out, upgrade_note};

/// What came of an addition.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    /// Entries that are new.
    pub(super) added: usize,
    /// Entries that overwrote others, or earlier versions of themselves.
    pub(super) replaced: usize,
    /// Entries that were there already, the same.
    pub(super) unchanged: usize,
    /// Entries of which the library has a newer version.
    pub(super) older: usize,
    /// Of openFDA's texts of labels, those that the library has as labels, or newer.
    pub(super) known: usize,
    /// Entries that a folder holds no longer, where the library is kept to it.
    pub(super) removed: Option<usize>,
    /// Entries in tables of an earlier version that were upgraded.
    pub(super) upgraded: Option<usize>,
    /// Places where text was left out of what was read.
    pub(super) notes: usize,
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            added,
            replaced,
            unchanged,
            older,
            known,
            removed,
            ..
        } = self;
        write!(
            f,
            "{added} added, {replaced} replaced, {unchanged} unchanged"
        )?;
        if let Some(removed) = removed {
            write!(f, ", {removed} removed")?;
        }
        if *older > 0 {
            write!(f, ", {older} older than in the library (not added)")?;
        }
        if *known > 0 {
            write!(
                f,
                ", {known} from openFDA not added: the library has the labels themselves, or newer ones"
            )?;
        }
        Ok(())
    }
}

impl Counts {
    /// What was done, line by line.
    pub(super) fn messages(self) -> Vec<String> {
        let upgraded = self.upgraded.map(upgrade_note);
        let left_out = left_out(self.notes).map(|note| format!("note: {note}"));
        let lines = upgraded.into_iter().chain([self.to_string()]);
        lines.chain(left_out).collect()
    }
}
