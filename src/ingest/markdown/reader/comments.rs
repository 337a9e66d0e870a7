//! Blocks of HTML: tables, and comments that say what Markdown cannot.

use std::ops::Range;

use super::Reader;
use crate::entry::Block;
use crate::ingest::markdown::annotation::{Annotation, inside_of_comment};
use crate::ingest::markdown::html::Html;
use crate::ingest::markdown::html_table;
use crate::ingest::markdown::pieces::{Kind, Piece};
use crate::ingest::metadata::{Syntax, find_fenced};

impl Reader<'_> {
    pub(super) fn end_html(&mut self, place: Range<usize>) {
        let Some(html) = self.html.take() else { return };
        if let Some(inside) = inside_of_comment(&html.text) {
            self.end_comment(inside, &html, place);
        } else if html.text.trim_start().starts_with("<table>") {
            match html_table::read(&html) {
                Ok(table) => self.push_block(place.start, Block::from(table), Vec::new()),
                Err(complaint) => self.complaints.push(complaint),
            }
        } else {
            self.complain(
                place.start,
                "HTML is not supported except for tables and metadata: write this as Markdown",
            );
        }
    }

    fn end_comment(&mut self, inside: &str, html: &Html, place: Range<usize>) {
        let offset = place.start;
        let start = html.text.find("<!--").unwrap_or(0) + "<!--".len();
        if inside.trim().is_empty() {
            return;
        }
        match Annotation::read(inside) {
            Some(Ok(annotation)) => {
                let kind = Kind::Annotation(annotation);
                return self.push(Piece { offset, kind });
            }
            Some(Err(complaint)) => {
                let offset = html.place(start + complaint.offset);
                return self.complain(offset, &complaint.message);
            }
            None => {}
        }
        match (&self.frames[..], find_comment(self.document, &place)) {
            ([_], Some(metadata)) => self.push(Piece {
                offset,
                kind: Kind::Metadata(metadata),
            }),
            _ => self.complain(
                offset,
                "HTML is not supported except for tables and metadata: write this as Markdown",
            ),
        }
    }
}

/// The place of the TOML in the comment at `place`, if that is one of metadata.
fn find_comment(document: &str, place: &Range<usize>) -> Option<(Range<usize>, Syntax)> {
    let html = document[place.clone()].trim_end();
    let inner = html
        .trim_start()
        .strip_prefix("<!--")?
        .strip_suffix("-->")?;
    let fenced = inner.trim_start();
    let found = find_fenced(fenced)?;
    let start = place.start + html.len() - "-->".len() - fenced.len();
    let is_all = fenced[found.end?..].trim().is_empty();
    let place = start + found.place.start..start + found.place.end;
    is_all.then_some((place, found.syntax))
}
