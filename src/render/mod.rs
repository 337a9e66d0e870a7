//! From views to bytes. A format is given what to show, how the page looks and a writer; it knows
//! nothing of the command line or of where the data came from.
//!
//! | file | holds |
//! |---|---|
//! | `view` | what can be shown |
//! | `format` | the formats, a row each, and [`render`] |
//! | `text`, `table`, `markdown`, `json` | a format each |
//! | `diff` | what changed between two entries, as text and Markdown |
//! | `status` | the status of the library, in all formats but JSON |
//! | `message` | errors |
//! | `grids` | views as tables: what stands in them |
//! | `grid` | how a table is drawn |
//! | `prose` | lines of text on a page |
//! | `page` | how a page looks |

mod diff;
mod escape;
mod format;
mod grid;
mod grids;
pub mod json;
pub mod markdown;
pub mod message;
mod page;
mod prose;
mod search;
mod status;
pub mod table;
pub mod text;
mod view;
mod wrap;

pub use format::{FORMATS, Format, FormatRow, render};
pub use page::{Page, Symbols};
pub use status::StatusView;
pub use view::{
    Comparison, DiffSide, DiffView, EntryView, HitsView, ListView, ProblemsView, RiskRow,
    Summaries, TakeSummary, View,
};
