//! Markdown → blocks of plain text with their places. Knows nothing of entries.

use std::mem;
use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd};

use crate::ingest::complaint::Complaint;

/// What a block is to an article. Everything within a list or a quotation is a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `# …`
    Title,
    /// `## …`
    Heading,
    /// Prose, or a line of anything that has no other place in an article.
    Paragraph,
    /// An item of a bulleted list that is not in another list.
    Item,
    /// `---`
    Break,
    /// A block of HTML, with its markup.
    Html,
}

/// A piece of Markdown on lines of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: Kind,
    /// Its place in the document, in bytes.
    pub place: Range<usize>,
    /// What a reader is shown, without markup.
    pub text: String,
}

/// Whatever holds blocks or lines, from the outermost inwards.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Container {
    Heading(HeadingLevel),
    Bullets,
    Numbers(u64),
    Item,
    Quote,
    Code,
    /// A row of a table, with the number of its cells so far.
    Row(usize),
}

/// The blocks of the document from `start` on, and what cannot be plain text.
pub fn read(document: &str, start: usize) -> (Vec<Block>, Vec<Complaint>) {
    let mut reader = Reader::default();
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    for (event, range) in Parser::new_ext(&document[start..], options).into_offset_iter() {
        reader.read(event, start + range.start..start + range.end, document);
    }
    reader.end_block();
    (reader.blocks, reader.complaints)
}

#[derive(Default)]
struct Reader {
    blocks: Vec<Block>,
    complaints: Vec<Complaint>,
    containers: Vec<Container>,
    lists: usize,
    /// What the next block of an item is marked with.
    marker: Option<String>,
    /// The block that is being read.
    text: String,
    place: Option<Range<usize>>,
    /// Where the texts of the open links and images begin in `text`, and where the links lead.
    links: Vec<(usize, String)>,
}

impl Reader {
    fn read(&mut self, event: Event, place: Range<usize>, document: &str) {
        match event {
            Event::Start(tag) => self.begin(tag, place, document),
            Event::End(tag) => self.end(tag, place),
            Event::Text(text) | Event::Code(text) => self.push(&text, place),
            Event::SoftBreak | Event::HardBreak => {
                self.text.truncate(self.text.trim_end_matches(' ').len());
                self.push(" ", place);
            }
            Event::Rule if self.containers.is_empty() => {
                self.block(Kind::Break, place, String::new());
            }
            Event::InlineHtml(_) => self.complain(
                place.start,
                "HTML is not supported: write this as Markdown, or put a backslash before the \"<\"",
            ),
            // The rest is HTML, which is taken whole where it begins, and extensions that are off.
            _ => {}
        }
    }

    fn begin(&mut self, tag: Tag, place: Range<usize>, document: &str) {
        match tag {
            Tag::Emphasis | Tag::Strong => return,
            Tag::Strikethrough => {
                return self.complain(
                    place.start,
                    "strikethrough is not supported: remove the text, or the marks around it; \
                     put a backslash before a \"~\" that is meant literally",
                );
            }
            Tag::Link {
                link_type,
                dest_url,
                ..
            } => {
                let url = if link_type == LinkType::Email {
                    String::new()
                } else {
                    dest_url.into_string()
                };
                self.links.push((self.text.len(), url));
                return;
            }
            Tag::Image { .. } => {
                self.links.push((self.text.len(), String::new()));
                return;
            }
            Tag::TableCell => return self.begin_cell(place),
            _ => self.end_block(),
        }
        match tag {
            Tag::Heading { level, .. } => self.containers.push(Container::Heading(level)),
            Tag::List(None) => self.begin_list(Container::Bullets),
            Tag::List(Some(first)) => self.begin_list(Container::Numbers(first)),
            Tag::Item => self.begin_item(),
            Tag::BlockQuote(_) => self.containers.push(Container::Quote),
            Tag::CodeBlock(_) => self.containers.push(Container::Code),
            Tag::TableHead | Tag::TableRow => self.containers.push(Container::Row(0)),
            Tag::HtmlBlock => {
                let html = document[place.clone()].to_owned();
                self.block(Kind::Html, place, html);
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, place: Range<usize>) {
        match tag {
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::TableCell => {}
            TagEnd::Link => self.end_link(place),
            TagEnd::Image => self.end_image(place),
            TagEnd::CodeBlock => {
                self.end_code();
                self.containers.pop();
            }
            TagEnd::List(_) => {
                self.end_block();
                self.lists -= 1;
                self.containers.pop();
            }
            TagEnd::Item => {
                self.end_block();
                // The marker of an item without words is dropped.
                self.marker = None;
                self.containers.pop();
            }
            TagEnd::Heading(_) | TagEnd::BlockQuote(_) | TagEnd::TableHead | TagEnd::TableRow => {
                self.end_block();
                self.containers.pop();
            }
            _ => self.end_block(),
        }
    }

    fn begin_list(&mut self, list: Container) {
        self.lists += 1;
        self.containers.push(list);
    }

    fn begin_cell(&mut self, place: Range<usize>) {
        if let Some(Container::Row(cells)) = self.containers.last_mut() {
            *cells += 1;
            if *cells > 1 {
                self.push(" | ", place);
            }
        }
    }

    fn begin_item(&mut self) {
        let marker = match self.containers.last_mut() {
            Some(Container::Numbers(number)) => {
                let marker = format!("{number}. ");
                *number = number.saturating_add(1);
                marker
            }
            _ if self.lists > 1 => "◦ ".to_owned(),
            _ => "• ".to_owned(),
        };
        self.marker = Some(marker);
        self.containers.push(Container::Item);
    }

    /// The target of a link goes after its text, unless the text is the target.
    fn end_link(&mut self, place: Range<usize>) {
        if let Some((start, url)) = self.links.pop()
            && !url.is_empty()
            && self.text.get(start..) != Some(url.as_str())
        {
            self.push(&format!(" ({url})"), place);
        }
    }

    fn end_image(&mut self, place: Range<usize>) {
        if let Some((start, _)) = self.links.pop()
            && self.text.len() == start
        {
            self.complain(
                place.start,
                "this image has no alternative text, which is what is read of an image",
            );
        }
    }

    /// Each line of code is a paragraph.
    fn end_code(&mut self) {
        let code = mem::take(&mut self.text);
        let place = self.place.take().unwrap_or_default();
        for line in code.lines() {
            self.push(line, place.clone());
            self.end_block();
        }
    }

    fn push(&mut self, words: &str, place: Range<usize>) {
        self.text.push_str(words);
        match &mut self.place {
            Some(whole) => whole.end = place.end,
            None => self.place = Some(place),
        }
    }

    /// Ends the block that is being read, if it has any words.
    fn end_block(&mut self) {
        let text = mem::take(&mut self.text);
        let Some(place) = self.place.take() else {
            return;
        };
        let words = text.trim();
        if words.is_empty() {
            return;
        }
        let kind = match self.containers[..] {
            [Container::Heading(HeadingLevel::H1)] => Kind::Title,
            [Container::Heading(HeadingLevel::H2)] => Kind::Heading,
            [Container::Bullets, Container::Item] if self.marker.is_some() => Kind::Item,
            _ => Kind::Paragraph,
        };
        let marker = self.marker.take().filter(|_| kind != Kind::Item);
        self.block(kind, place, marker.unwrap_or_default() + words);
    }

    fn block(&mut self, kind: Kind, place: Range<usize>, text: String) {
        self.blocks.push(Block { kind, place, text });
    }

    fn complain(&mut self, offset: usize, message: &str) {
        self.complaints.push(Complaint::new(offset, message));
    }
}
