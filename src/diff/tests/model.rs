//! Entries of which every word is known, and edits of them.

use std::collections::BTreeMap;

use proptest::prelude::*;

use crate::diff::{ChangeKind, What};
use crate::entry::{
    Block, Cell, Entry, Item, List, RiskLevel, RiskRating, Section, Slug, Source, Table,
};
use crate::text::Text;

/// A section. Its units (paragraphs, items, rows) are numbered through the entry.
#[derive(Clone, Debug)]
pub struct Model {
    id: String,
    blocks: Vec<Piece>,
    sections: Vec<Model>,
}

#[derive(Clone, Debug)]
enum Piece {
    Paragraph(Unit),
    /// Items, each with items under it.
    List(Vec<(Unit, Vec<Unit>)>),
    /// Rows of so many cells.
    Table(Vec<Unit>, usize),
}

/// The words of a paragraph, an item or a row: those of its number, one of them perhaps edited.
#[derive(Clone, Copy, Debug)]
struct Unit {
    number: usize,
    edited: bool,
}

/// What is done to a unit.
#[derive(Clone, Copy, Debug)]
pub enum Edit {
    Change,
    Delete,
    InsertAfter,
}

/// A change that has to be found.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Expected {
    pub section: String,
    pub what: What,
    pub before: String,
    pub after: String,
    pub kind: ChangeKind,
}

/// The number of what is inserted after a unit.
const INSERTED: usize = 100_000;

impl Unit {
    fn words(self) -> String {
        let Self { number, edited } = self;
        let word = if edited { "edited" } else { "plain" };
        format!("a{number} b{number} c{number} {word}{number} e{number}.")
    }

    fn cells(self, count: usize) -> Vec<String> {
        let mut cells = vec![self.words()];
        cells.extend((1..count).map(|at| format!("{}%", self.number + at)));
        cells
    }

    fn block(self) -> Block {
        Text::try_from(self.words()).unwrap().into()
    }
}

pub fn edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        Just(Edit::Change),
        Just(Edit::Delete),
        Just(Edit::InsertAfter)
    ]
}

pub fn model() -> impl Strategy<Value = Model> {
    let unit = || {
        Just(Unit {
            number: 0,
            edited: false,
        })
    };
    let units = move |most| prop::collection::vec(unit(), 1..most);
    let items = prop::collection::vec((unit(), prop::collection::vec(unit(), 0..3)), 1..5);
    let piece = prop_oneof![
        unit().prop_map(Piece::Paragraph),
        items.prop_map(Piece::List),
        (units(5), 1..4_usize).prop_map(|(rows, columns)| Piece::Table(rows, columns)),
    ];
    let blocks = prop::collection::vec(piece, 0..5);
    let of = |blocks, sections| Model {
        id: String::new(),
        blocks,
        sections,
    };
    let leaf = blocks
        .clone()
        .prop_map(move |blocks| of(blocks, Vec::new()));
    let section = leaf.prop_recursive(3, 12, 3, move |inner| {
        let inner = prop::collection::vec(inner, 0..3);
        (blocks.clone(), inner).prop_map(move |(blocks, sections)| of(blocks, sections))
    });
    let first = of(
        vec![Piece::Paragraph(Unit {
            number: 0,
            edited: false,
        })],
        Vec::new(),
    );
    prop::collection::vec(section, 0..4).prop_map(move |mut sections| {
        sections.insert(0, first.clone());
        let mut root = of(Vec::new(), sections);
        number(&mut root, &mut 0, &mut 0);
        root
    })
}

/// Numbers all units and sections.
fn number(model: &mut Model, next: &mut usize, section: &mut usize) {
    model.id = format!("s{section}");
    *section += 1;
    for unit in model.blocks.iter_mut().flat_map(Piece::units_mut) {
        unit.number = *next;
        *next += 1;
    }
    for inner in &mut model.sections {
        number(inner, next, section);
    }
}

impl Piece {
    fn units_mut(&mut self) -> Vec<&mut Unit> {
        match self {
            Self::Paragraph(unit) => vec![unit],
            Self::Table(rows, _) => rows.iter_mut().collect(),
            Self::List(items) => {
                let items = items.iter_mut();
                items
                    .flat_map(|(item, inner)| std::iter::once(item).chain(inner))
                    .collect()
            }
        }
    }
}

impl Model {
    /// How many units there are.
    pub fn units(&self) -> usize {
        let mut copy = self.clone();
        let own = copy.blocks.iter_mut().map(|it| it.units_mut().len());
        own.sum::<usize>() + self.sections.iter().map(Self::units).sum::<usize>()
    }

    /// The entry with these sections.
    pub fn entry(&self) -> Entry {
        let text = |words: &str| Text::try_from(words.to_owned()).unwrap();
        Entry {
            id: Slug::try_from("x".to_owned()).unwrap(),
            title: text("X"),
            aliases: Vec::new(),
            risk: RiskRating::new(RiskLevel::Unknown, None).unwrap(),
            sections: self.sections.iter().map(Self::section).collect(),
            risks: Vec::new(),
            risk_sections: Vec::new(),
            disclaimer: None,
            about: None,
            source: Source::named(text("S")),
        }
    }

