//! The order in which a search shows entries.

use pretty_assertions::assert_eq;
use proptest::prelude::*;
use serde_json::Value;

use crate::search::found;
use crate::search_rules::{Scene, entry, lines, tea};
use crate::search_scan::add;

#[test]
fn the_order_of_any_entries_is_one_whatever_the_limit_and_the_order_of_adding() {
    let words = [
        "linden", "water", "rash", "warm", "leaf", "lindens", "of the",
    ];
    let text = prop::collection::vec(prop::sample::select(words.to_vec()), 1..8);
    let text = text.prop_map(|words| words.join(" "));
    let texts = prop::collection::vec([text.clone(), text.clone(), text], 3..30);
    let config = ProptestConfig {
        cases: 8,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    proptest!(config, |(texts in texts, seed in any::<u64>())| {
        let of_texts = |(at, [title, alias, prose]): (usize, &[String; 3])| {
            let sections = [["Use", prose.as_str()], ["Dose", title.as_str()]];
            entry(&format!("e{at}"), title, &[&format!("{alias} {at}")], &sections)
        };
        let entries: Vec<Value> = texts.iter().enumerate().map(of_texts).collect();
        let mut other = entries.clone();
        other.sort_by_key(|entry| entry.to_string().len() as u64 ^ seed);
        other.rotate_left(usize::try_from(seed % 3).unwrap());
        let scenes = [Scene::new(&lines(&entries)), Scene::new(&lines(&other))];
        for typed in ["linden", "water rash", "what is the leaf of linden", "lindn warm", "wa*"] {
            let all = scenes[0].ids(&format!("search --limit 100 {typed}"));
            for scene in &scenes {
                for limit in [1, 10, 100] {
                    let ids = scene.ids(&format!("search --limit {limit} {typed}"));
                    prop_assert_eq!(&ids[..], &all[..limit.min(all.len())], "{} {}", typed, limit);
                }
            }
        }
    });
}

#[test]
fn the_order_depends_neither_on_the_limit_nor_on_the_order_of_adding() {
    let mut entries = vec![
        tea("a", "none", ["linden", "water"]),
        tea("b", "none", ["linden and much else that is not", "linden"]),
        tea("c", "none", ["linden", "water"]),
        tea("d", "Linden", ["water", "water"]),
        tea("e", "none", ["water water linden", "linden linden water"]),
        tea("linden", "none", ["water", "water"]),
        tea("linden-water", "none", ["none", "none"]),
    ];
    for number in 0..20 {
        let text = "linden ".repeat(number % 3) + "rash";
        entries.push(tea(&format!("x{number}"), "none", [&text, "water"]));
    }
    let mut scenes = Vec::new();
    for turn in 0..3 {
        entries.rotate_left(turn * 5);
        if turn == 1 {
            entries.reverse();
        }
        let scene = Scene::new(&entries.concat());
        // What was taken out leaves nothing that counts.
        if turn == 2 {
            assert_eq!(scene.run("remove a x3").status, 0);
            let again = entries
                .iter()
                .filter(|it| it.contains("\"a\"") || it.contains("\"x3\""));
            add(scene.0.path(), &again.cloned().collect::<String>());
        }
        scenes.push(scene);
    }
    for words in [
        "linden",
        "linden water",
        "linden rash birch",
        "lind*",
        "water --without linden",
    ] {
        let all = scenes[0].ids(&format!("search --limit 100 {words}"));
        assert!(all.len() > 5, "{words}");
        for scene in &scenes {
            for limit in [1, 3, 10, 100] {
                let ids = scene.ids(&format!("search --limit {limit} {words}"));
                assert_eq!(ids, all[..limit.min(all.len())], "{words} {limit}");
            }
        }
    }
    assert_eq!(scenes[0].ids("search linden")[0], "linden");
    let library = scenes[0].library();
    assert!(!found(&["linden"], Some(&library)).is_empty());
}
