//! Random edits of generated entries are found, and nothing else.

mod model;

use std::collections::BTreeMap;

use proptest::prelude::*;

use self::model::{Edit, Expected};
use super::align::{Step, align};
use super::*;
use crate::entry::{Block, Risk, Section, Slug};
use crate::ingest::arbitrary;
use crate::text::Text;

/// The words of cells, but for empty ones: rows of other columns have none in their place.
fn joined(cells: impl IntoIterator<Item = impl AsRef<str>>) -> String {
    let cells = cells.into_iter().filter(|cell| !cell.as_ref().is_empty());
    let cells: Vec<String> = cells.map(|cell| cell.as_ref().to_owned()).collect();
    cells.join("|")
}

/// The words of the change on either side, its cells one after the other.
fn sides(change: &Change) -> [String; 2] {
    let side = |leaves_out: fn(&Segment) -> bool| {
        let cell = |cell: &Vec<Segment>| {
            let kept = cell.iter().filter(|it| !leaves_out(it));
            let words = kept.map(Segment::words);
            words.collect::<String>()
        };
        joined(change.cells.iter().map(cell))
    };
    [
        side(|it| matches!(it, Segment::Added(_))),
        side(|it| matches!(it, Segment::Removed(_))),
    ]
}

fn section_id(place: Place) -> String {
    match place {
        Place::Section { before, after } => {
            let placed = after.or(before).unwrap();
            placed.section.id.to_string()
        }
        other => format!("{other:?}"),
    }
}

/// Every piece of an entry: where it is, what it is and its words.
fn all_pieces(entry: &Entry) -> BTreeMap<(String, What, String), usize> {
    let mut pieces = BTreeMap::new();
    let mut take = |place: String, of: Vec<Piece>| {
        for piece in of {
            let key = (place.clone(), piece.what, joined(&piece.cells));
            *pieces.entry(key).or_default() += 1;
        }
    };
    take("Entry".into(), pieces::of_names(entry));
    for section in entry.all_sections() {
        take("sections".into(), content::of_section(section));
    }
    take("Risks".into(), pieces::of_risks(entry));
    take("Disclaimer".into(), pieces::of_disclaimer(entry));
    take("About".into(), pieces::of_about(entry));
    take("Source".into(), pieces::of_source(entry));
    pieces
}

/// What the changes make of the pieces of the earlier entry.
fn applied(before: &Entry, changes: &[Change]) -> BTreeMap<(String, What, String), usize> {
    let mut pieces = all_pieces(before);
    for change in changes.iter().filter(|it| it.what != What::Section) {
        let is_in_section = matches!(change.place, Place::Section { .. });
        if is_in_section
            && matches!(
                change.what,
                What::Id | What::Title | What::Number | What::Code
            )
        {
            continue;
        }
        let place = match change.place {
            Place::Section { .. } => "sections".to_owned(),
            other => format!("{other:?}"),
        };
        let [gone, come] = sides(change).map(|words| (place.clone(), change.what, words));
        if change.kind != ChangeKind::Added {
            let count = pieces
                .get_mut(&gone)
                .unwrap_or_else(|| panic!("no {gone:?}"));
            *count -= 1;
            if *count == 0 {
                pieces.remove(&gone);
            }
        }
        if change.kind != ChangeKind::Removed {
            *pieces.entry(come).or_default() += 1;
        }
    }
    pieces
}

