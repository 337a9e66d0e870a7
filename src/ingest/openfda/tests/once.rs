//! Real records, where there are any next to the crate: every word is said once, by an extraction that
//! knows nothing of how they are read.

use std::path::Path;

use pretty_assertions::assert_eq;
use serde_json::Value;

use super::super::read;
use crate::entry::{Block, Entry, Section};

/// Words without white space and bullets.
fn dense(words: &str) -> String {
    let is_seen = |c: &char| !c.is_whitespace() && !matches!(c, '•' | '▪');
    words.chars().filter(is_seen).collect()
}

/// The words of a table, without its tags.
fn words_of_table(markup: &str) -> String {
    let mut words = String::new();
    for piece in markup.split('<') {
        words += piece.split_once('>').map_or(piece, |(_, words)| words);
    }
    let mut decoded = String::new();
    let mut pieces = words.split('&');
    decoded += pieces.next().unwrap_or("");
    for piece in pieces {
        let (name, rest) = piece.split_once(';').unwrap();
        match name {
            "amp" => decoded.push('&'),
            "lt" => decoded.push('<'),
            "gt" => decoded.push('>'),
            "quot" => decoded.push('"'),
            "apos" => decoded.push('\''),
            number => {
                let digits = number
                    .strip_prefix("#x")
                    .unwrap_or_else(|| panic!("{number}"));
                decoded.extend(char::from_u32(u32::from_str_radix(digits, 16).unwrap()));
            }
        }
        decoded += rest;
    }
    dense(&decoded)
}

/// What a record says: its texts without those that lie in others, and without tables; and how many
/// tables there are.
fn expected(record: &Value) -> (Vec<String>, usize) {
    let (mut texts, mut tables) = (Vec::new(), Vec::new());
    for (name, values) in record.as_object().unwrap() {
        for value in values.as_array().into_iter().flatten() {
            let words = value.as_str().unwrap();
            if name.ends_with("_table") {
                tables.push(words_of_table(words));
            } else {
                texts.push(dense(words));
            }
        }
    }
    tables.sort();
    tables.dedup();
    let all = texts.clone();
    texts.retain(|text| {
        let is_apart = text.len() < 40;
        is_apart
            || !all
                .iter()
                .any(|it| it.len() > text.len() && it.contains(text))
    });
    for text in &mut texts {
        for table in &tables {
            *text = text.replacen(table, "", 1);
        }
    }
    texts.retain(|text| !text.is_empty());
    (texts, tables.len())
}

/// The words of a section but for its tables, and how many of these there are. A title that is not the
/// label's is none of its words.
fn said(section: &Section, texts: &str, tables: &mut usize) -> String {
    let mut words = String::new();
    for block in &section.content {
        match block {
            Block::Table(_) => *tables += 1,
            other => other.for_each_text(&mut |text: &str| words.push_str(text)),
        }
    }
    for section in &section.sections {
        words += &said(section, texts, tables);
    }
    let number: String = section.number.iter().map(ToString::to_string).collect();
    let whole = dense(&format!("{number}{}{words}", section.title));
    let begin: String = whole
        .chars()
        .take(number.len() + section.title.as_str().len() + 5)
        .collect();
    if texts.contains(&begin) {
        whole
    } else {
        dense(&words)
    }
}

fn compare(entry: &Entry, record: &Value, name: &str) {
    let (texts, table_count) = expected(record);
    let mut tables = 0;
    let all = texts.join("\n");
    let seen = entry
        .sections
        .iter()
        .map(|section| said(section, &all, &mut tables));
    let seen = seen.collect::<Vec<_>>().join("\n");
    for text in &texts {
        let begin: String = text.chars().take(60).collect();
        assert_eq!(seen.matches(text).count(), 1, "{name}: {begin}");
    }
    let length = |words: &str| words.replace('\n', "").len();
    assert_eq!(length(&seen), length(&all), "{name}");
    assert_eq!(tables, table_count, "{name}");
    assert!(!seen.contains("<td") && !seen.contains("</"), "{name}");
}

#[test]
fn every_word_of_real_records_is_said_once() {
    let records = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/openfda");
    let Ok(files) = std::fs::read_dir(records) else {
        return;
    };
    for path in files.map(|file| file.unwrap().path()) {
        let document = std::fs::read_to_string(&path).unwrap();
        let mut entries = Vec::new();
        let ended = read(&mut document.as_bytes(), &mut |_, entry| {
            entries.push(entry.unwrap());
            true
        });
        ended.unwrap();
        let document: Value = serde_json::from_str(&document).unwrap();
        let name = path.display().to_string();
        for (entry, record) in entries.iter().zip(document["results"].as_array().unwrap()) {
            compare(entry, record, &name);
        }
    }
}
