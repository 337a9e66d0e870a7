//! The objects that blocks, items and cells are where they are not strings.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::entry::block::{Block, Item};
use crate::entry::prose::{Mark, Prose};
use crate::entry::table::{Row, Table};
use crate::text::Text;

/// A block that is an object: `text`, `list`, `table`, `figure`, `quote` or `code` says what it is.
#[derive(Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[schemars(inline)]
pub(super) struct BlockFields<'s> {
    /// The words of a paragraph with marks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) text: Option<Cow<'s, Text>>,
    /// The marks of a paragraph.
    #[serde(skip_serializing_if = "is_empty")]
    pub(super) marks: Cow<'s, [Mark]>,
    /// The items of a list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) list: Option<Cow<'s, [Item]>>,
    /// Whether the items of the list are counted.
    #[serde(skip_serializing_if = "is_false")]
    pub(super) ordered: bool,
    /// The number of the first item; 1 where it is absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) start: Option<u32>,
    /// A table.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) table: Option<Cow<'s, Table>>,
    /// The words that stand for a picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) figure: Option<Cow<'s, Text>>,
    /// What the author quotes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) quote: Option<Cow<'s, [Block]>>,
    /// Lines of code, verbatim.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) code: Option<Cow<'s, str>>,
}

/// An item of a list that is more than words: a paragraph, then a list, then further blocks, each
/// where there is one.
#[derive(Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[schemars(inline)]
pub(super) struct ItemFields<'s> {
    /// What the author wrote in place of the list's own bullet or number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) mark: Option<Cow<'s, Text>>,
    /// The words of the item.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) text: Option<Cow<'s, Text>>,
    /// The marks in these words.
    #[serde(skip_serializing_if = "is_empty")]
    pub(super) marks: Cow<'s, [Mark]>,
    /// The items of a list under it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) list: Option<Cow<'s, [Item]>>,
    /// Whether the items of that list are counted.
    #[serde(skip_serializing_if = "is_false")]
    pub(super) ordered: bool,
    /// The number of its first item; 1 where it is absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) start: Option<u32>,
    /// Further blocks under it.
    #[serde(skip_serializing_if = "is_empty")]
    pub(super) content: Cow<'s, [Block]>,
}

/// A cell of a table that is more than words in one place.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[schemars(inline)]
pub(super) struct CellFields<'s> {
    /// The words of the cell.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) text: Option<Cow<'s, Text>>,
    /// The marks in these words.
    #[serde(skip_serializing_if = "is_empty")]
    pub(super) marks: Cow<'s, [Mark]>,
    /// The blocks in it, where that is not one paragraph.
    #[serde(skip_serializing_if = "is_empty")]
    pub(super) content: Cow<'s, [Block]>,
    /// How many columns it takes.
    #[serde(skip_serializing_if = "is_one")]
    #[schemars(range(min = 1))]
    pub(super) colspan: usize,
    /// How many rows it takes.
    #[serde(skip_serializing_if = "is_one")]
    #[schemars(range(min = 1))]
    pub(super) rowspan: usize,
}

/// A table.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct TableFields<'s> {
    /// Its heading.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) caption: Option<Cow<'s, Text>>,
    /// The rows that say what is in the columns.
    #[serde(default, skip_serializing_if = "is_empty")]
    pub(super) head: Cow<'s, [Row]>,
    /// The other rows. All take the same columns, with what reaches into them from above.
    pub(super) rows: Cow<'s, [Row]>,
    /// The notes under it.
    #[serde(default, skip_serializing_if = "is_empty")]
    pub(super) notes: Cow<'s, [Prose]>,
}

/// Words with marks.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(inline)]
pub(super) struct ProseFields<'s> {
    /// The words.
    pub(super) text: Cow<'s, Text>,
    /// The marks in them.
    #[serde(default, skip_serializing_if = "is_empty")]
    pub(super) marks: Cow<'s, [Mark]>,
}

impl Default for CellFields<'_> {
    fn default() -> Self {
        Self {
            text: None,
            marks: Cow::default(),
            content: Cow::default(),
            colspan: 1,
            rowspan: 1,
        }
    }
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes a reference"
)]
fn is_false(flag: &bool) -> bool {
    !flag
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes a reference"
)]
fn is_one(span: &usize) -> bool {
    *span == 1
}

fn is_empty<T>(list: &[T]) -> bool {
    list.is_empty()
}
