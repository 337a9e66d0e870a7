//! Figures → the words that describe them, wherever they are shown.

use std::collections::BTreeMap;

use super::prose::Writer;
use super::tree::Element;
use crate::ingest::complaint::Complaint;

/// The most bytes of descriptions that are written again: some thousand times what labels in use
/// have. It bounds what a short document can be made to say.
const MOST_REPEATED: usize = 1 << 20;

/// What was said of figures so far.
#[derive(Default)]
pub struct Figures {
    /// The descriptions of those that were shown, by the places of their elements.
    descriptions: BTreeMap<usize, String>,
    /// Whether one is being described.
    is_describing: bool,
    /// How many bytes of descriptions were written again.
    repeated: usize,
    /// Why the label cannot be written as it is.
    pub refusal: Option<Complaint>,
}

impl<'t> Writer<'t> {
    /// The figure that is referred to: its description, wherever it is shown, and its caption.
    pub(super) fn figure(&mut self, reference: &'t Element<'t>) {
        if let Some(figure) = self.references.figure(reference) {
            self.describe(figure);
        }
        for caption in reference.elements() {
            self.block(caption);
        }
    }

    /// An image as the labeler describes it. One without a description has no words.
    fn describe(&mut self, figure: &'t Element<'t>) {
        let Some(text) = figure.child("text") else {
            return;
        };
        // A figure in the description of another could be that one again, and so without end.
        if self.figures.is_describing {
            return self.refuse(figure, "this figure is shown in the description of another");
        }
        let words = if let Some(words) = self.figures.descriptions.get(&figure.offset) {
            self.figures.repeated += words.len();
            words.clone()
        } else {
            self.figures.is_describing = true;
            let words = self.apart(|writer| writer.children(text)).join(" ");
            self.figures.is_describing = false;
            self.figures
                .descriptions
                .insert(figure.offset, words.clone());
            words
        };
        if self.figures.repeated > MOST_REPEATED {
            self.refuse(
                figure,
                "this figure is shown too often for what its description says",
            );
        } else if !words.is_empty() {
            self.words(&format!(" [Figure: {words}]"));
        }
    }

    /// The description of a figure that no text refers to, on a line of its own.
    pub fn describe_unshown(&mut self, figure: &'t Element<'t>) {
        if !self.figures.descriptions.contains_key(&figure.offset) {
            self.describe(figure);
            self.end_line();
        }
    }

    fn refuse(&mut self, element: &Element<'_>, why: &str) {
        self.figures
            .refusal
            .get_or_insert_with(|| Complaint::new(element.offset, why));
    }
}
