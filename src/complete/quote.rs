//! Command lines that are not finished: into words and back, as a shell does it, but without doing
//! anything that they say.

/// The quotes that a word is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quotes {
    /// None.
    None,
    /// `'…`
    Single,
    /// `"…`
    Double,
}

/// A command line as far as it was typed.
#[derive(Debug, PartialEq, Eq)]
pub struct Line {
    /// Its words without their quotes. The last is not finished; it is empty after a blank.
    pub words: Vec<String>,
    /// Where the last word begins, in bytes.
    pub last_at: usize,
    /// The quotes that are open at the end.
    pub quotes: Quotes,
}

/// Takes a command line apart.
pub fn split(line: &str) -> Line {
    let mut words = vec![String::new()];
    let mut last_at = 0;
    let mut quotes = Quotes::None;
    let mut letters = line.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let next = letters.peek().map(|&(_, next)| next);
        let taken = match (quotes, letter) {
            (Quotes::None, ' ' | '\t' | '\n') => {
                if at > last_at {
                    words.push(String::new());
                }
                last_at = at + 1;
                None
            }
            (Quotes::None, '\'') => {
                quotes = Quotes::Single;
                None
            }
            (Quotes::None, '"') => {
                quotes = Quotes::Double;
                None
            }
            (Quotes::Single, '\'') | (Quotes::Double, '"') => {
                quotes = Quotes::None;
                None
            }
            (Quotes::None, '\\') => letters.next().map(|(_, escaped)| escaped),
            (Quotes::Double, '\\') if next.is_some_and(|next| "$`\"\\".contains(next)) => {
                letters.next().map(|(_, escaped)| escaped)
            }
            (_, letter) => Some(letter),
        };
        if let (Some(letter), Some(word)) = (taken, words.last_mut()) {
            word.push(letter);
        }
    }
    Line {
        words,
        last_at,
        quotes,
    }
}

/// `value` so that a POSIX shell which is in these quotes reads it as it is. Open quotes stay open.
pub fn posix(value: &str, within: Quotes) -> String {
    let mut quoted = String::with_capacity(value.len());
    // A path in the home folder stays one.
    let home = if within == Quotes::None && value.starts_with("~/") {
        "~"
    } else {
        ""
    };
    quoted += home;
    for letter in value[home.len()..].chars() {
        match within {
            Quotes::None if !is_plain(letter) => quoted.extend(['\\', letter]),
            Quotes::Single if letter == '\'' => quoted += r"'\''",
            // History expansion looks into double quotes, and a backslash would stay there.
            Quotes::Double if letter == '!' => quoted += r#""\!""#,
            Quotes::Double if "$`\"\\".contains(letter) => quoted.extend(['\\', letter]),
            _ => quoted.push(letter),
        }
    }
    quoted
}

/// `value` as PowerShell reads it.
pub fn powershell(value: &str) -> String {
    if value
        .chars()
        .all(|letter| is_plain(letter) && !"@%".contains(letter))
    {
        return value.to_owned();
    }
    // PowerShell takes typographic quotes for its own.
    let mut quoted = String::from("'");
    for letter in value.chars() {
        if matches!(letter, '\'' | '\u{2018}'..='\u{201B}') {
            quoted.push(letter);
        }
        quoted.push(letter);
    }
    quoted.push('\'');
    quoted
}

/// Whether a letter stands for itself in every shell, wherever it is in a word.
fn is_plain(letter: char) -> bool {
    letter.is_alphanumeric() || "-_./,:=+@%".contains(letter)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_line_is_split_as_far_as_it_was_typed() {
        for (line, words, last_at, quotes) in [
            ("", &[""][..], 0, Quotes::None),
            ("a  b", &["a", "b"], 3, Quotes::None),
            ("a b ", &["a", "b", ""], 4, Quotes::None),
            (r"a St.\ John\'s", &["a", "St. John's"], 2, Quotes::None),
            ("a 'St. $(b", &["a", "St. $(b"], 2, Quotes::Single),
            (r#"a "x\"\$\y "#, &["a", r#"x"$\y "#], 2, Quotes::Double),
            ("a b'c'\"d", &["a", "bcd"], 2, Quotes::Double),
            (r"a b\", &["a", "b"], 2, Quotes::None),
        ] {
            let split = split(line);
            assert_eq!(split.words, words, "{line}");
            assert_eq!((split.last_at, split.quotes), (last_at, quotes), "{line}");
        }
    }

    #[test]
    fn quoting_is_what_people_would_type() {
        assert_eq!(posix("ketamine", Quotes::None), "ketamine");
        assert_eq!(posix("~/a b", Quotes::None), r"~/a\ b");
        assert_eq!(posix("~a", Quotes::None), r"\~a");
        assert_eq!(posix("it's", Quotes::Single), r"it'\''s");
        assert_eq!(posix("a!", Quotes::Double), r#"a"\!""#);
        assert_eq!(powershell("a-b"), "a-b");
        assert_eq!(powershell("it's $(x)"), "'it''s $(x)'");
    }

    proptest! {
        #[test]
        fn what_is_quoted_is_read_as_it_was(value in "[^\\n\\t]{1,20}") {
            for (open, quotes) in [("", Quotes::None), ("'", Quotes::Single), ("\"", Quotes::Double)] {
                let line = split(&format!("{open}{}", posix(&value, quotes)));
                prop_assert_eq!(line.words, [value.clone()]);
            }
        }
    }
}
