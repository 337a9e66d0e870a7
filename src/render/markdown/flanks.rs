//! Whether the signs of a mark mean it between two characters. Knows nothing of marks.

/// The characters beside the signs of a mark.
pub struct Flanks {
    pub before: char,
    pub after: char,
}

impl Flanks {
    /// Whether signs begin a mark here, as `CommonMark` has it; `_` asks for more.
    pub fn can_open(&self, is_line: bool) -> bool {
        self.readings().all(|[before, after]| {
            let (left, right) = (is_left(before, after), is_left(after, before));
            left && (!is_line || !right || before == Class::Sign)
        })
    }

    pub fn can_close(&self, is_line: bool) -> bool {
        self.readings().all(|[before, after]| {
            let (left, right) = (is_left(before, after), is_left(after, before));
            right && (!is_line || !left || after == Class::Sign)
        })
    }

    /// Every way to read them: not all readers know the same characters as punctuation.
    fn readings(&self) -> impl Iterator<Item = [Class; 2]> {
        let [before, after] = [self.before, self.after].map(classes);
        before
            .into_iter()
            .flat_map(move |before| after.map(|after| [before, after]))
    }
}

/// What a character is to the signs beside it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Blank,
    Sign,
    Letter,
}

fn classes(c: char) -> [Class; 2] {
    match c {
        c if c.is_whitespace() => [Class::Blank; 2],
        c if c.is_ascii_punctuation() => [Class::Sign; 2],
        c if c.is_alphanumeric() => [Class::Letter; 2],
        _ => [Class::Sign, Class::Letter],
    }
}

/// Whether signs between these are left-flanking; with the two exchanged, right-flanking.
fn is_left(before: Class, after: Class) -> bool {
    after != Class::Blank && (after != Class::Sign || before != Class::Letter)
}
