//! Comparisons as Markdown.

use std::io::{self, Write};

use super::grids;
use super::said::{self, groups};
use crate::compare::Comparison;
use crate::render::Page;
use crate::render::markdown::{escaped, escaped_heading, grid, marked};

/// Entries side by side as Markdown: tables, with what was looked for in bold.
///
/// # Errors
/// When `out` cannot be written.
pub fn markdown(comparison: &Comparison, page: &Page, out: &mut dyn Write) -> io::Result<()> {
    grid(&grids::levels(comparison), out)?;
    let columns = grids::columns(comparison);
    for group in groups(comparison) {
        writeln!(out, "\n## {}\n", group.title)?;
        grid(&grids::risks(&group, &columns, page.symbols.bullet), out)?;
    }
    for remark in said::remarks(comparison) {
        paragraph(&remark, out)?;
    }
    for mentions in &comparison.mentions {
        let title = said::heading(comparison, mentions);
        writeln!(out, "\n## {}", escaped_heading(&title))?;
        for passage in &mentions.passages.shown {
            writeln!(out, "\n### {}\n", escaped_heading(&said::place(passage)))?;
            if let Some(lead) = &passage.lead {
                writeln!(out, "> {}\n>", escaped(lead))?;
            }
            writeln!(out, "> {}", marked(&passage.snippet))?;
            if let Some(row) = said::row(passage) {
                paragraph(&row, out)?;
            }
        }
        for note in said::notes(comparison, mentions) {
            paragraph(&note, out)?;
        }
    }
    for command in said::disclaimers(comparison) {
        writeln!(out, "\nDisclaimer: `{command}`")?;
    }
    Ok(())
}

/// What the program says. What it puts between grave accents is to be typed.
fn paragraph(words: &str, out: &mut dyn Write) -> io::Result<()> {
    let pieces = words.split('`').enumerate();
    let pieces = pieces.map(|(at, piece)| match at % 2 {
        0 => escaped(piece),
        _ => format!("`{piece}`"),
    });
    writeln!(out, "\n{}", pieces.collect::<String>())
}
