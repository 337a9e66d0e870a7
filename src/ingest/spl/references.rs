//! What a label's text refers to by an id: footnotes with their marks, and figures.

use std::collections::BTreeMap;

use super::tree::Element;

/// The marks of footnotes in the order of typographers; after them come numbers.
const MARKS: [&str; 6] = ["*", "†", "‡", "§", "¶", "#"];

/// The footnotes and figures of a label.
#[derive(Default)]
pub struct References<'t> {
    /// The number of each footnote in its table or section, by its place.
    numbers: BTreeMap<usize, usize>,
    footnotes: BTreeMap<&'t str, usize>,
    figures: BTreeMap<&'t str, &'t Element<'t>>,
}

impl<'t> References<'t> {
    pub fn of(document: &'t Element<'t>) -> Self {
        let mut references = Self::default();
        references.gather(document, &mut 0);
        references
    }

    /// Footnotes are numbered anew in each table, and in each section outside of tables, as they are
    /// written at the end of it.
    fn gather(&mut self, element: &'t Element<'t>, last: &mut usize) {
        for child in element.elements() {
            match child.name {
                "footnote" => {
                    self.numbers.insert(child.offset, *last);
                    *last += 1;
                    if let Some(id) = child.attribute("ID") {
                        self.footnotes.insert(id, child.offset);
                    }
                }
                "observationMedia" => {
                    if let Some(id) = child.attribute("ID") {
                        self.figures.insert(id, child);
                    }
                }
                _ => {}
            }
            match child.name {
                "table" | "section" => self.gather(child, &mut 0),
                _ => self.gather(child, last),
            }
        }
    }

    /// The place of the footnote that a `<footnoteRef>` means.
    pub fn footnote(&self, reference: &Element<'_>) -> Option<usize> {
        self.footnotes.get(reference.attribute("IDREF")?).copied()
    }

    /// The figure that a `<renderMultiMedia>` means.
    pub fn figure(&self, reference: &Element<'_>) -> Option<&'t Element<'t>> {
        let id = reference.attribute("referencedObject")?;
        self.figures.get(id).copied()
    }

    /// The mark of the footnote at `offset`.
    pub fn mark(&self, offset: usize) -> String {
        let number = self.numbers.get(&offset).copied().unwrap_or(0);
        MARKS
            .get(number)
            .map_or_else(|| format!("[{}]", number + 1), |&mark| mark.to_owned())
    }
}
