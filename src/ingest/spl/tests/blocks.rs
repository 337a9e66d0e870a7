//! The narrative of labels as blocks: paragraphs, lists, tables, footnotes.

use pretty_assertions::assert_eq;

use super::lines;

#[test]
fn white_space_is_one_blank_and_no_break_spaces_are_text() {
    assert_eq!(lines(" a\n\t b <sub/> c<br/>d&#10;e "), ["a b c", "d e"]);
    assert_eq!(
        lines("\u{a0}5\u{a0}mg\u{a0}<br/>\u{a0}<br/>x"),
        ["5\u{a0}mg", "x"]
    );
    assert_eq!(
        lines("\u{feff}a\u{ad}b<![CDATA[ & c]]> &amp; &#x64;"),
        ["ab & c & d"]
    );
    assert_eq!(
        lines("<paragraph><caption>Note</caption>a<td>b</td></paragraph>"),
        ["Note a", "b"]
    );
}

#[test]
fn super_and_subscripts_keep_their_meaning_and_their_blanks_stand_behind_them() {
    assert_eq!(lines("5 x 10<sup> 6 </sup>cells"), ["5 x 10⁶ cells"]);
    assert_eq!(lines("25<sup>th </sup>day"), ["25ᵗʰ day"]);
    assert_eq!(lines("Q <sub>10</sub>, a"), ["Q ₁₀, a"]);
    assert_eq!(lines("x<sup><content>a</content>,b</sup>y"), ["xᵃ,ᵇy"]);
    assert_eq!(lines("x<sup>1<br/>2</sup>"), ["x1", "²"]);
    assert_eq!(lines("x<sup/><sub> </sub>y"), ["x y"]);
    assert_eq!(lines("BONINE<sub>®</sub>"), ["BONINE®"]);
}

#[test]
fn emphasis_and_links_mark_whole_words() {
    assert_eq!(
        lines(
            "<content styleCode=\"bold\">One </content>two <content styleCode=\"Italics\">th</content>ree"
        ),
        ["**One** two three"]
    );
    assert_eq!(
        lines(
            "<content styleCode=\"bold\">a <content styleCode=\"underline\">b</content></content><content styleCode=\"italics\"> c</content>"
        ),
        ["**a _b_** _c_"]
    );
    assert_eq!(
        lines(
            "see <linkHtml href=\"https://a.example/x\">here</linkHtml> or <linkHtml href=\"#s\">5.1</linkHtml>"
        ),
        ["see ^here^(https://a.example/x) or 5.1"]
    );
    assert_eq!(
        lines("<content styleCode=\"bold\">a<br/>b</content> c"),
        ["**a**", "**b** c"]
    );
}

#[test]
fn lists_have_the_marks_and_the_nesting_that_the_label_shows() {
    let list = "Before<list><item>one<list><item>two</item></list>three</item></list>after";
    assert_eq!(
        lines(list),
        ["Before", "- one", "  - two", "  three", "after"]
    );
    assert_eq!(
        lines("<list><item><list><item>in</item></list></item><item/></list>"),
        ["- - in"]
    );
    assert_eq!(
        lines("<list><item><caption>•</caption>a</item><item><caption> </caption>b</item></list>"),
        ["•: a", "- b"]
    );
    assert_eq!(
        lines(
            "<list><item><caption>In short</caption>a</item><item><caption>Note</caption></item></list>"
        ),
        ["- In short", "  a", "Note: "]
    );
}

