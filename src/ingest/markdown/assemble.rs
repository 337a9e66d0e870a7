//! The blocks and the metadata of a Markdown note → an entry. Knows nothing of mark-up.

use super::blocks::{Block, Kind};
use crate::entry::{Entry, RiskLevel, RiskRating, Source};
use crate::ingest::Complaint;
use crate::ingest::draft::{Draft, Header};
use crate::ingest::headings;
use crate::ingest::metadata::Metadata;
use crate::text::Text;

/// The name of the source of a note that does not say where its text comes from.
const UNNAMED_SOURCE: &str = "Markdown note";

/// A heading with what stands under it, or the opening.
struct Chunk<'a> {
    heading: Option<&'a Block>,
    body: Vec<&'a Block>,
}

impl Chunk<'_> {
    fn has_title(&self, is_such: fn(&str) -> bool) -> bool {
        self.heading.is_some_and(|heading| is_such(&heading.text))
    }

    fn is_risk_list(&self) -> bool {
        self.has_title(headings::is_risks) && self.body.iter().any(|b| b.kind == Kind::Item)
    }
}

/// Makes an entry of the blocks of a note and its metadata, which stands from `toml` on.
pub fn entry(
    blocks: &[Block],
    metadata: Metadata,
    toml: usize,
    mut draft: Draft,
) -> Result<Entry, Vec<Complaint>> {
    let mut rest = blocks;
    let title = read_title(&mut rest, &mut draft);
    let risk = read_level(&mut rest, &metadata, toml, &mut draft);
    let sections_at = metadata
        .sections
        .as_ref()
        .map_or(toml, |ids| toml + ids.span().start);
    read_parts(rest, &metadata, sections_at, &mut draft);
    if let Some(kinds) = metadata.kinds {
        let offset = toml + kinds.span().start;
        let kinds = kinds.into_inner();
        if kinds.len() != draft.risks.len() {
            let (given, listed) = (kinds.len(), draft.risks.len());
            draft.complain(
                offset,
                format!("{given} kinds are given for {listed} risks"),
            );
        }
        for (risk, kind) in draft.risks.iter_mut().zip(kinds) {
            risk.kind = kind;
        }
    }
    let id = metadata
        .id
        .or_else(|| headings::entry_id(title.as_ref()?.as_str()));
    if let (None, Some(_)) = (&id, &title) {
        draft.complain(
            blocks[0].place.start,
            "the title has no letters a-z to make an id of: give one in front matter, as id = \"…\"",
        );
    }
    let source = metadata
        .source
        .or_else(|| draft.text(0, UNNAMED_SOURCE).map(Source::named));
    let entry = draft.finish(Header {
        id,
        title,
        aliases: metadata.aliases,
        risk,
        about: metadata.about,
        source,
    })?;
    match entry.check_section_ids() {
        Ok(()) => Ok(entry),
        Err(reason) => Err(vec![Complaint::new(sections_at, reason)]),
    }
}

fn read_title(rest: &mut &[Block], draft: &mut Draft) -> Option<Text> {
    let first = rest.first();
    if first.is_none_or(|block| block.kind != Kind::Title) {
        let offset = first.map_or(0, |block| block.place.start);
        draft.complain(
            offset,
            "a note begins with its title, as a line \"# Title\"",
        );
    }
    let mut titles = rest.iter().filter(|block| block.kind == Kind::Title);
    let title = titles.next();
    for second in titles {
        draft.complain(
            second.place.start,
            "a note has one title; sections are headed \"## …\"",
        );
    }
    *rest = first.map_or(&[], |_| &rest[1..]);
    title.and_then(|title| draft.text(title.place.start, &title.text))
}

/// The rating, from the metadata or from the line after the title.
fn read_level(
    rest: &mut &[Block],
    metadata: &Metadata,
    toml: usize,
    draft: &mut Draft,
) -> Option<RiskRating> {
    let line = rest.first().filter(|block| block.kind == Kind::Paragraph);
    let in_line = line.and_then(|line| headings::rating(&line.text));
    let offset = line.map_or(0, |line| line.place.start);
    let label = metadata.label.as_ref();
    let label_offset = label.map_or(toml, |label| toml + label.span().start);
    let label = label.map(|label| label.get_ref().clone());
    let Some(level) = metadata.level else {
        if label.is_some() {
            draft.complain(
                label_offset,
                "a label stands beside a level: give that too, as level = \"…\"",
            );
        } else if in_line.is_none() {
            draft.complain(
                offset,
                "the risk level is missing: put a line such as \"Moderate Risk\" after the title, \
                 or level = \"moderate\" in front matter",
            );
        }
        *rest = if in_line.is_some() { &rest[1..] } else { rest };
        return in_line;
    };
    let rating = match RiskRating::new(level, label) {
        Ok(rating) => rating,
        Err(reason) => {
            draft.complain(label_offset, reason);
            return None;
        }
    };
    if let Some(other) = in_line.as_ref().filter(|other| other.level != level) {
        draft.complain(offset, contradiction(other.level, level));
    }
    if in_line.is_some() || line.is_some_and(|line| line.text == rating.words()) {
        *rest = &rest[1..];
    }
    Some(rating)
}

