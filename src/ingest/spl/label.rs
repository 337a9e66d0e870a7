//! What a label says about itself in its structured data: product, substances, labeler and version.

use std::collections::BTreeSet;

use super::tree::{Element, Node, is_white_space};
use super::words::{slug, text};
use crate::entry::{About, Identifier, RiskLevel, RiskRating, Slug, Source, Substance};
use crate::ingest::draft::{Draft, Header};
use crate::name;
use crate::text::Text;

/// The FDA's Unique Ingredient Identifiers, by the number under which HL7 registers them.
const UNII: &str = "2.16.840.1.113883.4.9";
/// The FDA's National Drug Codes, likewise.
const NDC: &str = "2.16.840.1.113883.6.69";
/// Where the National Library of Medicine publishes labels, by their set ids.
const DAILYMED: &str = "https://dailymed.nlm.nih.gov/dailymed/drugInfo.cfm?setid=";
/// How many digits of the set id are in the id of an entry.
const SET_ID_DIGITS: usize = 8;

/// The label's data. No label has a rating. What is missing is complained of.
pub fn header(document: &Element<'_>, draft: &mut Draft) -> Header {
    let mut expect = |value: Option<Text>, missing: &str| {
        if value.is_none() {
            draft.complain(document.offset, missing);
        }
        value
    };
    let products = products(document);
    let title = expect(
        products.iter().find_map(|product| product_name(product)),
        "the label names no product to take the title from",
    );
    let labeler = expect(labeler(document), "the label names no labeler");
    let set_id = expect(value(document, "setId", "root"), "the label has no set id");
    let digits = set_id.as_ref().and_then(|id| first_digits(id.as_str()));
    if let (Some(set_id), None) = (&set_id, &digits) {
        let message = format!("the set id \"{set_id}\" is not a UUID");
        let offset = document.child("setId").map_or(0, |element| element.offset);
        draft.complain(offset, message);
    }
    let url = |set_id: &Text| text(format!("{DAILYMED}{set_id}"));
    Header {
        id: title.as_ref().and_then(|title| entry_id(title, &digits?)),
        aliases: title
            .as_ref()
            .map_or_else(Vec::new, |title| aliases(&products, title)),
        risk: Some(RiskRating {
            level: RiskLevel::Unknown,
            label: None,
        }),
        about: title.as_ref().and_then(|title| about(&products, title)),
        source: labeler.map(|name| Source {
            url: set_id.as_ref().and_then(url),
            set_id,
            version: value(document, "versionNumber", "value"),
            effective_date: effective_date(document),
            ..Source::named(name)
        }),
        title,
    }
}

/// The products of a label and the parts of kits, without mere accessories: where the generic name of
/// the product is given, a part that is not in it is a swab or the like, and nobody looks for the drug
/// by that name.
///
/// Early labels call products medicines; products in the data of establishments have no name.
fn products<'t>(document: &'t Element<'t>) -> Vec<&'t Element<'t>> {
    let is_whole =
        |e: &Element<'_>| matches!(e.name, "manufacturedProduct" | "manufacturedMedicine");
    let is_part = |e: &Element<'_>| matches!(e.name, "partProduct" | "partMedicine");
    let words_of = |product: &Element<'_>| {
        let generic = generic_name(product).map(|generic| name::fold(generic.as_str()));
        let words = generic.as_deref().unwrap_or("").split([' ', ',']);
        words
            .map(str::to_owned)
            .filter(|word| !word.is_empty())
            .collect::<BTreeSet<_>>()
    };
    let mut products: Vec<_> = document
        .descendants()
        .filter(|element| is_whole(element) || is_part(element))
        .collect();
    let wholes = products.iter().filter(|product| is_whole(product));
    let known: BTreeSet<_> = wholes.flat_map(|product| words_of(product)).collect();
    products.retain(|product| {
        let words = words_of(product);
        is_whole(product) || known.is_empty() || words.is_empty() || !known.is_disjoint(&words)
    });
    products
}

fn product_name(product: &Element<'_>) -> Option<Text> {
    words(product.child("name")?)
}

fn generic_name(product: &Element<'_>) -> Option<Text> {
    words(product.at(&["asEntityWithGeneric", "genericMedicine", "name"])?)
}

/// Early labels may name only the manufacturer of the product.
fn labeler(document: &Element<'_>) -> Option<Text> {
    let author = [
        "author",
        "assignedEntity",
        "representedOrganization",
        "name",
    ];
    document.at(&author).and_then(words).or_else(|| {
        let mut elements = document.descendants();
        let maker = elements.find(|element| element.name == "manufacturerOrganization")?;
        words(maker.child("name")?)
    })
}

