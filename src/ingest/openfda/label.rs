//! What a record says of its label besides the text: names, labeler and version.

use std::collections::BTreeSet;

use super::flat;
use super::record::Record;
use crate::entry::{
    About, Identifier, OPENFDA_LABELS, Product, RiskLevel, RiskRating, Slug, Source, Substance,
};
use crate::ingest::draft::{Draft, Header};
use crate::ingest::spl::label::{date, entry_id, first_digits};
use crate::name::fold;
use crate::text::Text;

/// The source of records that name no labeler.
const OPENFDA: &str = "openFDA";
/// The most words of a title that is taken from the data of products.
const MAX_WORDS: usize = 6;

/// The record's data. What is missing is complained of.
pub fn header(record: &Record, draft: &mut Draft) -> Header {
    let mut texts = |field: &str| gathered(record.added(field), draft);
    let brands = texts("brand_name");
    let generics = texts("generic_name");
    let substances = texts("substance_name");
    let labeler = texts("manufacturer_name").into_iter().next();
    let routes = texts("route");
    let identifiers = Identifiers {
        unii: texts("unii"),
        ndc: [texts("product_ndc"), texts("package_ndc")].concat(),
        rxcui: texts("rxcui"),
    };
    let mut value = |field: &str| one(record.text(field), draft);
    let set_id = value("set_id");
    let version = value("version");
    let title = brands.iter().chain(&generics).next().cloned();
    let title = title.or_else(|| {
        let data = record.text("spl_product_data_elements")?;
        flat::text(&name_in(data)).ok().flatten()
    });
    if title.is_none() {
        draft.complain(0, "the record names no product to take the title from");
    }
    let digits = set_id.as_ref().and_then(|id| first_digits(id.as_str()));
    match (&set_id, &digits) {
        (None, _) => draft.complain(0, "the record has no set_id, so it is no drug label"),
        (Some(id), None) => draft.complain(0, format!("the set id \"{id}\" is not a UUID")),
        _ => {}
    }
    let source = labeler.or_else(|| flat::text(OPENFDA).ok().flatten());
    let address = set_id.as_ref().map(|id| format!("{OPENFDA_LABELS}{id}"));
    let names = brands.iter().chain(&generics).chain(&substances);
    Header {
        id: title.as_ref().and_then(|title| entry_id(title, &digits?)),
        aliases: other_names(names, title.as_ref()),
        risk: Some(RiskRating {
            level: RiskLevel::Unknown,
            label: None,
        }),
        about: about(title.as_ref(), substances, &routes, identifiers),
        source: source.map(|name| Source {
            url: address.and_then(|address| flat::text(&address).ok().flatten()),
            set_id,
            version,
            effective_date: record.text("effective_time").and_then(date),
            ..Source::named(name)
        }),
        title,
    }
}

/// The identifiers of a record.
struct Identifiers {
    unii: Vec<Text>,
    ndc: Vec<Text>,
    rxcui: Vec<Text>,
}

/// The substances and the product. openFDA does not tell which of several substances has which UNII:
/// then all are the product's.
fn about(
    title: Option<&Text>,
    substances: Vec<Text>,
    routes: &[Text],
    identifiers: Identifiers,
) -> Option<About> {
    let mut of_product = of_system("ndc", identifiers.ndc);
    of_product.extend(of_system("rxcui", identifiers.rxcui));
    let mut of_substance = of_system("unii", identifiers.unii);
    if substances.len() != 1 || of_substance.len() != 1 {
        of_product.append(&mut of_substance);
    }
    let substances: Vec<_> = substances
        .into_iter()
        .map(|name| Substance {
            name,
            identifiers: std::mem::take(&mut of_substance),
        })
        .collect();
    let routes: Vec<_> = routes.iter().map(Text::as_str).collect();
    let product = title
        .filter(|_| !of_product.is_empty())
        .map(|name| Product {
            name: name.clone(),
            form: None,
            route: flat::text(&routes.join(", ")).ok().flatten(),
            identifiers: of_product,
        });
    let about = About {
        substances,
        products: product.into_iter().collect(),
    };
    let is_empty = about.substances.is_empty() && about.products.is_empty();
    (!is_empty).then_some(about)
}

fn of_system(system: &str, values: Vec<Text>) -> Vec<Identifier> {
    let identifier = |value| {
        let system = Slug::try_from(system.to_owned()).ok()?;
        Some(Identifier { system, value })
    };
    values.into_iter().filter_map(identifier).collect()
}

/// Every name once, and but for the title.
fn other_names<'t>(names: impl Iterator<Item = &'t Text>, title: Option<&Text>) -> Vec<Text> {
    let mut known: BTreeSet<_> = title.iter().map(|title| fold(title.as_str())).collect();
    names
        .filter(|name| known.insert(fold(name.as_str())))
        .cloned()
        .collect()
}

/// The texts of a field, each once.
fn gathered(texts: &[String], draft: &mut Draft) -> Vec<Text> {
    let mut known = BTreeSet::new();
    let texts = texts.iter().filter_map(|text| one(Some(text), draft));
    texts.filter(|text| known.insert(text.clone())).collect()
}

fn one(text: Option<&str>, draft: &mut Draft) -> Option<Text> {
    flat::text(text?).unwrap_or_else(|why| {
        draft.complain(0, why);
        None
    })
}

/// The name of the product in the data of products, which is not told apart from what follows it: the
/// words up to the first substance, which is in capitals, or up to a word that was there before.
fn name_in(data: &str) -> String {
    let is_substance =
        |word: &str| word.chars().count() > 1 && !word.chars().any(char::is_lowercase);
    let mut known = BTreeSet::new();
    let mut name = Vec::new();
    for word in data.split_whitespace().take(MAX_WORDS) {
        let ends = is_substance(word) || !known.insert(word.to_lowercase());
        if ends && !name.is_empty() {
            break;
        }
        name.push(word);
    }
    name.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_ends_where_another_begins() {
        for (data, name) in [
            ("Silicea SILICON DIOXIDE SUCROSE", "Silicea"),
            (
                "Meclizine Hydrochloride Meclizine Hydrochloride STARCH",
                "Meclizine Hydrochloride",
            ),
            (
                "VIRACEPT nelfinavir mesylate NELFINAVIR",
                "VIRACEPT nelfinavir mesylate",
            ),
            ("", ""),
        ] {
            assert_eq!(name_in(data), name);
        }
    }
}