    fn section(&self) -> Section {
        let id = Slug::try_from(self.id.clone()).unwrap();
        let title = Text::try_from(format!("Title {}", self.id)).unwrap();
        let content = self.blocks.iter().map(Piece::block).collect();
        Section {
            sections: self.sections.iter().map(Self::section).collect(),
            ..Section::new(id, title, content)
        }
    }

    /// The sections after these edits of units, and what has to be found.
    pub fn edited(&self, edits: &BTreeMap<usize, Edit>) -> (Self, Vec<Expected>) {
        let mut expected = Vec::new();
        let mut editor = Editor {
            edits,
            section: &self.id,
            expected: &mut expected,
        };
        let blocks = self.blocks.iter().flat_map(|it| editor.piece(it)).collect();
        let mut sections = Vec::new();
        for section in &self.sections {
            let (section, further) = section.edited(edits);
            sections.push(section);
            expected.extend(further);
        }
        let id = self.id.clone();
        (
            Self {
                id,
                blocks,
                sections,
            },
            expected,
        )
    }
}

impl Piece {
    fn block(&self) -> Block {
        match self {
            Self::Paragraph(unit) => unit.block(),
            Self::List(items) => {
                let item = |unit: &Unit, inner: Option<Block>| Item {
                    mark: None,
                    content: [unit.block()].into_iter().chain(inner).collect(),
                };
                let items = items.iter().map(|(unit, inner)| {
                    let inner = inner.iter().map(|unit| item(unit, None)).collect();
                    item(unit, List::new(None, inner).ok().map(Block::List))
                });
                Block::List(List::new(Some(1), items.collect()).unwrap())
            }
            Self::Table(rows, columns) => {
                let cell = |words| Cell::new(vec![Text::try_from(words).unwrap().into()]);
                let rows = rows
                    .iter()
                    .map(|row| row.cells(*columns).into_iter().map(cell).collect());
                let table = Table::new(None, Vec::new(), rows.collect(), Vec::new());
                Block::from(table.unwrap())
            }
        }
    }
}

struct Editor<'e> {
    edits: &'e BTreeMap<usize, Edit>,
    section: &'e str,
    expected: &'e mut Vec<Expected>,
}

impl Editor<'_> {
    fn piece(&mut self, piece: &Piece) -> Vec<Piece> {
        match piece {
            Piece::Paragraph(unit) => {
                let units = self.unit(*unit, What::Paragraph, 1, true);
                units.into_iter().map(Piece::Paragraph).collect()
            }
            Piece::Table(rows, columns) => {
                let rows = rows.iter();
                let rows: Vec<Unit> = rows
                    .flat_map(|row| self.unit(*row, What::TableRow, *columns, true))
                    .collect();
                (!rows.is_empty())
                    .then_some(Piece::Table(rows, *columns))
                    .into_iter()
                    .collect()
            }
            Piece::List(items) => {
                let mut edited: Vec<(Unit, Vec<Unit>)> = Vec::new();
                for (item, inner) in items {
                    let units = self.unit(*item, What::ListItem, 1, inner.is_empty());
                    let further = inner.iter();
                    let inner = further.flat_map(|it| self.unit(*it, What::ListItem, 1, true));
                    let inner: Vec<Unit> = inner.collect();
                    let at = edited.len();
                    edited.extend(units.into_iter().map(|unit| (unit, Vec::new())));
                    if let Some((_, of_first)) = edited.get_mut(at) {
                        *of_first = inner;
                    }
                }
                (!edited.is_empty())
                    .then_some(Piece::List(edited))
                    .into_iter()
                    .collect()
            }
        }
    }

    /// What is there after the edit of this unit. What has others under it is not deleted.
    fn unit(&mut self, unit: Unit, what: What, columns: usize, may_go: bool) -> Vec<Unit> {
        let words = |unit: Unit| unit.cells(columns).join("|");
        let mut expect = |kind, before: Option<Unit>, after: Option<Unit>| {
            self.expected.push(Expected {
                section: self.section.to_owned(),
                what,
                before: before.map_or_else(String::new, words),
                after: after.map_or_else(String::new, words),
                kind,
            });
        };
        match self.edits.get(&unit.number) {
            None => vec![unit],
            Some(Edit::Delete) if may_go => {
                expect(ChangeKind::Removed, Some(unit), None);
                Vec::new()
            }
            Some(Edit::Change | Edit::Delete) => {
                let edited = Unit {
                    edited: true,
                    ..unit
                };
                expect(ChangeKind::Changed, Some(unit), Some(edited));
                vec![edited]
            }
            Some(Edit::InsertAfter) => {
                let number = unit.number + INSERTED;
                let inserted = Unit {
                    number,
                    edited: false,
                };
                expect(ChangeKind::Added, None, Some(inserted));
                vec![unit, inserted]
            }
        }
    }
}
