//! Source documents → entries, or problems with their places. Knows nothing of where entries go.

#[cfg(test)]
pub(crate) mod arbitrary;
pub mod article;
mod complaint;
mod document;
mod draft;
mod excerpt;
pub mod headings;
pub mod ids;
pub mod input;
pub mod json;
mod limits;
pub mod markdown;
pub mod metadata;
mod place;
mod readers;
pub mod spl;

use std::collections::BTreeMap;
use std::collections::btree_map::Entry as Place;
use std::convert::Infallible;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::io::BufRead;
use std::path::PathBuf;

pub use complaint::Complaint;
use document::Document;
pub use document::Reading;
pub use excerpt::Excerpt;
pub use input::Input;
pub use place::{Location, Problem};
pub use readers::Kind;

use crate::entry::Slug;

/// Everything that is in one document, in order: entries, problems, and notes on what was left out.
///
/// The kind is detected from the content unless given.
pub fn read(document: &mut dyn BufRead, kind: Option<Kind>) -> Vec<Reading> {
    let mut readings = Vec::new();
    let Ok(()) = read_all::<Infallible>(&["-".into()], kind, document, &mut |reading| {
        readings.push(reading);
        Ok(())
    });
    readings
}

/// Reads what these arguments name (files, folders, `-` for standard input) and gives it to `take`,
/// one entry, problem or note at a time, in order.
///
/// The kind is detected from the content unless given. What cannot be read at all is a problem, too,
/// and so is another entry with an id that was read before.
///
/// # Errors
/// The error that `take` returned.
pub fn read_all<E>(
    arguments: &[PathBuf],
    kind: Option<Kind>,
    stdin: &mut dyn BufRead,
    take: &mut dyn FnMut(Reading) -> Result<(), E>,
) -> Result<(), E> {
    let mut seen = Seen::default();
    for input in input::expand(arguments) {
        match input {
            Ok(input) => read_input(&input, kind, stdin, &mut |reading| {
                take(seen.check(reading))
            })?,
            Err(problem) => take(Reading::Problem(problem))?,
        }
    }
    Ok(())
}

fn read_input<E>(
    input: &Input,
    kind: Option<Kind>,
    stdin: &mut dyn BufRead,
    take: &mut dyn FnMut(Reading) -> Result<(), E>,
) -> Result<(), E> {
    let name = input.name();
    match input {
        Input::Stdin => Document::new(name, stdin, kind, take).read(),
        Input::File(path) => match input::open(path) {
            Ok(mut file) => Document::new(name, &mut file, kind, take).read(),
            Err(why) => take(Reading::Problem(Problem::of_file(&name, why))),
        },
    }
}

/// The ids that were read so far, each with a hash of its entry and where that was.
#[derive(Default)]
struct Seen(BTreeMap<Slug, (u64, Location)>);

impl Seen {
    /// The reading itself, unless it is another entry under an id that was read before.
    fn check(&mut self, reading: Reading) -> Reading {
        let Reading::Entry(entry, place) = reading else {
            return reading;
        };
        let mut hasher = DefaultHasher::new();
        entry.hash(&mut hasher);
        let hash = hasher.finish();
        match self.0.entry(entry.id.clone()) {
            Place::Vacant(vacant) => {
                vacant.insert((hash, place.clone()));
            }
            Place::Occupied(first) if first.get().0 == hash => {}
            Place::Occupied(first) => {
                let message = format!(
                    "another entry with the id \"{}\" was already read at {}",
                    entry.id,
                    first.get().1
                );
                return Reading::Problem(Problem::at(place, message));
            }
        }
        Reading::Entry(entry, place)
    }
}
