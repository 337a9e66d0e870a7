//! Lines of text on a page: headlines, paragraphs, and what ends an entry.

use std::borrow::Cow;
use std::io::{self, Write};

use owo_colors::Style;

use super::view::library_source;
use super::{EntryView, Page, risks, wrap};
use crate::entry::{Entry, Origin, Risk, RiskLevel, RiskRating};
use crate::theme::Role;

/// What stands over whatever is shown of an entry: its title and the risk level in words and, where
/// it is the user's own, where it comes from and how old it is.
pub(super) fn headline(
    entry: &Entry,
    origin: Origin,
    page: &Page,
    out: &mut dyn Write,
) -> io::Result<()> {
    let boxed = entry.boxed_warning().map(|_| "has a boxed warning");
    titled_with(entry.title.as_str(), &entry.risk, boxed, page, out)?;
    match library_source(entry, origin, page.today) {
        Some(source) => lines(&source, page, Role::Note, out),
        None => Ok(()),
    }
}

pub(super) fn titled(
    title: &str,
    risk: &RiskRating,
    page: &Page,
    out: &mut dyn Write,
) -> io::Result<()> {
    titled_with(title, risk, None, page, out)
}

/// A title, the risk level, and a fact that is no rating, on one line where they fit.
fn titled_with(
    title: &str,
    risk: &RiskRating,
    fact: Option<&str>,
    page: &Page,
    out: &mut dyn Write,
) -> io::Result<()> {
    let rating = match &risk.label {
        // Within a line it is no heading.
        None if risk.level == RiskLevel::Unknown => Cow::Borrowed("not rated"),
        _ => risk.words(),
    };
    let pieces = [
        (Some(title), Role::Title),
        (Some(&*rating), Role::Level(risk.level)),
        (fact, Role::Strong),
    ];
    let pieces = pieces
        .iter()
        .filter_map(|(words, role)| Some(((*words)?, *role)));
    let separator = page.symbols.separator;
    let width = pieces
        .clone()
        .map(|(words, _)| wrap::display_width(words) + 3);
    let fits = page
        .prose_width()
        .is_none_or(|most| width.sum::<usize>() <= most + 3);
    for (at, (words, role)) in pieces.enumerate() {
        if !fits {
            lines(words, page, role, out)?;
            continue;
        }
        if at > 0 {
            write!(out, " {separator} ")?;
        }
        write_styled(words, page.style(role), out)?;
    }
    if fits { writeln!(out) } else { Ok(()) }
}

/// What ends an entry that is shown: how to read what is not shown of it, and where it is published.
pub(super) fn closing(view: &EntryView, page: &Page, out: &mut dyn Write) -> io::Result<()> {
    let lines = [
        ("Disclaimer: ", view.disclaimer_command()),
        ("In full: ", view.whole_command()),
        ("Source: ", view.library_address().map(str::to_owned)),
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

/// Which sections tell of risks that are not in the list over it.
pub(super) fn not_listed(
    entry: &Entry,
    list: &[Risk],
    page: &Page,
    out: &mut dyn Write,
) -> io::Result<()> {
    let Some(others) = risks::not_listed(entry, str::to_owned) else {
        return Ok(());
    };
    if !list.is_empty() {
        writeln!(out)?;
    }
    // What is to be typed stays on a line.
    let (blank, no_break) = ("(`-s ", "(`-s\u{a0}");
    let others = others.replace(blank, no_break);
    for line in wrap::lines(&others, page.prose_width(), "", 0) {
        let words = line.words.replace(no_break, blank);
        writeln!(out, "{}{words}", line.indent)?;
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
        write_opening(&line.indent, page.style(Role::Label), out)?;
        write_styled(line.words, style, out)?;
        out.write_all(b"\n")?;
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