fn contradiction(in_line: RiskLevel, level: RiskLevel) -> String {
    format!("the level \"{in_line}\" contradicts the level \"{level}\" of the metadata")
}

/// Reads everything after the level line.
fn read_parts(blocks: &[Block], metadata: &Metadata, sections_at: usize, draft: &mut Draft) {
    let (body, mut disclaimer) = split_at_last_break(blocks);
    let mut chunks = chunks(body);
    let ids = metadata
        .sections
        .as_ref()
        .map(|ids| ids.get_ref().as_slice());
    let sections = chunks.iter().filter(|chunk| !chunk.is_risk_list()).count();
    // Where the sections are named, one may be titled as the disclaimer is.
    let are_all_sections = ids.is_some_and(|ids| ids.len() >= sections);
    if disclaimer.is_empty() && !are_all_sections {
        disclaimer = take_disclaimer(&mut chunks);
    }
    // An opening without a word is not to be seen, but its id is given.
    let has_opening = chunks.first().is_some_and(|chunk| chunk.heading.is_none());
    if ids.is_some_and(|ids| ids.len() > sections && ids[0].as_str() == "overview") && !has_opening
    {
        draft.section(sections_at, headings::OVERVIEW);
    }
    for chunk in &chunks {
        if chunk.is_risk_list() {
            read_risks(chunk, draft);
        } else {
            read_section(chunk, ids.is_some(), draft);
        }
    }
    for block in disclaimer {
        draft.disclaim(block.place.start, &in_prose(block));
    }
    if let Some(ids) = ids {
        if ids.len() != draft.sections.len() {
            let (given, read) = (ids.len(), draft.sections.len());
            draft.complain(
                sections_at,
                format!("{given} ids are given for {read} sections"),
            );
        }
        for (section, id) in draft.sections.iter_mut().zip(ids) {
            section.id = id.clone();
        }
    }
}

/// What stands before the last thematic break, and after it if no heading does. Other breaks say
/// nothing.
fn split_at_last_break(blocks: &[Block]) -> (Vec<&Block>, Vec<&Block>) {
    let is_after = |block: &&Block| !matches!(block.kind, Kind::Heading | Kind::Break);
    let mut after: Vec<&Block> = blocks.iter().rev().take_while(is_after).collect();
    after.reverse();
    let before = blocks.len() - after.len();
    let is_broken = before > 0 && blocks[before - 1].kind == Kind::Break;
    let body = if is_broken { &blocks[..before] } else { blocks };
    let body = body
        .iter()
        .filter(|block| !matches!(block.kind, Kind::Break | Kind::Title));
    (body.collect(), if is_broken { after } else { Vec::new() })
}

fn chunks(body: Vec<&Block>) -> Vec<Chunk<'_>> {
    let mut chunks: Vec<Chunk> = Vec::new();
    for block in body {
        match chunks.last_mut() {
            _ if block.kind == Kind::Heading => chunks.push(Chunk {
                heading: Some(block),
                body: Vec::new(),
            }),
            Some(chunk) => chunk.body.push(block),
            None => chunks.push(Chunk {
                heading: None,
                body: vec![block],
            }),
        }
    }
    chunks
}

/// What stands under "Disclaimer" at the end.
fn take_disclaimer<'a>(chunks: &mut Vec<Chunk<'a>>) -> Vec<&'a Block> {
    let last =
        chunks.pop_if(|chunk| chunk.has_title(headings::is_disclaimer) && !chunk.body.is_empty());
    last.map_or_else(Vec::new, |chunk| chunk.body)
}

fn read_risks(chunk: &Chunk, draft: &mut Draft) {
    if let Some(heading) = chunk.heading.filter(|_| !draft.risks.is_empty()) {
        draft.complain(
            heading.place.start,
            "the health risks are listed above already",
        );
    }
    for block in &chunk.body {
        if block.kind == Kind::Item {
            draft.risk(block.place.start, &block.text);
        } else {
            draft.complain(
                block.place.start,
                "beside the list of health risks nothing can stand under their heading",
            );
        }
    }
}

fn read_section(chunk: &Chunk, is_named: bool, draft: &mut Draft) {
    if let Some(heading) = chunk.heading {
        if chunk.has_title(headings::is_risks) && !is_named {
            draft.complain(
                heading.place.start,
                "no health risks are listed here: they are a list whose lines begin with \"- \"",
            );
        }
        draft.section(heading.place.start, &heading.text);
    }
    for block in &chunk.body {
        draft.paragraph(block.place.start, &in_prose(block));
    }
}

/// The text of a block as a paragraph.
fn in_prose(block: &Block) -> String {
    if block.kind == Kind::Item {
        format!("• {}", block.text)
    } else {
        block.text.clone()
    }
}
