//! No line is wider than asked, and none ends in a blank, at any width.

use std::fs;

use unicode_width::UnicodeWidthStr;

use crate::support::{ended, stackwise, words};

fn assert_fits(line: &str, width: usize) {
    let ended = ended(stackwise(words(line)).env("LANG", "C.UTF-8"));
    assert_eq!(ended.status, 0, "{line}: {}", ended.stderr);
    for shown in ended.stdout.lines() {
        let is_single_word = !shown.trim().contains(' ');
        assert!(
            shown.width() <= width || is_single_word,
            "{line}: {} columns: {shown:?}",
            shown.width()
        );
        assert_eq!(shown.trim_end(), shown, "{line}");
    }
}

#[test]
fn text_and_tables_fit_every_width_from_20_to_200() {
    for width in 20..=200 {
        for form in ["text", "text --ascii", "table", "table --ascii"] {
            assert_fits(&format!("show ketamine -f {form} --width {width}"), width);
        }
        for form in ["text", "table"] {
            assert_fits(
                &format!("show ketamine -s risks -f {form} --width {width}"),
                width,
            );
        }
        assert_fits(&format!("list -f table --width {width}"), width);
    }
}

#[test]
fn widths_below_20_are_done_as_well_as_they_can_be() {
    for width in 1..20 {
        for form in ["text", "table"] {
            let line = format!("show ketamine -f {form} --width {width}");
            assert_eq!(ended(&mut stackwise(words(&line))).status, 0, "{line}");
        }
    }
}

#[test]
fn prose_takes_at_most_100_columns_of_a_wide_terminal() {
    let ended = ended(stackwise(words("show ketamine")).env("COLUMNS", "250"));
    let widest = ended.stdout.lines().map(UnicodeWidthStr::width).max();
    assert!(
        widest.is_some_and(|widest| (90..=100).contains(&widest)),
        "{widest:?}"
    );
}

#[test]
fn text_that_is_too_long_for_a_drawn_table_is_shown_whole_in_blocks() {
    let folder = tempfile::tempdir().unwrap();
    let note = folder.path().join("long.md");
    let long = "word ".repeat(14_000);
    let long = long.trim_end();
    fs::write(&note, format!("# Long\n\nLow Risk\n\n{long}\n")).unwrap();
    let command = |words: &str| {
        let mut command = stackwise(words.split(' '));
        command.env("STACKWISE_LIBRARY", folder.path().join("library.db"));
        command
    };
    assert_eq!(ended(command("add").arg(&note)).status, 0);
    for width in [0, 80] {
        let shown = ended(&mut command(&format!("show long -f table --width {width}")));
        assert_eq!((shown.status, shown.stderr.as_str()), (0, ""));
        let words = shown.stdout.split_whitespace();
        assert_eq!(words.filter(|&word| word == "word").count(), 14_000);
        assert!(shown.stdout.contains("Section: Overview\n"), "{width}");
    }
}

#[test]
fn a_section_without_paragraphs_is_shown_by_its_title_at_any_width() {
    let folder = tempfile::tempdir().unwrap();
    let note = folder.path().join("empty.json");
    let json = r#"{"schema_version":1,"id":"e","title":"E","risk":{"level":"low"},
        "sections":[{"id":"notes","title":"Notes","paragraphs":[]}],"source":{"name":"S"}}"#;
    fs::write(&note, json).unwrap();
    let command = |words: &str| {
        let mut command = stackwise(words.split(' '));
        command.env("STACKWISE_LIBRARY", folder.path().join("library.db"));
        command
    };
    assert_eq!(ended(command("add").arg(&note)).status, 0);
    for width in 0..40 {
        let shown = |form: &str| ended(&mut command(&format!("show e -f {form} --width {width}")));
        let (text, table) = (shown("text"), shown("table"));
        assert_eq!((text.status, text.stderr.as_str()), (0, ""), "{width}");
        assert_eq!((table.status, table.stderr.as_str()), (0, ""), "{width}");
    }
    let blocks = ended(command("show e -f table --width 30").env("ACCESSIBLE", "1"));
    assert_eq!(
        blocks.stdout,
        "E · Low Risk\nS (your library)\n\nSection: Notes\n"
    );
}
