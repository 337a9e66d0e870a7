//! The sections of a label → the sections of an entry, and the risks that they list.

use super::codes;
use super::plan::{self, Plan};
use super::prose::Writer;
use super::references::References;
use super::tree::Element;
use super::words::{slug, text};
use crate::entry::{Block, Risk, Slug};
use crate::ingest::complaint::Complaint;
use crate::ingest::draft::{Draft, Id, SectionDraft};
use crate::name::fold;
use crate::text::Text;

/// FDA's name for a section without a code that says what it is about, where it has no title either.
const UNCLASSIFIED: &str = "SPL Unclassified";

/// Writes what the sections of a label say to the draft of its entry.
pub fn write<'t>(document: &'t Element<'t>, plan: &Plan<'t>, draft: &mut Draft) {
    let references = References::of(document);
    let mut writer = Writer::new(&references);
    let mut sections = Sections {
        plan,
        draft,
        last_about: None,
    };
    for planned in &plan.sections {
        writer.risks.kind = planned.kind;
        let title = writer.title(planned.section);
        let lines = writer.capture(|writer| writer.section(planned.section, plan));
        // The product's data have a section of their own, with neither a title nor words.
        if title.is_some() || !lines.is_empty() {
            sections.add(planned.section, title, lines);
        }
    }
    if let Some(Complaint { offset, message }) = writer.figures.into_refusal() {
        draft.complain(offset, message);
    }
    let risks = writer.risks.into_found();
    let risk = |(words, kind)| {
        text(words).map(|text| Risk {
            kind,
            ..Risk::new(text)
        })
    };
    draft.risks.extend(risks.filter_map(risk));
}

/// The sections of an entry while they are gathered.
struct Sections<'d, 't> {
    plan: &'d Plan<'t>,
    draft: &'d mut Draft,
    /// What the last section is about: its code, or an empty text if it has neither a code nor a title.
    /// `None` for a title without a code: such a section is like no other.
    last_about: Option<String>,
}

impl Sections<'_, '_> {
    /// Adds a section, or joins it to the one right before it when both are about the same: such as
    /// the panels of several packages. Their titles are among the paragraphs then. Where others come
    /// between them, the sections are about several products in turn, and stay apart.
    fn add(&mut self, section: &Element<'_>, title: Option<Text>, lines: Vec<String>) {
        let code = plan::code(section);
        let is_specific = codes::is_specific(code);
        let about = match &title {
            _ if is_specific => Some(code),
            None => Some(""),
            Some(_) => None,
        };
        let lines = lines.into_iter().filter_map(text);
        if let Some(last) = self.draft.sections.last_mut()
            && about.is_some()
            && self.last_about.as_deref() == about
        {
            last.content.extend(title.map(Block::from));
            last.content.extend(lines.map(Block::from));
            return;
        }
        self.last_about = about.map(str::to_owned);
        let name = codes::name(code).or_else(|| display_name(section));
        let wish = match (self.plan.standard.get(code), &name) {
            (Some(id), _) => (*id).to_owned(),
            (None, Some(name)) if is_specific => slug(name, Slug::MAX_BYTES),
            _ => String::new(),
        };
        // The label's own, number and all; where it gives none, FDA's name of the code.
        let name = || text(name.unwrap_or_else(|| UNCLASSIFIED.to_owned()));
        let Some(title) = title.or_else(name) else {
            return;
        };
        let id = if wish.is_empty() {
            Id::OfTitle(slug(title.as_str(), Slug::MAX_BYTES))
        } else {
            Id::OfCode(wish)
        };
        let mut section = SectionDraft::new(id, title);
        section.content = lines.map(Block::from).collect();
        if code == codes::INDICATIONS {
            rename(&mut section, codes::INDICATIONS_TITLE);
        }
        self.draft.sections.push(section);
    }
}

/// Gives the section the one title that it has in every entry. What the label says in other words
/// than that stays, as the first of its paragraphs.
fn rename(section: &mut SectionDraft, title: &str) {
    let Some(title) = text(title.to_owned()) else {
        return;
    };
    let own = std::mem::replace(&mut section.title, title);
    let is_number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ' ');
    let words = own.as_str().trim_start_matches(is_number);
    if fold(&words.replace('&', " and ")) != fold(section.title.as_str()) {
        section.content.insert(0, own.into());
    }
}

/// What the label itself calls a code that is not among FDA's names.
fn display_name(section: &Element<'_>) -> Option<String> {
    let name = section.child("code")?.attribute("displayName")?.trim();
    let bare = name.len().checked_sub(" SECTION".len()).filter(|&end| {
        let last = name.get(end..);
        last.is_some_and(|last| last.eq_ignore_ascii_case(" SECTION"))
    });
    let name = bare.map_or(name, |end| &name[..end]).trim();
    (!name.is_empty()).then(|| name.to_owned())
}

impl<'t> Writer<'t> {
    /// The title of a section. One that nobody can see is none.
    fn title(&mut self, section: &'t Element<'t>) -> Option<Text> {
        let title = section.child("title")?;
        let lines = self.capture(|writer| writer.block(title));
        text(lines.join(" "))
    }

    /// Writes the text of a section and, in their places, the sections in it that stay there.
    ///
    /// The excerpts of a label ("Highlights of Prescribing Information") repeat its text in short,
    /// with references to it. So they are left out, but where they are all that a section says.
    fn section(&mut self, section: &'t Element<'t>, plan: &Plan<'t>) {
        let has_text = plan::has_text(section);
        for child in section.elements() {
            match child.name {
                "text" => self.block(child),
                "excerpt" if !has_text => self.block(child),
                _ => {}
            }
        }
        self.end_notes();
        for component in section.elements().filter(|child| child.name == "component") {
            for figure in component.elements() {
                if figure.name == "observationMedia" {
                    self.describe_unshown(figure);
                }
            }
            for nested in plan::nested(component) {
                if !plan.is_separate(nested.offset) {
                    self.nested_section(nested, plan);
                }
            }
        }
    }

    fn nested_section(&mut self, section: &'t Element<'t>, plan: &Plan<'t>) {
        let outer = self.risks.kind;
        self.risks.kind = codes::risk_kind(plan::code(section)).or(outer);
        if let Some(title) = self.title(section) {
            self.page.push_line(title.as_str());
        }
        self.section(section, plan);
        self.risks.kind = outer;
    }
}
