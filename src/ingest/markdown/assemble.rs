//! The pieces and the metadata of a Markdown note → an entry. Knows nothing of markup.

use std::collections::BTreeSet;

use super::outline::{chunks, split_at_last_break, take_disclaimer};
use super::pieces::{Kind, Piece};
use super::{plain, risks, sections};
use crate::entry::{Block, Entry, RiskKind, RiskLevel, RiskRating, Slug, Source};
use crate::ingest::complaint::Complaint;
use crate::ingest::draft::{Draft, Header, Id, SectionDraft};
use crate::ingest::headings;
use crate::ingest::metadata::{Metadata, Placed};
use crate::text::Text;

/// The name of the source of a note that does not name one.
const UNNAMED_SOURCE: &str = "Markdown note";

/// Makes an entry of the pieces of a note and its metadata.
pub fn entry(
    mut pieces: Vec<Piece>,
    metadata: Metadata,
    mut draft: Draft,
) -> Result<Entry, Vec<Complaint>> {
    let (title_offset, title) = take_title(&mut pieces, &mut draft);
    let (risk, skipped) = read_level(&pieces, &metadata, &mut draft);
    let rest = pieces.split_off(skipped);
    let ids = metadata.sections.as_ref();
    read_parts(rest, ids, metadata.id.is_some(), &mut draft);
    if let Some(kinds) = &metadata.kinds {
        set_kinds(kinds, &mut draft);
    }
    let id = metadata
        .id
        .or_else(|| headings::entry_id(title.as_ref()?.as_str()));
    let risk_sections = metadata.risk_sections;
    if title.is_some() && id.is_none() {
        draft.complain(
            title_offset,
            "no id can be made of the title, which has no letters a-z or digits: set id = \"…\" in front matter",
        );
    }
    let unnamed = || draft.text(0, UNNAMED_SOURCE).map(Source::named);
    let source = metadata.source.or_else(unnamed);
    let mut entry = draft.finish(Header {
        id,
        title,
        aliases: metadata.aliases,
        risk,
        about: metadata.about,
        source,
    })?;
    if let Some(Placed { offset, value }) = risk_sections {
        entry.risk_sections = value;
        entry
            .check_sections()
            .map_err(|reason| vec![Complaint::new(offset, reason)])?;
    }
    Ok(entry)
}

/// Takes the title from the pieces, with all that is before it. Returns where it is, and its words.
fn take_title(pieces: &mut Vec<Piece>, draft: &mut Draft) -> (usize, Option<Text>) {
    let is_title = |piece: &Piece| matches!(piece.kind, Kind::Heading(1, _));
    let position = pieces.iter().position(is_title);
    if position != Some(0) {
        draft.complain(
            pieces.first().map_or(0, |piece| piece.offset),
            "a note must begin with its title: \"# …\"",
        );
    }
    let rest = pieces.split_off(position.map_or(0, |position| position + 1));
    let title = std::mem::replace(pieces, rest).pop();
    for second in pieces.iter().filter(|piece| is_title(piece)) {
        draft.complain(
            second.offset,
            "a note has only one title; sections begin with \"## …\"",
        );
    }
    match title {
        Some(Piece {
            offset,
            kind: Kind::Heading(_, words),
        }) => (offset, draft.text(offset, &words)),
        _ => (0, None),
    }
}

/// The rating, from the metadata or from the line after the title, and how many pieces that line is.
fn read_level(
    rest: &[Piece],
    metadata: &Metadata,
    draft: &mut Draft,
) -> (Option<RiskRating>, usize) {
    let first = rest.first();
    let offset = first.map_or(0, |piece| piece.offset);
    let line = first.and_then(|piece| match &piece.kind {
        Kind::Block(Block::Paragraph(prose), _) => Some(prose.as_str()),
        _ => None,
    });
    let in_line = line.and_then(headings::rating);
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
            draft.complain(label.offset, "a label requires a level: add level = \"…\"");
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
    let is_level = in_line.is_some() || words.is_some() && line == words.as_deref();
    (rating, usize::from(is_level))
}

fn rating_of(
    level: RiskLevel,
    label: Option<&Placed<Text>>,
    draft: &mut Draft,
) -> Option<RiskRating> {
    let offset = label.map_or(0, |label| label.offset);
    RiskRating::new(level, label.map(|label| label.value.clone()))
        .map_err(|reason| draft.complain(offset, reason))
        .ok()
}

