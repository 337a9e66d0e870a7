//! Words that say nothing of what a text is about.

/// The stop words of the Snowball project for English (<https://snowballstem.org>, BSD licence), with
/// the auxiliary verbs that it leaves to the reader of the list; in order.
const STOP_WORDS: [&str; 129] = [
    "a",
    "about",
    "above",
    "after",
    "again",
    "against",
    "all",
    "am",
    "an",
    "and",
    "any",
    "are",
    "as",
    "at",
    "be",
    "because",
    "been",
    "before",
    "being",
    "below",
    "between",
    "both",
    "but",
    "by",
    "can",
    "could",
    "did",
    "do",
    "does",
    "doing",
    "down",
    "during",
    "each",
    "few",
    "for",
    "from",
    "further",
    "had",
    "has",
    "have",
    "having",
    "he",
    "her",
    "here",
    "hers",
    "herself",
    "him",
    "himself",
    "his",
    "how",
    "i",
    "if",
    "in",
    "into",
    "is",
    "it",
    "its",
    "itself",
    "may",
    "me",
    "might",
    "more",
    "most",
    "must",
    "my",
    "myself",
    "no",
    "nor",
    "not",
    "of",
    "off",
    "on",
    "once",
    "only",
    "or",
    "other",
    "ought",
    "our",
    "ours",
    "ourselves",
    "out",
    "over",
    "own",
    "same",
    "shall",
    "she",
    "should",
    "so",
    "some",
    "such",
    "than",
    "that",
    "the",
    "their",
    "theirs",
    "them",
    "themselves",
    "then",
    "there",
    "these",
    "they",
    "this",
    "those",
    "through",
    "to",
    "too",
    "under",
    "until",
    "up",
    "very",
    "was",
    "we",
    "were",
    "what",
    "when",
    "where",
    "which",
    "while",
    "who",
    "whom",
    "why",
    "will",
    "with",
    "would",
    "you",
    "your",
    "yours",
    "yourself",
    "yourselves",
];

/// Words that ask, answer and greet without saying what about: of the list of the SMART system (Salton
/// and Buckley, Cornell University, 1971; published with RCV1, Lewis et al. 2004) those that have no
/// meaning in medicine.
const WORDS_OF_ASKING: &str = "\
    able according accordingly actually allow allows almost along already also although always \
    among amongst another anybody anyhow anyone anything anyway anyways apart appreciate around \
    ask asking away became become becomes becoming believe besides best better beyond came certain \
    certainly clearly come comes consider considering currently definitely despite done either \
    else elsewhere enough especially etc even ever every everybody everyone everything everywhere \
    exactly example except far following follows former formerly get gets getting given gives go \
    goes going gone got gotten greetings happens hardly hello help hence hi hopefully however \
    indeed instead just keep keeps kept know known knows lately least less lest let like liked \
    likely little look looking looks mainly many maybe mean meanwhile merely moreover mostly much \
    namely nearly necessary need needs neither never nevertheless nobody none nothing now nowhere \
    obviously often oh ok okay onto others otherwise overall particular particularly per perhaps \
    please plus possible presumably probably quite rather really reasonably regarding regardless \
    regards relatively respectively said saw say saying says see seeing seem seemed seeming seems \
    seen several since somebody somehow someone something sometime sometimes somewhat somewhere \
    soon sorry still sure take taken tell thank thanks thats therefore think though thru thus \
    together took toward towards tried tries truly try trying unfortunately unless unlikely unto \
    upon us use used useful uses using usually various via want wants way welcome well went \
    whatever whenever whereas wherever whether whoever whole whose willing wish within without \
    wonder yes yet";

/// Whether this is a word that says nothing, in a name as in a search. Indexes tell how many other
/// words names have: to change this list is to change them.
#[must_use]
pub fn says_nothing(word: &str) -> bool {
    let word = word.to_ascii_lowercase();
    STOP_WORDS.binary_search(&word.as_str()).is_ok()
}

/// Whether this is a word that says nothing in a search beside other words.
#[must_use]
pub fn only_asks(word: &str) -> bool {
    let word = word.to_ascii_lowercase();
    says_nothing(&word) || WORDS_OF_ASKING.split(' ').any(|own| own == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stop_words_are_in_order_and_found_in_any_case() {
        assert!(STOP_WORDS.is_sorted());
        assert!(says_nothing("What") && says_nothing("yourselves") && says_nothing("a"));
        assert!(!says_nothing("dose") && !says_nothing("please"));
    }

    #[test]
    fn words_of_asking_do_not_count_in_a_search_alone() {
        assert!(only_asks("Please") && only_asks("what") && only_asks("yet"));
        assert!(!only_asks("cause") && !only_asks(""));
    }
}
