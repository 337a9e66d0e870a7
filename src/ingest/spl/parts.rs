//! The sections of a label as its tree has them, with what each says. Knows nothing of what they mean.

use super::page;
use super::references::References;
use super::titles;
use super::tree::Element;
use super::writer::Writer;
use crate::entry::Block;
use crate::ingest::complaint::Complaint;
use crate::text::Text;

/// A section of a label.
#[derive(Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each says one thing of a section, and any may hold"
)]
pub struct Part<'t> {
    /// Its LOINC code; empty when it has none.
    pub code: &'t str,
    /// What the label itself calls the code.
    pub display_name: Option<&'t str>,
    pub number: Option<Text>,
    pub title: Option<Text>,
    /// Whether the title is FDA's name of the code, as the label gives none.
    pub is_named: bool,
    /// Whether its parts are the warnings of a label for consumers, under whatever code it has.
    pub holds_warnings: bool,
    /// Whether the content is the highlights, as the label says nothing else.
    pub is_in_short: bool,
    /// Whether its text is not set out in lists and paragraphs, so that nothing tells its risks apart.
    pub is_flat: bool,
    pub highlights: Vec<Block>,
    pub content: Vec<Block>,
    pub parts: Vec<Part<'t>>,
}

impl Part<'_> {
    /// Whether there is nothing in it but perhaps a title.
    pub fn is_empty(&self) -> bool {
        self.highlights.is_empty() && self.content.is_empty() && self.parts.is_empty()
    }

    /// The part that is said last: itself, or the last in it.
    pub fn last(&mut self) -> &mut Self {
        if self.parts.is_empty() {
            return self;
        }
        let last = self.parts.len() - 1;
        self.parts[last].last()
    }
}

/// Every section of a label, in its order, and why the label cannot be read.
pub fn of<'t>(document: &'t Element<'t>) -> (Vec<Part<'t>>, Option<Complaint>) {
    let mut writer = Writer::new(References::of(document));
    let sections = nested(document).into_iter();
    let parts = sections.map(|section| writer.part(section)).collect();
    (parts, writer.figures.into_refusal())
}

impl<'t> Writer<'t> {
    fn part(&mut self, section: &'t Element<'t>) -> Part<'t> {
        let title = section.child("title").and_then(|title| {
            let blocks = self.capture_flat(|writer| writer.block(title));
            page::join(blocks)
        });
        let code = section.child("code");
        let attribute = |name: &str| code.and_then(|code| code.attribute(name));
        let code = attribute("code").unwrap_or("");
        let title = title.filter(|title| !titles::is_placeholder(title));
        let (number, title) = titles::split(title, code);
        let mut part = Part {
            code,
            display_name: attribute("displayName"),
            number,
            title,
            ..Part::default()
        };
        part.content = self.capture(|writer| {
            for text in section.elements().filter(|child| child.name == "text") {
                writer.block(text);
            }
            writer.end_notes();
            let components = section.elements().filter(|child| child.name == "component");
            for figure in components.flat_map(Element::elements) {
                if figure.name == "observationMedia" {
                    writer.describe_unshown(figure);
                }
            }
        });
        part.highlights = self.capture(|writer| {
            for excerpt in section.elements().filter(|child| child.name == "excerpt") {
                writer.block(excerpt);
            }
            writer.end_notes();
        });
        let sections = nested(section).into_iter();
        part.parts = sections.map(|section| self.part(section)).collect();
        part
    }
}

/// Whether any section of a document has a text or an excerpt in which something is said or shown.
pub fn has_words(document: &Element<'_>) -> bool {
    let mut sections = document.descendants().filter(|it| it.name == "section");
    sections.any(|section| {
        let mut parts = section.elements();
        parts.any(|part| matches!(part.name, "text" | "excerpt") && says_something(part))
    })
}

fn says_something(text: &Element<'_>) -> bool {
    let mut within = text.descendants();
    text.has_words() || within.any(|it| it.name == "renderMultiMedia")
}

/// The sections directly in a section or a document.
fn nested<'t>(element: &'t Element<'t>) -> Vec<&'t Element<'t>> {
    let mut sections = Vec::new();
    for child in element.elements() {
        match child.name {
            "section" => sections.push(child),
            "component" | "structuredBody" => sections.extend(nested(child)),
            _ => {}
        }
    }
    sections
}
