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
//! | `sections` | sections as text |
//! | `blocks` | an author's blocks as lines |
//! | `columns`, `matrix` | an author's tables: how they are drawn, and what stands where |
//! | `plain` | an author's blocks as plain words |
//! | `marks`, `lines` | stressed words and links; lines with styled pieces |
//! | `risks` | the list of risks, and what it does not list |
//! | `outline`, `outline_columns` | what is in an entry, and how that is laid out as text |
//! | `comparison` | entries side by side, in every format but JSON |
//! | `grids` | views as tables: what stands in them |
//! | `grid` | how a table is drawn |
//! | `prose` | lines of text on a page |
//! | `page`, `age` | how a page looks, and when it is read |

mod age;
mod blocks;
mod columns;
mod comparison;
mod diff;
mod escape;
mod format;
mod grid;
mod grids;
pub mod json;
mod lines;
pub mod markdown;
mod marks;
mod matrix;
pub mod message;
mod outline;
mod outline_columns;
mod page;
mod plain;
mod prose;
mod risks;
mod search;
mod sections;
mod status;
pub mod table;
#[cfg(test)]
mod tests;
pub mod text;
mod view;
mod wrap;

pub use age::Day;
pub use format::{FORMATS, Format, FormatRow, render};
pub use page::{Page, Symbols};
pub use risks::not_listed;
pub use status::StatusView;
pub use view::{
    DiffSide, DiffView, EachListed, EntryView, HitsView, ListView, OutlineView, ProblemsView,
    TakeListed, View,
};
