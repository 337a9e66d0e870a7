//! What a reader of the Markdown is shown.

use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser};

use super::blocks::lines;
use super::escape::{escaped, escaped_heading};
use crate::entry::Block;
use crate::ingest::arbitrary;
use crate::text::Text;

/// What a reader of `markdown` is shown, with the kinds of its blocks.
fn shown(markdown: &str) -> String {
    Parser::new_ext(
        markdown,
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH,
    )
    .map(|event| match event {
        Event::Text(text) => text.into_string(),
        Event::Start(tag) => format!("<{tag:?}>"),
        Event::End(_) => String::new(),
        other => format!("<{other:?}>"),
    })
    .collect()
}

#[test]
fn only_what_would_be_markup_is_escaped() {
    for (text, markdown) in [
        ("p < 0.05 & rising, 5 > 3", "p < 0.05 & rising, 5 > 3"),
        ("a*b_c`d[e]", "a\\*b\\_c\\`d\\[e\\]"),
        ("<b>&amp;", "\\<b>\\&amp;"),
        ("<5@a.b> {<{@r>", "\\<5@a.b> {\\<{@r>"),
        ("# not a heading", "\\# not a heading"),
        ("- not an item", "\\- not an item"),
        ("1986. A year", "1986\\. A year"),
        ("10 mg", "10 mg"),
        ("2.1 mg", "2.1 mg"),
        (
            "neuroplasticity—the “brain's”",
            "neuroplasticity—the “brain's”",
        ),
    ] {
        assert_eq!(escaped(text), markdown);
        assert_eq!(shown(&escaped(text)), format!("<Paragraph>{text}"));
    }
}

proptest! {
    #[test]
    fn a_reader_of_the_markdown_is_shown_the_text(text in "[ -~é•—]{1,60}") {
        let Ok(text) = Text::try_from(text) else { return Ok(()) };
        prop_assert_eq!(shown(&escaped(text.as_str())), format!("<Paragraph>{text}"));
    }

    #[test]
    fn a_reader_of_a_heading_is_shown_the_text(text in "[ -~é•—]{1,20}( #{1,3})?") {
        let Ok(text) = Text::try_from(text) else { return Ok(()) };
        let heading = format!("# {}", escaped_heading(text.as_str()));
        let (_, read) = shown(&heading).split_once('>').map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap();
        prop_assert_eq!(read, text.as_str());
    }

    #[test]
    fn a_reader_of_blocks_is_shown_every_word_once_and_in_order(
        blocks in arbitrary::blocks(),
        has_comments in any::<bool>(),
    ) {
        let markdown = lines(&blocks, has_comments).join("\n");
        let mut words = String::new();
        for block in &blocks {
            block.for_each_text(&mut |text| words.push_str(text));
        }
        // A number that is too long for Markdown is shown as words.
        prop_assume!(!has_big_numbers(&blocks));
        prop_assert_eq!(letters(&words_shown(&markdown)), letters(&words), "{}", markdown);
    }
}

/// Everything but white space, and bullets: Markdown draws these itself.
fn letters(words: &str) -> String {
    let is_letter = |c: &char| !c.is_whitespace() && *c != '•';
    words.chars().filter(is_letter).collect()
}

/// The words that a reader of `markdown` is shown, those for pictures included.
fn words_shown(markdown: &str) -> String {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let shown = Parser::new_ext(markdown, options).map(|event| match event {
        Event::Text(text) | Event::Code(text) => text.into_string(),
        Event::Html(html) if !html.trim_start().starts_with("<!--") => words_of_html(&html),
        _ => String::new(),
    });
    shown.collect()
}

fn words_of_html(html: &str) -> String {
    let mut words = String::new();
    let mut rest = html;
    while let Some((before, after)) = rest.split_once('<') {
        words.push_str(before);
        let (tag, after) = after.split_once('>').unwrap();
        if let Some(alt) = tag.strip_prefix("img alt=\"") {
            words.push_str(alt.trim_end_matches("\"/"));
        }
        rest = after;
    }
    quick_xml::escape::unescape(&(words + rest))
        .unwrap()
        .into_owned()
}

fn has_big_numbers(blocks: &[Block]) -> bool {
    blocks.iter().any(|block| match block {
        Block::List(list) => {
            list.start().is_some_and(|start| start > 999_999_900)
                || list
                    .items()
                    .iter()
                    .any(|item| has_big_numbers(&item.content))
        }
        Block::Quote(blocks) => has_big_numbers(blocks),
        Block::Table(table) => {
            let mut cells = table.head().iter().chain(table.rows()).flatten();
            cells.any(|cell| has_big_numbers(&cell.content))
        }
        _ => false,
    })
}
