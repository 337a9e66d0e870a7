//! The texts of a record as sections that lie in each other: what a text repeats of another that has a
//! field of its own, and of tables, is cut out of it and put in its place.

use std::collections::BTreeSet;
use std::ops::Range;

use super::compact::Compact;
use super::fields;
use super::flat::{self, Numbering};
use super::heading::{self, Heading};
use super::record::Record;
use super::section::Section;
use crate::entry::Block;
use crate::ingest::spl::parts::Part;
use crate::ingest::spl::{codes, fragment};
use crate::text::Text;

/// The ending of fields with the tables of others.
const TABLE: &str = "_table";
/// The title of text without a heading that the labeler did not classify.
const UNTITLED: &str = "Further Text";
/// The title of the names of products and of what is in them.
const PRODUCT_DATA: &str = "Product Data Elements";
/// The fewest bytes of a text that is known to be a part of another without a heading that says so:
/// "None." stands in many.
const MIN_PART: usize = 40;

/// A text of a record.
struct Unit<'r> {
    field: &'r str,
    /// The code of the section; empty where the field is none that is known.
    code: &'static str,
    text: &'r str,
    compact: Compact,
    heading: Heading<'r>,
    /// What is cut out of it.
    cuts: Vec<(Range<usize>, Cut)>,
}

/// What stands in place of words that were cut out.
#[derive(Clone)]
enum Cut {
    /// The text of this place.
    Unit(usize),
    /// A table.
    Blocks(Vec<Block>),
}

/// A table of a record.
struct Table<'r> {
    /// The field of the text that it lies in.
    field: &'r str,
    compact: Compact,
    blocks: Vec<Block>,
    is_placed: bool,
}

/// The sections of a record.
///
/// # Errors
/// When a text cannot be shown.
pub fn parts(record: &Record) -> Result<Vec<Part<'static>>, String> {
    let mut units = units(record);
    let mut tables = tables(record);
    let mut roots = nest(&mut units);
    place_tables(&mut units, &mut tables);
    sort(&mut roots, &units);
    let mut parts = Vec::new();
    for root in roots {
        let part = part(&units, root);
        parts.push(part.map_err(|why| format!("the field \"{}\": {why}", units[root].field))?);
    }
    // A table that is in no text is a section by itself.
    for table in tables.into_iter().filter(|table| !table.is_placed) {
        parts.push(Part {
            code: fields::code(table.field).unwrap_or(""),
            title: title_of(table.field)?,
            content: table.blocks,
            is_flat: true,
            ..Part::default()
        });
    }
    Ok(parts)
}

/// Every text but those that are said by others as well.
fn units(record: &Record) -> Vec<Unit<'_>> {
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

fn tables(record: &Record) -> Vec<Table<'_>> {
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
fn nest(units: &mut [Unit<'_>]) -> Vec<usize> {
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
fn place_tables(units: &mut [Unit<'_>], tables: &mut [Table<'_>]) {
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

/// Fields are in the order of the label, or in none: then sections go by their numbers, and the warnings
/// for consumers go behind the section over them. The data of products are the label's own text last of
/// all.
fn sort(roots: &mut [usize], units: &[Unit<'_>]) {
    let number = |&unit: &usize| -> Option<u32> {
        let number = units[unit].heading.number?;
        number.trim_end_matches('.').parse().ok()
    };
    let numbers: Vec<u32> = roots.iter().filter_map(number).collect();
    if !numbers.is_sorted() {
        roots.sort_by_key(|root| number(root).unwrap_or(u32::MAX));
    }
    let code = |&unit: &usize| units[unit].code;
    if let Some(warnings) = roots.iter().position(|root| code(root) == codes::WARNINGS) {
        let before = &mut roots[..=warnings];
        before.sort_by_key(|root| match code(root) {
            codes::WARNINGS => 1,
            code if codes::is_consumer_warning(code) => 2,
            _ => 0,
        });
    }
    roots.sort_by_key(|root| code(root) == fields::PRODUCT_DATA);
}

/// What stands over a text without a heading, where FDA's name of the section does not.
fn title_of(field: &str) -> Result<Option<Text>, String> {
    match fields::code(field) {
        Some(fields::UNCLASSIFIED) => flat::text(UNTITLED),
        Some(fields::PRODUCT_DATA) => flat::text(PRODUCT_DATA),
        Some(_) => Ok(None),
        None => {
            let words = field.replace('_', " ");
            let mut letters = words.chars();
            let first = letters.next().into_iter().flat_map(char::to_uppercase);
            flat::text(&first.chain(letters).collect::<String>())
        }
    }
}

/// The section that a unit is.
fn part(units: &[Unit<'_>], unit: usize) -> Result<Part<'static>, String> {
    let unit = &units[unit];
    let mut cuts = unit.cuts.clone();
    cuts.sort_by_key(|(range, _)| range.start);
    // Where a part comes first, the heading is that of the part.
    let is_of_part = |heading: &&Heading| {
        cuts.first()
            .is_some_and(|(range, _)| range.start < heading.end)
    };
    let none = Heading::default();
    let heading = Some(&unit.heading)
        .filter(|it| !is_of_part(it))
        .unwrap_or(&none);
    let title = match heading.title {
        Some(title) => flat::text(title)?,
        None => title_of(unit.field)?,
    };
    let number = heading.number.filter(|_| heading.title.is_some());
    let mut section = Section::new(Part {
        code: unit.code,
        number: number.map(flat::text).transpose()?.flatten(),
        title,
        is_flat: true,
        ..Part::default()
    });
    let mut numbering = Numbering::of(heading.number);
    let mut begin = heading.end;
    for (range, cut) in cuts {
        section.write(numbering.pieces(&unit.text[begin..range.start]))?;
        begin = range.end;
        match cut {
            Cut::Unit(inner) => {
                numbering.pass(units[inner].heading.number);
                section.nest(part(units, inner)?);
            }
            Cut::Blocks(blocks) => section.open().content.extend(blocks),
        }
    }
    section.write(numbering.pieces(&unit.text[begin..]))?;
    Ok(section.part)
}
