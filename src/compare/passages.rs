//! The text of an entry, paragraph by paragraph, each with its place.

use std::rc::Rc;

use super::vocabulary::{Vocabulary, Word};
use super::window::{around, ending, windows};
use crate::entry::{Block, Entry, Part, Risk, RiskKind, Row, Section};
use crate::search::Snippet;

/// A piece of an author's text with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage<'a> {
    /// The sections that it is in, the outermost first; none where it is in the list of risks.
    pub sections: Rc<[&'a Section]>,
    /// The end of what stands before its list, where it is an item of one.
    pub lead: Option<String>,
    /// All cells of its row, where it is a cell of a table.
    pub row: Vec<&'a str>,
    /// The words, with what was looked for in them.
    pub snippet: Snippet,
}

/// A run of an author's words: a paragraph, an item, a cell, a heading, a line of the list of risks.
pub struct Paragraph<'e> {
    sections: Rc<[&'e Section]>,
    lead: Option<&'e str>,
    row: Option<&'e Row>,
    /// What kind of risks is told of here.
    pub kind: Option<RiskKind>,
    pub is_heading: bool,
    pub text: &'e str,
    pub words: Vec<Word>,
}

/// The text of an entry.
pub struct Texts<'e> {
    pub paragraphs: Vec<Paragraph<'e>>,
    /// Where each word of the vocabulary is: paragraph and place among its words, in order.
    pub postings: Vec<Vec<(usize, usize)>>,
}

impl<'e> Texts<'e> {
    /// The text of an entry in its order.
    pub fn of(entry: &'e Entry, vocabulary: &Vocabulary) -> Self {
        let mut reader = Reader {
            entry,
            vocabulary,
            paragraphs: Vec::new(),
        };
        for section in &entry.sections {
            reader.section(section, &[], None);
        }
        reader.risks(&entry.risks);
        let mut postings = vec![Vec::new(); vocabulary.len()];
        for (paragraph, it) in reader.paragraphs.iter().enumerate() {
            for (at, word) in it.words.iter().enumerate() {
                if let Some(id) = word.id {
                    postings[id as usize].push((paragraph, at));
                }
            }
        }
        Self {
            paragraphs: reader.paragraphs,
            postings,
        }
    }
}

impl<'e> Paragraph<'e> {
    /// The pieces that together show all of these, each given by its first and its last word.
    pub fn passages(&self, found: &[(usize, usize)]) -> Vec<Passage<'e>> {
        let windows = windows(self.text, &self.spans(found)).into_iter();
        windows.map(|snippet| self.passage(snippet)).collect()
    }

    /// The piece that shows all of these, which are near each other.
    pub fn passage_of(&self, found: &[(usize, usize)]) -> Passage<'e> {
        self.passage(around(self.text, &self.spans(found)))
    }

    fn spans(&self, found: &[(usize, usize)]) -> Vec<std::ops::Range<usize>> {
        let spans = found.iter();
        spans
            .map(|&(first, last)| self.words[first].start..self.words[last].end)
            .collect()
    }

    fn passage(&self, snippet: Snippet) -> Passage<'e> {
        Passage {
            sections: self.sections.clone(),
            lead: self.lead.map(ending),
            row: self.row.map(cells).unwrap_or_default(),
            snippet,
        }
    }

    /// The id of the section that it is in.
    pub fn section_id(&self) -> Option<&'e str> {
        self.sections.last().map(|section| section.id.as_str())
    }
}

/// The words of the cells of a row; nothing where the row is one cell.
fn cells(row: &Row) -> Vec<&str> {
    let mut cells = Vec::new();
    for block in row.iter().flat_map(|cell| &cell.content) {
        block.for_each_text(&mut |text| cells.push(text));
    }
    if cells.len() < 2 { Vec::new() } else { cells }
}

/// Reads the text of an entry.
struct Reader<'e, 'v> {
    entry: &'e Entry,
    vocabulary: &'v Vocabulary,
    paragraphs: Vec<Paragraph<'e>>,
}

/// Where blocks stand.
#[derive(Clone)]
struct Place<'e> {
    sections: Rc<[&'e Section]>,
    kind: Option<RiskKind>,
    lead: Option<&'e str>,
    row: Option<&'e Row>,
}

