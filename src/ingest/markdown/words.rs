//! The words of a paragraph, a heading or a cell while they are read, with their marks and pictures.
//! Knows nothing of blocks.

use std::mem;

use quick_xml::escape::unescape;

use crate::entry::{Block, Mark, MarkKind, Prose};
use crate::ingest::complaint::Complaint;
use crate::text::Text;

/// Words while they are read.
#[derive(Default)]
pub struct Words {
    text: String,
    /// How many characters that is.
    length: usize,
    /// Where in the document they begin; `None` where there are none.
    start: Option<usize>,
    marks: Vec<Mark>,
    open: Vec<Open>,
    /// How many images lie in each other here.
    image_depth: usize,
    /// Where in `text` the words for each image begin and end.
    images: Vec<(usize, usize)>,
    /// Whether anything besides images is shown.
    has_others: bool,
}

/// A mark that has not ended.
struct Open {
    /// Its place among the marks.
    index: usize,
    /// Where it begins in the text, in bytes.
    at: usize,
    /// Where it begins in the document.
    offset: usize,
    /// The name of its tag, where it is one of HTML.
    tag: Option<&'static str>,
}

/// The tags of HTML that are read as marks.
const TAGS: [(&str, MarkKind); 6] = [
    ("strong", MarkKind::Strong),
    ("b", MarkKind::Strong),
    ("em", MarkKind::Emphasis),
    ("i", MarkKind::Emphasis),
    ("code", MarkKind::Code),
    ("a", MarkKind::Link),
];

impl Words {
    pub fn push(&mut self, words: &str, offset: usize) {
        self.start.get_or_insert(offset);
        self.has_others |= self.image_depth == 0 && !words.trim().is_empty();
        self.length += words.chars().count();
        // A tab would act on a terminal, and is shown as a space.
        self.text.extend(
            words
                .chars()
                .map(|c| if matches!(c, '\t' | '\n') { ' ' } else { c }),
        );
    }

    /// Lines of code, verbatim. They are taken by [`Self::take_code`].
    pub fn push_code(&mut self, lines: &str, offset: usize) {
        self.start.get_or_insert(offset);
        self.text.push_str(lines);
    }

    pub fn take_code(&mut self) -> String {
        mem::take(self).text
    }

    /// A line break of the document, which is shown as a space.
    pub fn push_break(&mut self, offset: usize) {
        if !self.text.ends_with(' ') {
            self.push(" ", offset);
        }
    }

    /// Words that are marked as a whole.
    pub fn push_marked(&mut self, words: &str, kind: MarkKind, offset: usize) {
        self.begin_mark(kind, None, None, offset);
        self.push(words, offset);
        self.end_top();
    }

    /// Begins a mark of Markdown.
    pub fn begin(&mut self, kind: MarkKind, url: Option<Text>, offset: usize) {
        self.begin_mark(kind, url, None, offset);
    }

    fn begin_mark(
        &mut self,
        kind: MarkKind,
        url: Option<Text>,
        tag: Option<&'static str>,
        offset: usize,
    ) {
        self.open.push(Open {
            index: self.marks.len(),
            at: self.text.len(),
            offset,
            tag,
        });
        self.marks.push(Mark {
            kind,
            start: self.length,
            end: self.length,
            url,
        });
    }

    /// Ends the mark of Markdown that began last.
    pub fn end(&mut self, complaints: &mut Vec<Complaint>) {
        while let Some(tag) = self.open.last().and_then(|open| open.tag) {
            self.complain_of_open(tag, complaints);
            self.open.pop();
        }
        self.end_top();
    }

    fn end_top(&mut self) {
        let Some(open) = self.open.pop() else { return };
        // What a link without words leads to would be lost.
        let mark = &self.marks[open.index];
        if open.at == self.text.len()
            && let Some(url) = mark.url.clone()
        {
            self.push(url.as_str(), open.offset);
        }
        self.marks[open.index].end = self.length;
    }

    fn complain_of_open(&self, tag: &str, complaints: &mut Vec<Complaint>) {
        let offset = self.open.last().map_or(0, |open| open.offset);
        let message = format!("<{tag}> does not end where it should: add </{tag}>");
        complaints.push(Complaint::new(offset, message));
    }

