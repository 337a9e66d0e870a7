//! Reading only the sections of an entry that are wanted. Of a label of a megabyte one section is read
//! in a fraction of the time that all of it takes.

use std::collections::BTreeSet;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use super::read::{Blocks, ReadDocument};
use super::{Block, Entry, Object, Section, Slug};

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
        fill(&mut entry.sections, &chosen, &mut unread.into_iter())?;
        Ok(entry)
    }
}

/// Reads the blocks of the chosen sections, out of what is unread of these and all sections in them.
fn fill<'j>(
    sections: &mut [Section],
    chosen: &BTreeSet<Slug>,
    unread: &mut impl Iterator<Item = [Unread<'j>; 2]>,
) -> serde_json::Result<()> {
    for section in sections {
        let own = unread.next();
        if let Some([highlights, content]) = own.filter(|_| chosen.contains(&section.id)) {
            section.highlights = highlights.read()?;
            section.content.extend(content.read()?);
            section.check_blocks().map_err(serde_json::Error::custom)?;
        }
        fill(&mut section.sections, chosen, unread)?;
    }
    Ok(())
}
