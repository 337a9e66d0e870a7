//! Source documents → entries, or problems with their places. Knows nothing of where entries go.

#[cfg(test)]
pub(crate) mod arbitrary;
mod archive;
pub mod article;
mod complaint;
mod document;
mod draft;
mod encoding;
mod excerpt;
pub mod headings;
pub mod ids;
pub mod input;
pub mod json;
mod limits;
pub mod markdown;
pub mod metadata;
mod meter;
mod openfda;
mod place;
mod pool;
mod readers;
mod section_draft;
pub mod spl;
mod stream;

use std::collections::BTreeMap;
use std::collections::btree_map::Entry as Place;
use std::convert::Infallible;
use std::hash::{DefaultHasher, Hash, Hasher as _};
use std::io::BufRead;
use std::path::PathBuf;

use archive::Unpacker;
pub use complaint::Complaint;
pub use document::Reading;
pub use encoding::{Undecodable, decode};
pub use excerpt::Excerpt;
pub use input::Input;
pub use meter::Meter;
pub use place::{Location, Problem};
use pool::Pool;
pub use readers::Kind;

use crate::entry::{Entry, Slug};

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
    read_metered(arguments, kind, stdin, &Meter::default(), take)
}

/// Does the same, while `meter` tells how far it has got.
///
/// # Errors
/// The error that `take` returned.
pub fn read_metered<E>(
    arguments: &[PathBuf],
    kind: Option<Kind>,
    stdin: &mut dyn BufRead,
    meter: &Meter,
    take: &mut dyn FnMut(Reading) -> Result<(), E>,
) -> Result<(), E> {
    let mut seen = Seen::default();
    let mut take = |reading| take(seen.check(reading));
    let inputs = input::expand(arguments);
    meter.expect(&inputs);
    // A document alone is not worth threads.
    let mut pool = may_be_many(&inputs).then(Pool::new);
    for input in inputs {
        let mut unpacker = Unpacker::new(kind, pool.as_mut(), &mut take);
        match input {
            Ok(Input::Stdin) => unpacker.source(&Input::Stdin.name(), stdin, 0)?,
            Ok(Input::File(path)) => match input::open(&path) {
                Ok(file) => {
                    let size = file.metadata().map_or(u64::MAX, |metadata| metadata.len());
                    let file = meter.file(file, size);
                    unpacker.file(&Input::File(path).name(), file, size)?;
                }
                Err(why) => unpacker.problem(&Input::File(path).name(), why)?,
            },
            Err(problem) => {
                unpacker.finish()?;
                take(Reading::Problem(problem))?;
            }
        }
    }
    pool.map_or(Ok(()), |mut pool| pool.finish(&mut take))
}

/// Whether there are several documents, or an archive, which may hold several.
fn may_be_many(inputs: &[Result<Input, Problem>]) -> bool {
    match inputs {
        [Ok(Input::File(path))] => path.extension().is_some_and(|ending| ending == "zip"),
        [_] => false,
        _ => true,
    }
}

/// The ids that were read so far, each with a hash of its entry, that entry's version where it is a
/// label, and where that was.
#[derive(Default)]
struct Seen(BTreeMap<Slug, (u64, Option<Version>, Location)>);

/// What tells versions of a label apart, and openFDA's text of one from the label itself: hashes, as a
/// release has a hundred thousand labels.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Version {
    set_id: u64,
    all: u64,
}

impl Version {
    fn of(entry: &Entry) -> Option<Self> {
        let source = &entry.source;
        let set_id = source.set_id.as_ref()?;
        let label = (set_id, &source.version, &source.effective_date);
        Some(Self {
            set_id: hash(set_id),
            all: hash(&(label, source.is_of_openfda())),
        })
    }

    /// Whether both are versions of one label, and not the same.
    fn differ(one: Option<Self>, other: Option<Self>) -> bool {
        match (one, other) {
            (Some(one), Some(other)) => one.set_id == other.set_id && one != other,
            _ => false,
        }
    }
}

fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

impl Seen {
    /// The longer id of a label whose own was that of another label before.
    fn id_beside_other_label(&self, entry: &Entry) -> Option<Slug> {
        let (_, other, _) = self.0.get(&entry.id)?;
        let (own, other) = (Version::of(entry)?, (*other)?);
        let is_other = own.set_id != other.set_id;
        let [short, long] = entry.label_ids().filter(|_| is_other)?;
        (entry.id == short).then_some(long)
    }

    /// The reading itself, unless it is another entry under an id that was read before. Versions of
    /// one label are all read.
    fn check(&mut self, reading: Reading) -> Reading {
        let Reading::Entry(mut entry, place) = reading else {
            return reading;
        };
        if let Some(id) = self.id_beside_other_label(&entry) {
            entry.id = id;
        }
        let hash = hash(&entry);
        let version = Version::of(&entry);
        match self.0.entry(entry.id.clone()) {
            Place::Vacant(vacant) => {
                vacant.insert((hash, version, place.clone()));
            }
            Place::Occupied(first) if first.get().0 == hash => {}
            Place::Occupied(mut before) if Version::differ(before.get().1, version) => {
                before.insert((hash, version, place.clone()));
            }
            Place::Occupied(first) => {
                let message = format!(
                    "another entry with the id \"{}\" was already read at {}",
                    entry.id,
                    first.get().2
                );
                return Reading::Problem(Problem::at(place, message));
            }
        }
        Reading::Entry(entry, place)
    }
}
