//! What sections hold in each form: sections in them, lists, tables; and how a reader finds their way.

use std::fs;
use std::path::Path;

use pretty_assertions::assert_eq;
use serde_json::Value;

use crate::support::{assert_file, ended, on_terminal, root, stackwise, words};

/// A library with the entry of `tests/fixtures/render`, read on one day for ever.
struct Scene {
    folder: tempfile::TempDir,
}

const VARIABLES: [(&str, &str); 2] = [("LANG", "C.UTF-8"), ("SOURCE_DATE_EPOCH", "1795910400")];

impl Scene {
    fn new() -> Self {
        let scene = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        let entry = root().join("tests/fixtures/render/velanor.json");
        let mut add = scene.command("add");
        assert_eq!(ended(add.arg(entry)).status, 0);
        scene
    }

    fn library(&self) -> std::path::PathBuf {
        self.folder.path().join("library.db")
    }

    fn command(&self, line: &str) -> std::process::Command {
        let mut command = stackwise(words(line));
        command
            .envs(VARIABLES)
            .env("STACKWISE_LIBRARY", self.library());
        command
    }

    fn printed(&self, line: &str) -> String {
        let ended = ended(&mut self.command(line));
        assert_eq!((ended.status, ended.stderr.as_str()), (0, ""), "{line}");
        ended.stdout
    }

    /// Holds what a command prints against a file.
    fn assert_golden(&self, name: &str, line: &str, variables: &[(&str, &str)]) {
        let ended = ended(self.command(line).envs(variables.iter().copied()));
        assert_eq!((ended.status, ended.stderr.as_str()), (0, ""), "{line}");
        let seen = format!("stackwise {line}\n{}", ended.stdout);
        assert_file(&root().join("tests/golden").join(name), &seen);
    }
}

#[test]
fn text_and_tables_show_what_is_in_sections() {
    let scene = Scene::new();
    for width in [40, 80, 100, 200] {
        let line = format!("show velanor --width {width}");
        scene.assert_golden(&format!("structure-text-{width}.txt"), &line, &[]);
    }
    let section = "show velanor -s adverse-reactions";
    let accessible = [("ACCESSIBLE", "1")];
    for (name, line, variables) in [
        ("ascii", "show velanor --ascii", &[][..]),
        ("color", &format!("{section} --color always"), &[]),
        ("accessible", section, &accessible),
        ("table", "show velanor -f table", &[]),
        ("table-accessible", "show velanor -f table", &accessible),
        ("bare", &format!("{section} --bare"), &[]),
        ("risks", "show velanor -s risks", &[]),
        ("risks-table", "show velanor -s risks -f table", &[]),
        ("json", &format!("{section} -f json"), &[]),
    ] {
        scene.assert_golden(&format!("structure-{name}.txt"), line, variables);
    }
}

#[test]
fn an_outline_lists_what_can_be_asked_for() {
    let scene = Scene::new();
    for (name, options) in [
        ("text", ""),
        ("text-40", " --width 40"),
        ("table", " -f table"),
        ("markdown", " -f markdown"),
        ("json", " -f json"),
    ] {
        let line = format!("show velanor --outline{options}");
        scene.assert_golden(&format!("outline-{name}.txt"), &line, &[]);
    }
    let outline: Value =
        serde_json::from_str(&scene.printed("show velanor --outline -f json")).unwrap();
    let parts = outline["outline"].as_array().unwrap();
    for part in parts {
        let id = part["id"].as_str().unwrap();
        assert_eq!(
            ended(&mut scene.command(&format!("show velanor -s {id}"))).status,
            0,
            "{id}"
        );
    }
    let ketamine: Value =
        serde_json::from_str(&scene.printed("show ketamine --outline -f json")).unwrap();
    let ids = ketamine["outline"]
        .as_array()
        .unwrap()
        .iter()
        .map(|part| part["id"].clone());
    assert_eq!(
        ids.collect::<Vec<_>>(),
        [
            "overview",
            "how-it-works",
            "benefits",
            "science",
            "protocol",
            "watch-out",
            "risks",
            "disclaimer"
        ]
    );
}

#[test]
fn brief_is_the_highlights_or_the_opening_and_always_the_risks() {
    let scene = Scene::new();
    scene.assert_golden("brief-text.txt", "show velanor --brief", &[]);
    scene.assert_golden("brief-json.txt", "show velanor --brief -f json", &[]);
    let brief = scene.printed("show ketamine --brief");
    let opening = scene.printed("show ketamine -s overview,risks");
    assert_eq!(brief, opening + "In full: stackwise show ketamine\n");
}

#[test]
fn bare_risks_keep_what_they_hang_on_and_a_note_says_what_is_not_listed() {
    let ended = ended(&mut Scene::new().command("show velanor -s risks --bare"));
    assert_eq!(
        ended.stdout,
        "Factors that can increase the risk of a loss of balance include: standing on one leg\n\
         Factors that can increase the risk of a loss of balance include: ladders\n\
         Hypersensitivity to made-up words\n"
    );
    assert_eq!(
        ended.stderr,
        "note: the entry also tells of risks, not listed here: 6 ADVERSE REACTIONS (`-s adverse-reactions`)\n"
    );
}

