//! Every form at several widths, held against golden files.

use crate::support::assert_golden;

const UTF8: [(&str, &str); 1] = [("LANG", "C.UTF-8")];

#[test]
fn text_is_as_it_was() {
    for width in [20, 40, 80, 200] {
        let line = format!("show ketamine --width {width}");
        assert_golden(&format!("show-text-{width}.txt"), &line, &[]);
    }
    assert_golden(
        "show-risks-text-30.txt",
        "show ketamine -s risks --width 30",
        &[],
    );
    assert_golden(
        "show-risks-text-ascii.txt",
        "show ketamine -s risks --ascii",
        &[],
    );
    assert_golden(
        "show-risks-text-color.txt",
        "show ketamine -s risks --color always",
        &[],
    );
    assert_golden(
        "show-two-sections.txt",
        "show ketamine -s protocol,benefits",
        &[],
    );
}

#[test]
fn tables_are_as_they_were() {
    for width in [30, 40, 80, 200] {
        let line = format!("show ketamine -f table --width {width}");
        assert_golden(&format!("show-table-{width}.txt"), &line, &UTF8);
    }
    for width in [40, 60, 80] {
        let line = format!("show ketamine -s risks -f table --width {width}");
        assert_golden(&format!("show-risks-table-{width}.txt"), &line, &UTF8);
    }
    let risks = "show ketamine -s risks -f table";
    assert_golden(
        "show-risks-table-ascii.txt",
        &format!("{risks} --ascii"),
        &UTF8,
    );
    assert_golden(
        "show-risks-table-color.txt",
        &format!("{risks} --color always"),
        &UTF8,
    );
    assert_golden(
        "show-risks-table-accessible.txt",
        risks,
        &[("ACCESSIBLE", "1")],
    );
    assert_golden("list-table.txt", "list -f table", &UTF8);
    assert_golden("list-table-20.txt", "list -f table --width 20", &UTF8);
}

#[test]
fn markdown_is_as_it_was() {
    assert_golden("show-markdown.txt", "show ketamine -f markdown", &[]);
    assert_golden(
        "show-risks-markdown.txt",
        "show ketamine -s risks -f markdown",
        &[],
    );
    assert_golden("list-markdown.txt", "list -f markdown", &[]);
}

#[test]
fn json_is_as_it_was() {
    assert_golden("show-risks-json.txt", "show ketamine -s risks -f json", &[]);
    assert_golden(
        "show-sections-json.txt",
        "show ketamine -s dosage,overview -f json",
        &[],
    );
    assert_golden("list-json.txt", "list -f json", &[]);
    assert_golden("schema.txt", "schema", &[]);
}

#[test]
fn help_is_as_it_was() {
    assert_golden("help-bare.txt", "", &[]);
    assert_golden("help.txt", "--help", &[]);
    assert_golden("help-show.txt", "show --help", &[]);
    assert_golden("help-list.txt", "list --help", &[]);
    assert_golden("help-schema.txt", "schema --help", &[]);
    assert_golden("version.txt", "--version", &[]);
}