fn found(changes: &[Change]) -> Vec<Expected> {
    let found = changes.iter().map(|change| {
        let [before, after] = sides(change);
        Expected {
            kind: change.kind,
            what: change.what,
            section: section_id(change.place),
            before,
            after,
        }
    });
    let mut found: Vec<Expected> = found.collect();
    found.sort();
    found
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn random_edits_are_found_and_nothing_else(
        model in model::model(),
        edits in prop::collection::vec((any::<prop::sample::Index>(), model::edit()), 0..12),
    ) {
        let units = model.units();
        let edits: BTreeMap<usize, Edit> =
            edits.into_iter().map(|(at, edit)| (at.index(units), edit)).collect();
        let (edited, mut expected) = model.edited(&edits);
        expected.sort();
        let (before, after) = (model.entry(), edited.entry());
        let changes = diff(&before, &after);
        prop_assert_eq!(found(&changes), expected);
        for change in &changes {
            let is_one_word = |words: &str| !words.trim().contains(' ');
            for segment in change.cells.iter().flatten() {
                if let (ChangeKind::Changed, Segment::Removed(words) | Segment::Added(words)) = (change.kind, segment) {
                    prop_assert!(is_one_word(words), "{change:?}");
                }
            }
        }
        prop_assert_eq!(applied(&before, &changes), all_pieces(&after));
    }

    #[test]
    fn a_section_that_was_taken_out_put_in_or_moved_is_told_and_nothing_else(
        model in model::model(), at in any::<prop::sample::Index>(), to in any::<prop::sample::Index>(),
    ) {
        let whole = model.entry();
        let at = at.index(whole.sections.len());
        let mut without = whole.clone();
        let section = without.sections.remove(at);
        for (before, after, kind) in [(&whole, &without, ChangeKind::Removed), (&without, &whole, ChangeKind::Added)] {
            let changes = diff(before, after);
            let told: Vec<_> = changes.iter().map(|it| (it.kind, section_id(it.place), it.what)).collect();
            let pieces = |section: &Section| content::of_section(section).iter().map(|it| it.what).collect::<Vec<_>>();
            let wanted: Vec<_> = section.with_nested().flat_map(|inner| {
                let all = [vec![What::Section], pieces(inner)].concat().into_iter();
                all.map(|what| (kind, inner.id.to_string(), what)).collect::<Vec<_>>()
            }).collect();
            prop_assert_eq!(told, wanted);
        }
        let mut moved = without;
        let to = to.index(moved.sections.len() + 1);
        moved.sections.insert(to, section.clone());
        let changes = diff(&whole, &moved);
        prop_assert!(changes.iter().all(|it| it.kind == ChangeKind::Moved), "{changes:?}");
        // One of two neighbours that changed places may be told for the other.
        let wanted = usize::from(to != at);
        prop_assert_eq!(changes.len(), wanted);
    }

    #[test]
    fn one_change_of_what_is_around_the_text_is_told_and_nothing_else(
        entry in arbitrary::entry(), which in 0..7_usize, at in any::<prop::sample::Index>(),
    ) {
        let words = Text::try_from("Words that are nowhere else".to_owned()).unwrap();
        let mut edited = entry.clone();
        let (what, place) = match which {
            0 => {
                edited.title = words;
                (What::Title, Place::Entry)
            }
            1 => {
                edited.risks.insert(at.index(entry.risks.len() + 1), Risk::new(words));
                (What::Risk, Place::Risks)
            }
            2 => {
                edited.aliases.insert(at.index(entry.aliases.len() + 1), words);
                (What::Alias, Place::Entry)
            }
            3 => {
                edited.disclaimer = Some(words);
                (What::Disclaimer, Place::Disclaimer)
            }
            4 => {
                edited.source.version = Some(words);
                (What::Version, Place::Source)
            }
            5 => {
                edited.source.effective_date = Some(words);
                (What::EffectiveDate, Place::Source)
            }
            _ => {
                edited.source.authors.push(words);
                (What::Author, Place::Source)
            }
        };
        for (before, after) in [(&entry, &edited), (&edited, &entry)] {
            let changes = diff(before, after);
            prop_assert_eq!(changes.len(), 1);
            prop_assert_eq!(changes[0].what, what);
            prop_assert!(changes[0].place == place);
        }
    }

    #[test]
    fn any_two_entries_are_made_of_each_other(before in arbitrary::entry(), after in arbitrary::entry()) {
        prop_assert!(diff(&before, &before).is_empty());
        let changes = diff(&before, &after);
        prop_assert_eq!(changes.is_empty(), before == after);
        prop_assert_eq!(applied(&before, &changes), all_pieces(&after));
    }

    #[test]
    fn two_generated_entries_are_made_of_each_other(one in model::model(), other in model::model()) {
        let (before, after) = (one.entry(), other.entry());
        let changes = diff(&before, &after);
        prop_assert_eq!(changes.is_empty(), before == after);
        prop_assert_eq!(applied(&before, &changes), all_pieces(&after));
    }

    #[test]
    fn steps_give_both_sides_in_order(
        before in prop::collection::vec("[ab]( [abc]){0,3}", 0..100),
        after in prop::collection::vec("[ab]( [abc]){0,3}", 0..100),
    ) {
        let pieces = |texts: &[String]| -> Vec<Block> {
            let texts = texts.iter().map(|text| Text::try_from(text.clone()).unwrap());
            texts.map(Block::from).collect()
        };
        let section = |texts: &[String]| Section::new(
            Slug::try_from("s".to_owned()).unwrap(),
            Text::try_from("S".to_owned()).unwrap(),
            pieces(texts),
        );
        let (before, after) = (section(&before), section(&after));
        let (old, new) = (content::of_section(&before), content::of_section(&after));
        let (mut i, mut j) = (0, 0);
        for step in align(&old, &new) {
            match step {
                Step::Same => {
                    prop_assert_eq!(&old[i], &new[j]);
                    (i, j) = (i + 1, j + 1);
                }
                Step::Changed(one, other) => {
                    prop_assert_eq!((one, other), (i, j));
                    (i, j) = (i + 1, j + 1);
                }
                Step::Removed(one) => {
                    prop_assert_eq!(one, i);
                    i += 1;
                }
                Step::Added(other) => {
                    prop_assert_eq!(other, j);
                    j += 1;
                }
            }
        }
        prop_assert_eq!((i, j), (old.len(), new.len()));
    }

    #[test]
    fn segments_give_both_texts(
        most in prop::sample::select(vec![0, 4, 100, 10_000]),
        before in "([abc]|[ab字。]{1,3}|[ab]\\.|  ?|\\PC){0,30}",
        after in "([abc]|[ab字。]{1,3}|[ab]\\.|  ?|\\PC){0,30}",
    ) {
        let segments = words::segments(&before, &after, most);
        let is_both = |segments: &[Segment]| matches!(segments, [Segment::Same(_), Segment::Same(_)]);
        prop_assert!(!segments.windows(2).any(is_both));
        let joined = |leaves_out: fn(&Segment) -> bool| -> String {
            let kept = segments.iter().filter(|it| !leaves_out(it));
            kept.map(Segment::words).collect()
        };
        prop_assert_eq!(joined(|it| matches!(it, Segment::Added(_))), before);
        prop_assert_eq!(joined(|it| matches!(it, Segment::Removed(_))), after);
    }
}

