//! The products of a label, and the substances in them, in its structured data.

use std::collections::{BTreeMap, BTreeSet};

use super::tree::Element;
use super::words::{gathered, text};
use crate::entry::{About, Identifier, Product, Slug, Substance};
use crate::name::fold;
use crate::text::Text;

/// The FDA's Unique Ingredient Identifiers, by the number under which HL7 registers them.
const UNII: &str = "2.16.840.1.113883.4.9";
/// The FDA's National Drug Codes, likewise.
const NDC: &str = "2.16.840.1.113883.6.69";

/// Things of different keys, in the order in which they were found.
struct Gathered<T> {
    places: BTreeMap<String, usize>,
    all: Vec<T>,
}

impl<T> Gathered<T> {
    fn new() -> Self {
        Self {
            places: BTreeMap::new(),
            all: Vec::new(),
        }
    }

    /// The thing with this key, made if there is none.
    fn of(&mut self, key: String, make: impl FnOnce() -> T) -> &mut T {
        let place = *self.places.entry(key).or_insert(self.all.len());
        if place == self.all.len() {
            self.all.push(make());
        }
        &mut self.all[place]
    }
}

/// The products of a label and the parts of kits, without mere accessories: where the generic name of
/// the product is given, a part that is not in it is a swab or the like, and nobody looks for the drug
/// by that name.
///
/// Early labels call products medicines; products in the data of establishments have no name.
pub fn of<'t>(document: &'t Element<'t>) -> Vec<&'t Element<'t>> {
    let is_whole =
        |e: &Element<'_>| matches!(e.name, "manufacturedProduct" | "manufacturedMedicine");
    let is_part = |e: &Element<'_>| matches!(e.name, "partProduct" | "partMedicine");
    let words_of = |product: &Element<'_>| {
        let generic = generic_name(product).map(|generic| fold(generic.as_str()));
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

/// The name under which a product is sold.
pub fn name(product: &Element<'_>) -> Option<Text> {
    gathered(product.child("name")?)
}

fn generic_name(product: &Element<'_>) -> Option<Text> {
    gathered(product.at(&["asEntityWithGeneric", "genericMedicine", "name"])?)
}

/// The names of all products, what they are generically, and what is in them, each once and but for the
/// title.
pub fn other_names(products: &[&Element<'_>], about: Option<&About>, title: &Text) -> Vec<Text> {
    let mut known = BTreeSet::from([fold(title.as_str())]);
    let of_products = products
        .iter()
        .flat_map(|product| [name(product), generic_name(product)]);
    let substances = about.iter().flat_map(|about| &about.substances);
    of_products
        .flatten()
        .chain(substances.map(|substance| substance.name.clone()))
        .filter(|name| known.insert(fold(name.as_str())))
        .collect()
}

/// What is in the products, and the products themselves.
pub fn about(document: &Element<'_>, products: &[&Element<'_>]) -> Option<About> {
    let about = About {
        substances: substances(products),
        products: sold(document, products),
    };
    let is_empty = about.substances.is_empty() && about.products.is_empty();
    (!is_empty).then_some(about)
}

/// The active ingredients and the active moieties in these, each once.
fn substances(products: &[&Element<'_>]) -> Vec<Substance> {
    let mut substances = Gathered::new();
    for ingredient in products
        .iter()
        .flat_map(|product| active_substances(product))
    {
        let moieties = ingredient.elements().filter(|it| it.name == "activeMoiety");
        let moieties = moieties.filter_map(|it| it.child("activeMoiety"));
        for substance in [ingredient].into_iter().chain(moieties) {
            let Some(name) = substance.child("name").and_then(gathered) else {
                continue;
            };
            let of = substances.of(fold(name.as_str()), || Substance {
                name,
                identifiers: Vec::new(),
            });
            add_identifiers(&mut of.identifiers, "unii", UNII, substance);
        }
    }
    unique(&mut substances.all, |substance| &mut substance.identifiers);
    substances.all
}

/// The products: those of one name, form and route are one, in several packages or strengths.
fn sold(document: &Element<'_>, products: &[&Element<'_>]) -> Vec<Product> {
    let known: BTreeSet<_> = products.iter().map(|product| product.offset).collect();
    let mut all = Gathered::new();
    for outer in document.descendants() {
        for product in outer.elements().filter(|it| known.contains(&it.offset)) {
            let Some(name) = name(product) else {
                continue;
            };
            let form = display_name(product.child("formCode"));
            let route = routes(outer);
            let shown = |fact: &Option<Text>| fact.as_ref().map_or("", Text::as_str).to_owned();
            let key = [fold(name.as_str()), shown(&form), shown(&route)].join("\n");
            let of = all.of(key, || Product {
                name,
                form,
                route,
                identifiers: Vec::new(),
            });
            add_codes(&mut of.identifiers, product);
        }
    }
    unique(&mut all.all, |product| &mut product.identifiers);
    all.all
}

/// Leaves each identifier of a thing once.
fn unique<T>(all: &mut [T], identifiers: fn(&mut T) -> &mut Vec<Identifier>) {
    for thing in all {
        let mut known = BTreeSet::new();
        identifiers(thing).retain(|identifier| known.insert(identifier.clone()));
    }
}

/// The ways in which the product in `outer` is given.
fn routes(outer: &Element<'_>) -> Option<Text> {
    let ways = outer.elements().filter(|it| it.name == "consumedIn");
    let route = |way: &Element<'_>| display_name(way.at(&["substanceAdministration", "routeCode"]));
    let mut known = BTreeSet::new();
    let routes = ways
        .filter_map(route)
        .filter(|route| known.insert(route.clone()));
    let routes: Vec<_> = routes.map(|route| route.to_string()).collect();
    text(routes.join(", "))
}

fn display_name(code: Option<&Element<'_>>) -> Option<Text> {
    text(code?.attribute("displayName")?.to_owned())
}

/// The codes of a product and of its packages, which may be in packages themselves.
fn add_codes(identifiers: &mut Vec<Identifier>, product: &Element<'_>) {
    add_identifiers(identifiers, "ndc", NDC, product);
    for content in product.elements().filter(|it| it.name == "asContent") {
        for package in content
            .elements()
            .filter(|it| it.name.starts_with("container"))
        {
            add_codes(identifiers, package);
        }
    }
}

fn add_identifiers(identifiers: &mut Vec<Identifier>, system: &str, root: &str, of: &Element<'_>) {
    for code in of.elements().filter(|it| it.name == "code") {
        let is_of_system = code.attribute("codeSystem") == Some(root);
        let value = code.attribute("code").filter(|_| is_of_system);
        let value = value.and_then(|value| text(value.to_owned()));
        let system = Slug::try_from(system.to_owned()).ok();
        if let (Some(system), Some(value)) = (system, value) {
            identifiers.push(Identifier { system, value });
        }
    }
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
