//! The lines between which metadata stands.

use std::ops::Range;

use super::Syntax;

/// Metadata between its fences.
pub struct Fenced {
    /// What it is written in.
    pub syntax: Syntax,
    /// Where it is, without the fences.
    pub place: Range<usize>,
    /// Where the text goes on after it; `None` where the second fence is missing.
    pub end: Option<usize>,
}

impl Syntax {
    /// The line before it.
    fn of_fence(line: &str) -> Option<Self> {
        match line.trim() {
            "+++" => Some(Self::Toml),
            "---" => Some(Self::Yaml),
            _ => None,
        }
    }

    fn is_end(self, line: &str) -> bool {
        // YAML has its own sign for the end of a document.
        Self::of_fence(line) == Some(self) || self == Self::Yaml && line.trim_end() == "..."
    }

    /// The line after it.
    #[must_use]
    pub fn fence(self) -> &'static str {
        match self {
            Self::Toml => "+++",
            Self::Yaml => "---",
        }
    }
}

/// The metadata that a text begins with.
pub fn find_fenced(text: &str) -> Option<Fenced> {
    let mut lines = text.split_inclusive('\n');
    let first = lines.next()?;
    let syntax = Syntax::of_fence(first)?;
    let start = first.len();
    let mut at = start;
    for line in lines {
        if syntax.is_end(line) {
            return Some(Fenced {
                syntax,
                place: start..at,
                end: Some(at + line.len()),
            });
        }
        at += line.len();
    }
    Some(Fenced {
        syntax,
        place: start..at,
        end: None,
    })
}
