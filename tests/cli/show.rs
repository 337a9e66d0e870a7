//! `show`: names, sections, and the safety context.

use pretty_assertions::assert_eq;

use crate::support::{Ended, ended, printed, run, stackwise};

const RISKS: &str = "\
Dissociation
Dizziness
Nausea
Increased blood pressure
Potential exacerbation of psychosis
Not suitable for uncontrolled hypertension
Risk for individuals with substance use disorders
Possible adverse interactions with other medications
";

#[test]
fn the_risks_stand_under_title_and_level() {
    let bullets = format!("  • {}\n", RISKS.trim_end().replace('\n', "\n  • "));
    assert_eq!(
        printed("show ketamine --section risks"),
        format!(
            "Ketamine Therapy · Moderate Risk\n\nHealth Risks\n{bullets}\n\
             Disclaimer: stackwise show ketamine -s disclaimer\n"
        )
    );
}

#[test]
fn bare_risks_are_eight_lines() {
    assert_eq!(printed("show ketamine -s risks --bare"), RISKS);
}

#[test]
fn bare_sections_are_a_paragraph_a_line_in_the_order_asked() {
    let both = printed("show ketamine --bare -s protocol,benefits");
    let protocol = printed("show ketamine --bare -s protocol");
    let benefits = printed("show ketamine --bare -s benefits");
    assert_eq!(both, protocol.clone() + &benefits);
    assert_eq!(protocol.lines().count(), 2);
    let whole = printed("show ketamine --bare");
    assert_eq!(whole.lines().count(), 6 * 2 + 8);
    assert!(!whole.contains("informational purposes only"));
    assert_eq!(
        printed("show ketamine --bare -s disclaimer")
            .lines()
            .count(),
        1
    );
}

#[test]
fn every_way_to_write_a_name_finds_the_same_entry() {
    let wanted = printed("show ketamine -s risks");
    for name in [
        &["KETAMINE   Therapy"][..],
        &["ketamine", "therapy"],
        &["Kétamine-Therapy"],
        &["  ketamine_therapy "],
        &["ketamine treatment"],
        &["--", "ketamine"],
    ] {
        let arguments = ["show", "-s", "risks"].iter().chain(name);
        let Ended {
            status,
            stdout,
            stderr,
        } = ended(&mut stackwise(arguments));
        assert_eq!(
            (status, stdout, stderr),
            (0, wanted.clone(), String::new()),
            "{name:?}"
        );
    }
}

#[test]
fn sections_keep_the_order_asked_and_come_once() {
    let headings = |line: &str| -> Vec<String> {
        let known = [
            "Treatment Protocol",
            "Benefits For Your Health",
            "Health Risks",
            "Overview",
        ];
        let shown = printed(line);
        shown
            .lines()
            .filter(|line| known.contains(line))
            .map(str::to_owned)
            .collect()
    };
    assert_eq!(
        headings("show ketamine -s protocol,benefits"),
        ["Treatment Protocol", "Benefits For Your Health"]
    );
    assert_eq!(
        headings("show ketamine -s risks -s dosage -s overview,protocol"),
        ["Health Risks", "Treatment Protocol", "Overview"]
    );
    assert_eq!(
        printed("show ketamine -s dosage"),
        printed("show ketamine -s protocol")
    );
}

#[test]
fn a_part_points_to_the_disclaimer_unless_it_holds_it() {
    let pointer = "Disclaimer: stackwise show ketamine -s disclaimer\n";
    for form in ["text", "table"] {
        let shown = printed(&format!("show ketamine -s science -f {form}"));
        assert!(
            shown.starts_with("Ketamine Therapy · Moderate Risk\n\n"),
            "{shown}"
        );
        assert!(shown.ends_with(pointer), "{shown}");
    }
    let with_disclaimer = printed("show ketamine -s risks,disclaimer");
    assert!(!with_disclaimer.contains(pointer));
    assert!(with_disclaimer.ends_with("our Terms of Service and Privacy Policy.\n"));
    assert!(printed("show ketamine").ends_with("our Terms of Service and Privacy Policy.\n"));
}

#[test]
fn a_near_miss_prints_nothing_on_stdout() {
    assert_eq!(
        run("show ketamin"),
        Ended {
            status: 1,
            stdout: String::new(),
            stderr: "error: no entry is named \"ketamin\"\nhint: did you mean `ketamine` (Ketamine Therapy)?\n".into(),
        }
    );
    assert_eq!(
        run("show ketamine -s risks,scince"),
        Ended {
            status: 1,
            stdout: String::new(),
            stderr: "error: \"ketamine\" has no section named \"scince\"; it has overview, \
                     how-it-works, benefits, science, protocol, watch-out, risks, disclaimer\n\
                     hint: did you mean `science`?\n"
                .into(),
        }
    );
}

#[test]
fn a_later_option_overrides_an_earlier_one() {
    assert_eq!(
        printed("show ketamine -f json -s risks --width 30 -f text --width 60"),
        printed("show ketamine -s risks --width 60")
    );
}
