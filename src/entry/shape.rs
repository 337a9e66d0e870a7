//! Blocks as they stand in JSON: a paragraph is a string, anything else an object whose key says what
//! it is.

mod fields;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::value::MapAccessDeserializer;
use serde::de::{self, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use self::fields::{BlockFields, CellFields, ItemFields, ProseFields, TableFields};
use super::block::{Block, Code, Item, List};
use super::prose::{Mark, Prose};
use super::table::{Cell, Table};
use crate::text::Text;

/// A string where the words are all there is to say, else an object.
#[derive(Serialize, JsonSchema)]
#[serde(untagged)]
enum Shape<'s, T> {
    Words(Cow<'s, str>),
    Fields(T),
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Shape<'static, T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct WordsOrFields<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for WordsOrFields<T> {
            type Value = Shape<'static, T>;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a string or an object")
            }

            fn visit_str<E: de::Error>(self, words: &str) -> Result<Self::Value, E> {
                Ok(Shape::Words(words.to_owned().into()))
            }

            fn visit_string<E: de::Error>(self, words: String) -> Result<Self::Value, E> {
                Ok(Shape::Words(words.into()))
            }

            fn visit_map<A: MapAccess<'de>>(self, fields: A) -> Result<Self::Value, A::Error> {
                T::deserialize(MapAccessDeserializer::new(fields)).map(Shape::Fields)
            }
        }
        deserializer.deserialize_any(WordsOrFields(PhantomData))
    }
}

/// Reads and writes a type as another, and takes its schema from there.
macro_rules! shaped {
    ($name:ident as $shape:ty) => {
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let shape = <$shape>::deserialize(deserializer)?;
                Self::try_from(shape).map_err(de::Error::custom)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                <$shape>::from(self).serialize(serializer)
            }
        }

        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(generator: &mut SchemaGenerator) -> Schema {
                <$shape>::json_schema(generator)
            }
        }
    };
}