#[test]
fn an_entry_that_lists_no_risks_says_where_it_tells_of_them() {
    let scene = Scene::new();
    let fixture = fs::read_to_string(root().join("tests/fixtures/render/velanor.json")).unwrap();
    let mut entry: Value = serde_json::from_str(&fixture).unwrap();
    entry["risks"] = serde_json::json!([]);
    entry["risk_sections"] = serde_json::json!([entry["risk_sections"][2]]);
    let file = scene.folder.path().join("silent.json");
    fs::write(&file, entry.to_string()).unwrap();
    assert_eq!(ended(scene.command("add --replace").arg(&file)).status, 0);
    let header = "Velanor · not rated · has a boxed warning\n\
                  Example Labs, effective 2013-09-30, 13 years ago (version 3, your library)\n";
    let told = "Also tells of risks, not listed here: 6 ADVERSE REACTIONS (`-s adverse-reactions`)";
    let text = scene.printed("show velanor -s risks --width 0");
    assert_eq!(text, format!("{header}\nHealth Risks\n{told}\n"));
    let table = scene.printed("show velanor -s risks -f table --width 0");
    assert_eq!(table, text);
    assert!(
        scene
            .printed("show velanor -s risks -f markdown")
            .contains(told)
    );
    assert!(
        scene
            .printed("show velanor --brief --width 0")
            .contains(told)
    );
}

#[test]
fn risks_lie_under_their_section_and_what_they_hang_on() {
    let scene = Scene::new();
    let fixture = fs::read_to_string(root().join("tests/fixtures/render/velanor.json")).unwrap();
    let mut entry: Value = serde_json::from_str(&fixture).unwrap();
    let risk = |text: &str, lead: Option<&str>| {
        let mut risk = serde_json::json!({"text": text, "section": "contraindications"});
        if let Some(lead) = lead {
            risk["lead"] = lead.into();
        }
        risk
    };
    entry["risks"] = serde_json::json!([
        // A lead that is the heading is said once.
        risk("one", Some("CONTRAINDICATIONS")),
        risk("two", Some("With ladders:")),
        risk("three", None),
        {"text": "four", "lead": "At sea:"},
    ]);
    entry["risk_sections"] = serde_json::json!([]);
    let file = scene.folder.path().join("risks.json");
    fs::write(&file, entry.to_string()).unwrap();
    assert_eq!(ended(scene.command("add --replace").arg(&file)).status, 0);
    let shown = scene.printed("show velanor -s risks");
    let (_, list) = shown.split_once("Health Risks\n").unwrap();
    assert_eq!(
        list,
        "  4 CONTRAINDICATIONS\n    • one\n    With ladders:\n      • two\n    • three\n  \
         At sea:\n    • four\n"
    );
}

#[test]
fn age_is_told_by_the_clock_that_is_given_and_never_of_what_is_new() {
    let scene = Scene::new();
    let second_line = |seconds: &str| {
        let shown = ended(
            scene
                .command("show velanor -s risks")
                .env("SOURCE_DATE_EPOCH", seconds),
        );
        shown.stdout.lines().nth(1).unwrap().to_owned()
    };
    // 2014-09-29 and the day after.
    assert_eq!(
        second_line("1411948800"),
        "Example Labs, effective 2013-09-30 (version 3, your library)"
    );
    assert_eq!(
        second_line("1412035200"),
        "Example Labs, effective 2013-09-30, 1 year ago (version 3, your library)"
    );
}

#[test]
fn outline_brief_section_and_bare_do_not_go_together() {
    for (line, conflict) in [
        (
            "--outline --bare",
            "the argument '--outline' cannot be used with '--bare'",
        ),
        (
            "--outline --brief",
            "the argument '--outline' cannot be used with '--brief'",
        ),
        (
            "--outline -s risks",
            "the argument '--outline' cannot be used with '--section <ID>'",
        ),
        (
            "--brief -s risks",
            "the argument '--brief' cannot be used with '--section <ID>'",
        ),
    ] {
        let ended = ended(&mut stackwise(words(&format!("show ketamine {line}"))));
        assert_eq!((ended.status, ended.stdout.as_str()), (2, ""), "{line}");
        assert_eq!(
            ended.stderr,
            format!("error: {conflict}\nhint: see `stackwise show --help`\n")
        );
    }
}

#[test]
fn less_is_told_what_it_shows_and_a_title_is_never_an_option() {
    let scene = Scene::new();
    let bin = scene.folder.path().join("less");
    fs::write(
        &bin,
        "#!/bin/sh\ncat >/dev/null\nprintf '<%s>' \"$LESS\" \"$@\"\n",
    )
    .unwrap();
    make_executable(&bin);
    let prompt = |title: &str, variables: &[(&str, &str)]| {
        let fixture =
            fs::read_to_string(root().join("tests/fixtures/render/velanor.json")).unwrap();
        let entry = fixture.replace("\"title\": \"Velanor\"", &format!("\"title\": {title:?}"));
        let file = scene.folder.path().join("titled.json");
        fs::write(&file, entry).unwrap();
        assert_eq!(ended(scene.command("add --replace").arg(&file)).status, 0);
        let library = scene.library();
        let pager = format!("{} -i", bin.display());
        let own = [
            ("STACKWISE_LIBRARY", library.to_str().unwrap()),
            ("PAGER", &pager),
            ("PATH", "/usr/bin:/bin"),
            ("NO_COLOR", "1"),
        ];
        on_terminal("show velanor", &[&own, variables].concat(), (80, 24)).1
    };
    let place = "?lt, lines %lt-%lb of 77. (h for help, q to quit)";
    assert_eq!(
        prompt("Velanor", &[]),
        format!("<FRX><-i><-PsVelanor{place}>")
    );
    assert_eq!(
        prompt("50% ?a:b. \\c", &[]),
        format!("<FRX><-i><-Ps50\\% \\?a\\:b\\. \\\\c{place}>")
    );
    assert_eq!(prompt("Velanor$-o/tmp/x", &[]), "<FRX><-i>");
    assert_eq!(prompt("Velanor", &[("LESS", "-S")]), "<-S><-i>");
    // Who has output read out gets it without a pager.
    assert!(prompt("Velanor", &[("ACCESSIBLE", "1")]).starts_with("Velanor - not rated - has"));
}

fn make_executable(path: &Path) {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
}
