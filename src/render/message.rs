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
    let opening = theme.style(Role::Hint);
    if let [first, others @ ..] = error.suggestions.as_slice() {
        let others: String = others
            .iter()
            .map(|other| format!(" or `{other}`"))
            .collect();
        let hint = opening.style("hint:");
        writeln!(out, "{hint} did you mean `{first}`{others}?")?;
    }
    if let Some(hint) = &error.hint {
        writeln!(out, "{} {hint}", opening.style("hint:"))?;
    }
    Ok(())
}
