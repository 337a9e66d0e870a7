//! The standard sections: one table of what they are called by everybody who names them.

use super::Part;

/// The LOINC code of the boxed warning of a drug label.
pub const BOXED_WARNING: &str = "34066-1";

/// The LOINC code of what a drug is for.
pub const INDICATIONS: &str = "34067-9";

/// The LOINC code of a letter to health care providers, which some labels begin with.
pub const LETTER: &str = "71744-7";

/// Synonyms that mean every standard section that has them, not the first that an entry has.
pub const MEANING_ALL: [&str; 2] = ["ingredient", "ingredients"];

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

/// Every standard section: those of an entry in their order, then those that drug labels have besides.
/// Where several have a synonym, the first of them that the entry has is meant.
///
/// The codes are FDA's ("Section Headings (LOINC)", among its resources for Structured Product
/// Labeling), and so are the ids of sections that labels alone have.
pub const STANDARD_SECTIONS: [StandardSection; 38] = [
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
        synonyms: &[
            "benefit",
            "indication",
            "indications",
            "indications and usage",
            "use",
            "uses",
            "used for",
        ],
        loinc: &[INDICATIONS],
        earlier_column: Some("benefits"),
    },
    StandardSection {
        id: "science",
        headings: &["the science behind it"],
        synonyms: &[
            "clinical trials",
            "trials",
            "evidence",
            "research",
            "studies",
            "clinical studies",
        ],
        loinc: &["34092-7"],
        earlier_column: Some("science"),
    },
    StandardSection {
        id: "protocol",
        headings: &["treatment protocol"],
        synonyms: &[
            "directions",
            "how to take",
            "how to use",
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
            "adverse events",
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
    of_labels(
        "boxed-warning",
        &["black box", "black box warning", "boxed warnings"],
        &[BOXED_WARNING],
    ),
    of_labels("contraindications", &["contraindication"], &["34070-3"]),
    of_labels(
        "do-not-use",
        &["contraindication", "contraindications"],
        &["50570-1"],
    ),
    of_labels(
        "drug-interactions",
        &["interaction", "interactions", "drug interaction"],
        &["34073-7"],
    ),
    of_labels(
        "ask-doctor-pharmacist",
        &[
            "interaction",
            "interactions",
            "drug interaction",
            "drug interactions",
        ],
        &["50568-5"],
    ),
    of_labels(
        "general-precautions",
        &["precaution", "precautions", "cautions"],
        &["34072-9"],
    ),
    of_labels("precautions", &["precaution", "cautions"], &["42232-9"]),
    of_labels("pregnancy", &["pregnant"], &["42228-7"]),
    of_labels(
        "lactation",
        &[
            "breastfeeding",
            "breast feeding",
            "nursing",
            "nursing mothers",
        ],
        &["77290-5"],
    ),
    of_labels(
        "nursing-mothers",
        &["lactation", "breastfeeding", "breast feeding", "nursing"],
        &["34080-2"],
    ),
    of_labels(
        "pregnancy-or-breast-feeding",
        &[
            "pregnancy",
            "pregnant",
            "lactation",
            "breastfeeding",
            "breast feeding",
            "nursing",
        ],
        &["53414-9"],
    ),
    of_labels(
        "pediatric-use",
        &["children", "kids", "pediatric", "pediatrics"],
        &["34081-0"],
    ),
    of_labels(
        "geriatric-use",
        &[
            "elderly",
            "geriatric",
            "geriatrics",
            "older adults",
            "older people",
        ],
        &["34082-8"],
    ),
    of_labels(
        "use-in-specific-populations",
        &["populations", "special populations", "specific populations"],
        &["43684-0"],
    ),
    of_labels("renal-impairment", &["kidney", "kidneys"], &["88828-9"]),
    of_labels("hepatic-impairment", &["liver"], &["88829-7"]),
    of_labels("overdosage", &["overdose", "overdosing"], &["34088-5"]),
    of_labels(
        "keep-out-of-reach-of-children",
        &["overdose", "overdosing", "overdosage"],
        &["50565-1"],
    ),
    of_labels(
        "drug-abuse-and-dependence",
        &["abuse", "addiction", "dependence"],
        &["42227-9"],
    ),
    of_labels(
        "dosage-forms-and-strengths",
        &["dosage forms", "forms", "strengths"],
        &["43678-2"],
    ),
    of_labels(
        "storage-and-handling",
        &["handling", "how to store", "storage", "store"],
        &["44425-7"],
    ),
    of_labels(
        "how-supplied",
        &[
            "handling",
            "how to store",
            "storage",
            "store",
            "supplied",
            "supply",
        ],
        &["34069-5"],
    ),
    of_labels(
        "active-ingredient",
        &["ingredient", "ingredients", "active ingredients"],
        &["55106-9"],
    ),
    of_labels(
        "inactive-ingredient",
        &[
            "excipients",
            "inactive ingredients",
            "ingredient",
            "ingredients",
        ],
        &["51727-6"],
    ),
    of_labels(
        "package-label-principal-display-panel",
        &["carton", "label", "package", "package label"],
        &["51945-4"],
    ),
    of_labels(
        "other-information",
        &["handling", "how to store", "storage", "store"],
        &[],
    ),
    of_labels(
        "medication-guide",
        &["medguide", "patient", "patient information", "patients"],
        &["42231-1"],
    ),
    of_labels(
        "patient-information",
        &["patient", "patients"],
        &["42230-3", "68498-5"],
    ),
    of_labels(
        "information-for-patients",
        &[
            "counseling",
            "patient",
            "patient counseling",
            "patient information",
            "patients",
        ],
        &["34076-0"],
    ),
];

/// A section that drug labels alone have.
const fn of_labels(
    id: &'static str,
    synonyms: &'static [&'static str],
    loinc: &'static [&'static str],
) -> StandardSection {
    StandardSection {
        id,
        headings: &[],
        synonyms,
        loinc,
        earlier_column: None,
    }
}

impl StandardSection {
    /// Whether articles and notes have the section as well as labels.
    #[must_use]
    pub fn is_of_articles(&self) -> bool {
        !self.headings.is_empty()
    }
}

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
