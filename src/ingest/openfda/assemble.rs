//! The texts and tables of a record → the sections of its label, in their order.

use super::fields;
use super::flat::{self, Numbering};
use super::heading::Heading;
use super::record::Record;
use super::section::Section;
use super::units::{Cut, Unit, nest, place_tables, tables, units};
use crate::ingest::spl::codes;
use crate::ingest::spl::parts::Part;
use crate::text::Text;

/// The title of text without a heading that the labeler did not classify.
const UNTITLED: &str = "Further Text";
/// The title of the names of products and of what is in them.
const PRODUCT_DATA: &str = "Product Data Elements";

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
