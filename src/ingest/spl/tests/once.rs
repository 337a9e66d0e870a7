//! Real labels, where there are any next to the crate: every word of them is in the entry, once.

use std::collections::HashMap;
use std::path::Path;

use quick_xml::events::Event;
use quick_xml::reader::Reader;
use unicode_normalization::UnicodeNormalization as _;

use super::{label, read};
use crate::entry::Entry;

/// What the titles and texts of a label's sections say, piece by piece: read without any of the
/// reader's own code, and excerpts left out.
fn spoken(xml: &str) -> Vec<String> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().expand_empty_elements = true;
    let mut open: Vec<String> = Vec::new();
    let mut pieces = Vec::new();
    // Footnotes are inside other pieces.
    let mut current = vec![String::new()];
    let mut items = Vec::new();
    loop {
        let is_said = is_said(&open);
        match reader.read_event().unwrap() {
            Event::Eof => return pieces,
            Event::Start(tag) => {
                let name = tag.name().0.to_owned();
                match name.as_str() {
                    "footnote" => current.push(String::new()),
                    // A title is one line.
                    "br" if open.iter().any(|name| name == "title") => {
                        current.last_mut().unwrap().push(' ');
                    }
                    "content" | "linkHtml" | "sup" | "sub" | "footnoteRef" => {}
                    _ => pieces.push(std::mem::take(current.last_mut().unwrap())),
                }
                if name == "list" {
                    let is_ordered = tag.attributes_raw().contains("\"ordered\"");
                    items.push(is_ordered.then_some(0));
                }
                if let ("item", Some(Some(number))) = (name.as_str(), items.last_mut()) {
                    *number += 1;
                    if is_said {
                        pieces.push(number.to_string());
                    }
                }
                open.push(name);
            }
            Event::End(tag) => {
                open.pop();
                match tag.name().0 {
                    "footnote" => pieces.extend(current.pop()),
                    "list" => drop(items.pop()),
                    "br" if open.iter().any(|name| name == "title") => {}
                    // A mark of the author's own replaces the number.
                    "caption"
                        if open.last().is_some_and(|name| name == "item")
                            && !current.last().unwrap().trim().is_empty() =>
                    {
                        if is_said && items.last().is_some_and(Option::is_some) {
                            let number = pieces.len() - 2;
                            pieces.remove(number);
                        }
                        pieces.push(std::mem::take(current.last_mut().unwrap()));
                    }
                    "content" | "linkHtml" | "sup" | "sub" | "footnoteRef" => {}
                    _ => pieces.push(std::mem::take(current.last_mut().unwrap())),
                }
            }
            Event::Text(text) if is_said => {
                current.last_mut().unwrap().push_str(&text.into_inner());
            }
            Event::GeneralRef(reference) if is_said => {
                let c = match &*reference {
                    "amp" => '&',
                    "lt" => '<',
                    "gt" => '>',
                    _ => reference.resolve_char_ref().unwrap().unwrap(),
                };
                current.last_mut().unwrap().push(c);
            }
            _ => {}
        }
    }
}

fn is_said(open: &[String]) -> bool {
    let is_part = |pair: &[String]| pair[0] == "section" && matches!(&*pair[1], "title" | "text");
    open.windows(2).any(is_part) && !open.iter().any(|name| name == "excerpt")
}

/// What an entry says, piece by piece, without what its reader added.
fn written(entry: &Entry, spoken: &[Vec<String>]) -> Vec<String> {
    let mut pieces = Vec::new();
    for section in &entry.sections {
        // Where the whole section is an excerpt, or its title is FDA's, the label did not say it.
        if section.id.as_str() == "recent-major-changes" {
            continue;
        }
        let title = words(section.title.as_str());
        let texts = section.texts();
        let repeats = |first: &&str| words(first) == title;
        let repeated = usize::from(texts.first().is_some_and(repeats));
        if spoken.iter().filter(|piece| **piece == title).count() > repeated {
            pieces.push(section.title.to_string());
        }
        for paragraph in texts {
            let mut paragraph = paragraph.to_string();
            while let Some(start) = paragraph.find("[Figure: ") {
                let end = start + paragraph[start..].find(']').unwrap();
                paragraph.replace_range(start..=end, "");
            }
            pieces.push(paragraph);
        }
    }
    pieces
}

fn words(piece: &str) -> Vec<String> {
    // What has no superscript or subscript in Unicode is written so.
    let plain = piece.replace("_(", "").replace("^(", "");
    let plain: String = plain.nfkd().collect();
    let words = plain.split(|c: char| !c.is_alphanumeric());
    let words = words.filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

/// Whether these are the words of the one title that every label has in the same form.
fn is_indications_title(piece: &[String]) -> bool {
    let words: Vec<_> = piece.iter().map(|word| word.to_lowercase()).collect();
    let words: Vec<_> = words
        .iter()
        .map(String::as_str)
        .filter(|word| *word != "1")
        .collect();
    matches!(
        words.as_slice(),
        ["indications", "usage"] | ["indications", "and", "usage"]
    )
}

fn count(pieces: &[Vec<String>]) -> HashMap<&str, usize> {
    let mut counts = HashMap::new();
    for word in pieces.iter().flatten() {
        *counts.entry(word.as_str()).or_default() += 1;
    }
    counts
}

fn assert_said_once(name: &str, xml: &str) {
    let entry = read(xml).unwrap();
    let spoken = spoken(xml).into_iter().map(|piece| words(&piece));
    let spoken: Vec<_> = spoken
        .filter(|piece| !is_indications_title(piece))
        .collect();
    let written: Vec<_> = written(&entry, &spoken).iter().map(|p| words(p)).collect();
    let (said, shown) = (count(&spoken), count(&written));
    for (word, times) in &said {
        let shown = shown.get(word).copied().unwrap_or(0);
        // From the seventh on, footnotes have numbers for marks.
        let is_mark = word.parse::<u32>().is_ok_and(|number| number > 6);
        assert!(
            shown == *times || is_mark && shown > *times,
            "{name}: {word:?} is said {times} times and shown {shown} times"
        );
    }
    for word in shown.keys() {
        assert!(said.contains_key(word), "{name}: {word:?} was added");
    }
    let lines: Vec<_> = written
        .iter()
        .map(|line| format!(" {} ", line.join(" ")))
        .collect();
    for piece in spoken.iter().filter(|piece| !piece.is_empty()) {
        let piece = format!(" {} ", piece.join(" "));
        assert!(
            lines.iter().any(|line| line.contains(&piece)),
            "{name}: {piece:?}"
        );
    }
}

#[test]
fn every_word_of_a_label_is_shown_once() {
    let labels = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/spl");
    let Ok(files) = std::fs::read_dir(labels) else {
        return;
    };
    for path in files.map(|file| file.unwrap().path()) {
        if path.extension().is_some_and(|extension| extension == "xml") {
            let xml = std::fs::read_to_string(&path).unwrap();
            assert_said_once(&path.display().to_string(), &xml);
        }
    }
}

#[test]
fn every_word_of_an_odd_label_is_shown_once() {
    let odd = "one<list listType=\"ordered\"><item>two<footnote>three</footnote> four</item></list>\
               <table><caption>five</caption><tr><td>six<br/>seven</td><td>eight &amp; nine</td></tr></table>";
    assert_said_once("odd", &label(odd));
}
