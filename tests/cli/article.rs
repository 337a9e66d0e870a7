//! The published article reaches the user completely, in order, and with nothing added.

use std::fs;

use pretty_assertions::assert_eq;
use serde_json::Value;

use crate::support::{printed, root};

fn published() -> String {
    fs::read_to_string(root().join("tests/fixtures/ketamine-article.txt")).unwrap()
}

fn texts(values: &Value) -> Vec<String> {
    let values = values.as_array().unwrap().iter();
    values
        .map(|value| value.as_str().unwrap().to_owned())
        .collect()
}

/// An entry laid out as articles are published.
fn laid_out(entry: &Value) -> String {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let mut blocks = vec![text(&entry["title"]), text(&entry["risk"]["label"])];
    for section in entry["sections"].as_array().unwrap() {
        if section["id"] != "overview" {
            blocks.push(text(&section["title"]));
        }
        blocks.extend(texts(&section["content"]));
    }
    blocks.push("Health Risks".to_owned());
    let risks = entry["risks"].as_array().unwrap().iter();
    let risks: Vec<String> = risks
        .map(|risk| format!("  • {}", text(&risk["text"])))
        .collect();
    blocks.push(risks.join("\n"));
    blocks.push(text(&entry["disclaimer"]));
    blocks.join("\n\n")
}

#[test]
fn the_asset_is_the_article_as_published() {
    let asset = fs::read_to_string(root().join("assets/ketamine.json")).unwrap();
    assert_eq!(
        laid_out(&serde_json::from_str(&asset).unwrap()),
        published()
    );
}

#[test]
fn the_fixture_is_the_article_as_it_was_given() {
    let given = root().join("../shared/seed/000_d8c5cdc593711b2c.txt");
    match fs::read_to_string(&given) {
        Ok(given) => assert_eq!(given, published()),
        Err(_) => println!("skipped: {} is not here", given.display()),
    }
}

#[test]
fn json_prints_the_asset() {
    let asset = fs::read_to_string(root().join("assets/ketamine.json")).unwrap();
    assert_eq!(printed("show ketamine --format json"), asset);
}

#[test]
fn unwrapped_text_is_the_article_with_title_and_level_on_one_line() {
    let published = published();
    let article = published.replacen("\n\n", " · ", 1);
    // Headings stand directly over their text; all else is as published.
    let mut wanted = article.clone();
    for heading in [
        "How It Works",
        "Benefits For Your Health",
        "The Science Behind It",
        "Treatment Protocol",
        "What to Watch Out For",
        "Health Risks",
    ] {
        wanted = wanted.replacen(&format!("\n{heading}\n\n"), &format!("\n{heading}\n"), 1);
    }
    assert_eq!(printed("show ketamine --width 0"), wanted + "\n");
}

#[test]
fn every_line_of_the_article_is_in_every_form_in_order() {
    for form in ["text --width 0", "json", "markdown", "table --width 0"] {
        let shown = printed(&format!("show ketamine --format {form}"));
        let mut rest = shown.as_str();
        let published = published();
        for line in published
            .lines()
            .map(|line| line.trim_start_matches(['•', ' ']))
        {
            // In JSON the list of risks is named by its key.
            if form == "json" && line == "Health Risks" {
                continue;
            }
            let at = rest
                .find(line)
                .unwrap_or_else(|| panic!("{form} lacks {line:?}, or has it out of order"));
            rest = &rest[at + line.len()..];
        }
    }
}
