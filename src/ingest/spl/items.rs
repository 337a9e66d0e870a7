//! List items while they are written, and the risks that they tell of.

use crate::entry::RiskKind;

/// The most bytes of words that are repeated before each item of the list they introduce.
const MAX_LEAD: usize = 120;

/// The items that are being written, each in the list of the one before it.
#[derive(Default)]
pub struct Items(Vec<Item>);

struct Item {
    /// Its words so far, those of lists in it not included.
    own: String,
    /// What introduces the list that it is in.
    lead: String,
    /// Whether its own words introduce a list in it.
    leads: bool,
    /// Where its risk will be among the others.
    place: usize,
}

/// The risks of a label, in its order.
#[derive(Default)]
pub struct Risks {
    /// The kind of those that list items tell of here, where they do.
    pub kind: Option<RiskKind>,
    /// With gaps for items that turned out to tell of none.
    found: Vec<Option<(String, RiskKind)>>,
}

impl Items {
    /// Adds to the words of the innermost item.
    pub fn say(&mut self, words: &str) {
        if let Some(item) = self.0.last_mut() {
            if !item.own.is_empty() {
                item.own.push(' ');
            }
            item.own.push_str(words);
        }
    }

    /// A list begins in the innermost item.
    pub fn begin_list(&mut self) {
        if let Some(item) = self.0.last_mut() {
            let is_short = item.lead.len() + item.own.len() < MAX_LEAD;
            item.leads = is_short && item.own.ends_with(':');
        }
    }

    pub fn begin_item(&mut self, risks: &mut Risks) {
        let outer = self.0.last().filter(|outer| outer.leads);
        let item = Item {
            own: String::new(),
            lead: outer.map_or_else(String::new, Item::with_lead),
            leads: false,
            place: risks.found.len(),
        };
        self.0.push(item);
        risks.found.push(None);
    }

    /// Every item is a risk of its own, in its own words. Where these introduce a list ("Patients
    /// with:"), they mean nothing alone, and the items of that list little without them: so they go
    /// before each of those instead.
    pub fn end_item(&mut self, risks: &mut Risks) {
        let Some(item) = self.0.pop() else {
            return;
        };
        let (before, inner) = risks.found.split_at_mut(item.place + 1);
        let is_lead = item.leads && inner.iter().any(Option::is_some) && item.own.ends_with(':');
        if let (Some(kind), false, false) = (risks.kind, is_lead, item.own.is_empty()) {
            before[item.place] = Some((item.with_lead(), kind));
        }
    }
}

impl Item {
    fn with_lead(&self) -> String {
        if self.lead.is_empty() {
            self.own.clone()
        } else {
            format!("{} {}", self.lead, self.own)
        }
    }
}

impl Risks {
    /// What was found, without the gaps.
    pub fn into_found(self) -> impl Iterator<Item = (String, RiskKind)> {
        self.found.into_iter().flatten()
    }
}
