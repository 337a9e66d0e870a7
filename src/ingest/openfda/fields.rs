//! What the fields of openFDA's records are called: FDA's names of the sections of labels, and what
//! labels themselves write over these.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::ingest::ids::slug;
use crate::ingest::spl::codes;

/// The code of what is printed on a package.
pub const PANEL: &str = codes::PANEL;
/// The code of sections that the labeler did not classify.
pub const UNCLASSIFIED: &str = "42229-5";
/// The code of the names of products and of what is in them.
pub const PRODUCT_DATA: &str = "48780-1";

/// Fields that hold no text of the label.
const DATA: [&str; 6] = [
    "set_id",
    "id",
    "version",
    "effective_time",
    "openfda",
    "@timestamp",
];

/// Fields that are not called by FDA's name of their section.
const NAMED_OTHERWISE: [(&str, &str); 7] = [
    ("ask_doctor_or_pharmacist", "50568-5"),
    ("information_for_owners_or_caregivers", "50744-2"),
    ("spl_indexing_data_elements", "48779-3"),
    ("spl_medguide", "42231-1"),
    ("spl_patient_package_insert", "42230-3"),
    ("spl_product_data_elements", PRODUCT_DATA),
    ("spl_unclassified_section", UNCLASSIFIED),
];

/// What labels write over sections besides FDA's names of them, without "and" and "or".
const HEADINGS: [(&str, &[&str]); 20] = [
    ("34067-9", &["indications", "uses", "use"]),
    ("34068-7", &["directions"]),
    (
        "34069-5",
        &["how supplied storage handling", "how is supplied"],
    ),
    ("34071-1", &["warnings precautions", "warning"]),
    ("34072-9", &["general"]),
    ("34076-0", &["patient counseling information"]),
    ("42230-3", &["patient package insert"]),
    ("43685-7", &["warnings precautions"]),
    ("44425-7", &["other information", "storage"]),
    ("50565-1", &["keep out of the reach of children"]),
    (
        "50566-9",
        &["stop use ask a doctor if", "stop use ask doctor if"],
    ),
    ("50567-7", &["when using this product"]),
    (
        "50568-5",
        &[
            "ask a doctor pharmacist before use if you are",
            "ask a doctor pharmacist before use if",
            "ask a doctor pharmacist before use",
        ],
    ),
    (
        "50569-3",
        &[
            "ask a doctor before use if you have",
            "ask a doctor before use if",
            "ask a doctor before use",
        ],
    ),
    ("51727-6", &["inactive ingredients"]),
    ("53413-1", &["questions comments"]),
    (
        "53414-9",
        &["if pregnant breast feeding", "if pregnant breastfeeding"],
    ),
    ("55105-1", &["purposes"]),
    ("55106-9", &["active ingredients"]),
    ("60561-8", &["other information"]),
];

/// The codes of sections whose heading may be the beginning of a sentence on labels for consumers.
const BEGIN_SENTENCES: [&str; 8] = [
    "50565-1", "50566-9", "50567-7", "50568-5", "50569-3", "50570-1", "51727-6", "53414-9",
];

static CODES: LazyLock<BTreeMap<String, &str>> = LazyLock::new(|| {
    let named = codes::all().map(|(code, name)| (field(name), code));
    let otherwise = NAMED_OTHERWISE.map(|(field, code)| (field.to_owned(), code));
    named.chain(otherwise).collect()
});

/// The field of the sections with this name.
fn field(name: &str) -> String {
    slug(&name.replace('&', " and "), usize::MAX).replace('-', "_")
}

/// The code of the sections in the field of this name.
pub fn code(field: &str) -> Option<&'static str> {
    CODES.get(field).copied()
}

/// Whether a field holds text of the label.
pub fn is_text(field: &str) -> bool {
    !DATA.contains(&field)
}

/// What may stand over a section with this code: words without "and" and "or".
pub fn headings(code: &str) -> impl Iterator<Item = String> {
    let others = HEADINGS.iter().find(|(known, _)| *known == code);
    let others = others.into_iter().flat_map(|(_, names)| *names);
    let name = codes::name(code).map(|name| words(&name).map(|(word, _)| word).collect());
    let name = name.into_iter().map(|words: Vec<_>| words.join(" "));
    others.map(|&name| name.to_owned()).chain(name)
}

/// Whether the heading of a section with this code may go on as a sentence.
pub fn begins_sentence(code: &str) -> bool {
    BEGIN_SENTENCES.contains(&code)
}

/// The words of a heading in lower case, but for "and" and "or", each with the offset behind it.
pub fn words(text: &str) -> impl Iterator<Item = (String, usize)> {
    let is_within = |c: char| c.is_alphanumeric();
    let mut begin = 0;
    std::iter::from_fn(move || {
        let at = begin + text[begin..].find(is_within)?;
        let end = text[at..]
            .find(|c: char| !is_within(c))
            .map_or(text.len(), |length| at + length);
        begin = end;
        Some((text[at..end].to_lowercase(), end))
    })
    .filter(|(word, _)| word != "and" && word != "or")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_have_the_codes_of_their_sections() {
        for (field, expected) in [
            ("indications_and_usage", "34067-9"),
            ("warnings_and_cautions", "43685-7"),
            (
                "carcinogenesis_and_mutagenesis_and_impairment_of_fertility",
                "34083-6",
            ),
            ("package_label_principal_display_panel", PANEL),
            ("drug_and_or_laboratory_test_interactions", "34074-5"),
            ("labor_and_delivery", "34079-4"),
            ("spl_medguide", "42231-1"),
            ("ask_doctor_or_pharmacist", "50568-5"),
        ] {
            assert_eq!(code(field), Some(expected), "{field}");
        }
        assert_eq!(code("set_id"), None);
    }
}
