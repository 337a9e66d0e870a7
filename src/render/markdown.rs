//! Markdown (`CommonMark`, with the tables of GFM) that reads well on a code host. Never wrapped: a
//! line is a paragraph.

use std::io::{self, Write};

use super::grid::Grid;
use super::grids::{hit_grid, level_grid, list_grid, risk_matrix};
use super::table::gathered;
use super::{Comparison, EntryView, HitsView, ListView, Page, search};
use crate::entry::{Part, Section};
use crate::error::Failure;
use crate::ingest::metadata;
use crate::search::Snippet;

/// An entry under its title and risk level, with its disclaimer or what points to it. A whole entry
/// ends with a comment that holds what Markdown has no place for, so that it can be read back.
///
/// # Errors
/// When `out` cannot be written.
pub fn entry(view: &EntryView, _: &Page, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "# {}", escaped_heading(view.entry.title.as_str()))?;
    writeln!(out, "\n**{}**", escaped(&view.entry.risk.words()))?;
    for (index, &part) in view.parts.iter().enumerate() {
        match view.heading(index) {
            Some(title) => writeln!(out, "\n## {}", escaped_heading(title))?,
            None if matches!(part, Part::Disclaimer(_)) => writeln!(out, "\n---")?,
            None => {}
        }
        match part {
            Part::Section(section) => {
                for paragraph in section.with_nested().flat_map(Section::texts) {
                    writeln!(out, "\n{}", escaped(paragraph))?;
                }
            }
            Part::Risks(risks) => {
                writeln!(out)?;
                for risk in risks {
                    writeln!(out, "- {}", escaped(risk.text.as_str()))?;
                }
            }
            Part::Disclaimer(text) => writeln!(out, "\n{}", escaped(text.as_str()))?,
        }
    }
    let disclaimer = view
        .disclaimer_command()
        .map(|command| format!("Disclaimer: `{command}`"));
    // A whole page is read back as the entry, so it holds nothing but that.
    let source = view.library_source().filter(|_| !view.is_whole);
    let source = source.map(|source| format!("Source: {}", escaped(&source)));
    let closing: Vec<String> = disclaimer.into_iter().chain(source).collect();
    if !closing.is_empty() {
        writeln!(out, "\n---\n\n{}", closing.join("\n\n"))?;
    }
    if view.is_whole {
        let comment = metadata::Comment {
            entry: view.entry,
            origin: view.origin,
        };
        write!(out, "\n{comment}")?;
    }
    Ok(())
}

/// The entries as a table; nothing if there are none.
///
/// # Errors
/// When the entries cannot be read, or `out` cannot be written.
pub fn list(view: &mut ListView, _: &Page, out: &mut dyn Write) -> Result<(), Failure> {
    match gathered(view)?.as_slice() {
        [] => Ok(()),
        summaries => Ok(grid(&list_grid(summaries), out)?),
    }
}

/// The parts of entries that a search found as a table, with matches in bold.
///
/// # Errors
/// When `out` cannot be written.
pub fn hits(view: &HitsView, _: &Page, out: &mut dyn Write) -> io::Result<()> {
    for line in search::preamble(view.found) {
        writeln!(out, "{}\n", escaped(&line))?;
    }
    let grid = hit_grid(&view.found.hits, |hit| marked(&hit.snippet));
    write_grid(&grid, &["Text"], out)
}

/// Entries side by side: their levels, then their risks, shared ones first.
///
/// # Errors
/// When `out` cannot be written.
pub fn comparison(comparison: &Comparison, _: &Page, out: &mut dyn Write) -> io::Result<()> {
    grid(&level_grid(comparison), out)?;
    if !comparison.rows.is_empty() {
        writeln!(out)?;
        grid(&risk_matrix(comparison), out)?;
    }
    for remark in comparison.remarks() {
        writeln!(out, "\n{remark}")?;
    }
    for command in comparison.disclaimer_commands() {
        writeln!(out, "\nDisclaimer: `{command}`")?;
    }
    Ok(())
}

/// A snippet with its matches in bold.
fn marked(snippet: &Snippet) -> String {
    let mut marked = String::new();
    let mut done = 0;
    for found in &snippet.matches {
        marked.push_str(&escaped(&snippet.text[done..found.start]));
        marked.push_str("**");
        marked.push_str(&escaped(&snippet.text[found.clone()]));
        marked.push_str("**");
        done = found.end;
    }
    marked + &escaped(&snippet.text[done..])
}

pub(super) fn grid(grid: &Grid, out: &mut dyn Write) -> io::Result<()> {
    write_grid(grid, &[], out)
}

