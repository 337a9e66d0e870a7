//! Writes an index of entries that do not change: the build makes one of the built-in entries, and a
//! search one of entries that no other index has. `frozen` reads it.

use std::collections::{BTreeMap, BTreeSet};

use super::parts::{IndexedPart, Kind, number_of_part, parts_of};
use super::stems::stem;
use super::tokens::tokens;
use super::weights::{by_level, number_of_name};
use crate::entry::Entry;

/// The keys of a table with their values, in order.
type Table = BTreeMap<Vec<u8>, Vec<u32>>;

/// The tables of the index of these entries, one after the other; all numbers have four bytes, the
/// lowest first. A table is the number of its keys; where each key ends, and where its values; the
/// number of bytes of the keys, the keys, and the values.
///
/// 1. for each entry, by its place: its level, and the number of the id of each of its sections;
/// 2. the ids of sections in order;
/// 3. for each stem the entries that have it with the level of its weight;
/// 4. for each stem the entries and the numbers of the parts that have it;
/// 5. for each stem the entries and the numbers of the names that have it;
/// 6. for each word as it is written the entries and the numbers of the parts that have it;
/// 7. for each word of names the number of entries that have it.
pub fn freeze<'e>(entries: impl IntoIterator<Item = &'e Entry>) -> Vec<u8> {
    let mut tables: [Table; 7] = Default::default();
    let mut sections_of = Vec::new();
    for (place, entry) in (0..).zip(entries) {
        let parts = parts_of(entry);
        let ids = parts.iter().filter(|part| part.kind == Kind::Section);
        let ids: Vec<String> = ids.map(|part| part.id.to_owned()).collect();
        for id in &ids {
            tables[1].entry(id.clone().into_bytes()).or_default();
        }
        sections_of.push((entry.risk.level as u32, ids));
        add(&mut tables, place, &parts);
    }
    let numbers: BTreeMap<Vec<u8>, u32> = tables[1].keys().cloned().zip(0..).collect();
    for (place, (level, ids)) in (0_u32..).zip(sections_of) {
        let ids = ids.iter().map(|id| numbers[id.as_bytes()]);
        let values = std::iter::once(level).chain(ids).collect();
        tables[0].insert(place.to_be_bytes().to_vec(), values);
    }
    let mut bytes = Vec::new();
    for table in &tables {
        write(table, &mut bytes);
    }
    bytes
}

/// Adds the words of an entry.
fn add(
    [_, _, weights, stems, names, words, spellings]: &mut [Table; 7],
    entry: u32,
    parts: &[IndexedPart],
) {
    for (level, text) in by_level(parts) {
        let own: BTreeSet<Vec<u8>> = tokens(&text).map(|token| stem(&token.word)).collect();
        for stem in own {
            add_pair(weights, stem, entry, level);
        }
    }
    let mut place = 0;
    for part in parts {
        let number = number_of_part(part.kind, place);
        place += usize::from(part.kind == Kind::Section);
        let own = part.lines.iter().flat_map(|line| tokens(line));
        let own: BTreeSet<String> = own.map(|token| token.word).collect();
        let own_stems: BTreeSet<Vec<u8>> = own.iter().map(|word| stem(word)).collect();
        for stem in own_stems {
            add_pair(stems, stem, entry, number);
        }
        for word in own {
            add_pair(words, word.into_bytes(), entry, number);
        }
    }
    let own = parts.iter().filter(|part| part.kind < Kind::Risks);
    let mut in_names = BTreeSet::new();
    for (place, name) in own.flat_map(|part| &part.lines).enumerate() {
        let own: BTreeSet<String> = tokens(name).map(|token| token.word).collect();
        let own_stems: BTreeSet<Vec<u8>> = own.iter().map(|word| stem(word)).collect();
        in_names.extend(own);
        if let Some(number) = number_of_name(place, name) {
            for stem in own_stems {
                add_pair(names, stem, entry, number);
            }
        }
    }
    for word in in_names {
        match spellings
            .entry(word.into_bytes())
            .or_insert_with(|| vec![0])
            .first_mut()
        {
            Some(count) => *count += 1,
            None => unreachable!("it was put there with a count"),
        }
    }
}

fn add_pair(table: &mut Table, key: Vec<u8>, entry: u32, number: i64) {
    // Numbers of parts, names and levels have at most 24 bits.
    let number = u32::try_from(number).unwrap_or(u32::MAX);
    table.entry(key).or_default().extend([entry, number]);
}

fn write(table: &Table, bytes: &mut Vec<u8>) {
    let mut add = |number: usize| {
        // A program has no room for more.
        let number = u32::try_from(number).unwrap_or(u32::MAX);
        bytes.extend(number.to_le_bytes());
    };
    add(table.len());
    let (mut key_end, mut value_end) = (0, 0);
    for (key, values) in table {
        key_end += key.len();
        value_end += values.len();
        add(key_end);
        add(value_end);
    }
    add(key_end);
    for key in table.keys() {
        bytes.extend(key);
    }
    for value in table.values().flatten() {
        bytes.extend(value.to_le_bytes());
    }
}
