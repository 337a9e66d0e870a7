//! From what a piece of output means to how it looks. Nothing else in the program names a colour.

use owo_colors::AnsiColors;

use crate::entry::RiskLevel;

/// What a piece of output means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// An entry's title.
    Title,
    /// The heading of a section or of a table's column.
    Heading,
    /// The heading of a section in a section, and of an author's table.
    Subheading,
    /// The heading of a section deeper in others.
    InnerHeading,
    /// Words that an author stressed, as bold type says.
    Strong,
    /// Words that an author stressed, as italics say.
    Emphasis,
    /// Words that name a risk level.
    Level(RiskLevel),
    /// The sign before a list item, and what names a field.
    Label,
    /// An author's text.
    Text,
    /// Words that were searched for.
    Match,
    /// Words that an earlier text has, and the later one has not.
    Removed,
    /// Words that a later text has, and the earlier one has not.
    Added,
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
#[expect(
    clippy::struct_excessive_bools,
    reason = "each attribute is on or off, whatever the others are"
)]
pub struct Style {
    /// The colour of the letters; the terminal's own where `None`.
    pub color: Option<Color>,
    /// Whether the letters are bold.
    pub bold: bool,
    /// Whether the letters are dimmed.
    pub dim: bool,
    /// Whether the letters are underlined.
    pub underlined: bool,
    /// Whether the letters are italic.
    pub italic: bool,
}

/// The style of every role on one stream.
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
    pub fn style(self, role: Role) -> Style {
        match self {
            Self::Plain => Style::default(),
            Self::Colored => colored(role),
        }
    }

    /// The escapes of `role` in running text. A plain style has none.
    #[must_use]
    pub fn ansi(self, role: Role) -> owo_colors::Style {
        let look = self.style(role);
        let mut style = owo_colors::Style::new();
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
        if look.italic {
            style = style.italic();
        }
        style
    }
}

fn colored(role: Role) -> Style {
    let plain = Style::default();
    let bold = Style {
        bold: true,
        ..plain
    };
    let color = |color| Style {
        color: Some(color),
        ..plain
    };
    let bold_color = |color| Style {
        color: Some(color),
        ..bold
    };
    match role {
        Role::Title | Role::Subheading | Role::Strong => bold,
        Role::Emphasis => Style {
            italic: true,
            ..plain
        },
        Role::Heading | Role::Hint => bold_color(Color::Cyan),
        Role::Level(level) => match level {
            RiskLevel::Minimal | RiskLevel::Low => bold_color(Color::Green),
            RiskLevel::Moderate => bold_color(Color::Yellow),
            RiskLevel::High | RiskLevel::Severe => bold_color(Color::Red),
            RiskLevel::Unknown => bold_color(Color::Magenta),
        },
        Role::InnerHeading => Style {
            underlined: true,
            ..plain
        },
        Role::Label => color(Color::Cyan),
        Role::Text => plain,
        Role::Match => Style {
            underlined: true,
            ..bold
        },
        Role::Note => Style { dim: true, ..plain },
        Role::Removed => color(Color::Red),
        Role::Added => color(Color::Green),
        Role::Error => bold_color(Color::Red),
    }
}
