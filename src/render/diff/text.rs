//! What changed between two entries, as text that can be read without colour.

use std::io::{self, Write};

use super::{OF_FORM, SAME, by_place, cells, heading, label, whole};
use crate::diff::{Change, ChangeKind, Segment, What};
use crate::render::prose::{lines, lines_under, titled};
use crate::render::{DiffView, Page, wrap};
use crate::theme::Role;

/// What changed, under the titles and risk levels of both entries.
///
/// # Errors
/// When `out` cannot be written.
pub fn text(view: &DiffView, page: &Page, out: &mut dyn Write) -> io::Result<()> {
    for (side, name) in [(&view.before, "  Before: "), (&view.after, "  After: ")] {
        titled(side.entry.title.as_str(), &side.entry.risk, page, out)?;
        lines_under(name, 4, &side.origin_words(), page, Role::Text, out)?;
    }
    if view.changes.is_empty() {
        writeln!(out)?;
        lines(SAME, page, Role::Text, out)?;
    }
    for changes in by_place(view) {
        writeln!(out)?;
        let Some(first) = changes.first() else {
            continue;
        };
        let (title, id) = heading(first.place);
        let id = id.map_or_else(String::new, |id| format!(" ({id})"));
        lines(&format!("{title}{id}"), page, Role::Heading, out)?;
        for change in changes {
            piece(change, page, out)?;
        }
    }
    let Some(side) = view.with_disclaimer() else {
        return Ok(());
    };
    writeln!(out)?;
    match (&side.entry.disclaimer, side.origin) {
        (_, Some(_)) => {
            let command = format!("stackwise show {} -s disclaimer", side.entry.id);
            lines_under("Disclaimer: ", 2, &command, page, Role::Note, out)
        }
        (Some(words), None) => lines(words.as_str(), page, Role::Note, out),
        (None, None) => Ok(()),
    }
}

/// A piece with the sign of what happened to it.
fn piece(change: &Change, page: &Page, out: &mut dyn Write) -> io::Result<()> {
    if change.what == What::Section {
        return lines_under("  ", 2, &whole(change), page, Role::Note, out);
    }
    let is_drawn = page.grids;
    let sign = match (change.kind, is_drawn) {
        (ChangeKind::Added, true) => "+",
        (ChangeKind::Removed, true) => "-",
        (ChangeKind::Changed | ChangeKind::Moved, true) => "~",
        (ChangeKind::Added, false) => "Added:",
        (ChangeKind::Removed, false) => "Removed:",
        (ChangeKind::Changed | ChangeKind::Moved, false) => "Changed:",
    };
    let mut spans = Spans::default();
    if let Some(label) = label(change) {
        spans.add(Role::Label, &format!("{label}: "));
    }
    if change.what == What::ListItem {
        spans.add(Role::Label, &format!("{} ", page.symbols.bullet));
    }
    for (at, cell) in cells(change).enumerate() {
        if at > 0 {
            spans.add(Role::Label, " | ");
        }
        let mut before: Option<&Segment> = None;
        for segment in cell {
            // What is spelled out is set apart from what replaced it.
            if let (false, Some(Segment::Removed(_)), Segment::Added(_)) =
                (is_drawn, before, segment)
            {
                spans.add(Role::Text, " ");
            }
            spans.add_segment(segment, change.kind, is_drawn);
            before = Some(segment);
        }
    }
    if change.is_of_form {
        spans.add(Role::Note, &format!(" ({OF_FORM})"));
    }
    spans.write(&format!("  {sign} "), page, out)
}

/// Words in several roles that follow each other.
#[derive(Default)]
struct Spans {
    text: String,
    /// Where each role ends.
    ends: Vec<(usize, Role)>,
}

impl Spans {
    fn add(&mut self, role: Role, words: &str) {
        self.text.push_str(words);
        self.ends.push((self.text.len(), role));
    }

    /// Words with what became of them, where the piece as a whole does not say it.
    fn add_segment(&mut self, segment: &Segment, kind: ChangeKind, is_drawn: bool) {
        // The paragraphs of a cell stand on one line here.
        let words = segment.words().replace('\n', " / ");
        let is_part = kind == ChangeKind::Changed;
        let (role, marks) = match (segment, is_drawn) {
            (Segment::Same(_), _) => (Role::Text, ["", ""]),
            (Segment::Removed(_), true) => (Role::Removed, ["[-", "-]"]),
            (Segment::Added(_), true) => (Role::Added, ["{+", "+}"]),
            (Segment::Removed(_), false) => (Role::Removed, ["(removed: ", ")"]),
            (Segment::Added(_), false) => (Role::Added, ["(added: ", ")"]),
        };
        let [open, close] = if is_part { marks } else { ["", ""] };
        self.add(role, &format!("{open}{words}{close}"));
    }

    /// The words on lines, the first after `opening`, the others under it.
    fn write(self, opening: &str, page: &Page, out: &mut dyn Write) -> io::Result<()> {
        let text = self.text.trim_end();
        let mut roles = self.ends.into_iter().peekable();
        for line in wrap::lines(text, page.prose_width(), opening, 4) {
            let indent = if line.words.is_empty() {
                line.indent.trim_end()
            } else {
                &line.indent
            };
            write!(out, "{}", page.style(Role::Text).style(indent))?;
            let mut done = line.start;
            let last = done + line.words.len();
            while done < last {
                while roles.next_if(|(end, _)| *end <= done).is_some() {}
                let (end, role) = roles.peek().copied().unwrap_or((last, Role::Text));
                let end = end.min(last);
                write!(out, "{}", page.style(role).style(&text[done..end]))?;
                done = end;
            }
            writeln!(out)?;
        }
        Ok(())
    }
}
