//! The status of the library: a line for each thing that there is to know.

use std::borrow::Cow;
use std::io::{self, Write};

use super::grid::{Grid, Value};
use super::prose::{lines, lines_under};
use super::{Page, markdown};
use crate::library::Status;
use crate::text::visible;
use crate::theme::Role;

/// The status of the library.
pub struct StatusView<'a> {
    /// Where it is, or would be; `None` if no place is known.
    pub path: Option<Cow<'a, str>>,
    /// What it holds; `None` if there is none.
    pub library: Option<Status>,
    /// How many entries are built in.
    pub built_ins: usize,
    /// How many of these an entry of the library stands in place of.
    pub shadowed: usize,
    /// What is wrong with it, if it was checked.
    pub problems: Option<&'a [String]>,
}

/// A line for each thing, and a line for each problem.
///
/// # Errors
/// When `out` cannot be written.
pub fn text(view: &StatusView, page: &Page, out: &mut dyn Write) -> io::Result<()> {
    for (field, words) in view.rows() {
        lines_under(&format!("{field}: "), 2, &words, page, Role::Text, out)?;
    }
    view.write_problems(page, out)
}

/// The same as a table.
///
/// # Errors
/// When `out` cannot be written.
pub fn table(view: &StatusView, page: &Page, out: &mut dyn Write) -> io::Result<()> {
    // In blocks each row would be two lines.
    if !page.grids {
        return text(view, page, out);
    }
    view.grid().write(page, out)?;
    view.write_problems(page, out)
}

/// The same as a table in Markdown.
///
/// # Errors
/// When `out` cannot be written.
pub fn markdown(view: &StatusView, _: &Page, out: &mut dyn Write) -> io::Result<()> {
    markdown::grid(&view.grid(), out)?;
    let problems = view.problems.unwrap_or_default();
    if !problems.is_empty() {
        writeln!(out)?;
    }
    for problem in problems {
        writeln!(out, "- {}", markdown::escaped(&visible(problem)))?;
    }
    Ok(())
}

impl StatusView<'_> {
    /// What there is to know: what it is, and the words.
    fn rows(&self) -> Vec<(&'static str, String)> {
        let built_in = match self.shadowed {
            0 => self.built_ins.to_string(),
            some => format!("{} ({some} replaced by the library)", self.built_ins),
        };
        let built_in = ("Built-in entries", built_in);
        let path = self.path.as_deref();
        let Some(library) = &self.library else {
            let place = match path {
                Some(path) => format!("none yet; `stackwise add FILE` creates {path}"),
                None => "none, as no home folder is known; `--library FILE` names one".to_owned(),
            };
            return vec![("Library", place), built_in];
        };
        let entries = match library.labels {
            Some(labels) => {
                let of = |count, one, several| if count == 1 { one } else { several };
                let others = library.entries.saturating_sub(labels);
                format!(
                    "{} ({labels} {}, {others} {})",
                    library.entries,
                    of(labels, "drug label", "drug labels"),
                    of(others, "other", "others")
                )
            }
            None => library.entries.to_string(),
        };
        let dates = match (&library.oldest, &library.newest) {
            (Some(oldest), Some(newest)) if oldest == newest => oldest.clone(),
            (Some(oldest), Some(newest)) => format!("{oldest} to {newest}"),
            _ => "none".to_owned(),
        };
        let tables = match library.upgrades_to {
            Some(next) => format!(
                "version {}; the next `add` or `remove` upgrades them to version {next}",
                library.tables
            ),
            None => format!("version {}, up to date", library.tables),
        };
        let sound = match self.problems {
            None => "not checked; `stackwise status --check` checks it".to_owned(),
            Some([]) => "yes".to_owned(),
            Some([_]) => "no: 1 problem".to_owned(),
            Some(problems) => format!("no: {} problems", problems.len()),
        };
        vec![
            ("Library", path.unwrap_or_default().to_owned()),
            ("Entries", entries),
            built_in,
            ("Effective dates", dates),
            ("Size", size(library.bytes)),
            ("Tables", tables),
            ("Sound", sound),
        ]
    }

    fn grid(&self) -> Grid<'static> {
        let rows = self.rows().into_iter();
        let rows = rows.map(|(field, words)| {
            vec![
                Value::new(field, Role::Label),
                Value::new(words, Role::Text),
            ]
        });
        Grid {
            fields: vec!["Status", "Value"],
            rows: rows.collect(),
            has_ruled_rows: false,
        }
    }

    fn write_problems(&self, page: &Page, out: &mut dyn Write) -> io::Result<()> {
        let problems = self.problems.unwrap_or_default();
        if !problems.is_empty() {
            writeln!(out)?;
        }
        for problem in problems {
            lines(&visible(problem), page, Role::Text, out)?;
        }
        Ok(())
    }
}

/// A number of bytes in the unit in which it reads best.
fn size(bytes: u64) -> String {
    const UNITS: [(u64, &str); 3] = [(1 << 30, "GiB"), (1 << 20, "MiB"), (1 << 10, "KiB")];
    let unit = UNITS.into_iter().find(|(unit, _)| bytes >= *unit);
    match unit {
        Some((unit, name)) => {
            let (whole, rest) = (bytes / unit, bytes % unit);
            format!("{whole}.{} {name}", rest * 10 / unit)
        }
        None => format!("{bytes} bytes"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_in_the_unit_that_reads_best() {
        for (bytes, words) in [
            (0, "0 bytes"),
            (1023, "1023 bytes"),
            (1024, "1.0 KiB"),
            (1_572_864, "1.5 MiB"),
            (u64::MAX, "17179869183.9 GiB"),
        ] {
            assert_eq!(size(bytes), words);
        }
    }
}
