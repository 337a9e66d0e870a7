//! The built-in entries, checked and indexed by the build. Knows nothing of what is done with them.

use crate::entry::Entry;

/// An entry compiled into the program. It is parsed only when asked for.
pub struct BuiltIn {
    /// The id of the entry.
    pub id: &'static str,
    json: &'static str,
}

// `BUILT_INS`: every built-in, by id. `NAMES`: every folded name (id, title, alias) in order, with
// the index of its built-in.
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
}

/// The built-in that has this folded name.
#[must_use]
pub fn find(folded: &str) -> Option<&'static BuiltIn> {
    at(place_of(folded)?)
}

/// The place of the built-in that has this folded name in their order by id.
#[must_use]
pub fn place_of(folded: &str) -> Option<usize> {
    let at = NAMES.binary_search_by(|(name, _)| (*name).cmp(folded));
    Some(NAMES[at.ok()?].1)
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
            assert_eq!(find(name).unwrap().id, built_in.id);
        }
    }
}
