//! What notes say, block by block, and what comments say of them.

use pretty_assertions::assert_eq;
use serde_json::{Value, json};

use super::{assert_complaints, blocks, note, read};
use crate::entry::Section;

#[test]
fn every_block_of_markdown_is_kept_as_what_it_is() {
    for (markdown, expected) in [
        ("a\\\nb  \nc&amp;", json!(["a b c&"])),
        (
            "- a\n  - b\n\n    c\n    - d\n- e",
            json!([{"list": [
            {"text": "a", "list": [{"text": "b", "content": ["c", {"list": ["d"]}]}]}, "e"]}]),
        ),
        (
            "3. a\n4. b\n   - c\n\n1) d",
            json!([
            {"list": ["a", {"text": "b", "list": ["c"]}], "ordered": true, "start": 3},
            {"list": ["d"], "ordered": true}]),
        ),
        ("a\n\n-\n\nb", json!(["a", {"list": [""]}, "b"])),
        (
            "> a\n> # b\n>\n> > c",
            json!([{"quote": ["a", "b", {"quote": ["c"]}]}]),
        ),
        (
            "```sh\na\n\n\tb <!-- -->\n```\n\n    c\n     d",
            json!([
            {"code": "a\n\n\tb <!-- -->"}, {"code": "c\n d"}]),
        ),
        (
            "| a | b |\n|---|:-:|\n| *c* |  |\n| \\| | ![d](e) |",
            json!([{"table": {
            "head": [["a", "b"]],
            "rows": [[{"text": "c", "marks": [{"kind": "emphasis", "start": 0, "end": 1}]}, ""],
                ["|", {"content": [{"figure": "d"}]}]]}}]),
        ),
        (
            "![a b](c.png)\n![d](e)\n\nf ![g](h) i",
            json!([
            {"figure": "a b"}, {"figure": "d"}, "f g i"]),
        ),
        (
            "a\n\n***\n\nb\n\n***\n\n## c\n\n---\n\nd",
            json!(["a", "b"]),
        ),
    ] {
        let entry = read(&note(markdown)).unwrap();
        let read = serde_json::to_value(&entry.sections[0].content).unwrap();
        assert_eq!(read, expected, "{markdown}");
    }
}

#[test]
fn marks_are_told_by_characters_of_the_text() {
    let mark =
        |kind: &str, start: usize, end: usize| json!({"kind": kind, "start": start, "end": end});
    let link = |start: usize, end: usize, url: &str| json!({"kind": "link", "start": start, "end": end, "url": url});
    for (markdown, text, marks) in [
        (
            "é *a* **b** `c *d*`",
            "é a b c *d*",
            vec![
                mark("emphasis", 2, 3),
                mark("strong", 4, 5),
                mark("code", 6, 11),
            ],
        ),
        (
            "***a***",
            "a",
            vec![mark("strong", 0, 1), mark("emphasis", 0, 1)],
        ),
        (
            "[a *b*](http://c)",
            "a b",
            vec![link(0, 3, "http://c"), mark("emphasis", 2, 3)],
        ),
        (
            "<http://c> <d@e.org>",
            "http://c d@e.org",
            vec![link(0, 8, "http://c"), link(9, 16, "mailto:d@e.org")],
        ),
        ("[](http://c)", "http://c", vec![link(0, 8, "http://c")]),
        ("[![a](b)](http://c)", "a", vec![link(0, 1, "http://c")]),
        (
            "re<em>mark</em>able<br>x <a href=\"http://c?a&amp;b\">y</a>",
            "remarkable x y",
            vec![mark("emphasis", 2, 6), link(13, 14, "http://c?a&b")],
        ),
        ("[a][b]\n\n[b]: http://c", "a", vec![link(0, 1, "http://c")]),
    ] {
        assert_eq!(
            blocks(markdown),
            json!([{"text": text, "marks": marks}]),
            "{markdown}"
        );
    }
}

#[test]
fn a_sign_that_begins_an_item_is_its_mark_and_a_word_is_not() {
    for (markdown, expected) in [
        (
            "- • a\n- ◦ b\n- c",
            json!([{"list": [
            {"mark": "•", "text": "a"}, {"mark": "◦", "text": "b"}, "c"]}]),
        ),
        ("- E. coli\n- •x", json!([{"list": ["E. coli", "•x"]}])),
        ("1. • a", json!([{"list": ["• a"], "ordered": true}])),
        (
            "<!-- list = { marks = true } -->\n\n- a. **b**\n- (ii)\n\n  c",
            json!([{"list": [
            {"mark": "a.", "text": "b", "marks": [{"kind": "strong", "start": 0, "end": 1}]},
            {"mark": "(ii)", "text": "c"}]}]),
        ),
        (
            "<!-- list = { marks = [\"\", \"o\"] } -->\n- E. coli\n- o b",
            json!([{"list": [
            "E. coli", {"mark": "o", "text": "b"}]}]),
        ),
    ] {
        assert_eq!(blocks(markdown), expected, "{markdown}");
    }
}

