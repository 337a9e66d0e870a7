//! A paragraph's words and marks → a line of Markdown. Marks that the signs of Markdown cannot say
//! where they stand are written as tags of HTML.

use super::escape::{block_opening, destination, push_escaped, ticked};
use super::flanks::Flanks;
use super::tags::{closing_tag, opening_tag};
use crate::entry::{Mark, MarkKind, Prose};

/// A mark begins, words, a mark ends.
#[derive(Clone, Copy)]
pub enum Piece<'p> {
    Open(usize),
    Words(&'p str),
    Close(usize),
}

/// How a mark is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// Not yet known.
    Open,
    /// `**strong**`, `*emphasis*`, `_emphasis_`.
    Delimiters(&'static str),
    /// `` `code` ``
    Ticks,
    /// `[words](url)`
    Brackets,
    /// `<url>`
    Angles,
    /// `<em>`
    Tag,
}

/// The line of a paragraph.
pub fn paragraph(prose: &Prose) -> String {
    Line::of(prose, false).written()
}

/// What is between the bars of a table, where a bar is escaped.
pub fn cell(prose: &Prose) -> String {
    Line::of(prose, true).written()
}

struct Line<'p> {
    marks: &'p [Mark],
    pieces: Vec<Piece<'p>>,
    /// The place of the piece that ends each mark.
    ends: Vec<usize>,
    forms: Vec<Form>,
    is_cell: bool,
}

impl<'p> Line<'p> {
    fn of(prose: &'p Prose, is_cell: bool) -> Self {
        let marks = prose.marks();
        let pieces = pieces(prose);
        let mut ends = vec![0; marks.len()];
        for (at, piece) in pieces.iter().enumerate() {
            if let Piece::Close(mark) = piece {
                ends[*mark] = at;
            }
        }
        let mut line = Self {
            marks,
            pieces,
            ends,
            forms: vec![Form::Open; marks.len()],
            is_cell,
        };
        line.choose_forms();
        line
    }

    /// Chooses how each mark is written, in their order: each knows those around and before it.
    fn choose_forms(&mut self) {
        let mut around: Vec<usize> = Vec::new();
        for at in 0..self.pieces.len() {
            match self.pieces[at] {
                Piece::Open(mark) => {
                    self.forms[mark] = self.form(mark, at, &around);
                    around.push(mark);
                }
                Piece::Close(_) => {
                    around.pop();
                }
                Piece::Words(_) => {}
            }
        }
    }

    fn form(&self, mark: usize, at: usize, around: &[usize]) -> Form {
        let kind = self.marks[mark].kind;
        // A mark within one of its kind would end that. Only the nearest few can be told in time.
        let is_nested =
            around.len() > 8 || around.iter().any(|outer| self.marks[*outer].kind == kind);
        let end = self.ends[mark];
        let inside = match self.pieces[at + 1..end] {
            [Piece::Words(words)] => Some(words),
            _ => None,
        };
        match (kind, inside) {
            _ if is_nested => Form::Tag,
            (MarkKind::Link, Some(words)) if self.is_autolink(mark, words) => Form::Angles,
            (MarkKind::Link, _) => Form::Brackets,
            (MarkKind::Code, Some(words)) => {
                let is_after_code = at > 0 && self.form_at(at - 1) == Some(Form::Ticks);
                let has_bar = self.is_cell && words.contains('|');
                // What is said of an address would end with it: "[a]: b".
                let has_bracket = !around.is_empty() && words.contains([']', '[']);
                if is_after_code || has_bar || has_bracket {
                    Form::Tag
                } else {
                    Form::Ticks
                }
            }
            (MarkKind::Code, None) => Form::Tag,
            (MarkKind::Strong, _) => self.signs(at, end, &["**"]),
            (MarkKind::Emphasis, _) => self.signs(at, end, &["*", "_"]),
        }
    }

