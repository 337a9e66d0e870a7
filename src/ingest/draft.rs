//! An entry while it is read: its parts so far, and every complaint. Knows nothing of the formats
//! that entries are read from.

use std::borrow::Cow;

use super::complaint::{Complaint, MAX_COMPLAINTS};
use super::headings::{OVERVIEW, section_id};
pub use super::section_draft::{Id, RiskLine, RisksDraft, SectionDraft};
use super::section_draft::{Told, with_ids};
use crate::entry::{About, Entry, Risk, RiskRating, Slug, Source};
use crate::text::{Text, is_hostile, refusal_of};

/// The parts of an entry that were read so far, and what is wrong with them.
#[derive(Default)]
pub struct Draft {
    pub sections: Vec<SectionDraft>,
    pub risks: Vec<Risk>,
    /// Where the ids of the sections are given, if the document gives them.
    pub ids_offset: usize,
    disclaimer: String,
    disclaimer_offset: usize,
    complaints: Vec<Complaint>,
}

/// What an entry is besides its parts. What is missing has been complained of.
pub struct Header {
    pub id: Option<Slug>,
    pub title: Option<Text>,
    pub aliases: Vec<Text>,
    pub risk: Option<RiskRating>,
    pub about: Option<About>,
    pub source: Option<Source>,
}

impl Draft {
    /// Says that something is wrong at `offset`, unless there are too many complaints already.
    pub fn complain(&mut self, offset: usize, message: impl Into<String>) {
        if self.complaints.len() < MAX_COMPLAINTS {
            self.complaints.push(Complaint::new(offset, message));
        }
    }

    /// The document with every hostile character complained of and replaced by a harmless one of the
    /// same length, so that places stay the same and nothing is complained of twice. A byte order mark
    /// becomes spaces.
    pub fn defuse<'a>(&mut self, document: &'a str) -> Cow<'a, str> {
        let is_marked = document.starts_with('\u{feff}');
        let mut hostile = Vec::new();
        for (at, c) in document.char_indices() {
            let ends_line = c == '\n' || document[at..].starts_with("\r\n");
            if is_hostile(c) && !ends_line && c != '\t' {
                hostile.push((at, c));
            }
        }
        if hostile.is_empty() && !is_marked {
            return Cow::Borrowed(document);
        }
        for &(at, c) in hostile.iter().take(MAX_COMPLAINTS) {
            self.complain(at, refusal_of(c));
        }
        let mut harmless = String::with_capacity(document.len());
        let mut hostile = hostile.into_iter().peekable();
        for (at, c) in document.char_indices() {
            let is_hostile = hostile.next_if(|&(next, _)| next == at).is_some();
            match c.len_utf8() {
                3 if is_marked && at == 0 => harmless.push_str("   "),
                length if is_hostile => harmless.extend(std::iter::repeat_n('?', length)),
                _ => harmless.push(c),
            }
        }
        Cow::Owned(harmless)
    }

    /// The words as text that an entry may hold. A tab becomes a space, as a line break does.
    pub fn text(&mut self, offset: usize, words: &str) -> Option<Text> {
        match Text::try_from(words.replace('\t', " ")) {
            Ok(text) => Some(text),
            Err(reason) => {
                self.complain(offset, reason);
                None
            }
        }
    }

    /// Begins a section; the paragraphs that follow are its own.
    pub fn section(&mut self, offset: usize, title: &str) {
        if let Some(title) = self.text(offset, title) {
            let id = Id::OfTitle(section_id(title.as_str()).to_owned());
            self.sections.push(SectionDraft::new(id, title));
        }
    }

    /// A paragraph of the section that was begun last, or of the opening.
    pub fn paragraph(&mut self, offset: usize, words: &str) {
        if self.sections.is_empty() {
            self.section(offset, OVERVIEW);
        }
        let text = self.text(offset, words);
        if let (Some(section), Some(text)) = (self.sections.last_mut(), text) {
            section.content.push(text.into());
        }
    }

    /// A line of the list of health risks.
    pub fn risk(&mut self, offset: usize, words: &str) {
        if let Some(text) = self.text(offset, words) {
            self.risks.push(Risk::new(text));
        }
    }

    /// A paragraph of the disclaimer, which is one text: a space joins its paragraphs.
    pub fn disclaim(&mut self, offset: usize, words: &str) {
        if self.disclaimer.is_empty() {
            self.disclaimer_offset = offset;
        } else {
            self.disclaimer.push(' ');
        }
        self.disclaimer.push_str(words);
    }

    /// Whether nothing is wrong so far.
    pub fn is_sound(&self) -> bool {
        self.complaints.is_empty()
    }

    /// The entry, or every complaint in the order of the places.
    pub fn finish(mut self, header: Header) -> Result<Entry, Vec<Complaint>> {
        let disclaimer = match std::mem::take(&mut self.disclaimer) {
            none if none.is_empty() => None,
            words => self.text(self.disclaimer_offset, &words),
        };
        let mut told = Told::default();
        let sections = with_ids(std::mem::take(&mut self.sections), &mut told);
        self.risks.append(&mut told.risks);
        match header {
            Header {
                id: Some(id),
                title: Some(title),
                aliases,
                risk: Some(risk),
                about,
                source: Some(source),
            } if self.is_sound() => {
                let entry = Entry {
                    id,
                    title,
                    aliases,
                    risk,
                    sections,
                    risks: self.risks,
                    risk_sections: told.sections,
                    disclaimer,
                    about,
                    source,
                };
                match entry.check_sections() {
                    Ok(()) => Ok(entry),
                    Err(reason) => Err(vec![Complaint::new(self.ids_offset, reason)]),
                }
            }
            _ => Err(self.into_complaints()),
        }
    }

    /// The complaints so far, where reading on would only bring more that follow from them.
    pub fn into_complaints(mut self) -> Vec<Complaint> {
        self.complaints.sort_by_key(|complaint| complaint.offset);
        self.complaints
    }
}
