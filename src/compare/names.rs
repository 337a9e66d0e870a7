//! The names by which a text may speak of an entry.

use std::collections::BTreeSet;

use super::ambiguous::Sense;
use super::telling::is_in;
use super::vocabulary::{Vocabulary, WordId, spans};
use crate::entry::Entry;

/// The fewest letters and digits of a name that is looked for.
const SHORTEST: usize = 4;
/// The longest name that can be an abbreviation.
const LONGEST_ABBREVIATION: usize = 8;

/// What is added to the name of a substance to name its salts and other forms; in order.
const FORMS: &str = "
    acetate acetonide alafenamide anhydrous axetil benzoate besilate besylate bitartrate bromide
    calcium camsylate caproate carbonate chloride citrate cypionate decanoate diacetate dihydrate
    dipropionate disodium disoproxil edisylate enanthate estolate esylate ethylsuccinate fumarate
    furoate gluconate hcl hemihydrate hydrate hydrobromide hydrochloride hyclate lactate magnesium
    malate maleate medoxomil meglumine mesilate mesylate monohydrate napsylate nitrate oxalate
    palmitate pamoate phosphate pivoxil potassium propionate saccharate sesquihydrate sodium stearate
    succinate sulfate sulphate tartrate tosylate trihydrate tromethamine valerate xinafoate";
/// What is added to a name to tell its products apart; in order.
const PRODUCTS: &str = "
    aerosol ampule capsule caplet cream drop elixir gel injection kit liquid lotion nasal ointment oral
    patch powder solution spray suspension syrup tablet usp";

/// A name that is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// As it is written.
    pub written: String,
    /// Its words.
    pub words: Vec<WordId>,
    /// Those of them that do not name a salt or another form.
    pub stem: Vec<WordId>,
    /// How it may mislead.
    pub sense: Sense,
    /// How it has to be written.
    pub case: Case,
    /// Whether it names a substance.
    pub is_substance: bool,
}

/// How a name has to be written to be meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// In any case.
    Any,
    /// Each word with a capital, as it would say something else otherwise.
    Capitals,
    /// As an abbreviation, in its own case.
    Own,
}

/// The names of an entry.
pub struct Names(pub Vec<Name>);

impl Names {
    /// Whether a name is one of these, in this or another form: `ibuprofen lysine` and `ibuprofen`.
    pub fn have(&self, name: &Name) -> bool {
        self.0.iter().any(|own| own.stem == name.stem)
    }

    /// Every name of an entry: title, aliases, substances, products. Those of drug labels are taken
    /// apart: strengths, salts and forms are left out of them, and what names several substances is
    /// several names.
    pub fn of(entry: &Entry, vocabulary: &mut Vocabulary) -> Self {
        let mut draft = Draft {
            vocabulary,
            seen: BTreeSet::new(),
            names: Vec::new(),
        };
        let is_label = entry.source.set_id.is_some();
        let about = entry.about.as_ref();
        for substance in about.iter().flat_map(|about| &about.substances) {
            draft.add_substances(substance.name.as_str());
        }
        let title = entry.title.as_str();
        for alias in &entry.aliases {
            if is_label {
                draft.add_substances(alias.as_str());
            } else {
                draft.add(alias.as_str(), false, abbreviation(alias.as_str()));
            }
        }
        let products = about.iter().flat_map(|about| &about.products);
        for brand in products.map(|it| it.name.as_str()).chain([title]) {
            if is_label {
                draft.add_brand(brand);
            } else {
                draft.add(brand, false, abbreviation(brand));
            }
        }
        let title_words = draft.vocabulary.add(title);
        let mut names = draft.names;
        // Where the names are told, the title comes first and as it is written.
        if let Some(own) = names.iter().position(|name| name.words == title_words) {
            title.clone_into(&mut names[own].written);
            names[..=own].rotate_right(1);
        }
        Self(names)
    }
}

/// The names of an entry as they are gathered.
struct Draft<'v> {
    vocabulary: &'v mut Vocabulary,
    seen: BTreeSet<Vec<WordId>>,
    names: Vec<Name>,
}

impl Draft<'_> {
    /// The name of one or several substances.
    fn add_substances(&mut self, names: &str) {
        for several in without_strengths(names) {
            let each = several.replace(" and ", ",").replace(" AND ", ",");
            for name in each.split([',', '/', ';', '+']) {
                self.add(name, true, Case::Any);
                self.add(without_forms(name), true, Case::Any);
                if let Some((name, _)) = name.rsplit_once('-').filter(|it| is_suffix(it.1)) {
                    self.add(name, true, Case::Any);
                }
            }
        }
    }

    /// The name of a product.
    fn add_brand(&mut self, name: &str) {
        for name in without_strengths(name) {
            let case = match spans(name).count() {
                1 => Case::Any,
                _ => Case::Capitals,
            };
            self.add(name, false, case);
            let short = without_forms(name);
            // What is left without its salt is a substance.
            if short != name.trim() {
                self.add(short, true, Case::Any);
            }
        }
    }

    fn add(&mut self, written: &str, is_substance: bool, case: Case) {
        let written = written.trim_matches(|c: char| !c.is_alphanumeric() && !")]".contains(c));
        let letters = written.chars().filter(|c| c.is_alphanumeric()).count();
        let words = self.vocabulary.add(written);
        if letters < SHORTEST || words.is_empty() || !self.seen.insert(words.clone()) {
            return;
        }
        let stem = self.vocabulary.add(without_forms(written));
        let sense = match words.len() {
            1 if case != Case::Own => Sense::of(written),
            _ => Sense::Own,
        };
        self.names.push(Name {
            written: written.to_owned(),
            words,
            stem,
            sense,
            case,
            is_substance,
        });
    }
}