    pub fn begin_image(&mut self) {
        if self.image_depth == 0 {
            self.images.push((self.text.len(), self.text.len()));
        }
        self.image_depth += 1;
    }

    /// Ends an image. Returns whether it has words.
    pub fn end_image(&mut self) -> bool {
        self.image_depth = self.image_depth.saturating_sub(1);
        match self.images.last_mut() {
            Some(image) if self.image_depth == 0 => {
                image.1 = self.text.len();
                !self.text[image.0..image.1].trim().is_empty()
            }
            _ => true,
        }
    }

    /// Reads a tag of HTML within a line. Returns whether it is one of those that are read.
    pub fn read_tag(&mut self, tag: &str, offset: usize, complaints: &mut Vec<Complaint>) -> bool {
        let inside = tag.trim_start_matches('<').trim_end_matches('>').trim();
        let known = |name: &str| TAGS.iter().find(|(tag, _)| *tag == name);
        if matches!(inside, "br" | "br/" | "br /") {
            self.push_break(offset);
            return true;
        }
        if let Some((name, _)) = inside.strip_prefix('/').and_then(known) {
            if self.open.last().is_some_and(|open| open.tag == Some(name)) {
                self.end_top();
            } else {
                let message = format!("</{name}> ends nothing that began last here");
                complaints.push(Complaint::new(offset, message));
            }
            return true;
        }
        if let Some((name, kind)) = known(inside).filter(|(name, _)| *name != "a") {
            self.begin_mark(*kind, None, Some(name), offset);
            return true;
        }
        let url = inside
            .strip_prefix("a href=\"")
            .and_then(|url| url.strip_suffix('"'))
            .filter(|url| !url.contains('"'))
            .and_then(|url| unescape(url).ok())
            .and_then(|url| Text::try_from(url.into_owned()).ok());
        if let Some(url) = url {
            self.begin_mark(MarkKind::Link, Some(url), Some("a"), offset);
            return true;
        }
        false
    }

    /// Where the words begin, and the words.
    pub fn take(&mut self, complaints: &mut Vec<Complaint>) -> Option<(usize, Taken)> {
        while let Some(tag) = self.open.last().and_then(|open| open.tag) {
            self.complain_of_open(tag, complaints);
            self.open.pop();
        }
        let words = mem::take(self);
        let start = words.start?;
        let shown = words.text.trim();
        if shown.is_empty() {
            return None;
        }
        Some((start, Taken { words }))
    }
}

/// Words that were read.
pub struct Taken {
    words: Words,
}

impl Taken {
    /// A paragraph, or figures where all that is shown is images.
    pub fn into_blocks(self) -> Result<Vec<Block>, String> {
        let Words {
            text,
            images,
            marks,
            has_others,
            ..
        } = &self.words;
        if images.is_empty() || *has_others || !marks.is_empty() {
            return Ok(vec![Block::Paragraph(self.into_prose()?)]);
        }
        let figure = |&(start, end): &(usize, usize)| {
            let words = text[start..end].trim();
            Text::try_from(words.to_owned()).map(Block::Figure)
        };
        let shown = images
            .iter()
            .filter(|(start, end)| !text[*start..*end].trim().is_empty());
        shown.map(figure).collect()
    }

    /// The words alone, which may be none that an entry can hold.
    pub fn shown(&self) -> &str {
        self.words.text.trim()
    }

    /// The words with their marks, as far as these mark anything.
    pub fn into_prose(self) -> Result<Prose, String> {
        let Words { text, marks, .. } = self.words;
        let words = text.trim();
        let cut = text.len() - text.trim_start().len();
        let before = text[..cut].chars().count();
        let length = words.chars().count();
        let inside = |at: usize| at.saturating_sub(before).min(length);
        let marks = marks.into_iter().map(|mark| Mark {
            start: inside(mark.start),
            end: inside(mark.end),
            ..mark
        });
        let marks = marks.filter(|mark| mark.start < mark.end).collect();
        Prose::new(Text::try_from(words.to_owned())?, marks)
    }
}
