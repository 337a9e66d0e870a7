//! What blocks of a label tell in short: a line for each item and paragraph, with what it hangs on.

use super::titles;
use super::wording;
use crate::entry::{Block, Item, List, RiskKind};
use crate::ingest::draft::RiskLine;
use crate::text::Text;

/// How many bytes of leads the lines of a label may have, as each line has its own: it bounds what
/// a short document can be made to say.
pub const MAX_LEADS: usize = 1 << 20;

/// The lines of some blocks while they are gathered.
pub struct Lines {
    kind: RiskKind,
    told: Vec<RiskLine>,
    /// How many bytes leads may still have.
    room: usize,
    /// Whether everything so far can be listed.
    is_whole: bool,
}

/// What the lines that come next hang on.
#[derive(Clone, Default)]
struct Hold {
    /// The items or the section that they lie in.
    outer: Option<Text>,
    /// A heading among the blocks, and whether a line follows it already.
    heading: Option<(Text, bool)>,
    /// A sentence that is not finished.
    hook: Option<(Text, bool)>,
}

impl Lines {
    pub fn new(kind: RiskKind) -> Self {
        Self {
            kind,
            told: Vec::new(),
            room: MAX_LEADS,
            is_whole: true,
        }
    }

    /// All lines, unless some blocks cannot be told as lines.
    pub fn finish(self) -> Option<Vec<RiskLine>> {
        self.is_whole.then_some(self.told)
    }

    /// Adds a line by itself.
    pub fn push(&mut self, text: Text) {
        self.told.push(RiskLine { lead: None, text });
    }

    /// Adds the lines of blocks that hang on `outer`; only the first of them do if it is a `hook`.
    pub fn add(&mut self, blocks: &[Block], outer: Option<&Text>, is_hook: bool) {
        let mut hold = Hold::default();
        match outer.cloned() {
            Some(hook) if is_hook => hold.hook = Some((hook, false)),
            outer => hold.outer = outer,
        }
        self.blocks(blocks, &mut hold);
    }

    fn blocks(&mut self, blocks: &[Block], hold: &mut Hold) {
        for (at, block) in blocks.iter().enumerate() {
            let next = blocks.get(at + 1);
            match block {
                Block::Paragraph(prose) if wording::tell_of_none(prose.as_str()) => {}
                Block::Paragraph(prose) if wording::is_item(prose.as_str()) => {
                    let words = wording::without_bullet(prose.as_str());
                    if let Ok(words) = Text::try_from(words.to_owned()) {
                        self.line(words, hold);
                    }
                    let goes_on = next.is_some_and(is_item);
                    hold.hook.take_if(|_| !goes_on);
                }
                Block::Paragraph(prose) => {
                    let is_heading =
                        titles::is_heading(prose) || wording::is_in_capitals(prose.as_str());
                    let is_heading = is_heading && next.is_some();
                    self.paragraph(prose.text(), is_heading, next, hold);
                }
                Block::List(list) => self.list(list, hold),
                Block::Figure(_) => {}
                // Tables tell of no risks by themselves.
                _ => self.is_whole = false,
            }
        }
        self.end_heading(hold);
        // What should follow is missing.
        self.is_whole &= !matches!(hold.hook, Some((_, false)));
    }

    fn paragraph(&mut self, words: &Text, is_heading: bool, next: Option<&Block>, hold: &mut Hold) {
        let is_open = wording::is_open(words.as_str());
        let is_sentence = wording::is_sentence(words.as_str());
        let introduces = wording::introduce(words.as_str());
        let begins = words.as_str().starts_with(char::is_uppercase);
        let is_hook = match next {
            Some(Block::List(_)) => introduces || !is_sentence,
            Some(block) if is_item(block) => introduces || !is_sentence,
            Some(block) => is_open || (!is_sentence && begins && goes_on(block)),
            None => false,
        };
        if is_heading {
            self.end_heading(hold);
            hold.heading = Some((words.clone(), false));
            self.is_whole &= !matches!(hold.hook.take(), Some((_, false)));
        } else if is_hook {
            let unused = hold.hook.take().filter(|(_, is_used)| !is_used);
            let before = unused.as_ref().map(|(hook, _)| hook);
            hold.hook = join([before, Some(words)]).map(|hook| (hook, false));
        } else {
            hold.hook
                .take_if(|(_, is_used)| *is_used && is_sentence && begins);
            if wording::is_in_capitals(words.as_str().trim_end_matches('.')) {
                self.end_heading(hold);
            }
            self.line(words.clone(), hold);
        }
    }