/// How an alias or a title of an article has to be written.
fn abbreviation(name: &str) -> Case {
    let is_short = name.len() <= LONGEST_ABBREVIATION && spans(name).count() == 1;
    let capitals = name.chars().filter(|c| c.is_uppercase()).count();
    if is_short && capitals >= 2 {
        Case::Own
    } else {
        Case::Any
    }
}

/// The pieces of a name between the strengths in it: `Lidocaine 20 mg Epinephrine 10 mg` has two.
fn without_strengths(name: &str) -> Vec<&str> {
    let is_strength = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        let is_unit = ["mg", "mcg", "ug", "g", "ml", "iu", "units", "u"];
        word.starts_with(|c: char| c.is_ascii_digit())
            || is_unit.iter().any(|unit| word.eq_ignore_ascii_case(unit))
    };
    let mut pieces = Vec::new();
    let mut piece: Option<(usize, usize)> = None;
    let mut end = 0;
    for word in name.split_inclusive(char::is_whitespace) {
        let start = end;
        end += word.len();
        if is_strength(word) {
            pieces.extend(piece.take());
        } else {
            piece = Some((piece.map_or(start, |(first, _)| first), end));
        }
    }
    pieces.extend(piece);
    let pieces = pieces.into_iter();
    pieces.map(|(start, end)| &name[start..end]).collect()
}

/// A name without the words at its end that name salts and forms. What is left is no such word, and no
/// substance that bodies have: zinc chloride is not zinc.
fn without_forms(name: &str) -> &str {
    let is_form = |word: &str| is_in(FORMS, word) || is_in(PRODUCTS, word);
    let mut rest = name.trim();
    while let Some((start, end)) = spans(rest).last()
        && is_form(&rest[start..end])
    {
        rest = rest[..start].trim_end_matches(|c: char| !c.is_alphanumeric());
    }
    let is_own = |word: &str| Sense::of(word) == Sense::Own && !is_form(word);
    let is_name = spans(rest).count() > 1 || is_own(rest);
    if is_name { rest } else { name.trim() }
}

/// Whether this tells biological drugs apart that have one substance.
fn is_suffix(word: &str) -> bool {
    word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(json: &str) -> Vec<String> {
        let json = format!(
            r#"{{"schema_version":2,"id":"x","risk":{{"level":"unknown"}},"sections":[],{json}}}"#
        );
        let entry: Entry = serde_json::from_str(&json).unwrap();
        let names = Names::of(&entry, &mut Vocabulary::default()).0;
        names.into_iter().map(|name| name.written).collect()
    }

    #[test]
    fn labels_are_named_by_product_and_substance_without_strengths_and_salts() {
        let label = |names: &str| format!(r#"{names},"source":{{"name":"S","set_id":"1"}}"#);
        for (json, expected) in [
            (
                r#""title":"Warfarin Sodium""#,
                vec!["Warfarin Sodium", "Warfarin"],
            ),
            (
                r#""title":"ALYACEN 7/7/7","aliases":["norethindrone and ethinyl estradiol"]"#,
                vec!["norethindrone", "ethinyl estradiol", "ALYACEN"],
            ),
            (
                r#""title":"Methyl Acetate 800 mg Bupivacaine HCL 50 mg""#,
                vec!["Methyl Acetate", "Methyl", "Bupivacaine HCL", "Bupivacaine"],
            ),
            (
                r#""title":"Q","about":{"substances":[{"name":"pembrolizumab and hyaluronidase alfa-pmph"}]}"#,
                vec![
                    "pembrolizumab",
                    "hyaluronidase alfa-pmph",
                    "hyaluronidase alfa",
                ],
            ),
            (
                r#""title":"Zinc Chloride Injection""#,
                vec!["Zinc Chloride Injection"],
            ),
        ] {
            assert_eq!(names(&label(json)), expected);
        }
    }

    #[test]
    fn articles_are_named_as_they_are_written() {
        let article = r#""title":"22q11.2 deletion","aliases":["DGS","VCFS","shprintzen, x"],"source":{"name":"S"}"#;
        assert_eq!(
            names(article),
            ["22q11.2 deletion", "VCFS", "shprintzen, x"]
        );
    }
}