#[test]
fn a_comment_says_what_signs_cannot() {
    assert_eq!(
        blocks(
            "<!-- table = { caption = true, head = 2, notes = 1 } -->\n\nC\n\n| a |\n|---|\n| b |\n| c |\n\n* n"
                .replace("* n", "n")
                .as_str()
        ),
        json!([{"table": {"caption": "C", "head": [["a"], ["b"]], "rows": [["c"]], "notes": ["n"]}}])
    );
    let table = "<table>\n<thead>\n<tr><th colspan=\"2\">a <em>b</em></th></tr>\n</thead>\n<tbody>\n\
        <tr><td rowspan=\"2\"><ul><li>c</li><li data-mark=\"o\">o d</li></ul></td><td>&lt;1 &#38;</td></tr>\n\
        <tr><td/></tr>\n</tbody>\n</table>";
    let expected = json!({"table": {
        "head": [[{"text": "a b", "marks": [{"kind": "emphasis", "start": 2, "end": 3}], "colspan": 2}]],
        "rows": [[{"content": [{"list": ["c", {"mark": "o", "text": "d"}]}], "rowspan": 2}, "<1 &"], [""]]}});
    assert_eq!(blocks(table), json!([expected]));
    let in_list = format!("- {}", table.replace('\n', "\n  "));
    assert_eq!(
        blocks(&in_list),
        json!([{"list": [{"content": [expected]}]}])
    );
}

fn sections(markdown: &str) -> Value {
    let entry = read(&note(markdown)).unwrap();
    let outline = |section: &Section| serde_json::to_value(section).unwrap();
    entry.sections.iter().map(outline).collect()
}

#[test]
fn headings_nest_by_their_signs() {
    let section = |id: &str, title: &str, below: Value| match below {
        Value::Null => json!({"id": id, "title": title, "content": []}),
        below => json!({"id": id, "title": title, "content": [], "sections": below}),
    };
    let expected = json!([
        section(
            "a",
            "A",
            json!([
                section("b", "B", json!([section("c", "C", Value::Null)])),
                section("d", "D", Value::Null),
                section("a-b", "B", Value::Null)
            ])
        ),
        section("e", "E", Value::Null),
    ]);
    assert_eq!(
        sections("## A\n\n#### B\n\n##### C\n\n#### D\n\n### B\n\n## E"),
        expected
    );
    assert_eq!(
        sections("#### For\n\n### Whom"),
        json!([
            section("for", "For", Value::Null),
            section("whom", "Whom", Value::Null)
        ])
    );
}

#[test]
fn a_comment_under_a_heading_names_its_section() {
    let markdown = "## 6 Risks\n\n<!-- section = { id = \"adverse\", number = \"6\", code = \"34084-4\" } -->\n\n\
        <!-- highlights = true -->\n\n> Headache\n\na\n\n## Health Risks\n\n<!-- section.id = \"own\" -->\n\n- b";
    assert_eq!(
        sections(markdown),
        json!([
            {"id": "adverse", "number": "6", "code": "34084-4", "title": "Risks",
                "highlights": ["Headache"], "content": ["a"]},
            {"id": "own", "title": "Health Risks", "content": [{"list": ["b"]}]}
        ])
    );
}

#[test]
fn risks_keep_the_sentence_they_hang_on() {
    let markdown = "## Use\n\n## Health Risks\n\nThese add to it:\n\n- a\n- b\n\n\
        <!-- risks = { kind = \"warning\", section = \"use\" } -->\n\n- c";
    let entry = read(&note(markdown)).unwrap();
    assert_eq!(
        serde_json::to_value(&entry.risks).unwrap(),
        json!([
            {"text": "a", "kind": "unspecified", "lead": "These add to it:"},
            {"text": "b", "kind": "unspecified", "lead": "These add to it:"},
            {"text": "c", "kind": "warning", "section": "use"}
        ])
    );
}

