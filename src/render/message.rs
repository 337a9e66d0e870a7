//! Errors in words, for people: `error: …`, then `hint: …` lines.

use std::io::{self, Write};

use crate::error::{Error, Suggestion};
use crate::theme::{Role, Theme};

/// An error with what may have been meant and what to do next.
///
/// # Errors
/// When `out` cannot be written.
pub fn error(error: &Error, theme: Theme, out: &mut dyn Write) -> io::Result<()> {
    let opening = theme.ansi(Role::Error);
    writeln!(out, "{} {}", opening.style("error:"), error.message)?;
    for detail in &error.details {
        writeln!(out, "  {detail}")?;
    }
    let opening = theme.ansi(Role::Hint);
    let suggestion = match error.suggestions.first() {
        // The details say what each stands for.
        Some(first) if !error.details.is_empty() => {
            Some(format!("use one of these ids, such as `{}`", first.typed))
        }
        _ => did_you_mean(&error.suggestions),
    };
    if let Some(suggestion) = suggestion {
        writeln!(out, "{} {suggestion}", opening.style("hint:"))?;
    }
    if let Some(hint) = &error.hint {
        writeln!(out, "{} {hint}", opening.style("hint:"))?;
    }
    Ok(())
}

/// The question that suggests what may have been meant, each with what it stands for.
pub(super) fn did_you_mean(suggestions: &[Suggestion]) -> Option<String> {
    let suggested = suggestions
        .iter()
        .map(|Suggestion { typed, meaning }| match meaning {
            Some(meaning) => format!("`{typed}` ({meaning})"),
            None => format!("`{typed}`"),
        });
    let suggested = suggested.collect::<Vec<_>>().join(" or ");
    (!suggested.is_empty()).then(|| format!("did you mean {suggested}?"))
}
