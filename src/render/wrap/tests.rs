use proptest::prelude::*;

use super::*;

fn hung(text: &str, width: Option<usize>, opening: &str, hanging: usize) -> Vec<String> {
    let lines = lines(text, width, opening, hanging);
    lines
        .map(|line| format!("{}{}", line.indent, line.words))
        .collect()
}

fn wrapped(text: &str, width: usize) -> Vec<String> {
    hung(text, Some(width), "", 0)
}

#[test]
fn text_is_broken_between_words_only() {
    assert_eq!(wrapped("one two three", 7), ["one two", "three"]);
    assert_eq!(wrapped("treatment-resistant", 10), ["treatment-resistant"]);
    assert_eq!(
        wrapped("neuroplasticity—the brain", 20),
        ["neuroplasticity—the", "brain"]
    );
    assert_eq!(
        wrapped("neuroplasticity—the brain", 17),
        ["neuroplasticity—", "the brain"]
    );
    assert_eq!(
        wrapped("10\u{a0}mg daily dose", 8),
        ["10\u{a0}mg", "daily", "dose"]
    );
}

#[test]
fn what_is_taken_for_narrow_is() {
    for c in ('\0'..=char::MAX).filter(|c| is_narrow(*c)) {
        assert_eq!(
            textwrap::core::display_width(c.encode_utf8(&mut [0; 4])),
            1,
            "{c:?}"
        );
    }
    assert!(!is_narrow('\u{301}') && !is_narrow('\u{ad}') && !is_narrow('治'));
}

#[test]
fn wide_and_combining_characters_are_measured() {
    assert_eq!(wrapped("氯胺酮治疗。很好", 8), ["氯胺酮治", "疗。很好"]);
    assert_eq!(
        wrapped("e\u{301}e\u{301} e\u{301}", 4),
        ["e\u{301}e\u{301} e\u{301}"]
    );
}

#[test]
fn the_further_lines_of_a_list_item_hang_under_its_words() {
    assert_eq!(hung("one two", Some(7), "  • ", 4), ["  • one", "    two"]);
    assert_eq!(wrapped("• one two", 6), ["• one", "  two"]);
    assert_eq!(wrapped("12. one two", 8), ["12. one", "    two"]);
    assert_eq!(wrapped("(a) one two", 8), ["(a) one", "two"]);
}

proptest! {
    #[test]
    fn plain_text_breaks_where_any_text_does(
        text in "[ -~é–α—治]{1,60}", room in 0usize..20, hanging in 0usize..4,
    ) {
        let plain = text.replace(|c| "—治".contains(c), "");
        let plain = plain.trim();
        prop_assume!(!plain.is_empty());
        prop_assert!(measure(plain).1);
        prop_assert_eq!(measure(&text).1, !text.contains(['—', '治']));
        prop_assert_eq!(first_plain_line(plain, room), first_line(plain, room));
        prop_assert_eq!(widest_piece(plain, true, hanging), widest_piece(plain, false, hanging));
    }

    #[test]
    fn the_extent_of_text_is_that_of_its_lines(text in "(• |[0-9]\\. )?[ -~é治—]{0,60}") {
        let text = text.trim();
        let widest = |width| {
            let lines = hung(text, width, "", 0).into_iter();
            lines.map(|line| display_width(&line)).max().unwrap_or(0)
        };
        prop_assert_eq!(extent(text), (widest(None), widest(Some(1))));
    }

    #[test]
    fn no_line_is_too_wide_or_ends_in_a_blank_and_no_word_is_lost(
        text in "\\PC{0,200}", width in 1usize..120, indent in prop::sample::select(vec!["", "  • ", "# "]),
    ) {
        let text = text.trim();
        prop_assume!(!text.is_empty());
        for line in lines(text, Some(width), indent, indent.len()) {
            prop_assert!(text[line.start..].starts_with(line.words));
        }
        let lines = hung(text, Some(width), indent, indent.len());
        for line in &lines {
            prop_assert!(!line.ends_with(' '));
            let word = line.trim_start();
            prop_assert!(display_width(line) <= width || pieces(word).count() <= 2 + indent.len(), "{:?}", line);
        }
        let letters = |s: &str| s.chars().filter(|c| *c != ' ').collect::<String>();
        prop_assert_eq!(letters(&lines.concat()), letters(&format!("{indent}{text}")));
    }
}
