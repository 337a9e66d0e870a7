//! `list`: the entries that fit.

use pretty_assertions::assert_eq;

use crate::support::{Ended, ended, on_terminal, run, stackwise};

const NOTHING: &str = "error: no matching entries\nhint: `stackwise list` shows every entry\n";

#[test]
fn a_pipe_gets_one_id_a_line() {
    for line in [
        "list",
        "list --max-level high",
        "list --level moderate",
        "list --source built-in",
    ] {
        let wanted = Ended {
            status: 0,
            stdout: "ketamine\n".into(),
            stderr: String::new(),
        };
        assert_eq!(run(line), wanted, "{line}");
    }
}

#[test]
fn a_terminal_gets_a_table() {
    let variables = [("LANG", "C.UTF-8"), ("NO_COLOR", "1")];
    let (status, shown) = on_terminal("list", &variables, (80, 24));
    assert_eq!(status, 0);
    assert_eq!(
        shown,
        "\
┌──────────────────┬───────────────┬──────────┬──────────┐
│ Title            │ Risk level    │ ID       │ Source   │
╞══════════════════╪═══════════════╪══════════╪══════════╡
│ Ketamine Therapy │ Moderate Risk │ ketamine │ built-in │
└──────────────────┴───────────────┴──────────┴──────────┘
"
    );
    assert_eq!(
        on_terminal("list -f text", &variables, (80, 24)),
        (0, "ketamine\n".into())
    );
}

#[test]
fn nothing_that_fits_prints_nothing_and_says_so() {
    for line in [
        "list --max-level low",
        "list --level unknown",
        "list --source library",
        "list --max-level low -f markdown",
    ] {
        let wanted = Ended {
            status: 1,
            stdout: String::new(),
            stderr: NOTHING.into(),
        };
        assert_eq!(run(line), wanted, "{line}");
    }
}

#[test]
fn nothing_that_fits_is_an_empty_list_in_json() {
    let wanted = Ended {
        status: 1,
        stdout: "{\n  \"schema_version\": 2,\n  \"entries\": [],\n  \"total\": 0\n}\n".into(),
        stderr: String::new(),
    };
    assert_eq!(run("list --max-level low -f json"), wanted);
}

#[test]
fn words_of_a_risk_have_to_be_in_one_risk() {
    let status = |words: &str| ended(&mut stackwise(["list", "--risk", words])).status;
    assert_eq!(status("Blood Pressure"), 0);
    assert_eq!(status("psychos"), 0);
    assert_eq!(status("nausea dizziness"), 1);
    assert_eq!(status("!"), 1);
}

#[test]
fn a_risk_is_looked_for_in_lists_of_risks_alone_and_the_list_says_so() {
    let elsewhere = |words: &str, count: &str| {
        format!(
            "`--risk` looks only in lists of risks; in names and text `stackwise search {words}` \
             finds {count}\n"
        )
    };
    assert_eq!(
        run("list --risk nausea"),
        Ended {
            status: 0,
            stdout: "ketamine\n".into(),
            stderr: format!("note: {}", elsewhere("nausea", "1 entry")),
        }
    );
    for (line, words, count) in [
        ("list --risk synapses", "synapses", "1 entry"),
        (
            "list --level moderate --risk bleeding -f table",
            "bleeding",
            "0 entries",
        ),
    ] {
        let expected = Ended {
            status: 1,
            stdout: String::new(),
            stderr: format!(
                "error: no matching entries\nhint: {}",
                elsewhere(words, count)
            ),
        };
        assert_eq!(run(line), expected, "{line}");
    }
    assert_eq!(
        run("list --risk synapses -f json"),
        Ended {
            status: 1,
            stdout: "{\n  \"schema_version\": 2,\n  \"entries\": [],\n  \"total\": 0,\n  \
                     \"search_total\": 1,\n  \"unlisted_total\": 0\n}\n"
                .into(),
            stderr: String::new(),
        }
    );
}
