//! From a name to an entry, built-in or the user's own, and from a section's name to a part of it.
//! A miss is an error with suggestions: nothing is ever answered in its place.

mod collection;
mod listed;
mod misses;
mod names;
mod sections;

pub use collection::{Collection, Found};
pub use listed::Listed;
pub use sections::{asked_for, find_parts, section_ids};
