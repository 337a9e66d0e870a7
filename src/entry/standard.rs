//! The standard sections: one table of what they are called by everybody who names them.

use super::Part;

/// The LOINC code of the boxed warning of a drug label.
pub const BOXED_WARNING: &str = "34066-1";

/// A section that people ask for in every entry.
#[derive(Debug, PartialEq, Eq)]
pub struct StandardSection {
    /// Its id.
    pub id: &'static str,
    /// The headings that it has in articles and notes, folded.
    pub headings: &'static [&'static str],
    /// What people type for it, folded.
    pub synonyms: &'static [&'static str],
    /// The LOINC codes of the sections of drug labels that it is read from: the first that the label
    /// has.
    pub loinc: &'static [&'static str],
    /// Its column in the full-text index of earlier libraries, which had one for these alone.
    pub earlier_column: Option<&'static str>,
}

/// Every standard section, in the order of an entry. Where several have a synonym, the first of them
/// that the entry has is meant.
pub const STANDARD_SECTIONS: [StandardSection; 9] = [
    StandardSection {
        id: "overview",
        headings: &["overview"],
        synonyms: &["introduction", "description", "summary", "about"],
        loinc: &["34089-3"],
        earlier_column: Some("overview"),
    },
    StandardSection {
        id: "how-it-works",
        headings: &["how it works"],
        synonyms: &["mechanism", "mechanism of action", "works"],
        loinc: &["43679-0", "34090-1"],
        earlier_column: Some("how_it_works"),
    },
    StandardSection {
        id: "benefits",
        headings: &["benefits for your health", "benefits"],
        synonyms: &["benefit", "indications", "uses"],
        loinc: &["34067-9"],
        earlier_column: Some("benefits"),
    },
    StandardSection {
        id: "science",
        headings: &["the science behind it"],
        synonyms: &["evidence", "research", "studies", "clinical studies"],
        loinc: &["34092-7"],
        earlier_column: Some("science"),
    },
    StandardSection {
        id: "protocol",
        headings: &["treatment protocol"],
        synonyms: &[
            "dosage",
            "dose",
            "dosing",
            "administration",
            "dosage and administration",
            "treatment",
        ],
        loinc: &["34068-7"],
        earlier_column: Some("protocol"),
    },
    StandardSection {
        id: "watch-out",
        headings: &["what to watch out for"],
        synonyms: &[
            "warning",
            "warnings",
            "warnings and cautions",
            "cautions",
            "precautions",
        ],
        loinc: &["43685-7", "34071-1"],
        earlier_column: Some("watch_out"),
    },
    StandardSection {
        id: "adverse-reactions",
        headings: &[],
        synonyms: &[
            "side effect",
            "side effects",
            "adverse effects",
            "adverse reactions",
        ],
        loinc: &["34084-4"],
        earlier_column: None,
    },
    StandardSection {
        id: Part::RISKS_ID,
        headings: &["health risks", "risks"],
        synonyms: &[
            "risk",
            "health risk",
            "health risks",
            "side effect",
            "side effects",
            "adverse effects",
            "adverse reactions",
        ],
        loinc: &[],
        earlier_column: Some("risks"),
    },
    StandardSection {
        id: Part::DISCLAIMER_ID,
        headings: &["disclaimer"],
        synonyms: &[],
        loinc: &[],
        earlier_column: None,
    },
];

/// The standard section with this id.
#[must_use]
pub fn with_id(id: &str) -> Option<&'static StandardSection> {
    STANDARD_SECTIONS.iter().find(|section| section.id == id)
}

/// The standard section with this heading, which is folded.
#[must_use]
pub fn with_heading(folded: &str) -> Option<&'static StandardSection> {
    let mut sections = STANDARD_SECTIONS.iter();
    sections.find(|section| section.headings.contains(&folded))
}

/// The standard sections that this word, which is folded, is typed for.
pub fn meant_by(folded: &str) -> impl Iterator<Item = &'static StandardSection> {
    let sections = STANDARD_SECTIONS.iter();
    sections.filter(move |section| section.synonyms.contains(&folded))
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::name::fold;

    #[test]
    fn ids_headings_and_codes_mean_one_section_and_words_are_folded() {
        let sections = &STANDARD_SECTIONS;
        let mut ids = HashSet::new();
        assert!(sections.iter().all(|section| ids.insert(section.id)));
        let mut codes = HashSet::new();
        assert!(
            sections
                .iter()
                .flat_map(|s| s.loinc)
                .all(|c| codes.insert(c))
        );
        let mut headings = HashSet::new();
        for heading in sections.iter().flat_map(|section| section.headings) {
            assert!(headings.insert(heading), "{heading}");
            assert_eq!(fold(heading), *heading);
        }
        for section in sections {
            let synonyms: HashSet<_> = section.synonyms.iter().collect();
            assert_eq!(synonyms.len(), section.synonyms.len(), "{}", section.id);
            for synonym in synonyms {
                assert_eq!(fold(synonym), *synonym);
            }
        }
    }
}
