//! The blocks and the metadata of a Markdown note → an entry. Knows nothing of markup.

use toml::Spanned;

use super::blocks::{Block, Kind};
use super::chunks::{Chunk, chunks, split_at_last_break, take_disclaimer};
use crate::entry::{Entry, RiskKind, RiskLevel, RiskRating, Slug, Source};
use crate::ingest::complaint::Complaint;
use crate::ingest::draft::{Draft, Header, Id};
use crate::ingest::headings;
use crate::ingest::metadata::Metadata;
use crate::text::Text;

/// The name of the source of a note that does not name one.
const UNNAMED_SOURCE: &str = "Markdown note";

/// Makes an entry of the blocks of a note and its metadata.
pub fn entry(
    blocks: &[Block],
    metadata: Metadata,
    mut draft: Draft,
) -> Result<Entry, Vec<Complaint>> {
    let (title, rest) = read_title(blocks, &mut draft);
    let title_offset = title.map_or(0, |title| title.place.start);
    let title = title.and_then(|title| draft.text(title_offset, &title.text));
    let (risk, rest) = read_level(rest, &metadata, &mut draft);
    let ids = metadata.sections.as_ref();
    read_parts(rest, ids, metadata.id.is_some(), &mut draft);
    if let Some(kinds) = &metadata.kinds {
        set_kinds(kinds, &mut draft);
    }
    let id = metadata
        .id
        .or_else(|| headings::entry_id(title.as_ref()?.as_str()));
    if title.is_some() && id.is_none() {
        draft.complain(
            title_offset,
            "no id can be made of the title, which has no letters a-z or digits: set id = \"…\" in front matter",
        );
    }
    let unnamed = || draft.text(0, UNNAMED_SOURCE).map(Source::named);
    let source = metadata.source.or_else(unnamed);
    draft.finish(Header {
        id,
        title,
        aliases: metadata.aliases,
        risk,
        about: metadata.about,
        source,
    })
}

/// The title, and what comes after it.
fn read_title<'a>(blocks: &'a [Block], draft: &mut Draft) -> (Option<&'a Block>, &'a [Block]) {
    let mut titles = blocks.iter().filter(|block| block.kind == Kind::Title);
    let title = titles.next();
    for second in titles {
        draft.complain(
            second.place.start,
            "a note has only one title; sections begin with \"## …\"",
        );
    }
    if blocks.first() != title || title.is_none() {
        draft.complain(
            blocks.first().map_or(0, |block| block.place.start),
            "a note must begin with its title: \"# …\"",
        );
    }
    let position = blocks.iter().position(|block| block.kind == Kind::Title);
    (
        title,
        &blocks[position.map_or(0, |position| position + 1)..],
    )
}

/// The rating, from the metadata or from the line after the title, and what comes after that line.
fn read_level<'a>(
    rest: &'a [Block],
    metadata: &Metadata,
    draft: &mut Draft,
) -> (Option<RiskRating>, &'a [Block]) {
    let first = rest.first();
    let offset = first.map_or(0, |block| block.place.start);
    let line = first.filter(|block| block.kind == Kind::Paragraph);
    let in_line = line.and_then(|line| headings::rating(&line.text));
    let rating = match (metadata.level, &metadata.label) {
        (None, None) => {
            if in_line.is_none() {
                draft.complain(
                    offset,
                    "the risk level is missing: put a line such as \"Moderate Risk\" after the \
                     title, or level = \"moderate\" in front matter",
                );
            }
            in_line.clone()
        }
        (None, Some(label)) => {
            draft.complain(
                label.span().start,
                "a label requires a level: add level = \"…\"",
            );
            None
        }
        (Some(level), label) => rating_of(level, label.as_ref(), draft),
    };
    if let (Some(rating), Some(in_line)) = (&rating, &in_line)
        && rating.level != in_line.level
    {
        draft.complain(
            offset,
            format!(
                "this line contradicts the level \"{}\" in the metadata",
                rating.level
            ),
        );
    }
    let words = rating.as_ref().map(RiskRating::words);
    let is_level =
        in_line.is_some() || words.is_some() && line.map(|l| l.text.as_str()) == words.as_deref();
    (rating, &rest[usize::from(is_level)..])
}

