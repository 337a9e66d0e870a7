//! Names that also mean something else, and how a text shows that it means the name.

use super::telling::is_in as has;
use super::vocabulary::key;

/// Words of the English language that are names as well: of substances (homeopathic labels have LEAD),
/// of products, of drugs in the street, of health topics. In a text they are names only where they are
/// written as such. Gathered by hand; in order.
const COMMON_WORDS: &str = "
    acid advance aids alert angel arts balance ball bar base bath battery belt blast blood blow bone
    boost bounce braces brain brick bulk burn calm card care cast cat chalk charge chill choice
    clear coke cold comfort complete crack crypto crystal cure dial downer dream drug dust ease edge
    endo ensure fact fall fast fire flake flash flood focus force fresh gain ganja glass gold grass
    grief guard hash heat hero horse ice imaging iris joint junk lamb lead lean life lift light lime
    line links lipid load lotus love mask mass memory mercury mind mint mist mold mole molly moment
    mono motion mouse nature night noise nursing one pace pack pain peace period plague plan plus
    point poppers pot power prime pulse pure quick rage reach ready relief remedy repair rest ring
    rise rock rush safety sage salt scan shield shock short shot silk skag smack smoke snow soft
    solo solution soothe sound spark special speed spice spring stack star step stool strike support
    surge surgery sweat swift tear thrive tide tina tone total touch trace track trial trich tussle
    uncle upper valley vision vital wave weed well white wild wind wing wonder zone";

/// Substances that a body has of its own, or food and water. A text on a deficiency, a receptor or a
/// level in blood does not speak of them as something that is taken. Gathered by hand; in order.
const OF_THE_BODY: &str = "
    acetylcholine adenosine adrenaline albumin aluminium aluminum ammonia arginine arsenic bile
    biotin calcium carbon carnitine cholesterol choline chromium cobalt collagen copper cortisol
    creatine creatinine cysteine dopamine epinephrine estradiol estrogen fat fiber fibre fibrin
    fibrinogen fluoride folate fructose gaba glucagon glucose glutamate glutamine glycine hemoglobin
    histamine hormone hydrogen insulin iodine iron keratin lactose lipid lysine magnesium manganese
    melatonin methionine nickel nitrogen noradrenaline norepinephrine oxygen oxytocin phosphate
    phosphorus plasma platelet potassium progesterone prolactin protein selenium serotonin silver
    sodium starch sucrose sugar sulfur testosterone thrombin thyroid thyroxine tryptophan tyrosine
    urea vitamin water zinc";

/// Words behind a substance that say that it is taken or given; in order.
const GIVEN_AFTER: &str = "
    aspart capsule carbonate chloride citrate cream degludec detemir dextran dose drop fumarate
    glargine gluconate infusion injection injections lispro ointment oxide patch pill preparation
    product replacement salt sucrose sulfate supplement supplementation tablet therapy treatment";

/// Words before a substance that say so, alone or with the word before them; in order.
const GIVEN_BEFORE: &str = "
    concomitant exogenous inhaled injected intramuscular intravenous oral parenteral subcutaneous
    supplemental take taken taking topical transdermal";
const GIVEN_OF: &str = "
    administration amount coadministration dosage dose infusion ingestion injection intake use";
const GIVEN_WITH: &str = "
    administered coadministered combination combined concomitantly supplemented taken therapy together
    treated treatment used";

/// Words that may be joined to a name by a hyphen behind it, leaving it the same; in order.
const JOINED_BEHIND: &str = "
    allergic assisted associated based containing dependent derived experienced exposed free induced
    intolerant mediated naive naïve negative only placebo positive pretreated refractory related
    resistant responsive sensitive specific treated type unresponsive";

/// The same before it; in order.
const JOINED_BEFORE: &str = "
    anti non post pre";

/// What makes another substance of one, joined by a hyphen before it; in order.
const OTHER_SUBSTANCE: &str = "
    acetyl alpha ar beta de dehydro depo des desmethyl dextro dihydro es hydroxy iso keto levo mega
    methyl nor norm oxo phospho pro pseudo solu sulfo";

/// How a name that is one word may mislead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sense {
    /// It means nothing else.
    Own,
    /// It is a common word as well.
    CommonWord,
    /// It is a substance that bodies or food have as well.
    OfTheBody,
}

impl Sense {
    /// What a name of one word means.
    pub fn of(word: &str) -> Self {
        if has(COMMON_WORDS, word) {
            Self::CommonWord
        } else if has(OF_THE_BODY, word) {
            Self::OfTheBody
        } else {
            Self::Own
        }
    }
}

/// Whether words around a substance say that it is taken or given.
pub fn is_given(before: [&str; 2], after: &str) -> bool {
    let [second, first] = before;
    let with_it = match key(first).as_ref() {
        "of" => has(GIVEN_OF, second),
        "with" => has(GIVEN_WITH, second),
        _ => false,
    };
    with_it || has(GIVEN_BEFORE, first) || has(GIVEN_AFTER, after)
}

/// Whether a word, joined by a hyphen before or behind the name of a substance or another name, leaves
/// it that name.
pub fn leaves_before(word: &str, is_substance: bool) -> bool {
    let is_one_letter = word.chars().count() == 1;
    is_one_letter || has(JOINED_BEFORE, word) || (is_substance && !has(OTHER_SUBSTANCE, word))
}

/// The same for a word behind it.
pub fn leaves_behind(word: &str, is_substance: bool) -> bool {
    // Four letters tell biological drugs apart that have one substance: adalimumab-adbm.
    let is_suffix = word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_lowercase());
    has(JOINED_BEHIND, word) || (is_substance && (word == "like" || !is_suffix))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_in_order() {
        for words in [
            COMMON_WORDS,
            OF_THE_BODY,
            GIVEN_AFTER,
            GIVEN_BEFORE,
            GIVEN_OF,
            GIVEN_WITH,
            JOINED_BEHIND,
            JOINED_BEFORE,
            OTHER_SUBSTANCE,
        ] {
            assert!(words.split_ascii_whitespace().is_sorted(), "{words}");
        }
    }

    #[test]
    fn a_substance_of_the_body_is_a_drug_where_it_is_given() {
        for (before, after, given) in [
            (["take", "oral"], "can", true),
            (["the", "use of"], "x", false),
            (["use", "of"], "and", true),
            (["treated", "with"], "", true),
            (["patients", "with"], "deficiency", false),
            (["", ""], "supplements", true),
            (["selective", "of"], "reuptake", false),
        ] {
            assert_eq!(is_given(before, after), given, "{before:?} {after:?}");
        }
    }
}
