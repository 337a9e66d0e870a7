//! Entries side by side: as text, as tables and as Markdown.

mod drawn;
mod grids;
mod markdown;
mod said;

pub use drawn::{table, text};
pub use markdown::markdown;
