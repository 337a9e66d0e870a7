//! What the LOINC codes of label sections mean: FDA's names, and what this program makes of them.

use crate::entry::RiskKind;

/// The code of a section that the labeler did not classify: as good as none.
const UNCLASSIFIED: &str = "42229-5";
/// The code of a boxed warning, FDA's strongest.
pub const BOXED_WARNING: &str = "34066-1";
/// The code of what is new in a label.
pub const RECENT_CHANGES: &str = "43683-2";
/// The code of the warnings of labels in the older format, and of those for consumers.
pub const WARNINGS: &str = "34071-1";
/// The id of a section of warnings.
pub const WARNINGS_ID: &str = "watch-out";
/// The code of what is printed on a package.
pub const PANEL: &str = "51945-4";
/// The code of whom to ask: labels have addresses there, in bold type.
pub const QUESTIONS: &str = "53413-1";
/// The codes of documents for patients within a label.
pub const FOR_PATIENTS: [&str; 3] = ["42230-3", "42231-1", "68498-5"];

/// Whether the section is one of those that the warnings of a label for consumers are made of.
pub fn is_consumer_warning(code: &str) -> bool {
    matches!(
        code,
        "50565-1" | "50566-9" | "50567-7" | "50568-5" | "50569-3" | "50570-1" | "53414-9"
    )
}

/// The kind of risks that a section with this code tells of.
pub fn risk_kind(code: &str) -> Option<RiskKind> {
    match code {
        BOXED_WARNING | WARNINGS | "43685-7" | "42232-9" | "50569-3" | "50566-9" => {
            Some(RiskKind::Warning)
        }
        "34070-3" | "50570-1" => Some(RiskKind::Contraindication),
        "34084-4" | "50567-7" => Some(RiskKind::UndesirableEffect),
        "34073-7" | "50568-5" => Some(RiskKind::Interaction),
        _ => None,
    }
}

/// Whether a code says what its section is about.
pub fn is_specific(code: &str) -> bool {
    !code.is_empty() && code != UNCLASSIFIED
}

/// FDA's name for the sections with a code, in words: `&` is "and".
pub fn name(code: &str) -> Option<String> {
    let place = NAMES.binary_search_by_key(&code, |(code, _)| code).ok()?;
    Some(NAMES[place].1.replace('&', "and"))
}

/// Every code with FDA's name for it.
pub fn all() -> impl Iterator<Item = (&'static str, &'static str)> {
    NAMES.iter().copied()
}

