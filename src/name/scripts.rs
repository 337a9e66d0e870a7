//! A model of names in many scripts, against which folding is held: a name is a list of words, a word
//! a list of letters, and a letter one of its script with what makes another of it. The model knows
//! every way to write a letter, and nothing of how names are folded.

use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization as _;

use super::fold;

/// What is listed together is the same; what is listed apart is not.
struct Script {
    /// The letters, each in all its cases and widths.
    letters: &'static [&'static [&'static str]],
    /// The marks, each in all its widths.
    marks: &'static [&'static [&'static str]],
    /// Whether a mark makes another letter.
    marks_tell: bool,
}

const SCRIPTS: [Script; 14] = [
    Script {
        letters: &[
            &["a", "A", "ａ", "Ａ"],
            &["i", "I", "ｉ", "Ｉ"],
            &["ı"],
            &["k", "K", "\u{212a}", "ｋ"],
            &["s", "S", "ſ", "ｓ"],
            &["ø", "Ø"],
            &["đ", "Đ"],
            &["æ", "Æ"],
            &["ﬂ"],
            &["ª"],
        ],
        marks: &[
            &[""],
            &["\u{301}"],
            &["\u{327}"],
            &["\u{307}"],
            &["\u{308}\u{304}"],
        ],
        marks_tell: false,
    },
    // Greek.
    Script {
        letters: &[
            &["α", "Α"],
            &["σ", "ς", "Σ"],
            &["ι", "Ι"],
            &["ω", "Ω", "\u{2126}"],
            &["μ", "Μ", "µ"],
            &["θ", "Θ", "ϑ"],
        ],
        marks: &[
            &[""],
            &["\u{301}"],
            &["\u{308}\u{301}"],
            &["\u{345}"],
            &["\u{313}"],
        ],
        marks_tell: false,
    },
    // Cyrillic.
    Script {
        letters: &[
            &["а", "А"],
            &["и", "И"],
            &["е", "Е"],
            &["к", "К"],
            &["і", "І"],
        ],
        marks: &[&[""], &["\u{306}"], &["\u{308}"], &["\u{301}"]],
        marks_tell: false,
    },
    // Arabic.
    Script {
        letters: &[
            &["ا"],
            &["ب"],
            &["ت"],
            &["ك"],
            &["ک"],
            &["ي"],
            &["ى"],
            &["ة"],
            &["ه"],
        ],
        marks: &[
            &[""],
            &["\u{64e}"],
            &["\u{650}"],
            &["\u{651}"],
            &["\u{653}"],
            &["\u{654}"],
        ],
        marks_tell: true,
    },
    // Hebrew.
    Script {
        letters: &[&["א"], &["ב"], &["ש"], &["מ"], &["ם"], &["ו"]],
        marks: &[
            &[""],
            &["\u{5c1}"],
            &["\u{5c2}"],
            &["\u{5b7}"],
            &["\u{5bc}"],
            &["\u{5b9}"],
        ],
        marks_tell: true,
    },
    // Devanagari.
    Script {
        letters: &[&["क"], &["त"], &["ब"], &["ड"], &["आ"], &["अ"]],
        marks: &[&[""], &["ा"], &["ि"], &["ी"], &["्"], &["\u{93c}"], &["ं"]],
        marks_tell: true,
    },
    // Bengali.
    Script {
        letters: &[&["ক"], &["ল"], &["ড"], &["য"]],
        marks: &[&[""], &["া"], &["ি"], &["ো"], &["ে"], &["\u{9bc}"], &["্"]],
        marks_tell: true,
    },
    // Tamil.
    Script {
        letters: &[&["க"], &["ப"], &["ல"], &["ழ"]],
        marks: &[&[""], &["ா"], &["ொ"], &["ெ"], &["ோ"], &["்"]],
        marks_tell: true,
    },
    // Thai.
    Script {
        letters: &[&["ก"], &["ท"], &["ย"], &["า"]],
        marks: &[&[""], &["ิ"], &["ี"], &["่"], &["ี่"], &["้"], &["ำ"], &["ุ"]],
        marks_tell: true,
    },
    // Japanese.
    Script {
        letters: &[
            &["は"],
            &["ハ", "ﾊ"],
            &["ト", "ﾄ"],
            &["と"],
            &["ァ", "ｧ"],
            &["ア", "ｱ"],
            &["ー", "ｰ"],
        ],
        marks: &[&[""], &["\u{3099}", "ﾞ"], &["\u{309a}", "ﾟ"]],
        marks_tell: true,
    },
    // Hangul.
    Script {
        letters: &[
            &["가"],
            &["각"],
            &["개"],
            &["카"],
            &["ㄱ", "ﾡ"],
            &["ㅏ", "ￂ"],
        ],
        marks: &[&[""]],
        marks_tell: true,
    },
    // Han.
    Script {
        letters: &[
            &["氯"],
            &["胺"],
            &["酮"],
            &["豈", "\u{f900}"],
            &["①"],
            &["㎎"],
        ],
        marks: &[&[""]],
        marks_tell: true,
    },
    // Ethiopic.
    Script {
        letters: &[&["ሀ"], &["ሁ"], &["ሂ"], &["መ"]],
        marks: &[&[""], &["\u{135f}"]],
        marks_tell: true,
    },
    // Khmer.
    Script {
        letters: &[&["ក"], &["រ"], &["ម"]],
        marks: &[&[""], &["ា"], &["ិ"], &["ី"], &["្"], &["់"]],
        marks_tell: true,
    },
];

/// What may stand between words.
const JOINERS: [&str; 10] = [
    " ", "  ", "-", "_", " - ", "\u{a0}", "\u{3000}", "–", "－", "＿",
];

/// A letter: its script, itself, its mark.
type Letter = (usize, usize, usize);

/// A name: letters in words.
type Name = Vec<Vec<Letter>>;

/// What tells a name from others.
fn meaning(name: &Name) -> Name {
    let told = |&(script, letter, mark): &Letter| {
        let mark = if SCRIPTS[script].marks_tell { mark } else { 0 };
        (script, letter, mark)
    };
    let words = name.iter().map(|word| word.iter().map(told).collect());
    words.collect()
}

/// One way to write a name, by what is drawn for each choice.
fn written(name: &Name, drawn: &[usize]) -> String {
    let mut drawn = drawn.iter().cycle();
    let mut choose = |from: &[&'static str]| from[drawn.next().unwrap() % from.len()];
    let mut text = choose(&["", " ", "_"]).to_owned();
    for (at, word) in name.iter().enumerate() {
        if at > 0 {
            text += choose(&JOINERS);
        }
        for &(script, letter, mark) in word {
            text += choose(SCRIPTS[script].letters[letter]);
            text += choose(SCRIPTS[script].marks[mark]);
        }
    }
    match choose(&["as is", "composed", "apart"]) {
        "composed" => text.nfc().collect(),
        "apart" => text.nfd().collect(),
        _ => text,
    }
}

fn letter() -> impl Strategy<Value = Letter> {
    (0..SCRIPTS.len()).prop_flat_map(|script| {
        let Script { letters, marks, .. } = &SCRIPTS[script];
        (Just(script), 0..letters.len(), 0..marks.len())
    })
}

fn name() -> impl Strategy<Value = Name> {
    prop::collection::vec(prop::collection::vec(letter(), 1..4), 1..4)
}

/// A letter of the same script, so that near letters meet.
fn neighbour((script, ..): Letter, drawn: usize) -> Letter {
    let Script { letters, marks, .. } = &SCRIPTS[script];
    let (letter, mark) = (drawn % letters.len(), drawn / letters.len() % marks.len());
    (script, letter, mark)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4096))]

    #[test]
    fn names_are_the_same_only_if_what_tells_them_apart_is(
        one in name(),
        changed in prop::option::of((any::<prop::sample::Index>(), any::<usize>())),
        ways in (prop::collection::vec(any::<usize>(), 1..40), prop::collection::vec(any::<usize>(), 1..40)),
    ) {
        let mut other = one.clone();
        if let Some((word, drawn)) = changed {
            let word = word.get(&one);
            let at = one.iter().position(|it| it == word).unwrap();
            let letter = drawn % word.len();
            other[at][letter] = neighbour(word[letter], drawn / word.len());
        }
        let texts = (written(&one, &ways.0), written(&other, &ways.1));
        let is_same = meaning(&one) == meaning(&other);
        prop_assert_eq!(fold(&texts.0) == fold(&texts.1), is_same, "{:?}", texts);
    }

    #[test]
    fn names_of_other_words_are_never_the_same(
        one in name(), other in name(), way in prop::collection::vec(any::<usize>(), 1..40),
    ) {
        let is_same = meaning(&one) == meaning(&other);
        let texts = (written(&one, &way), written(&other, &way));
        prop_assert_eq!(fold(&texts.0) == fold(&texts.1), is_same, "{:?}", texts);
    }
}
