//! Blocks as they are in JSON: read, written, and refused.

use pretty_assertions::assert_eq;
use serde_json::{Value, json};

use super::*;

/// What is read from this block and written again.
fn again(block: &Value) -> Result<Value, String> {
    let block: Block = serde_json::from_value(block.clone()).map_err(|e| e.to_string())?;
    Ok(serde_json::to_value(block).unwrap())
}

#[test]
fn every_block_is_written_as_it_is_read() {
    for block in [
        json!("A paragraph."),
        json!({"text": "See here.", "marks": [{"kind": "link", "start": 4, "end": 8, "url": "https://a.b"}]}),
        json!({"list": ["one", {"text": "two", "list": ["nested"], "ordered": true, "start": 3}, ""]}),
        json!({"list": [{"mark": "o", "text": "own mark"}, {"mark": "a.", "content": [{"code": "x\n\ty"}]}]}),
        json!({"list": [{"text": "several", "content": ["more", {"figure": "A carton"}]}], "ordered": true}),
        json!({"table": {"caption": "C", "head": [["a", {"text": "b", "colspan": 2}]],
            "rows": [["", {"rowspan": 2}, {"content": [{"list": ["x"]}]}], ["1", "2"]], "notes": ["* n"]}}),
        json!({"figure": "Carton image"}),
        json!({"quote": ["Said.", {"quote": ["Before."]}]}),
        json!({"code": "let x = 1;"}),
    ] {
        assert_eq!(again(&block), Ok(block));
    }
}

#[test]
fn what_is_no_block_is_refused_with_its_reason() {
    for (block, reason) in [
        (json!(3), "expected a string or an object"),
        (json!({}), "exactly one of"),
        (json!({"figure": "a", "code": "b"}), "exactly one of"),
        (json!({"list": []}), "the list is empty"),
        (json!({"quote": []}), "the quotation is empty"),
        (json!({"code": " "}), "the code is empty"),
        (json!({"code": "a\u{1b}"}), "U+001B"),
        (
            json!({"list": ["a"], "start": 2}),
            "`start` is for lists with `ordered`",
        ),
        (
            json!({"figure": "a", "ordered": true}),
            "are for blocks with `list`",
        ),
        (json!({"list": [{"mark": "a b"}]}), "is not one word"),
        (
            json!({"list": [{"mark": "a."}], "ordered": true}),
            "no item has a mark",
        ),
        (
            json!({"text": "a", "marks": [{"kind": "strong", "start": 0, "end": 2}]}),
            "marks nothing",
        ),
        (
            json!({"text": "a", "marks": [{"kind": "link", "start": 0, "end": 1}]}),
            "has a `url`",
        ),
        (
            json!({"text": "abcd", "marks": [{"kind": "strong", "start": 0, "end": 2},
                {"kind": "emphasis", "start": 1, "end": 3}]}),
            "overlaps another",
        ),
        (
            json!({"table": {"rows": [["a"], ["b", "c"]]}}),
            "row 2 has 2 columns",
        ),
        (json!({"tabel": 1}), "unknown field `tabel`"),
    ] {
        let refusal = again(&block).unwrap_err();
        assert!(
            refusal.contains(reason),
            "{refusal:?} does not say {reason:?}"
        );
    }
}

#[test]
fn the_schema_holds_for_what_is_written() {
    let schema = schemars::schema_for!(Block);
    let validator = jsonschema::validator_for(schema.as_value()).unwrap();
    for block in [
        json!("A paragraph."),
        json!({"list": ["one", {"text": "two", "list": ["nested"]}], "ordered": true}),
        json!({"table": {"rows": [["", {"colspan": 2}]]}}),
    ] {
        assert!(validator.is_valid(&block), "{block}");
    }
    assert!(!validator.is_valid(&json!({"tabel": 1})));
}
