//! Types that hold themselves, and values of several kinds.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::ingest::json::examine::{MAX_DEPTH, examine};
use crate::ingest::json::shape::{NamedType, Shape};

/// A part that holds parts of its own, and pieces of several kinds.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "what is read is only judged")]
struct Nested {
    name: String,
    #[serde(default)]
    pieces: Vec<Piece>,
    parts: Option<Vec<Nested>>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(untagged, expecting = "expected words, a list or a table")]
#[expect(dead_code, reason = "what is read is only judged")]
enum Piece {
    Words(String),
    List(List),
    Table(Table),
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "what is read is only judged")]
struct List {
    list: Vec<Piece>,
    #[serde(default)]
    ordered: bool,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "what is read is only judged")]
struct Table {
    table: Vec<Vec<String>>,
    columns: Option<u64>,
}

fn problems(json: &str) -> Vec<(&str, String)> {
    let shape = Shape::of::<Nested>([
        NamedType::of::<List>(),
        NamedType::of::<Nested>(),
        NamedType::of::<Piece>(),
        NamedType::of::<Table>(),
    ]);
    let complaints = examine(&shape, json, json).into_iter();
    complaints
        .map(|it| {
            (
                json[it.offset..].split([',', '}']).next().unwrap(),
                it.message,
            )
        })
        .collect()
}

#[test]
fn values_in_values_and_alternatives_are_followed_to_the_place() {
    let good = r#"{"name":"a","pieces":["w",{"list":["x",{"list":[]}],"ordered":true},
        {"table":[["c"]],"columns":1}],"parts":[{"name":"b","parts":null}]}"#;
    assert_eq!(problems(good), []);
    let bad = r#"{"name":"a","pieces":[7,{"list":["x",{"list":[true],"order":1}],"ordered":"no"},
        {"table":[["c",2]],"columns":"1"},{"tables":[]}],"parts":[{"name":3,"parts":[{}]}]}"#;
    let told = problems(bad);
    let told: Vec<_> = told.iter().map(|(at, why)| (*at, why.as_str())).collect();
    assert_eq!(
        told,
        [
            ("7", "expected words, a list or a table"),
            ("true]", "expected words, a list or a table"),
            (
                "\"order\":1",
                "unknown field `order`, expected `list` or `ordered`"
            ),
            ("\"no\"", "invalid type: string \"no\", expected a boolean"),
            ("2]]", "invalid type: integer `2`, expected a string"),
            ("\"1\"", "invalid type: string \"1\", expected u64"),
            ("{\"tables\":[]", "expected words, a list or a table"),
            ("3", "invalid type: integer `3`, expected a string"),
            ("{", "missing field `name`"),
        ]
    );
}

#[test]
fn no_depth_of_nesting_is_too_much() {
    for depth in [MAX_DEPTH, 100, 10_000] {
        let open = r#"{"name":"a","parts":["#.repeat(depth);
        let json = format!("{open}7{}", "]}".repeat(depth));
        assert_eq!(problems(&json).len(), 1, "{depth}");
    }
}