    /// The first of these signs that mean the mark where they stand.
    fn signs(&self, at: usize, end: usize, choices: &[&'static str]) -> Form {
        let opening = Flanks {
            before: self.character_before(at),
            after: self.character_after(at),
        };
        let closing = Flanks {
            before: self.character_before(end),
            after: self.character_after(end),
        };
        let neighbours = [
            at.checked_sub(1).and_then(|at| self.form_at(at)),
            self.form_at(end + 1),
        ];
        let is_free = |signs: &str| {
            let same = |form: &Form| matches!(form, Form::Delimiters(others) if others.starts_with(&signs[..1]));
            !neighbours.iter().flatten().any(same)
        };
        let fits = |signs: &&&str| {
            let is_line = signs.starts_with('_');
            is_free(signs) && opening.can_open(is_line) && closing.can_close(is_line)
        };
        choices
            .iter()
            .find(fits)
            .map_or(Form::Tag, |signs| Form::Delimiters(signs))
    }

    /// The form of the mark that begins or ends with this piece.
    fn form_at(&self, at: usize) -> Option<Form> {
        match self.pieces.get(at)? {
            Piece::Open(mark) | Piece::Close(mark) => Some(self.forms[*mark]),
            Piece::Words(_) => None,
        }
    }

    /// The character that comes before a piece: all signs of marks count alike.
    fn character_before(&self, at: usize) -> char {
        match at.checked_sub(1).map(|at| self.pieces[at]) {
            None => ' ',
            Some(Piece::Words(words)) => words.chars().next_back().unwrap_or(' '),
            Some(_) => '*',
        }
    }

    fn character_after(&self, at: usize) -> char {
        match self.pieces.get(at + 1) {
            None => ' ',
            Some(Piece::Words(words)) => words.chars().next().unwrap_or(' '),
            Some(_) => '*',
        }
    }

    /// Whether a link is written as its address alone.
    fn is_autolink(&self, mark: usize, words: &str) -> bool {
        let is_own = self.marks[mark]
            .url
            .as_ref()
            .is_some_and(|url| url.as_str() == words);
        let Some((scheme, _)) = words.split_once(':') else {
            return false;
        };
        let is_scheme = (2..=32).contains(&scheme.len())
            && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"+.-".contains(&b));
        let is_plain = |c: char| !c.is_whitespace() && !"<>|\\`".contains(c);
        is_own && is_scheme && words.chars().all(is_plain)
    }

    fn written(&self) -> String {
        let mut line = String::new();
        for (at, piece) in self.pieces.iter().enumerate() {
            match *piece {
                Piece::Open(mark) => self.open(mark, &mut line),
                Piece::Close(mark) => self.close(mark, &mut line),
                Piece::Words(words) => self.words(at, words, &mut line),
            }
        }
        line
    }

    fn words(&self, at: usize, words: &str, line: &mut String) {
        match at.checked_sub(1).and_then(|at| self.pieces.get(at)) {
            Some(Piece::Open(mark)) if self.forms[*mark] == Form::Ticks => {
                line.push_str(&ticked(words));
                return;
            }
            Some(Piece::Open(mark)) if self.forms[*mark] == Form::Angles => {
                line.push_str(words);
                return;
            }
            _ => {}
        }
        let opening = block_opening(words).filter(|_| at == 0 && !self.is_cell);
        // Before a link it would make an image of it.
        let is_before_link = self.form_at(at + 1) == Some(Form::Brackets)
            && matches!(self.pieces.get(at + 1), Some(Piece::Open(_)));
        let kept = words.strip_suffix('!').filter(|_| is_before_link);
        push_escaped(kept.unwrap_or(words), opening, self.is_cell, line);
        if kept.is_some() {
            line.push_str("\\!");
        }
    }

    fn open(&self, mark: usize, line: &mut String) {
        match self.forms[mark] {
            Form::Delimiters(signs) => line.push_str(signs),
            Form::Brackets => line.push('['),
            Form::Angles => line.push('<'),
            Form::Ticks | Form::Open => {}
            Form::Tag => line.push_str(&opening_tag(&self.marks[mark])),
        }
    }

    fn close(&self, mark: usize, line: &mut String) {
        match self.forms[mark] {
            Form::Delimiters(signs) => line.push_str(signs),
            Form::Brackets => {
                let url = self.marks[mark].url.as_ref();
                line.push_str("](");
                line.push_str(&destination(url.map_or("", |url| url.as_str())));
                line.push(')');
            }
            Form::Angles => line.push('>'),
            Form::Ticks | Form::Open => {}
            Form::Tag => line.push_str(closing_tag(&self.marks[mark])),
        }
    }
}

/// The words between where marks begin and end.
pub fn pieces(prose: &Prose) -> Vec<Piece<'_>> {
    let text = prose.as_str();
    let mut pieces = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let mut marks = prose.marks().iter().enumerate().peekable();
    let mut done = 0;
    let places = text.char_indices().map(|(at, _)| at).chain([text.len()]);
    for (index, at) in places.enumerate() {
        let ends = |mark: &usize| prose.marks()[*mark].end == index;
        let begins = |mark: &(usize, &Mark)| mark.1.start == index;
        let is_here = open.last().is_some_and(ends) || marks.peek().is_some_and(begins);
        if (is_here || at == text.len()) && done < at {
            pieces.push(Piece::Words(&text[done..at]));
            done = at;
        }
        while let Some(mark) = open.pop_if(|mark| ends(mark)) {
            pieces.push(Piece::Close(mark));
        }
        while let Some((mark, _)) = marks.next_if(begins) {
            pieces.push(Piece::Open(mark));
            open.push(mark);
        }
    }
    pieces
}
