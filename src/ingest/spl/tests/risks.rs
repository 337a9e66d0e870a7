//! What labels tell of risks: whole, with what it hangs on, or said to be elsewhere.

use pretty_assertions::assert_eq;

use super::shown::risk_line;
use super::{label, read};
use crate::entry::{Entry, RiskSection};

/// The label whose only section, contraindications, is followed by these.
pub fn with_sections(sections: &str) -> String {
    let end = "</section></component></structuredBody>";
    label("").replace(
        end,
        &format!("</section></component>{sections}</structuredBody>"),
    )
}

pub fn section(code: &str, title: &str, rest: &str) -> String {
    format!(
        "<component><section><code code=\"{code}\"/><title>{title}</title>{rest}</section></component>"
    )
}

fn excerpt(text: &str) -> String {
    format!("<excerpt><highlight><text>{text}</text></highlight></excerpt>")
}

pub fn told(entry: &Entry) -> Vec<String> {
    let not_listed = |section: &RiskSection| {
        (!section.listed).then(|| format!("{} is not listed", section.section))
    };
    let risks = entry.risks.iter().map(risk_line);
    risks
        .chain(entry.risk_sections.iter().filter_map(not_listed))
        .collect()
}

pub fn told_in(sections: &str) -> Vec<String> {
    told(&read(&with_sections(sections)).unwrap())
}

/// What the contraindications of a label with this text tell.
fn risks(text: &str) -> Vec<String> {
    let told = told(&read(&label(text)).unwrap());
    let bare = told
        .iter()
        .map(|line| line.replace("contraindications contraindication: ", ""));
    bare.collect()
}

#[test]
fn a_list_keeps_the_sentence_that_it_hangs_on() {
    let list = "<paragraph>Reserve for patients who have no alternative:</paragraph>\
                <list><item>acute cystitis</item><item>sinusitis (5.1)</item></list>";
    assert_eq!(
        risks(list),
        [
            "Reserve for patients who have no alternative: >> acute cystitis",
            "Reserve for patients who have no alternative: >> sinusitis (5.1)",
        ]
    );
    let list = "<list><item>Not with:<list><item>a</item><item>b:<list><item>c</item></list></item>\
                </list></item><item>Alone.<list><item>d</item></list></item></list>";
    assert_eq!(
        risks(list),
        ["Not with: >> a", "Not with: b: >> c", "Alone.", "d"]
    );
    assert_eq!(
        risks("Do not use with:<br/>tea<br/>coffee<br/>It may hum."),
        [
            "Do not use with: >> tea",
            "Do not use with: >> coffee",
            "It may hum."
        ]
    );
    let next = "<list><item>Not in:</item></list><list><item>a</item></list>";
    assert_eq!(risks(next), ["Not in: >> a"]);
    let lines = "<paragraph>It may show as:</paragraph><list><item>rash<br/>on the arms<br/>Stop it then.</item></list>";
    assert_eq!(
        risks(lines),
        ["It may show as: >> rash on the arms", "Stop it then."]
    );
    let words = "<list><item><caption>Bleeding:</caption>May be fatal.</item><item><caption>VIII.</caption>Falls</item></list>";
    assert_eq!(risks(words), ["Bleeding: May be fatal.", "Falls"]);
    let nested = "<paragraph>Alert:</paragraph><list><item>It may show as:<list><item>rash<br/>Stop it then.</item>\
                  <item>hum</item></list></item></list>";
    assert_eq!(
        risks(nested),
        [
            "Alert: It may show as: >> rash",
            "Stop it then.",
            "Alert: It may show as: >> hum"
        ]
    );
}

#[test]
fn items_with_their_bullets_among_the_words_are_items() {
    assert_eq!(
        risks("Ask first if you have<br/>■ asthma<br/>• a cough. It may last.<br/>Call us."),
        [
            "Ask first if you have >> asthma",
            "Ask first if you have >> a cough. It may last.",
            "Call us.",
        ]
    );
    assert_eq!(
        risks("Ask first if you have<br/>asthma<br/>a cough that lasts."),
        [
            "Ask first if you have >> asthma",
            "Ask first if you have >> a cough that lasts.",
        ]
    );
}