fn entry(sections: &str) -> Entry {
    let json = format!(
        r#"{{"schema_version":2,"id":"x","title":"X","risk":{{"level":"unknown"}},
            "sections":[{sections}],"source":{{"name":"S"}}}}"#
    );
    serde_json::from_str(&json).unwrap()
}

#[test]
fn sections_are_found_by_id_then_by_code_and_title_and_told_where_they_moved() {
    let a = r#"{"id":"a","title":"A","content":["one"]}"#;
    let b = r#"{"id":"b","title":"B","code":"34067-9","content":["two"]}"#;
    let c = r#"{"id":"c","number":"2","title":"C","content":["three"]}"#;
    let nested =
        |inner: &str| format!(r#"{{"id":"d","title":"D","content":[],"sections":[{inner}]}}"#);
    let seen = |before: &[&str], after: &[&str]| -> Vec<String> {
        let (before, after) = (entry(&before.join(",")), entry(&after.join(",")));
        let changes = diff(&before, &after);
        let told = changes.iter().map(|it| {
            format!(
                "{:?} {:?} {}{}",
                it.kind,
                it.what,
                section_id(it.place),
                if it.is_of_form { " form" } else { "" }
            )
        });
        told.collect()
    };
    assert_eq!(seen(&[a, b, c], &[a, b, c]), [""; 0]);
    assert_eq!(
        seen(&[a, b, c], &[a, c]),
        ["Removed Section b", "Removed Paragraph b"]
    );
    assert_eq!(
        seen(&[a, c], &[a, b, c]),
        ["Added Section b", "Added Paragraph b"]
    );
    assert_eq!(seen(&[a, b, c], &[c, a, b]), ["Moved Section c"]);
    assert_eq!(
        seen(&[a, b, &nested(c)], &[a, &nested(&[b, c].join(","))]),
        ["Moved Section b"]
    );
    let deeper = [a, &nested(b), c];
    assert_eq!(seen(&deeper, &[a, &nested(""), b, c]), ["Moved Section b"]);
    // Another id and title, one code; another id, one title.
    let coded = b.replace(r#""id":"b","title":"B""#, r#""id":"e","title":"E""#);
    assert_eq!(
        seen(&[a, b], &[a, &coded]),
        ["Changed Id e", "Changed Title e"]
    );
    let renamed = c.replace(r#""id":"c","number":"2""#, r#""id":"f","number":"3""#);
    assert_eq!(
        seen(&[c], &[&renamed]),
        ["Changed Id f", "Changed Number f"]
    );
    // One list instead of two, with the same items.
    let two = r#"{"id":"l","title":"L","content":[{"list":["x"]},{"list":["y"]}]}"#;
    let one = r#"{"id":"l","title":"L","content":[{"list":["x","y"]}]}"#;
    assert_eq!(seen(&[two], &[one]), ["Changed Section l form"]);
    // Emphasis alone.
    let strong = r#"{"id":"a","title":"A","content":[{"text":"one","marks":[{"kind":"strong","start":0,"end":3}]}]}"#;
    assert_eq!(seen(&[a], &[strong]), ["Changed Paragraph a form"]);
}

#[test]
fn a_large_entry_that_was_changed_everywhere_is_compared() {
    let paragraphs = |salt: usize| {
        let texts = (0..4_000).map(|at| {
            format!(
                "\"w{} w{} common words w{}\"",
                at % 97,
                (at * salt) % 89,
                at % 7
            )
        });
        format!(
            r#"{{"id":"a","title":"A","content":[{}]}}"#,
            texts.collect::<Vec<_>>().join(",")
        )
    };
    let one_text = |salt: usize| {
        let words = (0..40_000).map(|at| format!("w{}", (at * at + at * salt) % 5003));
        format!(
            r#"{{"id":"b","title":"B","content":["{}"]}}"#,
            words.collect::<Vec<_>>().join(" ")
        )
    };
    for sections in [paragraphs, one_text as fn(usize) -> String] {
        let (before, after) = (entry(&sections(3)), entry(&sections(5)));
        assert!(!diff(&before, &after).is_empty());
    }
}