impl<'e> Reader<'e, '_> {
    fn section(&mut self, section: &'e Section, outer: &[&'e Section], kind: Option<RiskKind>) {
        let sections: Vec<&Section> = outer.iter().copied().chain([section]).collect();
        let kind = self.kind_of(section).or(kind);
        let place = Place {
            sections: sections.as_slice().into(),
            kind,
            lead: None,
            row: None,
        };
        self.take(section.title.as_str(), &place);
        self.blocks(&section.highlights, &place);
        self.blocks(&section.content, &place);
        for inner in &section.sections {
            self.section(inner, &sections, kind);
        }
    }

    /// What kind of risks a section tells of: as the entry says, or as its place among the standard
    /// sections does.
    fn kind_of(&self, section: &Section) -> Option<RiskKind> {
        let told = self.entry.risk_sections.iter();
        let told = told.clone().find(|it| it.section == section.id);
        told.map(|it| it.kind)
            .or_else(|| standard_kind(section.id.as_str()))
    }

    fn blocks(&mut self, blocks: &'e [Block], place: &Place<'e>) {
        let mut before = None;
        for block in blocks {
            let lead = before.or(place.lead);
            match block {
                Block::List(list) => {
                    for item in list.items() {
                        let place = Place {
                            lead,
                            ..place.clone()
                        };
                        self.blocks(&item.content, &place);
                    }
                }
                Block::Quote(blocks) => self.blocks(blocks, place),
                Block::Table(table) => {
                    if let Some(caption) = table.caption() {
                        self.take(caption.as_str(), place);
                    }
                    for row in table.head().iter().chain(table.rows()) {
                        let place = Place {
                            row: Some(row),
                            ..place.clone()
                        };
                        let cells = row.iter();
                        cells.for_each(|cell| self.blocks(&cell.content, &place));
                    }
                    for note in table.notes() {
                        self.take(note.as_str(), place);
                    }
                }
                Block::Paragraph(_) | Block::Figure(_) | Block::Code(_) => {
                    block.for_each_text(&mut |text| self.take(text, place));
                }
            }
            before = match block {
                Block::Paragraph(prose) => Some(prose.as_str()),
                _ => None,
            };
        }
    }

    /// The lines of the list of risks that were not taken from a section.
    fn risks(&mut self, risks: &'e [Risk]) {
        for risk in risks {
            let text = risk.text.as_str();
            let mut texts = self.paragraphs.iter().map(|it| it.text);
            if risk.section.is_some() || texts.any(|it| it.ends_with(text)) {
                continue;
            }
            let place = Place {
                sections: Rc::new([]),
                kind: Some(risk.kind),
                lead: risk.lead.as_ref().map(crate::text::Text::as_str),
                row: None,
            };
            self.take(text, &place);
        }
    }

    fn take(&mut self, text: &'e str, place: &Place<'e>) {
        let section = place.sections.last();
        self.paragraphs.push(Paragraph {
            sections: place.sections.clone(),
            lead: place.lead,
            row: place.row,
            kind: place.kind,
            is_heading: section.is_some_and(|section| section.title.as_str() == text),
            text,
            words: self.vocabulary.words(text).collect(),
        });
    }
}

/// What kind of risks the standard section with this id tells of.
fn standard_kind(id: &str) -> Option<RiskKind> {
    match id {
        "drug-interactions" | "ask-doctor-pharmacist" => Some(RiskKind::Interaction),
        "contraindications" | "do-not-use" => Some(RiskKind::Contraindication),
        "boxed-warning" | "watch-out" | "general-precautions" | "precautions" => {
            Some(RiskKind::Warning)
        }
        "adverse-reactions" => Some(RiskKind::UndesirableEffect),
        _ => None,
    }
}

impl<'a> Passage<'a> {
    /// What the section that it is in is asked for by.
    #[must_use]
    pub fn section_id(&self) -> &'a str {
        let section = self.sections.last();
        section.map_or(Part::RISKS_ID, |section| section.id.as_str())
    }

    /// The headings over it, the outermost first.
    #[must_use]
    pub fn headings(&self) -> Vec<String> {
        if self.sections.is_empty() {
            return vec![Part::Risks(&[]).title().to_owned()];
        }
        let headings = self.sections.iter().map(|section| section.heading());
        headings.map(std::borrow::Cow::into_owned).collect()
    }
}