#[test]
fn what_cannot_be_kept_is_told_with_its_place() {
    for (rest, at, words) in [
        ("[a](b \"c\")", "[a]", "title of a link or an image"),
        ("![a](b \"c\")", "![a]", "title of a link or an image"),
        ("a <em>b\n\nc", "<em>", "does not end"),
        ("a *b</em>* c", "</em>", "ends nothing"),
        ("a <!-- b -->", "<!--", "HTML is not supported"),
        ("- a\n\n  <!-- b -->", "<!--", "HTML is not supported"),
        (
            "<!-- list = { marks = true } -->\n\na",
            "<!--",
            "a list must follow",
        ),
        (
            "<!-- list = { marks = [\"b\"] } -->\n\n- a",
            "<!--",
            "does not begin with its mark \"b\"",
        ),
        (
            "<!-- list = { marks = [] } -->\n\n- a",
            "<!--",
            "expected 1 marks",
        ),
        (
            "<!-- list = { mark = 1 } -->\n\n- a",
            "mark",
            "unknown field `mark`",
        ),
        (
            "<!-- table = { head = 3 } -->\n\n| a |\n|---|",
            "<!--",
            "has no 3 rows",
        ),
        (
            "## 2 A\n\n<!-- section = { number = \"3\" } -->",
            "2 A",
            "its number \"3\"",
        ),
        (
            "## A\n\n<!-- highlights = true -->\n\na",
            "<!--",
            "as a quotation",
        ),
        (
            "<table>\n<tr><td>a</td></tr>\n</table>",
            "<tr>",
            "<tr> is not supported",
        ),
        (
            "<table>\n<tbody>\n<tr><td>a<div>b</div></td></tr>\n</tbody>\n</table>",
            "<div>",
            "<div> is not supported",
        ),
        (
            "- <table>\n  <tbody>\n  <tr><td>a</th></tr>\n  </tbody>\n  </table>",
            "</th>",
            "in HTML",
        ),
    ] {
        let text = note(rest);
        let place = text.find(rest).unwrap() + rest.find(at).unwrap();
        assert_complaints(&text, &[(place, words)]);
    }
}

#[test]
fn blocks_that_lie_too_deep_are_told_with_their_place() {
    for sign in ["> ", "- "] {
        let deepest = note(&format!("{}a", sign.repeat(15)));
        assert!(read(&deepest).is_ok());
        let deeper = note(&format!("{}a", sign.repeat(16)));
        assert_complaints(&deeper, &[(deeper.find('a').unwrap(), "more than 16 deep")]);
        let deeper = note(&format!("{}a", sign.repeat(40)));
        let place = deeper.find(sign).unwrap() + 16 * sign.len();
        assert_complaints(&deeper, &[(place, "more than 16 deep")]);
    }
}

#[test]
fn front_matter_may_be_yaml() {
    let yaml = "---\nid: cold-plunge\naliases:\n  - Ice Bath\nlevel: low\nlabel: Low, if supervised\n\
        kinds: [warning]\nabout:\n  substances:\n    - name: water\n      identifiers:\n        \
        - {system: unii, value: 059QF0KO0R}\nsource:\n  name: Ann Author\n  published: 2017-08-30\n  \
        version: 2\n---\n\n# Cold\n\n## Risks\n\n- a\n";
    let toml = "+++\nid = \"cold-plunge\"\naliases = [\"Ice Bath\"]\nlevel = \"low\"\n\
        label = \"Low, if supervised\"\nkinds = [\"warning\"]\nabout = { substances = [{ name = \"water\", \
        identifiers = [{ system = \"unii\", value = \"059QF0KO0R\" }] }] }\n[source]\nname = \"Ann Author\"\n\
        published = \"2017-08-30\"\nversion = \"2\"\n+++\n\n# Cold\n\n## Risks\n\n- a\n";
    assert!(read(toml).is_ok());
    assert_eq!(read(yaml), read(toml));
    assert_eq!(read(&format!("---\n---\n{}", note("a"))), read(&note("a")));
    let from_windows = format!("\u{feff}{}", yaml.replace('\n', "\r\n"));
    assert_eq!(read(&from_windows), read(toml));
}

#[test]
fn what_is_wrong_with_yaml_is_told_with_its_place() {
    for (yaml, at, words) in [
        ("id: a\ntitle: b", "title", "title"),
        ("aliases: [é, ö]\nid: A", "A", "is not a valid id"),
        ("level: medium", "level", "medium"),
        ("label: x", "x", "a label requires a level"),
        ("aliases: [é, a", "[", "unclosed bracket"),
        ("id: a\nid: b", "id: b", "duplicate mapping key: id"),
        ("source: {}", "{}", "name"),
    ] {
        let text = format!("---\n{yaml}\n---\n{}", note("a"));
        let place = "---\n".len() + yaml.find(at).unwrap();
        let complaints = read(&text).unwrap_err();
        assert_eq!(complaints.len(), 1, "{complaints:?}");
        assert!(complaints[0].message.contains(words), "{complaints:?}");
        assert_eq!(complaints[0].offset, place, "{yaml}: {complaints:?}");
    }
    let open = read("---\nid: a\n").unwrap_err();
    assert!(open[0].message.contains("it must end with a line ---"));
}
