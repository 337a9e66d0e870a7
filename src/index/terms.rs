//! What is asked of an index. Nothing that was typed reaches FTS5 as syntax.

/// Which of the wanted terms something has, a bit each.
pub type Bits = u64;

/// How many terms can be wanted.
pub const MAX_TERMS: usize = Bits::BITS as usize;

/// A word, a phrase, or the beginning of a word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Term {
    /// What was typed, without what makes it a phrase or a prefix.
    pub text: String,
    /// Whether it is the beginning of the words that it matches.
    pub is_prefix: bool,
    /// Whether it was typed in quotes: then it is looked for as it is.
    pub is_quoted: bool,
    /// Whether it is typed for a word of a name with an apostrophe: `alzheimers`.
    pub is_possessive: bool,
    /// The words to look for in its place, where no entry has it.
    pub instead: Vec<String>,
}

/// What is asked of an index.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    /// What an entry ought to have; at most [`MAX_TERMS`].
    pub wanted: Vec<Term>,
    /// None is in any part of the entry.
    pub unwanted: Vec<Term>,
}

impl Term {
    /// The term as it was typed.
    #[must_use]
    pub fn typed(&self) -> String {
        match (self.is_quoted, self.is_prefix) {
            (true, _) => format!("\"{}\"", self.text),
            (false, true) => format!("{}*", self.text),
            (false, false) => self.text.clone(),
        }
    }

    /// What is looked for: what was typed, or what stands in its place.
    pub(super) fn texts(&self) -> &[String] {
        match self.instead.as_slice() {
            [] => std::slice::from_ref(&self.text),
            words => words,
        }
    }

    /// The term as an FTS5 expression.
    #[must_use]
    pub fn expression(&self) -> String {
        let star = if self.is_prefix { "*" } else { "" };
        let quoted = |text: &String| {
            let text = text.replace('"', "\"\"").replace('\0', " ");
            format!("\"{text}\"{star}")
        };
        match self.instead.as_slice() {
            [] => quoted(&self.text),
            [one] => quoted(one),
            words => {
                let words: Vec<String> = words.iter().map(quoted).collect();
                format!("({})", words.join(" OR "))
            }
        }
    }

    /// Whether this is plainly one word to an index.
    #[must_use]
    pub fn is_one_word(&self) -> bool {
        !self.is_prefix && is_plain(&self.text)
    }

    /// The words of a phrase or of what is joined by hyphens; none where it is not plain what an index
    /// takes for a word.
    #[must_use]
    pub fn words(&self) -> Vec<&str> {
        if self.is_prefix {
            return Vec::new();
        }
        plain_words(&self.text).unwrap_or_default()
    }

    /// The words of the term, or of each text that is looked for in its place: a name has the term
    /// that has all words of one. `None` for a prefix, and where the words are not plain.
    #[must_use]
    pub(super) fn words_in_names<'s>(&'s self) -> Option<Vec<Vec<&'s str>>> {
        let words = |text: &'s String| (!self.is_prefix).then(|| plain_words(text)).flatten();
        self.texts().iter().map(words).collect()
    }

    /// How many words of a name it stands for.
    #[must_use]
    pub fn length(&self) -> usize {
        self.words().len() + usize::from(self.is_possessive)
    }

    /// The FTS5 expression of names that have every word of the term.
    #[must_use]
    pub(super) fn in_names(&self) -> Option<String> {
        let all = |words: Vec<&str>| {
            let words: Vec<String> = words.iter().map(|it| format!("\"{it}\"")).collect();
            words.join(" AND ")
        };
        let texts: Vec<String> = self.words_in_names()?.into_iter().map(all).collect();
        Some(match texts.as_slice() {
            [one] => one.clone(),
            texts => format!("({})", texts.join(") OR (")),
        })
    }
}

/// The words of a text; `None` where it has none, or it is not plain what an index takes for a word.
fn plain_words(text: &str) -> Option<Vec<&str>> {
    let words = text.split(|c: char| c.is_ascii_punctuation() || " ’‘–—".contains(c));
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    (!words.is_empty() && words.iter().all(|word| is_plain(word))).then_some(words)
}

/// Whether a text is one word: scripts whose letters have marks of their own may be more.
fn is_plain(text: &str) -> bool {
    let is_letter = |c: char| c.is_alphanumeric() && c < '\u{250}';
    text.chars().all(is_letter)
}

impl Terms {
    /// Whether some term is a prefix.
    #[must_use]
    pub fn has_prefix(&self) -> bool {
        let mut terms = self.wanted.iter().chain(&self.unwanted);
        terms.any(|term| term.is_prefix)
    }

    /// The bits of all that is wanted.
    #[must_use]
    pub fn all(&self) -> Bits {
        Bits::MAX >> (MAX_TERMS - self.wanted.len().clamp(1, MAX_TERMS))
    }

    /// The FTS5 expression that any of the wanted terms fits: the prefixes, or all others.
    #[must_use]
    pub fn any_wanted(&self, is_prefix: bool) -> Option<String> {
        let terms = self.wanted.iter();
        let expressions: Vec<String> = terms
            .filter(|term| term.is_prefix == is_prefix)
            .map(Term::expression)
            .collect();
        (!expressions.is_empty()).then(|| expressions.join(" OR "))
    }
}
