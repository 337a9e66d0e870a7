//! From what a piece of output means to how it looks. Nothing else in the program names a colour.

use owo_colors::{AnsiColors, Style};

use crate::entry::RiskLevel;

/// What a piece of output means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// An entry's title.
    Title,
    /// The heading of a section or of a table's column.
    Heading,
    /// Words that name a risk level.
    Level(RiskLevel),
    /// The sign before a list item, and what names a field.
    Label,
    /// An author's text.
    Text,
    /// Words that the author made strong.
    Strong,
    /// Words that the author stressed.
    Emphasis,
    /// Words that were searched for.
    Match,
    /// The disclaimer and what points to it.
    Note,
    /// The word that opens an error.
    Error,
    /// The word that opens a hint.
    Hint,
}

/// The colours in use, each one of the terminal's own sixteen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Color {
    Red,
    Green,
    Yellow,
    Magenta,
    Cyan,
}

/// How a piece of output looks: the sixteen terminal colours and two attributes, so that the
/// reader's own palette decides what is legible.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// The colour of the letters; the terminal's own where `None`.
    pub color: Option<Color>,
    /// Whether the letters are bold.
    pub bold: bool,
    /// Whether the letters are dimmed.
    pub dim: bool,
    /// Whether the letters are underlined.
    pub underlined: bool,
}

/// The look of every role on one stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// No escapes at all.
    Plain,
    /// Colours and attributes by role.
    Colored,
}

impl Theme {
    /// How `role` looks.
    #[must_use]
    pub fn look(self, role: Role) -> Look {
        match self {
            Self::Plain => Look::default(),
            Self::Colored => colored(role),
        }
    }

    /// How `role` looks in running text. Plain looks print no escapes.
    #[must_use]
    pub fn style(self, role: Role) -> Style {
        let look = self.look(role);
        let mut style = Style::new();
        if let Some(color) = look.color {
            style = style.color(match color {
                Color::Red => AnsiColors::Red,
                Color::Green => AnsiColors::Green,
                Color::Yellow => AnsiColors::Yellow,
                Color::Magenta => AnsiColors::Magenta,
                Color::Cyan => AnsiColors::Cyan,
            });
        }
        if look.bold {
            style = style.bold();
        }
        if look.dim {
            style = style.dimmed();
        }
        if look.underlined {
            style = style.underline();
        }
        style
    }
}

fn colored(role: Role) -> Look {
    let plain = Look::default();
    let bold = Look {
        bold: true,
        ..plain
    };
    let color = |color| Look {
        color: Some(color),
        ..plain
    };
    let bold_color = |color| Look {
        color: Some(color),
        ..bold
    };
    match role {
        Role::Title | Role::Strong => bold,
        Role::Emphasis => Look {
            underlined: true,
            ..plain
        },
        Role::Heading | Role::Hint => bold_color(Color::Cyan),
        Role::Level(level) => match level {
            RiskLevel::Minimal | RiskLevel::Low => bold_color(Color::Green),
            RiskLevel::Moderate => bold_color(Color::Yellow),
            RiskLevel::High | RiskLevel::Severe => bold_color(Color::Red),
            RiskLevel::Unknown => bold_color(Color::Magenta),
        },
        Role::Label => color(Color::Cyan),
        Role::Text => plain,
        Role::Match => Look {
            underlined: true,
            ..bold
        },
        Role::Note => Look { dim: true, ..plain },
        Role::Error => bold_color(Color::Red),
    }
}