/// The names as FDA lists them ("Section Headings (LOINC)", among its resources for Structured
/// Product Labeling), in the order of the codes as text. What FDA calls
/// "SPL Patient Package Insert" has the name here that it has in labels.
const NAMES: [(&str, &str); 95] = [
    ("34066-1", "Boxed Warning"),
    ("34067-9", "Indications & Usage"),
    ("34068-7", "Dosage & Administration"),
    ("34069-5", "How Supplied"),
    ("34070-3", "Contraindications"),
    ("34071-1", "Warnings"),
    ("34072-9", "General Precautions"),
    ("34073-7", "Drug Interactions"),
    ("34074-5", "Drug & or Laboratory Test Interactions"),
    ("34075-2", "Laboratory Tests"),
    ("34076-0", "Information for Patients"),
    ("34077-8", "Teratogenic Effects"),
    ("34078-6", "Nonteratogenic Effects"),
    ("34079-4", "Labor & Delivery"),
    ("34080-2", "Nursing Mothers"),
    ("34081-0", "Pediatric Use"),
    ("34082-8", "Geriatric Use"),
    (
        "34083-6",
        "Carcinogenesis & Mutagenesis & Impairment of Fertility",
    ),
    ("34084-4", "Adverse Reactions"),
    ("34085-1", "Controlled Substance"),
    ("34086-9", "Abuse"),
    ("34087-7", "Dependence"),
    ("34088-5", "Overdosage"),
    ("34089-3", "Description"),
    ("34090-1", "Clinical Pharmacology"),
    ("34091-9", "Animal Pharmacology & or Toxicology"),
    ("34092-7", "Clinical Studies"),
    ("34093-5", "References"),
    ("42227-9", "Drug Abuse and Dependence"),
    ("42228-7", "Pregnancy"),
    ("42229-5", "SPL Unclassified"),
    ("42230-3", "Patient Information"),
    ("42231-1", "Medication Guide"),
    ("42232-9", "Precautions"),
    ("43678-2", "Dosage Forms & Strengths"),
    ("43679-0", "Mechanism of Action"),
    ("43680-8", "Nonclinical Toxicology"),
    ("43681-6", "Pharmacodynamics"),
    ("43682-4", "Pharmacokinetics"),
    ("43683-2", "Recent Major Changes"),
    ("43684-0", "Use in Specific Populations"),
    ("43685-7", "Warnings and cautions"),
    ("44425-7", "Storage and Handling"),
    ("48779-3", "SPL Indexing Data Elements"),
    ("48780-1", "SPL Product Data Elements"),
    ("49489-8", "Microbiology"),
    ("50565-1", "Keep Out of Reach of Children"),
    ("50566-9", "Stop Use"),
    ("50567-7", "When Using"),
    ("50568-5", "Ask Doctor/Pharmacist"),
    ("50569-3", "Ask Doctor"),
    ("50570-1", "Do Not Use"),
    ("50740-0", "Guaranteed Analysis of Feed"),
    ("50741-8", "Safe Handling Warning"),
    ("50742-6", "Environmental Warning"),
    ("50743-4", "Food Safety Warning"),
    ("50744-2", "Information for Owners/Caregivers"),
    ("50745-9", "Veterinary Indications"),
    ("51727-6", "Inactive Ingredient"),
    ("51945-4", "Package Label: Principal Display Panel"),
    ("53412-3", "Residue Warning"),
    ("53413-1", "Questions"),
    ("53414-9", "Pregnancy or Breast Feeding"),
    ("54433-8", "User Safety Warnings"),
    ("55105-1", "Purpose"),
    ("55106-9", "Active Ingredient"),
    ("59845-8", "Instructions for Use"),
    ("60555-0", "Accessories"),
    ("60556-8", "Assembly or Installation Instructions"),
    ("60557-6", "Calibration Instructions"),
    (
        "60558-4",
        "Cleaning, Disinfecting, and Sterilization Instructions",
    ),
    ("60559-2", "Components"),
    ("60560-0", "Intended Use of the Device"),
    ("60561-8", "Other Safety Information"),
    ("60562-6", "Route, Method and Frequency of Administration"),
    ("60563-4", "Summary of Safety and Effectiveness"),
    ("60684-8", "Cellular Therapy"),
    ("66106-6", "Pharmacogenomics"),
    ("68498-5", "Patient Medication Information"),
    ("69718-5", "Statement of Identity"),
    ("69719-3", "Health Claim"),
    ("69758-1", "Diagram of Device"),
    ("69759-9", "Risks"),
    ("69760-7", "Compatible Accessories"),
    ("69761-5", "Alarms"),
    ("69762-3", "Troubleshooting"),
    ("69763-1", "Disposal and Waste Handling"),
    ("71744-7", "Health Care Provider Letter"),
    ("77290-5", "Lactation"),
    ("77291-3", "Females & Males of Reproductive Potential"),
    ("88828-9", "Renal Impairment"),
    ("88829-7", "Hepatic Impairment"),
    ("88830-5", "Immunogenicity"),
    ("90374-0", "Clinical Trials Experience"),
    ("90375-7", "Postmarketing Experience"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entry::standard::STANDARD_SECTIONS;

    #[test]
    fn the_names_are_in_the_order_in_which_they_are_sought() {
        assert!(NAMES.is_sorted_by(|a, b| a.0 < b.0));
        for section in &STANDARD_SECTIONS {
            assert!(section.loinc.iter().all(|code| name(code).is_some()));
        }
        assert_eq!(name("34067-9").unwrap(), "Indications and Usage");
        assert_eq!(name("34066-1").unwrap(), "Boxed Warning");
        assert_eq!(name("00000-0"), None);
    }
}
