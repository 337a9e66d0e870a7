//! Any sections that an entry may hold.

use proptest::option;
use proptest::prelude::*;

use super::{blocks, slug, text, title};
use crate::entry::{Block, MAX_SECTION_DEPTH, Section, Slug};
use crate::text::Text;

/// What becomes a section: how deep it lies, an id unless its title gives one, and what is in it.
type Sketch = (
    usize,
    Option<Slug>,
    Text,
    (Option<Text>, Option<Text>),
    (Vec<Block>, Vec<Block>),
);

fn sketch() -> impl Strategy<Value = Sketch> {
    let depth = prop_oneof![4 => 1..4_usize, 1 => 1..=MAX_SECTION_DEPTH];
    let highlights = prop_oneof![3 => Just(Vec::new()), 1 => blocks()];
    let signs = (option::weighted(0.3, text()), option::weighted(0.2, text()));
    (
        depth,
        option::of(slug()),
        title(),
        signs,
        (highlights, blocks()),
    )
}

/// Sections whose ids are unique; the first may be an opening, and ids may be those of the titles.
pub fn sections() -> impl Strategy<Value = Vec<Section>> {
    (any::<bool>(), prop::collection::vec(sketch(), 0..6)).prop_map(|(opens, mut sketches)| {
        if let Some((_, id, title, (number, _), _)) = sketches.first_mut().filter(|_| opens) {
            *id = None;
            *title = Text::try_from("Overview".to_owned()).unwrap();
            *number = None;
        }
        let mut seen = std::collections::HashSet::from(["risks", "disclaimer"].map(str::to_owned));
        sketches.retain(|(_, id, ..)| id.as_ref().is_none_or(|id| seen.insert(id.to_string())));
        let mut ids = crate::ingest::ids::SectionIds::default();
        let mut sketches = sketches.into_iter().peekable();
        let mut sections = Vec::new();
        while sketches.peek().is_some() {
            sections.extend(nested(0, None, &mut sketches, &mut ids, &mut seen));
        }
        sections
    })
}

/// The sections that lie deeper than this and come next.
fn nested(
    depth: usize,
    parent: Option<&Slug>,
    sketches: &mut std::iter::Peekable<std::vec::IntoIter<Sketch>>,
    ids: &mut crate::ingest::ids::SectionIds,
    seen: &mut std::collections::HashSet<String>,
) -> Vec<Section> {
    let mut sections = Vec::new();
    while let Some((own, id, title, (number, code), (highlights, content))) =
        sketches.next_if(|(own, ..)| *own > depth && depth < MAX_SECTION_DEPTH)
    {
        let id = id.unwrap_or_else(|| {
            let wish = crate::ingest::headings::section_id(title.as_str()).to_owned();
            let mut id = ids.give(&wish, parent);
            while !seen.insert(id.to_string()) {
                id = ids.give(&wish, parent);
            }
            id
        });
        let sections_below = nested(own.max(depth + 1), Some(&id), sketches, ids, seen);
        sections.push(Section {
            id,
            number,
            code,
            title,
            highlights,
            content,
            sections: sections_below,
        });
    }
    sections
}
