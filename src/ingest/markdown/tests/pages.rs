//! Pages that are read back as the entries that they were written from.

use proptest::prelude::*;

use super::{page, read};
use crate::entry::{Block, Entry, Section, Slug, Source};
use crate::ingest::arbitrary;
use crate::text::Text;

fn text(words: &str) -> Text {
    Text::try_from(words.to_owned()).unwrap()
}

/// An entry that holds these blocks alone.
fn holding(content: Vec<Block>) -> Entry {
    let mut entry: Entry = serde_json::from_str(
        r#"{"schema_version":2,"id":"x","title":"X","risk":{"level":"low","label":"Low Risk"},
            "sections":[],"source":{"name":"S"}}"#,
    )
    .unwrap();
    entry.source = Source::named(text("S"));
    let id = Slug::try_from("y".to_owned()).unwrap();
    entry.sections = vec![Section::new(id, text("Y"), content)];
    entry
}

/// Holds what is read of a page against the entry that it was written from.
fn assert_same(entry: &Entry) -> Result<(), TestCaseError> {
    let page = page(entry);
    let json = |entry: &Entry| {
        let document = crate::entry::EntryDocument::from(entry);
        serde_json::to_string_pretty(&document).unwrap()
    };
    match read(&page) {
        Ok(read) if read == *entry => Ok(()),
        Ok(read) => {
            let (left, right) = (json(&read), json(entry));
            let differing = left.lines().zip(right.lines()).filter(|(a, b)| a != b);
            let differing: Vec<_> = differing.take(4).collect();
            prop_assert!(false, "{differing:#?}\n{page}\n{right}");
            Ok(())
        }
        Err(complaints) => {
            prop_assert!(false, "{complaints:#?}\n{page}\n{}", json(entry));
            Ok(())
        }
    }
}

proptest! {
    #[test]
    fn a_paragraph_comes_back_with_its_marks(prose in arbitrary::prose()) {
        assert_same(&holding(vec![Block::Paragraph(prose)]))?;
    }

    #[test]
    fn blocks_come_back_as_they_were(blocks in arbitrary::blocks()) {
        assert_same(&holding(blocks))?;
    }

    #[test]
    fn the_page_of_any_entry_reads_back_as_the_entry(entry in arbitrary::entry()) {
        assert_same(&entry)?;
    }
}
