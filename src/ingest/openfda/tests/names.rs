//! What a record says of its label besides the text.

use pretty_assertions::assert_eq;
use serde_json::json;

use super::entry;
use crate::entry::EntryDocument;

#[test]
fn names_and_numbers_come_from_the_record() {
    let mut fields = json!({ "description": ["Words."] });
    fields["openfda"] = json!({
        "brand_name": ["Drug", "Drug Forte"], "generic_name": ["DRUGIN HCL"],
        "manufacturer_name": ["Maker"], "substance_name": ["DRUGIN HYDROCHLORIDE"],
        "unii": ["AAA"], "product_ndc": ["1-2"], "package_ndc": ["1-2-3"], "rxcui": ["7"],
        "route": ["ORAL", "TOPICAL"], "is_original_packager": [true]
    });
    let document = serde_json::to_value(EntryDocument::from(&entry(&fields))).unwrap();
    let seen = |name: &str| document[name].clone();
    assert_eq!(seen("id"), "drug-0a1b2c3d");
    assert_eq!(seen("title"), "Drug");
    assert_eq!(
        seen("aliases"),
        json!(["Drug Forte", "DRUGIN HCL", "DRUGIN HYDROCHLORIDE"])
    );
    assert_eq!(
        seen("source"),
        json!({
            "name": "Maker",
            "url": "https://api.fda.gov/drug/label.json?search=set_id:0a1b2c3d-0000-0000-0000-000000000000",
            "set_id": "0a1b2c3d-0000-0000-0000-000000000000",
            "version": "3", "effective_date": "2024-02-29"
        })
    );
    assert_eq!(
        seen("about"),
        json!({
            "substances": [{ "name": "DRUGIN HYDROCHLORIDE",
                             "identifiers": [{ "system": "unii", "value": "AAA" }] }],
            "products": [{ "name": "Drug", "route": "ORAL, TOPICAL", "identifiers": [
                { "system": "ndc", "value": "1-2" }, { "system": "ndc", "value": "1-2-3" },
                { "system": "rxcui", "value": "7" }] }]
        })
    );
}

#[test]
fn which_of_several_substances_has_a_unii_is_not_made_up() {
    let mut fields =
        json!({ "description": ["Words."], "spl_product_data_elements": ["Both A-IN"] });
    fields["openfda"] = json!({ "substance_name": ["A", "B"], "unii": ["U1", "U2"] });
    let entry = entry(&fields);
    assert_eq!(
        (entry.title.as_str(), entry.source.name.as_str()),
        ("Both", "openFDA")
    );
    let about = entry.about.unwrap();
    assert!(about.substances.iter().all(|it| it.identifiers.is_empty()));
    assert_eq!(about.products[0].identifiers.len(), 2);
}