    /// A heading with nothing under it is a line.
    fn end_heading(&mut self, hold: &mut Hold) {
        if let Some((heading, false)) = hold.heading.take() {
            let mut outer = Hold {
                outer: hold.outer.clone(),
                ..Hold::default()
            };
            self.line(heading, &mut outer);
        }
    }

    fn list(&mut self, list: &List, hold: &mut Hold) {
        let hook = hold.hook.as_ref().map(|(hook, _)| hook.as_str());
        let outer = hold.outer.as_ref().map(Text::as_str);
        if wording::only_refers(list, hook.or(outer), self.kind) {
            hold.hook = None;
            return;
        }
        let mut within = hold.clone();
        for item in list.items() {
            self.item(item, &mut within, hold);
        }
        // An item that is not finished is finished by what follows, or never.
        hold.hook = within.hook.filter(|(_, is_used)| !is_used);
        hold.heading = within.heading;
    }

    /// An item: a line for each paragraph in it; the last may be what the lists in it hang on, or the
    /// items after it.
    fn item(&mut self, item: &Item, within: &mut Hold, hold: &Hold) {
        let (mut own, rest) = wording::paragraphs(item);
        let last = own.pop();
        let is_alone = own.is_empty();
        for words in own {
            self.line(words, within);
        }
        let Some(last) = last else {
            return self.nested(rest, None, within);
        };
        if !is_alone && wording::is_sentence(last.as_str()) {
            // What follows an item in it is no item of the sentence that the list hangs on.
            let hook = within.hook.take();
            let introduces = |outer: &mut Text| wording::introduce(outer.as_str());
            let outer = within.outer.take_if(introduces);
            self.line(last, within);
            within.hook = hook;
            within.outer = within.outer.take().or(outer);
            return self.nested(rest, None, within);
        }
        let is_open = wording::is_open(last.as_str());
        if rest.iter().any(|block| matches!(block, Block::List(_))) {
            within.hook.clone_from(&hold.hook);
            if is_open || !wording::is_sentence(last.as_str()) {
                return self.nested(rest, Some(&last), within);
            }
        } else if is_open {
            let lead = hold.hook.as_ref().map(|(hook, _)| hook);
            within.hook = join([lead, Some(&last)]).map(|hook| (hook, false));
            return;
        }
        self.line(last, within);
        self.nested(rest, None, within);
    }

    /// The blocks in an item, which hang on all that it hangs on, and on `own`.
    fn nested(&mut self, blocks: &[Block], own: Option<&Text>, within: &mut Hold) {
        if blocks.is_empty() {
            return;
        }
        let mut nested = Hold {
            outer: self.lead(within, own),
            ..Hold::default()
        };
        self.blocks(blocks, &mut nested);
    }

    fn line(&mut self, text: Text, hold: &mut Hold) {
        self.is_whole &= !wording::is_open(text.as_str());
        let lead = self.lead(hold, None);
        self.told.push(RiskLine { lead, text });
    }

    /// What a line hangs on, which now has one.
    fn lead(&mut self, hold: &mut Hold, own: Option<&Text>) -> Option<Text> {
        for held in [&mut hold.heading, &mut hold.hook].into_iter().flatten() {
            held.1 = true;
        }
        let heading = hold.heading.as_ref().map(|(heading, _)| heading);
        let hook = hold.hook.as_ref().map(|(hook, _)| hook);
        let parts = [hold.outer.as_ref(), heading, hook, own];
        let length: usize = parts.iter().flatten().map(|part| part.as_str().len()).sum();
        if let Some(room) = self.room.checked_sub(length) {
            self.room = room;
            join(parts)
        } else {
            self.is_whole = false;
            None
        }
    }
}

/// Whether a paragraph is an item that its author wrote a bullet before.
fn is_item(block: &Block) -> bool {
    matches!(block, Block::Paragraph(prose) if wording::is_item(prose.as_str()))
}

/// Whether a paragraph begins as one that goes on.
fn goes_on(block: &Block) -> bool {
    matches!(block, Block::Paragraph(prose) if prose.as_str().starts_with(char::is_lowercase))
}

fn join<const N: usize>(parts: [Option<&Text>; N]) -> Option<Text> {
    let words: Vec<_> = parts.into_iter().flatten().map(Text::as_str).collect();
    Text::try_from(words.join(" ")).ok()
}
