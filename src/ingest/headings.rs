//! The lines that articles and notes are built of: standard headings, the level line, and the ids
//! that titles ask for. Knows nothing of the formats that they are read from.

use super::ids::slug;
use crate::entry::standard::{StandardSection, with_heading};
use crate::entry::{Part, RESERVED_IDS, RiskLevel, RiskRating, Slug};
use crate::name::fold;
use crate::text::Text;

/// The title of an opening without a heading.
pub const OVERVIEW: &str = "Overview";

/// Words that say what every entry is, so that they add nothing to the end of an id.
const GENERIC: [&str; 2] = ["therapy", "treatment"];

/// Whether a heading is that of the list of health risks.
#[must_use]
pub fn is_risks(title: &str) -> bool {
    standard_of(title).is_some_and(|section| section.id == Part::RISKS_ID)
}

/// Whether a heading is that of the disclaimer.
#[must_use]
pub fn is_disclaimer(title: &str) -> bool {
    standard_of(title).is_some_and(|section| section.id == Part::DISCLAIMER_ID)
}

/// Whether a heading is one of the published articles', the one over the risks included.
#[must_use]
pub fn is_standard(title: &str) -> bool {
    standard_of(title).is_some_and(|section| section.id != Part::DISCLAIMER_ID)
}

/// The rating that a line such as "Moderate Risk" gives: the level that it names, the line as its
/// label.
#[must_use]
pub fn rating(line: &str) -> Option<RiskRating> {
    let level = RiskLevel::ALL
        .into_iter()
        .find(|level| level.is_named_by(line))?;
    let label = Text::try_from(line.to_owned()).ok()?;
    RiskRating::new(level, Some(label)).ok()
}

/// The id of an entry with this title: its words without a "Therapy" or "Treatment" at the end, as
/// "Ketamine Therapy" is `ketamine`. `None` when the title has no letters that an id may have.
#[must_use]
pub fn entry_id(title: &str) -> Option<Slug> {
    let words = slug(title, usize::MAX);
    let kept = match words.rsplit_once('-') {
        Some((rest, last)) if GENERIC.contains(&last) => rest,
        _ => &words,
    };
    Slug::try_from(slug(kept, Slug::MAX_BYTES)).ok()
}

/// The id that a section with this title should have: the standard one for a standard heading,
/// otherwise the words of the title.
#[must_use]
pub fn section_id(title: &str) -> &str {
    match standard_of(title) {
        Some(section) if !RESERVED_IDS.contains(&section.id) => section.id,
        _ => title,
    }
}

fn standard_of(title: &str) -> Option<&'static StandardSection> {
    with_heading(&fold(title))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_id_of_an_entry_is_its_title_without_a_generic_end() {
        for (title, id) in [
            ("Ketamine Therapy", Some("ketamine")),
            ("Red Light Treatment", Some("red-light")),
            ("Therapy", Some("therapy")),
            (
                "St. John’s Wort (Hypericum)",
                Some("st-johns-wort-hypericum"),
            ),
            ("Crème brûlée", Some("creme-brulee")),
            ("氯胺酮", None),
        ] {
            assert_eq!(
                entry_id(title).map(|id| id.to_string()).as_deref(),
                id,
                "{title}"
            );
        }
    }

    #[test]
    fn a_standard_heading_asks_for_its_id() {
        for (title, id) in [
            ("How It Works", "how-it-works"),
            ("BENEFITS FOR YOUR HEALTH", "benefits"),
            ("Benefits", "benefits"),
            ("Health Risks", "Health Risks"),
            ("Cost & Access", "Cost & Access"),
        ] {
            assert_eq!(section_id(title), id);
        }
    }

    #[test]
    fn a_level_line_gives_its_level_and_its_wording() {
        let rating = rating("moderate risk").unwrap();
        assert_eq!(rating.level, RiskLevel::Moderate);
        assert_eq!(rating.label.unwrap().as_str(), "moderate risk");
        assert_eq!(super::rating("Extreme Risk"), None);
    }
}