/// The words in `element`, with a blank wherever another element begins or ends: the `<suffix>` of a
/// product's name ("Extra Strength") follows without one.
fn words(element: &Element<'_>) -> Option<Text> {
    fn gather(element: &Element<'_>, words: &mut String) {
        for node in &element.children {
            match node {
                Node::Words(more) => words.push_str(more),
                Node::Element(child) => {
                    words.push(' ');
                    gather(child, words);
                    words.push(' ');
                }
            }
        }
    }
    let mut gathered = String::new();
    gather(element, &mut gathered);
    let words: Vec<_> = gathered
        .split(is_white_space)
        .filter(|word| !word.is_empty())
        .collect();
    text(words.join(" "))
}

/// The attribute of one of the label's own elements.
fn value(document: &Element<'_>, element: &str, attribute: &str) -> Option<Text> {
    text(document.child(element)?.attribute(attribute)?.to_owned())
}

/// The beginning of a set id, in lower case, if it looks like the UUID that it should be.
fn first_digits(set_id: &str) -> Option<String> {
    let is_uuid = set_id.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-');
    let digits = set_id.get(..SET_ID_DIGITS)?;
    (is_uuid && !digits.contains('-')).then(|| digits.to_ascii_lowercase())
}

/// The title in as many whole words as fit before the digits.
fn entry_id(title: &Text, digits: &str) -> Option<Slug> {
    let title = slug(title.as_str(), Slug::MAX_BYTES - 1 - digits.len());
    let id = if title.is_empty() {
        digits.to_owned()
    } else {
        format!("{title}-{digits}")
    };
    Slug::try_from(id).ok()
}

/// The effective date of the label, or the first day of its effective period.
fn effective_date(document: &Element<'_>) -> Option<Text> {
    let time = document.child("effectiveTime")?;
    let low = || time.child("low")?.attribute("value");
    let digits = time.attribute("value").or_else(low)?.trim().get(..8)?;
    if !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let (year, month, day) = (&digits[..4], &digits[4..6], &digits[6..]);
    let is_date = ("01"..="12").contains(&month) && ("01"..="31").contains(&day);
    is_date.then(|| text(format!("{year}-{month}-{day}")))?
}

/// The names of all products and of what they are generically, each once.
fn aliases(products: &[&Element<'_>], title: &Text) -> Vec<Text> {
    let mut known = BTreeSet::from([name::fold(title.as_str())]);
    let names = products
        .iter()
        .flat_map(|product| [product_name(product), generic_name(product)]);
    names
        .flatten()
        .filter(|name| known.insert(name::fold(name.as_str())))
        .collect()
}

/// The substance goes by its generic name, or else by the names of the active ingredients.
fn about(products: &[&Element<'_>], title: &Text) -> Option<About> {
    let substances: Vec<_> = products.iter().flat_map(|p| active_substances(p)).collect();
    let mut known = BTreeSet::new();
    let ingredients: Vec<_> = substances
        .iter()
        .filter_map(|substance| words(substance.child("name")?))
        .filter(|name| known.insert(name::fold(name.as_str())))
        .map(|name| name.to_string())
        .collect();
    let name = products
        .iter()
        .find_map(|product| generic_name(product))
        .or_else(|| text(ingredients.join(", ")))
        .unwrap_or_else(|| title.clone());
    let mut identifiers = Vec::new();
    for (system, root, elements) in [("unii", UNII, &*substances), ("ndc", NDC, products)] {
        let system = Slug::try_from(system.to_owned()).ok()?;
        for code in elements.iter().flat_map(|element| element.elements()) {
            let is_of_system = code.name == "code" && code.attribute("codeSystem") == Some(root);
            let value = code.attribute("code").filter(|_| is_of_system);
            if let Some(value) = value.and_then(|value| text(value.to_owned())) {
                identifiers.push(Identifier {
                    system: system.clone(),
                    value,
                });
            }
        }
    }
    let mut known = BTreeSet::new();
    identifiers.retain(|id| known.insert((id.system.clone(), id.value.clone())));
    Some(About {
        substances: vec![Substance { name, identifiers }],
        products: Vec::new(),
    })
}

/// The active ingredients of a product: those of a class whose code begins with `ACTI` (by what its
/// strength is measured: base, moiety or reference), which early labels call `<activeIngredient>`.
fn active_substances<'t>(product: &'t Element<'t>) -> impl Iterator<Item = &'t Element<'t>> {
    product.elements().filter_map(|ingredient| {
        let class = ingredient.attribute("classCode").unwrap_or("");
        match ingredient.name {
            "ingredient" if class.starts_with("ACTI") => ingredient.child("ingredientSubstance"),
            "activeIngredient" => ingredient.child("activeIngredientSubstance"),
            _ => None,
        }
    })
}
