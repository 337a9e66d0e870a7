//! The sections of a label → the sections of an entry, and the risks that they list.

use super::codes;
use super::plan::{self, Plan};
use super::prose::Writer;
use super::references::References;
use super::slug::{Ids, MOST_BYTES, slug};
use super::text;
use super::tree::Element;
use crate::entry::{Risk, Section, Slug};
use crate::ingest::Complaint;
use crate::name::fold;
use crate::text::first_of_invisible;

/// FDA's name for a section without a code that says what it is about, where it has no title either.
const UNCLASSIFIED: &str = "SPL Unclassified";

/// What a label says.
pub struct Body {
    pub sections: Vec<Section>,
    pub risks: Vec<Risk>,
    pub has_boxed_warning: bool,
}

/// A section of an entry before its id is known.
struct Draft {
    /// What it is about: its code, or nothing where neither a code nor a title says it. A title
    /// without a code is its own, so such a section is like no other.
    about: Option<String>,
    /// The id that its code asks for.
    wish: Option<String>,
    title: String,
    lines: Vec<String>,
}

impl Body {
    /// What the sections of a label say, or why that cannot be written.
    pub fn of<'t>(document: &'t Element<'t>) -> Result<Self, Complaint> {
        let references = References::of(document);
        let plan = Plan::of(document);
        let mut writer = Writer::new(&references);
        let mut drafts = Vec::new();
        for standing in &plan.standing {
            writer.kind = standing.kind;
            let title = writer.title(standing.section);
            let lines = writer.apart(|writer| writer.section(standing.section, &plan));
            // The product's data have a section of their own, with neither a title nor words.
            if title.is_some() || !lines.is_empty() {
                add(&mut drafts, standing.section, &plan, title, lines);
            }
        }
        if let Some(refusal) = writer.figures.refusal {
            return Err(refusal);
        }
        let risks = writer.risks.into_iter().flatten();
        let risk = |(words, kind)| text(words).map(|text| Risk { text, kind });
        Ok(Self {
            sections: give_ids(drafts),
            risks: risks.filter_map(risk).collect(),
            has_boxed_warning: plan.has_boxed_warning,
        })
    }
}

/// Adds a section, or joins it to the one right before it when both are about the same: such as the
/// panels of several packages. Their titles stand among the paragraphs then. Where others stand
/// between them, the sections are about several products in turn, and stay apart.
fn add(
    drafts: &mut Vec<Draft>,
    section: &Element<'_>,
    plan: &Plan<'_>,
    title: Option<String>,
    lines: Vec<String>,
) {
    let code = plan::code(section);
    let is_specific = codes::is_specific(code);
    let about = match &title {
        _ if is_specific => Some(code),
        None => Some(""),
        Some(_) => None,
    };
    if let Some(last) = drafts.last_mut()
        && about.is_some()
        && last.about.as_deref() == about
    {
        last.lines.extend(title);
        last.lines.extend(lines);
        return;
    }
    let name = codes::name(code).or_else(|| display_name(section));
    let wish = match (plan.standard.get(code), &name) {
        (Some(id), _) => Some((*id).to_owned()),
        (None, Some(name)) if is_specific => Some(slug(name, MOST_BYTES)),
        _ => None,
    };
    let mut draft = Draft {
        about: about.map(str::to_owned),
        wish,
        // The label's own, number and all; where it gives none, FDA's name of the code.
        title: title.or(name).unwrap_or_else(|| UNCLASSIFIED.to_owned()),
        lines,
    };
    if code == codes::INDICATIONS {
        draft.rename(codes::INDICATIONS_TITLE);
    }
    drafts.push(draft);
}

impl Draft {
    /// Gives the section the one title that it has in every entry. What the label says in other
    /// words than that stays, as the first of its lines.
    fn rename(&mut self, title: &str) {
        let own = std::mem::replace(&mut self.title, title.to_owned());
        let words = own.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ' '));
        if fold(&words.replace('&', " and ")) != fold(title) {
            self.lines.insert(0, own);
        }
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

/// Sections get the ids that their codes ask for before others get those of their titles: no
/// section that was only titled "Protocol" shall be shown for the one that is.
fn give_ids(drafts: Vec<Draft>) -> Vec<Section> {
    let mut ids = Ids::new();
    let coded: Vec<Option<Slug>> = drafts
        .iter()
        .map(|draft| draft.wish.as_deref().and_then(|wish| ids.give(wish)))
        .collect();
    let mut section = |(draft, id): (Draft, Option<Slug>)| {
        let by_title = || {
            let wish = slug(&draft.title, MOST_BYTES);
            let wish = if wish.is_empty() { "section" } else { &wish };
            ids.give(wish)
        };
        Some(Section {
            id: id.or_else(by_title)?,
            title: text(draft.title)?,
            paragraphs: draft.lines.into_iter().filter_map(text).collect(),
        })
    };
    drafts
        .into_iter()
        .zip(coded)
        .filter_map(&mut section)
        .collect()
}

impl<'t> Writer<'t> {
    fn title(&mut self, section: &'t Element<'t>) -> Option<String> {
        let title = section.child("title")?;
        let lines = self.apart(|writer| writer.block(title));
        let words = lines.join(" ");
        // A title that nobody can see is none.
        let is_seen = !words.is_empty() && first_of_invisible(&words).is_none();
        is_seen.then_some(words)
    }

    /// Writes the text of a section and, in their places, the sections in it that do not stand for
    /// themselves.
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
                if !plan.stands_apart(nested.offset) {
                    self.nested_section(nested, plan);
                }
            }
        }
    }

    fn nested_section(&mut self, section: &'t Element<'t>, plan: &Plan<'t>) {
        let outer = self.kind;
        self.kind = codes::risk_kind(plan::code(section)).or(outer);
        if let Some(title) = self.title(section) {
            self.push_line(&title);
        }
        self.section(section, plan);
        self.kind = outer;
    }
}
