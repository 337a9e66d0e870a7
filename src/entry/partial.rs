//! Reading only the sections of an entry that are wanted. Of a label of a megabyte one section is read
//! in a fraction of the time that all of it takes.

use std::collections::BTreeSet;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use super::read::{Blocks, ReadDocument};
use super::{Block, Entry, EntryDocument, Object, Section, Slug};

/// Chooses, by the headings of an entry, which sections are read: by their ids, nested ones included.
pub type Chooser<'c> = dyn Fn(&Entry) -> BTreeSet<Slug> + 'c;

/// The JSON of blocks; nothing where there is none.
#[derive(Default)]
struct Unread<'j>(&'j str);

impl<'de: 'j, 'j> Deserialize<'de> for Unread<'j> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        <&RawValue>::deserialize(deserializer).map(|json| Self(json.get()))
    }
}

impl Blocks for Unread<'_> {
    fn is_empty(&self) -> bool {
        matches!(self.0, "" | "[]")
    }
}

impl Unread<'_> {
    fn read(&self) -> serde_json::Result<Vec<Block>> {
        if self.is_empty() {
            return Ok(Vec::new());
        }
        serde_json::from_str(self.0)
    }
}

impl Entry {
    /// An entry out of its JSON, of which only these sections are read; the others have headings alone.
    ///
    /// # Errors
    /// When this is no JSON of an entry, as far as it is read.
    pub fn read_only(json: &str, chooser: &Chooser) -> serde_json::Result<Self> {
        let Object(document) = serde_json::from_str::<Object<ReadDocument<Unread>>>(json)?;
        let mut unread = Vec::new();
        let mut entry = document
            .into_entry(&mut |highlights, content| {
                unread.push([highlights, content]);
                [Vec::new(), Vec::new()]
            })
            .map_err(serde_json::Error::custom)?;
        let chosen = chooser(&entry);
        let read = |[highlights, content]: [Unread; 2]| Ok([highlights.read()?, content.read()?]);
        let is_chosen = |id: &Slug| chosen.contains(id);
        fill(
            &mut entry.sections,
            &is_chosen,
            &mut unread.into_iter(),
            &read,
        )?;
        Ok(entry)
    }

    /// The entry in lines, in which a section is found without those before it being read: the lengths
    /// of the others in bytes, its JSON without blocks, then the blocks of each section, in the order of
    /// [`Entry::all_sections`].
    ///
    /// # Panics
    /// Never: an entry is made of text and lists, which JSON always has room for.
    #[must_use]
    pub fn to_lines(&self) -> String {
        let expected = "an entry can be written as JSON";
        let blocks = self.all_sections().map(|section| {
            serde_json::to_string(&[&section.highlights, &section.content]).expect(expected)
        });
        let mut headings = self.clone();
        headings.sections.iter_mut().for_each(empty);
        let headings = serde_json::to_string(&EntryDocument::from(&headings)).expect(expected);
        let lines: Vec<String> = std::iter::once(headings).chain(blocks).collect();
        let lengths: Vec<usize> = lines.iter().map(String::len).collect();
        let lengths = serde_json::to_string(&lengths).expect(expected);
        [lengths, lines.join("\n")].join("\n")
    }

    /// An entry out of its lines, of which only these sections are read, or all.
    ///
    /// # Errors
    /// When these are no lines of an entry, as far as they are read.
    pub fn from_lines(lines: &str, chooser: Option<&Chooser>) -> serde_json::Result<Self> {
        let (lengths, mut rest) = lines.split_once('\n').unwrap_or_default();
        let lengths: Vec<usize> = serde_json::from_str(lengths)?;
        let mut lines = lengths.into_iter().map_while(|length| {
            let (line, after) = rest.split_at_checked(length)?;
            rest = after.get(1..).unwrap_or_default();
            Some(line)
        });
        let mut entry: Self = serde_json::from_str(lines.next().unwrap_or_default())?;
        let chosen = chooser.map(|chooser| chooser(&entry));
        let is_chosen = |id: &Slug| chosen.as_ref().is_none_or(|chosen| chosen.contains(id));
        fill(&mut entry.sections, &is_chosen, &mut lines, &|line| {
            serde_json::from_str(line)
        })?;
        Ok(entry)
    }
}

/// Takes all blocks out of a section.
fn empty(section: &mut Section) {
    section.highlights.clear();
    section.content.clear();
    section.sections.iter_mut().for_each(empty);
}

/// Reads the highlights and the content of the chosen sections, out of what is unread of these and all
/// sections in them, in order.
fn fill<U>(
    sections: &mut [Section],
    is_chosen: &dyn Fn(&Slug) -> bool,
    unread: &mut dyn Iterator<Item = U>,
    read: &dyn Fn(U) -> serde_json::Result<[Vec<Block>; 2]>,
) -> serde_json::Result<()> {
    for section in sections {
        let own = unread.next();
        if let Some(own) = own.filter(|_| is_chosen(&section.id)) {
            let [highlights, content] = read(own)?;
            section.highlights = highlights;
            section.content.extend(content);
            section.check_blocks().map_err(serde_json::Error::custom)?;
        }
        fill(&mut section.sections, is_chosen, unread, read)?;
    }
    Ok(())
}
