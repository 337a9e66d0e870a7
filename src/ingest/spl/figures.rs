//! The descriptions of figures, wherever they are shown. Knows nothing of how they are written.

use std::collections::BTreeMap;

use super::tree::Element;
use crate::ingest::complaint::Complaint;
use crate::text::Text;

/// The most bytes of descriptions that are written again: some thousand times what labels in use
/// have. It bounds what a short document can be made to say.
const MAX_REPEATED: usize = 1 << 20;

/// What was said of figures so far.
#[derive(Default)]
pub struct Figures {
    /// The descriptions of those that were shown, by the places of their elements.
    descriptions: BTreeMap<usize, Option<Text>>,
    /// Whether one is being described.
    is_describing: bool,
    /// How many bytes of descriptions were written again.
    repeated: usize,
    /// Why the label cannot be written as it is.
    refusal: Option<Complaint>,
}

/// What there is to write of a figure.
pub enum Description {
    /// Its description, which was written before.
    Known(Option<Text>),
    /// Its description has to be written, and kept.
    Unknown,
    /// Nothing: it cannot be shown.
    Refused,
}

impl Figures {
    pub fn begin(&mut self, figure: &Element<'_>) -> Description {
        // A figure in the description of another could be that one again, and so without end.
        if self.is_describing {
            return self.refuse(figure, "this figure is part of the description of another");
        }
        let Some(words) = self.descriptions.get(&figure.offset) else {
            self.is_describing = true;
            return Description::Unknown;
        };
        self.repeated += words.as_ref().map_or(1, |words| words.as_str().len());
        if self.repeated > MAX_REPEATED {
            return self.refuse(
                figure,
                "this figure is shown too often: descriptions shown again have more than 1 MiB, which is the limit",
            );
        }
        Description::Known(words.clone())
    }

    /// Keeps the description that was written.
    pub fn keep(&mut self, figure: &Element<'_>, words: Option<Text>) {
        self.is_describing = false;
        self.descriptions.insert(figure.offset, words);
    }

    pub fn is_described(&self, figure: &Element<'_>) -> bool {
        self.descriptions.contains_key(&figure.offset)
    }

    pub fn into_refusal(self) -> Option<Complaint> {
        self.refusal
    }

    fn refuse(&mut self, figure: &Element<'_>, why: &str) -> Description {
        self.refusal
            .get_or_insert_with(|| Complaint::new(figure.offset, why));
        Description::Refused
    }
}
