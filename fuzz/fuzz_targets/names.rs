//! Names: the first line is what is typed as a name, the second what is typed as a section, the
//! others are names and texts of an entry in the library.

#![no_main]

use std::cell::OnceCell;

use libfuzzer_sys::fuzz_target;
use stackwise::entry::{Entry, Part};
use stackwise::internals::error::{Code, Error};
use stackwise::internals::lookup::{find_parts, section_ids};
use stackwise::internals::name::{Suggestions, after_words, fold};
use stackwise::internals::text::Text;
use stackwise_fuzz::shelf::{self, Shelf};
use stackwise_fuzz::{assert_safe, written};

thread_local!(static SHELF: OnceCell<Shelf> = const { OnceCell::new() });

fuzz_target!(|input: &str| {
    let mut lines = input.lines();
    let (name, section) = (lines.next().unwrap_or(""), lines.next().unwrap_or(""));
    for typed in [name, section] {
        assert_folded(typed);
    }
    SHELF.with(|shelf| {
        let shelf = shelf.get_or_init(Shelf::new);
        let entry = shelf.put(lines);
        assert_near(name, &names(&entry));
        assert_named(shelf, name);
        for own in names(&entry) {
            assert_named(shelf, own);
        }
        let own = shelf.collection().find(&fold(shelf::ID));
        assert_eq!(own.expect("an id finds its entry").entry, entry);
        assert_parts(&entry, section);
    });
});

/// Folding twice is folding once, and what is folded has single blanks between words alone.
fn assert_folded(typed: &str) {
    let folded = fold(typed);
    assert_eq!(fold(&folded), folded, "{typed:?}");
    assert_eq!(
        folded.split_whitespace().collect::<Vec<_>>().join(" "),
        folded
    );
    assert!(!folded.contains(['-', '_']), "{folded:?}");
    for count in 0..4 {
        assert!(typed.ends_with(after_words(typed, count)));
    }
    let id = &section_ids(typed)[0];
    assert_eq!(&section_ids(id)[0], id, "{typed:?}");
}

/// Suggestions are at most three of the names that there are.
fn assert_near(typed: &str, names: &[&str]) {
    let mut near = Suggestions::new(typed);
    for name in names {
        near.consider(&fold(name), *name);
    }
    let near: Vec<&str> = near.into_nearest().map(|near| near.named).collect();
    assert!(near.len() <= 3 && near.iter().all(|name| names.contains(name)));
}

/// What a name finds has that name; a miss says so and suggests what there is.
fn assert_named(shelf: &Shelf, typed: &str) {
    let found = shelf.collection().find(typed);
    let again = shelf.collection().find(&fold(typed));
    match (found, again) {
        (Ok(found), Ok(again)) => {
            assert_eq!(found, again, "{typed:?}");
            let has = |name: &str| fold(name) == fold(typed);
            assert!(names(&found.entry).into_iter().any(has), "{typed:?}");
        }
        (Err(error), Err(again)) => {
            assert_eq!(error.code, again.code, "{typed:?}");
            assert!(matches!(
                error.code,
                Code::EntryNotFound | Code::AmbiguousName
            ));
            assert_told(&error);
            for suggestion in &error.suggestions {
                assert!(
                    shelf.collection().find(&suggestion.typed).is_ok(),
                    "{suggestion:?}"
                );
            }
        }
        (found, _) => panic!("{typed:?} is another name than what it folds to: {found:?}"),
    }
}

/// Every part is found by its id, and a miss says so and suggests parts that there are.
fn assert_parts(entry: &Entry, typed: &str) {
    let find = |name: &str| find_parts(entry, &[name.to_owned()]);
    for part in entry.parts() {
        assert_eq!(find(part.id()).expect("an id finds its part"), [part]);
        assert!(find(part.title()).is_ok());
    }
    match find(typed) {
        Ok(parts) => assert_eq!(parts.len(), 1),
        Err(error) => {
            assert_eq!(error.code, Code::SectionNotFound);
            assert_told(&error);
            let ids: Vec<&str> = entry.parts().map(Part::id).collect();
            assert!(
                error
                    .suggestions
                    .iter()
                    .all(|it| ids.contains(&it.typed.as_str()))
            );
        }
    }
}

fn assert_told(error: &Error) {
    assert!(error.suggestions.len() <= 20);
    let words = [&error.message].into_iter().chain(&error.details);
    let suggested = error.suggestions.iter();
    words
        .chain(suggested.clone().map(|it| &it.typed))
        .chain(suggested.filter_map(|it| it.meaning.as_ref()))
        .chain(&error.hint)
        .for_each(|words| assert_safe(words));
    written(|out| stackwise::internals::render::json::error(error, out));
}

/// The names that find an entry.
fn names(entry: &Entry) -> Vec<&str> {
    let aliases = entry.aliases.iter().map(Text::as_str);
    [entry.id.as_str(), entry.title.as_str()]
        .into_iter()
        .chain(aliases)
        .collect()
}
