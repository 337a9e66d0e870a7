//! The texts of a record, and what is cut out of them: what a text repeats of another that has a field
//! of its own, and of tables.

use std::collections::BTreeSet;
use std::ops::Range;

use super::compact::Compact;
use super::fields;
use super::heading::{self, Heading};
use super::record::Record;
use crate::entry::Block;
use crate::ingest::spl::fragment;

/// The ending of fields with the tables of others.
const TABLE: &str = "_table";
/// The fewest bytes of a text that is known to be a part of another without a heading that says so:
/// "None." stands in many.
const MIN_PART: usize = 40;

/// A text of a record.
pub struct Unit<'r> {
    pub field: &'r str,
    /// The code of the section; empty where the field is none that is known.
    pub code: &'static str,
    pub text: &'r str,
    compact: Compact,
    pub heading: Heading<'r>,
    /// What is cut out of it.
    pub cuts: Vec<(Range<usize>, Cut)>,
}

/// What stands in place of words that were cut out.
#[derive(Clone)]
pub enum Cut {
    /// The text of this place.
    Unit(usize),
    /// A table.
    Blocks(Vec<Block>),
}

/// A table of a record.
pub struct Table<'r> {
    /// The field of the text that it lies in.
    pub field: &'r str,
    compact: Compact,
    pub blocks: Vec<Block>,
    pub is_placed: bool,
}

/// Every text but those that are said by others as well.
pub fn units(record: &Record) -> Vec<Unit<'_>> {
    let texts = record
        .fields
        .iter()
        .filter(|(field, _)| fields::is_text(field) && !field.ends_with(TABLE))
        .flat_map(|(field, texts)| {
            texts
                .iter()
                .map(move |text| (field.as_str(), text.as_str()))
        });
    let mut seen = BTreeSet::new();
    let mut units = Vec::new();
    for (field, text) in texts {
        let code = fields::code(field).unwrap_or("");
        let compact = Compact::of(text);
        let is_new = seen.insert(compact.words().to_owned());
        if compact.words().is_empty() || !is_new {
            continue;
        }
        units.push(Unit {
            field,
            code,
            text,
            heading: match code {
                fields::PANEL | fields::PRODUCT_DATA | fields::UNCLASSIFIED => Heading::default(),
                code => heading::of_section(text, code),
            },
            compact,
            cuts: Vec::new(),
        });
    }
    units
}

pub fn tables(record: &Record) -> Vec<Table<'_>> {
    let mut seen = BTreeSet::new();
    let mut tables = Vec::new();
    for (field, texts) in &record.fields {
        let Some(field) = field.strip_suffix(TABLE) else {
            continue;
        };
        for markup in texts {
            if !seen.insert(markup) {
                continue;
            }
            tables.extend(fragment::table(markup).map(|table| Table {
                field,
                compact: Compact::of(&table.words),
                blocks: table.blocks,
                is_placed: false,
            }));
        }
    }
    tables
}

/// Cuts the texts that others repeat out of those. Returns the rest, in their order.
pub fn nest(units: &mut [Unit<'_>]) -> Vec<usize> {
    let mut roots = Vec::new();
    for unit in 0..units.len() {
        let Some((outer, range)) = place_of(units, unit) else {
            roots.push(unit);
            continue;
        };
        let overlaps =
            |(other, _): &(Range<usize>, Cut)| other.start < range.end && range.start < other.end;
        let is_known = units[unit].code != fields::UNCLASSIFIED;
        if !is_known {
            // Nothing tells its title: it stays where it is.
        } else if units[outer].cuts.iter().any(overlaps) {
            roots.push(unit);
        } else {
            units[outer].cuts.push((range, Cut::Unit(unit)));
        }
    }
    roots
}

/// The shortest text that a unit is a part of, and where it stands in that.
fn place_of(units: &[Unit<'_>], unit: usize) -> Option<(usize, Range<usize>)> {
    let part = &units[unit];
    let length = part.compact.words().len();
    let is_apart = |code| matches!(code, fields::PANEL | fields::PRODUCT_DATA);
    let says_what_it_is = length >= MIN_PART || part.heading.title.is_some();
    if is_apart(part.code) || !says_what_it_is {
        return None;
    }
    let longer = units
        .iter()
        .enumerate()
        .filter(|(_, outer)| outer.compact.words().len() > length && !is_apart(outer.code));
    let holding = longer.filter_map(|(at, outer)| {
        let range = outer.compact.find(&part.compact).next()?;
        Some((at, range))
    });
    holding.min_by_key(|(at, _)| units[*at].compact.words().len())
}

/// Puts tables where their words stand: first in texts of their own field, then in any.
pub fn place_tables(units: &mut [Unit<'_>], tables: &mut [Table<'_>]) {
    for is_own in [true, false] {
        for table in tables.iter_mut().filter(|table| !table.is_placed) {
            for unit in units.iter_mut() {
                if is_own && unit.field != table.field {
                    continue;
                }
                let cuts = &unit.cuts;
                let is_free = |range: &Range<usize>| {
                    let mut others = cuts.iter();
                    !others.any(|(it, _)| it.start < range.end && range.start < it.end)
                };
                if let Some(range) = unit.compact.find(&table.compact).find(is_free) {
                    unit.cuts.push((range, Cut::Blocks(table.blocks.clone())));
                    table.is_placed = true;
                }
            }
        }
    }
}
