//! Markdown → its pieces. Knows nothing of entries as a whole.

mod comments;
mod frames;

use std::collections::HashSet;
use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

use frames::{Frame, Holds};

use super::html::Html;
use super::pieces::{Kind, Piece};
use super::words::Words;
use crate::entry::{Block, Code, MarkKind};
use crate::ingest::complaint::Complaint;
use crate::text::Text;

/// A note while it is read.
struct Reader<'d> {
    document: &'d str,
    /// The note itself, and what is open in it.
    frames: Vec<Frame>,
    words: Words,
    /// The block of HTML that is being read.
    html: Option<Html>,
    /// The block of code that is being read.
    code: Option<String>,
    /// The labels of addresses that links refer to.
    labels: HashSet<String>,
    /// How many lists and quotations are open that lie too deep to be read.
    skipped: usize,
    complaints: Vec<Complaint>,
}

/// The pieces of the document from `start` on, and everything that is wrong with them.
pub fn read(document: &str, start: usize) -> (Vec<Piece>, Vec<Complaint>) {
    let note = Frame {
        holds: Holds::Note,
        offset: start,
        pieces: Vec::new(),
    };
    let mut reader = Reader {
        document,
        frames: vec![note],
        words: Words::default(),
        html: None,
        code: None,
        labels: HashSet::new(),
        skipped: 0,
        complaints: Vec::new(),
    };
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let parser = Parser::new_ext(&document[start..], options);
    let definitions = parser.reference_definitions().iter();
    let definitions: Vec<(String, usize)> = definitions
        .map(|(label, definition)| (label.to_owned(), start + definition.span.start))
        .collect();
    for (event, range) in parser.into_offset_iter() {
        reader.read(event, start + range.start..start + range.end);
    }
    reader.end_words();
    for (label, offset) in definitions {
        if !reader.labels.contains(&label.to_lowercase()) {
            reader.complain(
                offset,
                &format!("nothing refers to [{label}]: remove it, or refer to it"),
            );
        }
    }
    let note = reader.frames.swap_remove(0);
    (note.pieces, reader.complaints)
}

impl Reader<'_> {
    fn read(&mut self, event: Event, place: Range<usize>) {
        match event {
            Event::Start(tag) => self.begin(tag, place),
            Event::End(tag) => self.end(tag, place),
            Event::Html(lines) => {
                if let Some(html) = &mut self.html {
                    html.push(&lines, place.start);
                }
            }
            Event::Text(text) => match (&mut self.code, &mut self.html) {
                (Some(code), _) => code.push_str(&text),
                (_, Some(html)) => html.push(&text, place.start),
                _ => self.words.push(&text, place.start),
            },
            Event::Code(code) => self.words.push_marked(&code, MarkKind::Code, place.start),
            Event::SoftBreak | Event::HardBreak => self.words.push_break(place.start),
            Event::Rule if self.frames.len() == 1 => self.push(Piece {
                offset: place.start,
                kind: Kind::Break,
            }),
            Event::InlineHtml(tag) => self.read_tag(&tag, place.start),
            // The rest are extensions that are off.
            _ => {}
        }
    }

    fn begin(&mut self, tag: Tag, place: Range<usize>) {
        let offset = place.start;
        match tag {
            Tag::Emphasis => return self.words.begin(MarkKind::Emphasis, None, offset),
            Tag::Strong => return self.words.begin(MarkKind::Strong, None, offset),
            Tag::Strikethrough => {
                return self.complain(
                    offset,
                    "strikethrough is not supported: remove the text, or the marks around it; \
                     put a backslash before a \"~\" that is meant literally",
                );
            }
            Tag::Link {
                link_type,
                dest_url,
                title,
                id,
            } => {
                self.refer(&id);
                return self.begin_link(link_type, &dest_url, &title, offset);
            }
            Tag::Image { id, title, .. } => {
                self.refer(&id);
                self.refuse_title(&title, offset);
                return self.words.begin_image();
            }
            _ => self.end_words(),
        }
        match tag {
            Tag::Heading { level, .. } => self.open(Holds::Heading(level as usize), offset),
            Tag::List(first) => {
                let first = first.map(|first| u32::try_from(first).unwrap_or(u32::MAX));
                self.open_deeper(Holds::List(first, Vec::new(), Vec::new()), offset);
            }
            Tag::BlockQuote(_) => self.open_deeper(Holds::Quote, offset),
            Tag::Item if self.skipped == 0 => self.open(Holds::Item, offset),
            Tag::CodeBlock(_) => self.code = Some(String::new()),
            Tag::Table(_) => self.open(Holds::Table(Vec::new(), Vec::new()), offset),
            Tag::HtmlBlock => self.html = Some(Html::default()),
            _ => {}
        }
    }

    fn read_tag(&mut self, tag: &str, offset: usize) {
        if !self.words.read_tag(tag, offset, &mut self.complaints) {
            self.complain(
                offset,
                "HTML is not supported: write this as Markdown, or put a backslash before the \"<\"",
            );
        }
    }

    /// Notes the label of a link or an image that has one.
    fn refer(&mut self, label: &str) {
        if !label.is_empty() {
            self.labels.insert(label.to_lowercase());
        }
    }

    fn refuse_title(&mut self, title: &str, offset: usize) {
        if !title.is_empty() {
            self.complain(
                offset,
                "the title of a link or an image is not supported: write it as text, or remove it",
            );
        }
    }

    fn begin_link(&mut self, kind: LinkType, url: &str, title: &str, offset: usize) {
        self.refuse_title(title, offset);
        let url = match kind {
            LinkType::Email => format!("mailto:{url}"),
            _ => url.trim().to_owned(),
        };
        match Text::try_from(url) {
            Ok(url) => self.words.begin(MarkKind::Link, Some(url), offset),
            Err(reason) => {
                self.complain(offset, &format!("the address of this link: {reason}"));
                self.words.begin(MarkKind::Emphasis, None, offset);
            }
        }
    }

    fn end(&mut self, tag: TagEnd, place: Range<usize>) {
        match tag {
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Link => {
                self.words.end(&mut self.complaints);
            }
            TagEnd::Strikethrough => {}
            TagEnd::Image => {
                if !self.words.end_image() {
                    self.complain(
                        place.start,
                        "this image has no alternative text, which is what is read of an image",
                    );
                }
            }
            TagEnd::CodeBlock => self.end_code(place.start),
            TagEnd::HtmlBlock => self.end_html(place),
            TagEnd::TableCell => self.end_cell(),
            TagEnd::TableHead | TagEnd::TableRow => self.end_row(),
            TagEnd::List(_) | TagEnd::BlockQuote(_) if self.skipped > 0 => {
                self.end_words();
                self.skipped -= 1;
            }
            TagEnd::Item if self.skipped > 0 => self.end_words(),
            TagEnd::Heading(_)
            | TagEnd::List(_)
            | TagEnd::Item
            | TagEnd::BlockQuote(_)
            | TagEnd::Table => {
                self.end_words();
                self.close();
            }
            _ => self.end_words(),
        }
    }

    fn end_code(&mut self, offset: usize) {
        let Some(mut code) = self.code.take() else {
            return;
        };
        // The last line break ends the last line.
        if code.ends_with('\n') {
            code.pop();
        }
        // A block without a line shows nothing.
        if code.trim().is_empty() {
            return;
        }
        match Code::try_from(code) {
            Ok(code) => self.push_block(offset, Block::Code(code), Vec::new()),
            Err(reason) => self.complain(offset, &reason),
        }
    }

    fn complain(&mut self, offset: usize, message: &str) {
        self.complaints.push(Complaint::new(offset, message));
    }
}
