//! How output looks on one stream.

use owo_colors::Style;

use super::age::Day;
use crate::theme::{Role, Theme};

/// The most columns that prose takes, however wide the terminal: longer lines are hard to read.
pub(super) const MAX_PROSE_WIDTH: usize = 100;

/// How output looks on one stream. Decided once, before anything is rendered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// The columns that a line may take; `None` means that nothing is wrapped.
    pub width: Option<usize>,
    /// The styles.
    pub theme: Theme,
    /// The symbols that the program adds of its own.
    pub symbols: Symbols,
    /// Whether it is looked at: tables are drawn. Where it is read out instead, each row is a block of
    /// `Field: value` lines, and headings are announced.
    pub grids: bool,
    /// Whether the line that a problem is on is shown under it.
    pub excerpts: bool,
    /// The day on which it is read; `None` where nothing is said of how old a text is.
    pub today: Option<Day>,
}

impl Page {
    /// No width, no colour.
    pub const PLAIN: Self = Self {
        width: None,
        theme: Theme::Plain,
        symbols: Symbols::UNICODE,
        grids: true,
        excerpts: false,
        today: None,
    };

    pub(super) fn prose_width(&self) -> Option<usize> {
        self.width.map(|width| width.min(MAX_PROSE_WIDTH))
    }

    /// How `role` looks here.
    pub(super) fn style(&self, role: Role) -> Style {
        self.theme.ansi(role)
    }
}

/// The symbols that the program adds of its own. An author's text is never changed to fit them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Symbols {
    /// Stands before a list item.
    pub bullet: &'static str,
    /// Stand before the items of a list in a list, and of one in that.
    pub nested_bullets: [&'static str; 2],
    /// Stands between a title and a risk level.
    pub separator: &'static str,
    /// Stands between the heading of a section and that of one in it.
    pub path_separator: &'static str,
    /// Whether tables have borders of box-drawing characters, or of `+`, `-` and `|`.
    pub box_drawing: bool,
}

impl Symbols {
    /// Symbols beyond ASCII, the bullet being that of the published articles.
    pub const UNICODE: Self = Self {
        bullet: "•",
        nested_bullets: ["◦", "▪"],
        separator: "·",
        path_separator: "›",
        box_drawing: true,
    };
    /// Only ASCII.
    pub const ASCII: Self = Self {
        bullet: "*",
        nested_bullets: ["-", "+"],
        separator: "-",
        path_separator: ">",
        box_drawing: false,
    };
}
