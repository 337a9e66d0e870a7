//! Errors in words, for people: `error: …`, then `hint: …` lines.

use std::io::{self, Write};

use crate::error::Error;
use crate::theme::{Role, Theme};

/// An error with what may have been meant and what to do next.
///
/// # Errors
/// When `out` cannot be written.
pub fn error(error: &Error, theme: Theme, out: &mut dyn Write) -> io::Result<()> {
    let opening = theme.style(Role::Error);
    writeln!(out, "{} {}", opening.style("error:"), error.message)?;
    for detail in &error.details {
        writeln!(out, "  {detail}")?;
    }
    let opening = theme.style(Role::Hint);
    if !error.suggestions.is_empty() {
        let quoted: Vec<String> = error.suggestions.iter().map(|s| format!("`{s}`")).collect();
        let hint = opening.style("hint:");
        writeln!(out, "{hint} did you mean {}?", quoted.join(" or "))?;
    }
    if let Some(hint) = &error.hint {
        writeln!(out, "{} {hint}", opening.style("hint:"))?;
    }
    Ok(())
}
