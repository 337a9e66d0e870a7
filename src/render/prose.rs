//! Lines of text on a page: headlines, paragraphs, and what ends an entry.

use std::io::{self, Write};

use owo_colors::Style;

use super::{EntryView, Page, wrap};
use crate::entry::{Entry, RiskRating};
use crate::theme::Role;

/// The title and the risk level in words, which stand over whatever is shown of an entry.
pub(super) fn headline(entry: &Entry, page: &Page, out: &mut dyn Write) -> io::Result<()> {
    titled(entry.title.as_str(), &entry.risk, page, out)
}

pub(super) fn titled(
    title: &str,
    risk: &RiskRating,
    page: &Page,
    out: &mut dyn Write,
) -> io::Result<()> {
    let rating = risk.words();
    let level_role = Role::Level(risk.level);
    let line = format!("{title} {} {rating}", page.symbols.separator);
    let fits = page
        .prose_width()
        .is_none_or(|width| wrap::display_width(&line) <= width);
    if fits {
        return writeln!(
            out,
            "{} {} {}",
            page.style(Role::Title).style(title),
            page.symbols.separator,
            page.style(level_role).style(&rating)
        );
    }
    lines(title, page, Role::Title, out)?;
    lines(&rating, page, level_role, out)
}

/// What ends an entry that is shown: how to read the disclaimer where it is not shown, and where an
/// entry of the user's own comes from.
pub(super) fn closing(view: &EntryView, page: &Page, out: &mut dyn Write) -> io::Result<()> {
    let lines = [
        ("Disclaimer: ", view.disclaimer_command()),
        ("Source: ", view.library_source()),
    ];
    let mut is_first = true;
    for (field, words) in lines {
        let Some(words) = words else { continue };
        if is_first {
            writeln!(out)?;
        }
        is_first = false;
        lines_under(field, 2, &words, page, Role::Note, out)?;
    }
    Ok(())
}

/// `text` wrapped to the page's prose.
pub(super) fn lines(text: &str, page: &Page, role: Role, out: &mut dyn Write) -> io::Result<()> {
    lines_under("", 0, text, page, role, out)
}

/// `text` wrapped to the page's prose, its first line after `opening` (the sign of a list item, the
/// name of a field), the others after `hanging` blanks. Blanks around words are never styled.
pub(super) fn lines_under(
    opening: &str,
    hanging: usize,
    text: &str,
    page: &Page,
    role: Role,
    out: &mut dyn Write,
) -> io::Result<()> {
    let style = page.style(role);
    let mut opening = opening;
    let width = wrap::display_width(opening);
    // What names the text gets a line of its own where the first word has no room beside it.
    let has_no_room = |most: usize| {
        width + wrap::display_width(text) > most && width + wrap::first_word(text) > most
    };
    if width > hanging && page.prose_width().is_some_and(has_no_room) {
        writeln!(out, "{}", page.style(Role::Label).style(opening.trim_end()))?;
        let indent = " ".repeat(hanging);
        return lines_under(&indent, hanging, text, page, role, out);
    }
    for line in wrap::lines(text, page.prose_width(), opening, hanging) {
        let words = line[opening.len()..].trim_start();
        let blanks = &line[opening.len()..line.len() - words.len()];
        write_opening(opening, page.style(Role::Label), out)?;
        out.write_all(blanks.as_bytes())?;
        write_styled(words, style, out)?;
        out.write_all(b"\n")?;
        opening = "";
    }
    Ok(())
}

fn write_opening(opening: &str, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let sign = opening.trim();
    let (before, after) = opening.split_once(sign).unwrap_or((opening, ""));
    out.write_all(before.as_bytes())?;
    write_styled(sign, style, out)?;
    out.write_all(after.as_bytes())
}

/// `words` in this style. Those in none are most, and go out without being formatted.
fn write_styled(words: &str, style: Style, out: &mut dyn Write) -> io::Result<()> {
    if style.is_plain() {
        out.write_all(words.as_bytes())
    } else {
        write!(out, "{}", style.style(words))
    }
}