#[test]
fn items_are_counted_where_the_label_counts_them() {
    let list = |attributes: &str, items: &str| lines(&format!("<list {attributes}>{items}</list>"));
    let items = "<item>a</item><item/><item>c</item><item/>";
    assert_eq!(list("listType=\"ordered\"", items), ["1: a", "2: ", "3: c"]);
    let style = "listType=\"ordered\" styleCode=\"LittleRoman\"";
    assert_eq!(list(style, items), ["i.: a", "iii.: c"]);
    let own = "<item><caption>3.</caption>a</item><item><caption>4.</caption>b</item>";
    assert_eq!(list("", own), ["3: a", "4: b"]);
    let other = "<item><caption>3)</caption>a</item><item>b</item>";
    assert_eq!(list("listType=\"ordered\"", other), ["3): a", "2.: b"]);
    let blank = "<item><caption/>a</item><item><caption/>b</item>";
    assert_eq!(list("listType=\"ordered\"", blank), ["- a", "- b"]);
    let between = "<item>a</item>b<item>c</item>";
    assert_eq!(list("listType=\"ordered\"", between), ["1: a", "b", "2: c"]);
}

#[test]
fn cells_stay_in_their_columns_whatever_they_span() {
    let table = "<table><tr><td rowspan=\"3\">a</td><td colspan=\"99999\">b</td></tr>\
                 <tr><td/><td rowspan=\"0\" colspan=\"x\">c</td></tr><tr><td>d</td><td>e</td></tr>\
                 <tr><td>f</td><td> </td></tr></table>";
    assert_eq!(
        lines(table),
        [
            "| a <1x3> | b |  | ",
            "|  | c <1x3> | ",
            "| d | e",
            "| f |  | ",
        ]
    );
}

#[test]
fn a_table_has_its_caption_head_and_notes() {
    let table = "<table><caption>T</caption><tfoot><tr><td colspan=\"2\">foot</td></tr></tfoot>\
                 <thead><tr><th>h</th><th>i</th></tr></thead>\
                 <tbody><tr><td>a<footnote>n</footnote></td><td>b</td></tr></tbody></table>";
    assert_eq!(
        lines(table),
        ["= T", "|| h | i", "| a* | b", "= foot", "= * n"]
    );
    let rows =
        "<table><tr><td>a</td><td>b</td></tr><tfoot><tr><td>c</td><td>d</td></tr></tfoot></table>";
    assert_eq!(lines(rows), ["| a | b", "| c | d"]);
}

#[test]
fn what_a_table_only_frames_is_shown_alone() {
    let list = "<list><item>a</item><item>b</item></list>";
    assert_eq!(
        lines(&format!("<table><tr><td>{list}</td></tr></table>")),
        ["- a", "- b"]
    );
    let column = "<table><tr><td>a</td><td/></tr><tr><td>b</td><td/></tr></table>";
    assert_eq!(lines(column), ["a", "b"]);
    assert_eq!(
        lines("<table><caption>c</caption><tr><td>a</td></tr></table>"),
        ["c", "a"]
    );
    assert_eq!(lines("x<table><tr><td/></tr></table>"), ["x"]);
    let wide = format!("<table><tr>{}</tr></table>", "<td>a</td>".repeat(101));
    assert_eq!(lines(&wide), ["a"; 101]);
}

#[test]
fn what_is_nested_too_deep_loses_its_lists_and_no_word() {
    let list = format!(
        "{}a{}",
        "<list><item>1".repeat(30),
        "</item></list>".repeat(30)
    );
    let shown = lines(&list).concat();
    assert_eq!(shown.matches('1').count(), 30);
    assert_eq!(shown.matches('-').count(), 14);
}

#[test]
fn footnotes_are_numbered_when_marks_run_out() {
    let notes = [0, 1, 2, 3, 4, 5, 6, 7].map(|n| format!("<footnote>n{n}</footnote>"));
    let shown = lines(&format!("<paragraph>x{}</paragraph>", notes.concat()));
    assert_eq!(shown[0], "x*†‡§¶#[7][8]");
    assert_eq!(shown[1..3], ["* n0", "† n1"]);
    assert_eq!(shown[7..], ["[7] n6", "[8] n7"]);
    assert_eq!(lines("x<footnoteRef IDREF=\"none\"/>"), ["x"]);
    let in_note = "x<footnote>a<footnote>b</footnote></footnote>";
    assert_eq!(lines(in_note), ["x*", "* a†", "† b"]);
}