#[test]
fn headings_in_the_text_stand_over_what_follows_them() {
    let bold = |words: &str| {
        format!("<paragraph><content styleCode=\"bold\">{words}</content></paragraph>")
    };
    let text = bold("One")
        + "<paragraph>It may hum.</paragraph><paragraph>It may glow.</paragraph>"
        + &bold("TWO")
        + &bold("Three")
        + "<list><item>a</item></list>";
    assert_eq!(
        risks(&text),
        [
            "One >> It may hum.",
            "One >> It may glow.",
            "TWO",
            "Three >> a"
        ]
    );
}

#[test]
fn a_section_is_listed_whole_or_not_at_all() {
    let long = "It may hum. ".repeat(40);
    let not_listed = ["contraindications is not listed"];
    assert_eq!(risks(&format!("a<br/>{long}")), not_listed);
    assert_eq!(risks(&"<paragraph>a</paragraph>".repeat(9)), not_listed);
    assert_eq!(
        risks("a<table><tr><td>b</td><td>c</td></tr></table>"),
        not_listed
    );
    assert_eq!(risks("Not in:"), not_listed);
    assert_eq!(risks("[see Warnings (5.1)]"), not_listed);
    assert_eq!(risks("None"), ["None"]);
}

#[test]
fn highlights_come_first_whatever_their_length() {
    let long = "It may hum ".repeat(60);
    let highlights = excerpt(&format!(
        "<list><item>{long}(6.1)</item></list><paragraph>To report SUSPECTED ADVERSE REACTIONS, contact M.</paragraph>\
         <paragraph>See full prescribing information for complete boxed warning.</paragraph>"
    ));
    let text = format!("<text>Another.</text>{highlights}");
    let listed = format!("adverse-reactions side effect: {long}(6.1)");
    assert_eq!(told_in(&section("34084-4", "6 REACTIONS", &text)), [listed]);
}

#[test]
fn warnings_are_told_by_the_titles_of_their_parts() {
    let long = format!("<text>{}</text>", "It may hum. ".repeat(40));
    let parts = section("", "5.1 Humming", &long) + &section("", "5.2 Glowing:", &long);
    assert_eq!(
        told_in(&section("43685-7", "5 WARNINGS", &parts)),
        ["watch-out warning: Humming", "watch-out warning: Glowing"]
    );
    let vague = section("", "General", &long);
    for rest in [vague + &parts, long + &parts] {
        let told = told_in(&section("43685-7", "5 WARNINGS", &rest));
        assert_eq!(told, ["watch-out is not listed"]);
    }
    let other = section(
        "42232-9",
        "PRECAUTIONS",
        &section("34073-7", "Drugs", "<text>Tea.</text>"),
    );
    assert_eq!(told_in(&other), ["drug-interactions interaction: Tea."]);
    let told = told_in(&section("34084-4", "6 REACTIONS", &parts));
    assert_eq!(told, ["adverse-reactions is not listed"]);
}

#[test]
fn references_to_other_sections_are_no_risks() {
    let list =
        "<text>These are described elsewhere:<list><item>Humming [see 5.1]</item></list></text>";
    let told = told_in(&section("34084-4", "6 REACTIONS", list));
    assert_eq!(told, ["adverse-reactions is not listed"]);
    assert_eq!(
        risks("<list><item>Fear of cats [see Warnings (5.1)]</item></list>"),
        ["Fear of cats [see Warnings (5.1)]"]
    );
}

#[test]
fn leads_do_not_make_a_short_label_long() {
    let list = "<list><item>a</item></list>";
    let items = "<item>a</item>".repeat(20_000);
    let lead = "Not in any of these: ".repeat(1_000);
    let highlights = excerpt(&format!(
        "<paragraph>{lead}</paragraph><list>{items}</list>"
    ));
    let told = told_in(&section(
        "34084-4",
        "6 REACTIONS",
        &(highlights + &format!("<text>{list}</text>")),
    ));
    assert_eq!(told, ["adverse-reactions side effect: a"]);
}