fn rating_of(
    level: RiskLevel,
    label: Option<&Spanned<Text>>,
    draft: &mut Draft,
) -> Option<RiskRating> {
    let offset = label.map_or(0, |label| label.span().start);
    RiskRating::new(level, label.map(|label| label.get_ref().clone()))
        .map_err(|reason| draft.complain(offset, reason))
        .ok()
}

/// Reads everything after the level line. The metadata may name the sections; where it names the
/// entry, the note is a whole one.
fn read_parts(
    blocks: &[Block],
    ids: Option<&Spanned<Vec<Slug>>>,
    is_whole: bool,
    draft: &mut Draft,
) {
    let (body, mut disclaimer) = split_at_last_break(blocks);
    let mut chunks = chunks(body);
    let sections = chunks.iter().filter(|chunk| !chunk.is_risk_list()).count();
    let given = ids.map_or(0, |ids| ids.get_ref().len());
    // Where the sections are named, one may be titled as the disclaimer is.
    if disclaimer.is_empty() && (ids.is_none() || given < sections) {
        disclaimer = take_disclaimer(&mut chunks);
    }
    // An empty opening leaves no trace in the text, but its id is given.
    if let Some(ids) = ids
        && given > sections
        && ids.get_ref()[0].as_str() == "overview"
        && chunks.first().is_none_or(|chunk| chunk.heading.is_some())
    {
        draft.section(ids.span().start, headings::OVERVIEW);
    }
    for chunk in &chunks {
        if chunk.is_risk_list() {
            read_risks(chunk, draft);
        } else {
            read_section(chunk, ids.is_some(), draft);
        }
    }
    for block in disclaimer {
        if !is_whole && block.text.starts_with("Disclaimer: stackwise show ") {
            draft.complain(
                block.place.start,
                "this is only part of an entry, without its disclaimer",
            );
        }
        if !is_whole {
            refuse_another_note(block, draft);
        }
        draft.disclaim(block.place.start, &in_prose(block));
    }
    if let Some(ids) = ids {
        set_ids(ids, draft);
    }
}

/// A disclaimer with a risk level or a list of risks is another note, which must not be shown under
/// the name of the first. The page of an entry is exempt: its disclaimer is known to be one.
fn refuse_another_note(block: &Block, draft: &mut Draft) {
    if block.kind != Kind::Paragraph {
        return;
    }
    if headings::rating(&block.text).is_some() {
        draft.complain(
            block.place.start,
            "a second risk level, in a disclaimer: another note seems to begin here; \
             put each note in its own file",
        );
    } else if headings::is_risks(&block.text) {
        draft.complain(
            block.place.start,
            "a list of health risks in a disclaimer: put each note in its own file",
        );
    }
}

fn set_ids(ids: &Spanned<Vec<Slug>>, draft: &mut Draft) {
    draft.ids_offset = ids.span().start;
    let (given, read) = (ids.get_ref().len(), draft.sections.len());
    if given != read {
        let message = format!("expected {read} ids, one per section, but found {given}");
        draft.complain(ids.span().start, message);
    }
    for (section, id) in draft.sections.iter_mut().zip(ids.get_ref()) {
        section.id = Id::Given(id.clone());
    }
}

fn set_kinds(kinds: &Spanned<Vec<RiskKind>>, draft: &mut Draft) {
    let (given, read) = (kinds.get_ref().len(), draft.risks.len());
    if given != read {
        let message = format!("expected {read} kinds, one per risk, but found {given}");
        draft.complain(kinds.span().start, message);
    }
    for (risk, kind) in draft.risks.iter_mut().zip(kinds.get_ref()) {
        risk.kind = *kind;
    }
}

fn read_risks(chunk: &Chunk, draft: &mut Draft) {
    if let Some(heading) = chunk.heading.filter(|_| !draft.risks.is_empty()) {
        draft.complain(
            heading.place.start,
            "the health risks are already listed above",
        );
    }
    for block in &chunk.body {
        if block.kind == Kind::Item {
            draft.risk(block.place.start, &block.text);
        } else {
            draft.complain(
                block.place.start,
                "only the list of health risks may be under this heading",
            );
        }
    }
}

fn read_section(chunk: &Chunk, is_named: bool, draft: &mut Draft) {
    if let Some(heading) = chunk.heading {
        if chunk.has_title(headings::is_risks) && !is_named {
            draft.complain(
                heading.place.start,
                "no health risks are listed here: write them as a list whose lines begin with \"- \"",
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
