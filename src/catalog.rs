//! The built-in entries, checked and indexed by the build. Knows nothing of what is done with them.

use std::collections::BTreeSet;

use crate::entry::{Chooser, Entry};

/// An entry compiled into the program. It is parsed only when asked for.
pub struct BuiltIn {
    /// The id of the entry.
    pub id: &'static str,
    json: &'static str,
}

// `BUILT_INS`: every built-in, by id. `NAMES`: every folded name (id, title, alias) in order, with
// the index of its built-in. `IDENTIFIERS`: every folded identifier, likewise.
include!(concat!(env!("OUT_DIR"), "/catalog.rs"));

impl BuiltIn {
    /// The entry itself.
    ///
    /// # Panics
    /// Never: the build refuses an asset that is not an entry.
    #[must_use]
    pub fn entry(&self) -> Entry {
        serde_json::from_str(self.json).expect("the build checks every asset")
    }

    /// The entry with the headings of its sections alone.
    ///
    /// # Panics
    /// Never, likewise.
    #[must_use]
    pub fn headings(&self) -> Entry {
        self.entry_with_only(&|_| BTreeSet::new())
    }

    /// The entry with only these sections, the others being headings alone.
    ///
    /// # Panics
    /// Never, likewise.
    #[must_use]
    pub fn entry_with_only(&self, chooser: &Chooser) -> Entry {
        Entry::read_only(self.json, chooser).expect("the build checks every asset")
    }
}

/// The built-ins that have this folded name or identifier.
pub fn find(folded: &str) -> impl Iterator<Item = &'static BuiltIn> {
    places_of(folded).map(|place| &BUILT_INS[place])
}

/// The places of the built-ins that have this folded name or identifier, in their order by id.
pub fn places_of(folded: &str) -> impl Iterator<Item = usize> {
    let having = |table: &'static [(&'static str, usize)]| {
        let first = table.partition_point(|(name, _)| *name < folded);
        table[first..]
            .iter()
            .take_while(move |(name, _)| *name == folded)
            .map(|&(_, place)| place)
    };
    having(&NAMES).chain(having(&IDENTIFIERS))
}

/// The built-in with this id.
#[must_use]
pub fn with_id(id: &str) -> Option<&'static BuiltIn> {
    let at = BUILT_INS
        .binary_search_by(|built_in| built_in.id.cmp(id))
        .ok()?;
    Some(&BUILT_INS[at])
}

/// The built-in in this place of their order by id.
#[must_use]
pub fn at(place: usize) -> Option<&'static BuiltIn> {
    BUILT_INS.get(place)
}

/// The index of all built-ins in that order, as `index::Frozen` reads it.
pub static INDEX: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/index"));

/// Every built-in.
pub fn all() -> impl Iterator<Item = &'static BuiltIn> {
    BUILT_INS.iter()
}

/// Every folded name with the built-in that has it.
pub fn names() -> impl Iterator<Item = (&'static str, &'static BuiltIn)> {
    NAMES.iter().map(|&(name, index)| (name, &BUILT_INS[index]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_is_found_by_its_id_and_every_name() {
        for built_in in all() {
            assert_eq!(with_id(built_in.id).unwrap().id, built_in.id);
        }
        for (name, built_in) in names() {
            assert!(find(name).any(|found| found.id == built_in.id));
        }
    }
}