shaped!(Prose as Shape<'_, ProseFields<'_>>);
shaped!(Block as Shape<'_, BlockFields<'_>>);
shaped!(Item as Shape<'_, ItemFields<'_>>);
shaped!(Cell as Shape<'_, CellFields<'_>>);
shaped!(Table as TableFields<'_>);

fn text(words: Cow<str>) -> Result<Text, String> {
    Text::try_from(words.into_owned())
}

fn prose(text: Cow<Text>, marks: Cow<[Mark]>) -> Result<Prose, String> {
    Prose::new(text.into_owned(), marks.into_owned())
}

impl TryFrom<Shape<'_, ProseFields<'_>>> for Prose {
    type Error = String;

    fn try_from(shape: Shape<ProseFields>) -> Result<Self, String> {
        match shape {
            Shape::Words(words) => text(words).map(Self::from),
            Shape::Fields(fields) => prose(fields.text, fields.marks),
        }
    }
}

impl<'s> From<&'s Prose> for Shape<'s, ProseFields<'s>> {
    fn from(prose: &'s Prose) -> Self {
        if prose.marks().is_empty() {
            return Self::Words(prose.as_str().into());
        }
        Self::Fields(ProseFields {
            text: Cow::Borrowed(prose.text()),
            marks: prose.marks().into(),
        })
    }
}

/// A list out of the fields that say it.
fn list(items: Cow<[Item]>, ordered: bool, start: Option<u32>) -> Result<List, String> {
    if !ordered && start.is_some() {
        return Err("`start` is for lists with `ordered`".to_owned());
    }
    List::new(ordered.then(|| start.unwrap_or(1)), items.into_owned())
}

/// The fields that say a list: its items, whether they are counted, and from where on.
fn list_fields(list: &List) -> (Cow<'_, [Item]>, bool, Option<u32>) {
    let start = list.start().filter(|start| *start != 1);
    (list.items().into(), list.start().is_some(), start)
}

impl TryFrom<Shape<'_, BlockFields<'_>>> for Block {
    type Error = String;

    fn try_from(shape: Shape<BlockFields>) -> Result<Self, String> {
        let fields = match shape {
            Shape::Words(words) => return Ok(text(words)?.into()),
            Shape::Fields(fields) => fields,
        };
        let has_list = fields.list.is_some();
        let has_text = fields.text.is_some();
        let found = [
            has_text,
            has_list,
            fields.table.is_some(),
            fields.figure.is_some(),
            fields.quote.is_some(),
            fields.code.is_some(),
        ];
        if found.into_iter().filter(|is_there| *is_there).count() != 1 {
            return Err(
                "a block has exactly one of `text`, `list`, `table`, `figure`, `quote`, `code`"
                    .to_owned(),
            );
        }
        if !has_text && !fields.marks.is_empty() {
            return Err("`marks` are for blocks with `text`".to_owned());
        }
        if !has_list && (fields.ordered || fields.start.is_some()) {
            return Err("`ordered` and `start` are for blocks with `list`".to_owned());
        }
        if let Some(text) = fields.text {
            return prose(text, fields.marks).map(Self::Paragraph);
        }
        if let Some(items) = fields.list {
            return list(items, fields.ordered, fields.start).map(Self::List);
        }
        if let Some(table) = fields.table {
            return Ok(table.into_owned().into());
        }
        if let Some(figure) = fields.figure {
            return Ok(Self::Figure(figure.into_owned()));
        }
        if let Some(code) = fields.code {
            return Code::try_from(code.into_owned()).map(Self::Code);
        }
        match fields.quote {
            Some(quote) if !quote.is_empty() => Ok(Self::Quote(quote.into_owned())),
            _ => Err("the quotation is empty".to_owned()),
        }
    }
}

impl<'s> From<&'s Block> for Shape<'s, BlockFields<'s>> {
    fn from(block: &'s Block) -> Self {
        let mut fields = BlockFields::default();
        match block {
            Block::Paragraph(prose) if prose.marks().is_empty() => {
                return Self::Words(prose.as_str().into());
            }
            Block::Paragraph(prose) => {
                fields.text = Some(Cow::Borrowed(prose.text()));
                fields.marks = prose.marks().into();
            }
            Block::List(list) => {
                let items;
                (items, fields.ordered, fields.start) = list_fields(list);
                fields.list = Some(items);
            }
            Block::Table(table) => fields.table = Some(Cow::Borrowed(table)),
            Block::Figure(words) => fields.figure = Some(Cow::Borrowed(words)),
            Block::Quote(blocks) => fields.quote = Some(blocks.into()),
            Block::Code(code) => fields.code = Some(code.as_str().into()),
        }
        Self::Fields(fields)
    }
}

impl TryFrom<Shape<'_, ItemFields<'_>>> for Item {
    type Error = String;

    fn try_from(shape: Shape<ItemFields>) -> Result<Self, String> {
        let fields = match shape {
            Shape::Words(words) if words.is_empty() => {
                return Ok(Self {
                    mark: None,
                    content: Vec::new(),
                });
            }
            Shape::Words(words) => {
                return Ok(Self {
                    mark: None,
                    content: vec![text(words)?.into()],
                });
            }
            Shape::Fields(fields) => fields,
        };
        let mut content = Vec::new();
        match fields.text {
            Some(text) => content.push(Block::Paragraph(prose(text, fields.marks)?)),
            None if !fields.marks.is_empty() => {
                return Err("`marks` are for items with `text`".to_owned());
            }
            None => {}
        }
        match fields.list {
            Some(items) => {
                let list = list(items, fields.ordered, fields.start)?;
                content.push(Block::List(list));
            }
            None if fields.ordered || fields.start.is_some() => {
                return Err("`ordered` and `start` are for items with `list`".to_owned());
            }
            None => {}
        }
        content.extend(fields.content.into_owned());
        Ok(Self {
            mark: fields.mark.map(Cow::into_owned),
            content,
        })
    }
}

impl<'s> From<&'s Item> for Shape<'s, ItemFields<'s>> {
    fn from(item: &'s Item) -> Self {
        let mut fields = ItemFields {
            mark: item.mark.as_ref().map(Cow::Borrowed),
            ..ItemFields::default()
        };
        let mut rest = item.content.as_slice();
        if let [Block::Paragraph(prose), after @ ..] = rest {
            if after.is_empty() && prose.marks().is_empty() && item.mark.is_none() {
                return Self::Words(prose.as_str().into());
            }
            fields.text = Some(Cow::Borrowed(prose.text()));
            fields.marks = prose.marks().into();
            rest = after;
        }
        if let [Block::List(list), after @ ..] = rest {
            let items;
            (items, fields.ordered, fields.start) = list_fields(list);
            fields.list = Some(items);
            rest = after;
        }
        if item.content.is_empty() && item.mark.is_none() {
            return Self::Words("".into());
        }
        fields.content = rest.into();
        Self::Fields(fields)
    }
}

impl TryFrom<Shape<'_, CellFields<'_>>> for Cell {
    type Error = String;

    fn try_from(shape: Shape<CellFields>) -> Result<Self, String> {
        let fields = match shape {
            Shape::Words(words) if words.is_empty() => return Ok(Self::new(Vec::new())),
            Shape::Words(words) => return Ok(Self::new(vec![text(words)?.into()])),
            Shape::Fields(fields) => fields,
        };
        let content = match fields.text {
            Some(_) if !fields.content.is_empty() => {
                return Err("a cell has `text` or `content`, not both".to_owned());
            }
            Some(text) => vec![Block::Paragraph(prose(text, fields.marks)?)],
            None if !fields.marks.is_empty() => {
                return Err("`marks` are for cells with `text`".to_owned());
            }
            None => fields.content.into_owned(),
        };
        Ok(Self {
            content,
            colspan: fields.colspan,
            rowspan: fields.rowspan,
        })
    }
}

impl<'s> From<&'s Cell> for Shape<'s, CellFields<'s>> {
    fn from(cell: &'s Cell) -> Self {
        let mut fields = CellFields {
            colspan: cell.colspan,
            rowspan: cell.rowspan,
            ..CellFields::default()
        };
        let is_single = cell.colspan == 1 && cell.rowspan == 1;
        match cell.prose() {
            Some(prose) if is_single && prose.marks().is_empty() => {
                return Self::Words(prose.as_str().into());
            }
            Some(prose) => {
                fields.text = Some(Cow::Borrowed(prose.text()));
                fields.marks = prose.marks().into();
            }
            None if is_single && cell.content.is_empty() => return Self::Words("".into()),
            None => fields.content = cell.content.as_slice().into(),
        }
        Self::Fields(fields)
    }
}

impl TryFrom<TableFields<'_>> for Table {
    type Error = String;

    fn try_from(fields: TableFields) -> Result<Self, String> {
        Self::new(
            fields.caption.map(Cow::into_owned),
            fields.head.into_owned(),
            fields.rows.into_owned(),
            fields.notes.into_owned(),
        )
    }
}

impl<'s> From<&'s Table> for TableFields<'s> {
    fn from(table: &'s Table) -> Self {
        Self {
            caption: table.caption().map(Cow::Borrowed),
            head: table.head().into(),
            rows: table.rows().into(),
            notes: table.notes().into(),
        }
    }
}
