//! What TAB offers, in the shells themselves.

use std::fs;
use std::io::{Read as _, Write as _};
use std::path::PathBuf;
use std::process::Command;

use pretty_assertions::assert_eq;
use serde_json::json;
use tempfile::TempDir;

use crate::support::{Ended, ended, has_program, path_with_binary, printed, root, run, stackwise};

/// A title that a shell would act on, were it not quoted.
const HOSTILE: &str = "St. John's $(touch ran) Wort";
/// The prompt of the shells that keys are typed in.
const PROMPT: &str = "READY> ";

/// A home folder with a library that has an entry of a hostile title.
struct Home {
    folder: TempDir,
}

impl Home {
    fn new() -> Self {
        let home = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        let entry = json!({
            "schema_version": 1, "id": "wort", "title": HOSTILE, "aliases": ["Tipton's weed"],
            "risk": { "level": "low" },
            "sections": [{ "id": "my-part", "title": "My Part", "paragraphs": ["About it."] }],
            "risks": [], "disclaimer": null, "source": { "name": "Test" }
        });
        home.add(&entry.to_string());
        home
    }

    fn add(&self, documents: &str) {
        fs::write(self.path("in.jsonl"), documents).unwrap();
        let mut add = stackwise(["add", "in.jsonl"]);
        add.current_dir(self.folder.path());
        let ended = ended(add.env("STACKWISE_LIBRARY", self.path("library.db")));
        assert_eq!(ended.status, 0, "{}", ended.stderr);
        fs::remove_file(self.path("in.jsonl")).unwrap();
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn variables(&self) -> [(&'static str, std::ffi::OsString); 6] {
        [
            ("PATH", path_with_binary()),
            ("HOME", self.folder.path().into()),
            ("ZDOTDIR", self.folder.path().into()),
            ("STACKWISE_LIBRARY", self.path("library.db").into()),
            ("LANG", "C.UTF-8".into()),
            ("TERM", "dumb".into()),
        ]
    }

    /// What a shell prints that does this with `$line`.
    fn shell(&self, shell: &str, script: &str, line: &str) -> String {
        let ended = ended(
            Command::new(shell)
                .args(["-c", script, "script", line])
                .current_dir(self.folder.path())
                .env_clear()
                .envs(self.variables()),
        );
        assert_eq!((ended.status, ended.stderr.as_str()), (0, ""), "{line}");
        self.assert_nothing_ran();
        ended.stdout
    }

    /// What the program answers when a shell asks.
    fn asked(&self, shell: &str, words: &[&str]) -> Ended {
        let mut command = stackwise([&["--"], words].concat());
        command
            .env("COMPLETE", shell)
            .env("STACKWISE_LIBRARY", self.path("library.db"))
            .current_dir(self.folder.path());
        ended(&mut command)
    }

    /// The words that the shell, a terminal before it, makes of what is typed there.
    fn words_typed(&self, shell: &[&str], keys: &str) -> String {
        let (mut pty, pts) = pty_process::blocking::open().unwrap();
        pty.resize(pty_process::Size::new(50, 200)).unwrap();
        let mut child = pty_process::blocking::Command::new("timeout")
            .args(["--foreground", "60"])
            .args(shell)
            .current_dir(self.folder.path())
            .env_clear()
            .envs(self.variables())
            .spawn(pts)
            .unwrap();
        let mut shown = String::new();
        let mut bytes = [0; 4096];
        while !shown.ends_with(PROMPT)
            && !shown.contains(&format!("{PROMPT}\u{1b}"))
            && let Ok(read @ 1..) = pty.read(&mut bytes)
        {
            shown += &String::from_utf8_lossy(&bytes[..read]);
        }
        // At the beginning of the line (Ctrl-A), what shows its words is put before it.
        let line = format!("{keys}\u{1}printf '<%s>' \rexit\r");
        pty.write_all(line.as_bytes()).unwrap();
        let mut rest = Vec::new();
        // Reading a terminal that the last program has left is an error on Linux.
        let _ = pty.read_to_end(&mut rest);
        child.wait().unwrap();
        self.assert_nothing_ran();
        let rest = String::from_utf8_lossy(&rest);
        let words = rest.rsplit_once("<stackwise>").map(|(_, words)| words);
        let words = words.unwrap_or_else(|| panic!("{keys}: {shown}{rest}"));
        // The last word is followed by something else than another.
        let mut ends = words.match_indices('>').map(|(at, _)| at + 1);
        let end = ends.find(|&end| !words[end..].starts_with('<')).unwrap();
        words[..end].to_owned()
    }

    fn assert_nothing_ran(&self) {
        assert!(!self.path("ran").exists(), "a title was run as a command");
    }
}

/// What is typed, what Bash then calls the current word, and what it is to be offered.
const BASH: [(&str, &str, &[&str]); 26] = [
    ("stackwise sh", "sh", &["show"]),
    ("stackwise ket", "ket", &["ketamine"]),
    ("stackwise ketamine -s r", "r", &["risks"]),
    ("stackwise --ascii sh", "sh", &["show"]),
    ("stackwise help sea", "sea", &["search"]),
    ("stackwise show ket", "ket", &["ketamine"]),
    ("stackwise show ", "", &["ketamine", "wort"]),
    ("stackwise show Ket", "Ket", &[r"Ketamine\ Therapy"]),
    ("stackwise show KET", "KET", &["ketamine"]),
    ("stackwise show ketamine t", "t", &["therapy"]),
    ("stackwise show ketamine --section r", "r", &["risks"]),
    ("stackwise show ketamine -s r", "r", &["risks"]),
    ("stackwise show ketamine --section=r", "r", &["risks"]),
    (
        "stackwise show ketamine --section=r",
        "--section=r",
        &["--section=risks"],
    ),
    (
        "stackwise show ketamine --section risks,p",
        "risks,p",
        &["risks,protocol"],
    ),
    (
        "stackwise show ketamine --section=risks,p",
        "risks,p",
        &["risks,protocol"],
    ),
    (
        "stackwise show ketamine therapy -s how",
        "how",
        &["how-it-works"],
    ),
    ("stackwise show wort -s ", "", &["my-part"]),
    (
        "stackwise show ketamine --format ",
        "",
        &["text", "table", "json", "markdown"],
    ),
    ("stackwise show ketamine --bare", "--bare", &["--bare"]),
    (
        "stackwise list --max-level m",
        "m",
        &["minimal", "moderate"],
    ),
    ("stackwise remove ", "", &["wort"]),
    ("stackwise export k", "k", &[]),
    ("stackwise show Tip", "Tip", &[r"Tipton\'s\ weed"]),
    ("stackwise show 'Tip", "Tip", &[r"Tipton'\''s weed"]),
    ("stackwise --library /nowhere/library.db show w", "w", &[]),
];

#[test]
fn bash_is_offered_the_right_words() {
    if !has_program("bash") {
        return;
    }
    let home = Home::new();
    for (line, current, offered) in BASH {
        let script = r#"
            . "$SHIM"
            COMP_LINE=$1 COMP_POINT=${#1}
            _stackwise stackwise "$CURRENT" ''
            for word in "${COMPREPLY[@]}"; do printf '%s\n' "$word"; done"#;
        let shim = root().join("completions/stackwise.bash");
        let script = format!("SHIM='{}' CURRENT='{current}'{script}", shim.display());
        let seen = home.shell("bash", &script, line);
        assert_eq!(seen.lines().collect::<Vec<_>>(), offered, "{line}");
    }
}

/// Keys, and the words that they make.
const KEYS: [(&str, &str); 13] = [
    ("stackwise sh\t", "<show>"),
    ("stackwise show ket\t", "<show><ketamine>"),
    (
        "stackwise show ketamine --section r\t",
        "<show><ketamine><--section><risks>",
    ),
    (
        "stackwise show ketamine --section=r\t",
        "<show><ketamine><--section=risks>",
    ),
    (
        "stackwise show ketamine --section risks,p\t",
        "<show><ketamine><--section><risks,protocol>",
    ),
    (
        "stackwise show ketamine --format j\t",
        "<show><ketamine><--format><json>",
    ),
    (
        "stackwise list --max-level mo\t",
        "<list><--max-level><moderate>",
    ),
    (
        "stackwise show St\t",
        "<show><St. John's $(touch ran) Wort>",
    ),
    (
        "stackwise show St\\.\\ John\\'s\\ \t",
        "<show><St. John's $(touch ran) Wort>",
    ),
    (
        "stackwise show 'St\t",
        "<show><St. John's $(touch ran) Wort>",
    ),
    (
        "stackwise show \"St\t",
        "<show><St. John's $(touch ran) Wort>",
    ),
    ("stackwise add my\t\t", "<add><my notes/it's.json>"),
    (
        "stackwise diff ket\tmy\t\t",
        "<diff><ketamine><my notes/it's.json>",
    ),
];

fn assert_keys_make_words(shell: &[&str], home: &Home) {
    fs::create_dir(home.path("my notes")).unwrap();
    fs::write(home.path("my notes/it's.json"), "").unwrap();
    for (keys, words) in KEYS {
        assert_eq!(home.words_typed(shell, keys), words, "{keys}");
    }
}

#[test]
fn keys_in_bash_make_the_right_words() {
    if !has_program("bash") {
        return;
    }
    let home = Home::new();
    let shim = root().join("completions/stackwise.bash");
    let start = format!(". '{}'\nPS1='{PROMPT}'\n", shim.display());
    fs::write(home.path("start"), start).unwrap();
    assert_keys_make_words(&["bash", "--noprofile", "--rcfile", "start", "-i"], &home);
}

#[test]
fn keys_in_zsh_make_the_right_words_from_the_first_tab_on() {
    if !has_program("zsh") {
        return;
    }
    let home = Home::new();
    let start = format!(
        "fpath=('{}' $fpath)\nautoload -Uz compinit\ncompinit -u -D\nPS1='{PROMPT}'\n",
        root().join("completions").display()
    );
    fs::write(home.path(".zshrc"), start).unwrap();
    assert_keys_make_words(&["zsh", "-d", "-i"], &home);
}

#[test]
fn zsh_takes_the_line_in_its_start_up_file() {
    if !has_program("zsh") {
        return;
    }
    let home = Home::new();
    let start = format!("{}PS1='{PROMPT}'\n", printed("completions zsh"));
    fs::write(home.path(".zshrc"), start).unwrap();
    let words = home.words_typed(&["zsh", "-d", "-i"], "stackwise show ket\t");
    assert_eq!(words, "<show><ketamine>");
}

#[test]
fn fish_is_offered_the_right_words_with_titles() {
    if !has_program("fish") {
        return;
    }
    let home = Home::new();
    let shim = root().join("completions/stackwise.fish");
    let script = format!("source '{}'; complete -C $argv[2]", shim.display());
    for (line, offered) in [
        ("stackwise sh", "show\tShow one entry, whole or in parts\n"),
        ("stackwise show ket", "ketamine\tKetamine Therapy\n"),
        (
            "stackwise show ketamine --section r",
            "risks\tHealth Risks\n",
        ),
        (
            "stackwise show ketamine --section=r",
            "--section=risks\tHealth Risks\n",
        ),
        (
            "stackwise show ketamine --section risks,p",
            "risks,protocol\tTreatment Protocol\n",
        ),
        (
            "stackwise show ketamine --format ",
            "text\tPlain text\ntable\tTables\njson\tJSON\nmarkdown\tMarkdown\n",
        ),
        ("stackwise list --max-level m", "minimal\nmoderate\n"),
        ("stackwise show w", "wort\tSt. John's $(touch ran) Wort\n"),
        ("stackwise show St", "St. John's $(touch ran) Wort\twort\n"),
        (
            r"stackwise show St.\ John\'s\ ",
            "St. John's $(touch ran) Wort\twort\n",
        ),
        ("stackwise add lib", "library.db\n"),
    ] {
        assert_eq!(home.shell("fish", &script, line), offered, "{line}");
    }
}

#[test]
fn a_tab_says_nothing_and_changes_nothing_whatever_is_wrong() {
    let home = Home::new();
    let lines = [
        "show ",
        "show w",
        "show wort -s ",
        "remove ",
        "show wort --format ",
    ];
    let ask = |shell: &str, line: &str| {
        let line = format!("stackwise {line}");
        let mut words: Vec<&str> = line.split(' ').collect();
        if shell == "bash" {
            words = vec![&line, ""];
        }
        let ended = home.asked(shell, &words);
        assert_eq!((ended.status, ended.stderr.as_str()), (0, ""), "{line}");
        ended.stdout
    };
    let library = home.path("library.db");
    let good = fs::read(&library).unwrap();
    let spoiled = [&good[..], &good[..1000], b"no database", b""];
    for bytes in spoiled {
        fs::write(&library, bytes).unwrap();
        for shell in ["bash", "elvish", "fish", "powershell", "zsh", "ksh"] {
            for line in lines {
                ask(shell, line);
            }
            assert_eq!(home.asked(shell, &[]).status, 0);
        }
        assert_eq!(fs::read(&library).unwrap(), bytes);
    }
    fs::remove_file(&library).unwrap();
    // A library that was named and is not there is an error, and so a TAB offers no names.
    assert!(ask("zsh", "show ").starts_with("--width:"));
    assert_eq!(fs::read_dir(home.folder.path()).unwrap().count(), 0);
}

#[test]
fn of_many_names_no_more_are_offered_than_can_be_read() {
    let home = Home::new();
    let entries = (0..500).map(|number| {
        let entry = json!({
            "schema_version": 1, "id": format!("many-{number}"), "title": format!("Many {number}"),
            "aliases": [format!("Of {number}")], "risk": { "level": "low" }, "sections": [],
            "risks": [{ "text": "Drowsiness", "kind": "unspecified" }], "disclaimer": null,
            "source": { "name": "Test" }
        });
        format!("{entry}\n")
    });
    home.add(&entries.collect::<String>());
    let offered = |typed| home.asked("zsh", &["stackwise", "show", typed]).stdout;
    assert_eq!(offered("").lines().count(), 200);
    assert_eq!(offered("many").lines().count(), 200);
    assert_eq!(offered("many-49").lines().count(), 11);
    assert_eq!(offered("many-499"), "many-499:Many 499\n");
}

#[test]
fn powershell_gets_words_that_it_does_not_act_on() {
    let home = Home::new();
    let offered = home.asked("pwsh", &["=stackwise", "=show", "=St"]).stdout;
    let quoted = HOSTILE.replace('\'', "''");
    assert_eq!(offered, format!("'{quoted}'\t{HOSTILE}\twort\n"));
}

#[test]
fn a_command_that_is_typed_is_done_whatever_complete_is() {
    for shell in ["bash", "1", ""] {
        let ended = ended(stackwise(["list"]).env("COMPLETE", shell));
        assert_eq!(ended.stdout, "ketamine\n");
    }
    let unknown = ended(&mut *stackwise([""; 0]).env("COMPLETE", "ksh"));
    assert_eq!((unknown.status, unknown.stdout.as_str()), (2, ""));
    assert!(unknown.stderr.starts_with("error: COMPLETE is \"ksh\""));
}

#[test]
fn packagers_install_what_the_program_prints() {
    for (shell, file) in [
        ("bash", "stackwise.bash"),
        ("elvish", "stackwise.elv"),
        ("fish", "stackwise.fish"),
        ("nushell", "stackwise.nu"),
        ("powershell", "stackwise.ps1"),
    ] {
        let shim = fs::read_to_string(root().join("completions").join(file)).unwrap();
        assert_eq!(printed(&format!("completions {shell}")), shim);
    }
    assert_eq!(run("completions ksh").status, 2);
}

#[test]
fn every_option_is_offered_and_every_value_that_is_known() {
    let mut program = stackwise::internals::cli::command(usize::MAX);
    program.build();
    let asked = |words: &[&str]| {
        let words = [&["--", "stackwise"], words].concat();
        ended(stackwise(words).env("COMPLETE", "elvish")).stdout
    };
    for command in program
        .get_subcommands()
        .filter(|it| it.get_name() != "help")
    {
        let name = command.get_name();
        let options = asked(&[name, "--"]);
        for argument in command.get_arguments() {
            let Some(long) = argument.get_long().map(|long| format!("--{long}")) else {
                continue;
            };
            let mut offered = options.lines().map(|line| line.split('\t').next());
            assert!(offered.any(|it| it == Some(&long)), "{name} {long}");
            let values = argument.get_value_names().unwrap_or_default();
            // What is free to choose, and what belongs to an entry that is not named here.
            let is_free = ["N", "WORD", "WORDS", "ID"]
                .iter()
                .any(|free| values.iter().any(|it| it == free));
            if argument.get_action().takes_values() && !is_free {
                let offered = asked(&[name, &long, ""]);
                assert_ne!(offered, "", "{name} {long} has no values to offer");
            }
        }
    }
}