/// Reads everything after the level line. The metadata may name the sections; where it names the
/// entry, the note is a whole one.
fn read_parts(
    pieces: Vec<Piece>,
    ids: Option<&Placed<Vec<Slug>>>,
    is_whole: bool,
    draft: &mut Draft,
) {
    let (body, mut disclaimer) = split_at_last_break(pieces);
    let mut chunks = chunks(body);
    if disclaimer.is_empty() {
        disclaimer = take_disclaimer(&mut chunks);
    }
    let mut given = BTreeSet::new();
    for chunk in chunks {
        if chunk.first.is_risk_list() {
            risks::read(chunk, draft);
            continue;
        }
        if let Some(heading) = &chunk.first.heading
            && chunk.first.has_title(headings::is_risks)
            && ids.is_none()
        {
            draft.complain(
                heading.offset,
                "no health risks are listed here: write them as a list whose lines begin with \"- \"",
            );
        }
        sections::read(chunk, &mut given, draft);
    }
    for piece in disclaimer {
        read_disclaimer(&piece, is_whole, draft);
    }
    if let Some(ids) = ids {
        set_ids(ids, draft);
    }
}

fn read_disclaimer(piece: &Piece, is_whole: bool, draft: &mut Draft) {
    let offset = piece.offset;
    let (lines, is_paragraph) = match &piece.kind {
        Kind::Heading(_, words) => (vec![words.clone()], true),
        Kind::Block(block, _) => {
            let is_paragraph = matches!(block, Block::Paragraph(_));
            (plain::lines(block), is_paragraph)
        }
        Kind::Annotation(_) => {
            return draft.complain(offset, "this comment means nothing in a disclaimer");
        }
        Kind::Break | Kind::Metadata(_) => return,
    };
    for line in &lines {
        if !is_whole && line.starts_with("Disclaimer: stackwise show ") {
            let message = "this is only part of an entry, without its disclaimer";
            draft.complain(offset, message);
        }
        if !is_whole && is_paragraph {
            refuse_another_note(line, offset, draft);
        }
        draft.disclaim(offset, line);
    }
}

/// A disclaimer with a risk level or a list of risks is another note, which must not be shown under
/// the name of the first. The page of an entry is exempt: its disclaimer is known to be one.
fn refuse_another_note(line: &str, offset: usize, draft: &mut Draft) {
    if headings::rating(line).is_some() {
        draft.complain(
            offset,
            "a second risk level, in a disclaimer: another note seems to begin here; \
             put each note in its own file",
        );
    } else if headings::is_risks(line) {
        draft.complain(
            offset,
            "a list of health risks in a disclaimer: put each note in its own file",
        );
    }
}

/// Gives the sections these ids: all of them, or the outermost alone.
fn set_ids(ids: &Placed<Vec<Slug>>, draft: &mut Draft) {
    draft.ids_offset = ids.offset;
    let given = ids.value.len();
    if given == draft.sections.len() {
        for (section, id) in draft.sections.iter_mut().zip(&ids.value) {
            section.id = Id::Given(id.clone());
        }
        return;
    }
    let mut ids_left = ids.value.iter();
    let read = set_all_ids(&mut draft.sections, &mut ids_left);
    if given != read {
        let message = format!("expected {read} ids, one per section, but found {given}");
        draft.complain(ids.offset, message);
    }
}

/// Gives each section its id, before those in it. Returns how many there are.
fn set_all_ids(sections: &mut [SectionDraft], ids: &mut std::slice::Iter<Slug>) -> usize {
    let mut count = 0;
    for section in sections {
        if let Some(id) = ids.next() {
            section.id = Id::Given(id.clone());
        }
        count += 1 + set_all_ids(&mut section.sections, ids);
    }
    count
}

fn set_kinds(kinds: &Placed<Vec<RiskKind>>, draft: &mut Draft) {
    let (given, read) = (kinds.value.len(), draft.risks.len());
    if given != read {
        let message = format!("expected {read} kinds, one per risk, but found {given}");
        draft.complain(kinds.offset, message);
    }
    for (risk, kind) in draft.risks.iter_mut().zip(&kinds.value) {
        risk.kind = *kind;
    }
}
