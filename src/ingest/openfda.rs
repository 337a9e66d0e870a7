//! Drug labels as openFDA gives them, flat JSON made of the labels themselves → entries.
//!
//! A field holds all words of a section in one line, those of its parts and tables among them, though
//! parts and tables have fields as well. So each text is put together anew: its heading is split off
//! (`heading`), what has a field of its own is cut out (`units`) and put in its place
//! (`assemble`), and what is left becomes paragraphs and items (`flat`). Every word is said once, and in
//! its order.

mod assemble;
mod begins;
mod compact;
mod fields;
mod flat;
mod heading;
mod label;
mod record;
mod section;
mod stream;
#[cfg(test)]
mod tests;
mod units;

use std::io::BufRead;

pub use begins::begins;

use self::record::Record;
use super::complaint::TakeAt;
use super::draft::Draft;
use super::place::Spot;
use super::spl::sections;
use crate::entry::Entry;

/// The most texts of a record: labels have some 60. Each is looked for in each.
const MAX_TEXTS: usize = 300;

/// Gives the entry that each record is to `take`.
///
/// # Errors
/// Where the document cannot be read on, and why.
pub fn read(source: &mut dyn BufRead, take: &mut TakeAt) -> Result<(), (Spot, String)> {
    stream::read(source, &mut |spot, record| {
        let entry = record
            .map_err(|why| vec![why])
            .and_then(|record| entry(&record));
        take(spot, entry.map(Box::new))
    })
}

/// The entry that a record is, or everything that is wrong with it.
fn entry(record: &Record) -> Result<Entry, Vec<String>> {
    let count: usize = record.fields.iter().map(|(_, texts)| texts.len()).sum();
    if count > MAX_TEXTS {
        return Err(vec![format!(
            "the record has more than {MAX_TEXTS} texts, which is the limit"
        )]);
    }
    let mut draft = Draft::default();
    let header = label::header(record, &mut draft);
    if draft.is_sound() {
        match assemble::parts(record) {
            Ok(parts) if parts.is_empty() => draft.complain(0, "the record has no text"),
            Ok(parts) => sections::write_parts(parts, &mut draft),
            Err(why) => draft.complain(0, why),
        }
    }
    let entry = draft.finish(header);
    entry.map_err(|complaints| complaints.into_iter().map(|it| it.message).collect())
}