/// A table; what stands under the fields of `markdown` is that already.
fn write_grid(grid: &Grid, markdown: &[&str], out: &mut dyn Write) -> io::Result<()> {
    let bar_free = |words: &str| words.replace('|', "\\|");
    let fields: Vec<String> = grid
        .fields
        .iter()
        .map(|field| bar_free(&escaped(field)))
        .collect();
    writeln!(out, "| {} |", fields.join(" | "))?;
    writeln!(out, "|{}", " --- |".repeat(fields.len()))?;
    for row in &grid.rows {
        let cells = row.iter().zip(&grid.fields).map(|(value, field)| {
            let words = value.paragraphs().collect::<Vec<_>>().join(" ");
            let is_markdown = markdown.contains(field);
            bar_free(&if is_markdown { words } else { escaped(&words) })
        });
        writeln!(out, "| {} |", cells.collect::<Vec<_>>().join(" | "))?;
    }
    Ok(())
}

/// `text` so that a reader of Markdown shows exactly that: what would be mark-up is escaped.
pub(super) fn escaped(text: &str) -> String {
    let opening = block_opening(text);
    let mut escaped = String::with_capacity(text.len() + 8);
    for (at, c) in text.char_indices() {
        let next = text[at + c.len_utf8()..].chars().next();
        if opening == Some(at) || is_markup(c, next) {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

/// `text` for a heading, where number signs after a blank at the end would not be shown.
pub(super) fn escaped_heading(text: &str) -> String {
    let words = text.trim_end_matches('#');
    let signs = &text[words.len()..];
    if !signs.is_empty() && words.ends_with(' ') {
        format!("{}\\{signs}", escaped(words))
    } else {
        escaped(text)
    }
}

/// Whether `c` could be mark-up within a line, before `next`.
fn is_markup(c: char, next: Option<char>) -> bool {
    match c {
        '\\' | '*' | '_' | '`' | '[' | ']' | '~' => true,
        '<' => next.is_some_and(|n| n.is_ascii_alphabetic() || matches!(n, '/' | '!' | '?')),
        '&' => next.is_some_and(|n| n.is_ascii_alphabetic() || n == '#'),
        _ => false,
    }
}

/// Where in `text` the sign stands that would make its line a heading, a list item or a quotation.
fn block_opening(text: &str) -> Option<usize> {
    let first = text.chars().next()?;
    if matches!(first, '#' | '>' | '-' | '+' | '=' | '|') {
        return Some(0);
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let is_number = digits > 0 && text[digits..].starts_with(['.', ')']);
    is_number.then_some(digits)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use pulldown_cmark::{Event, Options, Parser};

    use super::*;
    use crate::text::Text;

    /// What a reader of `markdown` is shown, with the kinds of its blocks.
    fn shown(markdown: &str) -> String {
        Parser::new_ext(
            markdown,
            Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH,
        )
        .map(|event| match event {
            Event::Text(text) => text.into_string(),
            Event::Start(tag) => format!("<{tag:?}>"),
            Event::End(_) => String::new(),
            other => format!("<{other:?}>"),
        })
        .collect()
    }

    #[test]
    fn only_what_would_be_markup_is_escaped() {
        for (text, markdown) in [
            ("p < 0.05 & rising, 5 > 3", "p < 0.05 & rising, 5 > 3"),
            ("a*b_c`d[e]", "a\\*b\\_c\\`d\\[e\\]"),
            ("<b>&amp;", "\\<b>\\&amp;"),
            ("# not a heading", "\\# not a heading"),
            ("- not an item", "\\- not an item"),
            ("1986. A year", "1986\\. A year"),
            ("10 mg", "10 mg"),
            (
                "neuroplasticity—the “brain's”",
                "neuroplasticity—the “brain's”",
            ),
        ] {
            assert_eq!(escaped(text), markdown);
            assert_eq!(shown(&escaped(text)), format!("<Paragraph>{text}"));
        }
    }

    proptest! {
        #[test]
        fn a_reader_of_the_markdown_is_shown_the_text(text in "[ -~é•—]{1,60}") {
            let Ok(text) = Text::try_from(text) else { return Ok(()) };
            prop_assert_eq!(shown(&escaped(text.as_str())), format!("<Paragraph>{text}"));
        }

        #[test]
        fn a_reader_of_a_heading_is_shown_the_text(text in "[ -~é•—]{1,20}( #{1,3})?") {
            let Ok(text) = Text::try_from(text) else { return Ok(()) };
            let heading = format!("# {}", escaped_heading(text.as_str()));
            let (_, read) = shown(&heading).split_once('>').map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap();
            prop_assert_eq!(read, text.as_str());
        }
    }
}
